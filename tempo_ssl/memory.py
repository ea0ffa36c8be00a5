"""How the C library hands memory back: not at once, for what is asked for over and over, and all, after large work."""

from __future__ import annotations

import ctypes
import sys

import numpy as np

#: Bytes: more than any array on the way of a stereo block, and less than what is kept of long recordings.
LARGEST_KEPT = 8 << 20


def keep_freed_memory() -> None:
    """Have the C library keep blocks that are freed, for the next of their size.

    glibc maps blocks above a threshold from the system and gives them back at once, so that every page of the next one
    is paid for again. The threshold rises to the size of any such block that is freed (mallopt(3), M_MMAP_THRESHOLD),
    which happens here with one that is never touched. Other C libraries lose nothing by it.
    """
    np.empty(LARGEST_KEPT, dtype=np.uint8)


def give_back_freed_memory() -> None:
    """Have the C library give the system all that is freed and that it keeps.

    glibc has a heap for every thread, which only shrinks from its end (malloc_trim(3)): after work of many threads
    gigabytes that nobody uses may stay. Other C libraries are left alone.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)

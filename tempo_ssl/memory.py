"""How the C library hands memory back, for a program that asks for the same few megabytes over and over."""

from __future__ import annotations

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

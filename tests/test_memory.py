"""Freed memory is kept: the first of many blocks is paid for, the others are not."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
import numpy as np
from tempo_ssl.memory import keep_freed_memory
if sys.argv[1] == "keep":
    keep_freed_memory()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
# Each block is larger than all that were freed before it, as in the first answer of a process.
for size in range(200, 4200, 50):
    np.ones(size << 10, dtype=np.uint8)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives freed blocks back at once")
def test_freed_blocks_are_not_paid_for_again():
    kept, given_back = (
        int(subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True).stdout)
        for how in ("keep", "do not")
    )
    assert kept < given_back / 5

"""Freed memory is kept, so that only the first of many blocks is paid for, and given back where that is asked for."""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys

import pytest

from tempo_ssl.memory import give_back_freed_memory

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


LARGE_WORK = """
import resource
from pathlib import Path
import numpy as np
from tempo_ssl.memory import give_back_freed_memory
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
start = resident()
blocks = [np.ones(64 << 10, dtype=np.uint8) for _ in range(2000)]
last = blocks[-1]  # stays, and the heap cannot shrink from its end
del blocks
print(resident() - start)
give_back_freed_memory()
print(resident() - start)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked to give freed blocks back")
def test_what_large_work_has_freed_is_given_back():
    run = subprocess.run([sys.executable, "-c", LARGE_WORK], capture_output=True, text=True, check=True)
    kept, left = map(int, run.stdout.split())
    assert kept > 100 << 20
    assert left < 20 << 20


def test_other_systems_have_nothing_to_give_back(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: pytest.fail("not asked"))
    give_back_freed_memory()

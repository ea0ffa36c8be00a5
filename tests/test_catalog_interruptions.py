"""Runs that are stopped, by a signal or a full disk: the same command goes on, and no row is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from catalog_tracks import counts, read
from tempo_ssl.catalog import write_catalog

pytest_plugins = ["catalog_tracks"]

REPOSITORY = Path(__file__).resolve().parent.parent


def running(folder: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(folder), "-o", str(out), "--workers", "2", *options]
    return subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on_and_leaves_no_process(
    faults: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals
) -> None:
    names = [f"{number}-slow.wav" for number in range(8)]
    folder, out, scratch = faults(*names, "9-hang.wav"), tmp_path / "catalog.csv", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    process = running(folder, out)
    wait_for(lambda: out.exists() and out.read_bytes().count(b"\n") > 2)
    workers = psutil.Process(process.pid).children()
    assert len(workers) == 2
    process.send_signal(sent)
    _, said = process.communicate(timeout=30)
    assert process.returncode == (130 if sent == signal.SIGINT else -sent)
    assert said.decode() == (
        "tempo-ssl: interrupted; the same command goes on where it stopped\n" if sent == signal.SIGINT else ""
    )
    psutil.wait_procs(workers, timeout=10)
    assert not any(worker.is_running() for worker in workers)
    assert os.listdir(scratch) == []
    kept = read(out)
    assert 2 <= len(kept) < 9
    with open(out, "ab") as file:
        file.write(b'"half a li')
    process = running(folder, out, "--timeout", "1")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    rows = read(out)
    assert {name: rows[name] for name in kept} == kept
    assert sorted(rows) == [*names, "9-hang.wav"]
    assert [name for name, row in rows.items() if row["error"]] == ["9-hang.wav"]
    assert f"skipped {len(kept)}" in said.decode()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 kB, where one can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a file system can only be mounted by root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_a_run_in_one_line_and_the_same_command_goes_on(
    faults: Callable[..., Path], tiny_disk: Path
) -> None:
    folder = faults(*(f"{number:03} {'long ' * 30}.wav" for number in range(300)))
    out, ballast = tiny_disk / "catalog.csv", tiny_disk / "ballast"
    ballast.write_bytes(bytes(90_000))
    process = running(folder, out)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.decode()) == (1, f"tempo-ssl: {out}: No space left on device\n")
    kept = read(out)
    assert 10 < len(kept) < 300
    ballast.unlink()
    assert counts(write_catalog(folder, tiny_disk / "catalog.csv")) == (300 - len(kept), 0, len(kept), 0)
    assert {name: row for name, row in read(out).items() if name in kept} == kept
    assert len(read(out)) == 300


def test_a_quota_stops_a_run_in_one_line_and_the_same_command_goes_on(
    faults: Callable[..., Path], tmp_path: Path
) -> None:
    folder, out = faults(*(f"{number:03}.wav" for number in range(60))), tmp_path / "catalog.csv"
    # The shell's limit on the size of a file, in blocks of 512 or 1024 bytes.
    command = f'ulimit -f 4; exec "{sys.executable}" -m tempo_ssl batch "{folder}" -o "{out}"'
    done = subprocess.run(["sh", "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"tempo-ssl: {out}: File too large\n")
    kept = len(read(out))
    assert 5 < kept < 60
    assert counts(write_catalog(folder, out)) == (60 - kept, 0, kept, 0)
    assert len(read(out)) == 60

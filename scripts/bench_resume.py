"""How long a batch takes to see that there is nothing left to do, and how much memory: the price of resuming.

    python scripts/bench_resume.py [--tracks 1000000] [--format csv|jsonl|parquet]

Makes a folder of that many (empty) files and a table with a row for each, then runs ``tempo-ssl batch`` on them as a
process of its own, on the folder and on a list of its files; and a first run until its first row.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tempo_ssl.catalog import CatalogRow
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.catalog.tables import open_table

#: Files of one folder.
IN_A_FOLDER = 1000


def make(top: Path, out: Path, tracks: int) -> None:
    """Empty files, their rows, and a list of them."""
    with open_table(str(out)) as table, open(top / "list.txt", "w", encoding="utf-8") as listed:
        table._synced = float("inf")  # type: ignore[attr-defined]  # a night's syncing is not what is measured
        for number in range(tracks):
            folder = top / "music" / f"artist-{number // IN_A_FOLDER:05}"
            if number % IN_A_FOLDER == 0:
                folder.mkdir(parents=True)
            path = f"{folder}/{number % IN_A_FOLDER:03} - a track, with a name of usual length.flac"
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
            size, mtime = fingerprint(path)
            table.add(
                CatalogRow(path, 128.0412, 0.9876, 0.9123, 128.0412, 64.0206, 0.4123, "constant", 215.333)._replace(
                    size_bytes=size, mtime=mtime
                )
            )
            listed.write(path + "\n")
        table.finish(None)


def measure(source: Path, out: Path) -> tuple[float, float, float, str]:
    """Seconds of the clock and of the processor, the most memory (MB) and the summary of the command."""
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(source), "-o", str(out)]
    before, started, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    process = psutil.Popen(command, stderr=subprocess.PIPE, text=True)
    while process.poll() is None:
        try:
            most = max(most, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.01)
    seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, processor, most / 1e6, process.stderr.read().strip()


def measure_first(source: Path, out: Path) -> tuple[float, float]:
    """Seconds until the first row of a first run, and the most memory (MB) until then."""
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(source), "-o", str(out), "--workers", "1"]
    started, most = time.monotonic(), 0
    process = psutil.Popen(command, stderr=subprocess.DEVNULL)
    while not out.exists() or out.read_bytes().count(b"\n") < 2:
        most = max(most, process.memory_info().rss)
        time.sleep(0.01)
    seconds = time.monotonic() - started
    process.kill()
    process.wait()
    return seconds, most / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tracks", type=int, default=1_000_000)
    parser.add_argument("--format", choices=["csv", "jsonl", "parquet"], default="csv")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        out = top / f"catalog.{options.format}"
        make(top, out, options.tracks)
        print(f"{options.tracks:,} rows, {out.stat().st_size / 1e6:.0f} MB; Python {platform.python_version()}")
        for name in ("music", "list.txt"):
            seconds, processor, most, summary = measure(top / name, out)
            print(f"{name}: {seconds:.1f} s ({processor:.1f} s of one processor), {most:.0f} MB; {summary}")
        seconds, most = measure_first(top / "music", top / "first.csv")
        print(f"a first run: {seconds:.1f} s to the first row, {most:.0f} MB")


if __name__ == "__main__":
    main()

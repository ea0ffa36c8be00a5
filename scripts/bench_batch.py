"""What a catalog costs: processor time for an hour of sound, memory of a worker, and what the batch itself adds.

    python scripts/bench_batch.py FOLDER [--tracks 100] [--rounds 3] [--workers 2] [--address HOST:PORT]
    python scripts/bench_batch.py --hours 0.1 1 6

The same tracks are answered by a plain loop over ``TempoEstimator`` in one process, by ``tempo-ssl batch`` with one
worker, with several, and, where the address of a Ray cluster is given, by that. Rounds take turns, so that a busy
machine is busy for all of them; ratios are to the plain loop, their range over the rounds in brackets. The second
form tells how much memory a worker takes at most for a recording of so many hours.
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
from importlib.metadata import version
from pathlib import Path

import soundfile

from tempo_ssl.audio import find_audio
from tempo_ssl.catalog.batch import cores
from tempo_ssl.catalog.local import ONE_THREAD
from tempo_ssl.synth import click_track

#: Hz, of the long recordings.
RATE = 22_050

LOOP = """
import sys, tempo_ssl
estimator = tempo_ssl.TempoEstimator()
print(sum(estimator.estimate(path).duration for path in open(sys.argv[1]).read().split("\\n")))
"""


def run(command: list[str]) -> tuple[float, float, str]:
    """Seconds of the clock and of the processor, and what was printed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - started, processor, done.stdout.strip() or done.stderr.strip()


def measure_memory(hours: list[float]) -> None:
    """Print the most memory that a process of a batch had, for one recording of each length."""
    beat = click_track(124, 60, "four-on-the-floor", RATE)
    print("| hours of one recording | most memory of a worker (MB) |")
    print("| --- | --- |")
    for length in sorted(hours):  # the system only remembers the largest so far
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "long.flac")
            with soundfile.SoundFile(path, "w", RATE, 1) as sound:
                for _ in range(max(1, round(length * 60))):
                    sound.write(beat)
            run([sys.executable, "-m", "tempo_ssl", "batch", str(path), "--workers", "1"])
        print(f"| {length:g} | {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--tracks", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--address")
    parser.add_argument("--hours", type=float, nargs="+")
    options = parser.parse_args()
    if options.hours:
        measure_memory(options.hours)
    if options.folder is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "list")
        tracks = [str(path) for path in find_audio(options.folder)][: options.tracks]
        listed.write_text("\n".join(tracks), encoding="utf-8")
        batch = [sys.executable, "-m", "tempo_ssl", "batch", str(listed)]
        ways = {
            "plain loop": [sys.executable, "-c", LOOP, str(listed)],
            "batch, 1 worker": [*batch, "--workers", "1"],
            f"batch, {options.workers} workers": [*batch, "--workers", str(options.workers)],
        }
        if options.address:
            ways["batch on Ray"] = [*batch, "--engine", "ray", "--address", options.address]
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for _ in range(options.rounds):
            for number, (name, command) in enumerate(ways.items()):
                if number:
                    command = [*command, "-o", str(Path(folder, "catalog.csv"))]
                    Path(folder, "catalog.csv").unlink(missing_ok=True)
                seconds, processor, printed = run(command)
                if not number:
                    hours = float(printed) / 3600
                results[name].append((seconds, processor))
    names = ", ".join(f"{name} {version(name)}" for name in ("onnxruntime", "numpy", "soundfile"))
    print(f"{len(tracks)} tracks, {hours:.2f} h; {cores()} cores; Python {platform.python_version()}, {names}")
    print("| way | seconds, of the plain loop's | processor seconds an hour of sound | x real time |")
    print("| --- | --- | --- | --- |")
    for name, runs in results.items():
        ratios = sorted(seconds / loop for (seconds, _), (loop, _) in zip(runs, results["plain loop"], strict=True))
        seconds, processor = (sorted(values)[len(runs) // 2] for values in zip(*runs, strict=True))
        # Those of a cluster are spent elsewhere.
        spent = "" if "Ray" in name else f"{processor / hours:.1f}"
        middle = f"{ratios[len(ratios) // 2]:.2f} [{ratios[0]:.2f}, {ratios[-1]:.2f}]"
        print(f"| {name} | {middle} | {spent} | {hours * 3600 / seconds:.0f} |")


if __name__ == "__main__":
    main()

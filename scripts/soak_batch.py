"""A library with broken files and odd names, catalogued undisturbed and with kills on the way: the tables must agree.

    python scripts/soak_batch.py ../shared/corpus ../shared/eval/audio [--tracks 5000] [--kills 5] [--seed 1]

Excerpts of the recordings in the given folders become tracks in several formats, 2 % of them broken in ten ways, with
names that hold commas, quotes, line ends and undecodable bytes. ``tempo-ssl batch`` catalogues them once undisturbed
and once with SIGKILL at random moments, after each of which the same command goes on. Both tables must have the same
rows, one for each track, by Python's csv module and by pandas.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas
import soundfile

from tempo_ssl.audio import as_path, find_audio, load_audio

#: Every ``n``-th track is broken, by each way in turn.
BROKEN_EVERY = 50
#: Seconds of a track, least and most.
SECONDS = (6, 25)
FORMATS = (".flac", ".ogg", ".wav", ".mp3")
#: What stands in a name; its number is added, so that names differ.
NAMES = (
    b"plain",
    b"comma, and space",
    b'with "quotes"',
    b"line\nend",
    b"carriage\r\nreturn",
    b"undecodable \xff\xe9",
    b"looks escaped \\xff",
    "Ünïcödé 音楽 \u202e".encode(),
    b"=formula;'\t%s",
    b"x" * 180,
)


def broken(way: int, good: bytes, dice: random.Random) -> bytes:
    """The content of a file that is no good track, in one of ten ways; ``good`` is one in FLAC."""
    ways = (
        lambda: b"",
        lambda: b"<html><body>404 Not Found</body></html>",
        lambda: dice.randbytes(20_000),
        lambda: bytes(20_000),
        lambda: good[:300],
        lambda: good[: len(good) // 3] + dice.randbytes(5_000) + good[len(good) // 2 :],
        lambda: b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0data\0\0\0\0",
        lambda: b"ID3\x04\0\0\0\0\x0f\x76" + dice.randbytes(3_000),
        lambda: b"OggS" + bytes(22) + b"\x01\x13OpusHead" + dice.randbytes(4_000),
        lambda: b"\0\0\0\x20ftypM4A " + bytes(20) + b"\0\x10\0\0mdat" + dice.randbytes(4_000),
    )
    return ways[way % len(ways)]()


def make_library(folder: Path, sources: list[Path], tracks: int, dice: random.Random) -> int:
    """Write the tracks and return how many are broken."""
    each = -(-tracks // len(sources))
    number = bad = 0
    good = b""
    for source in sources:
        audio = load_audio(source)
        samples = (np.clip(audio.samples, -1, 1) * 0.9).astype(np.float32)
        for _ in range(each):
            if number == tracks:
                return bad
            length = round(dice.uniform(*SECONDS) * audio.sample_rate)
            start = dice.randrange(max(1, len(samples) - length))
            suffix = FORMATS[number % len(FORMATS)] if audio.sample_rate in (44_100, 48_000) else ".flac"
            name = NAMES[number % len(NAMES)] + b" %05d" % number + os.fsencode(suffix)
            path = os.path.join(os.fsencode(folder), b"artist %03d" % (number // 40), name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if number % BROKEN_EVERY == BROKEN_EVERY - 1 and good:
                content, bad = broken(number // BROKEN_EVERY, good, dice), bad + 1
                with open(path, "wb") as file:
                    file.write(content)
            else:
                with open(path, "wb") as file:
                    form = suffix[1:].upper()
                    soundfile.write(file, samples[start : start + length], audio.sample_rate, format=form)
            if suffix == ".flac" and not good:
                good = Path(os.fsdecode(path)).read_bytes()
            number += 1
    return bad


def start(library: Path, out: Path, workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(library), "-o", str(out), "--workers", str(workers)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def lines_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def rows_in(path: Path) -> list[tuple[str, ...]]:
    """All rows but the header, sorted; the csv module and pandas must see the same."""
    with open(path, encoding="utf-8", newline="") as file:
        _, *rows = (tuple(row) for row in csv.reader(file, strict=True))
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert [tuple(row) for row in frame.to_numpy()] == rows, "csv and pandas disagree"
    return sorted(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--tracks", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        library, straight, killed = (Path(folder, name) for name in ("library", "straight.csv", "killed.csv"))
        sources = [path for top in options.folders for path in find_audio(top)]
        bad = make_library(library, sources, options.tracks, dice)
        print(f"{options.tracks} tracks, {bad} of them broken, from {len(sources)} recordings; seed {options.seed}")

        started = time.monotonic()
        _, said = start(library, straight, options.workers).communicate()
        print(f"undisturbed, {time.monotonic() - started:.0f} s: {said.strip()}")

        moments = sorted(dice.sample(range(options.tracks // 20, options.tracks * 19 // 20), options.kills))
        for moment in moments:
            process = start(library, killed, options.workers)
            while lines_in(killed) < moment and process.poll() is None:
                time.sleep(dice.uniform(0.01, 0.1))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            print(f"killed (status {process.returncode}) with {lines_in(killed)} lines in the table")
        _, said = start(library, killed, options.workers).communicate()
        print(f"gone on to the end: {said.strip()}")

        expected, found = rows_in(straight), rows_in(killed)
        tracks = {os.fsencode(as_path(row[0])) for row in found}
        there = {os.path.join(top, name) for top, _, names in os.walk(os.fsencode(library)) for name in names}
        assert found == expected, "the tables differ"
        assert tracks == there, "a track has no row, or a row no track"
        assert len(found) == len(tracks) == options.tracks, "a track has two rows"
        print(
            f"both tables: {len(found)} rows, the same; Python {platform.python_version()}, pandas {pandas.__version__}"
        )


if __name__ == "__main__":
    main()

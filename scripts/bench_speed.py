"""What estimating costs beside decoding, what a cold start costs, and how both grow.

    python scripts/bench_speed.py [SONG] [--runs 5] [--only batch,cold,fast,growth,stages]

SONG (by default the one in examples/) is repeated to 180 s of stereo at 44.1 kHz and written as wav, flac, ogg and mp3.
Everything is measured in processor seconds of processes with one thread, side by side: the median of runs that take
turns. librosa's beat tracker is measured too where it is installed. Prints Markdown tables.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import numpy as np
import soundfile

from tempo_ssl.catalog.local import ONE_THREAD

SONG = Path(__file__).resolve().parent.parent / "examples" / "battle-theme-a.ogg"
RATE = 44_100
SECONDS = 180
FORMATS = ("wav", "flac", "ogg", "mp3")
PARTS = ("batch", "cold", "fast", "growth", "stages")
#: Samples written at once: libsndfile's Vorbis encoder runs out of stack with minutes of sound.
BLOCK = 10 * RATE

#: Each prints processor seconds for one file, everything loaded and every file answered once before, as in a batch.
TIMED = """
import json, sys, time
{setup}
def work(path):
    {work}
for path in sys.argv[1:]:
    work(path)
taken = []
for path in sys.argv[1:]:
    start = time.process_time()
    work(path)
    taken.append(time.process_time() - start)
print(json.dumps(taken))
"""
DECODING = {
    "setup": "import soundfile",
    "work": "sound = soundfile.SoundFile(path)\n"
    "    while len(sound.read(sound.samplerate, dtype='float32', always_2d=True)): pass",
}
#: As our own reader has it: soundfile seeks to where it is after every read of a file that can seek.
STRAIGHT = {
    "setup": "import soundfile\nclass Straight(soundfile.SoundFile):\n    def seekable(self):\n        return False",
    "work": DECODING["work"].replace("soundfile.SoundFile", "Straight"),
}
ESTIMATING = {"setup": "import tempo_ssl; model = tempo_ssl.TempoEstimator()", "work": "model.estimate(path)"}
FAST = {"setup": ESTIMATING["setup"], "work": "model.estimate(path, fast=True)"}
LIBROSA = {
    "setup": "import librosa",
    "work": "y, sr = librosa.load(path)\n    librosa.beat.beat_track(y=y, sr=sr)",
}
STAGES = """
import json, sys, time
from tempo_ssl.audio import open_audio
from tempo_ssl.checkpoint import load_model
from tempo_ssl.decoding import best_bpm, candidates, evidence, stability
from tempo_ssl.hearing import excerpt_step, hear
from tempo_ssl.memory import keep_freed_memory
from tempo_ssl.refinement import laid_out, refine_bpm, repetitions
keep_freed_memory()
model = load_model()
def read():
    with open_audio(sys.argv[1]) as stream:
        for block in stream:
            pass
with open_audio(sys.argv[1]) as stream:
    blocks, rate, seconds = list(stream), stream.sample_rate, stream.seconds
features = hear(model.embedding, blocks, rate, seconds)
curve, onsets = model.listen_to_excerpts(features)
bpm = best_bpm(curve)
steps = {
    "reading": read,
    "mono, mel and pitch frames": lambda: hear(model.embedding, blocks, rate, seconds),
    "onset network": lambda: model.embedding.onsets(features),
    "onset network, log-tempo transform, classifier": lambda: model.listen_to_excerpts(features),
    "refinement": lambda: refine_bpm(laid_out(onsets, excerpt_step(model.embedding, seconds)), bpm),
    "candidates, confidence, stability": lambda: [
        candidates(curve, bpm), evidence(curve, bpm, seconds, repetitions(list(onsets), bpm)), stability(curve, bpm)
    ],
}
taken = {}
for name, step in steps.items():
    step()
    start = time.process_time()
    step()
    taken[name] = time.process_time() - start
print(json.dumps(taken))
"""


@click.command(help=__doc__)
@click.argument("song", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=SONG)
@click.option("--runs", default=5, show_default=True)
@click.option("--only", default=",".join(PARTS), show_default=True)
def main(song: Path, runs: int, only: str) -> None:
    click.echo(f"{machine()}; median of {runs} runs.")
    measures: dict[str, Callable[[Path, Path, int], None]] = {
        "batch": batch, "cold": cold, "fast": fast, "growth": growth, "stages": stages
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for part in only.split(","):
            click.echo("")
            measures[part](song, Path(folder), runs)


def batch(song: Path, folder: Path, runs: int) -> None:
    """Estimating and decoding alone, file after file, with everything loaded."""
    files = [make(song, folder / f"song.{ending}", SECONDS) for ending in FORMATS]
    programs = {"decoding alone": DECODING, "decoding, no seeks": STRAIGHT, "tempo-ssl": ESTIMATING}
    if find_spec("librosa"):
        programs["librosa"] = LIBROSA
    taken = turns({name: partial(timed, program, files) for name, program in programs.items()}, runs)
    click.echo("| format | program | CPU s | x decoding | audio-seconds per CPU-second |")
    click.echo("| --- | --- | --- | --- | --- |")
    for number, path in enumerate(files):
        alone = statistics.median(times[number] for times in taken["decoding alone"])
        for name, rows in taken.items():
            seconds = statistics.median(times[number] for times in rows)
            row = f"{path.suffix[1:]} | {name} | {seconds:.3f} | {seconds / alone:.2f} | {SECONDS / seconds:.0f}"
            click.echo(f"| {row} |")


def cold(song: Path, folder: Path, runs: int) -> None:
    """Whole processes, from their start to their end."""
    path = make(song, folder / "song.ogg", SECONDS)
    command = [sys.executable, "-m", "tempo_ssl"]
    programs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import tempo_ssl": [sys.executable, "-c", "import tempo_ssl"],
        "tempo-ssl --version": [*command, "--version"],
        "tempo-ssl --help": [*command, "--help"],
        f"tempo-ssl estimate song.ogg ({SECONDS} s)": [*command, "estimate", str(path)],
        "tempo-ssl estimate --fast song.ogg": [*command, "estimate", "--fast", str(path)],
    }
    taken = turns({name: partial(whole, program) for name, program in programs.items()}, runs)
    click.echo("| process | CPU s | resident MB |")
    click.echo("| --- | --- | --- |")
    for name, rows in taken.items():
        seconds, memory = (statistics.median(values) for values in zip(*rows, strict=True))
        click.echo(f"| {name} | {seconds:.3f} | {memory:.0f} |")


def fast(song: Path, folder: Path, runs: int) -> None:
    """--fast beside the full path, on files of five minutes."""
    files = [make(song, folder / f"long.{ending}", 300) for ending in FORMATS]
    taken = turns({"full": partial(timed, ESTIMATING, files), "fast": partial(timed, FAST, files)}, runs)
    click.echo("| 300 s of | full, CPU s | --fast, CPU s | full / --fast |")
    click.echo("| --- | --- | --- | --- |")
    for number, path in enumerate(files):
        full, quick = (statistics.median(times[number] for times in rows) for rows in taken.values())
        click.echo(f"| {path.suffix[1:]} | {full:.3f} | {quick:.3f} | {full / quick:.1f} |")


def growth(song: Path, folder: Path, runs: int) -> None:
    """Files of 1, 10, 100 and 400 times 18 s, and many files after each other."""
    command = [sys.executable, "-m", "tempo_ssl", "estimate"]
    programs = {}
    for times in (1, 10, 100, 400):
        path = make(song, folder / f"{times}.flac", 18 * times)
        programs[f"a file of {18 * times / 60:.1f} min"] = partial(whole, [*command, str(path)])
    for files in (10, 100):
        programs[f"{files} files of 18 s"] = partial(whole, [*command, *[str(folder / "1.flac")] * files])
    click.echo("| one process | CPU s | resident MB |")
    click.echo("| --- | --- | --- |")
    for name, rows in turns(programs, min(runs, 3)).items():
        seconds, memory = (statistics.median(values) for values in zip(*rows, strict=True))
        click.echo(f"| {name} | {seconds:.2f} | {memory:.0f} |")


def stages(song: Path, folder: Path, runs: int) -> None:
    """Where the time goes."""
    path = make(song, folder / "song.mp3", SECONDS)
    rows = [json.loads(run([sys.executable, "-c", STAGES, str(path)])) for _ in range(runs)]
    click.echo(f"| stage, {SECONDS} s of mp3 | CPU s |")
    click.echo("| --- | --- |")
    for name in rows[0]:
        click.echo(f"| {name} | {statistics.median(row[name] for row in rows):.3f} |")


def make(song: Path, path: Path, seconds: float) -> Path:
    """``seconds`` of the song in stereo at 44.1 kHz, repeated as often as it takes, in the format of the ending."""
    if path.exists():
        return path
    sound, rate = soundfile.read(song, dtype="float32", always_2d=True)
    places = np.arange(int(len(sound) * RATE / rate)) * (rate / RATE)
    sides = [np.interp(places, np.arange(len(sound)), sound[:, side % sound.shape[1]]) for side in (0, 1)]
    stereo = np.stack(sides, axis=1).astype(np.float32)
    with soundfile.SoundFile(path, "w", RATE, 2) as out:
        written = 0
        while written < seconds * RATE:
            for start in range(0, len(stereo), BLOCK):
                part = stereo[start : start + BLOCK][: int(seconds * RATE) - written]
                out.write(part)
                written += len(part)
    return path


def turns(measures: Mapping[str, Callable[[], Any]], runs: int) -> dict[str, list[Any]]:
    """What each of the ``measures`` gives, ``runs`` times, one after the other in every round."""
    rounds = [{name: measure() for name, measure in measures.items()} for _ in range(runs)]
    return {name: [results[name] for results in rounds] for name in measures}


def timed(program: dict[str, str], files: list[Path]) -> list[float]:
    """Processor seconds of every file in a process of its own, with everything loaded."""
    return json.loads(run([sys.executable, "-c", TIMED.format(**program), *map(str, files)]))


def whole(command: list[str]) -> tuple[float, float]:
    """Processor seconds and most resident memory (MB) of a process."""
    code = (
        "import json, resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]))"
    )
    seconds, memory = json.loads(run([sys.executable, "-c", code, *command]))
    return seconds, memory / (1e6 if sys.platform == "darwin" else 1e3)


def run(command: list[str]) -> str:
    """What a process with one thread prints."""
    return subprocess.run(
        command, env=os.environ | ONE_THREAD | {"NUMBA_NUM_THREADS": "1"}, capture_output=True, text=True, check=True
    ).stdout


def machine() -> str:
    """Processor and versions in a line."""
    cpu = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    libraries = ", ".join(f"{name} {version(name)}" for name in ("tempo-ssl", "numpy", "onnxruntime", "soundfile"))
    return f"{cpu}, {os.cpu_count()} cores; Python {platform.python_version()}, {libraries}"


if __name__ == "__main__":
    main()

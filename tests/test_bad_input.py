"""Files that are not what they should be, all in one command: an answer or a clear line each, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from made_sounds import BPM, NOISE, RATE, beat, broken_float
from tempo_ssl.synth import tempoless
from tempo_ssl.tempo import fold_bpm

MODEL = Path(__file__).resolve().parent.parent / "tempo_ssl/data/default.tempo"


def write_half(path: Path, source: Path) -> None:
    path.write_bytes(source.read_bytes()[: source.stat().st_size // 2])


def write_speech(path: Path) -> None:
    """Half a minute of speech, by espeak-ng where it is installed (always in CI), else syllables of our own."""
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        assert os.environ.get("CI") != "true", "espeak-ng must be installed in CI"
        soundfile.write(path, tempoless(5, 30, RATE, "speech"), RATE)
        return
    text = (
        "The harbour lay quiet when the first boats came in. Nobody had expected them before noon; yet there they "
        "were, low in the water, heavy with whatever the night had given. An old man counted them twice, shook his "
        "head, and went to wake his brother. Later, much later, they would say that it had been the wind, or luck, "
        "or the moon. But on that morning, with the nets still dripping and the gulls too tired to quarrel, it was "
        "simply a good catch, and that was enough."
    )
    subprocess.run([espeak, "-w", str(path), text], check=True)


@dataclass(frozen=True)
class Row:
    """A file, and what must come of it: an ``error`` or a ``reason`` that holds these words, or a tempo."""

    name: str | bytes
    make: Callable[[Path], object]
    error: str | None = None
    reason: str | None = None
    #: Whether the error is of a part of the file only, and the rest is answered.
    is_answered: bool = False


def sound(samples: np.ndarray, rate: int = RATE, **options: str) -> Callable[[Path], object]:
    return lambda path: soundfile.write(os.fsencode(path), samples, rate, **options)


def half_of(suffix: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        whole = path.with_name("whole" + suffix)
        soundfile.write(whole, beat(), RATE)
        write_half(path, whole)
        whole.unlink()

    return make


def hit(path: Path) -> None:
    samples = np.zeros(10 * RATE)
    samples[RATE : RATE + 400] = np.linspace(0.9, 0, 400)
    soundfile.write(path, samples, RATE)


ROWS = {
    "missing file": Row("missing.wav", lambda path: None, error="no such file"),
    "folder": Row("folder.wav", Path.mkdir, error="is a folder"),
    "empty file": Row("empty.wav", Path.touch, error="is empty"),
    "text named mp3": Row("text.mp3", lambda path: path.write_text("la la la\n" * 99), error="cannot be read as sound"),
    "random bytes": Row(
        "bytes.flac", lambda path: path.write_bytes(np.random.default_rng(1).bytes(50_000)), error="bytes.flac: "
    ),
    "half a flac": Row("half.flac", half_of(".flac"), error="damaged", is_answered=True),
    "half an mp3": Row("half.mp3", half_of(".mp3"), is_answered=True),
    "header-only wav": Row("header.wav", sound(np.zeros(0)), error="holds no sound"),
    "wav cut in its header": Row("cut.wav", lambda path: path.write_bytes(b"RIFF\x00\x00"), error="cannot be read"),
    "NaN": Row("nan.wav", sound(broken_float(np.nan), subtype="FLOAT"), error="not numbers"),
    "infinity": Row("inf.wav", sound(broken_float(-np.inf), subtype="FLOAT"), error="not numbers"),
    "digital silence": Row("silence.wav", sound(np.zeros(10 * RATE)), reason="silence"),
    "DC": Row("dc.wav", sound(np.full(10 * RATE, 0.4)), reason="silence"),
    "half a second": Row("short.wav", sound(beat(0.5)), reason="too short"),
    "one sample": Row("one.wav", sound(np.ones(1)), reason="too short"),
    "white noise": Row("noise.wav", sound(NOISE), reason="no steady pulse"),
    "speech": Row("speech.wav", write_speech, reason="no steady pulse"),
    "a single hit": Row("hit.wav", hit, reason="no steady pulse"),
    "spaces": Row(" two  words .wav", sound(beat())),
    "newline": Row("line\nbreak.wav", sound(beat())),
    "emoji": Row("drum \N{DRUM WITH DRUMSTICKS}.wav", sound(beat())),
    "undecodable bytes": Row(b"caf\xe9 \xff.wav", sound(beat())),
    "like an option": Row("--format", lambda path: shutil.copy(path.with_name("good.wav"), path)),
    "no ending": Row("beat", lambda path: shutil.copy(path.with_name("good.wav"), path)),
}


@dataclass(frozen=True)
class Report:
    """What one process said of all rows, a good file before and after them."""

    status: int
    records: dict[str, dict[str, object]]
    good: list[dict[str, object]]
    messages: list[str]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("bad")
    soundfile.write(folder / "good.wav", beat(), RATE)
    kinds, paths = [], []
    for kind, row in ROWS.items():
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(row.name)))
        try:
            row.make(path)
        except OSError:
            if kind != "undecodable bytes":
                raise
            continue  # some file systems take UTF-8 names only
        kinds.append(kind)
        paths.append(path)
    good = folder / "good.wav"
    # Names like options, and all others relative to the folder, as somebody there would type them.
    command = [sys.executable, "-m", "tempo_ssl", "estimate", "--format", "json", "--", "good.wav"]
    command = [*map(os.fsencode, command), *(os.fsencode(path.name) for path in paths), b"good.wav"]
    environment = os.environ | {"PYTHONPATH": str(MODEL.parent.parent.parent)}
    done = subprocess.run(command, cwd=good.parent, capture_output=True, check=False, timeout=600, env=environment)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    records = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert len(records) == len(paths) + 2, "one answer for every file"
    return Report(
        done.returncode,
        dict(zip(kinds, records[1:-1], strict=True)),
        [records[0], records[-1]],
        done.stderr.decode("utf-8").splitlines(),
    )


@pytest.mark.parametrize("kind", ROWS)
def test_every_file_gets_its_answer(report: Report, kind: str) -> None:
    if kind not in report.records:
        pytest.skip("the file system refuses such names")
    row, record = ROWS[kind], report.records[kind]
    if row.error:
        assert row.error in str(record["error"])
    else:
        assert record["error"] is None
    if row.reason:
        assert record["bpm"] is None
        assert str(record["reason"]).startswith(row.reason)
    elif row.is_answered or not row.error:
        assert fold_bpm(float(str(record["bpm"])), 100) == pytest.approx(BPM, rel=0.01)
    else:
        assert record["bpm"] is record["reason"] is None


def test_the_others_answers_are_intact(report: Report) -> None:
    before, after = report.good
    assert before == after
    assert fold_bpm(float(str(before["bpm"])), 100) == pytest.approx(BPM, rel=0.01)


def test_each_error_is_one_line_that_begins_with_the_file(report: Report) -> None:
    kinds = [kind for kind, row in ROWS.items() if row.error]
    assert len(report.messages) == len(kinds)
    for kind, message in zip(kinds, report.messages, strict=True):
        assert message.startswith(f"tempo-ssl: {ROWS[kind].name}: "), message
    assert report.status == 1


def test_names_are_valid_unicode_and_can_be_told_apart(report: Report) -> None:
    assert report.records["newline"]["path"] == "line\nbreak.wav"
    assert report.records["emoji"]["path"] == "drum \N{DRUM WITH DRUMSTICKS}.wav"
    if "undecodable bytes" in report.records:
        assert report.records["undecodable bytes"]["path"] == r"caf\xe9 \xff.wav"

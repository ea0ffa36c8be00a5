"""Folders of JAMS files: made here, and what is said where something is missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from tempo_ssl.cli import main
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import read_answers
from tempo_ssl.evaluation.annotations import BEATS_RULE
from tempo_ssl.evaluation.sources import read_source
from tempo_ssl.synth import click_track

RATE = 22_050


def write_jams(path: Path, *annotations: tuple[str, str, list[tuple[float, float, object, float | None]]]) -> None:
    """A JAMS file as its specification has it: (namespace, version, [(time, duration, value, confidence)])."""
    content = {
        "file_metadata": {
            "title": path.stem,
            "artist": "A. Nobody",
            "release": "",
            "duration": 30.0,
            "identifiers": {},
            "jams_version": "0.3.4",
        },
        "annotations": [
            {
                "namespace": namespace,
                "data": [dict(zip(("time", "duration", "value", "confidence"), row, strict=True)) for row in rows],
                "annotation_metadata": {"version": version, "curator": {"name": "", "email": ""}, "corpus": "made"},
                "sandbox": {},
                "time": 0.0,
                "duration": 30.0,
            }
            for namespace, version, rows in annotations
        ],
        "sandbox": {},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))


@pytest.fixture
def jams_folder(tmp_path: Path) -> Path:
    pytest.importorskip("jams")
    folder = tmp_path / "set"
    beats = [(0.1 + 0.5 * i, 0.0, i % 4 + 1, None) for i in range(20)]
    write_jams(
        folder / "one.jams",
        ("tempo", "1.0", [(0, 30, 100, 1.0)]),
        ("tempo", "2.0", [(0, 30, 50, 0.4), (0, 30, 100, 0.6)]),
    )
    write_jams(folder / "sub" / "two.1.jams", ("beat", "1.0", beats), ("tag_gtzan", "1.0", [(0, 30, "jazz", 1.0)]))
    write_jams(folder / "three.jams", ("tempo", "1.0", [(0, 30, 0, 1.0)]))
    soundfile.write(folder / "one.wav", click_track(100, 12, "tick", RATE), RATE)
    return folder


def test_a_jams_folder_is_read(jams_folder: Path) -> None:
    dataset = read_source(str(jams_folder))
    one, two = dataset.tracks
    assert (one.path, one.bpm, one.bpm_2, one.audio) == ("one", 100, None, jams_folder / "one.wav")
    assert (two.path, two.bpm) == ("sub/two.1", pytest.approx(120))
    assert two.columns == {"artist": "A. Nobody", "release": "", "genre": "jazz"}
    assert "tempo version 1.0: 1" in dataset.annotation
    assert f"beat version 1.0 ({BEATS_RULE}): 1" in dataset.annotation
    assert "left out, without a tempo: 1 (three)" in dataset.annotation


def test_an_annotation_is_chosen_by_version_or_namespace(jams_folder: Path) -> None:
    (second,) = read_source(str(jams_folder), annotation="2.0").tracks
    assert (second.bpm, second.bpm_2, second.salience) == (100, 50, 0.6)
    (beats,) = read_source(str(jams_folder), annotation="beat").tracks
    assert beats.path == "sub/two.1"
    with pytest.raises(EvaluationError, match="none of its 3 JAMS files has an annotation '9'"):
        read_source(str(jams_folder), annotation="9")


def test_sound_may_be_in_another_folder(jams_folder: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    (sound / "sub").mkdir(parents=True)
    for name in ("one.flac", "sub/two.1.flac"):
        soundfile.write(sound / name, np.zeros(RATE), RATE)
    tracks = read_source(str(jams_folder), audio=str(sound)).tracks
    assert [track.audio for track in tracks] == [sound / "one.flac", sound / "sub" / "two.1.flac"]


def test_answers_to_jams_go_by_the_name_of_the_sound(jams_folder: Path, tmp_path: Path) -> None:
    answers = tmp_path / "peer.csv"
    answers.write_text("path,bpm\none.wav,100\nsub/two.1.mp3,60\n")
    (system,) = read_answers(answers, read_source(str(jams_folder)), pytest.fail)
    assert [answer.bpm for answer in system.answers] == [100, 60]


def test_a_broken_or_missing_jams_is_one_line(jams_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvaluationError, match="holds no JAMS files"):
        read_source(str(tmp_path / "empty"))
    (jams_folder / "bad.jams").write_text('{"annotations": \n')
    with pytest.raises(EvaluationError, match=r"bad\.jams: cannot be read as JAMS") as caught:
        read_source(str(jams_folder))
    assert "\n" not in str(caught.value)


def test_the_command_judges_a_jams_folder_and_says_what_is_missing(jams_folder: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(jams_folder)], prog_name="tempo-ssl")
    assert result.exit_code == 1
    assert "2 tracks of set; annotation: JAMS, tempo version 1.0: 1, beat version 1.0" in result.stdout
    assert re.search(r"\| tempo-ssl \| 2 \| 1 \|", result.stdout)
    assert f"{jams_folder / 'sub' / 'two.1'}: no such file" in result.stderr
    assert "1 of 2 sound files are not there; the sound of a JAMS file is looked for" in result.stderr

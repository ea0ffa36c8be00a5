"""Manifests and tables of answers: what they may look like, and what is said of those that are wrong."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import read_answers, read_manifest
from tempo_ssl.evaluation.answers import Answers, with_unique_names
from tempo_ssl.evaluation.dataset import plain_path
from tempo_ssl.evaluation.table import read_table

MANIFEST = "path,bpm,octave,genre\na.wav,120,stated,rock\nb.wav,90.5,uncertain,jazz\nfolder/c.wav,60,,rock\n"


def written(folder: Path, content: str | bytes, name: str = "manifest.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def unexpected(message: str) -> None:
    raise AssertionError(message)


# --- manifests ---------------------------------------------------------------------------------------------------


def test_a_manifest_is_read(tmp_path: Path) -> None:
    dataset = read_manifest(written(tmp_path, MANIFEST))
    first, second, third = dataset.tracks
    assert (first.path, first.bpm, first.octave_stated) == ("a.wav", 120, True)
    assert (second.bpm, second.octave_stated, second.bpm_2) == (90.5, False, None)
    assert third.octave_stated  # an empty value is the usual case
    assert third.audio == tmp_path / "folder" / "c.wav"
    assert dataset.columns == ["octave", "genre"]
    assert dataset.values("genre") == ["rock", "jazz", "rock"]
    assert re.search(r"manifest\.csv, 3 rows, SHA-256 [0-9a-f]{12}$", dataset.annotation)
    other = read_manifest(written(tmp_path, MANIFEST.replace("120", "121")))
    assert other.annotation != dataset.annotation


@pytest.mark.parametrize(
    "content",
    [
        MANIFEST,
        "\ufeff" + MANIFEST,  # byte order mark
        MANIFEST.replace("\n", "\r\n"),
        MANIFEST.replace("\n", "\r"),
        MANIFEST.replace(",", ";"),
        MANIFEST.replace(",", "\t"),
        MANIFEST.replace(",", " , "),
        MANIFEST.replace("\n", "\n\n"),  # blank lines
        "\n\n" + MANIFEST,
        MANIFEST.rstrip("\n"),
        MANIFEST.replace("a.wav", '"a.wav"'),
        MANIFEST.replace("uncertain", "Uncertain"),
        MANIFEST.replace("bpm,octave", "bpm,octave").replace("90.5", "9.05e1"),
    ],
)
def test_every_common_way_of_writing_it_reads_the_same(tmp_path: Path, content: str) -> None:
    tracks = read_manifest(written(tmp_path, content)).tracks
    assert [(track.path, track.bpm, track.octave_stated) for track in tracks] == [
        ("a.wav", 120, True),
        ("b.wav", 90.5, False),
        ("folder/c.wav", 60, True),
    ]


def test_backslashes_lead_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "c.wav").write_bytes(b"")
    (track,) = read_manifest(written(tmp_path, "path,bpm\nfolder\\c.wav,60\n")).tracks
    assert track.audio is not None
    assert track.audio.exists()


def test_two_tempi_and_their_salience(tmp_path: Path) -> None:
    text = "path,bpm,bpm_2,salience\na,120,60,0.7\nb,120,60,\nc,120,,\n"
    tracks = read_manifest(written(tmp_path, text)).tracks
    assert [(track.bpm_2, track.salience) for track in tracks] == [(60, 0.7), (60, 0.5), (None, 1)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("path,bpm\n", "names no recordings"),
        ("file,bpm\na,120\n", "has no column 'path'; its columns are 'file', 'bpm'"),
        ("path;tempo\na;120\n", "has no column 'bpm'; its columns are 'path', 'tempo'"),
        ("path,bpm,bpm\na,1,2\n", "the column 'bpm' is there 2 times"),
        ("path,bpm\na,120\nb,fast\n", "row 3: bpm 'fast' is not a positive number"),
        ("path,bpm\na,0\n", "row 2: bpm '0' is not"),
        ("path,bpm\na,-120\n", "row 2: bpm '-120' is not"),
        ("path,bpm\na,nan\n", "row 2: bpm 'nan' is not"),
        ("path,bpm\na,1e-300\n", "row 2: bpm '1e-300' is not"),
        ("path,bpm\na,1e300\n", "row 2: bpm '1e300' is not"),
        ("path,bpm\na,inf\n", "row 2: bpm 'inf' is not"),
        ("path,bpm\na,\n", "row 2: bpm '' is not"),
        ("path;bpm\na;120,5\n", "row 2: bpm '120,5' is not"),
        ("path,bpm\n,120\n", "row 2: has no path"),
        ("path,bpm\n\na,0\n", "row 3: bpm '0'"),  # numbered as an editor does
        ("path,bpm\na,0\nb,0\nc,0\n", "row 2: bpm '0' is not a positive number of beats per minute (and 2 more rows"),
        ("path,bpm\na,120\nb,90\na,60\n", "row 4: the path 'a' was there in row 2 already"),
        ("path,bpm\na/b,120\n./a\\b,60\n", "row 3: the path './a\\\\b' was there in row 2"),
        ("path,bpm\na,120\nb;90\n", "row 3: 1 values for 2 columns"),
        ("path,bpm\na,120,x\n", "row 2: 3 values for 2 columns"),
        ('path,bpm\n"a,120\n', "row 2: cannot be read ("),
        ("path,bpm\na,120\n" + "b" * 200_000 + ",1\n", "row 3: cannot be read ("),
        ("b" * 200_000 + "\n", "row 1: cannot be read ("),
        ("path,bpm,octave\na,120,maybe\n", "row 2: octave 'maybe' is neither"),
        ("path,bpm,bpm_2\na,120,x\n", "row 2: bpm_2 'x'"),
        ("path,bpm,bpm_2,salience\na,120,60,2\n", "row 2: salience '2'"),
        ("path,bpm,bpm_2,salience\na,120,60,x\n", "row 2: salience 'x'"),
        ("path,bpm\na,1\0\n", "zero bytes"),
        ("path,bpm\ncaf\u00e9,120\n".encode("latin-1"), "is not UTF-8 text (byte 12)"),
        (b"RIFF\x00\x00\xff\xff" * 100, "is not UTF-8"),
        ("path,bpm\na," + "9" * 500 + "\n", "9..."),
    ],
)
def test_a_wrong_manifest_is_one_line_with_file_and_row(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(EvaluationError, match=re.escape(message)) as caught:
        read_manifest(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_manifest_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no such file"):
        read_manifest(tmp_path / "gone.csv")
    with pytest.raises(EvaluationError, match="is a folder"):
        read_manifest(tmp_path)


@given(st.binary(max_size=300))
def test_whatever_is_in_a_file_it_is_a_table_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("any"), content)
    with suppress(EvaluationError):
        assert {"path", "bpm"} <= set(read_table(path, [["path"], ["bpm"]]).columns)


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1), st.floats(1, 999)),
        min_size=1,
        unique_by=lambda row: plain_path(row[0].strip()),
    )
)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, float]]) -> None:
    import csv

    rows = [row for row in rows if row[0].strip()]
    path = tmp_path_factory.mktemp("rows") / "manifest.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([("path", "bpm"), *rows])
    if rows:
        tracks = read_manifest(path).tracks
        assert [(track.path, track.bpm) for track in tracks] == [(name.strip(), bpm) for name, bpm in rows]


# --- answers -----------------------------------------------------------------------------------------------------


def answers_of(folder: Path, text: str, warn=unexpected) -> list[Answers]:  # type: ignore[no-untyped-def]
    dataset = read_manifest(written(folder, MANIFEST))
    return read_answers(written(folder, text, "peer.csv"), dataset, warn)


def test_answers_by_several_peers_in_any_order(tmp_path: Path) -> None:
    text = (
        "peer,track,bpm_pred,seconds,cpu_seconds,audio_seconds,error\n"
        "x,b.wav,91,0.5,0.4,10,\ny,a.wav,60,,,,\nx,a.wav,120,1,1,30,\ny,b.wav,,,,,too odd\n"
    )
    x, y = answers_of(tmp_path, text)
    assert (x.system, y.system) == ("x", "y")
    assert [answer.bpm for answer in x.answers] == [120, 91, None]
    assert (x.answers[1].seconds, x.answers[1].cpu_seconds, x.answers[1].audio_seconds) == (0.5, 0.4, 10)
    assert [answer.bpm for answer in y.answers] == [60, None, None]
    assert [answer.reason for answer in y.answers] == ["", "too odd", "not answered"]
    assert y.missing == [1, 2]


def test_answers_as_estimate_prints_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # From the folder that the program ran in.
    monkeypatch.chdir(tmp_path.parent)
    text = (
        "path,bpm,confidence,octave_confidence,tempo_octave_relaxed,bpm_2,confidence_2,stability,duration_s,reason,error\n"
        f"{tmp_path.name}/a.wav,120.01,0.9,0.8,120.01,60,0.5,constant,30,,\n"
        f"{tmp_path / 'b.wav'},,0,0,,,,unknown,2,silence,\n"
    )
    (system,) = answers_of(tmp_path, text)
    assert system.system == "peer"
    first, second, third = system.answers
    assert (first.bpm, first.bpm_2, first.confidence, first.octave_confidence) == (120.01, 60, 0.9, 0.8)
    assert first.audio_seconds == 30
    assert (second.bpm, second.reason) == (None, "silence")
    assert third.bpm is None


def test_a_tempo_of_zero_is_no_answer(tmp_path: Path) -> None:
    (system,) = answers_of(tmp_path, "path,bpm\na.wav,0\nb.wav,0.0\nfolder/c.wav,\n")
    assert [answer.bpm for answer in system.answers] == [None] * 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("path,bpm\n", "holds no answers"),
        ("path,tempo\na.wav,1\n", "has no column 'bpm' or 'bpm_pred'"),
        ("path,bpm\na.wav,-5\n", "row 2: bpm '-5' is not a positive number"),
        ("path,bpm\na.wav,1\nb.wav,x\n", "row 3: bpm 'x'"),
        ("path,bpm\na.wav,nan\n", "row 2: bpm 'nan'"),
        ("path,bpm\na.wav,1e-300\n", "row 2: bpm '1e-300'"),
        ("path,bpm,bpm_2\na.wav,1,-3\n", "row 2: bpm_2 '-3'"),
        ("path,bpm\na.wav,1\n./a.wav,2\n", "row 3: './a.wav' was answered in row 2 already"),
        ("path,bpm,confidence\na.wav,1,2\n", "row 2: confidence '2' is not a number from 0 to 1"),
        ("path,bpm,octave_confidence\na.wav,1,?\n", "row 2: octave_confidence '?'"),
        ("path,bpm\nz.wav,1\ny.wav,1\n", "row 2: the track 'z.wav' is not in manifest.csv, nor is any other"),
    ],
)
def test_wrong_answers_are_one_line_with_file_and_row(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(EvaluationError, match=re.escape(message)) as caught:
        answers_of(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "peer.csv"))
    assert "\n" not in str(caught.value)


def test_unknown_tracks_are_named_and_the_others_judged(tmp_path: Path) -> None:
    said: list[str] = []
    (system,) = answers_of(tmp_path, "path,bpm\na.wav,120\nz.wav,1\ny.wav,2\n", said.append)
    assert [answer.bpm for answer in system.answers] == [120, None, None]
    (line,) = said
    assert "peer.csv, row 3: the track 'z.wav' is not in manifest.csv" in line
    assert "1 more row" in line


def test_two_systems_of_one_name_are_told_apart() -> None:
    names = [system.system for system in with_unique_names([Answers(name, ()) for name in "aba"])]
    assert names == ["a", "b", "a (2)"]

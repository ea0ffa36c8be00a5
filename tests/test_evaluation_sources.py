"""JAMS folders and sets of mirdata: made here in their own layouts, and what is said where something is missing."""

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
from tempo_ssl.evaluation import Dataset, read_answers
from tempo_ssl.evaluation import extra as extra_module
from tempo_ssl.evaluation.annotations import BEATS_RULE, AnnotatedTempo, tempo_from_beats, tempo_from_observations
from tempo_ssl.evaluation.sources import read_source
from tempo_ssl.synth import click_track

RATE = 22_050


# --- annotations -------------------------------------------------------------------------------------------------


def test_the_tempo_of_beats_is_that_of_the_median_interval() -> None:
    # Intervals 0.5, 0.5, 0.5, 2 (a break), 0.6: the mean would say 73 BPM.
    assert tempo_from_beats([0, 0.5, 1.0, 1.5, 3.5, 4.1]) == AnnotatedTempo(pytest.approx(120))
    assert tempo_from_beats(np.array([1.5, 0.5, 1.0, 1.0])) == AnnotatedTempo(pytest.approx(120))  # any order, repeated
    assert tempo_from_beats([1.0]) is None
    assert tempo_from_beats([]) is None


@pytest.mark.parametrize(
    ("starts", "durations", "tempi", "confidences", "expected"),
    [
        ([0], [30], [120], [1], (120, None, 1)),
        ([0], [30], [120], [None], (120, None, 1)),
        ([0, 0], [30, 30], [60, 120], [0.3, 0.7], (120, 60, 0.7)),
        ([0, 0], [30, 30], [60, 120], [0, 0], (60, 120, 0.5)),
        ([0, 0, 0], [30] * 3, [60, 120, 240], [0.2, 0.5, 0.3], (120, 240, 0.625)),
        ([0, 0], [30, 30], [0, 120], [0.9, 0.1], (120, None, 1)),  # 0 is none
        ([0, 10, 30], [10, 20, 5], [100, 110, 100], [1, 1, 1], (110, None, 1)),  # it changes: the longest
        ([0], [30], [0], [1], None),
        ([], [], [], [], None),
        ([0], [30], [float("nan")], [1], None),
    ],
)
def test_tempi_of_observations_by_hand(starts, durations, tempi, confidences, expected) -> None:  # type: ignore[no-untyped-def]
    found = tempo_from_observations(starts, durations, tempi, confidences)
    if expected is None:
        assert found is None
    else:
        assert (found.bpm, found.bpm_2, found.salience) == pytest.approx(expected)


# --- JAMS --------------------------------------------------------------------------------------------------------


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


def test_without_the_extra_a_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra_module, "find_spec", lambda name: None)
    for source in (str(tmp_path), "mirdata:ballroom"):
        with pytest.raises(EvaluationError, match=re.escape('not installed: pip install "tempo-ssl[eval]"')):
            read_source(source)


# --- mirdata -----------------------------------------------------------------------------------------------------


@pytest.fixture
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """``indexed({track: {key: path}})``: the index that every data set of mirdata reads instead of a downloaded one."""
    pytest.importorskip("mirdata")
    from mirdata import core

    def index(tracks: dict[str, dict[str, str | None]]) -> None:
        paths = {name: {key: [path, None] for key, path in keys.items()} for name, keys in tracks.items()}
        content = {"version": "made", "tracks": paths}
        (tmp_path / "index.json").write_text(json.dumps(content))

    monkeypatch.setattr(core.Index, "get_path", lambda self: str(tmp_path / "index.json"))
    return index


def written(home: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    return str(home)


def ballroom(indexed, home: Path) -> str:  # type: ignore[no-untyped-def]
    """Two tracks in the layout of the ballroom data set."""
    root = "B_1.0/annotations"
    indexed(
        {
            name: {
                "audio": f"B_1.0/audio/{genre}/{name}.wav",
                "beats": f"{root}/beats/{name}.beats",
                "tempo": f"{root}/tempo/{name}.bpm",
            }
            for name, genre in (("m1", "Waltz"), ("m2", "Jive"))
        }
    )
    return written(
        home,
        {
            f"{root}/tempo/m1.bpm": "87\n",
            f"{root}/tempo/m2.bpm": "166\n",
            f"{root}/beats/m1.beats": "0.5 1\n1.0 2\n1.5 3\n",
            f"{root}/beats/m2.beats": "0.1 1\n0.4 2\n0.7 1\n",
        },
    )


def test_a_mirdata_set_with_tempi(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    home = tmp_path / "ballroom"
    dataset = read_source("mirdata:ballroom", audio=ballroom(indexed, home))
    assert [(track.path, track.bpm, track.columns["genre"]) for track in dataset.tracks] == [
        ("B_1.0/audio/Waltz/m1.wav", 87, "waltz"),
        ("B_1.0/audio/Jive/m2.wav", 166, "jive"),
    ]
    assert dataset.tracks[0].audio == home / "B_1.0/audio/Waltz/m1.wav"
    assert dataset.tracks[0].columns["track_id"] == "m1"
    assert re.fullmatch(r"mirdata [\d.]+, ballroom version 1\.0, tempo", dataset.annotation)


def test_beats_of_a_mirdata_set_become_tempi(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dataset = read_source("mirdata:ballroom@1.0", annotation="beats", audio=ballroom(indexed, tmp_path / "b"))
    assert [track.bpm for track in dataset.tracks] == pytest.approx([120, 200])
    assert dataset.annotation.endswith(f"ballroom version 1.0, beats, {BEATS_RULE}")


def test_giantsteps_has_two_versions_of_its_tempi(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def annotation(*observations: tuple[float, float]) -> str:
        rows = [{"time": 0.0, "duration": 120.0, "value": v, "confidence": c} for v, c in observations]
        return json.dumps({"annotations": [{"data": rows}, {"data": [{"value": "techno"}]}]})

    keys = {"audio": "audio/{}.LOFI.mp3", "annotation_v1": "v1/{}.jams", "annotation_v2": "v2/{}.jams"}
    indexed({name: {key: path.format(name) for key, path in keys.items()} for name in ("1", "2")})
    home = written(
        tmp_path / "g",
        {
            "v1/1.jams": annotation((138.0, 1.0)),
            "v1/2.jams": annotation((87.0, 1.0)),
            "v2/1.jams": annotation((138.0, 0.8), (69.0, 0.2)),
            "v2/2.jams": annotation((0.0, 1.0)),
        },
    )
    first = read_source("mirdata:giantsteps_tempo", audio=home)
    assert [(track.bpm, track.bpm_2) for track in first.tracks] == [(138, None), (87, None)]
    assert first.values("genre") == ["techno", "techno"]
    second = read_source("mirdata:giantsteps_tempo", audio=home, annotation="tempo_v2")
    (track,) = second.tracks
    assert (track.bpm, track.bpm_2, track.salience) == (138, 69, 0.8)
    assert second.annotation.endswith("tempo_v2; left out, without a tempo: 1 (2)")


def test_gtzan_and_hainsworth_layouts(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    indexed({"blues.00000": {"audio": "genres/blues/blues.00000.wav", "beats": "b/0.beats", "tempo": "t/0.bpm"}})
    home = written(tmp_path / "g", {"t/0.bpm": "126.04\n", "b/0.beats": "0.2 1\n0.7 2\n"})
    (track,) = read_source("mirdata:gtzan_genre", audio=home).tracks
    assert (track.bpm, track.columns["genre"]) == (126.04, "blues")
    indexed({"001": {"audio": "h/audio/001.wav", "beats": "h/001.beats", "tempo": "h/001.bpm"}})
    home = written(tmp_path / "h", {"h/001.bpm": "124.0\n", "h/001.beats": "0.5\t1\n1.0\t2\n"})
    (track,) = read_source("mirdata:hainsworth", audio=home).tracks
    assert track.bpm == 124


def test_a_set_whose_sound_has_another_name(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    keys = ("audio_hex", "audio_hex_cln", "audio_mic", "audio_mix", "jams")
    indexed({"00_Rock1-130-A_comp": {key: f"{key}/00.wav" for key in keys}})
    (track,) = read_source("mirdata:guitarset", audio=str(tmp_path / "g")).tracks
    assert (track.bpm, track.path) == (130, "audio_mix/00.wav")
    assert track.audio == tmp_path / "g" / "audio_mix" / "00.wav"


def test_what_is_missing_of_a_mirdata_set_is_said_with_how_to_get_it(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    get = r'get them: python -c "import mirdata; mirdata\.initialize\(\'ballroom\', data_home=.*\)\.download\(\)"'
    with pytest.raises(EvaluationError, match=f"its index or metadata are not on this machine; {get}"):
        read_source("mirdata:ballroom", audio=str(tmp_path / "none"))
    home = tmp_path / "b"
    ballroom(indexed, home)
    (home / "B_1.0/annotations/tempo/m2.bpm").unlink()
    with pytest.raises(EvaluationError, match=f"1 of 2 annotations \\(tempo\\) cannot be read \\(m2: .*\\); {get}"):
        read_source("mirdata:ballroom", audio=str(home))


def test_the_command_says_how_to_get_absent_sound(indexed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    home = ballroom(indexed, tmp_path / "b")
    sound = Path(home, "B_1.0/audio/Waltz/m1.wav")
    sound.parent.mkdir(parents=True)
    soundfile.write(sound, click_track(87, 12, "rock", RATE), RATE)
    result = CliRunner().invoke(main, ["evaluate", "mirdata:ballroom", "--audio", home, "--by", "genre"])
    assert result.exit_code == 1
    assert "2 tracks of mirdata:ballroom; annotation: mirdata" in result.stdout
    assert "| jive | 1 |" in result.stdout
    assert "m2.wav: no such file" in result.stderr
    assert "1 of 2 sound files are not there; mirdata:ballroom: looked for in" in result.stderr
    assert "mirdata.initialize('ballroom'" in result.stderr


@pytest.mark.parametrize(
    ("source", "annotation", "message"),
    [
        ("mirdata:balroom", None, "mirdata has no data set 'balroom'; it has acousticbrainz_genre, "),
        ("mirdata:ballroom@7", None, "Invalid version 7"),
        ("mirdata:ballroom", "tempo_v2", "has no tempo_v2 to judge tempi by"),
        ("mirdata:orchset", None, "has no tempo and no beats to judge tempi by"),
    ],
)
def test_a_wrong_name_is_one_line(indexed, tmp_path: Path, source: str, annotation: str | None, message: str) -> None:  # type: ignore[no-untyped-def]
    home = ballroom(indexed, tmp_path / "b")
    if "orchset" in source:
        indexed({"x": dict.fromkeys(("audio_mono", "audio_stereo", "melody"))})
    with pytest.raises(EvaluationError, match=re.escape(message)) as caught:
        read_source(source, annotation=annotation, audio=home)
    assert "\n" not in str(caught.value)


def test_a_data_set_finds_its_tracks() -> None:
    assert Dataset("empty", "", ()).columns == []

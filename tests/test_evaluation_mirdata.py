"""Sets of mirdata: made here in their own layouts, and what is said where something is missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner

from tempo_ssl.cli import main
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.annotations import BEATS_RULE
from tempo_ssl.evaluation.sources import read_source
from tempo_ssl.synth import click_track

RATE = 22_050


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

"""Probes tell what an embedding knows, and nothing that it does not: vectors whose content is made here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from tempo_ssl import config
from tempo_ssl.audio import load_audio
from tempo_ssl.cli import main
from tempo_ssl.embedding import load_embedding
from tempo_ssl.errors import AudioError, EvaluationError
from tempo_ssl.evaluation import Dataset, Track
from tempo_ssl.evaluation.embedding_probes import embed_track
from tempo_ssl.evaluation.probe import locality, probe
from tempo_ssl.evaluation.report import REPORT, RESULTS
from tempo_ssl.evaluation.targets import LEAST_OF_CLASS, ProbeSettings, Target, splits_of, target_of
from tempo_ssl.synth import click_track

pytest.importorskip("sklearn")

GENRES = ("rock", "jazz", "folk")
TEMPI = (80.0, 100.0, 125.0, 160.0)


def made(n: int = 60, **columns: list[str]) -> Dataset:
    """Tracks of three genres and, independently of these, four tempi; two tracks of each artist."""
    tracks = [
        Track(
            path=f"{i}.wav",
            bpm=TEMPI[(i // 3) % 4],
            columns={"genre": GENRES[i % 3], "artist": str(i // 2)} | {name: v[i] for name, v in columns.items()},
        )
        for i in range(n)
    ]
    return Dataset("made", "by hand", tuple(tracks))


def one_hot(values: list[object], seed: int = 1, noise: float = 0.1) -> list[np.ndarray | None]:
    """A vector for each track that knows its value, and has noise in many more dimensions."""
    rng = np.random.default_rng(seed)
    names = sorted(set(values), key=str)
    known = np.array([[float(value == name) for name in names] for value in values])
    return list(
        np.hstack([known, np.zeros((len(values), 10))]) + noise * rng.standard_normal((len(values), len(names) + 10))
    )


def shares(results: dict, key: str) -> dict[str, float]:  # type: ignore[type-arg]
    return {name: figures[key]["value"] for name, figures in results["probes"].items()}


# --- what is known and what is not -------------------------------------------------------------------------------


def test_what_an_embedding_knows_is_found_by_every_probe() -> None:
    dataset = made()
    results = probe(dataset, one_hot(dataset.values("genre")), "genre", ProbeSettings())
    found = shares(results, "accuracy")
    assert found.keys() == {"baseline", "linear", "perceptron", "neighbours"}
    assert found["baseline"] == pytest.approx(1 / 3, abs=0.05)
    assert min(found["linear"], found["perceptron"], found["neighbours"]) > 0.95
    assert results["locality"]["neighbours"]["value"] > 0.9
    assert results["locality"]["chance"]["value"] == pytest.approx(19 / 59)
    assert (results["tracks"], results["tested"], results["classes"], results["left_out"]) == (60, 60, 3, 0)
    assert results["probes"]["linear"]["accuracy"]["n"] == 60


def test_what_it_does_not_know_is_not_found() -> None:
    dataset = made()
    results = probe(dataset, one_hot([track.bpm for track in dataset.tracks]), "genre", ProbeSettings())
    assert max(shares(results, "accuracy").values()) < 0.6
    assert results["locality"]["neighbours"]["value"] == pytest.approx(1 / 3, abs=0.15)


def test_tempo_is_a_target_of_its_own() -> None:
    dataset = made()
    results = probe(dataset, one_hot([track.bpm for track in dataset.tracks]), "tempo", ProbeSettings())
    first, second = shares(results, "acc1_4"), shares(results, "acc2_4")
    assert min(first["linear"], first["perceptron"], first["neighbours"]) > 0.95
    assert first["baseline"] <= 0.3
    assert second["baseline"] == pytest.approx(first["baseline"] + 0.25, abs=0.26)  # 80 and 160 are octaves
    assert results["classes"] is None


def test_it_is_tested_on_what_it_hears() -> None:
    dataset = made()
    learnt = one_hot(dataset.values("genre"))
    turned = {"rock": "jazz", "jazz": "folk", "folk": "rock"}
    heard = one_hot([turned[genre] for genre in dataset.values("genre")])
    assert shares(probe(dataset, learnt, "genre", ProbeSettings(), heard), "accuracy")["linear"] < 0.05
    # Every tempo times 1.25 is the next one: told right only where the tempo is expected to have moved.
    tempi = [track.bpm for track in dataset.tracks]
    moved = one_hot([{80.0: 100.0, 100.0: 125.0, 125.0: 160.0, 160.0: 80.0}[bpm] for bpm in tempi])
    still = probe(dataset, one_hot(tempi), "tempo", ProbeSettings(), moved)
    right = probe(dataset, one_hot(tempi), "tempo", ProbeSettings(), moved, rate=1.25)
    assert shares(still, "acc1_4")["linear"] < 0.05
    assert shares(right, "acc1_4")["linear"] == pytest.approx(3 / 4, abs=0.05)


def test_the_same_seed_gives_the_same_figures() -> None:
    dataset = made()
    vectors = one_hot(dataset.values("genre"), noise=1.5)
    results = [probe(dataset, vectors, "genre", ProbeSettings(seed=seed)) for seed in (3, 3, 4)]
    assert results[0] == results[1] != results[2]


def test_tracks_that_could_not_be_read_stay_out_and_are_counted() -> None:
    dataset = made()
    vectors = one_hot(dataset.values("genre"))
    vectors[5] = vectors[6] = None
    results = probe(dataset, vectors, "genre", ProbeSettings())
    assert (results["tracks"], results["left_out"]) == (58, 2)


# --- splits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["genre", "tempo"])
@pytest.mark.parametrize("cluster", [None, "artist"])
def test_every_track_is_tested_once_and_no_cluster_is_on_both_sides(name: str, cluster: str | None) -> None:
    dataset = made()
    target = target_of(dataset, name, np.ones(60, dtype=bool))
    splits = splits_of(dataset, target, ProbeSettings(cluster=cluster))
    assert sorted(np.concatenate([test for _, test in splits])) == list(range(60))
    artists = np.array(dataset.values("artist"))
    shared_artists = 0
    for train, test in splits:
        assert not set(train) & set(test)
        assert len(train) + len(test) == 60
        shared_artists += len(set(artists[train]) & set(artists[test]))
    assert (shared_artists == 0) == (cluster is not None)


def test_a_split_of_the_data_set_is_kept_to() -> None:
    said = ["train" if i % 3 else "Test" for i in range(60)]
    said[1] = "validation"
    dataset = made(split=said)
    dataset = Dataset(
        "made",
        "",
        tuple(
            Track(t.path, t.bpm, columns=t.columns | {"genre": GENRES[i // 20]}) for i, t in enumerate(dataset.tracks)
        ),
    )
    target = target_of(dataset, "genre", np.ones(60, dtype=bool))
    ((train, test),) = splits_of(dataset, target, ProbeSettings())
    assert {said[i] for i in train} == {"train"}
    assert {said[i] for i in test} == {"Test"}
    results = probe(dataset, one_hot(dataset.values("genre")), "genre", ProbeSettings())
    assert (results["tracks"], results["tested"]) == (60, 20)


def test_rare_and_empty_values_are_left_out() -> None:
    mood = ["calm"] * 30 + ["wild"] * 26 + ["odd"] * (LEAST_OF_CLASS - 1) + [""] * 2
    target = target_of(made(mood=mood), "mood", np.ones(60, dtype=bool))
    assert (set(target.values), target.left_out) == ({"calm", "wild"}, LEAST_OF_CLASS - 1 + 2)


@pytest.mark.parametrize(
    ("n", "column", "cluster", "message"),
    [
        (60, "mood", None, "has no column 'mood' to probe for; it has: tempo, genre, artist"),
        (60, "artist", None, "the column 'artist' has no two values of 3 tracks or more"),
        (9, "genre", None, "9 tracks are too few to probe for 'genre'"),
        (60, "genre", "one", "all tracks have the same one; there is nothing to hold out"),
    ],
)
def test_too_little_to_probe_is_one_line(n: int, column: str, cluster: str | None, message: str) -> None:
    dataset = made(n, one=["x"] * n) if cluster else made(n)
    with pytest.raises(EvaluationError, match=re.escape(message)):
        probe(dataset, one_hot(dataset.values("genre")), column, ProbeSettings(cluster=cluster))


def test_locality_by_hand() -> None:
    tracks = tuple(Track(str(i), 100.0, columns={"artist": artist}) for i, artist in enumerate("aabb"))
    dataset = Dataset("made", "", tracks)
    target = Target("kind", np.arange(4), np.array(["x", "x", "x", "y"]), 0)
    vectors = np.array([[1, 0.1], [1, -0.1], [-1, 0.1], [-1, -0.1]])
    everything = locality(dataset, target, vectors, ProbeSettings())
    # With so few tracks all others are near: of the three others two are alike, but none for the last.
    assert everything["neighbours"]["value"] == pytest.approx((2 / 3 * 3 + 0) / 4)
    apart = locality(dataset, target, vectors, ProbeSettings(cluster="artist"))
    # Without the other track of the artist: 1/2, 1/2, 1, 0.
    assert apart["neighbours"]["value"] == pytest.approx(0.5)
    assert apart["chance"] == apart["neighbours"]


# --- real embeddings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rhythm", "tempogram"])
def test_a_track_is_the_mean_of_its_excerpts(name: str, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "x.wav", click_track(110, 20, "rock", 22_050), 22_050)
    embedding = load_embedding(name)
    vector = embed_track(embedding, tmp_path / "x.wav")
    features = embedding.features([load_audio(tmp_path / "x.wav").samples], 22_050)
    frames, hop = config.EXCERPT_FRAMES, config.EXCERPT_FRAMES // 2
    starts = [0, hop, len(features) - frames]
    onsets = embedding.onsets(features[None])[0]
    expected = embedding.embed(np.stack([onsets[start : start + frames] for start in starts])).mean(axis=0)
    assert vector.shape == (np.prod(embedding.shape),)
    assert vector == pytest.approx(expected.reshape(-1), abs=1e-4)


def test_sound_without_a_frame_cannot_be_embedded(tmp_path: Path) -> None:
    with pytest.raises(AudioError):
        embed_track(load_embedding("rhythm"), tmp_path / "none.wav")


def test_the_command_probes_an_embedding(tmp_path: Path) -> None:
    rows = ["path,bpm,kind"]
    for place in range(12):
        bpm, kind = (90, 130)[place % 2], ("tick", "rock")[place // 2 % 2]
        soundfile.write(tmp_path / f"{place}.wav", click_track(bpm * (1 + 0.001 * place), 6, kind, 11_025), 11_025)
        rows.append(f"{place}.wav,{bpm},{kind}")
    manifest = tmp_path / "set.csv"
    manifest.write_text("\n".join([*rows, "gone.wav,90,tick", ""]))
    out = tmp_path / "out"
    result = CliRunner().invoke(
        main, ["evaluate", str(manifest), "--probe", "tempo", "--probe", "kind", "-o", str(out)]
    )
    assert result.exit_code == 1  # one track is not there
    assert "left out: " in result.stderr
    assert "gone.wav" in result.stderr
    assert "## rhythm, probed for tempo" in result.stdout
    assert re.search(r"\| linear \| 12 \| Acc1 \| 100\.0", result.stdout)
    told_apart = re.search(r"\| linear \| 12 \| accuracy \| (\d+\.\d)", result.stdout)
    assert told_apart
    assert float(told_apart[1]) >= 75
    results = json.loads((out / RESULTS).read_text())
    assert results["embeddings"][0]["version"] == load_embedding("rhythm").version
    assert "probed for kind" in (out / REPORT).read_text()
    wrong = CliRunner().invoke(main, ["evaluate", str(manifest), "--probe", "mood"])
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert wrong.stderr == "tempo-ssl: set.csv has no column 'mood' to probe for; it has: tempo, kind\n"

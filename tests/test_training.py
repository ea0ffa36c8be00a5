"""Training end to end on a small folder: a usable model, the same bytes for the same seed, and interruptions."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tempo_ssl.checkpoint import load_model
from tempo_ssl.config import TrainingSettings
from tempo_ssl.errors import AudioError, TrainingError
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.pairs import stretch_rates
from tempo_ssl.synth import compose, render
from tempo_ssl.training import loop, train

SETTINGS = TrainingSettings(
    epochs=3,
    steps=2,
    tracks=4,
    rendered=4,
    clicks=8,
    renders=8,
    validation_renders=8,
    self_training=(1,),
    versions=3,
    clip_epochs=2,
)
SAMPLE_RATE = 22_050


@pytest.fixture(scope="module")
def music(tmp_path_factory, write_sound) -> Path:
    """Nine tracks of 13 s in two folders, a broken one, and a text."""
    folder = tmp_path_factory.mktemp("music")
    (folder / "more").mkdir()
    for number in range(9):
        name = f"more/{number}.wav" if number % 2 else f"{number}.flac"
        write_sound(folder / name, render(compose(number), SAMPLE_RATE)[: 13 * SAMPLE_RATE], SAMPLE_RATE)
    (folder / "broken.mp3").write_text("no sound at all")
    (folder / "notes.txt").write_text("no sound either")
    return folder


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """Rendered pieces and clicks (a quarter of them, still close enough to each other) are made once for all tests."""
    cache = tmp_path_factory.mktemp("cache")
    clicks: dict[str, list] = {}
    render_pieces, click_pieces = loop.render_pieces, loop.click_pieces

    def render_once(count, seed, embedding, folder, *rest):
        return render_pieces(count, seed, embedding, cache, *rest)

    def click_once(bpms, embedding, seconds):
        if embedding.name not in clicks:
            clicks[embedding.name] = click_pieces(bpms[::4], embedding, seconds)
        return clicks[embedding.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop, "render_pieces", render_once)
        patch.setattr(loop, "click_pieces", click_once)
        yield


def digest(path: Path) -> str:
    """Compared instead of the bytes, whose differences would take minutes to print."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Run:
    """One training run and what it said."""

    def __init__(self, music: Path, out: Path, settings: TrainingSettings = SETTINGS):
        self.reports: list[tuple[str, int, int]] = []
        self.warnings: list[str] = []
        self.out = out
        self.result = train(
            music,
            out,
            settings,
            workers=1,
            report=lambda *report: self.reports.append(report),
            warn=self.warnings.append,
        )


@pytest.fixture(scope="module")
def undisturbed(music, made_once, tmp_path_factory) -> Run:
    return Run(music, tmp_path_factory.mktemp("undisturbed") / "model.tempo")


def test_a_folder_of_music_becomes_a_model(undisturbed, music):
    assert undisturbed.result.path == undisturbed.out
    model = load_model(undisturbed.out)
    assert model.embedding.name == "rhythm"
    assert model.training["tracks"] == 9
    assert model.training["settings"]["steps"] == 2
    assert model.training["epochs"] == list(undisturbed.result.epochs)
    assert model.training["clip_epochs"] == list(undisturbed.result.clip_epochs)
    assert 0 <= model.calibration.least_presence < 1
    estimate = TempoEstimator(undisturbed.out).estimate(music / "0.flac", min_bpm=60, max_bpm=180)
    assert estimate.bpm is None or 60 <= estimate.bpm <= 180
    assert 0 <= estimate.confidence <= 1


def test_a_finished_run_leaves_the_model_alone(undisturbed):
    assert [path.name for path in undisturbed.out.parent.iterdir()] == ["model.tempo"]


def test_every_epoch_is_measured(undisturbed):
    assert len(undisturbed.result.epochs) == 3
    for record in undisturbed.result.epochs:
        shares = ("training_pair_accuracy", "pair_accuracy", "accuracy_1", "accuracy_2", "consistency")
        assert set(record) == {"loss", "recordings", *shares}
        assert all(0 <= record[name] <= 1 for name in shares)
        assert record["accuracy_1"] <= record["accuracy_2"]
        assert record["loss"] > 0
    assert len(undisturbed.result.clip_epochs) == 2
    for record in undisturbed.result.clip_epochs:
        assert set(record) == {"loss", "training_pair_accuracy", "loop_accuracy_1", "loop_accuracy_2"}
        assert 0 <= record["loop_accuracy_1"] <= record["loop_accuracy_2"] <= 1


def test_short_clips_have_a_classifier_that_has_learnt_on(undisturbed, music, made_once, tmp_path):
    model = load_model(undisturbed.out)
    assert model.clips.project_graph != model.whole.project_graph
    without = load_model(Run(music, tmp_path / "model.tempo", replace(SETTINGS, clip_epochs=0)).out)
    # That of whole recordings is the same, whatever comes after it.
    for one, other in ((without.whole, model.whole), (without.clips, model.whole)):
        assert (one.project_graph, one.score_graph) == (other.project_graph, other.score_graph)
        np.testing.assert_array_equal(one.references.projection, other.references.projection)


def test_recordings_are_asked_with_a_prior_of_their_own(music, made_once, tmp_path, monkeypatch):
    asked = []

    def nothing_found(model, pieces, octaves=None):
        asked.append((len(pieces), octaves))
        return {}

    monkeypatch.setattr(loop, "self_consistent_tempi", nothing_found)
    Run(music, tmp_path / "model.tempo", replace(SETTINGS, epochs=2, clip_epochs=0, counted_octaves=0.4))
    assert asked == [(1, None), (8, 0.4), (1, None)]  # held out, learnt from, held out


def test_files_that_cannot_be_read_are_named_and_skipped(undisturbed, music):
    assert len(undisturbed.result.skipped) == 1
    assert undisturbed.result.skipped[0].startswith(str(music / "broken.mp3"))
    assert [message for message in undisturbed.warnings if message.startswith("skipped: ")] == [
        f"skipped: {undisturbed.result.skipped[0]}"
    ]


def test_progress_never_goes_back_and_arrives(undisturbed):
    stages: dict[str, list[tuple[int, int]]] = {}
    for stage, done, total in undisturbed.reports:
        stages.setdefault(stage.split(",")[0].split(":")[0], []).append((done, total))
    assert list(stages) == ["reading", "rendering", "training", "epoch", "training on clips", "epoch on clips"]
    assert stages["reading"] == [(number, 10) for number in range(1, 11)]
    assert stages["training"] == [(number, 6) for number in range(1, 7)]
    assert stages["epoch"] == [(1, 3), (2, 3), (3, 3)]
    assert stages["training on clips"] == [(number, 4) for number in range(1, 5)]
    assert stages["epoch on clips"] == [(1, 2), (2, 2)]


def test_the_same_seed_gives_the_same_bytes(undisturbed, music, tmp_path):
    assert digest(Run(music, tmp_path / "again.tempo").out) == digest(undisturbed.out)


def test_features_are_kept_where_asked(undisturbed, music, made_once, tmp_path):
    for name in ("one.tempo", "two.tempo"):
        train(music, tmp_path / name, SETTINGS, workers=1, cache=tmp_path / "features")
        assert digest(tmp_path / name) == digest(undisturbed.out)
        assert len(list((tmp_path / "features").glob("*.npz"))) == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == ["features", "one.tempo", "two.tempo"]


@pytest.mark.parametrize(
    ("stage", "done", "left"),
    [("epoch:", 1, 4), ("training,", 5, 3), ("epoch:", 3, 2), ("training on clips", 1, 2), ("epoch on clips", 1, 1)],
    ids=["after an epoch", "inside one", "before clips", "inside the first of clips", "after the first of clips"],
)
def test_an_interrupted_run_goes_on_as_if_nothing_had_happened(undisturbed, music, tmp_path, stage, done, left):
    def interrupt(now: str, number: int, total: int) -> None:
        if now.startswith(stage) and number == done:
            raise KeyboardInterrupt

    out = tmp_path / "model.tempo"
    with pytest.raises(KeyboardInterrupt):
        train(music, out, SETTINGS, workers=1, report=interrupt)
    assert not out.exists()
    epochs: list[str] = []
    result = train(
        music,
        out,
        SETTINGS,
        workers=1,
        resume=True,
        report=lambda now, number, total: epochs.append(now) if now.startswith("epoch") else None,
    )
    assert len(epochs) == left
    assert (result.epochs, result.clip_epochs) == (undisturbed.result.epochs, undisturbed.result.clip_epochs)
    assert digest(out) == digest(undisturbed.out)


def test_an_interrupted_run_goes_on_where_its_music_was_moved_to(music, made_once, tmp_path, monkeypatch):
    # Tempi found in recordings were kept under their paths, and those of a folder by another name did not join.
    monkeypatch.setattr(loop, "self_consistent_tempi", lambda model, pieces, octaves=None: {pieces[0].name: 90.0})
    undisturbed = Run(music, tmp_path / "undisturbed.tempo").out

    def interrupt(now: str, number: int, total: int) -> None:
        if now.startswith("epoch:") and number == 2:
            raise KeyboardInterrupt

    out, moved = tmp_path / "model.tempo", tmp_path / "moved"
    with pytest.raises(KeyboardInterrupt):
        train(music, out, SETTINGS, workers=1, report=interrupt)
    shutil.copytree(music, moved)
    train(moved, out, SETTINGS, workers=1, resume=True)
    assert digest(out) == digest(undisturbed)


def test_a_new_run_takes_nothing_from_an_old_one(undisturbed, music, made_once, tmp_path):
    out = tmp_path / "model.tempo"

    def interrupted(settings: TrainingSettings, stage: str) -> None:
        def interrupt(now: str, number: int, total: int) -> None:
            if now.startswith(stage):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            train(music, out, settings, workers=1, report=interrupt)

    interrupted(replace(SETTINGS, seed=2), "epoch on clips")
    interrupted(SETTINGS, "epoch:")
    train(music, out, SETTINGS, workers=1, resume=True)
    assert digest(out) == digest(undisturbed.out)


# --- What stops it -------------------------------------------------------------------------------------------------


@pytest.fixture
def interrupted(music, made_once, tmp_path) -> Path:
    """The model file of a run that was interrupted after its first epoch."""

    def interrupt(now: str, number: int, total: int) -> None:
        if now.startswith("epoch"):
            raise KeyboardInterrupt

    out = tmp_path / "model.tempo"
    with pytest.raises(KeyboardInterrupt):
        train(music, out, replace(SETTINGS, steps=1), workers=1, report=interrupt)
    return out


def test_only_the_same_run_goes_on(interrupted, music):
    with pytest.raises(TrainingError, match="other settings"):
        train(music, interrupted, replace(SETTINGS, steps=1, seed=2), workers=1, resume=True)
    state = interrupted.with_name("model.tempo.run") / "state.pt"
    state.write_bytes(state.read_bytes()[:1000])
    with pytest.raises(TrainingError, match=r"state\.pt: damaged; delete it"):
        train(music, interrupted, replace(SETTINGS, steps=1), workers=1, resume=True)


def test_a_run_goes_on_with_the_same_recordings_only(interrupted, music, tmp_path):
    fewer = tmp_path / "fewer"
    shutil.copytree(music, fewer)
    next(path for path in sorted(fewer.rglob("*.*")) if path.stem.isdigit() and path.stem != "0").unlink()
    with pytest.raises(TrainingError, match="other recordings or references"):
        train(fewer, interrupted, replace(SETTINGS, steps=1), workers=1, resume=True)


def test_there_must_be_something_to_resume(music, tmp_path):
    with pytest.raises(TrainingError, match="nothing to resume"):
        train(music, tmp_path / "model.tempo", SETTINGS, resume=True)
    assert list(tmp_path.iterdir()) == []


def test_the_references_of_the_project_can_be_learnt_from(music, made_once, tmp_path):
    seen = []
    refs = Path(__file__).resolve().parent.parent / "refs"
    one = replace(SETTINGS, epochs=1, self_training=())
    with pytest.MonkeyPatch.context() as patch:
        embed_clicks = loop.embed_clicks
        patch.setattr(loop, "embed_clicks", lambda pieces, *rest: seen.extend(pieces) or embed_clicks(pieces, *rest))
        result = train(music, tmp_path / "model.tempo", one, workers=1, refs=refs)
    assert len(seen) == 35
    assert all(piece.name.endswith(".flac") and 85 <= piece.bpm <= 170 for piece in seen)
    assert load_model(result.path).whole.references.bpm[0] == pytest.approx(30)


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (None, "No such file or directory; references need a table"),
        (b"path,tempo\na.wav,120\n", "not a table of references"),
        (b"path,bpm\na.wav,fast\n", "not a table of references"),
        (b"path,bpm\n\xff.wav,120\n", "not a table of references"),
        (b"path,bpm\n" + 200_000 * b"a" + b",120\n", "not a table of references"),
        (b"path,bpm\na.wav,60\nb.wav,nan\n", "no reference from 85 to 170 BPM"),
    ],
)
def test_useless_references_show_before_any_work(music, tmp_path, manifest, reason):
    if manifest is not None:
        (tmp_path / "manifest.csv").write_bytes(manifest)
    with pytest.raises(TrainingError, match=reason) as caught:
        train(music, tmp_path / "model.tempo", SETTINGS, refs=tmp_path, report=lambda *_: pytest.fail("too late"))
    assert "\n" not in str(caught.value)


def test_an_unreadable_reference_is_named(music, tmp_path):
    (tmp_path / "manifest.csv").write_text("path,bpm\ngone.wav,120\n")
    with pytest.raises(AudioError, match=r"gone\.wav"):
        train(music, tmp_path / "model.tempo", SETTINGS, refs=tmp_path)


def test_eight_tracks_are_needed(music, tmp_path, write_sound):
    folder = tmp_path / "few"
    folder.mkdir()
    for path in sorted(music.rglob("*.*"))[:8]:
        shutil.copy(path, folder / path.name)
    write_sound(folder / "too short.wav", render(compose(1), SAMPLE_RATE)[:SAMPLE_RATE], SAMPLE_RATE)
    usable = len([path for path in folder.iterdir() if path.stem.isdigit()])
    assert usable < 8
    with pytest.raises(
        TrainingError, match=rf"{usable} usable tracks of {usable + 2} sound files .* at least 8"
    ) as caught:
        train(folder, tmp_path / "model.tempo", SETTINGS, workers=1)
    assert "\n" not in str(caught.value)


def test_a_folder_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(AudioError, match="no such file or folder"):
        train(tmp_path / "none", tmp_path / "model.tempo", SETTINGS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"head": "siamese"}, "unknown head 'siamese'"),
        ({"embedding": "tempogram", "head": "tempo-axis"}, "tempo-axis head reads"),
        ({"stretch": "tape"}, "stretch must be 'features' or 'audio', got 'tape'"),
    ],
)
def test_settings_that_cannot_work_show_before_anything_is_read(music, tmp_path, changes, message):
    with pytest.raises(ValueError, match=message):
        train(music, tmp_path / "model.tempo", replace(SETTINGS, **changes), report=pytest.fail)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_cannot_be_written_over(music, tmp_path):
    with pytest.raises(TrainingError, match="is a folder; name the model file"):
        train(music, tmp_path, SETTINGS)


# --- Other recipes -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("rubberband") is None, reason="the program rubberband is not installed")
def test_stretched_sound_makes_pairs(music, made_once, tmp_path):
    run = Run(music, tmp_path / "model.tempo", replace(SETTINGS, stretch="audio", epochs=2))
    assert load_model(run.out).training["settings"]["stretch"] == "audio"
    assert len(run.result.epochs) == 2


def test_the_baseline_embedding_is_trained_with_the_generic_head(music, made_once, tmp_path):
    run = Run(music, tmp_path / "model.tempo", replace(SETTINGS, embedding="tempogram", epochs=1))
    model = load_model(run.out)
    assert model.embedding.name == "tempogram"
    assert model.whole.references.projection.shape[1] == 256
    estimate = TempoEstimator(model).estimate(music / "0.flac")
    assert estimate.duration == pytest.approx(13)


def test_features_are_read_by_several_processes(music, tmp_path):
    # Each worker gets a copy of the embedding, so that it must be one that travels.
    for name in ("rhythm", "tempogram"):
        embedding = loop.load_embedding(name)
        files = sorted(music.rglob("*.flac"))[:3]
        alone, _ = loop.load_pieces(files, embedding, tmp_path / f"{name}-1")
        together, _ = loop.load_pieces(files, embedding, tmp_path / f"{name}-2", workers=2)
        assert [piece.name for piece in together] == [str(path) for path in files]
        for one, other in zip(alone, together, strict=True):
            assert (one.features == other.features).all()


def test_a_damaged_cache_is_made_anew(music, tmp_path):
    embedding = loop.load_embedding("rhythm")
    files = sorted(music.rglob("*.flac"))[:1]
    (first,), _ = loop.load_pieces(files, embedding, tmp_path)
    (stored,) = tmp_path.iterdir()
    whole = stored.read_bytes()
    for content in (b"", b"PK", whole[:100], whole[:-100], bytes(len(whole)), whole[:200] + bytes(50) + whole[250:]):
        stored.write_bytes(content)
        (again,), errors = loop.load_pieces(files, embedding, tmp_path)
        assert not errors
        assert (again.features == first.features).all()
        assert stored.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [stored]


@pytest.mark.parametrize("versions", [1, 2, 4, 7])
def test_rates_of_stretched_sound_are_spread_evenly(versions):
    settings = replace(SETTINGS, stretch="audio", versions=versions, slowest=0.7, fastest=1.4)
    rates = stretch_rates(settings)
    assert len(rates) == versions
    assert all(0.7 < rate < 1.4 for rate in rates)
    steps = [later / earlier for earlier, later in pairwise(rates)]
    assert steps == pytest.approx([2 ** (1 / versions)] * (versions - 1), rel=1e-3)
    assert stretch_rates(replace(settings, stretch="features")) == ()


def test_settings_can_be_stored_as_text():
    assert all(isinstance(value, int | float | str | tuple) for value in asdict(TrainingSettings()).values())

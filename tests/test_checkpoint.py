"""The model file: what goes in comes out, equal models are equal bytes, and damage is one clear line."""

from __future__ import annotations

import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tempo_ssl import checkpoint, config
from tempo_ssl.calibration import Calibration, Calibrator
from tempo_ssl.checkpoint import FORMAT, TempoModel, load_model, read_model, save_model
from tempo_ssl.decoding import OCTAVE_EVIDENCE, PRESENCE_EVIDENCE, PULSE_EVIDENCE
from tempo_ssl.embedding import load_embedding
from tempo_ssl.errors import ModelError
from tempo_ssl.graph import export_graph
from tempo_ssl.model import OnsetNet, pair_classifier
from tempo_ssl.references import ReferenceBank, Scorer

BPMS = np.array([60.0, 90.0, 120.5])


def random_model(seed: int, **changes) -> TempoModel:
    """A model with random weights, an embedding of its own, and three references."""
    torch.manual_seed(seed)
    mel = torch.zeros(2, config.EXCERPT_FRAMES, config.BANDS)
    graph = export_graph(OnsetNet(), (mel,), {"mel": {0: "excerpts", 1: "frames"}}, ["onsets"])
    embedding = load_embedding("rhythm", graph)
    classifier = pair_classifier("tempo-axis", embedding.shape)
    example = torch.zeros(2, *embedding.shape)
    project = export_graph(classifier.project, (example,), {"embedding": {0: "excerpts"}}, ["projection"])
    pair = (torch.zeros(2, config.TEMPO_BINS), torch.zeros(3, config.TEMPO_BINS))
    score = export_graph(
        classifier.score, pair, {"excerpts": {0: "excerpts"}, "references": {0: "references"}}, ["logits"]
    )
    rng = np.random.default_rng(seed)
    projection = rng.random((len(BPMS), config.TEMPO_BINS)).astype(np.float16).astype(np.float32)
    presence, pulse, octave = (
        Calibrator(tuple(rng.random(size)), (1.0,) * size, tuple(rng.random(size)), float(rng.random()))
        for size in (PRESENCE_EVIDENCE, PULSE_EVIDENCE, OCTAVE_EVIDENCE)
    )
    model = TempoModel(
        embedding=embedding,
        whole=Scorer(project, score, ReferenceBank(BPMS, projection)),
        clips=Scorer(project, score, ReferenceBank(BPMS, projection[::-1])),
        calibration=Calibration(presence, pulse, octave, least_presence=0.25),
        training={"settings": {"seed": seed}, "note": "naïve"},
    )
    return replace(model, **changes)


@pytest.fixture(scope="module")
def model() -> TempoModel:
    return random_model(1)


@pytest.fixture(scope="module")
def model_file(model, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("models") / "model.tempo"
    save_model(path, model)
    return path


@pytest.fixture(scope="module")
def features() -> np.ndarray:
    return np.random.default_rng(0).random((1000, config.BANDS)).astype(np.float32) ** 3


def rewritten(path: Path, target: Path, **members) -> Path:
    """A copy of a model file with members replaced (``description`` is changed by a function), or left out (None)."""
    change = members.pop("description", lambda description: None)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "model.json":
                description = json.loads(content)
                change(description)
                content = json.dumps(description).encode()
            if (content := members.get(Path(name).stem, content)) is not None:
                new.writestr(name, content)
    return target


def one_line(error: ModelError, path: Path) -> bool:
    return "\n" not in str(error) and str(error).startswith(str(path))


# --- What goes in comes out ----------------------------------------------------------------------------------------


def test_a_model_comes_back_as_it_was(model, model_file, features):
    loaded = load_model(model_file)
    (one, onsets), (other, same_onsets) = model.listen(features), loaded.listen(features)
    np.testing.assert_array_equal(one.score, other.score)
    np.testing.assert_array_equal(onsets, same_onsets)
    assert loaded.embedding.version == model.embedding.version
    assert (loaded.calibration, loaded.training) == (model.calibration, model.training)
    for scorer, before in ((loaded.whole, model.whole), (loaded.clips, model.clips)):
        np.testing.assert_array_equal(scorer.references.bpm, before.references.bpm)
        np.testing.assert_array_equal(scorer.references.projection, before.references.projection)


def test_equal_models_are_equal_bytes(model, model_file, tmp_path, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *seconds: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    save_model(tmp_path / "again.tempo", model)
    assert (tmp_path / "again.tempo").read_bytes() == model_file.read_bytes()
    save_model(tmp_path / "loaded.tempo", load_model(model_file))
    assert (tmp_path / "loaded.tempo").read_bytes() == model_file.read_bytes()
    save_model(tmp_path / "other.tempo", replace(model, calibration=replace(model.calibration, least_presence=0.26)))
    assert (tmp_path / "other.tempo").read_bytes() != model_file.read_bytes()


def test_a_file_explains_itself(model_file):
    with zipfile.ZipFile(model_file) as archive:
        assert set(archive.namelist()) == {"model.json", "embedding.onnx"} | {
            f"{kind}/{name}" for kind in ("whole", "clips") for name in ("project.onnx", "score.onnx", "references.npz")
        }
        description = json.loads(archive.read("model.json"))
        # Nothing in it runs code when it is read, and nothing tells of the machine or the day.
        np.load(io.BytesIO(archive.read("clips/references.npz")), allow_pickle=False)["bpm"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert str(Path.home()).encode() not in archive.read("model.json")
    assert description["format"] == FORMAT
    assert description["embedding"]["name"] == "rhythm"


def test_an_embedding_without_weights_adds_none(model, tmp_path):
    tempogram = load_embedding("tempogram")
    path = tmp_path / "tempogram.tempo"
    save_model(path, replace(model, embedding=tempogram))
    with zipfile.ZipFile(path) as archive:
        assert "embedding.onnx" not in archive.namelist()
    loaded = load_model(str(path))
    assert (loaded.embedding.name, loaded.embedding.version) == ("tempogram", tempogram.version)


def test_saving_leaves_no_part_and_keeps_the_old_file_when_it_fails(model, tmp_path):
    path = tmp_path / "model.tempo"
    path.write_bytes(b"before")
    with pytest.raises(TypeError):
        save_model(path, replace(model, training={"not for json": object()}))
    assert path.read_bytes() == b"before"
    save_model(path, model)
    assert [file.name for file in tmp_path.iterdir()] == ["model.tempo"]


# --- Scores --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("frames", [75, 600, 601, 900, 1000])
def test_a_track_is_scored_whole(model, features, frames):
    curve, onsets = model.listen(features[:frames])
    assert onsets.shape == (frames, config.ONSET_CHANNELS)
    if frames >= 600:
        assert len(curve.excerpts) == 1 + -(-(frames - 600) // 300)
        np.testing.assert_allclose(curve.excerpts, model.track_curve(onsets, 600, model.whole).excerpts, atol=1e-5)
    # Every frame was heard: softplus is never zero.
    assert (onsets > 0).all()


def test_a_long_track_is_heard_in_long_excerpts_without_overlap(model, features):
    track = np.tile(features, (-(-8 * 600 // len(features)), 1))[: 8 * 600]
    curve, onsets = model.listen(track)
    assert curve.excerpts.shape == (8, len(BPMS))
    np.testing.assert_allclose(curve.score, model.track_curve(onsets, 600, model.whole).score, atol=1e-5)
    shorter, _ = model.listen(track[:-1])
    assert len(shorter.excerpts) == 15
    assert not np.allclose(shorter.score, shorter.excerpts.mean(axis=0), atol=1e-3)  # the 8 s excerpts count as well


def test_how_many_excerpts_go_at_once_does_not_matter(model, features, monkeypatch):
    track = np.tile(features, (3, 1))
    curve, onsets = model.listen(track)
    monkeypatch.setattr(config, "EXCERPTS_AT_ONCE", 2)
    monkeypatch.setattr(config, "ONSET_FRAMES_AT_ONCE", 700)
    fewer_curve, fewer_onsets = model.listen(track)
    np.testing.assert_allclose(fewer_onsets, onsets, atol=1e-4)
    np.testing.assert_allclose(fewer_curve.excerpts, curve.excerpts, atol=1e-4)


def test_a_track_is_heard_in_excerpts_of_two_lengths(model, features):
    curve, onsets = model.listen(features)
    both = [model.track_curve(onsets, frames, model.whole).score for frames in (600, 400)]
    assert not np.allclose(both[0], both[1])
    np.testing.assert_allclose(curve.score, np.mean(both, axis=0), atol=1e-5)
    assert len(curve.excerpts) == len(model.track_curve(onsets, 600, model.whole).excerpts)
    assert len(onsets) == len(features)


def test_a_short_clip_is_heard_as_it_is_and_in_a_loop(model, features):
    clip = features[:200]
    loop = np.tile(clip, (6, 1))
    onsets = [model.embedding.onsets(sound[None])[0] for sound in (clip, loop)]
    fades = (config.CLIP_FADE, config.EXCERPT_FADE)
    both = [model.track_curve(curves, 600, model.clips, fade).score for curves, fade in zip(onsets, fades, strict=True)]
    np.testing.assert_allclose(model.listen(clip)[0].score, np.mean(both, axis=0), atol=1e-5)


@pytest.mark.parametrize(("frames", "is_clip"), [(599, True), (600, False)])
def test_what_is_shorter_than_an_excerpt_has_a_classifier_of_its_own(model, features, frames, is_clip):
    alone = replace(model, **{"clips" if is_clip else "whole": None})
    with pytest.raises(AttributeError):
        alone.listen(features[:frames])
    other = replace(model, **{"whole" if is_clip else "clips": None})
    np.testing.assert_array_equal(other.listen(features[:frames])[0].score, model.listen(features[:frames])[0].score)


def test_pair_logits_are_symmetric(model, features):
    logits = model.pair_logits(np.stack([features[:600], features[200:800], features[400:]]))
    assert logits.shape == (3, 3)
    np.testing.assert_allclose(logits, logits.T, atol=1e-4)


# --- Damage --------------------------------------------------------------------------------------------------------


def check_harmless_or_refused(path: Path, model: TempoModel) -> None:
    """A file with some wrong bytes is either refused in one line or, where they did not matter, the same model."""
    try:
        loaded, refusal = load_model(path), None
    except ModelError as error:
        loaded, refusal = None, error
    if loaded is None:
        assert one_line(refusal, path)
        return
    assert loaded.training == model.training
    assert loaded.embedding.graph == model.embedding.graph
    for scorer, before in ((loaded.whole, model.whole), (loaded.clips, model.clips)):
        assert (scorer.project_graph, scorer.score_graph) == (before.project_graph, before.score_graph)
        np.testing.assert_array_equal(scorer.references.projection, before.references.projection)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_wrong_bytes_are_noticed(model, model_file, tmp_path, data):
    content = bytearray(model_file.read_bytes())
    # Half of them in the last part, where the table of contents lies.
    places = st.integers(0, len(content) - 1) | st.integers(len(content) - 500, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "wrong.tempo"
    path.write_bytes(content)
    check_harmless_or_refused(path, model)


def test_any_wrong_byte_of_the_table_of_contents_is_noticed(model, model_file, tmp_path):
    original = model_file.read_bytes()
    path = tmp_path / "wrong.tempo"
    for place in range(original.rindex(b"PK\x01\x02"), len(original)):
        for flip in (0x01, 0x40, 0xFF):
            content = bytearray(original)
            content[place] ^= flip
            path.write_bytes(content)
            check_harmless_or_refused(path, model)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 0.9999))
def test_a_truncated_file_is_refused(model_file, tmp_path, share):
    content = model_file.read_bytes()
    path = tmp_path / "short.tempo"
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(ModelError, match="damaged, or not a tempo-ssl model file") as caught:
        load_model(path)
    assert one_line(caught.value, path)


@pytest.mark.parametrize("content", [b"", b"RIFF....WAVE", b"PK\x03\x04", b"{}", bytes(100_000)])
def test_what_is_no_model_is_refused(tmp_path, content):
    path = tmp_path / "song.wav"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged, or not a tempo-ssl model file") as caught:
        load_model(path)
    assert one_line(caught.value, path)


def bank(**arrays) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "members",
    [
        {"model": b"not json"},
        {"model": b"[]"},
        {"model": b'{"format": "one"}'},
        {"model": b'{"format": %d}' % FORMAT},
        {"model": None},
        {"project": None},
        {"references": None},
        {"references": b""},
        {"references": bank(bpm=BPMS)},
        {"references": bank(bpm=BPMS, projection=np.zeros((2, 3)))},
        {"references": bank(bpm=np.array([60.0, 90.0, {}], dtype=object), projection=np.zeros((3, 3)))},
        {"references": bank(bpm=BPMS[:0], projection=np.zeros((0, 3)))},
        {"description": lambda description: description["calibration"].update(pulse=None)},
        {"description": lambda description: description["calibration"]["octave"].pop("bias")},
        {"description": lambda description: description["calibration"]["octave"].update(mean=["a"])},
        {"description": lambda description: description.update(embedding="rhythm")},
        {"description": lambda description: description["embedding"].pop("version")},
        {"description": lambda description: description["calibration"].pop("least_presence")},
    ],
)
def test_an_archive_that_is_no_model_is_refused(model_file, tmp_path, members):
    path = rewritten(model_file, tmp_path / "wrong.tempo", **members)
    with pytest.raises(ModelError, match="damaged, or not a tempo-ssl model file") as caught:
        load_model(path)
    assert one_line(caught.value, path)


@pytest.mark.parametrize("member", ["embedding", "project", "score"])
def test_a_damaged_network_is_an_error_of_the_model(model_file, tmp_path, features, member):
    def change(description):
        # A file made by somebody with a broken network and a matching version.
        description["embedding"]["version"] = load_embedding("rhythm", b"no network").version

    wrong = {member: b"no network"}
    if member == "embedding":
        wrong["description"] = change
    path = rewritten(model_file, tmp_path / "wrong.tempo", **wrong)
    with pytest.raises(ModelError, match="network is damaged"):
        load_model(path).listen(features)


# --- Other versions, other places ----------------------------------------------------------------------------------


def test_a_newer_format_says_to_update(model_file, tmp_path):
    def newer(description):
        description.clear()
        description["format"] = FORMAT + 1

    path = rewritten(model_file, tmp_path / "new.tempo", description=newer, references=None)
    with pytest.raises(ModelError, match=rf"format {FORMAT + 1}, this version reads up to {FORMAT}; update") as caught:
        load_model(path)
    assert one_line(caught.value, path)


def test_an_older_format_says_to_train_again(model_file, tmp_path):
    path = rewritten(
        model_file, tmp_path / "old.tempo", description=lambda description: description.update(format=FORMAT - 1)
    )
    with pytest.raises(ModelError, match=rf"older version \(format {FORMAT - 1}\); train the model again") as caught:
        load_model(path)
    assert one_line(caught.value, path)


def test_another_version_of_the_embedding_says_to_train_again(model, tmp_path, monkeypatch):
    tempogram = load_embedding("tempogram")
    path = tmp_path / "model.tempo"
    save_model(path, replace(model, embedding=tempogram))
    monkeypatch.setattr(type(tempogram), "version", "tempogram-99")
    with pytest.raises(ModelError, match=r"made with version tempogram-1 .* this is tempogram-99; train"):
        load_model(path)


def test_a_model_without_its_own_embedding_must_fit_the_shipped_one(model_file, tmp_path):
    path = rewritten(model_file, tmp_path / "model.tempo", embedding=None)
    with pytest.raises(ModelError, match="train the model again"):
        load_model(path)


def test_an_unknown_embedding_is_named(model_file, tmp_path):
    path = rewritten(
        model_file, tmp_path / "m.tempo", description=lambda description: description["embedding"].update(name="mule")
    )
    with pytest.raises(ModelError, match=r"unknown embedding 'mule'; known: rhythm, tempogram"):
        load_model(path)


def test_a_missing_file_says_what_to_give(tmp_path):
    path = tmp_path / "none.tempo"
    with pytest.raises(ModelError, match="no such model; give 'default' or the path") as caught:
        load_model(path)
    assert one_line(caught.value, path)


def test_a_folder_is_no_model(tmp_path):
    with pytest.raises(ModelError, match="a folder, not a model file") as caught:
        load_model(tmp_path)
    assert one_line(caught.value, tmp_path)


def test_a_name_of_two_lines_stays_one_line(tmp_path):
    with pytest.raises(ModelError, match="no such model") as caught:
        load_model(tmp_path / "two\nlines.tempo")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(model_file, tmp_path):
    path = tmp_path / "locked.tempo"
    path.write_bytes(model_file.read_bytes())
    path.chmod(0)
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(path)


def test_a_file_that_cannot_be_read_says_so(model_file, monkeypatch):
    def fail(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(ModelError, match=r"cannot be read \(Permission denied\)"):
        load_model(model_file)


def test_the_shipped_model_is_small_and_answers_to_its_name():
    name, content = read_model(checkpoint.DEFAULT_MODEL)
    assert name == "the shipped model"
    assert len(content) <= 5_000_000
    loaded = load_model()
    assert loaded.embedding.name == "rhythm"
    for scorer in (loaded.whole, loaded.clips):
        assert scorer.references.bpm.min() == pytest.approx(30)
        assert scorer.references.bpm.max() == pytest.approx(316.7, abs=0.1)
    assert 0 < loaded.calibration.least_presence < 1

"""The networks: torch against the exported graphs, the geometry of the log-tempo axis, and the two heads."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl import config
from tempo_ssl.embedding.log_tempo import log_tempo_transform
from tempo_ssl.errors import ModelError
from tempo_ssl.graph import Graph, export_graph
from tempo_ssl.model import (
    HEADS,
    ConcatenationScore,
    LinearProjection,
    LogTempoTransform,
    PairClassifier,
    RhythmNet,
    TempoAxisProjection,
    pair_classifier,
)
from tempo_ssl.tempo import log_bpm_grid

SHAPE = (config.ONSET_CHANNELS, config.EMBEDDING_BINS)
#: The bin of the embedding at which the axis of answers begins.
FIRST_ANSWER = round(config.BINS_PER_OCTAVE * np.log2(config.LOW_BPM / config.EMBEDDING_LOW_BPM))


def mel(excerpts: int, frames: int, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(excerpts, frames, config.BANDS, generator=generator) ** 4


def onset_curve(bpm: float, frames: int, first: float = 0.3) -> torch.Tensor:
    """Pulses of 60 ms at exact times, and weaker ones between them, ``[1, frames, 1]``."""
    time = torch.arange(frames) / config.FRAME_RATE
    curve = torch.zeros(frames)
    for start, height in ((first, 1.0), (first + 30 / bpm, 0.4)):
        beats = torch.arange(start, frames / config.FRAME_RATE, 60 / bpm)
        curve += height * torch.exp(-0.5 * ((time[:, None] - beats) / 0.03) ** 2).sum(dim=1)
    return curve[None, :, None]


def embed(curve: torch.Tensor) -> np.ndarray:
    """Embedding ``[bins]`` of one onset curve."""
    with torch.no_grad():
        return LogTempoTransform()(curve)[0, 0].numpy()


@pytest.fixture(scope="module")
def rhythm() -> RhythmNet:
    torch.manual_seed(1)
    return RhythmNet().eval()


@pytest.fixture(scope="module")
def rhythm_graph(rhythm) -> Graph:
    axes = {"mel": {0: "excerpts", 1: "frames"}}
    return Graph(export_graph(rhythm.onsets, (mel(2, config.EXCERPT_FRAMES),), axes, ["onsets"]))


def trained_classifier(head: str, shape: tuple[int, ...]) -> PairClassifier:
    """A classifier whose weights are not those of a fresh one, in which some are zero."""
    torch.manual_seed(2)
    classifier = pair_classifier(head, shape).eval()
    with torch.no_grad():
        for parameter in classifier.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    return classifier


# --- Exported graphs are the networks ------------------------------------------------------------------------------


@pytest.mark.parametrize("excerpts", [1, 3])
@pytest.mark.parametrize("frames", [75, 125, 399, 600])
def test_the_exported_embedding_is_the_network(rhythm, rhythm_graph, excerpts, frames):
    sound = mel(excerpts, frames, seed=frames)
    with torch.no_grad():
        onsets, embedding = rhythm.onsets(sound), rhythm(sound)
    (exported_onsets,) = rhythm_graph.run(sound.numpy())
    assert onsets.shape == (excerpts, frames, config.ONSET_CHANNELS)
    assert embedding.shape == (excerpts, *SHAPE)
    np.testing.assert_allclose(exported_onsets, onsets.numpy(), atol=1e-4)
    np.testing.assert_allclose(log_tempo_transform(exported_onsets), embedding.numpy(), atol=1e-4)


@pytest.mark.parametrize(("head", "shape"), [("tempo-axis", SHAPE), ("generic", SHAPE), ("generic", (200,))])
def test_exported_heads_are_the_classifier(head, shape):
    classifier = trained_classifier(head, shape)
    example = torch.zeros(2, *shape)
    project = Graph(export_graph(classifier.project, (example,), {"embedding": {0: "excerpts"}}, ["projection"]))
    size = classifier.project(example).shape[1]
    axes = {"excerpts": {0: "excerpts"}, "references": {0: "references"}}
    score = Graph(export_graph(classifier.score, (torch.zeros(2, size), torch.zeros(3, size)), axes, ["logits"]))
    for excerpts, references in ((1, 1), (5, 2), (3, 7)):
        a, b = torch.rand(excerpts, *shape), torch.rand(references, *shape)
        with torch.no_grad():
            logits = classifier(a, b)
        assert logits.shape == (excerpts, references)
        projections = [project.run(x.numpy())[0] for x in (a, b)]
        np.testing.assert_allclose(score.run(*projections)[0], logits.numpy(), atol=1e-4)


def test_equal_networks_are_equal_bytes(rhythm):
    axes = {"mel": {0: "excerpts", 1: "frames"}}
    one, other = (export_graph(rhythm.onsets, (mel(2, 600),), axes, ["onsets"]) for _ in range(2))
    assert one == other


def test_a_graph_travels_to_another_process(rhythm_graph):
    copy = pickle.loads(pickle.dumps(rhythm_graph))
    sound = mel(1, 100).numpy()
    np.testing.assert_array_equal(copy.run(sound)[0], rhythm_graph.run(sound)[0])
    assert (copy.inputs, copy.outputs) == (["mel"], ["onsets"])


@pytest.mark.parametrize("content", [b"", b"not a network", bytes(1000)])
def test_bytes_that_are_no_graph_are_refused_in_one_line(content):
    with pytest.raises(ModelError, match="damaged") as caught:
        Graph(content)
    assert "\n" not in str(caught.value)


def test_wrong_inputs_are_refused(rhythm_graph):
    with pytest.raises(ValueError, match="argument 2"):
        rhythm_graph.run()


# --- The rhythm embedding ------------------------------------------------------------------------------------------


def test_excerpts_do_not_know_each_other(rhythm):
    sound = mel(3, 300)
    with torch.no_grad():
        together = rhythm(sound)
        alone = torch.cat([rhythm(excerpt[None]) for excerpt in sound])
    np.testing.assert_allclose(together.numpy(), alone.numpy(), atol=1e-5)


@pytest.mark.parametrize("fade", [0.5, 0.1])
@pytest.mark.parametrize("frames", [75, 201, 600])
def test_the_transform_is_that_of_the_slow_version(frames, fade):
    onsets = np.random.default_rng(frames).random((frames, 3)) ** 4
    border = np.minimum(np.arange(frames) + 0.5, frames - np.arange(frames) - 0.5) / frames
    window = 0.5 - 0.5 * np.cos(np.pi * np.minimum(border / fade, 1))
    window /= window.sum()
    centred = onsets - window @ onsets
    level = np.sqrt((window @ centred**2).mean())
    axis = log_bpm_grid(config.EMBEDDING_LOW_BPM, config.BINS_PER_OCTAVE, config.EMBEDDING_BINS)
    expected = np.empty((3, len(axis)))
    for place, bpm in enumerate(axis):
        wave = np.exp(-2j * np.pi * bpm / 60 * np.arange(frames) / config.FRAME_RATE)
        expected[:, place] = np.log1p(10 * abs((window * wave) @ centred) / (level + 1e-4))
    curves = onsets[None].astype(np.float32)
    np.testing.assert_allclose(log_tempo_transform(curves, fade)[0], expected, atol=2e-4)
    if fade == config.EXCERPT_FADE:
        with torch.no_grad():
            np.testing.assert_allclose(LogTempoTransform()(torch.from_numpy(curves))[0].numpy(), expected, atol=2e-4)


@pytest.mark.parametrize("start", [0, 700, 1400])
def test_onsets_of_an_excerpt_are_those_of_the_track(rhythm, start):
    track = mel(1, 2000) * torch.logspace(0, -4, 2000)[None, :, None]  # the first frames are the loudest
    reach = config.ONSET_REACH
    with torch.no_grad():
        whole = rhythm.onsets(track)[0]
        first, last = max(start - reach, 0), start + 600 + reach
        part = rhythm.onsets(track[:, first:last])[0, start - first : start - first + 600]
        further = rhythm.onsets(track[:, first + 12 : last])[0, start - first - 12 : start - first + 588]
    np.testing.assert_allclose(part.numpy(), whole[start : start + 600].numpy(), atol=1e-5)
    # No frame depends on more than the reach, and some depend on all of it.
    assert start == 0 or not np.allclose(further.numpy(), whole[start : start + 600].numpy(), atol=1e-5)


@settings(max_examples=10)
@given(st.floats(1e-3, 1e3))
def test_level_does_not_matter(gain):
    torch.manual_seed(1)
    network, sound = RhythmNet().eval(), mel(1, 200)
    with torch.no_grad():
        onsets, embedding = network.onsets(sound), network(sound)
        louder_onsets, louder_embedding = network.onsets(gain * sound), network(gain * sound)
    assert (onsets >= 0).all()
    np.testing.assert_allclose(louder_onsets.numpy(), onsets.numpy(), atol=1e-3)
    np.testing.assert_allclose(louder_embedding.numpy(), embedding.numpy(), atol=5e-3)


@pytest.mark.parametrize("frames", [75, 200, 600])
def test_silence_has_a_finite_embedding(rhythm, frames):
    with torch.no_grad():
        silence = torch.zeros(1, frames, config.BANDS)
        onsets, embedding = rhythm.onsets(silence), rhythm(silence)
    assert torch.isfinite(onsets).all()
    assert torch.isfinite(embedding).all()


@pytest.mark.parametrize("bpm", [47, 80, 121, 174, 233])
def test_the_embedding_peaks_at_the_tempo_and_its_multiples(bpm):
    axis = log_bpm_grid(config.EMBEDDING_LOW_BPM, config.BINS_PER_OCTAVE, config.EMBEDDING_BINS)
    embedding = embed(onset_curve(bpm, config.EXCERPT_FRAMES))
    for multiple in (1, 2, 3):
        near = np.flatnonzero(abs(np.log2(axis / (multiple * bpm))) < 0.25)
        peak = axis[near[embedding[near].argmax()]]
        assert peak == pytest.approx(multiple * bpm, rel=0.015)
    # Between the multiples there is little.
    between = abs(np.log2(axis / (1.45 * bpm))) < 0.1
    assert embedding[between].max() < 0.4 * embedding.max()


@settings(max_examples=20)
@given(st.floats(60, 140), st.floats(0.65, 1.5))
def test_a_rate_shifts_the_embedding(bpm, rate):
    slow = embed(onset_curve(bpm, config.EXCERPT_FRAMES))
    fast = embed(onset_curve(bpm * rate, config.EXCERPT_FRAMES))
    expected = config.BINS_PER_OCTAVE * np.log2(rate)
    middle = np.arange(60, 300)

    def likeness(shift: int) -> float:
        return float(np.corrcoef(slow[middle], fast[middle + shift])[0, 1])

    shifts = range(-50, 51)
    best = max(shifts, key=likeness)
    assert best == pytest.approx(expected, abs=1)
    # Only resolution changes: the window is as long as before, and holds more or fewer beats.
    assert likeness(best) > 0.85
    assert likeness(round(expected)) > 0.85


@pytest.mark.parametrize("first", [0.05, 0.31, 0.44])
def test_where_the_beats_begin_does_not_matter(first):
    one, other = (embed(onset_curve(96, config.EXCERPT_FRAMES, start)) for start in (0.2, first))
    assert np.corrcoef(one, other)[0, 1] > 0.98


# --- Heads ---------------------------------------------------------------------------------------------------------


def test_projections_have_length_one():
    classifier = trained_classifier("tempo-axis", SHAPE)
    with torch.no_grad():
        projection = classifier.project(3 * torch.rand(7, *SHAPE))
    assert projection.shape == (7, config.TEMPO_BINS)
    assert (projection >= 0).all()
    np.testing.assert_allclose((projection**2).sum(dim=1).numpy(), 1, atol=1e-5)


def test_what_the_tempo_axis_says_moves_with_the_tempo():
    torch.manual_seed(3)
    head = TempoAxisProjection().eval()
    with torch.no_grad():
        embedding = torch.zeros(1, *SHAPE)
        bump = torch.rand(config.ONSET_CHANNELS, 4)
        # Of mean zero, as what lies beyond the ends of the axis is.
        embedding[:, :, FIRST_ANSWER + 60 : FIRST_ANSWER + 64] = bump - bump.mean()
        logits = head.logits(embedding)[0]
        moved = head.logits(torch.roll(embedding, 30, dims=2))[0]
    np.testing.assert_allclose(moved[40:180].numpy(), logits[10:150].numpy(), atol=1e-5)
    assert logits.std() > 0


def test_the_tempo_axis_reads_its_own_bin():
    # Each output bin sees the embedding at its own tempo and, an octave up, at twice its tempo.
    first_bins = TempoAxisProjection().first_bins
    answers = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
    axis = log_bpm_grid(config.EMBEDDING_LOW_BPM, config.BINS_PER_OCTAVE, config.EMBEDDING_BINS)
    for harmonic, first in zip(TempoAxisProjection.HARMONICS, first_bins, strict=True):
        row = first + np.arange(config.TEMPO_BINS)
        inside = (row >= 0) & (row < config.EMBEDDING_BINS)
        np.testing.assert_allclose(axis[row[inside]], answers[inside] * harmonic, rtol=0.006)
        outside = answers[~inside] * harmonic
        assert ((outside < axis[0] * 1.006) | (outside > axis[-1] * 0.994)).all()


def test_references_are_one_click_moved_to_every_tempo():
    answers = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
    shape = torch.tensor([0.2, 0.9, 0.1])
    clicks = torch.zeros(4, config.TEMPO_BINS)
    places = [100, 117, 120, 140]
    for click, place in zip(clicks, places, strict=True):
        click[place - 1 : place + 2] = shape
    bank, bpm = TempoAxisProjection().references(clicks, torch.from_numpy(answers[places]))
    np.testing.assert_allclose(bpm.numpy(), answers)
    wanted = (shape / shape.norm()).numpy()
    for place in (1, 60, 117, config.TEMPO_BINS - 2):
        np.testing.assert_allclose(bank[place, place - 1 : place + 2].numpy(), wanted, atol=1e-6)
        assert bank[place].norm() == pytest.approx(1, abs=1e-6)
    # At the ends of the axis, what lies beyond is cut off.
    np.testing.assert_allclose(bank[0, :2].numpy(), wanted[1:], atol=1e-6)


def test_references_of_the_generic_head_are_the_clicks():
    clicks, bpm = torch.rand(3, 256), torch.tensor([60.0, 90.0, 120.0])
    bank, tempi = LinearProjection(SHAPE).references(clicks, bpm)
    assert bank is clicks
    assert tempi is bpm


@pytest.mark.parametrize("head", HEADS)
def test_the_order_of_a_pair_does_not_matter(head):
    classifier = trained_classifier(head, SHAPE)
    a, b = torch.rand(4, *SHAPE), torch.rand(3, *SHAPE)
    with torch.no_grad():
        np.testing.assert_allclose(classifier(a, b).numpy(), classifier(b, a).T.numpy(), atol=1e-5)


def test_the_concatenation_is_that_of_the_paper():
    torch.manual_seed(4)
    score = ConcatenationScore(5, 6)
    a, b = torch.rand(2, 5), torch.rand(3, 5)
    for i, j in np.ndindex(2, 3):
        logits = []
        for first, second in ((a[i], b[j]), (b[j], a[i])):
            # One linear map of both, side by side, is the sum of two maps.
            weight = torch.cat([score.left.weight, score.right.weight], dim=1)
            hidden = torch.relu(weight @ torch.cat([first, second]) + score.left.bias + score.right.bias)
            logits.append(score.out(hidden))
        expected = (logits[0] + logits[1]) / 2
        assert score(a, b)[i, j].item() == pytest.approx(expected.item(), abs=1e-5)


def test_what_no_head_can_read_is_refused():
    with pytest.raises(ValueError, match="tempo-axis head reads"):
        pair_classifier("tempo-axis", (200,))
    with pytest.raises(ValueError, match="unknown head 'siamese'; known: tempo-axis, generic"):
        pair_classifier("siamese", SHAPE)

"""The networks, defined once, in torch: the rhythm embedding and the same/different classifier.

Shapes: ``N`` excerpts, ``T`` frames, ``C`` onset channels, ``K`` bins of the embedding's log-tempo axis, ``P`` numbers
of a projection, ``R`` references. Trained networks leave this module as graphs (:mod:`tempo_ssl.graph`); estimating
never imports it.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from tempo_ssl import config
from tempo_ssl.tempo import log_bpm_grid, tempo_waves


class OnsetNet(nn.Module):
    """Mel and pitch frames ``[N, T, BANDS]`` -> non-negative onset channels ``[N, T, C]``; nothing knows a tempo.

    It reads the levels of all bands, and how much they rose over each of :data:`~config.RISES`. Levels are relative to
    the loudest band of the frames within half an excerpt, so that a track, however long, goes through once and gives
    what its excerpts would. A frame is seen by those within :data:`~config.ONSET_REACH`.
    """

    def __init__(self, hidden: int = 48, channels: int = config.ONSET_CHANNELS):
        super().__init__()
        self.level = nn.Conv1d((1 + len(config.RISES)) * config.BANDS, hidden, 5, padding=2)
        self.context = nn.Conv1d(hidden, hidden, 5, padding=4, dilation=2)
        self.wide = nn.Conv1d(hidden, hidden, 3, padding=4, dilation=4)
        self.onset = nn.Conv1d(hidden, channels, 1)

    def forward(self, mel: Tensor) -> Tensor:
        reach = config.EXCERPT_FRAMES // 2
        loudest = mel.amax(dim=2)[:, None]  # [N, 1, T]
        peak = functional.max_pool1d(loudest, 2 * reach + 1, stride=1, padding=reach).transpose(1, 2)  # [N, T, 1]
        level = torch.log1p(config.COMPRESSION * mel / (peak + 1e-9)).transpose(1, 2)  # [N, bands, T]
        rises = [
            functional.pad(gain * torch.relu(level[:, :, frames:] - level[:, :, :-frames]), (frames, 0))
            for frames, gain in config.RISES.items()
        ]
        x = functional.gelu(self.level(torch.cat([level, *rises], dim=1)), approximate="tanh")
        x = x + functional.gelu(self.context(x), approximate="tanh")
        x = x + functional.gelu(self.wide(x), approximate="tanh")
        return functional.softplus(self.onset(x)).transpose(1, 2)


class LogTempoTransform(nn.Module):
    """Onset channels ``[N, T, C]`` -> how strongly each repeats at each tempo, ``[N, C, K]``.

    Each channel, its mean removed and under a Hann window as long as the excerpt, is correlated with complex
    exponentials at the tempi of the log-BPM axis. Stretching time by a rate r moves the result by
    ``BINS_PER_OCTAVE * log2(r)`` bins and changes little else: the embedding is equivariant by construction
    (compare Quinton 2022; Gagneré et al. 2024). ``T`` may differ from call to call: a short clip has a short window.
    The numbers are those of :func:`tempo_ssl.embedding.log_tempo.log_tempo_transform`, here with gradients.
    """

    def forward(self, onsets: Tensor) -> Tensor:
        axis = config.EMBEDDING_AXIS
        window, waves = map(torch.from_numpy, tempo_waves(onsets.shape[1], config.EXCERPT_FADE, *axis))
        centred = onsets - torch.einsum("ntc,t->nc", onsets, window)[:, None, :]
        weighted = centred * window[:, None]
        rms = (centred * weighted).sum(dim=1).mean(dim=1).sqrt()[:, None, None]
        real, imaginary = (weighted.transpose(1, 2) @ waves).chunk(2, dim=2)  # [N, C, K] each
        magnitude = torch.sqrt(real.square() + imaginary.square() + config.LEAST_POWER)
        return torch.log1p(config.REPETITION_GAIN * magnitude / (rms + config.LEAST_RMS))


class RhythmNet(nn.Module):
    """The rhythm embedding: mel and pitch frames ``[N, T, BANDS]`` -> embedding ``[N, C, K]``."""

    def __init__(self) -> None:
        super().__init__()
        self.onsets = OnsetNet()
        self.transform = LogTempoTransform()

    def forward(self, mel: Tensor) -> Tensor:
        embedding: Tensor = self.transform(self.onsets(mel))
        return embedding


class TempoAxisProjection(nn.Module):
    """A projection that works *along* the log-tempo axis: ``[N, C, K]`` -> ``[N, TEMPO_BINS]`` of length 1.

    At every tempo it reads the embedding at that tempo and at its harmonics and subharmonics, then small
    convolutions over the axis give one value a bin. What it says of a rhythm is therefore the same at every tempo.
    The square root of the softmax makes the inner product of two projections the Bhattacharyya coefficient of two
    tempo distributions.
    """

    #: BPM. Clicks in this range make the references: the octave in which a bare pulse is heard as the beat.
    click_range = (85.0, 170.0)

    HARMONICS = (1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4, 6, 8)

    def __init__(self, channels: int = config.ONSET_CHANNELS, hidden: int = 64):
        super().__init__()
        octaves = [math.log2(harmonic * config.LOW_BPM / config.EMBEDDING_LOW_BPM) for harmonic in self.HARMONICS]
        #: Bin of the embedding at which each harmonic of the answers' axis begins; the axis may lie partly outside.
        self.first_bins = [round(config.BINS_PER_OCTAVE * octave) for octave in octaves]
        self.stack = nn.Conv1d(channels * len(self.HARMONICS), hidden, 3, padding=1)
        self.middle = nn.Conv1d(hidden, hidden, 5, padding=2)
        self.last = nn.Conv1d(hidden, 1, 5, padding=2)

    def logits(self, embedding: Tensor) -> Tensor:
        """Unnormalised log-probability of each output tempo, ``[N, TEMPO_BINS]``."""
        centred = embedding - embedding.mean(dim=(1, 2), keepdim=True)
        before = -min(self.first_bins)
        after = max(self.first_bins) + config.TEMPO_BINS - config.EMBEDDING_BINS
        padded = functional.pad(centred, (before, after))
        starts = [before + first for first in self.first_bins]
        stacked = torch.cat([padded[:, :, start : start + config.TEMPO_BINS] for start in starts], dim=1)
        x = functional.gelu(self.stack(stacked), approximate="tanh")
        x = x + functional.gelu(self.middle(x), approximate="tanh")
        return self.last(x).squeeze(1)

    def forward(self, embedding: Tensor) -> Tensor:
        return torch.exp(0.5 * functional.log_softmax(self.logits(embedding), dim=1))

    def references(self, clicks: Tensor, bpm: Tensor) -> tuple[Tensor, Tensor]:
        """Projected clicks ``[M, TEMPO_BINS]`` of tempi ``[M]`` -> a reference for every bin of the axis, and its BPM.

        Stretching moves a projection along the axis. The clicks are moved onto each other and averaged, and the mean
        is moved to every tempo: so the reference of 40 BPM is a click as clear as that of 120, where a real click at
        40 BPM is hardly told from one at 80.
        """
        middle = config.TEMPO_BINS - 1
        places = torch.round(config.BINS_PER_OCTAVE * torch.log2(bpm / config.LOW_BPM)).long()
        padded = functional.pad(clicks, (middle, middle))
        moved = padded.gather(1, places[:, None] + torch.arange(2 * middle + 1)[None])  # a click's own tempo: middle
        shape = functional.normalize(moved.mean(dim=0), dim=0)
        bins = torch.arange(config.TEMPO_BINS)
        grid = log_bpm_grid(config.LOW_BPM, config.BINS_PER_OCTAVE, config.TEMPO_BINS)
        return shape[middle + bins[None] - bins[:, None]], torch.from_numpy(grid)


class SimilarityScore(nn.Module):
    """``logit[n, r] = a <z_n, z_r> + b`` for two sets of projections."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(10.0))
        self.shift = nn.Parameter(torch.tensor(-4.0))

    def forward(self, excerpts: Tensor, references: Tensor) -> Tensor:
        return self.scale * (excerpts @ references.T) + self.shift


class LinearProjection(nn.Module):
    """The paper's projection, for embeddings without a tempo axis: one shared linear map to ``size`` numbers."""

    #: BPM of the clicks that make the references.
    click_range = (0.0, math.inf)

    def __init__(self, shape: tuple[int, ...], size: int = 256):
        super().__init__()
        self.normalise = nn.LayerNorm(math.prod(shape))
        self.linear = nn.Linear(math.prod(shape), size)

    def forward(self, embedding: Tensor) -> Tensor:
        return self.linear(self.normalise(embedding.flatten(1)))

    def references(self, clicks: Tensor, bpm: Tensor) -> tuple[Tensor, Tensor]:
        """The projected clicks and their BPM as they are: nothing is known of how stretching moves them."""
        return clicks, bpm


class ConcatenationScore(nn.Module):
    """The paper's head: both projections concatenated, then a small perceptron (Henkel et al. 2024, section 2).

    The order of the two carries no meaning, so the logit is the mean over both orders.
    """

    def __init__(self, size: int = 256, hidden: int = 128):
        super().__init__()
        self.left = nn.Linear(size, hidden)
        self.right = nn.Linear(size, hidden)
        self.out = nn.Linear(hidden, 1)

    def forward(self, excerpts: Tensor, references: Tensor) -> Tensor:
        a, b = self.left(excerpts)[:, None], self.right(references)[None]
        c, d = self.right(excerpts)[:, None], self.left(references)[None]
        return 0.5 * (self.out(torch.relu(a + b)) + self.out(torch.relu(c + d))).squeeze(-1)


class PairClassifier(nn.Module):
    """Same tempo or a different one? A shared projection of both members, then a score of the two.

    ``project``: embedding ``[N, *shape]`` -> ``[N, P]``; ``score``: ``[N, P], [R, P]`` -> logits ``[N, R]``, positive
    for "same". ``project.references`` makes a reference bank of projected clicks.
    """

    def __init__(self, project: TempoAxisProjection | LinearProjection, score: nn.Module):
        super().__init__()
        self.project = project
        self.score = score

    def forward(self, excerpts: Tensor, references: Tensor) -> Tensor:
        logits: Tensor = self.score(self.project(excerpts), self.project(references))
        return logits


#: Head name -> what it is; ``auto`` in the training settings picks by whether the embedding has a tempo axis.
HEADS = ("tempo-axis", "generic")


def pair_classifier(head: str, shape: tuple[int, ...]) -> PairClassifier:
    """A fresh classifier for embeddings of ``shape``; ``ValueError`` for an unknown head or a shape it cannot read."""
    if head == "tempo-axis":
        if len(shape) != 2 or shape[1] != config.EMBEDDING_BINS:
            raise ValueError(f"the tempo-axis head reads embeddings [channels, {config.EMBEDDING_BINS}], not {shape}")
        return PairClassifier(TempoAxisProjection(shape[0]), SimilarityScore())
    if head == "generic":
        return PairClassifier(LinearProjection(shape), ConcatenationScore())
    raise ValueError(f"unknown head {head!r}; known: {', '.join(HEADS)}")

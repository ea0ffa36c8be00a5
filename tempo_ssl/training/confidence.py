"""How far answers are to be trusted: what a model is right and wrong about, where that is known. No labels anywhere.

Truth comes from three places: music that we rendered (its BPM is known), sounds made to have no tempo, and clips of
held-out recordings, whose tempo is taken to be that of the whole where it moves with the rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from tempo_ssl import config
from tempo_ssl.augmentation import degrade
from tempo_ssl.calibration import Calibration, Calibrator, fit_calibrator
from tempo_ssl.checkpoint import TempoModel
from tempo_ssl.decoding import OCTAVE_EVIDENCE, PRESENCE_EVIDENCE, PULSE_EVIDENCE, best_bpm, evidence
from tempo_ssl.material import tempoless_pieces
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.piece import Piece
from tempo_ssl.refinement import refine_bpm, repetitions
from tempo_ssl.training.validation import self_consistent_tempi, with_tempi

#: Seconds of the clips on which confidence is calibrated: answers about short clips are wrong more often.
CLIP_SECONDS = (2.0, 40.0)
#: Length (excerpts) from which on sounds without a tempo must be refused: what only one excerpt tells would cost music.
REFUSED_EXCERPTS = 2
#: Clips cut from every rendered piece and every consistent recording.
CLIPS = 3
#: Sounds without a tempo that the calibration hears, as a share of the rendered pieces, and the seed of the first. With
#: half as many the shipped model refused 91 instead of 94 % of others of 25 s, at the same share of these (0.98).
TEMPOLESS_SHARE, TEMPOLESS_SEED = 1.5, 3_000_000
#: Length of those sounds, and of metronomes, in excerpts.
CALIBRATION_EXCERPTS = 3


def calibrated(
    model: TempoModel, rendered: Sequence[Piece], recordings: Sequence[Piece], metronomes: Sequence[Piece], seed: int
) -> TempoModel:
    """The model with a calibration by that material (:func:`calibrate`), and by sounds without a tempo made for it."""
    seconds = CALIBRATION_EXCERPTS * model.embedding.excerpt_seconds
    tempoless = tempoless_pieces(round(TEMPOLESS_SHARE * len(rendered)), TEMPOLESS_SEED, model.embedding, seconds)
    return replace(model, calibration=calibrate(model, rendered, recordings, metronomes, tempoless, seed))


def calibrate(
    model: TempoModel,
    rendered: Sequence[Piece],
    recordings: Sequence[Piece],
    clicks: Sequence[Piece],
    tempoless: Iterable[Piece],
    seed: int,
) -> Calibration:
    """How far to trust the model, by material whose tempo is known.

    Rendered pieces and clips of them (truth: their BPM) and clips of consistent recordings (truth: the tempo of the
    whole) are answered right or wrong. Those recordings and clicks have a tempo, too, but what is said of them is no
    test: the first are their own truth, and the second no music. ``tempoless`` sounds and clips of them have none.
    :data:`~tempo_ssl.config.REFUSED_SHARE` of those of :data:`REFUSED_EXCERPTS` or more fall short of the least
    presence.
    """
    rng = np.random.default_rng([seed, len(rendered)])
    presence, pulse = Observations(PRESENCE_EVIDENCE), Observations(PULSE_EVIDENCE)
    octave = Observations(OCTAVE_EVIDENCE)

    def judge(features: np.ndarray, bpm: float | None = None, is_test: bool = False) -> np.ndarray:
        curve, onsets = model.listen(features.astype(np.float32))
        answer = best_bpm(curve)
        found = evidence(curve, answer, len(features) / config.FRAME_RATE, repetitions([onsets], answer))
        presence.add(found.presence, bpm is not None)
        if is_test and bpm is not None:
            refined = refine_bpm(onsets, answer)
            pulse.add(found.pulse, is_accurate_2(refined, bpm))
            if is_accurate_2(refined, bpm):
                octave.add(found.octave, is_accurate_1(refined, bpm))
        return found.presence

    def clip(features: np.ndarray) -> np.ndarray:
        seconds = float(np.exp(rng.uniform(*np.log(CLIP_SECONDS))))
        frames = min(round(seconds * config.FRAME_RATE), len(features))
        start = rng.integers(0, len(features) - frames + 1)
        cut = features[start : start + frames].astype(np.float32)
        return degrade(cut, rng) if rng.random() < 0.5 else cut

    consistent = with_tempi(recordings, self_consistent_tempi(model, recordings))
    for piece in rendered:
        judge(piece.features, piece.bpm, is_test=True)
    for piece in [*consistent, *clicks]:
        judge(piece.features, piece.bpm)
    for piece in [*rendered, *consistent]:
        for _ in range(CLIPS):
            judge(clip(piece.features), piece.bpm, is_test=True)
    excerpt = round(model.embedding.excerpt_seconds * config.FRAME_RATE)
    refused = []
    for piece in tempoless:
        judge(clip(piece.features))
        rows = [judge(piece.features[:frames]) for frames in range(excerpt, len(piece.features) + 1, excerpt)]
        refused += rows[REFUSED_EXCERPTS - 1 :]
    fitted = presence.calibrator(config.EXPECTED_TEMPOLESS)
    least = float(np.quantile([fitted(row) for row in refused], config.REFUSED_SHARE)) if refused else 0.0
    return Calibration(fitted, pulse.calibrator(), octave.calibrator(config.EXPECTED_OCTAVE_ERRORS), least)


class Observations:
    """Evidence of ``size`` numbers an answer, and whether what it speaks for was so."""

    def __init__(self, size: int):
        self.size = size
        # Python's own numbers: small arrays that stay would lie between the large ones that pass, and pin their memory.
        self.rows: list[tuple[float, ...]] = []
        self.outcomes: list[bool] = []

    def add(self, row: np.ndarray, outcome: bool) -> None:
        self.rows.append(tuple(row.tolist()))
        self.outcomes.append(outcome)

    def calibrator(self, wrong_share: float | None = None) -> Calibrator:
        """The calibrator that they give, as if ``wrong_share`` of the outcomes were bad ones.

        Little material may hold outcomes of one kind only. Nothing then tells one from the other, and the calibrator
        always gives the share of those that were so, with one more of either kind (Laplace's rule of succession).
        """
        good, bad = sum(self.outcomes), len(self.outcomes) - sum(self.outcomes)
        if good and bad:
            return fit_calibrator(np.array(self.rows), np.array(self.outcomes), wrong_share)
        return Calibrator(
            (0.0,) * self.size, (1.0,) * self.size, (0.0,) * self.size, float(np.log((good + 1) / (bad + 1)))
        )


#: Stands in until there are answers to calibrate on: used while training only.
UNCALIBRATED = Calibration(
    presence=Observations(PRESENCE_EVIDENCE).calibrator(),
    pulse=Observations(PULSE_EVIDENCE).calibrator(),
    octave=Observations(OCTAVE_EVIDENCE).calibrator(),
    least_presence=0.0,
)

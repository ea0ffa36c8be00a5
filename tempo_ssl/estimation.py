"""The tempo of one recording: file -> features -> excerpts -> scores against every reference -> answer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import AudioSpans, Meter, blocks_of, mono, open_audio
from tempo_ssl.checkpoint import DEFAULT_MODEL, TempoModel, load_model
from tempo_ssl.decoding import Candidate, TempoCurve, best_bpm, candidates, evidence, merge_curves, stability
from tempo_ssl.errors import AudioError
from tempo_ssl.hearing import excerpt_step, hear
from tempo_ssl.memory import keep_freed_memory
from tempo_ssl.refinement import laid_out, refine_bpm, repetitions
from tempo_ssl.tempo import check_bpm, fold_bpm


@dataclass(frozen=True)
class TempoEstimate:
    """What is known of a recording's tempo. All tempi in BPM, probabilities 0..1, times in seconds."""

    #: The answer, or None with a :attr:`reason`.
    bpm: float | None
    #: Probability that there is a steady pulse and that this is it, whatever its octave; 0 where there is no answer.
    confidence: float
    #: Probability that the octave is right, given that the pulse is.
    octave_confidence: float
    #: The answer folded into one octave (from :data:`tempo_ssl.config.FOLD_BPM` up unless asked otherwise).
    tempo_octave_relaxed: float | None
    #: The answer and its alternatives, best first.
    candidates: tuple[Candidate, ...]
    #: ``"constant"``, ``"drifting"``, ``"changing"`` or ``"unknown"``.
    stability: str
    #: Length of the recording.
    duration: float
    #: Why there is no tempo; None where there is one.
    reason: str | None = None
    #: What of the file could not be read, in one line; None when everything could.
    damage: str | None = None
    #: Scores over the log-BPM axis, for plots.
    curve: TempoCurve | None = field(default=None, repr=False, compare=False)


class TempoEstimator:
    """A model, loaded once and called often.

    ``model`` is ``"default"``, the path of a model file, or a loaded model. ``ModelError`` if it cannot be used.
    """

    def __init__(self, model: str | os.PathLike[str] | TempoModel = DEFAULT_MODEL):
        keep_freed_memory()
        self.model = model if isinstance(model, TempoModel) else load_model(model)

    def estimate(
        self,
        path: str | os.PathLike[str] | bytes,
        *,
        min_bpm: float | None = None,
        max_bpm: float | None = None,
        fold_from: float = config.FOLD_BPM,
        fast: bool = False,
    ) -> TempoEstimate:
        """The tempo of a sound file.

        Parameters
        ----------
        path : file in any format that :mod:`tempo_ssl.audio` reads
        min_bpm, max_bpm : the answer lies in this range (BPM), whatever the music says
        fold_from : lower end (BPM) of the octave in which ``tempo_octave_relaxed`` is given
        fast : of a recording longer than four spans of :data:`tempo_ssl.config.SPAN_SECONDS` decode one to four only,
            as many as it takes until the answer is certain; recordings without seekable sound, or without a tempo in
            those spans, are decoded whole

        Raises
        ------
        AudioError : the file is missing, unreadable or empty
        ValueError : the range is not one, or a tempo is not positive
        """
        check_range(min_bpm, max_bpm)
        check_bpm(fold_from, "fold_from")
        question = _Question(min_bpm, max_bpm, fold_from)
        if fast:
            try:
                answer = self._estimate_spans(path, question)
                if answer.bpm is not None:
                    return answer
            except AudioError:  # not to be read from the middle on, or too short
                pass
            # The whole of it will tell: "no tempo" is not said of what was not heard.
        with open_audio(path) as stream:
            answer = self._estimate(stream, stream.sample_rate, stream.seconds, question)
            return replace(answer, damage=stream.damage)

    def estimate_audio(
        self,
        samples: np.ndarray,
        sr: int,
        *,
        min_bpm: float | None = None,
        max_bpm: float | None = None,
        fold_from: float = config.FOLD_BPM,
    ) -> TempoEstimate:
        """The tempo of samples ``[n]`` or ``[channels, n]`` at ``sr`` Hz; the rest as in :meth:`estimate`."""
        check_range(min_bpm, max_bpm)
        check_bpm(fold_from, "fold_from")
        question = _Question(min_bpm, max_bpm, fold_from)
        return self._estimate(blocks_of(samples, sr), int(sr), np.shape(samples)[-1] / sr, question)

    def _estimate(
        self, blocks: Iterable[np.ndarray], sample_rate: int, announced: float, question: _Question
    ) -> TempoEstimate:
        """The answer for a stream of sound, ``announced`` to last so many seconds (0: nobody knows)."""
        meter = Meter()
        features = hear(self.model.embedding, meter.watch(blocks), sample_rate, announced)
        seconds = meter.samples / sample_rate
        if seconds < config.MIN_SECONDS:
            return no_tempo(seconds, f"too short: {seconds:.2f} s, a tempo needs {config.MIN_SECONDS:g} s")
        if meter.is_silent:
            return no_tempo(seconds, "silence")
        if len(features) == 1:
            curve, onsets = self.model.listen(features[0])
            return self._answer(curve, [onsets], [onsets], seconds, seconds, question)
        curve, excerpts = self.model.listen_to_excerpts(features)
        heard = features.shape[0] * features.shape[1] / config.FRAME_RATE
        track = laid_out(excerpts, excerpt_step(self.model.embedding, announced))
        return self._answer(curve, list(excerpts), [track], heard, seconds, question)

    def _estimate_spans(self, path: str | os.PathLike[str] | bytes, question: _Question) -> TempoEstimate:
        """The answer by as few spans of a long recording as it takes; ``AudioError`` where that cannot be done."""
        heard: dict[float, tuple[TempoCurve, np.ndarray]] = {}
        with AudioSpans(path) as sound:
            if sound.seconds < len(config.SPAN_PLACES) * config.SPAN_SECONDS:
                raise AudioError("shorter than its spans")
            answer = no_tempo(sound.seconds, "silence")
            for place in config.SPAN_PLACES:
                meter = Meter()
                block = sound.read(place * sound.seconds - config.SPAN_SECONDS / 2, config.SPAN_SECONDS)
                features = self.model.embedding.features(map(mono, meter.watch([block])), sound.sample_rate)
                if meter.is_silent:
                    continue
                heard[place] = self.model.listen(features)
                parts = [heard[known] for known in sorted(heard)]
                curve, onsets = merge_curves([curve for curve, _ in parts]), [onsets for _, onsets in parts]
                seconds = len(heard) * config.SPAN_SECONDS
                answer = self._answer(curve, onsets, onsets, seconds, sound.seconds, question)
                if answer.confidence >= config.CERTAIN_PULSE and answer.octave_confidence >= config.CERTAIN_OCTAVE:
                    break
            return answer

    def _answer(
        self,
        curve: TempoCurve,
        parts: Sequence[np.ndarray],
        tracks: Sequence[np.ndarray],
        heard: float,
        duration: float,
        question: _Question,
    ) -> TempoEstimate:
        """The answer by a tempo curve, and by onset curves ``[T, C]``.

        Those of ``parts``, ``heard`` seconds in all, tell whether there is a tempo; ``tracks`` hold the same as long
        as it may be taken together, and tell which one to the decimals.
        """
        # Whether there is a tempo at all does not depend on the range asked for; which one, and how sure, does.
        free, calibration = best_bpm(curve), self.model.calibration
        found = evidence(curve, free, heard, repetitions(parts, free))
        presence = calibration.presence(found.presence)
        if presence < calibration.least_presence:
            return no_tempo(duration, "no steady pulse", curve)
        coarse = free
        if question.has_range:
            coarse = best_bpm(curve, question.min_bpm, question.max_bpm)
            found = evidence(curve, coarse, heard, repetitions(parts, coarse))
        bpm = float(np.mean([refine_bpm(track, coarse) for track in tracks]))
        if question.has_range:
            bpm = float(np.clip(bpm, question.min_bpm, question.max_bpm))
        return TempoEstimate(
            bpm=bpm,
            confidence=presence * calibration.pulse(found.pulse),
            octave_confidence=calibration.octave(found.octave),
            tempo_octave_relaxed=fold_bpm(bpm, question.fold_from),
            candidates=candidates(curve, bpm),
            stability=stability(curve, free),
            duration=duration,
            curve=curve,
        )


def estimate(path: str | os.PathLike[str] | bytes, **options: float | bool | None) -> TempoEstimate:
    """The tempo of a sound file by the shipped model; options as in :meth:`TempoEstimator.estimate`.

    Loads the model at every call: for many files keep a :class:`TempoEstimator`.
    """
    return TempoEstimator().estimate(path, **options)  # type: ignore[arg-type]


def estimate_audio(samples: np.ndarray, sr: int, **options: float | None) -> TempoEstimate:
    """The tempo of samples ``[n]`` or ``[channels, n]`` at ``sr`` Hz by the shipped model; see :func:`estimate`."""
    return TempoEstimator().estimate_audio(samples, sr, **options)  # type: ignore[arg-type]


def no_tempo(seconds: float, reason: str, curve: TempoCurve | None = None) -> TempoEstimate:
    """The answer for a recording of ``seconds`` that has no tempo, and why."""
    return TempoEstimate(None, 0.0, 0.0, None, (), "unknown", seconds, reason, curve=curve)


def check_range(min_bpm: float | None, max_bpm: float | None) -> None:
    """``ValueError`` unless both ends, where given, are positive and in order."""
    for name, value in (("min_bpm", min_bpm), ("max_bpm", max_bpm)):
        if value is not None:
            check_bpm(value, name)
    if min_bpm is not None and max_bpm is not None and min_bpm >= max_bpm:
        raise ValueError(f"min_bpm must be below max_bpm, got {min_bpm:g} and {max_bpm:g}")


@dataclass(frozen=True)
class _Question:
    """The range (BPM) in which the answer lies, and the lower end of the octave that it is folded into."""

    min_bpm: float | None
    max_bpm: float | None
    fold_from: float

    @property
    def has_range(self) -> bool:
        return self.min_bpm is not None or self.max_bpm is not None

"""Other people's tempo estimators, where they are installed: each is asked as its own documentation says.

They are never installed along: madmom's models may not be used commercially, Essentia is under the AGPL, and TempoCNN
under the AGPL brings TensorFlow. All hear the samples that our own reader hands out, so that a file which one of them
cannot open is no advantage to another; the time that reading takes counts.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from tempo_ssl.audio import Audio, load_audio
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.answers import Answer
from tempo_ssl.evaluation.extra import library_version

#: Name of a peer -> what pip calls it. The module has the same name as the peer.
PEERS = {"librosa": "librosa", "essentia": "essentia", "madmom": "madmom", "tempocnn": "tempocnn"}
#: Sample rates (Hz) that the peers are made for.
LIBROSA_RATE, ESSENTIA_RATE, MADMOM_RATE = 22_050, 44_100, 44_100
#: Frames per second of madmom's beat activations.
MADMOM_FPS = 100

#: From sound to tempi, likeliest first.
Tempi = Callable[[Audio], list[float]]


class Peer:
    """A peer as a :class:`~tempo_ssl.evaluation.systems.System`; ``EvaluationError`` where it is not installed."""

    def __init__(self, name: str) -> None:
        if find_spec(name) is None:
            raise EvaluationError(f"the peer {name!r} is not installed; install it: pip install {PEERS[name]}")
        self.name = name
        self.version = library_version(PEERS[name]) or "unknown"
        makers: dict[str, Callable[[], Tempi]] = {
            "librosa": _librosa,
            "essentia": _essentia,
            "madmom": _madmom,
            "tempocnn": _tempocnn,
        }
        try:
            self._tempi = makers[name]()
        except ImportError as error:
            raise EvaluationError(f"the peer {name!r} is installed but cannot be loaded: {_line(error)}") from error

    def answer(self, path: Path) -> Answer:
        audio = load_audio(path)
        seconds = len(audio.samples) / audio.sample_rate
        try:
            tempi = [float(tempo) for tempo in self._tempi(audio)]
        except Exception as error:  # of any kind: it is another program's
            return Answer(audio_seconds=seconds, reason=f"{self.name} failed: {_line(error)}")
        found = [tempo for tempo in tempi if np.isfinite(tempo) and tempo > 0]
        if not found:
            return Answer(audio_seconds=seconds, reason="no tempo")
        return Answer(bpm=found[0], bpm_2=found[1] if len(found) > 1 else None, audio_seconds=seconds)


def _librosa() -> Tempi:
    import librosa

    def tempi(audio: Audio) -> list[float]:
        samples = librosa.resample(audio.samples, orig_sr=audio.sample_rate, target_sr=LIBROSA_RATE)
        return list(np.atleast_1d(librosa.feature.tempo(y=samples, sr=LIBROSA_RATE)))

    return tempi


def _essentia() -> Tempi:
    import essentia.standard as essentia

    extractor = essentia.RhythmExtractor2013(method="multifeature")

    def tempi(audio: Audio) -> list[float]:
        resample = essentia.Resample(inputSampleRate=audio.sample_rate, outputSampleRate=ESSENTIA_RATE)
        return [extractor(resample(audio.samples))[0]]

    return tempi


def _madmom() -> Tempi:
    from madmom.audio.signal import Signal, resample
    from madmom.features.beats import RNNBeatProcessor
    from madmom.features.tempo import TempoEstimationProcessor

    activations, estimate = RNNBeatProcessor(), TempoEstimationProcessor(fps=MADMOM_FPS)

    def tempi(audio: Audio) -> list[float]:
        signal: Any = Signal(audio.samples, sample_rate=audio.sample_rate, num_channels=1)
        if audio.sample_rate != MADMOM_RATE:
            signal = resample(signal, MADMOM_RATE)
        return [tempo for tempo, _ in estimate(activations(signal))]

    return tempi


def _tempocnn() -> Tempi:
    import tempfile

    import soundfile
    from tempocnn.classifier import TempoClassifier
    from tempocnn.feature import read_features

    classifier = TempoClassifier("fcn")

    def tempi(audio: Audio) -> list[float]:
        # It only reads files.
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            soundfile.write(file.name, audio.samples, audio.sample_rate, subtype="FLOAT")
            return [classifier.estimate_tempo(read_features(file.name), interpolate=False)]

    return tempi


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__

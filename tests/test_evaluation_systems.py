"""Systems that are asked for tempi: our models, and peers, installed or stood in for."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import soundfile

from evaluated_recordings import RATE, evaluate_command
from tempo_ssl import embedding
from tempo_ssl.cli.evaluate import EMBEDDINGS, PEERS
from tempo_ssl.errors import AudioError, EvaluationError
from tempo_ssl.evaluation import Answer, ModelSystem, ask, peers, read_manifest
from tempo_ssl.evaluation.peers import Peer
from tempo_ssl.synth import click_track

pytest_plugins = ["evaluated_recordings"]


def test_a_model_gives_its_second_candidate_and_both_confidences(folder: Path) -> None:
    system = ModelSystem()
    answer = system.answer(folder / "100.wav")
    estimate = system._estimator.estimate(folder / "100.wav")
    assert (answer.bpm, answer.bpm_2) == tuple(candidate.bpm for candidate in estimate.candidates[:2])
    assert (answer.confidence, answer.octave_confidence) == (estimate.confidence, estimate.octave_confidence)
    assert answer.audio_seconds == pytest.approx(15)


def test_every_track_is_asked_once_in_order_and_timed(folder: Path) -> None:
    asked = []

    def answer(path: Path) -> Answer:
        asked.append(path.name)
        if path.name == "broken.wav":
            raise AudioError("broken.wav: is broken")
        return Answer(bpm=100.0, audio_seconds=10.0)

    said: list[str] = []
    dataset = read_manifest(folder / "manifest.csv")
    system = SimpleNamespace(name="x", answer=answer)
    answers = ask(system, dataset, lambda *_: None, said.append).answers
    assert asked == ["100.wav", "126.wav", "broken.wav"]
    assert [found.bpm for found in answers] == [100, 100, None, None]
    assert answers[0].seconds is not None
    assert answers[0].cpu_seconds is not None
    assert answers[0].seconds >= 0
    assert (answers[3].reason, answers[3].seconds) == ("broken.wav: is broken", None)
    assert len(said) == 2


def test_the_command_knows_the_peers_and_embeddings_of_the_library() -> None:
    assert tuple(peers.PEERS) == PEERS
    assert embedding.EMBEDDINGS == EMBEDDINGS


def test_librosa_as_a_peer(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "ticks.wav", click_track(120, 15, "tick", 44_100), 44_100)
    answer = Peer("librosa").answer(tmp_path / "ticks.wav")
    assert answer.bpm == pytest.approx(120, rel=0.04)
    assert answer.audio_seconds == pytest.approx(15)


def test_a_peer_that_is_not_installed_is_one_line(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None)
    result = evaluate_command(folder / "good.csv", "--peer", "madmom")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tempo-ssl: the peer 'madmom' is not installed; install it: pip install madmom\n"


def stand_in(monkeypatch: pytest.MonkeyPatch, **modules: object) -> None:
    """Modules of a peer that is not installed here, with the functions that it is asked by."""
    for name, content in modules.items():
        dotted = name.replace("__", ".")
        parts = dotted.split(".")
        for depth in range(1, len(parts)):
            monkeypatch.setitem(sys.modules, ".".join(parts[:depth]), ModuleType(parts[depth - 1]))
        module = ModuleType(dotted)
        vars(module).update(vars(content))
        monkeypatch.setitem(sys.modules, dotted, module)
        if len(parts) > 1:
            setattr(sys.modules[".".join(parts[:-1])], parts[-1], module)
    monkeypatch.setattr(peers, "find_spec", lambda name: object())


def test_essentia_is_asked_at_its_own_rate(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    rates = []

    def resample(inputSampleRate: int, outputSampleRate: int):  # type: ignore[no-untyped-def]  # noqa: N803
        rates.append((inputSampleRate, outputSampleRate))
        return lambda samples: samples

    def extractor(method: str):  # type: ignore[no-untyped-def]
        return lambda samples: (125.5, [], 3.5, [], [])

    standard = SimpleNamespace(Resample=resample, RhythmExtractor2013=extractor)
    stand_in(monkeypatch, essentia__standard=standard)
    answer = Peer("essentia").answer(folder / "126.wav")
    assert (answer.bpm, answer.bpm_2, rates) == (125.5, None, [(RATE, 44_100)])


def test_madmom_is_asked_by_its_activations_and_gives_two_tempi(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    heard = []

    def resample(signal: tuple[int, int], rate: int) -> tuple[int, int]:
        return signal[0], rate

    def activations():  # type: ignore[no-untyped-def]
        return heard.append

    def estimator(fps: int):  # type: ignore[no-untyped-def]
        assert fps == 100
        return lambda _: [(63.0, 0.6), (126.0, 0.4)]

    def signal(samples: np.ndarray, sample_rate: int, num_channels: int) -> tuple[int, int]:
        return len(samples) // sample_rate, sample_rate

    stand_in(
        monkeypatch,
        madmom__audio__signal=SimpleNamespace(Signal=signal, resample=resample),
        madmom__features__beats=SimpleNamespace(RNNBeatProcessor=activations),
        madmom__features__tempo=SimpleNamespace(TempoEstimationProcessor=estimator),
    )
    answer = Peer("madmom").answer(folder / "126.wav")
    assert (answer.bpm, answer.bpm_2) == (63, 126)
    assert heard == [(15, 44_100)]


def test_tempocnn_is_given_a_file_with_the_sound(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    heard = []

    class TempoClassifier:
        def __init__(self, name: str) -> None:
            assert name == "fcn"

        def estimate_tempo(self, features: object, interpolate: bool) -> float:
            return 126.0

    feature = SimpleNamespace(read_features=lambda path: heard.append(soundfile.info(path).duration))
    stand_in(
        monkeypatch, tempocnn__classifier=SimpleNamespace(TempoClassifier=TempoClassifier), tempocnn__feature=feature
    )
    monkeypatch.setattr(sys.modules["tempocnn"], "classifier", sys.modules["tempocnn.classifier"], raising=False)
    assert Peer("tempocnn").answer(folder / "126.wav").bpm == 126
    assert heard == [pytest.approx(15)]


def test_a_peer_that_fails_or_says_nothing_is_a_missing_answer(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    peer = Peer("librosa")
    for tempi, reason in (([0.0], "no tempo"), ([np.nan], "no tempo"), ([], "no tempo")):
        monkeypatch.setattr(peer, "_tempi", lambda audio, tempi=tempi: tempi)
        answer = peer.answer(folder / "126.wav")
        assert (answer.bpm, answer.reason) == (None, reason)

    def fail(audio: object) -> list[float]:
        raise RuntimeError("too\nodd")

    monkeypatch.setattr(peer, "_tempi", fail)
    assert peer.answer(folder / "126.wav").reason == "librosa failed: too odd"
    monkeypatch.setattr(peer, "_tempi", lambda audio: [120.0, 60.0])
    assert peer.answer(folder / "126.wav").bpm_2 == 60


def test_a_peer_that_cannot_be_loaded_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "madmom", None)
    with pytest.raises(EvaluationError, match="the peer 'madmom' is installed but cannot be loaded"):
        Peer("madmom")

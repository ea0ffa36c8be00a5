"""``tempo-ssl evaluate``: what it prints, writes and says, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from tempo_ssl import embedding
from tempo_ssl.cli import main
from tempo_ssl.cli.evaluate import EMBEDDINGS, PEERS
from tempo_ssl.errors import AudioError, EvaluationError
from tempo_ssl.evaluation import Answer, ModelSystem, ask, extra, peers, read_answers, read_manifest
from tempo_ssl.evaluation.peers import Peer
from tempo_ssl.evaluation.report import RESULTS, TRACKS
from tempo_ssl.synth import click_track

REPOSITORY = Path(__file__).resolve().parent.parent
BPM = (100.0, 126.0)
RATE = 22_050


def evaluate_command(*args: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, args)], prog_name="tempo-ssl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two recordings of known tempo, one that is not there and one that is no sound, with a manifest."""
    made = tmp_path_factory.mktemp("set")
    for bpm in BPM:
        soundfile.write(made / f"{bpm:g}.wav", click_track(bpm, 15, "four-on-the-floor", RATE), RATE)
    (made / "broken.wav").write_text("no sound")
    rows = [f"{bpm:g}.wav,{bpm:g},stated,beats" for bpm in BPM]
    (made / "good.csv").write_text("\n".join(["path,bpm,octave,genre", *rows, ""]))
    rows += ["gone.wav,100,stated,odd", "broken.wav,100,stated,odd"]
    (made / "manifest.csv").write_text("\n".join(["path,bpm,octave,genre", *rows, ""]))
    (made / "peer.csv").write_text("path,bpm\n100.wav,50\n126.wav,126\n")
    return made


# --- what it says ------------------------------------------------------------------------------------------------


def test_the_shipped_model_is_judged_unless_told_otherwise(folder: Path) -> None:
    result = evaluate_command(folder / "good.csv", "--by", "genre")
    assert result.exit_code == 0, result.output
    assert "2 tracks of good.csv; annotation: " in result.stdout
    assert re.search(r"\| tempo-ssl \| 2 \| 2 \| [\d.]+ \[", result.stdout)
    assert re.search(r"\| beats \| 2 \|.*\n\| all \| 2 \|", result.stdout)
    assert "answering, tempo-ssl: 2/2" in result.stderr
    assert "Difference" not in result.stdout


def test_answers_are_judged_without_reading_sound(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("path,bpm\na.mp3,100\nb.mp3,120\n")
    (tmp_path / "peer.csv").write_text("path,bpm\na.mp3,100\nb.mp3,60\n")
    result = evaluate_command(tmp_path / "m.csv", "--answers", tmp_path / "peer.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(
        r"\| peer \| 2 \| 2 \| 50\.0 \[0\.0, 100\.0\] \(2\) \| 100\.0 \[100\.0, 100\.0\] \| 50\.0", result.stdout
    )


def test_json_is_one_object_with_everything(folder: Path) -> None:
    result = evaluate_command(folder / "good.csv", "--answers", folder / "peer.csv", "--format", "json", "--seed", 3)
    found = json.loads(result.stdout)
    assert found["format"] == 1
    assert found["dataset"]["tracks"] == 2
    assert found["settings"]["seed"] == 3
    assert found["systems"][0]["errors"]["x1/2"] == 1
    assert found["versions"]["tempo-ssl"]
    assert result.stdout.count("\n") == 1


def test_sound_that_cannot_be_read_is_named_and_never_shrinks_n(folder: Path, tmp_path: Path) -> None:
    result = evaluate_command(folder / "manifest.csv", "-o", tmp_path / "report")
    assert result.exit_code == 1
    assert re.search(r"\| tempo-ssl \| 4 \| 2 \| [\d.]+ \[.*\] \(4\)", result.stdout)
    assert f"no answer: {folder / 'gone.wav'}: no such file" in result.stderr
    assert f"no answer: {folder / 'broken.wav'}: " in result.stderr
    with (tmp_path / "report" / TRACKS).open(newline="", encoding="utf-8") as handle:
        rows = {row["path"]: row for row in csv.DictReader(handle)}
    assert (rows["gone.wav"]["bpm"], rows["gone.wav"]["kind"]) == ("", "none")
    assert "no such file" in rows["gone.wav"]["reason"]
    assert rows["100.wav"]["genre"] == "beats"
    results = json.loads((tmp_path / "report" / RESULTS).read_text(encoding="utf-8"))
    assert results["systems"][0]["figures"]["acc2_4"]["n"] == 4
    assert results["systems"][0]["errors"]["none"] == 2


def test_the_report_s_answers_can_be_judged_again(folder: Path, tmp_path: Path) -> None:
    first = evaluate_command(folder / "good.csv", "--model", "default", "-o", tmp_path, "--format", "json")
    again = evaluate_command(folder / "good.csv", "--answers", tmp_path / TRACKS, "--format", "json")
    assert first.exit_code == again.exit_code == 0, again.output
    assert json.loads(first.stdout)["systems"] == json.loads(again.stdout)["systems"]


def test_unknown_tracks_are_one_line_and_the_others_are_judged(folder: Path, tmp_path: Path) -> None:
    answers = tmp_path / "peer.csv"
    answers.write_text("path,bpm\n100.wav,100\nother.wav,1\n")
    result = evaluate_command(folder / "good.csv", "--answers", answers)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"tempo-ssl: {answers}, row 3: the track 'other.wav' is not in good.csv and is not judged"
    ]
    assert re.search(r"\| peer \| 2 \| 1 \|", result.stdout)


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["{0}/none.csv"], 1, "none.csv: no such file"),
        (["{0}/peer.csv", "--by", "mood"], 1, "has no column 'mood'"),
        (["{0}/good.csv", "--baseline", "z", "--answers", "{0}/peer.csv"], 1, "'z' is none of the systems: peer"),
        (["{0}/good.csv", "--cluster", "z", "--answers", "{0}/peer.csv"], 1, "has no column 'z'"),
        (["{0}/good.csv", "--model", "{0}/none.tempo"], 1, "none.tempo: no such model"),
        (["{0}/good.csv", "--baseline", "z"], 1, "'z' is none of the systems: tempo-ssl"),
        (["{0}/good.csv", "-o", "{0}/good.csv"], 1, "good.csv: File exists"),
        (["{0}/good.csv", "--peer", "essentio"], 2, "essentio"),
        (["{0}/good.csv", "--open"], 2, "--open needs a folder"),
        (["{0}/good.csv", "--audio", "x"], 1, "a manifest says itself where its sound is"),
        (["{0}/good.csv", "--seed", "-1"], 2, "--seed"),
        (["{0}/good.csv", "--answers", "{0}/peer.csv", "-o", "{0}/good.csv"], 1, "good.csv: File exists"),
        ([], 2, "SOURCE"),
    ],
)  # fmt: skip
def test_errors_are_one_line(folder: Path, args: list[str], status: int, message: str) -> None:
    result = evaluate_command(*(arg.format(folder) for arg in args))
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    if status == 1:
        assert len(result.stderr.splitlines()) == 1


def test_serving_starts_and_ctrl_c_ends_it(folder: Path, tmp_path: Path) -> None:
    assert evaluate_command(folder / "good.csv", "--answers", folder / "peer.csv", "-o", tmp_path).exit_code == 0
    with subprocess.Popen(
        [sys.executable, "-m", "tempo_ssl", "evaluate", str(tmp_path), "--open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | {"BROWSER": "true", "PATH": str(tmp_path)},  # no browser is to be started
    ) as process:
        try:
            address = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
            assert "Ctrl-C" in process.stderr.readline()
            process.send_signal(signal.SIGINT)
            out, error = process.communicate(timeout=60)
        finally:
            process.kill()  # a server that does not end must not hold up the other tests
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in error


# --- systems -----------------------------------------------------------------------------------------------------


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


def test_two_tempi_without_mir_eval_are_one_line_before_any_work(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    (tmp_path / "two.csv").write_text(f"path,bpm,bpm_2\n{folder / '100.wav'},100,50\n")
    result = evaluate_command(tmp_path / "two.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.endswith('needs mir_eval, which is not installed: pip install "tempo-ssl[eval]"')


def test_peers_of_the_other_folder_through_the_command(shared: Path) -> None:
    """The command itself on the real answers: nothing but the tables, and the figures that the other scorer gives."""
    result = evaluate_command(
        shared / "eval" / "manifest.csv", "--answers", shared / "bench" / "answers-of-peers.csv", "--trust-octaves"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"\| madmom-dbn \| 176 \| 176 \| 67\.6 \[.*\] \(176\) \| 90\.3 \[", result.stdout)
    assert (
        len(
            read_answers(
                shared / "bench" / "answers-of-peers.csv", read_manifest(shared / "eval" / "manifest.csv"), print
            )
        )
        == 13
    )

"""Files and models that are not what they should be, through the real command: one clear line each, no traceback."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tempo_ssl.checkpoint import FORMAT, load_model
from tempo_ssl.cli import main
from tempo_ssl.errors import AudioError, ModelError
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.synth import click_track, tempoless
from tempo_ssl.tempo import fold_bpm

MODEL = Path(__file__).resolve().parent.parent / "tempo_ssl/data/default.tempo"
BPM = 124.0
RATE = 22_050
#: An ordinary user without any right of root's.
NOBODY = 65_534


def beat(seconds: float = 20.0, rate: int = RATE) -> np.ndarray:
    return click_track(BPM, seconds, "four-on-the-floor", rate)


def tempo_ssl_command(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="tempo-ssl")


def run_process(*args: str | bytes | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tempo_ssl", *map(os.fsencode, args)]
    return subprocess.run(command, capture_output=True, check=False, timeout=600)


# --- sound files -------------------------------------------------------------------------------------------------


def broken_float(value: float) -> np.ndarray:
    samples = beat()
    samples[len(samples) // 2] = value
    return samples


def write_half(path: Path, source: Path) -> None:
    path.write_bytes(source.read_bytes()[: source.stat().st_size // 2])


def write_speech(path: Path) -> None:
    """Half a minute of speech, by espeak-ng where it is installed (always in CI), else syllables of our own."""
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        assert os.environ.get("CI") != "true", "espeak-ng must be installed in CI"
        soundfile.write(path, tempoless(5, 30, RATE, "speech"), RATE)
        return
    text = (
        "The harbour lay quiet when the first boats came in. Nobody had expected them before noon; yet there they "
        "were, low in the water, heavy with whatever the night had given. An old man counted them twice, shook his "
        "head, and went to wake his brother. Later, much later, they would say that it had been the wind, or luck, "
        "or the moon. But on that morning, with the nets still dripping and the gulls too tired to quarrel, it was "
        "simply a good catch, and that was enough."
    )
    subprocess.run([espeak, "-w", str(path), text], check=True)


@dataclass(frozen=True)
class Row:
    """A file, and what must come of it: an ``error`` or a ``reason`` that holds these words, or a tempo."""

    name: str | bytes
    make: Callable[[Path], object]
    error: str | None = None
    reason: str | None = None
    #: Whether the error is of a part of the file only, and the rest is answered.
    is_answered: bool = False


def sound(samples: np.ndarray, rate: int = RATE, **options: str) -> Callable[[Path], object]:
    return lambda path: soundfile.write(os.fsencode(path), samples, rate, **options)


def half_of(suffix: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        whole = path.with_name("whole" + suffix)
        soundfile.write(whole, beat(), RATE)
        write_half(path, whole)
        whole.unlink()

    return make


def hit(path: Path) -> None:
    samples = np.zeros(10 * RATE)
    samples[RATE : RATE + 400] = np.linspace(0.9, 0, 400)
    soundfile.write(path, samples, RATE)


NOISE = np.random.default_rng(3).uniform(-0.5, 0.5, 30 * RATE)
ROWS = {
    "missing file": Row("missing.wav", lambda path: None, error="no such file"),
    "folder": Row("folder.wav", Path.mkdir, error="is a folder"),
    "empty file": Row("empty.wav", Path.touch, error="is empty"),
    "text named mp3": Row("text.mp3", lambda path: path.write_text("la la la\n" * 99), error="cannot be read as sound"),
    "random bytes": Row(
        "bytes.flac", lambda path: path.write_bytes(np.random.default_rng(1).bytes(50_000)), error="bytes.flac: "
    ),
    "half a flac": Row("half.flac", half_of(".flac"), error="damaged", is_answered=True),
    "half an mp3": Row("half.mp3", half_of(".mp3"), is_answered=True),
    "header-only wav": Row("header.wav", sound(np.zeros(0)), error="holds no sound"),
    "wav cut in its header": Row("cut.wav", lambda path: path.write_bytes(b"RIFF\x00\x00"), error="cannot be read"),
    "NaN": Row("nan.wav", sound(broken_float(np.nan), subtype="FLOAT"), error="not numbers"),
    "infinity": Row("inf.wav", sound(broken_float(-np.inf), subtype="FLOAT"), error="not numbers"),
    "digital silence": Row("silence.wav", sound(np.zeros(10 * RATE)), reason="silence"),
    "DC": Row("dc.wav", sound(np.full(10 * RATE, 0.4)), reason="silence"),
    "half a second": Row("short.wav", sound(beat(0.5)), reason="too short"),
    "one sample": Row("one.wav", sound(np.ones(1)), reason="too short"),
    "white noise": Row("noise.wav", sound(NOISE), reason="no steady pulse"),
    "speech": Row("speech.wav", write_speech, reason="no steady pulse"),
    "a single hit": Row("hit.wav", hit, reason="no steady pulse"),
    "spaces": Row(" two  words .wav", sound(beat())),
    "newline": Row("line\nbreak.wav", sound(beat())),
    "emoji": Row("drum \N{DRUM WITH DRUMSTICKS}.wav", sound(beat())),
    "undecodable bytes": Row(b"caf\xe9 \xff.wav", sound(beat())),
    "like an option": Row("--format", lambda path: shutil.copy(path.with_name("good.wav"), path)),
    "no ending": Row("beat", lambda path: shutil.copy(path.with_name("good.wav"), path)),
}


@dataclass(frozen=True)
class Report:
    """What one process said of all rows, a good file before and after them."""

    status: int
    records: dict[str, dict[str, object]]
    good: list[dict[str, object]]
    messages: list[str]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("bad")
    soundfile.write(folder / "good.wav", beat(), RATE)
    kinds, paths = [], []
    for kind, row in ROWS.items():
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(row.name)))
        try:
            row.make(path)
        except OSError:
            if kind != "undecodable bytes":
                raise
            continue  # some file systems take UTF-8 names only
        kinds.append(kind)
        paths.append(path)
    good = folder / "good.wav"
    # Names like options, and all others relative to the folder, as somebody there would type them.
    command = [sys.executable, "-m", "tempo_ssl", "estimate", "--format", "json", "--", "good.wav"]
    command = [*map(os.fsencode, command), *(os.fsencode(path.name) for path in paths), b"good.wav"]
    environment = os.environ | {"PYTHONPATH": str(MODEL.parent.parent.parent)}
    done = subprocess.run(command, cwd=good.parent, capture_output=True, check=False, timeout=600, env=environment)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    records = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert len(records) == len(paths) + 2, "one answer for every file"
    return Report(
        done.returncode,
        dict(zip(kinds, records[1:-1], strict=True)),
        [records[0], records[-1]],
        done.stderr.decode("utf-8").splitlines(),
    )


@pytest.mark.parametrize("kind", ROWS)
def test_every_file_gets_its_answer(report: Report, kind: str) -> None:
    if kind not in report.records:
        pytest.skip("the file system refuses such names")
    row, record = ROWS[kind], report.records[kind]
    if row.error:
        assert row.error in str(record["error"])
    else:
        assert record["error"] is None
    if row.reason:
        assert record["bpm"] is None
        assert str(record["reason"]).startswith(row.reason)
    elif row.is_answered or not row.error:
        assert fold_bpm(float(str(record["bpm"])), 100) == pytest.approx(BPM, rel=0.01)
    else:
        assert record["bpm"] is record["reason"] is None


def test_the_others_answers_are_intact(report: Report) -> None:
    before, after = report.good
    assert before == after
    assert fold_bpm(float(str(before["bpm"])), 100) == pytest.approx(BPM, rel=0.01)


def test_each_error_is_one_line_that_begins_with_the_file(report: Report) -> None:
    kinds = [kind for kind, row in ROWS.items() if row.error]
    assert len(report.messages) == len(kinds)
    for kind, message in zip(kinds, report.messages, strict=True):
        assert message.startswith(f"tempo-ssl: {ROWS[kind].name}: "), message
    assert report.status == 1


def test_names_are_valid_unicode_and_can_be_told_apart(report: Report) -> None:
    assert report.records["newline"]["path"] == "line\nbreak.wav"
    assert report.records["emoji"]["path"] == "drum \N{DRUM WITH DRUMSTICKS}.wav"
    if "undecodable bytes" in report.records:
        assert report.records["undecodable bytes"]["path"] == r"caf\xe9 \xff.wav"


def test_no_tempo_is_no_failure(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silence.wav", np.zeros(10 * RATE), RATE)
    done = run_process("estimate", tmp_path / "silence.wav")
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_tempo_stays_so_in_a_range(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "noise.wav", NOISE, RATE)
    result = tempo_ssl_command("estimate", "--min-bpm", 100, "--max-bpm", 150, tmp_path / "noise.wav")
    assert result.stdout.startswith("  no tempo")


@pytest.mark.parametrize("form", ["text", "csv"])
def test_an_undecodable_name_is_printed_as_utf_8(form: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\n.wav"
    try:
        soundfile.write(path, np.zeros(10 * RATE), RATE)
    except OSError:
        pytest.skip("the file system refuses such names")
    done = run_process("estimate", "--format", form, path, path + b".missing")
    assert rb"caf\xe9" in done.stdout
    done.stdout.decode("utf-8")
    assert done.stderr.decode("utf-8").endswith("caf\\xe9\\n.wav.missing: no such file or folder\n")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


def test_a_file_without_permission_is_one_line() -> None:
    # Root may read everything, so the process lets go of its rights once it has loaded what it needs. The folder is
    # open to all: what is refused is the file.
    code = (
        "import os, sys\n"
        "from tempo_ssl.cli import main\n"
        "folder = sys.argv[1]\n"
        "args = ['estimate', '--model', folder + '/model.tempo', folder + '/good.wav']\n"
        "main(args, standalone_mode=False)\n"
        f"if os.geteuid() == 0: os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "main([*args, folder + '/locked.wav'], prog_name='tempo-ssl')\n"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(MODEL, folder / "model.tempo")
        for file in ("good.wav", "locked.wav"):
            soundfile.write(folder / file, beat(), RATE)
        (folder / "locked.wav").chmod(0)
        done = subprocess.run([sys.executable, "-c", code, name], capture_output=True, text=True, check=False)
    assert done.stderr == f"tempo-ssl: {folder / 'locked.wav'}: no permission to read it\n"
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first == second


@pytest.mark.slow
def test_two_hours_fit_into_400_megabytes(tmp_path: Path) -> None:
    # At 8 kHz, for time's sake; what is kept of a second of sound does not depend on its sample rate.
    part = beat(60 / BPM * 64, 8_000)
    seconds = 0.0
    with soundfile.SoundFile(tmp_path / "long.wav", "w", 8_000, 1) as file:
        while seconds < 7_200:
            file.write(part)
            seconds += len(part) / 8_000
    # The child measures itself: the parent's figure for its children starts at its own size.
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tempo_ssl.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "status = Path('/proc/self/status')\n"
        "unit = 1 if sys.platform == 'darwin' else 1024\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit\n"
        "if status.exists():\n"
        "    peak = next(int(line.split()[1]) * 1024 for line in status.open() if line.startswith('VmHWM'))\n"
        "print(peak, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code, "estimate", "--format", "json", str(tmp_path / "long.wav")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    record = json.loads(done.stdout)
    assert fold_bpm(record["bpm"], 100) == pytest.approx(BPM, rel=0.001)
    assert record["duration_s"] == pytest.approx(seconds, abs=0.01)
    assert int(done.stderr) <= 400e6, f"{int(done.stderr) / 1e6:.0f} MB"


# --- model files -------------------------------------------------------------------------------------------------


def rewritten(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The shipped model with its members changed."""
    with zipfile.ZipFile(MODEL) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def described(**changes: object) -> bytes:
    """The shipped model with another description."""

    def change(members: dict[str, bytes]) -> None:
        members["model.json"] = json.dumps(json.loads(members["model.json"]) | changes).encode()

    return rewritten(change)


BAD_MODELS = {
    "empty": (lambda: b"", "damaged"),
    "text": (lambda: b"not a model\n" * 50, "damaged"),
    "truncated": (lambda: MODEL.read_bytes()[:-1000], "damaged"),
    "zip of nothing": (lambda: rewritten(dict.clear), "damaged"),
    "without references": (lambda: rewritten(lambda members: members.pop("references.npz")), "damaged"),
    "without a description": (lambda: rewritten(lambda members: members.update({"model.json": b"[1]"})), "damaged"),
    "too new": (lambda: described(format=FORMAT + 1), "update tempo-ssl"),
    "unknown embedding": (lambda: described(embedding={"name": "next", "version": "1"}), "unknown embedding"),
    "other embedding": (lambda: described(embedding={"name": "rhythm", "version": "0"}), "train the model again"),
    "broken network": (lambda: rewritten(lambda members: members.update({"project.onnx": b"no"})), "damaged"),
}


@pytest.mark.parametrize("kind", BAD_MODELS)
def test_a_model_that_cannot_be_used_is_one_line(kind: str, tmp_path: Path) -> None:
    make, words = BAD_MODELS[kind]
    model = tmp_path / "bad.tempo"
    model.write_bytes(make())
    soundfile.write(tmp_path / "good.wav", beat(), RATE)
    result = tempo_ssl_command("estimate", "--format", "csv", "--model", model, tmp_path / "good.wav")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr
    if kind != "broken network":  # which is only opened for the first file
        assert result.stderr.startswith(f"tempo-ssl: {model}: ")
        assert result.stdout == ""
        assert tempo_ssl_command("info", model).stderr == result.stderr


@pytest.mark.parametrize("command", [["estimate", "--model"], ["info"]])
def test_an_unknown_model_is_one_line(command: list[str], tmp_path: Path) -> None:
    files = ["song.wav"] if command[0] == "estimate" else []
    for model, words in (("my-modle", "no such model"), (str(tmp_path), "folder"), ("a\nb", "no such model")):
        done = run_process(*command, model, *files)
        assert (done.returncode, done.stdout) == (1, b"")
        assert words in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_damaged_byte_is_noticed_or_without_effect(place: float, flip: int) -> None:
    content = bytearray(MODEL.read_bytes())
    content[int(place * len(content))] ^= flip
    with tempfile.TemporaryDirectory() as folder:
        damaged = Path(folder, "damaged.tempo")
        damaged.write_bytes(content)
        try:
            model = load_model(damaged)
        except ModelError as error:
            assert len(str(error).splitlines()) == 1  # noqa: PT017
        else:
            whole = load_model()
            assert model.project_graph == whole.project_graph
            assert model.score_graph == whole.score_graph
            assert np.array_equal(model.references.projection, whole.references.projection)


# --- arrays ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def estimator() -> TempoEstimator:
    return TempoEstimator()


@pytest.mark.parametrize(
    ("samples", "error"),
    [
        (broken_float(np.nan), AudioError),
        (broken_float(np.inf), AudioError),
        (np.zeros(0), AudioError),
        (np.zeros((2, 0)), AudioError),
        (np.zeros((2, 2, RATE)), ValueError),
        (np.float32(0.5), ValueError),
        (np.zeros((RATE, 2)), ValueError),
        (np.zeros(RATE, dtype=complex), ValueError),
        (np.array(["a", "b"]), ValueError),
    ],
    ids=["NaN", "infinity", "empty", "empty stereo", "3 axes", "no axis", "[n, channels]", "complex", "text"],
)
def test_arrays_that_are_no_sound_are_refused(
    estimator: TempoEstimator, samples: np.ndarray, error: type[Exception]
) -> None:
    with pytest.raises(error):
        estimator.estimate_audio(samples, RATE)


@pytest.mark.parametrize("rate", [0, -44_100, 44_100.5, float("nan"), 10**9])
def test_sample_rates_that_are_none_are_refused(estimator: TempoEstimator, rate: float) -> None:
    with pytest.raises(ValueError, match="sample_rate"):
        estimator.estimate_audio(beat(2), rate)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        {"min_bpm": 130, "max_bpm": 118},
        {"min_bpm": 120, "max_bpm": 120},
        {"min_bpm": 0},
        {"max_bpm": float("inf")},
        {"fold_from": -80},
        {"fold_from": float("nan")},
    ],
    ids=str,
)
def test_tempi_that_are_none_are_refused_before_any_work(estimator: TempoEstimator, options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        estimator.estimate_audio(np.zeros(0), RATE, **options)
    with pytest.raises(ValueError, match=next(iter(options))):
        estimator.estimate("missing.wav", **options)


def test_silent_and_short_arrays_have_no_tempo(estimator: TempoEstimator) -> None:
    for samples, reason in ((np.zeros(RATE * 5), "silence"), (np.ones(RATE * 5), "silence"), (beat(0.5), "too short")):
        answer = estimator.estimate_audio(samples, RATE)
        assert answer.bpm is answer.tempo_octave_relaxed is None
        assert answer.reason is not None
        assert answer.reason.startswith(reason)
        assert (answer.confidence, answer.candidates) == (0.0, ())


def test_whole_numbers_and_channels_give_the_same_answer(estimator: TempoEstimator) -> None:
    samples = beat()
    answer = estimator.estimate_audio(samples, RATE)
    assert fold_bpm(answer.bpm or 1, 100) == pytest.approx(BPM, rel=0.01)
    for same in ((samples * 32_767).astype(np.int16), np.stack([samples, samples]), samples.astype(np.float64)):
        assert estimator.estimate_audio(same, RATE).bpm == pytest.approx(answer.bpm, rel=2e-3)

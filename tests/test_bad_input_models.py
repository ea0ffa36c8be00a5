"""Models that are damaged, of another version or none at all: one clear line, no traceback."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run_process, tempo_ssl_command
from made_sounds import RATE, beat
from tempo_ssl.checkpoint import FORMAT, load_model
from tempo_ssl.errors import ModelError

MODEL = Path(__file__).resolve().parent.parent / "tempo_ssl/data/default.tempo"


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
    "without references": (lambda: rewritten(lambda members: members.pop("clips/references.npz")), "damaged"),
    "without a description": (lambda: rewritten(lambda members: members.update({"model.json": b"[1]"})), "damaged"),
    "too new": (lambda: described(format=FORMAT + 1), "update tempo-ssl"),
    "unknown embedding": (lambda: described(embedding={"name": "next", "version": "1"}), "unknown embedding"),
    "other embedding": (lambda: described(embedding={"name": "rhythm", "version": "0"}), "train the model again"),
    "broken network": (lambda: rewritten(lambda members: members.update({"whole/project.onnx": b"no"})), "damaged"),
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
            shipped = load_model()
            for scorer, before in ((model.whole, shipped.whole), (model.clips, shipped.clips)):
                assert scorer.project_graph == before.project_graph
                assert scorer.score_graph == before.score_graph
                assert np.array_equal(scorer.references.projection, before.references.projection)

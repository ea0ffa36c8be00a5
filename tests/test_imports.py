"""What is loaded when: no library to say hello, no training library to estimate. Each in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tempo_ssl

ROOT = Path(__file__).resolve().parent.parent
#: Loaded by no help page and by no bare import.
HEAVY = {"torch", "librosa", "scipy", "numba", "onnxruntime", "soundfile", "av", "matplotlib", "mutagen"}
#: Never loaded to estimate.
TRAINING = {"torch", "librosa", "scipy", "numba", "onnx", "mido", "pyrubberband", "matplotlib"}


def loaded_by(*arguments: str) -> set[str]:
    """Top-level names of all that ``python ARGUMENTS`` imports before it ends, and it must end well."""
    return {name.split(".")[0] for name in modules_loaded_by(*arguments)}


def modules_loaded_by(*arguments: str) -> set[str]:
    """Full names of the same."""
    # Python itself reports every import, wherever it happens and whatever the program removes afterwards.
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip() for line in lines}


def test_the_report_shows_what_is_loaded() -> None:
    loaded = loaded_by("-c", "import tempo_ssl; tempo_ssl.estimate")
    assert {"tempo_ssl", "numpy", "soundfile"} <= loaded


@pytest.mark.parametrize(
    "arguments",
    [
        ("-c", "import tempo_ssl"),
        ("-c", "import tempo_ssl; tempo_ssl.__version__, tempo_ssl.AudioError, dir(tempo_ssl)"),
        ("-m", "tempo_ssl", "--help"),
        ("-m", "tempo_ssl", "--version"),
        ("-m", "tempo_ssl", "estimate", "--help"),
        ("-m", "tempo_ssl", "train", "--help"),
        ("-m", "tempo_ssl", "tag", "--help"),
        ("-m", "tempo_ssl", "evaluate", "--help"),
    ],
    ids=" ".join,
)
def test_help_and_bare_import_load_no_library(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert "tempo_ssl" in loaded
    assert not loaded & HEAVY


def test_estimating_loads_nothing_of_training() -> None:
    song = ROOT / "examples" / "battle-theme-a.ogg"
    loaded = loaded_by("-m", "tempo_ssl", "estimate", str(song))
    assert {"numpy", "onnxruntime", "soundfile"} <= loaded
    assert not loaded & TRAINING


def test_estimating_loads_no_masked_arrays() -> None:
    """``np.unique`` and ``np.median`` import them, for nothing that an answer needs."""
    song = ROOT / "examples" / "battle-theme-a.ogg"
    assert "numpy.ma" not in modules_loaded_by("-m", "tempo_ssl", "estimate", str(song))


def test_importing_estimation_loads_nothing_of_training() -> None:
    assert not loaded_by("-c", "import tempo_ssl.estimation") & TRAINING


def test_every_public_name_resolves() -> None:
    for name in tempo_ssl.__all__:
        assert getattr(tempo_ssl, name) is not None, name
    assert set(tempo_ssl.__all__) <= set(dir(tempo_ssl))
    assert issubclass(tempo_ssl.AudioError, tempo_ssl.TempoSSLError)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'estimat'"):
        tempo_ssl.estimat  # noqa: B018


def test_train_without_its_libraries_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['torch'] = None\n"
        "import tempo_ssl\n"
        "try:\n    tempo_ssl.train\n"
        "except tempo_ssl.TrainingError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == 'training needs torch, which is not installed: pip install "tempo-ssl[train]"\n'

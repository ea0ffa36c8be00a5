"""What users get: the built wheel holds the whole package, and estimates a song with nothing else installed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import tempo_ssl

ROOT = Path(__file__).resolve().parent.parent
SONG = ROOT / "examples" / "battle-theme-a.ogg"
#: BPM of the song, its octave aside: from the times of its beats, measured with another program.
SONG_BPM = 146.0
#: All that may be needed to estimate.
DEPENDENCIES = {"numpy", "soundfile", "click", "onnxruntime"}
#: What only training or development needs: it must not come with them.
UNWANTED = (
    *("torch", "librosa", "scipy", "numba", "onnx", "mido", "av", "matplotlib", "pytest"),
    *("mutagen", "beets"),  # the former is GPL
)
#: The folders of the tree that are packed. beets' plugins share theirs.
PACKED = ("tempo_ssl", "beetsplug")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: a ``build`` folder left in the tree would smuggle deleted modules into it."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKED:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source))
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of a fresh virtual environment with the wheel in it, without extras."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", str(folder))
    run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel))
    return folder / "bin"


def run(*command: str, cwd: Path | None = None) -> str:
    """Standard output of a command that must succeed, in an environment that knows nothing of this tree."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    tree = {
        path.relative_to(ROOT).as_posix()
        for folder in PACKED
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == tree
    assert "tempo_ssl/py.typed" in packed
    assert any(name.startswith("tempo_ssl/data/") for name in packed)
    assert sum(name.endswith(".py") for name in packed) > 20
    assert "beetsplug/tempo_ssl.py" in packed
    assert "beetsplug/__init__.py" not in packed, "it would hide the plugins of beets"


def test_beets_finds_the_plugin_of_the_wheel_beside_its_own(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "unpacked")
    (tmp_path / "config.yaml").write_text("plugins: tempo_ssl types\n")
    done = subprocess.run(
        [sys.executable, "-m", "beets", "version"],
        cwd=tmp_path,
        env=os.environ | {"BEETSDIR": str(tmp_path), "PYTHONPATH": str(tmp_path / "unpacked")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "plugins: tempo_ssl, types" in done.stdout, done.stderr


def test_metadata(metadata: Message) -> None:
    assert metadata["Name"] == "tempo-ssl"
    assert metadata["Version"] == tempo_ssl.__version__
    assert metadata["License-Expression"] == "MIT"
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert {re.split(r"[^\w-]", line)[0] for line in needed} == DEPENDENCIES


def test_every_extra_that_a_text_or_message_names_exists(metadata: Message) -> None:
    extras = set(metadata.get_all("Provides-Extra", []))
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tempo_ssl").rglob("*.py")]
    named = {
        name
        for path in texts
        for group in re.findall(r"(?:tempo-ssl|\.)\[([a-z,]+)\]", path.read_text(encoding="utf-8"))
        for name in group.split(",")
    }
    assert {"train", "formats", "tags", "beets"} <= named <= extras


def test_what_is_gpl_comes_with_extras_only(metadata: Message) -> None:
    lines = [line for line in metadata.get_all("Requires-Dist", []) if re.match("mutagen|beets", line)]
    assert sorted(re.findall(r"^(\w+).*extra == .(\w+)", line)[0] for line in lines) == [
        ("beets", "beets"),
        ("mutagen", "tags"),
    ]


@pytest.mark.slow
def test_the_installed_command_knows_its_version(installed: Path, tmp_path: Path) -> None:
    assert tempo_ssl.__version__ in run(str(installed / "tempo-ssl"), "--version", cwd=tmp_path)


@pytest.mark.slow
def test_the_installed_package_estimates_the_song(installed: Path, tmp_path: Path) -> None:
    output = run(str(installed / "tempo-ssl"), "estimate", str(SONG), "--format", "csv", cwd=tmp_path)
    assert output.startswith("path,bpm")
    (row,) = csv.DictReader(io.StringIO(output))
    assert row["path"] == str(SONG)
    octaves = [SONG_BPM * 2.0**shift for shift in (-1, 0, 1)]
    assert any(float(row["bpm"]) == pytest.approx(bpm, rel=0.005) for bpm in octaves), row["bpm"]


@pytest.mark.slow
def test_nothing_but_the_dependencies_is_installed(installed: Path, tmp_path: Path) -> None:
    program = "import importlib.util as u, sys; print(*[n for n in sys.argv[1:] if u.find_spec(n)])"
    python = str(installed / "python")
    assert run(python, "-c", program, *UNWANTED, cwd=tmp_path).split() == []
    # The same question finds what is there.
    assert set(run(python, "-c", program, *DEPENDENCIES, cwd=tmp_path).split()) == DEPENDENCIES


@pytest.mark.slow
def test_train_without_the_extra_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "tempo-ssl"), "train", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in (1, 2)
    assert 'pip install "tempo-ssl[train]"' in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.slow
def test_tag_without_the_extra_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "catalog.csv").write_text(f"path,bpm\n{SONG},146\n")
    command = [str(installed / "tempo-ssl"), "tag", "catalog.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ('tempo-ssl: tags need mutagen, which is not installed: pip install "tempo-ssl[tags]"\n')

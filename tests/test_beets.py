"""The beets plugin, in a real beets with a real library: processes of their own, as users run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from tempo_ssl.synth import click_track

ROOT = Path(__file__).resolve().parent.parent
#: Recordings of the music folder and their tempi; the name is the title.
TEMPI = {"slow": 90.0, "middle": 124.0, "fast": 170.0}
RANGE = "80-180"


class Library:
    """A beets configuration with a library of its own, and the command that uses them."""

    def __init__(self, folder: Path, music: Path, settings: str = "", importing: str = "copy: yes") -> None:
        self.folder, self.music = folder, music
        folder.mkdir()
        (folder / "config.yaml").write_text(
            f"directory: {folder / 'files'}\nlibrary: {folder / 'library.db'}\nplugins: tempo_ssl\n"
            f"paths: {{default: $title, singleton: $title, comp: $title}}\n"
            f"import: {{{importing}}}\n"
            f"tempo_ssl: {{range: '{RANGE}', {settings}}}\n"
        )

    def beet(self, *args: object, status: int = 0) -> tuple[str, str]:
        """Standard output and standard error of ``beet ARGS``."""
        done = subprocess.run(
            [sys.executable, "-m", "beets", *map(str, args)],
            env=os.environ | {"BEETSDIR": str(self.folder), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout, done.stderr

    def tempi(self) -> dict[str, int]:
        """Title -> BPM in the library."""
        lines = self.beet("ls", "-f", "$title $bpm")[0].splitlines()
        return {title: int(bpm) for title, bpm in (line.split() for line in lines)}

    def written(self) -> dict[str, str | None]:
        """Title -> BPM in the files of the library."""
        files = map(mutagen.File, sorted((self.folder / "files").rglob("*.flac")))
        return {file["title"][0]: file.get("bpm", [None])[0] for file in files}


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory, write_sound: Callable[..., Path]) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    for title, bpm in TEMPI.items():
        path = write_sound(folder / f"{title}.flac", click_track(bpm, 20, "four-on-the-floor", 22_050), 22_050)
        file = mutagen.File(path)
        file["title"], file["artist"] = title, "somebody"
        file.save()
    return folder


@pytest.fixture
def music(recordings: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recordings, tmp_path / "music"))


def test_importing_fills_the_field(music: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "beets", music)
    library.beet("import", "--noautotag", "--quiet", music)
    assert library.tempi() == TEMPI
    # beets writes no tags of what it imports as it is; asked to, it writes them all.
    library.beet("write")
    assert {title: float(bpm or 0) for title, bpm in library.written().items()} == TEMPI


def test_the_command_fills_the_field_and_the_files(music: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "beets", music, "auto: no")
    library.beet("import", "--noautotag", "--quiet", music)
    assert set(library.tempi().values()) == {0}

    shown, _ = library.beet("tempo-ssl", "--pretend", "title:middle")
    assert shown.startswith("   124 BPM  somebody")
    assert set(library.tempi().values()) == {0}

    library.beet("tempo-ssl", "title:middle")
    assert library.tempi() == dict.fromkeys(TEMPI, 0) | {"middle": 124}
    assert library.written() == {"slow": None, "middle": "124", "fast": None}

    shown, _ = library.beet("tempo-ssl")
    assert len(shown.splitlines()) == 2
    assert library.tempi() == TEMPI
    assert library.beet("tempo-ssl")[0] == ""


def test_a_bpm_that_is_there_stays_unless_replacing_is_asked_for(music: Path, tmp_path: Path) -> None:
    file = mutagen.File(music / "slow.flac")
    file["bpm"] = "77"
    file.save()
    library = Library(tmp_path / "beets", music)
    library.beet("import", "--noautotag", "--quiet", music)
    assert library.tempi() == TEMPI | {"slow": 77}
    library.beet("tempo-ssl")
    assert library.tempi()["slow"] == 77
    library.beet("tempo-ssl", "--force", "title:slow")
    assert library.tempi() == TEMPI


def test_files_stay_as_they_are_where_beets_is_told_not_to_write(music: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "beets", music, "auto: no", "copy: yes, write: no")
    library.beet("import", "--noautotag", "--quiet", music)
    library.beet("tempo-ssl")
    assert library.tempi() == TEMPI
    assert set(library.written().values()) == {None}


def test_unsure_silent_and_missing_tracks_are_logged_and_the_others_done(
    music: Path, tmp_path: Path, write_sound: Callable[..., Path]
) -> None:
    silent = write_sound(music / "silent.flac", 0 * click_track(120, 20, "tick", 22_050), 22_050)
    file = mutagen.File(silent)
    file["title"], file["artist"] = "silent", "somebody"
    file.save()
    library = Library(tmp_path / "beets", music, "auto: no")
    library.beet("import", "--noautotag", "--quiet", music)
    next((library.folder / "files").rglob("fast.flac")).unlink()
    _, log = library.beet("-v", "tempo-ssl")
    assert "silent.flac: no tempo (silence)" in log
    assert "fast.flac: no such file or folder" in log
    assert library.tempi() == {"slow": 90, "middle": 124, "fast": 0, "silent": 0}


def test_too_little_confidence_is_left_alone(music: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "beets", music, "auto: no, min_confidence: 1.01")
    library.beet("import", "--noautotag", "--quiet", music)
    _, log = library.beet("-v", "tempo-ssl", "title:slow")
    assert "slow.flac: too unsure (confidence " in log
    assert library.tempi()["slow"] == 0


@pytest.mark.parametrize("settings", ["range: 70-100", "model: no-such-model.tempo"])
def test_settings_that_make_no_sense_are_one_line(music: Path, tmp_path: Path, settings: str) -> None:
    library = Library(tmp_path / "beets", music, f"auto: no, {settings}")
    library.beet("import", "--noautotag", "--quiet", music)
    _, log = library.beet("tempo-ssl", status=1)
    assert log.startswith("error: tempo_ssl: ")
    assert len(log.splitlines()) == 1


def test_they_stop_an_import_too(music: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "beets", music, "range: fast")
    _, log = library.beet("import", "--noautotag", "--quiet", music, status=1)
    assert "error: tempo_ssl: range: 'fast' is not a range of tempi such as 70-180" in log


def test_beets_needs_nothing_of_ours_in_its_namespace() -> None:
    """An __init__.py would hide beets' own plugins, or be hidden by theirs."""
    assert [path.name for path in (ROOT / "beetsplug").glob("*.py")] == ["tempo_ssl.py"]

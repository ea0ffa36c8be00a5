"""Where tracks of a catalog come from: folders, lists, standard input, URLs."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest

from tempo_ssl.audio import as_text, find_audio, walk_audio
from tempo_ssl.catalog import CATALOG_COLUMNS
from tempo_ssl.catalog.remote import find_remote, is_url, local_copy
from tempo_ssl.catalog.sources import find_tracks, fingerprint
from tempo_ssl.errors import CatalogError

REPOSITORY = Path(__file__).resolve().parent.parent


def found(source: object) -> list[str]:
    return [path for path, _ in find_tracks(str(source))]


def touch(*paths: Path) -> list[str]:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sound")
    return [str(path) for path in paths]


# --- Folders -----------------------------------------------------------------------------------------------------


def test_a_folder_is_searched_in_order_and_loops_of_links_end(tmp_path: Path) -> None:
    expected = touch(
        tmp_path / "A" / "z.FLAC",
        tmp_path / "a" / "1.wav",
        tmp_path / "a" / "b" / "c.mp3",
        tmp_path / "a" / 'é, "x"\n.ogg',
        tmp_path / "a.opus",
    )
    touch(tmp_path / "a" / ".hidden.wav", tmp_path / ".git" / "x.wav", tmp_path / "notes.txt", tmp_path / "wav")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "self.wav").symlink_to("self.wav")
    (tmp_path / "gone.wav").symlink_to("nowhere")
    (tmp_path / "pipe.wav").parent.joinpath("folder.wav").mkdir()
    os.mkfifo(tmp_path / "pipe.wav")
    assert found(tmp_path) == expected
    assert [str(path) for path in find_audio(tmp_path)] == expected


def test_any_tree_is_found_in_the_order_of_its_paths_parts(tmp_path: Path) -> None:
    dice = random.Random(7)
    for _ in range(300):
        parts = [dice.choice(["a", "a b", "a-b", "a.b", "B", "é", "a.wav"]) + dice.choice(["", "1"]) for _ in range(3)]
        folder = tmp_path.joinpath(*parts[: dice.randrange(3)])
        if not any(above.is_file() for above in [folder, *folder.parents]):
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / f"{parts[2]}.wav").is_dir():
                touch(folder / f"{parts[2]}.wav")
    expected = sorted(path for path in tmp_path.rglob("*.wav") if path.is_file())
    assert len(expected) > 50
    assert [Path(path) for path in found(tmp_path)] == sorted(expected, key=lambda path: path.parts)


def test_folders_deeper_than_recursion_allows(tmp_path: Path) -> None:
    here, depth = os.getcwd(), 1200
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.wav").touch()
        os.chdir(tmp_path)
        (path,) = walk_audio(".")
        assert path == "./" + "d/" * depth + "deep.wav"
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_locked_folder_is_told_of(tmp_path: Path) -> None:
    touch(tmp_path / "a" / "x.wav", tmp_path / "b.wav")
    (tmp_path / "a").chmod(0)
    told: list[str] = []
    assert [path for path, _ in find_tracks(str(tmp_path), told.append)] == [str(tmp_path / "b.wav")]
    assert told == [f"{tmp_path}/a: no permission to read it"]
    (tmp_path / "a").chmod(0o700)


def test_a_single_sound_file_is_a_source(tmp_path: Path) -> None:
    assert found(*touch(tmp_path / "song.wav")) == [str(tmp_path / "song.wav")]


# --- Lists -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_list_has_a_path_a_line_and_each_counts_once(tmp_path: Path, end: str) -> None:
    lines = ["a.wav", "", "b, c.wav", " d .wav", "a.wav", "s3://bucket/e.mp3", "\\xff.wav"]
    (tmp_path / "list.txt").write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())
    assert found(tmp_path / "list.txt") == ["a.wav", "b, c.wav", " d .wav", "s3://bucket/e.mp3", "\\xff.wav"]


@pytest.mark.parametrize("end", [b"\n", b"\0"])
def test_a_long_list_is_read_in_pieces(tmp_path: Path, end: bytes) -> None:
    names = [b"%06d %s\xff.wav" % (number, b"x" * 90) for number in range(25_000)]
    (tmp_path / "list").write_bytes(end.join(names) + end)
    assert found(tmp_path / "list") == [os.fsdecode(name) for name in names]


def test_nul_ends_names_with_line_ends(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"a\nb.wav\0c\r.wav\0")
    assert found(tmp_path / "list")[0] == "a\nb.wav"


def test_standard_input_is_a_list() -> None:
    program = "from tempo_ssl.catalog.sources import *; print([path for path, _ in find_tracks('-')])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, input=b"a b.wav\nc\xff.wav", capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "['a b.wav', 'c\\udcff.wav']"


def test_a_csv_list_has_a_column_path(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b'\xef\xbb\xbfbpm,path\r\n1,"a, ""b""\nc.wav"\r\n2,\\xff.wav\r\n3,\r\n')
    assert found(path) == ['a, "b"\nc.wav', "\\xff.wav"]


def test_a_catalog_is_a_list_whose_names_are_unescaped(tmp_path: Path) -> None:
    names = [os.fsdecode(b"\xff.wav"), "\\xff.wav", "a.wav"]
    lines = [",".join(CATALOG_COLUMNS), *(as_text(name) + "," * (len(CATALOG_COLUMNS) - 1) for name in names)]
    (tmp_path / "catalog.csv").write_text("\n".join(lines) + "\n")
    assert found(tmp_path / "catalog.csv") == names


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"path\n" + b'"' + b"x" * 200_000])
def test_a_csv_that_is_no_list(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(CatalogError, match=r"list\.csv: is no"):
        found(tmp_path / "list.csv")


def test_a_missing_source(tmp_path: Path) -> None:
    for name in ("missing", "missing.wav", "missing.csv", "nul\0"):
        with pytest.raises(CatalogError, match=r"no such file|null"):
            found(tmp_path / name)


# --- Size and time of change -------------------------------------------------------------------------------------


def test_a_fingerprint_is_exact_to_the_microsecond_and_survives_text(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    for micros in (0, 1, 1_795_268_385_822_190, 1_795_268_385_999_999, 4_000_000_000_123_457):
        touch(path)
        os.utime(path, ns=(0, micros * 1000))
        size, mtime = fingerprint(str(path))
        assert (size, mtime) == (5, micros / 1e6)
        assert float(str(mtime)) == mtime
    assert fingerprint(str(tmp_path / "missing")) == fingerprint("\0") == (None, None)


# --- URLs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def memory() -> fsspec.AbstractFileSystem:
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_what_is_a_url() -> None:
    assert all(map(is_url, ["s3://b/a.wav", "gs://b", "memory://a", "https://x/y.mp3", "az+x://b"]))
    assert not any(map(is_url, ["/a/b", "a.wav", "a:b.wav", "://x", "1s://x", "C:\\a", "dir/http://x"]))


def test_a_url_is_searched_like_a_folder(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("/music/b.wav", "/music/a/c, d.mp3", "/music/a/notes.txt", "/music/.x/e.wav", "/other/f.wav"):
        memory.pipe(name, b"sound")
    expected = ["memory://music/a/c, d.mp3", "memory://music/b.wav"]
    for source in ("memory://music", "memory://music/"):
        pairs = list(find_tracks(source))
        assert [path for path, _ in pairs] == expected
        for path, told in pairs:
            assert told == fingerprint(path)
            assert told[0] == 5
            assert told[1] is not None
    assert found("memory://music/b.wav") == ["memory://music/b.wav"]


def test_a_list_behind_a_url(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/lists/a.txt", b"x.wav\nmemory://y.wav\n")
    memory.pipe("/lists/a.csv", b"path\nz.wav\n")
    assert found("memory://lists/a.txt") == ["x.wav", "memory://y.wav"]
    assert found("memory://lists/a.csv") == ["z.wav"]


def test_what_is_behind_a_url_is_copied_while_it_is_read(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/music/b.wav", b"sound")
    with local_copy("memory://music/b.wav") as path:
        assert Path(path).read_bytes() == b"sound"
        assert path.endswith(".wav")
    assert not os.path.exists(path)
    assert fingerprint("memory://music/missing.wav") == (None, None)
    before = set(os.listdir(os.path.dirname(path)))
    with pytest.raises(CatalogError, match=r"memory://gone\.wav: no such file"), local_copy("memory://gone.wav"):
        pass
    assert set(os.listdir(os.path.dirname(path))) <= before


def test_url_errors_are_one_line_and_name_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CatalogError, match=r"^memory://nothing: no such file or folder"):
        found("memory://nothing")
    with pytest.raises(CatalogError, match=r"^nonsense://a: .*nonsense"):
        found("nonsense://a")
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(CatalogError, match=r'^gs://a: .*pip install "tempo-ssl\[gs\]"$'):
        found("gs://a")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(CatalogError, match=r'^gs://a: .*pip install "tempo-ssl\[cloud\]"$'):
        list(find_remote("gs://a"))


def test_times_of_change_in_any_form() -> None:
    from datetime import datetime, timezone

    from tempo_ssl.catalog.remote import _fingerprint_in

    moment = datetime(2026, 11, 21, 12, 0, 0, 250_000, timezone.utc)
    seconds = moment.timestamp()
    for value in (moment, moment.replace(tzinfo=None), "2026-11-21T12:00:00.250000Z", seconds):
        assert _fingerprint_in({"size": 3, "mtime": value}) == (3, seconds)
    assert _fingerprint_in({"size": None, "updated": "some day"}) == (None, None)
    assert _fingerprint_in({}) == (None, None)


def test_a_source_can_be_piped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a.wav\0b\n.wav\0")))
    assert found("-") == ["a.wav", "b\n.wav"]

"""Files of tables: other files are left alone, full disks do no harm, links and pipes are what they were."""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

import pytest

from catalog_rows import GOOD, paths_in, some_rows, write
from tempo_ssl.audio import as_text
from tempo_ssl.catalog.formats import CsvFormat
from tempo_ssl.catalog.tables import Stream, open_table
from tempo_ssl.errors import CatalogError


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("content", [b"name,bpm\na,1\n", b"{}\n", b"a diary\nof mine\n" * 9])
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"catalog{suffix}"
    path.write_bytes(content)
    with pytest.raises(CatalogError, match="is there already and is no"):
        open_table(str(path))
    assert path.read_bytes() == content


def test_damage_in_the_middle_is_not_repaired_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    whole = bytearray(write(path, some_rows(30_000)))
    whole[500:510] = b"\n" * 10
    path.write_bytes(whole)
    with pytest.raises(CatalogError, match=r"is damaged after row \d+ \(byte \d+\)"):
        open_table(str(path))
    assert path.read_bytes() == whole


def test_two_runs_cannot_write_to_one_table(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    with open_table(str(path)) as table:
        with pytest.raises(CatalogError, match="another run is writing to it"):
            open_table(str(path))
        table.add(GOOD)
        table.remove({hash(as_text(GOOD.path))})  # puts another file in its place
        with pytest.raises(CatalogError, match="another run is writing to it"):
            open_table(str(path))
    write(path, [GOOD])


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"name it \.csv, \.jsonl or \.parquet"):
        open_table(str(tmp_path / "catalog.xlsx"))
    assert os.listdir(tmp_path) == []


def test_a_full_disk_leaves_whole_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "catalog.csv"
    content = some_rows(3)
    whole = write(tmp_path / "whole.csv", content)
    room = len(whole) - 20
    pwrite = os.pwrite

    def almost_full(descriptor: int, data: bytes, place: int) -> int:
        if place >= room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return pwrite(descriptor, data[: room - place], place)

    with open_table(str(path)) as table:
        monkeypatch.setattr(os, "pwrite", almost_full)
        table.add(content[0])
        table.add(content[1])
        with pytest.raises(OSError, match="No space left on device") as caught:
            table.add(content[2])
        assert caught.value.filename == str(path)
        assert path.read_bytes() == whole[: whole.rindex(b'"2, ')]
        monkeypatch.undo()
        table.add(content[2])
    assert path.read_bytes() == whole


def test_a_full_disk_while_rows_are_removed_keeps_the_old_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalog.csv"
    whole = write(path, some_rows(3))

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with open_table(str(path)) as table:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left on device"):
            table.remove({hash(as_text(some_rows(1)[0].path))})
    assert path.read_bytes() == whole
    assert os.listdir(tmp_path) == [path.name]


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    write(target, [GOOD])
    target.chmod(0o640)
    link.symlink_to(target)
    with open_table(str(link)) as table:
        table.remove({hash(as_text(GOOD.path))})
    assert link.is_symlink()
    assert paths_in(target) == []
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_stream_gets_whole_rows_at_once() -> None:
    stream = io.BytesIO()
    with Stream(stream, CsvFormat()) as table:
        table.add(GOOD)
        assert stream.getvalue() == CsvFormat.header + CsvFormat().encode(GOOD)
        assert len(table.done) == 0
    assert not stream.closed


def test_a_pipe_is_written_to_and_not_continued(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with open_table(str(pipe)) as table:
        table.add(GOOD)
        table.finish(None)
        assert os.read(reader, 10_000).endswith(CsvFormat().encode(GOOD))
    os.close(reader)

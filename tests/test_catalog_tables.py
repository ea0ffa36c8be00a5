"""Tables of catalogs: nothing written is lost or doubled, wherever writing stopped."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_rows import paths_in, read_csv, some_rows, write
from tempo_ssl.audio import as_path, as_text
from tempo_ssl.catalog import CATALOG_COLUMNS, CatalogRow
from tempo_ssl.catalog.done import UNKNOWN, DoneIndex
from tempo_ssl.catalog.formats import CsvFormat, JsonLinesFormat, RowFormat
from tempo_ssl.catalog.rowfile import RowFile
from tempo_ssl.catalog.tables import open_table

COLUMNS = list(CATALOG_COLUMNS)
FORMATS: dict[str, RowFormat] = {".csv": CsvFormat(), ".jsonl": JsonLinesFormat()}
#: Names as file systems allow them: any bytes but NUL and the slash.
paths = st.binary(min_size=1, max_size=12).map(lambda raw: os.fsdecode(raw.replace(b"\0", b"\n").replace(b"/", b'"')))
numbers = st.none() | st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 4))
rows = st.builds(
    CatalogRow,
    path=paths,
    bpm=numbers,
    duration_s=numbers,
    error=st.none() | st.just('a "reason", with all'),
    size_bytes=st.none() | st.integers(0, 2**45),
    mtime=st.none() | st.integers(0, 2**52).map(lambda micros: micros / 1e6),
    stability=st.sampled_from([None, "constant"]),
    reason=st.sampled_from([None, "silence"]),
    **dict.fromkeys(("confidence", "octave_confidence", "tempo_octave_relaxed", "bpm_2", "confidence_2"), st.none()),
)
tables = st.lists(rows, max_size=6, unique_by=lambda row: row.path)


def known(value: float | None) -> float:
    return UNKNOWN if value is None else value


# --- Names -------------------------------------------------------------------------------------------------------


@given(
    raw=st.binary(max_size=20) | st.lists(st.sampled_from([b"\\", b"x", b"5c", b"ff", b"\xff", b"\xe9"])).map(b"".join)
)
def test_any_name_becomes_text_and_comes_back(raw: bytes) -> None:
    path = os.fsdecode(raw)
    text = as_text(path)
    text.encode("utf-8")
    assert as_path(text) == path


def test_usual_names_stay_as_they_are() -> None:
    for name in ("a.wav", "Müller - Lied.mp3", "back\\slash.wav", "\\x41.wav", 'a,"b"\n.wav'):
        assert as_text(name) == name
    assert as_text(os.fsdecode(b"a\xff.wav")) == "a\\xff.wav" != as_text("a\\xff.wav")


# --- What is written ---------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(content=tables)
def test_csv_is_read_by_others_as_it_was_meant(
    tmp_path_factory: pytest.TempPathFactory, content: list[CatalogRow]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "catalog.csv"
    write(path, content)
    found = read_csv(path)
    assert [list(row) for row in found] == [COLUMNS] * len(content)
    for row, expected in zip(found, content, strict=True):
        assert as_path(row["path"]) == expected.path
        values = ["" if value is None else str(value) for value in expected[1:]]
        assert list(row.values())[1:] == values
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert [as_path(name) for name in frame["path"]] == [row.path for row in content]


@settings(max_examples=30)
@given(content=tables)
def test_json_lines_hold_the_same(tmp_path_factory: pytest.TempPathFactory, content: list[CatalogRow]) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "catalog.jsonl"
    lines = write(path, content).decode().split("\n")[:-1]
    assert len(lines) == len(content)
    for line, expected in zip(lines, content, strict=True):
        record = json.loads(line)
        assert list(record) == COLUMNS
        assert as_path(record.pop("path")) == expected.path
        assert tuple(record.values()) == expected[1:]


def test_the_first_columns_are_the_agreed_ones() -> None:
    agreed = "path bpm confidence octave_confidence tempo_octave_relaxed bpm_2 confidence_2 stability duration_s error"
    assert COLUMNS == [*agreed.split(), "size_bytes", "mtime", "reason"] == list(CatalogRow._fields)


# --- Going on ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=30)
@given(content=tables.filter(len), data=st.data())
def test_cut_anywhere_the_whole_rows_before_are_kept_and_the_rest_can_follow(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, content: list[CatalogRow], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cut") / f"catalog{suffix}"
    whole = write(path, content)
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut] + data.draw(st.sampled_from([b"", b"\0" * 50])))
    form, end, kept = FORMATS[suffix], len(FORMATS[suffix].header), 0
    for row in content:
        end += len(form.encode(row))
        kept += end <= cut
    with open_table(str(path)) as table:
        found = table.done.find([as_text(row.path) for row in content])
        assert found.is_known.tolist() == [True] * kept + [False] * (len(content) - kept)
        assert found.size[:kept].tolist() == [known(row.size_bytes) for row in content[:kept]]
        assert found.mtime[:kept].tolist() == [known(row.mtime) for row in content[:kept]]
        assert found.has_failed[:kept].tolist() == [row.has_failed for row in content[:kept]]
        for row in content[kept:]:
            table.add(row)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_rows_are_removed_and_sorted(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"catalog{suffix}"
    content = some_rows(5)
    write(path, content)
    with open_table(str(path)) as table:
        table.remove({hash(as_text(content[1].path)), hash(as_text(content[3].path))})
        table.add(content[1]._replace(bpm=1.0))
        table.add(content[3]._replace(bpm=3.0))
        table.finish(None)
    expected = [content[0], content[2], content[4], content[1]._replace(bpm=1.0), content[3]._replace(bpm=3.0)]
    assert paths_in(path) == [row.path for row in expected]
    places = {as_text(row.path): place for place, row in enumerate(content)}
    with open_table(str(path)) as table:
        table.finish(lambda text: places.get(text, -1))
    assert paths_in(path) == [row.path for row in content]
    assert os.listdir(tmp_path) == [path.name]


def test_parquet_grows_by_what_was_gathered_and_the_gathered_counts(tmp_path: Path) -> None:
    path = tmp_path / "catalog.parquet"
    content = some_rows(4)
    write(path, content[:2])
    with open_table(str(path)) as table:  # interrupted: not finished
        table.add(content[1]._replace(bpm=99.0, mtime=5.0))
        table.add(content[2])
    assert paths_in(path) == [row.path for row in content[:2]]
    with open_table(str(path)) as table:
        found = table.done.find([as_text(row.path) for row in content])
        assert found.is_known.tolist() == [True, True, True, False]
        assert (found.size[1], found.mtime[1]) == (1, 5.0)
        table.add(content[3])
        table.finish(None)
    frame = pandas.read_parquet(path)
    assert [as_path(name) for name in frame["path"]] == [content[n].path for n in (0, 1, 2, 3)]
    assert frame["bpm"].tolist() == [128.0412, 99.0, 128.0412, 128.0412]
    assert (frame["size_bytes"].tolist(), frame["mtime"].tolist()[1]) == ([0, 1, 2, 3], 5.0)
    assert frame["error"].isna().all()
    assert os.listdir(tmp_path) == [path.name]


def test_an_empty_parquet_table_has_its_columns(tmp_path: Path) -> None:
    write(tmp_path / "catalog.parquet", [])
    frame = pandas.read_parquet(tmp_path / "catalog.parquet")
    assert (list(frame), len(frame)) == (COLUMNS, 0)


@given(content=st.lists(st.tuples(st.text(max_size=3), st.integers(0, 3), st.booleans()), max_size=20))
def test_the_index_knows_the_last_row_of_a_path(content: list[tuple[str, int, bool]]) -> None:
    index, expected = DoneIndex(), {}
    for path, size, has_failed in content:
        index.add(path, (size, math.pi), has_failed)
        expected[path] = (size, math.pi, has_failed)
    wanted = [*expected, "missing"]
    for _ in range(2):
        found = index.find(wanted)
        assert found.is_known.tolist() == [True] * len(expected) + [False]
        assert list(zip(*(column.tolist() for column in found[1:]), strict=True))[:-1] == list(expected.values())


def test_rows_files_hold_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    write(path, some_rows(2))
    with RowFile(str(path), CsvFormat()) as table:
        assert len(table.done) == 2
        assert table.has_rows

"""Tables of tempi to be written: what is read, and what is said where they make no sense."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tempo_ssl.errors import TagError
from tempo_ssl.tagging import Row, read_rows

pytest_plugins = ["tagged_files"]


def rows_of(text: str | bytes) -> list[Row]:
    content = text.encode() if isinstance(text, str) else text
    return list(read_rows(content.splitlines(keepends=True), "table"))


def test_a_table_of_batch_is_read() -> None:
    head = (
        "path,bpm,confidence,octave_confidence,tempo_octave_relaxed,bpm_2,confidence_2,stability,duration_s,error,"
        "size_bytes,mtime\n"
    )
    rows = rows_of(
        head + '"a,""b""\nc.mp3",128.04,0.9,0.8,128.04,64.02,0.4,constant,180.0,,5,6\nb.mp3,,0,0,,,,unknown,1,bad,5,6\n'
    )
    assert rows == [Row('a,"b"\nc.mp3', 128.04, 0.9), Row("b.mp3", None, 0.0)]


def test_other_tables_are_read() -> None:
    assert rows_of(b"\xef\xbb\xbfbpm,path\r\n100,a\r\n") == [Row("a", 100.0)]
    assert rows_of(
        '{"path": "a", "bpm": 100.5, "confidence": 0.5, "candidates": []}\n\n{"path": "b", "bpm": null}\n'
    ) == [
        Row("a", 100.5, 0.5),
        Row("b", None),
    ]
    assert rows_of(b"path,bpm\n\xff.mp3,90\n") == [Row("\udcff.mp3", 90.0)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,fast,1", "bpm is 'fast', not a number, in row 2 of table"),
        ("a,100,high", "confidence is 'high', not a number, in row 2 of table"),
        ("a,-5,1", "-5 BPM is no tempo in row 2 of table"),
        ("a,nan,1", "nan BPM is no tempo in row 2 of table"),
        ("a,1e9,1", "1e+09 BPM is no tempo in row 2 of table"),
        ("a,12", "row 2 of table is cut short"),
    ],
)
def test_a_row_that_makes_no_sense_says_so_and_the_next_is_read(row: str, problem: str) -> None:
    bad, good = rows_of(f"path,bpm,confidence\n{row}\nb,100,1\n")
    assert (bad.path, bad.bpm, bad.problem) == ("a", None, problem)
    assert good == Row("b", 100.0, 1.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"file,tempo\na,100\n",
        b"path\na\n",
        b"128.04 BPM  song.wav\n",
        b"PAR1\0\0\xff\xfe",
        b"{\n",
        b'{"path": 5, "bpm": 5}\n',
        b'{"bpm": 5}\n',
        b"[]\n",
        b'path,bpm\n"' + b"x" * 200_000 + b'",100\n',
    ],
)
def test_what_is_no_table_is_an_error_of_one_line(content: bytes) -> None:
    with pytest.raises(TagError, match=r"^table: ") as caught:
        rows_of(content)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200), st.sampled_from([b"", b"path,bpm\n", b'{"path":"a","bpm":1}\n']))
def test_any_content_is_a_table_or_an_error(content: bytes, head: bytes) -> None:
    try:
        rows = rows_of(head + content)
    except TagError:
        return
    assert all(row.bpm is None or 1 <= row.bpm <= 1000 for row in rows)


def test_escaped_bytes_of_a_name_are_bytes_where_there_is_such_a_file(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        (tmp_path / os.fsdecode(b"\xfe.flac")).touch()
    except OSError:
        pytest.skip("this file system has no such names")
    table = b"path,bpm\n\\xfe.flac,90\n\\xfd.flac,90\n"
    assert [row.path for row in rows_of(table)] == ["\udcfe.flac", "\\xfd.flac"]
    # A name that looks like an escape is escaped itself by tempo-ssl; other programs write it as it is.
    (tmp_path / "\\xfd.flac").touch()
    paths = [row.path for row in rows_of(table + b"\\x5cxfd.flac,90\n")]
    assert [os.fsencode(path) for path in paths] == [b"\xfe.flac", b"\\xfd.flac", b"\\xfd.flac"]

"""Manifests: a table with a row for each recording.

| column | holds |
| --- | --- |
| ``path`` | the sound file, from the manifest's folder; unique |
| ``bpm`` | its tempo, a positive number |
| ``octave`` | ``stated`` (or empty), or ``uncertain``: the octave is anybody's guess |
| ``bpm_2``, ``salience`` | a second tempo, and the share (0..1) of listeners for the first (default 0.5) |
| any other | to split the tables by, to resample by, or to probe for |

What a manifest is read from is described in :mod:`tempo_ssl.evaluation.table`.
"""

from __future__ import annotations

from pathlib import Path

from tempo_ssl.audio import file_digest
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.dataset import OCTAVE, UNCERTAIN, Dataset, Track, plain_path
from tempo_ssl.evaluation.table import Row, number, raise_faults, read_table, shown, tempo

#: What the column ``octave`` may hold, in any case.
OCTAVES = ("", "stated", UNCERTAIN)
#: Columns that are read into fields of their own.
FIELDS = ("path", "bpm", "bpm_2", "salience")


def read_manifest(path: Path) -> Dataset:
    """The recordings of a manifest.

    Whether the sound files are there is not looked at: answers that were given elsewhere can be judged without them.
    ``EvaluationError`` in one line, with the row, for everything that is wrong in the table.
    """
    table = read_table(path, [["path"], ["bpm"]])
    if not table.rows:
        raise EvaluationError(f"{table.name}: names no recordings, only columns")
    tracks, faults = [], []
    rows: dict[str, int] = {}
    for row in table.rows:
        fault = _fault_of(row)
        name = plain_path(row.values["path"]) if row.values["path"] else ""
        if fault is None and name in rows:
            fault = f"the path {shown(row.values['path'])} was there in row {rows[name]} already"
        if fault is not None:
            faults.append(table.fault(row, fault))
            continue
        rows[name] = row.number
        tracks.append(_track(row, path.parent))
    raise_faults(faults)
    # A manifest has no other version than its content.
    version = f"SHA-256 {file_digest(path)[:12]}"
    return Dataset(path.name, f"{table.name}, {len(tracks)} rows, {version}", tuple(tracks))


def _fault_of(row: Row) -> str | None:
    values = row.values
    if not values["path"]:
        return "has no path"
    for column in ("bpm", "bpm_2"):
        text = values.get(column, "")
        if tempo(text) is None and (text or column == "bpm"):
            return f"{column} {shown(text)} is not a positive number of beats per minute"
    share = values.get("salience", "")
    if share and not 0 <= (-1 if number(share) is None else float(share)) <= 1:
        return f"salience {shown(share)} is not a number from 0 to 1"
    if values.get(OCTAVE, "").lower() not in OCTAVES:
        return f"octave {shown(values[OCTAVE])} is neither 'stated' nor 'uncertain'"
    return None


def _track(row: Row, folder: Path) -> Track:
    values = row.values
    second = values.get("bpm_2", "")
    share = values.get("salience", "")
    audio = folder / values["path"]
    if "\\" in values["path"] and not audio.exists():
        audio = folder / plain_path(values["path"])  # written on Windows
    return Track(
        path=values["path"],
        bpm=float(values["bpm"]),
        audio=audio,
        octave_stated=values.get(OCTAVE, "").lower() != UNCERTAIN,
        bpm_2=float(second) if second else None,
        salience=float(share) if share else 0.5 if second else 1.0,
        columns={column: value for column, value in values.items() if column not in FIELDS},
    )

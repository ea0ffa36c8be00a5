"""Folders of JAMS files: an annotated recording each, its sound beside it under the same name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tempo_ssl.audio import display_name, find_audio
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.annotations import (
    BEATS_RULE,
    AnnotatedTempo,
    left_out,
    tempo_from_beats,
    tempo_from_observations,
)
from tempo_ssl.evaluation.dataset import Dataset, Track
from tempo_ssl.evaluation.extra import check_extra

SUFFIX = ".jams"
#: Namespaces that hold a tempo, best first.
TEMPO, BEATS = "tempo", ("beat", "beat_position")
#: Namespaces whose value becomes a column: JAMS namespace -> column.
LABELS = {"tag_open": "tag", "tag_gtzan": "genre", "key_mode": "key"}


def read_jams_folder(folder: Path, *, annotation: str | None = None, audio: Path | None = None) -> Dataset:
    """The recordings that the JAMS files in a folder, and in the folders below, describe.

    Parameters
    ----------
    folder : searched for ``*.jams``
    annotation : take only annotations of this version or namespace; by default the first tempo, or else the first
        beats, of each file
    audio : where the sound files are; by default beside the JAMS files

    Raises
    ------
    EvaluationError : in one line, where there are no JAMS files, one cannot be read, or none has a tempo
    """
    check_extra("jams", "reading JAMS files")
    files = sorted(folder.rglob("*" + SUFFIX))
    if not files:
        raise EvaluationError(f"{display_name(folder)}: holds no JAMS files ({SUFFIX}), and is no manifest")
    sound = {path.with_suffix(""): path for path in find_audio(folder if audio is None else audio)}
    tracks, labels, without = [], Counter[str](), []
    for path in files:
        name = path.relative_to(folder).with_suffix("")
        content = _load(path)
        label, tempo = find_tempo(content, annotation)
        if tempo is None:
            without.append(str(name))
            continue
        labels[label] += 1
        beside = (folder if audio is None else audio) / name
        found = sound.get(beside)
        tracks.append(
            Track(
                path=name.as_posix(),
                bpm=tempo.bpm,
                audio=found or beside,
                bpm_2=tempo.bpm_2,
                salience=tempo.salience,
                columns=_columns(content),
            )
        )
    if not tracks:
        wanted = "a tempo or beats" if annotation is None else f"an annotation {annotation!r}"
        raise EvaluationError(f"{display_name(folder)}: none of its {len(files)} JAMS files has {wanted}")
    said = ", ".join(f"{label}: {count}" for label, count in labels.most_common())
    return Dataset(
        name=folder.name or str(folder),
        annotation=f"JAMS, {said}{left_out(without, 'without a tempo')}",
        tracks=tuple(tracks),
        audio_hint=f"the sound of a JAMS file is looked for under its name in {display_name(audio or folder)}; "
        "name another folder with --audio",
    )


def find_tempo(content: Any, annotation: str | None) -> tuple[str, AnnotatedTempo | None]:
    """The first tempo of a ``jams.JAMS``, or else the tempo of its first beats, and what it is called."""
    for namespaces in ((TEMPO,), BEATS):
        for found in content.annotations:
            version = str(found.annotation_metadata.version or "").strip()
            if found.namespace not in namespaces or annotation not in (None, version, found.namespace):
                continue
            observations = list(found)
            if found.namespace == TEMPO:
                tempo = tempo_from_observations(
                    [float(o.time) for o in observations],
                    [float(o.duration) for o in observations],
                    [float(o.value) for o in observations],
                    [o.confidence for o in observations],
                )
            else:
                tempo = tempo_from_beats([float(o.time) for o in observations])
            if tempo is not None:
                rule = "" if found.namespace == TEMPO else f" ({BEATS_RULE})"
                return f"{found.namespace} version {version or 'unknown'}{rule}", tempo
    return "", None


def _load(path: Path) -> Any:
    import jams

    try:
        return jams.load(str(path), validate=False)
    except Exception as error:  # whatever its parsers raise: json, jsonschema, its own
        reason = " ".join(str(error).split())
        raise EvaluationError(f"{display_name(path)}: cannot be read as JAMS ({reason[:200]})") from None


def _columns(content: Any) -> dict[str, str]:
    metadata = content.file_metadata
    columns = {"artist": str(metadata.artist or ""), "release": str(metadata.release or "")}
    for found in content.annotations:
        column = LABELS.get(found.namespace)
        if column and column not in columns:
            columns[column] = next((str(observation.value) for observation in found), "")
    return columns

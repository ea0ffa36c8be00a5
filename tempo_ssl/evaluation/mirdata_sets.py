"""Data sets of ``mirdata`` by their names: every one that has tempi or beats.

Nothing is downloaded here: what is missing is named, together with the command that gets it.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tempo_ssl.audio import display_name
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.annotations import (
    BEATS_RULE,
    AnnotatedTempo,
    left_out,
    tempo_from_beats,
    tempo_from_observations,
)
from tempo_ssl.evaluation.dataset import Dataset, Track
from tempo_ssl.evaluation.extra import check_extra, library_version

#: Attributes of a track that hold a tempo or beats, in the order in which they are tried.
ANNOTATIONS = ("tempo", "beats")
#: Attributes of a track that are no column: what is said elsewhere.
NO_COLUMNS = ("track_id", "tempo", "tempo_v2", "beats")
#: Attributes of a track that hold the path of its sound, best first; any other audio_..._path comes after them.
SOUND = ("audio_path", "audio_mix_path", "audio_mic_path")
#: What the loaders of data sets raise for files that are not as they expect.
LOADER_ERRORS = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError)


def read_mirdata(name: str, *, annotation: str | None = None, data_home: str | None = None) -> Dataset:
    """The recordings of a data set of mirdata.

    Parameters
    ----------
    name : ``giantsteps_tempo``, or with a version ``giantsteps_tempo@2.0``
    annotation : the attribute of mirdata's tracks to take, such as ``tempo_v2``; by default ``tempo``, or ``beats``
    data_home : where the data set is; by default where mirdata keeps it

    Raises
    ------
    EvaluationError : in one line, where mirdata or its files are missing, or the set has neither tempi nor beats
    """
    check_extra("mirdata", f"the data set mirdata:{name}")
    plain, _, version = name.partition("@")
    data = _initialize(plain, version or "default", data_home)
    how = f'python -c "import mirdata; mirdata.initialize({plain!r}, data_home={data.data_home!r}).download()"'
    try:
        tracks = [data.track(track_id) for track_id in data.track_ids]
    except FileNotFoundError:
        raise EvaluationError(
            f"mirdata:{name}: its index or metadata are not on this machine; get them: {how}"
        ) from None
    wanted = (annotation,) if annotation else ANNOTATIONS
    attribute = next(
        (option for option in wanted if any(hasattr(type(t), option) or option in vars(t) for t in tracks)), None
    )
    if attribute is None:
        raise EvaluationError(f"mirdata:{name}: has no {' and no '.join(wanted)} to judge tempi by")
    found, without, unread = [], [], []
    for track in tracks:
        try:
            tempo = _tempo(track, attribute)
        except LOADER_ERRORS as error:
            unread.append(f"{track.track_id}: {' '.join(str(error).split()) or type(error).__name__}")
            continue
        if tempo is None:
            without.append(track.track_id)
            continue
        found.append(_track(track, tempo, Path(data.data_home)))
    if unread:
        raise EvaluationError(
            f"mirdata:{name}: {len(unread)} of {len(tracks)} annotations ({attribute}) cannot be read "
            f"({unread[0]}); get them: {how}"
        )
    if not found:
        raise EvaluationError(f"mirdata:{name}: none of its {len(tracks)} tracks has a tempo ({attribute})")
    rule = f", {BEATS_RULE}" if attribute == "beats" else ""
    return Dataset(
        name=f"mirdata:{plain}",
        annotation=f"mirdata {library_version('mirdata')}, {plain} version {data.version}, {attribute}{rule}"
        f"{left_out(without, 'without a tempo')}",
        tracks=tuple(found),
        audio_hint=f"mirdata:{plain}: looked for in {display_name(data.data_home)}; {_how_to_get(data, how)}",
    )


def _initialize(name: str, version: str, data_home: str | None) -> Any:
    import mirdata

    with _quiet():
        try:
            return mirdata.initialize(name, data_home=data_home, version=version)
        except ValueError as error:
            if name not in mirdata.list_datasets():
                known = ", ".join(mirdata.list_datasets())
                raise EvaluationError(f"mirdata has no data set {name!r}; it has {known}") from None
            raise EvaluationError(f"mirdata:{name}: {' '.join(str(error).split())}") from None
        except ImportError:
            raise EvaluationError(f'mirdata:{name}: needs more libraries: pip install "mirdata[{name}]"') from None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Loaders print, and complain on the root logger, where one line is wanted."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logging.disable(before)


def _tempo(track: Any, attribute: str) -> AnnotatedTempo | None:
    try:
        value = getattr(track, attribute)
    except TypeError:
        # Some loaders make a float of an array, which numpy no longer allows; the file holds a number and no more.
        value = np.loadtxt(getattr(track, f"{attribute}_path"), ndmin=1).ravel()[0]
    if value is None:
        return None
    if hasattr(value, "times"):
        return tempo_from_beats(value.times)
    if hasattr(value, "tempos"):
        starts, ends = np.asarray(value.intervals).T
        confidences = [None] * len(starts) if value.confidence is None else list(value.confidence)
        return tempo_from_observations(list(starts), list(ends - starts), list(value.tempos), confidences)
    return tempo_from_observations([0.0], [0.0], [float(str(value).split()[0])], [None])


def _track(track: Any, tempo: AnnotatedTempo, home: Path) -> Track:
    audio = _audio_path(track)
    path = track.track_id if audio is None else Path(os.path.relpath(audio, home)).as_posix()
    return Track(
        path=path,
        bpm=tempo.bpm,
        audio=audio,
        bpm_2=tempo.bpm_2,
        salience=tempo.salience,
        columns=_columns(track),
    )


def _audio_path(track: Any) -> Path | None:
    """The track's sound: of several, the mix rather than single channels."""
    names = sorted(name for name in vars(track) if name.startswith("audio") and name.endswith("_path"))
    paths = [getattr(track, name, None) for name in (*SOUND, *names)]
    return next((Path(path) for path in paths if path), None)


def _columns(track: Any) -> dict[str, str]:
    """The track's own facts that are a word or a number: genre, artist, split, ..."""
    names = [name for name in (*vars(track), *vars(type(track))) if not name.startswith("_")]
    columns = {"track_id": str(track.track_id)}
    for name in dict.fromkeys(names):
        if name in NO_COLUMNS or name.endswith("_path") or name.startswith("audio"):
            continue
        with contextlib.suppress(*LOADER_ERRORS):
            value = getattr(track, name)
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                columns[name] = " ".join(str(value).split())
    return columns


def _how_to_get(data: Any, how: str) -> str:
    told = " ".join(str(data._download_info or "").format(data.data_home).split())
    return f"to get it: {told or how}"

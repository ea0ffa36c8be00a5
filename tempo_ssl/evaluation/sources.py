"""Where annotated recordings come from, as users write it: a manifest, a folder of JAMS files, ``mirdata:name``."""

from __future__ import annotations

from pathlib import Path

from tempo_ssl.audio import display_name
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.manifest import read_manifest

MIRDATA = "mirdata:"


def read_source(source: str, *, annotation: str | None = None, audio: str | None = None) -> Dataset:
    """The recordings that ``source`` stands for.

    Parameters
    ----------
    source : path of a manifest or of a folder of JAMS files, or ``mirdata:name``, ``mirdata:name@version``
    annotation : which annotation to take, where the source has several
    audio : folder of the sound files (JAMS) or of the data set (mirdata), where they are not at the usual place

    Raises
    ------
    EvaluationError : in one line, for whatever is wrong with the source
    """
    if source.startswith(MIRDATA):
        from tempo_ssl.evaluation.mirdata_sets import read_mirdata

        return read_mirdata(source.removeprefix(MIRDATA), annotation=annotation, data_home=audio)
    path = Path(source)
    if path.is_dir():
        from tempo_ssl.evaluation.jams_files import read_jams_folder

        return read_jams_folder(path, annotation=annotation, audio=None if audio is None else Path(audio))
    if annotation is not None or audio is not None:
        raise EvaluationError(
            f"{display_name(path)}: a manifest says itself where its sound is and has one annotation; --annotation and "
            "--audio are for JAMS folders and mirdata"
        )
    return read_manifest(path)

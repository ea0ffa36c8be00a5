"""The model file: one zip archive that explains itself, without pickles or paths.

model.json        format number, embedding's name and version, calibration, training record
embedding.onnx    the frozen embedding's network (absent where it has none)
project.onnx      embeddings [N, *shape] -> projections [N, P]
score.onnx        projections [N, P], [R, P] -> logits [N, R]
references.npz    tempi and projections of the reference bank
"""

from __future__ import annotations

import io
import json
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from tempo_ssl import config
from tempo_ssl.audio import display_name
from tempo_ssl.calibration import Calibration, Calibrator
from tempo_ssl.decoding import TempoCurve, tempo_curve
from tempo_ssl.embedding import EmbeddingModel, load_embedding
from tempo_ssl.errors import ModelError
from tempo_ssl.features import cut_excerpts, excerpt_starts
from tempo_ssl.graph import Graph
from tempo_ssl.references import ReferenceBank

#: Raised whenever a reader of the format before could misread the file.
FORMAT = 2
SUFFIX = ".tempo"
#: Name of the shipped model.
DEFAULT_MODEL = "default"
#: What the zip, json and array readers raise for bytes that are not theirs.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(KeyError, ValueError, TypeError, RuntimeError),
)
#: Every member of the archive carries this date, so that equal models are equal files.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class TempoModel:
    """All that estimating needs. ``training`` records how it was made, for people."""

    embedding: EmbeddingModel
    project_graph: bytes
    score_graph: bytes
    references: ReferenceBank
    calibration: Calibration
    training: Mapping[str, Any]

    @cached_property
    def _project(self) -> Graph:
        return Graph(self.project_graph)

    @cached_property
    def _score(self) -> Graph:
        return Graph(self.score_graph)

    def project(self, onsets: np.ndarray) -> np.ndarray:
        """Onset curves of excerpts ``[N, T, C]`` -> projections ``[N, P]``."""
        return self._project.run(self.embedding.embed(onsets))[0]

    def pair_logits(self, excerpts: np.ndarray) -> np.ndarray:
        """Logits ``[N, N]`` of "same tempo" for every two of the excerpts ``[N, T, F]``; positive is "same"."""
        projections = self.project(self.embedding.onsets(excerpts))
        return self._score.run(projections, projections)[0]

    def listen(self, features: np.ndarray) -> tuple[TempoCurve, np.ndarray]:
        """The tempo curve of a track's features ``[T, F]`` (T >= 1), and its onset curves ``[T, C]``.

        A track of up to :data:`~tempo_ssl.config.OVERLAP_BELOW` excerpts is heard in excerpts of two lengths, and the
        scores of both count the same; of a longer one the longer excerpts are enough. A clip shorter than an excerpt
        is heard as it is, and played in a loop, as which such clips are often meant: a loop cut at the bar gains a
        pulse that goes on; the clip as it is keeps any other from being led astray by the seam.
        """
        frames = round(self.embedding.excerpt_seconds * config.FRAME_RATE)
        onsets = self.embedding.onsets(features[None])[0]
        curve = tempo_curve(self.score_track(onsets, frames), self.references.bpm)
        if len(features) < frames:
            loop = np.tile(features, (-(-config.LOOP_EXCERPTS * frames // len(features)), 1))
            in_loop = self.embedding.onsets(loop[None, : config.LOOP_EXCERPTS * frames])[0]
            other = tempo_curve(self.score_track(in_loop, frames), self.references.bpm)
            excerpts = np.stack([curve.score, other.score])
            return TempoCurve(curve.bpm, excerpts.mean(axis=0), excerpts), onsets
        if len(features) >= config.OVERLAP_BELOW * frames:
            return curve, onsets
        other = tempo_curve(self.score_track(onsets, round(frames * config.SHORT_EXCERPT)), self.references.bpm)
        return TempoCurve(curve.bpm, (curve.score + other.score) / 2, curve.excerpts), onsets

    def listen_to_excerpts(self, features: np.ndarray) -> tuple[TempoCurve, np.ndarray]:
        """The tempo curve of a track by excerpts of it alone, features ``[N, T, F]``, and their onset curves.

        The onset curves are ``[N, T, C]``.
        """
        step = config.EXCERPTS_AT_ONCE
        parts = [slice(low, low + step) for low in range(0, len(features), step)]
        # First all of the curves, into one array that stays: one of each part would lie between what passes, and pin
        # its memory. Then the scores.
        first = self.embedding.onsets(features[parts[0]])
        onsets = np.empty((len(features), *first.shape[1:]), dtype=first.dtype)
        onsets[parts[0]] = first
        for part in parts[1:]:
            onsets[part] = self.embedding.onsets(features[part])
        logits = np.concatenate([self.score_excerpts(onsets[part]) for part in parts])
        return tempo_curve(logits, self.references.bpm), onsets

    def score_track(self, onsets: np.ndarray, frames: int) -> np.ndarray:
        """Logits ``[N, R]`` of a track's excerpts of ``frames`` frames, which overlap by half where the track is short.

        ``onsets`` are the onset curves of the track, ``[T, C]``.
        """
        is_short = len(onsets) < config.OVERLAP_BELOW * frames
        starts = excerpt_starts(len(onsets), frames, frames // 2 if is_short else frames)
        logits = []
        for low in range(0, len(starts), config.EXCERPTS_AT_ONCE):
            logits.append(
                self.score_excerpts(cut_excerpts(onsets, starts[low : low + config.EXCERPTS_AT_ONCE], frames))
            )
        return np.concatenate(logits)

    def score_excerpts(self, onsets: np.ndarray) -> np.ndarray:
        """Logits ``[N, R]`` of "same tempo" for excerpts' onset curves ``[N, T, C]`` and every reference."""
        return self._score.run(self.project(onsets), self.references.projection)[0]


def save_model(path: str | os.PathLike[str], model: TempoModel) -> None:
    """Write the model file; complete or not at all."""
    description = {
        "format": FORMAT,
        "embedding": {"name": model.embedding.name, "version": model.embedding.version},
        "calibration": asdict(model.calibration),
        "training": dict(model.training),
    }
    bank = io.BytesIO()
    np.savez(
        bank,
        bpm=model.references.bpm,
        projection=model.references.projection.astype(np.float16),
    )
    members = {
        "model.json": json.dumps(description, indent=1, ensure_ascii=False).encode(),
        "project.onnx": model.project_graph,
        "score.onnx": model.score_graph,
        "references.npz": bank.getvalue(),
    }
    if model.embedding.graph is not None:
        members["embedding.onnx"] = model.embedding.graph
    target = Path(path)
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    part.replace(target)


def load_model(name_or_path: str | os.PathLike[str] = DEFAULT_MODEL) -> TempoModel:
    """The shipped model by its name, or a model file by its path.

    ``ModelError``, in one line, where it is missing, no model file, damaged, or made by a newer version.
    """
    name, content = read_model(name_or_path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {member: archive.read(member) for member in archive.namelist()}
        description = json.loads(members["model.json"])
        if description["format"] > FORMAT:
            raise ModelError(
                f"the file has format {description['format']}, this version reads up to {FORMAT}; update tempo-ssl"
            )
        if description["format"] < FORMAT:
            raise ModelError(f"made by an older version (format {description['format']}); train the model again")
        embedding = load_embedding(description["embedding"]["name"], members.get("embedding.onnx"))
        with np.load(io.BytesIO(members["references.npz"]), allow_pickle=False) as bank:
            references = ReferenceBank(bank["bpm"], bank["projection"].astype(np.float32))
        model = TempoModel(
            embedding=embedding,
            project_graph=members["project.onnx"],
            score_graph=members["score.onnx"],
            references=references,
            calibration=_calibration(description["calibration"]),
            training=description["training"],
        )
        version = description["embedding"]["version"]
    except ModelError as error:
        raise ModelError(f"{name}: {error}") from error
    except DAMAGE as error:
        raise ModelError(f"{name}: damaged, or not a tempo-ssl model file; train it again or use another") from error
    if embedding.version != version:
        raise ModelError(
            f"{name}: made with version {version} of the embedding {embedding.name!r}, this is {embedding.version}; "
            "train the model again"
        )
    return model


def read_model(name_or_path: str | os.PathLike[str]) -> tuple[str, bytes]:
    """A model's name for messages, and its bytes."""
    if name_or_path == DEFAULT_MODEL:
        return "the shipped model", files("tempo_ssl").joinpath("data", DEFAULT_MODEL + SUFFIX).read_bytes()
    path, name = Path(name_or_path), display_name(name_or_path)
    if path.is_dir():
        raise ModelError(f"{name}: a folder, not a model file; name the file that `tempo-ssl train` wrote")
    try:
        return name, path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{name}: no such model; give {DEFAULT_MODEL!r} or the path of a model file") from None
    except OSError as error:
        raise ModelError(f"{name}: cannot be read ({error.strerror})") from error


def _calibration(description: Mapping[str, Any]) -> Calibration:
    presence, pulse, octave = (_calibrator(description[name]) for name in ("presence", "pulse", "octave"))
    return Calibration(presence, pulse, octave, float(description["least_presence"]))


def _calibrator(numbers: Mapping[str, Any]) -> Calibrator:
    mean, scale, weights = (tuple(map(float, numbers[name])) for name in ("mean", "scale", "weights"))
    return Calibrator(mean, scale, weights, float(numbers["bias"]))

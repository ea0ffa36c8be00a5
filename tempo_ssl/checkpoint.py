"""The model file: one zip archive that explains itself, without pickles or paths.

model.json        format number, embedding's name and version, calibration, training record
embedding.onnx    the frozen embedding's network (absent where it has none)
whole/            the classifier of recordings of an excerpt or more
  project.onnx    embeddings [N, *shape] -> projections [N, P]
  score.onnx      projections [N, P], [R, P] -> logits [N, R]
  references.npz  tempi and projections of the reference bank
clips/            the classifier of shorter ones, the same three
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
from tempo_ssl.references import ReferenceBank, Scorer

#: Raised whenever a reader of the format before could misread the file.
FORMAT = 4
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
    #: What recordings of an excerpt or more are answered with, and what shorter ones are.
    whole: Scorer
    clips: Scorer
    calibration: Calibration
    training: Mapping[str, Any]

    def pair_logits(self, excerpts: np.ndarray) -> np.ndarray:
        """Logits ``[N, N]`` of "same tempo" for every two of the excerpts ``[N, T, F]``; positive is "same"."""
        return self.whole.pair_logits(self.embedding.embed(self.embedding.onsets(excerpts)))

    def listen(self, features: np.ndarray) -> tuple[TempoCurve, np.ndarray]:
        """The tempo curve of a track's features ``[T, F]`` (T >= 1), and its onset curves ``[T, C]``.

        A track of up to :data:`~tempo_ssl.config.OVERLAP_BELOW` excerpts is heard in excerpts of two lengths, and the
        scores of both count the same; of a longer one the longer excerpts are enough. A clip shorter than an excerpt
        has a classifier of its own. It is heard as it is, and played in a loop, as which such clips are often meant: a
        loop cut at the bar gains a pulse that goes on; the clip as it is keeps any other from being led astray by the
        seam.
        """
        frames = round(self.embedding.excerpt_seconds * config.FRAME_RATE)
        onsets = self.embedding.onsets(features[None])[0]
        if len(features) < frames:
            loop = np.tile(features, (-(-config.LOOP_EXCERPTS * frames // len(features)), 1))
            in_loop = self.embedding.onsets(loop[None, : config.LOOP_EXCERPTS * frames])[0]
            curve = self.track_curve(onsets, frames, self.clips, config.CLIP_FADE)
            other = self.track_curve(in_loop, frames, self.clips)
            excerpts = np.stack([curve.score, other.score])
            return TempoCurve(curve.bpm, excerpts.mean(axis=0), excerpts), onsets
        curve = self.track_curve(onsets, frames, self.whole)
        if len(features) >= config.OVERLAP_BELOW * frames:
            return curve, onsets
        other = self.track_curve(onsets, round(frames * config.SHORT_EXCERPT), self.whole)
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
        logits = [self.whole.reference_logits(self.embedding.embed(onsets[part])) for part in parts]
        return tempo_curve(np.concatenate(logits), self.whole.references.bpm), onsets

    def track_curve(
        self, onsets: np.ndarray, frames: int, scorer: Scorer, fade: float = config.EXCERPT_FADE
    ) -> TempoCurve:
        """The tempo curve of a track by excerpts of ``frames`` frames, which overlap by half where the track is short.

        ``onsets`` are the onset curves of the track, ``[T, C]``; the excerpts fade in and out over the share ``fade``.
        """
        is_short = len(onsets) < config.OVERLAP_BELOW * frames
        starts = excerpt_starts(len(onsets), frames, frames // 2 if is_short else frames)
        logits = []
        for low in range(0, len(starts), config.EXCERPTS_AT_ONCE):
            excerpts = cut_excerpts(onsets, starts[low : low + config.EXCERPTS_AT_ONCE], frames)
            logits.append(scorer.reference_logits(self.embedding.embed(excerpts, fade)))
        return tempo_curve(np.concatenate(logits), scorer.references.bpm)


def save_model(path: str | os.PathLike[str], model: TempoModel) -> None:
    """Write the model file; complete or not at all."""
    description = {
        "format": FORMAT,
        "embedding": {"name": model.embedding.name, "version": model.embedding.version},
        "calibration": asdict(model.calibration),
        "training": dict(model.training),
    }
    members = {"model.json": json.dumps(description, indent=1, ensure_ascii=False).encode()}
    for name, scorer in (("whole", model.whole), ("clips", model.clips)):
        bank = io.BytesIO()
        np.savez(bank, bpm=scorer.references.bpm, projection=scorer.references.projection.astype(np.float16))
        members[f"{name}/project.onnx"] = scorer.project_graph
        members[f"{name}/score.onnx"] = scorer.score_graph
        members[f"{name}/references.npz"] = bank.getvalue()
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
        model = TempoModel(
            embedding=embedding,
            whole=_scorer(members, "whole"),
            clips=_scorer(members, "clips"),
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


def _scorer(members: Mapping[str, bytes], name: str) -> Scorer:
    with np.load(io.BytesIO(members[f"{name}/references.npz"]), allow_pickle=False) as bank:
        references = ReferenceBank(bank["bpm"], bank["projection"].astype(np.float32))
    return Scorer(members[f"{name}/project.onnx"], members[f"{name}/score.onnx"], references)


def _calibration(description: Mapping[str, Any]) -> Calibration:
    presence, pulse, octave = (_calibrator(description[name]) for name in ("presence", "pulse", "octave"))
    return Calibration(presence, pulse, octave, float(description["least_presence"]))


def _calibrator(numbers: Mapping[str, Any]) -> Calibrator:
    mean, scale, weights = (tuple(map(float, numbers[name])) for name in ("mean", "scale", "weights"))
    return Calibrator(mean, scale, weights, float(numbers["bias"]))

"""What hears an experiment's sounds, and where what it heard is stored."""

from __future__ import annotations

import hashlib
import io
import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.errors import AudioError, TempoSSLError
from tempo_ssl.evaluation.answers import Answer
from tempo_ssl.evaluation.embedding_probes import embed_track
from tempo_ssl.evaluation.perturbation import Perturbation
from tempo_ssl.evaluation.systems import System


class Listener(Protocol):
    """A system or an embedding: hears a file, and its results are bytes that can be stored."""

    name: str
    #: All that decides its results, beside the sound.
    key: str

    def hear(self, path: Path) -> bytes: ...


class AnsweringListener:
    """A system, heard through its answers. Times are left out: they would make no two runs the same."""

    def __init__(self, system: System) -> None:
        self.name, self._system = system.name, system
        self.key = f"answers {system.name} {system.version}"

    def hear(self, path: Path) -> bytes:
        try:
            answer = self._system.answer(path)
        except TempoSSLError:
            # Its message would name a temporary file; without one of the perturbed sound there is no tempo either.
            answer = Answer(reason="cannot be read")
        return json.dumps(asdict(replace(answer, seconds=None, cpu_seconds=None))).encode()


class EmbeddingListener:
    """An embedding of whole tracks."""

    def __init__(self, embedding: EmbeddingModel) -> None:
        self.name, self._embedding = embedding.name, embedding
        self.key = f"embedding {embedding.name} {embedding.version}"

    def hear(self, path: Path) -> bytes:
        buffer = io.BytesIO()
        try:
            np.save(buffer, embed_track(self._embedding, path))
        except AudioError:
            return b""  # nothing is left of it
        return buffer.getvalue()


@dataclass(frozen=True)
class Store:
    """Results by all that decides them, one file each."""

    folder: Path

    def path(self, listener: Listener, sound: str, perturbation: Perturbation, seed: int) -> Path:
        """Where a result is, or will be."""
        listeners = hashlib.sha256(listener.key.encode()).hexdigest()[:16]
        step = hashlib.sha256(f"{sound} {perturbation.kind} {perturbation.amount!r} {seed}".encode()).hexdigest()[:32]
        return self.folder / listeners / step

    def put(self, path: Path, content: bytes) -> None:
        """Store a result, complete or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(path)

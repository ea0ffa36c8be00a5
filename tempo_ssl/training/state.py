"""The file from which an interrupted training run goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from tempo_ssl.config import TrainingSettings
from tempo_ssl.errors import TrainingError
from tempo_ssl.model import PairClassifier
from tempo_ssl.piece import Piece


def material_digest(pieces: Iterable[Piece]) -> str:
    """Tells pieces from others by the names of their files, wherever these lie, their lengths and their order."""
    names = [f"{Path(piece.name).name} {len(piece.features)} {piece.bpm}" for piece in pieces]
    return hashlib.sha256("\n".join(names).encode(errors="surrogateescape")).hexdigest()


class RunState:
    """Weights, optimiser, figures and settings after the last complete epoch, in one file."""

    def __init__(self, path: Path, settings: TrainingSettings):
        self.path, self.settings = path, settings

    def check(self) -> None:
        """``TrainingError`` unless there is a run with the same settings to resume."""
        if not self.path.exists() and not self.path.parent.exists():
            raise TrainingError(f"{self.path.parent}: nothing to resume; run without --resume")
        if self.path.exists() and self._read()["settings"] != json.dumps(asdict(self.settings)):
            raise TrainingError(f"{self.path.parent}: the run to resume had other settings; give the same ones")

    def save(
        self,
        classifier: PairClassifier,
        optimiser: torch.optim.Optimizer,
        material: str,
        records: list[dict[str, float]],
        tempi: list[float | None],
    ) -> None:
        """Write the state after an epoch, complete or not at all.

        ``material`` is the :func:`material_digest` of what the run learns from, ``tempi`` are those of self-training:
        of every recording learnt from, in their order, for their names may be others when the run goes on.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        content = {
            "settings": json.dumps(asdict(self.settings)),
            "material": material,
            "records": json.dumps(records),
            "tempi": json.dumps(tempi),
            "classifier": classifier.state_dict(),
            "optimiser": optimiser.state_dict(),
        }
        torch.save(content, part)
        part.replace(self.path)

    def load(
        self, classifier: PairClassifier, optimiser: torch.optim.Optimizer, material: str
    ) -> tuple[list[dict[str, float]], list[float | None]]:
        """Restore the state after the last complete epoch; its records and tempi (none before the first).

        ``TrainingError`` where the run learnt from other ``material`` than that with this :func:`material_digest`.
        """
        if not self.path.exists():
            return [], []
        content = self._read()
        if content.get("material") != material:
            raise TrainingError(
                f"{self.path.parent}: the run to resume learnt from other recordings or references; give the same "
                "ones, or start anew with --force"
            )
        classifier.load_state_dict(content["classifier"])
        optimiser.load_state_dict(content["optimiser"])
        return json.loads(content["records"]), json.loads(content["tempi"])

    def _read(self) -> dict[str, Any]:
        try:
            content: dict[str, Any] = torch.load(self.path, weights_only=True)
        except Exception as error:  # torch raises what the unpickler raises
            raise TrainingError(f"{self.path}: damaged; delete it and train anew") from error
        return content

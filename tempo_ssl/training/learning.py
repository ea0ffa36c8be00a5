"""One epoch of learning, and the classifier as it is used afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from tempo_ssl.config import TrainingSettings
from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.graph import export_graph
from tempo_ssl.model import PairClassifier
from tempo_ssl.pairs import Pool, draw_indices, draw_members, rank_references, weigh_pairs
from tempo_ssl.references import Clicks, Scorer, build_bank
from tempo_ssl.schedule import warm_cosine

#: Steps in which the learning rate rises to its maximum.
WARM_UP = 30

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Stage:
    """Epochs in a row over which the learning rate rises and falls: of excerpts of full length mostly, or of clips."""

    epochs: range
    of_clips: bool = False


def learn_epoch(
    classifier: PairClassifier,
    optimiser: torch.optim.Optimizer,
    pool: Pool,
    clicks: Clicks,
    settings: TrainingSettings,
    epoch: int,
    stage: Stage,
    report: Report,
) -> dict[str, float]:
    """One pass of ``settings.steps`` steps; its randomness depends on the seed and the epoch alone."""
    rng = np.random.default_rng([settings.seed, epoch])
    total = len(stage.epochs) * settings.steps
    loss_sum = hit = seen = 0.0
    classifier.train()
    name = "training on clips" if stage.of_clips else "training"
    first = stage.epochs.index(epoch) * settings.steps
    for step in range(first, first + settings.steps):
        for group in optimiser.param_groups:
            group["lr"] = settings.learning_rate * warm_cosine(step, total, WARM_UP)
        members = draw_members(pool, settings, rng)
        chosen = draw_indices(len(clicks.bpm), settings.clicks, rng)
        embeddings = np.concatenate([pool.embeddings[members].astype(np.float32), clicks.embeddings[chosen]])
        projections = classifier.project(torch.from_numpy(embeddings))
        excerpts = projections[: len(members)]
        references, bpm = classifier.project.references(
            projections[len(members) :], torch.from_numpy(clicks.bpm[chosen])
        )
        logits = classifier.score(excerpts, torch.cat([excerpts, references]))
        drawn = (pool.tempi[members], pool.groups[members], bpm.numpy(), settings)
        target, weight = map(torch.from_numpy, weigh_pairs(*drawn))
        loss = functional.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum")
        ranking = functional.log_softmax(logits[:, len(members) :], dim=1) * torch.from_numpy(rank_references(*drawn))
        loss = loss - settings.ranking_weight * ranking.sum()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(classifier.parameters(), 1.0)
        optimiser.step()
        loss_sum += loss.item()
        hit += float((((logits > 0) == (target > 0)) * weight).sum())
        seen += float(weight.sum())
        done = step - first + 1
        report(f"{name}, loss {loss_sum / done:.3f}, pair accuracy {hit / seen:.3f}", step + 1, total)
    return {"loss": loss_sum / settings.steps, "training_pair_accuracy": hit / seen}


def as_scorer(classifier: PairClassifier, embedding: EmbeddingModel, clicks: Clicks) -> Scorer:
    """The classifier as graphs with its reference bank."""
    with torch.no_grad():
        example = torch.zeros(2, *embedding.shape)
        project = export_graph(classifier.project, (example,), {"embedding": {0: "excerpts"}}, ["projection"])
        projections = classifier.project(torch.from_numpy(clicks.embeddings))
        pair = (projections[:2], projections[:3])
        axes = {"excerpts": {0: "excerpts"}, "references": {0: "references"}}
        score = export_graph(classifier.score, pair, axes, ["logits"])
        bank, bpm = classifier.project.references(projections, torch.from_numpy(clicks.bpm))
    return Scorer(project, score, build_bank(bpm.numpy(), bank.numpy()))

"""Making the frozen rhythm embedding: rendered music of known BPM, then unlabelled music by self-consistency.

Round one learns the tempo of rendered music. Before each later round the network listens to every unlabelled
recording at several rates; where its answers move by exactly the rate, and with confidence, the recording joins the
training set at the tempo agreed on. No human label is involved anywhere. The head used here is thrown away; only the
network below it is kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from tempo_ssl import config
from tempo_ssl.config import PretrainingSettings
from tempo_ssl.excerpts import damage, draw_excerpt
from tempo_ssl.features import cut_excerpts, excerpt_starts
from tempo_ssl.graph import export_graph
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.model import RhythmNet, TempoAxisProjection
from tempo_ssl.pairs import draw_indices, tempo_targets
from tempo_ssl.piece import Piece
from tempo_ssl.schedule import warm_cosine
from tempo_ssl.stretch import stretch_features
from tempo_ssl.tempo import bin_to_bpm, bpm_to_bin

#: Bins on either side of the peak that count as the same tempo when its probability is added up.
PEAK_REACH = 2
#: Excerpts of one piece listened to at most, when its tempo is asked for.
MOST_EXCERPTS = 6
#: Steps in which the learning rate rises to its maximum.
WARM_UP = 50

Say = Callable[[str], None]


@dataclass(frozen=True)
class PretrainingResult:
    """The embedding as an ONNX graph, and what was measured on the way, one record a round."""

    graph: bytes
    rounds: list[dict[str, float]]


def pretrain(
    rendered: Sequence[Piece],
    validation: Sequence[Piece],
    recordings: Sequence[Piece],
    settings: PretrainingSettings,
    say: Say = lambda message: None,
) -> PretrainingResult:
    """Learn the embedding from ``rendered`` pieces (BPM known) and ``recordings`` (not known).

    ``validation`` holds further rendered pieces, measured on after each round; every ``hold_out_every``-th recording
    is kept apart to measure consistency on. The same arguments give the same weights on one machine.
    """
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)  # threads would add up gradients in the order in which they finish
    net, head = RhythmNet(), TempoAxisProjection()
    held_out = recordings[:: settings.hold_out_every]
    learnt_from = [piece for number, piece in enumerate(recordings) if number % settings.hold_out_every]
    parameters = [*net.parameters(), *head.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=settings.learning_rate, weight_decay=1e-3)
    total, records = sum(settings.rounds), []
    rng = np.random.default_rng(settings.seed)
    consistent: list[Piece] = []
    for number, steps in enumerate(settings.rounds):
        if number and learnt_from:
            consistent = consistent_pieces(net, head, learnt_from, settings)
            say(f"round {number + 1}: {len(consistent)} of {len(learnt_from)} recordings are consistent")
        running = 0.0
        with ThreadPoolExecutor(1) as ahead:  # the next batch is drawn while the network learns from this one
            batch = ahead.submit(_draw_batch, rendered, consistent, learnt_from, settings, rng)
            first = sum(settings.rounds[:number])
            for step in range(first, first + steps):
                excerpts, targets = batch.result()
                batch = ahead.submit(_draw_batch, rendered, consistent, learnt_from, settings, rng)
                for group in optimiser.param_groups:
                    group["lr"] = settings.learning_rate * warm_cosine(step, total, WARM_UP)
                loss = functional.cross_entropy(head.logits(net(excerpts)), targets)
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimiser.step()
                running += (loss.item() - running) / min(step + 1, 50)
                if (step + 1) % 50 == 0:
                    say(f"step {step + 1}/{total} loss {running:.3f}")
            batch.result()
        record = {"loss": running, "recordings": float(len(consistent))}
        record |= measure(net, head, validation, held_out, settings)
        say(f"round {number + 1}: " + ", ".join(f"{name} {value:.3f}" for name, value in record.items()))
        records.append(record)
    example = (torch.zeros(2, config.EXCERPT_FRAMES, config.BANDS),)
    graph = export_graph(net.onsets, example, {"mel": {0: "excerpts", 1: "frames"}}, ["onsets"])
    return PretrainingResult(graph, records)


def consistent_pieces(
    net: RhythmNet, head: TempoAxisProjection, pieces: Sequence[Piece], settings: PretrainingSettings
) -> list[Piece]:
    """The pieces whose tempo, asked for at several rates, moves by exactly the rate; with that tempo as ``bpm``."""
    found = []
    for piece in pieces:
        answers = [piece_tempo(net, head, piece, rate) for rate in settings.probe_rates]
        bpms = np.array([bpm / rate for (bpm, _), rate in zip(answers, settings.probe_rates, strict=True)])
        probability = float(np.mean([probability for _, probability in answers]))
        if bpms.max() / bpms.min() - 1 <= settings.consistent_within and probability >= settings.least_probability:
            found.append(replace(piece, bpm=float(np.exp(np.log(bpms).mean()))))
    return found


def piece_tempo(net: RhythmNet, head: TempoAxisProjection, piece: Piece, rate: float = 1.0) -> tuple[float, float]:
    """Tempo (BPM) of a whole piece played at ``rate``, and its probability: excerpts' log-probabilities averaged."""
    features = stretch_features(piece.features.astype(np.float32), rate)
    starts = excerpt_starts(len(features), config.EXCERPT_FRAMES, config.EXCERPT_FRAMES)
    excerpts = cut_excerpts(features, starts[:MOST_EXCERPTS], config.EXCERPT_FRAMES)
    with torch.no_grad():
        logits = head.logits(net(torch.from_numpy(excerpts)))
        probability = torch.softmax(torch.log_softmax(logits, 1).mean(0), 0).numpy()
    peak = int(probability.argmax())
    near = slice(max(peak - PEAK_REACH, 0), peak + PEAK_REACH + 1)
    weights = probability[near] / probability[near].sum()
    place = float((weights * np.arange(config.TEMPO_BINS)[near]).sum())
    return float(bin_to_bpm(place, config.LOW_BPM, config.BINS_PER_OCTAVE)), float(probability[near].sum())


def measure(
    net: RhythmNet,
    head: TempoAxisProjection,
    validation: Sequence[Piece],
    held_out: Sequence[Piece],
    settings: PretrainingSettings,
) -> dict[str, float]:
    """Accuracies on rendered pieces, and the share of held-out recordings with consistent answers."""
    answers = [(piece_tempo(net, head, piece)[0], piece.bpm) for piece in validation]
    known = [(answer, bpm) for answer, bpm in answers if bpm is not None]
    result = {}
    if known:
        result["accuracy_1"] = float(np.mean([is_accurate_1(answer, bpm) for answer, bpm in known]))
        result["accuracy_2"] = float(np.mean([is_accurate_2(answer, bpm) for answer, bpm in known]))
    if held_out:
        anyhow = replace(settings, least_probability=0.0)
        result["consistency"] = len(consistent_pieces(net, head, held_out, anyhow)) / len(held_out)
    return result


def _draw_batch(
    rendered: Sequence[Piece],
    consistent: Sequence[Piece],
    backgrounds: Sequence[Piece],
    settings: PretrainingSettings,
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor]:
    """Damaged excerpts ``[N, T, bands]`` of one random length, and target distributions ``[N, TEMPO_BINS]``."""
    pieces = [rendered[i] for i in draw_indices(len(rendered), settings.batch, rng)]
    if consistent:
        pieces += [consistent[i] for i in draw_indices(len(consistent), settings.recordings, rng)]
    frames = config.EXCERPT_FRAMES
    if rng.random() < settings.short_share:
        frames = round(rng.uniform(settings.shortest_seconds, config.EXCERPT_SECONDS) * config.FRAME_RATE)
    excerpts, bins = [], []
    for piece in pieces:
        assert piece.bpm is not None
        place = -1.0
        while not 0 <= place <= config.TEMPO_BINS - 1:
            rate = math.exp(rng.normal(0, settings.rate_spread))
            place = float(bpm_to_bin(piece.bpm * rate, config.LOW_BPM, config.BINS_PER_OCTAVE))
        excerpts.append(damage(draw_excerpt(piece, rate, frames, rng), backgrounds, rng))
        bins.append(place)
    targets = tempo_targets(np.array(bins), np.arange(config.TEMPO_BINS))
    return torch.from_numpy(np.stack(excerpts)), torch.from_numpy(targets)

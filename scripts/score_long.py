"""Is a part of a long recording enough? Made pieces of three or more minutes, heard whole and in excerpts.

    python scripts/score_long.py [--pieces 200] [--seconds 180] [--model default]

Composed from seeds of their own and rendered like the pieces that are measured on elsewhere. The answers come from the
same estimator, which is told to hear all, every second and every third excerpt.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.material import SYNTH_RATE
from tempo_ssl.metrics import is_accurate_1, is_accurate_2, octave_deviation
from tempo_ssl.synth import compose, find_sound_fonts, render

#: Seed of the first piece: none of those that are learnt from or measured on elsewhere.
FIRST_SEED = 7_000_000
#: What is heard by each step from excerpt to excerpt.
HEARD = {1: "whole", 2: "every second excerpt", 3: "every third"}


@click.command(help=__doc__)
@click.option("--pieces", "count", default=200, show_default=True)
@click.option("--seconds", default=180.0, show_default=True)
@click.option("--model", default="default", show_default=True)
def main(count: int, seconds: float, model: str) -> None:
    estimator = TempoEstimator(model)
    fonts = find_sound_fonts()
    answers: dict[int, list[tuple[float | None, float]]] = {1: [], 2: [], 3: []}
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        score = compose(seed, seconds)
        samples = render(score, SYNTH_RATE, fonts[seed % len(fonts)] if fonts else None)
        for step, pairs in answers.items():
            with hearing_every(step):
                pairs.append((estimator.estimate_audio(samples, SYNTH_RATE).bpm, score.bpm))
    for step, pairs in answers.items():
        first, second = (100 * np.mean([right(*pair) for pair in pairs]) for right in (is_accurate_1, is_accurate_2))
        off = 100 * np.median([octave_deviation(bpm, true) for bpm, true in pairs if bpm and is_accurate_2(bpm, true)])
        both = [(one, other) for (one, _), (other, _) in zip(answers[1], pairs, strict=True)]
        same = [one == other or bool(one and other and abs(one / other - 1) < 0.002) for one, other in both]
        click.echo(
            f"{count} pieces of {seconds:g} s, {HEARD[step]}: Acc1 {first:.1f}, Acc2 {second:.1f}, "
            f"median {off:.4f} % off, as heard whole within 0.2 %: {100 * np.mean(same):.1f} %"
        )


@contextmanager
def hearing_every(step: int) -> Iterator[None]:
    """Every recording is a long one inside."""
    usual = config.LEAST_HEARD, config.LARGEST_STEP
    config.LEAST_HEARD, config.LARGEST_STEP = 2, step
    try:
        yield
    finally:
        config.LEAST_HEARD, config.LARGEST_STEP = usual


if __name__ == "__main__":
    main()

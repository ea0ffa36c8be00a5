"""Is half of a long recording enough? Made pieces of three minutes, heard whole and by every other excerpt.

    python scripts/score_long.py [--pieces 200] [--seconds 180] [--model default]

Composed from seeds of their own and rendered like the pieces that are measured on elsewhere. Both answers come from the
same estimator, which is told once that no recording is long.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.material import SYNTH_RATE
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.synth import compose, find_sound_fonts, render

#: Seed of the first piece: none of those that are learnt from or measured on elsewhere.
FIRST_SEED = 7_000_000
#: Octaves and thirds off which are left aside where an answer's decimals are judged.
FACTORS = (1 / 3, 1 / 2, 1, 2, 3)


@click.command(help=__doc__)
@click.option("--pieces", "count", default=200, show_default=True)
@click.option("--seconds", default=180.0, show_default=True)
@click.option("--model", default="default", show_default=True)
def main(count: int, seconds: float, model: str) -> None:
    estimator = TempoEstimator(model)
    fonts = find_sound_fonts()
    answers: dict[str, list[tuple[float, float]]] = {"whole": [], "half": []}
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        score = compose(seed, seconds)
        samples = render(score, SYNTH_RATE, fonts[seed % len(fonts)] if fonts else None)
        with hearing_all():
            answers["whole"].append((estimator.estimate_audio(samples, SYNTH_RATE).bpm or 0.0, score.bpm))
        answers["half"].append((estimator.estimate_audio(samples, SYNTH_RATE).bpm or 0.0, score.bpm))
    for how, pairs in answers.items():
        first, second = (100 * np.mean([right(*pair) for pair in pairs]) for right in (is_right_1, is_right_2))
        off = np.median([deviation(*pair) for pair in pairs if is_right_2(*pair)])
        click.echo(
            f"{count} pieces of {seconds:g} s, {how}: Acc1 {first:.1f}, Acc2 {second:.1f}, median {off:.4f} % off"
        )
    same = [abs(one / max(other, 1e-9) - 1) < 0.002 for (one, _), (other, _) in zip(*answers.values(), strict=True)]
    click.echo(f"the same within 0.2 %: {100 * np.mean(same):.1f} %")


@contextmanager
def hearing_all() -> Iterator[None]:
    """No recording is long inside."""
    usual = config.HALF_HEARD_SECONDS
    config.HALF_HEARD_SECONDS = math.inf
    try:
        yield
    finally:
        config.HALF_HEARD_SECONDS = usual


def is_right_1(answer: float, bpm: float) -> bool:
    return answer > 0 and is_accurate_1(answer, bpm)


def is_right_2(answer: float, bpm: float) -> bool:
    return answer > 0 and is_accurate_2(answer, bpm)


def deviation(answer: float, bpm: float) -> float:
    """Percent that an answer is off, octaves and thirds aside."""
    return 100 * min(abs(answer / (bpm * factor) - 1) for factor in FACTORS)


if __name__ == "__main__":
    main()

"""How short clips are answered: loops, and clips cut anywhere.

    python scripts/score_clips.py [--pieces 400] [--model default]

Composed from seeds of their own and rendered like the pieces that are measured on elsewhere; from each are cut three
loops of one, two, four or eight bars to the sample, three that are up to 50 ms too long, and three clips anywhere.
The confidence is the mean of that of the pulse, 0 for a refusal: calibrated, it is the share that is right octave aside
(Acc2).
"""

from collections.abc import Iterator

import click
import numpy as np

from tempo_ssl import config
from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.material import SYNTH_RATE
from tempo_ssl.metrics import is_accurate_1, is_accurate_2
from tempo_ssl.synth import FAMILIES, Score, compose, find_sound_fonts, render

#: Seed of the first piece: none of those that are learnt from or measured on elsewhere.
FIRST_SEED = 8_000_000
#: Borders (s) of the lengths that are told apart.
SECONDS = (config.MIN_SECONDS, 2.0, 4.0, 8.0, config.EXCERPT_SECONDS)
#: Bars of a loop, and clips of each kind from a piece.
BARS, EACH = (1, 2, 4, 8), 3
#: Seconds that the inexact loops are too long at most: what encoders add, and what hands do not see.
TOO_LONG = 0.05
KINDS = LOOP, INEXACT, ANYWHERE = "loop", "inexact loop", "cut anywhere"
#: Seconds at the beginning of a piece that no clip is cut from: not all voices are there yet.
INTRO = 2.0


@click.command(help=__doc__)
@click.option("--pieces", "count", default=400, show_default=True)
@click.option("--model", default="default", show_default=True)
def main(count: int, model: str) -> None:
    estimator = TempoEstimator(model)
    fonts = find_sound_fonts()
    answers: dict[tuple[str, int], list[tuple[float | None, float, float]]] = {}
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        score = compose(seed)
        samples = render(score, SYNTH_RATE, fonts[seed % len(fonts)] if fonts else None)
        for kind, start, end in cuts(score, len(samples) / SYNTH_RATE, np.random.default_rng(seed)):
            clip = samples[round(start * SYNTH_RATE) : round(end * SYNTH_RATE)]
            found = estimator.estimate_audio(clip, SYNTH_RATE)
            length = int(np.searchsorted(SECONDS, end - start, side="right")) - 1
            answers.setdefault((kind, length), []).append((found.bpm, score.bpm, found.confidence))
    click.echo("| clip | n | confidence | Acc1 | Acc2 | Acc2 1 % | Acc2 0.3 % |")
    click.echo("| --- | --- | --- | --- | --- | --- | --- |")
    for kind, length in sorted(answers, key=lambda known: (KINDS.index(known[0]), known[1])):
        found_and_true = answers[kind, length]
        figures = [np.mean([confidence for _, _, confidence in found_and_true])]
        figures.append(np.mean([is_accurate_1(bpm, true) for bpm, true, _ in found_and_true]))
        for near in (0.04, 0.01, 0.003):
            figures.append(np.mean([is_accurate_2(bpm, true, near) for bpm, true, _ in found_and_true]))
        cells = [f"{kind}, {SECONDS[length]:g}-{SECONDS[length + 1]:g} s", str(len(found_and_true))]
        click.echo(f"| {' | '.join(cells + [f'{100 * figure:.1f}' for figure in figures])} |")


def cuts(score: Score, seconds: float, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    """What is cut from a rendered piece of that length: its kind, its begin and its end (s)."""
    bar = FAMILIES[score.family].beats * 60 / score.bpm
    lengths = [bars * bar for bars in BARS if SECONDS[0] <= bars * bar < SECONDS[-1] - TOO_LONG]
    for kind, most in ((LOOP, 0.0), (INEXACT, TOO_LONG)):
        for _ in range(EACH if lengths else 0):
            length = float(rng.choice(lengths))
            start = bar * int(rng.integers(1, int((seconds - length) / bar)))
            yield kind, start, start + length + rng.uniform(0, most)
    for _ in range(EACH):
        length = float(np.exp(rng.uniform(np.log(SECONDS[0]), np.log(SECONDS[-1]))))
        start = float(rng.uniform(INTRO, seconds - length))
        yield ANYWHERE, start, start + length


if __name__ == "__main__":
    main()

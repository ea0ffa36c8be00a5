"""How real tunes are answered, played from notation at tempi that we choose: nothing is struck harder on the beat.

    pip install music21
    python scripts/score_tunes.py [--each 80] [--model default]

Dance tunes (O'Neill, Ryan, Aird) and songs (the Essen collection) come with music21 and stay there; only tunes are
asked whose bars are as long as their metre says. Each is played three times by a sound font: alone, with a chord held
for every bar, and with bass notes and chords on and off the beat. Which octave is counted notation does not say: asked
is Acc2. An answer at x3/2 of a jig, or at x2/3 of a waltz, takes three notes for two or two for three. Ten minutes.
"""

import multiprocessing
import re
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import click
import numpy as np

from tempo_ssl.estimation import TempoEstimator
from tempo_ssl.evaluation.figures import mean_figure
from tempo_ssl.evaluation.markdown import table, with_interval
from tempo_ssl.evaluation.resampling import Resampling
from tempo_ssl.material import SYNTH_RATE
from tempo_ssl.metrics import error_kind, is_accurate_2
from tempo_ssl.synth import Score, find_sound_fonts, render

#: Folders of music21's corpus.
DANCES, SONGS = ("oneills1850", "ryansMammoth", "airdsAirs"), ("essenFolksong",)
#: Metres by what is confused with what, and the tempi (BPM, of the beat) at which they are played.
COMPOUND, TRIPLE, EVEN = "6/8, 9/8, 12/8", "3/4", "2/2, 2/4, 4/4"
TEMPI = {COMPOUND: (75, 145), TRIPLE: (85, 190), EVEN: (75, 150)}
STYLES = ALONE, HELD, ON_AND_OFF = "alone", "held chords", "on and off the beat"
#: General MIDI programs of melody and chords: fiddles, flutes, whistles, reeds, accordions, pianos, guitars, harps.
MELODIES = (0, 6, 11, 15, 21, 22, 24, 25, 40, 46, 56, 68, 71, 72, 73, 75, 78, 105, 109, 110)
CHORDS = (0, 6, 19, 21, 22, 24, 25, 32, 46, 48)
#: Length (s), fewest notes of a tune, and the share of its bars that begin where the metre says.
SECONDS, FEWEST_NOTES, REGULAR = 36.0, 40, 0.99
TRIADS = ((0, 4, 7), (0, 3, 7))
SEED = 1


@dataclass(frozen=True)
class Tune:
    """Notes ``[n, 3]`` (onset and length in beats from the first full bar on, pitch) and the beats of a bar."""

    metre: str
    bar: float
    notes: np.ndarray

    @property
    def bars(self) -> int:
        return int(np.ceil((self.notes[:, 0] + self.notes[:, 1]).max() / self.bar - 1e-6))


@click.command(help=__doc__)
@click.option("--each", default=80, show_default=True, help="Dance tunes, and songs, of each kind of metre.")
@click.option("--model", default="default", show_default=True)
@click.option("--workers", default=2, show_default=True)
def main(each: int, model: str, workers: int) -> None:
    tunes = {"dances": list(read(DANCES, each)), "songs": list(read(SONGS, each))}
    fonts = find_sound_fonts() or [None]
    items = [
        (tune, seed, style, fonts[seed % len(fonts)], name, model)
        for name, known in tunes.items()
        for seed, tune in enumerate(known)
        for style in STYLES
    ]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        answers = pool.starmap(answered, items, chunksize=6)
    rows = []
    for key in dict.fromkeys(key for key, _, _ in answers):
        pairs = [(bpm, true) for known, bpm, true in answers if known == key]
        kinds = [error_kind(*pair) for pair in pairs]
        right = np.array([is_accurate_2(*pair) for pair in pairs], dtype=np.float64)
        accuracy = with_interval(asdict(mean_figure(right, Resampling(len(right)))))
        rows.append([*key, len(pairs), accuracy, *map(kinds.count, ("x3/2", "x2/3"))])
    click.echo(table(["tunes", "metre", "played", "n", "Acc2", "x3/2", "x2/3"], sorted(rows)))


def read(folders: tuple[str, ...], each: int) -> Iterator[Tune]:
    """Tunes of folders of music21's corpus at random, ``each`` of every kind of metre or as many as there are."""
    try:
        from music21 import converter, corpus
    except ImportError as error:
        raise click.ClickException("the tunes come with music21: pip install music21") from error
    files = sorted(Path(path) for path in corpus.getCorePaths() if Path(path).parent.name in folders)
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files if file.suffix == ".abc"]
    # A tune begins with its number. Parsing a file as a whole would take minutes for the tunes that are not asked.
    notations = [notation for text in texts for notation in re.split(r"\n(?=X:)", text) if "\nK:" in notation]
    left = dict.fromkeys(TEMPI, each)
    for number in np.random.default_rng(SEED).permutation(len(notations)):
        stated = re.search(r"\nM:\s*(\S+)", notations[number])
        metre = kind_of_metre({"C": "4/4", "C|": "2/2"}.get(stated[1], stated[1])) if stated else None
        if metre is None or not left[metre]:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tune = as_tune(converter.parse(notations[number], format="abc"))
            except Exception:  # some are faulty, each in its own way
                continue
        if tune is not None and left[tune.metre]:
            left[tune.metre] -= 1
            yield tune


def kind_of_metre(ratio: str) -> str | None:
    """Which of the kinds of :data:`TEMPI` a metre like ``6/8`` is of."""
    return next((kind for kind in TEMPI if ratio in kind.split(", ")), None)


def as_tune(score) -> Tune | None:  # type: ignore[no-untyped-def]  # a Score of music21
    """The melody of a score in one metre, or None where it is too short, or its bars are not as long as that says."""
    from music21 import meter

    metres = {(metre.ratioString, metre.beatDuration.quarterLength) for metre in score[meter.TimeSignature]}
    if len(metres) != 1:
        return None
    ratio, beat = metres.pop()
    metre = kind_of_metre(ratio)
    measures = list(score.parts[0].getElementsByClass("Measure"))
    if metre is None or len(measures) < 3:
        return None
    bar = measures[0].barDuration.quarterLength
    first = measures[1].offset if measures[0].duration.quarterLength < bar else measures[0].offset
    starts = np.array([float(measure.offset - first) for measure in measures])
    notes = np.array(
        [
            (float(note.offset - first), float(note.quarterLength), max(pitch.midi for pitch in note.pitches))
            for note in score.parts[0].stripTies().flatten().notes
            if note.quarterLength > 0 and note.offset >= first
        ]
    )
    if len(notes) < FEWEST_NOTES or np.mean(starts % float(bar) == 0) < REGULAR - 1 / len(starts):
        return None
    notes[:, :2] /= float(beat)
    return Tune(metre, float(bar / beat), notes)


def answered(
    tune: Tune, seed: int, style: str, font: Path | None, name: str, model: str
) -> tuple[tuple[str, str, str], float | None, float]:
    """What kind of tune it is, its metre and how it is played; the answer; and the tempo."""
    score = played(tune, seed, style)
    sound = render(score, SYNTH_RATE, font)
    return (name, tune.metre, style), estimator(model).estimate_audio(sound, SYNTH_RATE).bpm, score.bpm


@lru_cache(maxsize=1)  # one a worker
def estimator(model: str) -> TempoEstimator:
    return TempoEstimator(model)


def played(tune: Tune, seed: int, style: str) -> Score:
    """A tune over and over, in one of :data:`STYLES`, at a tempo and on instruments drawn from ``seed``."""
    rng = np.random.default_rng([SEED, seed])
    low, high = TEMPI[tune.metre]
    bpm = float(low * (high / low) ** rng.random())
    melody, chords = int(rng.choice(MELODIES)), int(rng.choice(CHORDS))
    once = [(onset, length, 0, pitch, 90) for onset, length, pitch in tune.notes]
    for bar in range(tune.bars if style != ALONE else 0):
        root, triad = harmony(tune, bar)
        low_note, tones = 36 + root, [48 + root + tone for tone in triad]
        if style == HELD:
            once += [(bar * tune.bar, tune.bar, 1, pitch, 75) for pitch in (low_note, *tones)]
        elif tune.metre == TRIPLE:
            once += [(bar * tune.bar, 0.3, 1, low_note, 80)]
            once += [(bar * tune.bar + beat, 0.3, 1, pitch, 70) for beat in (1, 2) for pitch in tones]
        else:
            off = 2 / 3 if tune.metre == COMPOUND else 1 / 2
            for beat in range(round(tune.bar)):
                once += [(bar * tune.bar + beat, 0.3, 1, low_note, 80)]
                once += [(bar * tune.bar + beat + off, 0.3, 1, pitch, 70) for pitch in tones]
    beats = np.array(once, dtype=np.float64)
    length = tune.bars * tune.bar
    times = int(np.ceil(SECONDS * bpm / 60 / length))
    notes = np.concatenate([beats + np.array([number * length, 0, 0, 0, 0]) for number in range(times)])
    notes[:, :2] *= 60 / bpm
    notes[:, 1] *= 0.95
    notes = notes[notes[:, 0] < SECONDS]
    return Score(bpm, SECONDS, style, notes[np.argsort(notes[:, 0], kind="stable")], {0: melody, 1: chords}, seed)


def harmony(tune: Tune, bar: int) -> tuple[int, tuple[int, ...]]:
    """Root (0-11) and triad of the chord that holds most of what the melody plays in a bar."""
    sounding = tune.notes[(tune.notes[:, 0] // tune.bar).astype(int) == bar]
    weight = np.bincount(sounding[:, 2].astype(int) % 12, sounding[:, 1], minlength=12)
    fits = {
        (root, triad): sum(weight[(root + tone) % 12] for tone in triad) + 0.3 * weight[root]
        for root in range(12)
        for triad in TRIADS
    }
    return max(fits, key=lambda chord: fits[chord])


if __name__ == "__main__":
    main()

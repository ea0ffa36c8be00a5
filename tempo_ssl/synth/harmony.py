"""Keys, chords and instruments: everything of a piece that is not rhythm."""

from __future__ import annotations

import numpy as np

#: Semitones of the scale steps above the tonic.
SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "harmonic-minor": (0, 2, 3, 5, 7, 8, 11),
}

#: Name -> (scales, progressions as scale steps of the roots, lengths of a chord in bars, notes of a chord).
HARMONIES: dict[str, tuple[tuple[str, ...], tuple[tuple[int, ...], ...], tuple[float, ...], tuple[int, ...]]] = {
    "pop": (
        ("major", "major", "minor", "mixolydian"),
        (
            (0, 4, 5, 3),
            (5, 3, 0, 4),
            (0, 3, 4, 3),
            (0, 5, 3, 4),
            (0, 3, 0, 4),
            (3, 0, 4, 5),
            (0, 2, 3, 4),
            (0, 4, 3, 3),
        ),
        (1, 1, 1, 0.5, 2),
        (3, 3, 4),
    ),
    "pop-minor": (
        ("minor", "minor", "harmonic-minor", "dorian"),
        ((0, 5, 2, 6), (0, 3, 5, 4), (0, 6, 5, 6), (0, 5, 3, 4), (0, 2, 6, 3), (5, 6, 0, 0), (0, 3)),
        (1, 1, 2),
        (3,),
    ),
    "loop": (
        ("major", "minor", "dorian", "mixolydian"),
        ((0, 3), (0, 6), (0, 5, 3, 4), (0, 1), (0, 4, 3, 3), (0, 3, 4, 3)),
        (1, 1, 2),
        (3, 4),
    ),
    "loop-minor": (
        ("minor", "dorian", "phrygian"),
        ((0, 5), (0, 1), (0, 5, 6, 0), (0, 0, 5, 4), (0, 3)),
        (1, 1, 2),
        (3, 4),
    ),
    "static": (("minor", "dorian", "mixolydian", "phrygian"), ((0,), (0,), (0, 0, 0, 6), (0, 3)), (1, 2), (3, 4)),
    "jazz": (
        ("major", "minor", "dorian"),
        ((1, 4, 0, 5), (0, 5, 1, 4), (1, 4, 0, 0), (2, 5, 1, 4), (0, 3, 2, 1)),
        (1, 1, 0.5),
        (4, 5),
    ),
    "folk": (
        ("major", "major", "dorian", "minor", "mixolydian"),
        (
            (0, 0, 3, 4),
            (0, 3, 0, 4),
            (0, 4, 0, 4),
            (0, 0, 4, 0),
            (0, 3, 4, 0),
            (0, 6, 0, 6),
            (0, 5, 3, 4),
            (0, 0, 0, 4, 0, 0, 4, 0),
        ),
        (1, 1, 1, 0.5, 2),
        (3,),
    ),
    "blues": (
        ("mixolydian", "mixolydian", "dorian"),
        ((0, 0, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4), (0, 3, 0, 0, 3, 3, 0, 0, 4, 3, 0, 0)),
        (1,),
        (3, 4),
    ),
}

_ANY = tuple(range(112))
#: Palette -> General MIDI programs for bass, comp, arp, lead, pad.
PALETTES: dict[str, tuple[tuple[int, ...], ...]] = {
    "band": ((33, 34, 32), (0, 4, 25, 27, 16), (0, 4, 27), (65, 25, 53, 73), (48, 89)),
    "rock": ((33, 34, 36), (27, 28, 29, 30, 0, 18), (27, 28, 26), (29, 30, 53, 54, 65, 18), (48, 50, 18)),
    "metal": ((34, 33), (30, 29, 30), (30, 29, 80), (30, 29, 81), (48, 52)),
    "pop": (
        (33, 34, 38, 39),
        (0, 1, 2, 4, 5, 24, 25, 27),
        (0, 4, 11, 24, 88, 46),
        (53, 54, 52, 85, 73, 65, 80, 25),
        (48, 50, 89, 91, 52),
    ),
    "funk": ((33, 36, 37, 35, 38), (4, 7, 27, 28, 16, 17), (4, 28, 7), (61, 56, 65, 53, 62, 17), (48, 49, 50)),
    "electronic": (
        (38, 39, 87, 81, 33),
        (80, 81, 90, 62, 63, 4, 0, 16, 50, 55),
        (80, 81, 88, 98, 84, 11, 46, 6),
        (80, 81, 82, 84, 87, 54, 85, 98),
        (88, 89, 90, 91, 94, 95, 50, 51),
    ),
    "hip-hop": (
        (32, 33, 35, 38, 39),
        (4, 5, 0, 11, 26, 48),
        (4, 11, 46, 26),
        (11, 65, 73, 54, 80, 56),
        (48, 89, 50, 52),
    ),
    "reggae": ((33, 32, 34, 39), (27, 28, 16, 0, 26), (27, 16), (57, 65, 22, 53, 56, 61), (16, 89)),
    "latin": ((32, 33, 35), (0, 24, 25, 2, 21), (0, 24, 12, 11), (56, 57, 73, 61, 53, 24, 66), (48, 49)),
    "jazz": ((32, 32, 33), (0, 0, 4, 26, 11, 16), (0, 11), (65, 66, 56, 59, 11, 26, 0, 71, 73), (48, 49)),
    "country": ((32, 33), (25, 24, 0, 105), (105, 25, 24), (110, 40, 22, 25, 105, 53), (48, 18)),
    "folk": (
        (32, 33, 43, 58, 0),
        (0, 21, 23, 24, 25, 46, 15, 105, 0),
        (24, 46, 25, 6),
        (73, 74, 40, 110, 22, 21, 72, 79, 75, 109, 0, 105, 111, 71),
        (48, 21, 20, 109),
    ),
    "brass": ((58, 43, 57), (60, 61, 57, 69), (60, 71), (56, 57, 72, 71, 61, 60), (61, 48)),
    "orchestra": (
        (42, 43, 32, 70, 58),
        (48, 45, 44, 40, 41, 61, 0, 46),
        (45, 46, 48, 0, 40, 68),
        (40, 42, 73, 68, 71, 60, 56, 48, 21),
        (48, 49, 52, 50),
    ),
    "church": ((19, 43, 70, 19), (19, 20, 52, 16, 0, 61, 48), (19, 46), (19, 52, 56, 53, 73, 40, 0), (52, 19, 48)),
    "keys": (
        (0, 0, 42, 32, 4),
        (0, 48, 4),
        (0, 0, 1, 4, 5, 6, 7, 11, 46, 24, 12),
        (0, 0, 40, 73, 42, 4, 71),
        (48, 89, 52),
    ),
    "bells": ((10, 0), (10, 11, 46, 0, 8), (10, 8, 9, 11, 46, 14, 12), (10, 9, 8, 11, 112, 98, 14), (88, 89)),
    "guitar": ((32, 33, 24), (24, 25, 25, 26, 27, 105, 15), (24, 25, 24, 26, 46), (24, 25, 73, 22, 53, 40), (48, 89)),
    "solo": ((0,), (0,), (0,), (0, 40, 42, 73, 56, 65, 22, 24, 21, 71, 68, 74, 110, 80, 53, 19, 11, 75, 79), (48,)),
    "bass": ((32, 33, 34, 35, 36, 37, 38, 39, 43, 87), (0,), (0,), (0,), (89,)),
    "voices": ((32, 33, 52, 0), (52, 0, 24, 53), (0, 24, 11), (52, 53, 54, 85, 91), (52, 91, 48, 89)),
    "chip": ((80, 81, 38), (80, 81), (80, 81), (80, 81, 82), (90,)),
    "ambient": (
        (38, 39, 32, 89),
        (4, 88, 0, 98, 11),
        (88, 98, 11, 46, 0, 99, 8),
        (98, 73, 88, 53, 79),
        (89, 91, 92, 94, 95, 52, 48),
    ),
    # String sections, choirs and pads on all parts.
    "ensemble": 5 * ((48, 49, 50, 51, 52, 53, 54, 88, 89, 90, 91, 92, 93, 94, 95),),
}


def choose_programs(rng: np.random.Generator, palette: str) -> list[int]:
    """General MIDI programs for bass, comp, arp, lead, pad; now and then an instrument nobody expects."""
    programs = []
    for choices in PALETTES[palette]:
        program = int(rng.choice(choices))
        programs.append(int(rng.choice(_ANY)) if rng.random() < 0.08 else program)
    return programs


class Harmony:
    """The key and the chords of a piece; a pitch is asked for as a scale step, so that all layers agree."""

    def __init__(self, rng: np.random.Generator, name: str):
        scales, progressions, lengths, sizes = HARMONIES[name]
        self.scale = SCALES[str(rng.choice(scales))]
        self.tonic = int(rng.integers(12))
        self.progression = progressions[rng.integers(len(progressions))]
        self.chord_bars = float(rng.choice(lengths))
        self.size = int(rng.choice(sizes))

    def root(self, bar_position: float) -> int:
        """Scale step of the root at a position in bars."""
        return self.progression[int(bar_position / self.chord_bars + 1e-6) % len(self.progression)]

    def pitch(self, step: int, centre: int) -> int:
        """MIDI pitch of a scale step (0 is the tonic, 7 its octave) with step 0 in the octave around ``centre``."""
        octave, degree = divmod(step, 7)
        base = centre + (self.tonic - centre + 6) % 12 - 6
        return int(np.clip(base + 12 * octave + self.scale[degree], 21, 108))

    def chord(self, root: int, centre: int) -> list[int]:
        """MIDI pitches of the chord on scale step ``root``, in the inversion nearest to ``centre``, from below."""
        pitches = set()
        for third in range(self.size):
            pitch = self.pitch(root + 2 * third, centre)
            pitches.add(pitch - 12 * round((pitch - centre) / 12))
        return sorted(pitches)

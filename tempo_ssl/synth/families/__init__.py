"""The table of all rhythm families: name -> :class:`~tempo_ssl.synth.family.Family`, in a fixed order."""

from __future__ import annotations

from tempo_ssl.synth.families import (
    band,
    beats,
    chamber,
    classical,
    club,
    dance,
    electronic,
    fast,
    folk,
    groove,
    jazz,
    latin,
    loops,
    regional,
    rock,
    solo,
    songs,
    world,
)
from tempo_ssl.synth.family import Family

_FIRST = (club, beats, rock, groove, dance, solo, fast)
_LATER = (latin, world, classical, folk, band, electronic, jazz, songs, chamber, loops, regional)
FAMILIES: dict[str, Family] = {name: family for module in (*_FIRST, *_LATER) for name, family in module.TABLE.items()}
#: Those that the shipped embedding has learnt from: the others were written when it was done.
FIRST_FAMILIES: tuple[str, ...] = tuple(name for module in _FIRST for name in module.TABLE)
#: Families of which fewer than one piece in five has drums, and those of three beats to a bar or three steps to a beat.
HARD: tuple[str, ...] = tuple(name for name, family in FAMILIES.items() if family.is_drumless or family.is_in_three)

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
    machines,
    regional,
    rock,
    solo,
    songs,
    world,
)
from tempo_ssl.synth.family import Family

#: The pieces of a seed depend on this order.
_MODULES = (
    club, beats, rock, groove, dance, solo, fast, latin, world, classical, folk, band, electronic, machines, jazz,
    songs, chamber, loops, regional,
)  # fmt: skip
FAMILIES: dict[str, Family] = {name: family for module in _MODULES for name, family in module.TABLE.items()}
#: Families of which fewer than one piece in five has drums, and those of three beats to a bar or three steps to a beat.
HARD: tuple[str, ...] = tuple(name for name, family in FAMILIES.items() if family.is_drumless or family.is_in_three)

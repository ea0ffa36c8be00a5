"""The table of all rhythm families: name -> :class:`~tempo_ssl.synth.family.Family`, in a fixed order."""

from __future__ import annotations

from tempo_ssl.synth.families import (
    band,
    beats,
    chamber,
    classical,
    club,
    dance,
    dances,
    electronic,
    fast,
    folk,
    groove,
    jazz,
    latin,
    loops,
    rock,
    solo,
    songs,
    world,
)
from tempo_ssl.synth.family import Family

FAMILIES: dict[str, Family] = {
    **club.TABLE,
    **beats.TABLE,
    **rock.TABLE,
    **groove.TABLE,
    **dance.TABLE,
    **solo.TABLE,
    **fast.TABLE,
    **latin.TABLE,
    **world.TABLE,
    **classical.TABLE,
    **folk.TABLE,
    **band.TABLE,
    **electronic.TABLE,
    **jazz.TABLE,
    **songs.TABLE,
    **chamber.TABLE,
    **loops.TABLE,
    **dances.TABLE,
}
#: Families of which fewer than one piece in five has drums, and those of three beats to a bar or three steps to a beat.
HARD: tuple[str, ...] = tuple(name for name, family in FAMILIES.items() if family.is_drumless or family.is_in_three)

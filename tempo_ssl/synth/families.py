"""The table of all rhythm families: name -> :class:`~tempo_ssl.synth.family.Family`, in a fixed order."""

from __future__ import annotations

from tempo_ssl.synth import (
    families_beats,
    families_club,
    families_dance,
    families_fast,
    families_groove,
    families_rock,
    families_solo,
)
from tempo_ssl.synth.family import Family

FAMILIES: dict[str, Family] = (
    families_club.TABLE
    | families_beats.TABLE
    | families_rock.TABLE
    | families_groove.TABLE
    | families_dance.TABLE
    | families_solo.TABLE
    | families_fast.TABLE
)
#: Families of which fewer than one piece in five has drums, and those of three beats to a bar or three steps to a beat.
HARD: tuple[str, ...] = tuple(name for name, family in FAMILIES.items() if family.is_drumless or family.is_in_three)

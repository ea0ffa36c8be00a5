"""The table of all rhythm families: name -> :class:`~tempo_ssl.synth.family.Family`, in a fixed order."""

from __future__ import annotations

from tempo_ssl.synth import families_acoustic, families_band, families_electronic
from tempo_ssl.synth.family import Family

FAMILIES: dict[str, Family] = families_electronic.TABLE | families_band.TABLE | families_acoustic.TABLE

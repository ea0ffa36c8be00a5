"""Sounds of known tempo (rendered music, click references) and sounds without any tempo."""

from __future__ import annotations

from tempo_ssl.synth.clicks import CLICK_SOUNDS, click_track
from tempo_ssl.synth.compose import compose
from tempo_ssl.synth.families import FAMILIES, HARD
from tempo_ssl.synth.render import RenderError, find_sound_fonts, render
from tempo_ssl.synth.score import Score
from tempo_ssl.synth.tempoless import TEMPOLESS_KINDS, tempoless, tempoless_kind

__all__ = [
    "CLICK_SOUNDS",
    "FAMILIES",
    "HARD",
    "TEMPOLESS_KINDS",
    "RenderError",
    "Score",
    "click_track",
    "compose",
    "find_sound_fonts",
    "render",
    "tempoless",
    "tempoless_kind",
]

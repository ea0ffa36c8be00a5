"""Sounds of known tempo: rendered music, click references, and sound without any tempo."""

from __future__ import annotations

from tempo_ssl.synth.compose import compose
from tempo_ssl.synth.families import FAMILIES
from tempo_ssl.synth.render import RenderError, find_sound_fonts, render
from tempo_ssl.synth.score import Score

__all__ = ["FAMILIES", "RenderError", "Score", "compose", "find_sound_fonts", "render"]

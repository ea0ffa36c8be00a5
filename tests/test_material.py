"""Training material: what a rendered piece is kept under, which pieces are hard, and who answers Ctrl-C."""

from __future__ import annotations

import signal
from dataclasses import replace

import numpy as np
import pytest

from tempo_ssl import material
from tempo_ssl.embedding import load_embedding
from tempo_ssl.material import render_key, render_pieces, tempoless_pieces
from tempo_ssl.synth import HARD, compose


def test_a_render_is_kept_under_its_notes() -> None:
    score = compose(5, 8.0)
    key = render_key(score, "font.sf2", "mel-2")
    assert key == render_key(compose(5, 8.0), "font.sf2", "mel-2")
    louder = score.notes.copy()
    louder[0, 4] += 1
    others = [
        render_key(replace(score, notes=louder), "font.sf2", "mel-2"),
        render_key(replace(score, programs={0: 5}), "font.sf2", "mel-2"),
        render_key(compose(5, 8.0, is_hard=True), "font.sf2", "mel-2"),
        render_key(score, "other.sf2", "mel-2"),
        render_key(score, "font.sf2", "mel-3"),
    ]
    assert len({key, *others}) == 6


def test_the_last_pieces_are_hard_and_all_are_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(material, "compose", lambda seed, **how: compose(seed, 6.0, **how))
    embedding = load_embedding("rhythm")
    pieces = render_pieces(6, 40, embedding, tmp_path, [], hard_share=2 / 3)
    assert all(piece.name.rpartition("-")[0] in HARD for piece in pieces[2:])
    monkeypatch.setattr(material, "render", lambda *_: pytest.fail("rendered twice"))
    again = render_pieces(6, 40, embedding, tmp_path, [], hard_share=2 / 3)
    for first, second in zip(pieces, again, strict=True):
        assert (first.name, first.bpm) == (second.name, second.bpm)
        np.testing.assert_array_equal(first.features, second.features)


def test_pieces_may_be_asked_for_without_feel(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(material, "compose", lambda seed, **how: compose(seed, 6.0, **how))
    embedding = load_embedding("rhythm")
    found, plain = (render_pieces(6, 40, embedding, tmp_path, [], has_feel=has_feel) for has_feel in (True, False))
    assert [(piece.name, piece.bpm) for piece in found] == [(piece.name, piece.bpm) for piece in plain]
    differ = [not np.array_equal(one.features, other.features) for one, other in zip(found, plain, strict=True)]
    notes = [not np.array_equal(compose(n, 6.0).notes, compose(n, 6.0, has_feel=False).notes) for n in range(40, 46)]
    assert differ == notes
    assert any(differ)


def test_where_fluidsynth_fails_the_built_in_synthesiser_plays(tmp_path, monkeypatch) -> None:
    """One crash used to end a night's training."""
    monkeypatch.setattr(material, "compose", lambda seed, **how: compose(seed, 6.0, **how))
    embedding = load_embedding("rhythm")
    fonts = [tmp_path / "broken.sf2", tmp_path / "torn.sf2"]
    for font in fonts:
        font.write_bytes(b"RIFF" + bytes(100))
    warnings: list[str] = []
    pieces = render_pieces(6, 41, embedding, tmp_path / "a", fonts, warn=warnings.append)
    built_in = render_pieces(6, 41, embedding, tmp_path / "b", [])
    for piece, other in zip(pieces, built_in, strict=True):
        np.testing.assert_array_equal(piece.features, other.features)
    assert not any("\n" in line for line in warnings)
    assert sorted(font.name for font in fonts for line in warnings if font.name in line) == ["broken.sf2", "torn.sf2"]


def test_sounds_without_a_tempo_are_made_one_by_one(monkeypatch) -> None:
    made = []

    def recorded(seed: int, seconds: float, sample_rate: int) -> np.ndarray:
        made.append(seed)
        return np.zeros(round(seconds * sample_rate))

    monkeypatch.setattr(material, "tempoless", recorded)
    pieces = tempoless_pieces(3, 40, load_embedding("rhythm"), 2.0)
    for seed in (40, 41, 42):
        piece = next(pieces)
        assert (piece.name, piece.bpm) == (f"tempoless-{seed}", None)
        assert made[-1] == seed
    assert made == [40, 41, 42]


def test_worker_processes_leave_ctrl_c_to_the_program() -> None:
    """They would each print a traceback into the program's one line."""
    here = signal.getsignal(signal.SIGINT)
    assert list(material._spread(signal.getsignal, [signal.SIGINT] * 2, 2)) == [signal.SIG_IGN] * 2
    assert signal.getsignal(signal.SIGINT) == here

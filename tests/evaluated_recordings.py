"""Recordings of known tempo with a manifest, and the command that judges answers to them."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner, Result

from tempo_ssl.cli import main
from tempo_ssl.synth import click_track

BPM = (100.0, 126.0)
RATE = 22_050


def evaluate_command(*args: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, args)], prog_name="tempo-ssl")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two recordings of known tempo, one that is not there and one that is no sound, with a manifest."""
    made = tmp_path_factory.mktemp("set")
    for bpm in BPM:
        soundfile.write(made / f"{bpm:g}.wav", click_track(bpm, 15, "four-on-the-floor", RATE), RATE)
    (made / "broken.wav").write_text("no sound")
    rows = [f"{bpm:g}.wav,{bpm:g},stated,beats" for bpm in BPM]
    (made / "good.csv").write_text("\n".join(["path,bpm,octave,genre", *rows, ""]))
    rows += ["gone.wav,100,stated,odd", "broken.wav,100,stated,odd"]
    (made / "manifest.csv").write_text("\n".join(["path,bpm,octave,genre", *rows, ""]))
    (made / "peer.csv").write_text("path,bpm\n100.wav,50\n126.wav,126\n")
    return made

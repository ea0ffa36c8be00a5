"""The script that writes measured tables into the documents: it changes its blocks, and nothing else."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from tempo_ssl.synth import click_track

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def script() -> dict:  # type: ignore[type-arg]
    return runpy.run_path(str(ROOT / "scripts" / "make_figures.py"))


def test_every_block_of_the_documents_is_one_that_the_script_makes(script: dict) -> None:  # type: ignore[type-arg]
    found = [name for path in script["DOCUMENTS"] for _, name, _ in script["BLOCK"].findall(path.read_text("utf-8"))]
    assert sorted(found) == ["accuracy", "accuracy", "errors", "peers", "robustness", "sets", "tolerances"]
    for path in script["DOCUMENTS"]:
        text = path.read_text("utf-8")
        assert (
            text.count("<!-- figures: ") == text.count("<!-- end of figures -->") == len(script["BLOCK"].findall(text))
        )


def test_only_blocks_that_were_measured_change(script: dict, tmp_path: Path) -> None:  # type: ignore[type-arg]
    for bpm in (90, 120):
        soundfile.write(tmp_path / f"{bpm}.wav", click_track(bpm, 10, "rock", 22_050).astype(np.float32), 22_050)
    (tmp_path / "set.csv").write_text("path,bpm,set\n90.wav,90,a\n120.wav,120,b\n")
    (tmp_path / "peer.csv").write_text("path,bpm\n90.wav,90\n120.wav,60\n")
    document = tmp_path / "document.md"
    block = "<!-- figures: {} -->\nold {}\n<!-- end of figures -->\n"
    names = ("accuracy", "peers", "robustness")
    document.write_text("Before.\n" + "Between.\n".join(block.format(name, name) for name in names) + "After.\n")
    main = script["main"]
    main.callback.__globals__["DOCUMENTS"] = (document,)
    result = CliRunner().invoke(main, [str(tmp_path / "set.csv"), "--answers", str(tmp_path / "peer.csv")])
    assert result.exit_code == 0, result.output
    text = document.read_text()
    assert re.search(r"Before\.\n<!-- figures: accuracy -->\nPython .*\n\n\| set \| n \|", text)
    assert re.search(r"\| all \| 2 \|.*\n\n\| system \| confidence", text)
    assert "| peer | 2 | 2 | 50.0" in text
    assert "old robustness" in text
    assert "old accuracy" not in text
    assert text.endswith("<!-- end of figures -->\nAfter.\n")
    assert text.count("Between.\n") == 2
    # Nothing was measured anew: nothing changes.
    again = CliRunner().invoke(main, [str(tmp_path / "set.csv")])
    assert (again.exit_code, document.read_text()) == (0, text)

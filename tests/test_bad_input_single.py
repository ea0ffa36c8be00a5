"""Single files through the command: without a tempo, oddly named, locked, or two hours long."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from commands import run_process, tempo_ssl_command
from made_sounds import BPM, NOISE, RATE, beat
from tempo_ssl.tempo import fold_bpm

MODEL = Path(__file__).resolve().parent.parent / "tempo_ssl/data/default.tempo"
#: An ordinary user without any right of root's.
NOBODY = 65_534


def test_no_tempo_is_no_failure(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silence.wav", np.zeros(10 * RATE), RATE)
    done = run_process("estimate", tmp_path / "silence.wav")
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_tempo_stays_so_in_a_range(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "noise.wav", NOISE, RATE)
    result = tempo_ssl_command("estimate", "--min-bpm", 100, "--max-bpm", 150, tmp_path / "noise.wav")
    assert result.stdout.startswith("  no tempo")


@pytest.mark.parametrize("form", ["text", "csv"])
def test_an_undecodable_name_is_printed_as_utf_8(form: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\n.wav"
    try:
        soundfile.write(path, np.zeros(10 * RATE), RATE)
    except OSError:
        pytest.skip("the file system refuses such names")
    done = run_process("estimate", "--format", form, path, path + b".missing")
    assert rb"caf\xe9" in done.stdout
    done.stdout.decode("utf-8")
    assert done.stderr.decode("utf-8").endswith("caf\\xe9\\n.wav.missing: no such file or folder\n")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


def test_a_file_without_permission_is_one_line() -> None:
    # Root may read everything, so the process lets go of its rights once it has loaded what it needs. The folder is
    # open to all: what is refused is the file.
    code = (
        "import os, sys\n"
        "from tempo_ssl.cli import main\n"
        "folder = sys.argv[1]\n"
        "args = ['estimate', '--model', folder + '/model.tempo', folder + '/good.wav']\n"
        "main(args, standalone_mode=False)\n"
        f"if os.geteuid() == 0: os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "main([*args, folder + '/locked.wav'], prog_name='tempo-ssl')\n"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(MODEL, folder / "model.tempo")
        for file in ("good.wav", "locked.wav"):
            soundfile.write(folder / file, beat(), RATE)
        (folder / "locked.wav").chmod(0)
        done = subprocess.run([sys.executable, "-c", code, name], capture_output=True, text=True, check=False)
    assert done.stderr == f"tempo-ssl: {folder / 'locked.wav'}: no permission to read it\n"
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first == second


@pytest.mark.slow
def test_two_hours_fit_into_400_megabytes(tmp_path: Path) -> None:
    # At 8 kHz, for time's sake; what is kept of a second of sound does not depend on its sample rate.
    part = beat(60 / BPM * 64, 8_000)
    seconds = 0.0
    with soundfile.SoundFile(tmp_path / "long.wav", "w", 8_000, 1) as file:
        while seconds < 7_200:
            file.write(part)
            seconds += len(part) / 8_000
    # The child measures itself: the parent's figure for its children starts at its own size.
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tempo_ssl.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "status = Path('/proc/self/status')\n"
        "unit = 1 if sys.platform == 'darwin' else 1024\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit\n"
        "if status.exists():\n"
        "    peak = next(int(line.split()[1]) * 1024 for line in status.open() if line.startswith('VmHWM'))\n"
        "print(peak, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code, "estimate", "--format", "json", str(tmp_path / "long.wav")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    record = json.loads(done.stdout)
    assert fold_bpm(record["bpm"], 100) == pytest.approx(BPM, rel=0.001)
    assert record["duration_s"] == pytest.approx(seconds, abs=0.01)
    assert int(done.stderr) <= 400e6, f"{int(done.stderr) / 1e6:.0f} MB"

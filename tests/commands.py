"""The program ``tempo-ssl``, called in this process or as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from tempo_ssl.cli import main


def tempo_ssl_command(*args: object, stdin: bytes | None = None) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="tempo-ssl", input=stdin)


def command_line(*args: object) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "tempo_ssl", *map(str, args)]


def run_process(*args: str | bytes | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tempo_ssl", *map(os.fsencode, args)]
    return subprocess.run(command, capture_output=True, check=False, timeout=600)

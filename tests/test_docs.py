"""README and docs name only what exists: files, commands, options."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "examples" / "README.md"]
SCRIPTS = ["scripts/demo", "scripts/test", "scripts/setup.sh", ".ci/run"]
#: A path in backticks is one of this repository if it begins with one of its folders.
FOLDERS = ("tempo_ssl/", "scripts/", "tests/", "docs/", "refs/", "examples/", ".ci/", "beetsplug/")


def named_files(text: str) -> set[str]:
    """Targets of relative links, and paths of the repository in backticks or in commands."""
    links = {link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link}
    words = {word.rstrip(".,;:") for code in re.findall(r"`([^`\n]+)`", text) for word in code.split()}
    words |= {word for block in code_blocks(text) for word in block.split()}
    paths = {word for word in words if word.startswith(FOLDERS) and not re.search(r"[*<>{}]", word)}
    return {name for name in links | paths if name}


def code_blocks(text: str, language: str = "sh") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    """Every line of a shell block that calls ``tempo-ssl``, in words."""
    lines = [line for text in TEXTS for block in code_blocks(text.read_text()) for line in block.splitlines()]
    calls = [shlex.split(line.lstrip("$ "), comments=True) for line in lines]
    return [words for words in calls if words and words[0] == "tempo-ssl"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_named_file_exists(path: Path) -> None:
    missing = [
        name
        for name in named_files(path.read_text(encoding="utf-8"))
        if not (path.parent / name).exists() and not (ROOT / name).exists()
    ]
    assert missing == []


def test_named_files_are_found() -> None:
    text = "[a](docs/a.md#part) `scripts/b.py --x` [web](https://x.y/z) `a/b`\n```sh\npython scripts/c.py\n```\n"
    assert named_files(text) == {"docs/a.md", "scripts/b.py", "scripts/c.py"}


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_documented_command_and_option_exists(words: list[str]) -> None:
    from tempo_ssl.cli import main

    command = words[1]
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0, shown.output
    for option in (word.split("=")[0] for word in words[2:] if word.startswith("-")):
        assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", shown.output), f"{command} has no {option}"


def test_the_readme_shows_commands() -> None:
    assert {"estimate", "tag", "train", "info"} <= {words[1] for words in commands()}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_posix_shell(script: str) -> None:
    subprocess.run(["sh", "-n", ROOT / script], check=True)


def test_the_first_block_of_the_readme_runs_the_scripts_and_ci_runs_its_second_command() -> None:
    block = code_blocks((ROOT / "README.md").read_text())[0]
    programs = re.findall(r"^sh (scripts/\w+)", block, re.MULTILINE)
    assert programs == ["scripts/demo", "scripts/test"]
    assert re.search(rf"^exec sh {programs[1]}$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)

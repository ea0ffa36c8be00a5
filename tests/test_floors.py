"""Imports only go down: the floor table, and that every module keeps to it.

A module may import from lower floors only, not from its own: what two modules of one floor share lies below them.
Files inside one package folder are one thing and may import each other, as may the three files of the entry. Imports
inside functions and for type checkers count like all others.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "tempo_ssl"
ROOT = Path(__file__).resolve().parent.parent / PACKAGE

#: From the ground up. A name stands for ``name.py`` or for the folder ``name/``.
FLOORS = (
    ("words", "errors config tempo"),
    ("signals", "bands halving"),
    (
        "parts",
        "audio augmentation calibration decoding features graph memory metrics model piece plotting refinement "
        "schedule stretch synth",
    ),
    ("embedding", "embedding excerpts"),
    ("built from vectors", "hearing material pairs references"),
    ("saved state", "checkpoint"),
    ("one workflow", "estimation pretraining training"),
    ("many tracks", "catalog evaluation tagging"),
    ("entry", "__init__ __main__ cli"),
)
FLOOR_OF = {name: floor for floor, (_, names) in enumerate(FLOORS) for name in names.split()}
ENTRY = len(FLOORS) - 1


def module_files(root: Path) -> dict[str, Path]:
    """Dotted name -> file, of every module under the package folder ``root``; packages by their plain name."""
    files = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return files


def imported_modules(name: str, path: Path, modules: dict[str, Path]) -> set[str]:
    """The modules of the package that ``path`` (module ``name``) imports anywhere, itself left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    is_package = path.name == "__init__.py"
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = name.split(".")[: len(name.split(".")) - node.level + is_package]
                base = ".".join([*above, base] if base else above)
            # "from package import x" means the module x where there is one, and the package otherwise.
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in modules else base)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args:
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    package = name.split(".")[0]
    return {target for target in found if target.split(".")[0] == package} - {name}


def part_of(module: str) -> str:
    """The name under which the table lists a module: the file or the folder right inside the package."""
    return (module.split(".") + ["__init__"])[1]


def violations(root: Path) -> list[str]:
    """One line for every module and import under ``root`` that breaks a rule."""
    modules = module_files(root)
    imports = {name: imported_modules(name, path, modules) for name, path in modules.items()}
    found = []
    for name, targets in imports.items():
        part, floor = part_of(name), FLOOR_OF.get(part_of(name))
        if floor is None:
            found.append(f"{name} belongs to no floor")
            continue
        for target in sorted(targets):
            target_floor = FLOOR_OF.get(part_of(target))
            if target not in modules:
                found.append(f"{name} imports {target}, which does not exist")
            elif target_floor is None or part_of(target) == part:
                continue  # reported on its own line; inside one folder
            elif target_floor > floor:
                found.append(f"{name} imports {target}: upward, from floor {floor} to {target_floor}")
            elif target_floor == floor != ENTRY:
                found.append(f"{name} imports {target}: sideways, on floor {floor}")
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        found.append("cycle: " + " <- ".join(error.args[1]))
    return found


def test_every_module_belongs_to_a_floor_and_imports_only_go_down() -> None:
    assert len(module_files(ROOT)) > 20, "the package is not where this test looks for it"
    assert violations(ROOT) == []


def test_no_name_stands_on_two_floors() -> None:
    names = [name for _, names in FLOORS for name in names.split()]
    assert sorted(names) == sorted(set(names))


# --- The rules can be broken, and it shows ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"tempo.py": "from tempo_ssl.training import train"}, "tempo imports tempo_ssl.training: upward"),
        ({"tempo.py": "import tempo_ssl.training"}, "tempo imports tempo_ssl.training: upward"),
        ({"tempo.py": "def f():\n    from tempo_ssl import training"}, "tempo imports tempo_ssl.training: upward"),
        ({"tempo.py": "from . import training"}, "tempo imports tempo_ssl.training: upward"),
        ({"synth/render.py": "from ..training import train"}, "render imports tempo_ssl.training: upward"),
        ({"synth/__init__.py": "from ..training import train"}, "synth imports tempo_ssl.training: upward"),
        ({"tempo.py": "if TYPE_CHECKING:\n    from tempo_ssl import training"}, "tempo_ssl.training: upward"),
        ({"tempo.py": "x = importlib.import_module('tempo_ssl.training')"}, "tempo_ssl.training: upward"),
        ({"estimation.py": "from tempo_ssl import __version__"}, "estimation imports tempo_ssl: upward"),
        ({"estimation.py": "from tempo_ssl.training import train"}, "estimation imports tempo_ssl.training: sideways"),
        ({"synth/render.py": "from tempo_ssl.decoding import x"}, "render imports tempo_ssl.decoding: sideways"),
        ({"synth/a.py": "from . import b", "synth/b.py": "from . import a"}, "cycle: "),
        ({"helpers.py": ""}, "tempo_ssl.helpers belongs to no floor"),
        ({"cli.py": "from tempo_ssl.gone import x"}, "cli imports tempo_ssl.gone, which does not exist"),
    ],
)
def test_a_broken_rule_is_found(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    good = {
        "__init__.py": "__version__ = '0'",
        "cli.py": "from tempo_ssl import __version__\nimport tempo_ssl.training",
        "decoding.py": "import tempo_ssl.tempo",
        "synth/__init__.py": "from tempo_ssl.synth.render import x",
        "synth/render.py": "from . import score\nfrom ..tempo import x",
        "synth/score.py": "import numpy",
        "tempo.py": "",
        "training.py": "from tempo_ssl import decoding",
    }
    write_tree(tmp_path / "good" / PACKAGE, good)
    assert violations(tmp_path / "good" / PACKAGE) == []
    write_tree(tmp_path / "bad" / PACKAGE, good | files)
    assert any(expected in line for line in violations(tmp_path / "bad" / PACKAGE))


def write_tree(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

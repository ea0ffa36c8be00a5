"""Measure the shipped model, and write the tables that the documents show between their marks.

    python scripts/make_figures.py MANIFEST [--answers PEERS.csv] [--robustness TRACKS]

A block between ``<!-- figures: NAME -->`` and ``<!-- end of figures -->`` is made anew, everything else stays. Without
``--answers`` and ``--robustness`` their blocks stay as they are. What the robustness runs store is kept in build/.
"""

import re
from dataclasses import replace
from pathlib import Path

import click

from tempo_ssl.evaluation import Answers, ModelSystem, Settings, ask, evaluate, read_answers, read_manifest, text
from tempo_ssl.evaluation.dataset import Dataset
from tempo_ssl.evaluation.experiment import standard_experiment
from tempo_ssl.evaluation.robustness import run_experiment

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)
DOCUMENTS = (ROOT / "README.md", *(ROOT / "docs" / name for name in ("accuracy.md", "evaluation.md", "model-card.md")))


@click.command(help=__doc__)
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--answers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The peers' answers.")
@click.option("--robustness", type=click.IntRange(1), help="Perturb so many tracks in all standard ways.")
def main(manifest: Path, answers: Path | None, robustness: int | None) -> None:
    dataset = read_manifest(manifest)
    ours = ask(ModelSystem(), dataset, progress, say)
    blocks = {"accuracy": accuracy(dataset, ours)}
    if answers is not None:
        blocks |= beside_peers(dataset, ours, answers)
    if robustness is not None:
        blocks["robustness"] = perturbed(manifest, robustness)
    for path in DOCUMENTS:
        before = path.read_text(encoding="utf-8")
        path.write_text(BLOCK.sub(lambda found: filled(found, blocks), before), encoding="utf-8")


def filled(found: re.Match[str], blocks: dict[str, str]) -> str:
    """A block with its content of now, or as it was."""
    return f"{found[1]}{blocks[found[2]]}\n{found[3]}" if found[2] in blocks else found[0]


def accuracy(dataset: Dataset, ours: Answers) -> str:
    """The shipped model by set, with its confidences."""
    results = evaluate(dataset, [ours], Settings(by=("set",))).results
    parts = [text.version_line(results, text.OURS) + ":", text.group_table("set", results)]
    return "\n\n".join([*parts, text.confidence_table(results["systems"])])


def beside_peers(dataset: Dataset, ours: Answers, answers: Path) -> dict[str, str]:
    """Other programs' answers alone, and beside those of the shipped model: by set, kind of error and tolerance."""
    others = read_answers(answers, dataset, say)
    results = evaluate(dataset, [ours, *others], Settings(by=("set",))).results
    return {
        "peers": text.accuracy_table(results["systems"][1:]),
        "sets": text.group_table("set", results),
        "errors": text.error_table(results["systems"]),
        "tolerances": text.tolerance_table(results["systems"]),
    }


def perturbed(manifest: Path, tracks: int) -> str:
    """The shipped model on perturbed sound."""
    experiment = replace(standard_experiment([str(manifest)], ["default"]), tracks=tracks)
    results = run_experiment(experiment, ROOT / "build" / "robustness", progress, say)
    ((_, table),) = text.robustness_tables(results["datasets"][0])
    return f"{text.version_line(results, text.OURS)}; {tracks} tracks drawn by seed {results['seed']}:\n\n{table}"


def progress(stage: str, done: int, total: int) -> None:
    if done % 20 == 0 or done == total:
        say(f"{stage}: {done}/{total}")


def say(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main()

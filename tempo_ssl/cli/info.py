"""``tempo-ssl info``: what a model file holds."""

from __future__ import annotations

import io
import json
import platform
import zipfile
from typing import Any

import click

from tempo_ssl.cli.edge import put

#: Libraries that take part in an answer.
LIBRARIES = ("numpy", "soundfile", "onnxruntime", "av")


@click.command()
@click.argument("model", default="default")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def info(model: str, form: str) -> None:
    """Describe a MODEL file: how it was made.

    MODEL is the path of a model file, or the name of the shipped one, which is described if none is given.
    """
    facts = describe(model)
    if form == "json":
        put(json.dumps(facts, ensure_ascii=False), "utf-8")
        return
    embedding, references = facts["embedding"], facts["references"]
    put(f"model       {facts['model']}, {facts['size'] / 1e6:.2f} MB, format {facts['format']}")
    put(f"embedding   {embedding['name']}, version {embedding['version']}")
    low, high = references["bpm_range"]
    put(f"references  {references['count']} of {references['tempi']} tempi, {low:.1f}-{high:.1f} BPM")
    for line in training_lines(facts["training"]):
        put(line)
    put(f"versions    {', '.join(f'{name} {number}' for name, number in facts['versions'].items())}")


def describe(model: str) -> dict[str, Any]:
    """All there is to say about a model, given by name or path; ``ModelError`` if it cannot be used."""
    import tempo_ssl
    from tempo_ssl.checkpoint import load_model, read_model

    loaded = load_model(model)
    name, content = read_model(model)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        file_format = json.loads(archive.read("model.json"))["format"]
    tempi = loaded.whole.references.bpm
    return {
        "model": name,
        "size": len(content),
        "format": file_format,
        "embedding": {"name": loaded.embedding.name, "version": loaded.embedding.version},
        "references": {
            "count": len(tempi),
            "tempi": len(set(tempi.round(6))),
            "bpm_range": [float(tempi.min()), float(tempi.max())],
        },
        "least_presence": loaded.calibration.least_presence,
        "training": dict(loaded.training),
        "versions": {"tempo-ssl": tempo_ssl.__version__, "Python": platform.python_version()} | library_versions(),
    }


def library_versions() -> dict[str, str]:
    """Name -> version of the libraries that are installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found


def training_lines(training: dict[str, Any]) -> list[str]:
    """The training record in a few lines; what it does not hold is left out."""
    settings, epochs = training.get("settings", {}), training.get("epochs", [])
    clip_epochs = training.get("clip_epochs", [])
    work = [
        f"{training['tracks']} tracks" if "tracks" in training else "",
        f"{settings['renders']} rendered pieces" if "renders" in settings else "",
        f"{len(epochs)} epochs" + (f" of {settings['steps']} steps" if "steps" in settings else "") if epochs else "",
        f"{len(clip_epochs)} more on clips" if clip_epochs else "",
        f"{settings['stretch']} stretched" if "stretch" in settings else "",
        f"seed {settings['seed']}" if "seed" in settings else "",
    ]
    lines = [f"trained on  {', '.join(filter(None, work))}"] if any(work) else []
    for name, stage in (("last epoch", epochs), ("on clips", clip_epochs)):
        if stage:
            figures = (f"{figure.replace('_', ' ')} {round(value, 3):g}" for figure, value in stage[-1].items())
            lines.append(f"{name:<12}{', '.join(figures)}")
    return lines

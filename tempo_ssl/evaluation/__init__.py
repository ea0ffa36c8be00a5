"""How good, how robust, and where does it fail? Any tempo estimator on any annotated recordings.

    dataset = read_manifest(Path("manifest.csv"))
    answers = ask(ModelSystem(), dataset, report, warn)    # or read_answers(Path("peer.csv"), dataset, warn)
    print(report_text(evaluate(dataset, [answers]).results))

The conventions of all figures stand in :mod:`tempo_ssl.evaluation.figures` and :mod:`tempo_ssl.evaluation.reliability`.
"""

from __future__ import annotations

from tempo_ssl.evaluation.answers import Answer, Answers, read_answers, with_unique_names
from tempo_ssl.evaluation.dataset import Dataset, Track
from tempo_ssl.evaluation.gathering import gather_answers
from tempo_ssl.evaluation.manifest import read_manifest
from tempo_ssl.evaluation.results import Evaluation, Settings, evaluate
from tempo_ssl.evaluation.systems import ModelSystem, System, ask
from tempo_ssl.evaluation.text import report_text

__all__ = [
    "Answer",
    "Answers",
    "Dataset",
    "Evaluation",
    "ModelSystem",
    "Settings",
    "System",
    "Track",
    "ask",
    "evaluate",
    "gather_answers",
    "read_answers",
    "read_manifest",
    "report_text",
    "with_unique_names",
]

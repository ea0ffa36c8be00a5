"""Workers of a catalog: whatever happens to one costs its own track and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tempo_ssl.catalog import estimate_catalog
from tempo_ssl.catalog.batch import _in_order
from tempo_ssl.catalog.local import LocalEngine
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.catalog.worker import WorkerSettings
from tempo_ssl.checkpoint import load_model
from tempo_ssl.errors import CatalogError, ModelError

pytest_plugins = ["catalog_tracks"]

REPOSITORY = Path(__file__).resolve().parent.parent
#: Tracks of each fault and the error in their rows.
ERRORS = {
    "crash": "the process that read it crashed (SIGSEGV)",
    "killed": "the process that read it was killed (SIGKILL), as happens when memory runs out",
    "exit": "the process that read it ended with status 3",
    "hang": "gave no answer within 3 s",
    "eats": "it needs more memory than a worker may have (4 GB)",
    "bug": "unexpected KeyError: 'what\\nnobody expected'",
}


def test_a_fault_costs_its_own_track_and_nothing_else(faults: Callable[..., Path]) -> None:
    folder = faults(*(f"{number}-{name}.wav" for number in (1, 2) for name in [*ERRORS, "good"]))
    rows = {os.path.basename(row.path): row for row in estimate_catalog(folder, workers=2, timeout=3)}
    assert len(rows) == 14
    for name, row in rows.items():
        kind = name[2:-4]
        assert row.error == ERRORS.get(kind)
        assert (row.size_bytes, row.mtime) == fingerprint(row.path)
        assert row.has_failed == (kind != "good")
        assert row.bpm == (row.size_bytes if kind == "good" else None)


def test_workers_end_with_the_rows(faults: Callable[..., Path]) -> None:
    folder = faults(*(f"slow-{number}.wav" for number in range(6)))
    before = set(psutil.Process().children())
    rows = estimate_catalog(folder, workers=2)
    next(rows)
    assert len(set(psutil.Process().children()) - before) == 2
    rows.close()
    assert set(psutil.Process().children()) <= before
    assert len(list(estimate_catalog(folder, workers=4))) == 6
    assert set(psutil.Process().children()) <= before


def test_where_a_track_lies() -> None:
    settings = WorkerSettings(load_model("default"), "/somewhere")
    assert settings.place("a.wav") == "/somewhere/a.wav"
    assert settings.place("/a.wav") == "/a.wav"
    assert settings.place("s3://b/a.wav") == "s3://b/a.wav"


def test_modules_among_the_music_are_not_run(library: Path, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text("from tempo_ssl.cli import main\nmain()\n")
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("random", "numpy", "soundfile", "signal"):
        (trap / f"{name}.py").write_text("import os; os._exit(66)")
    done = subprocess.run(
        [sys.executable, tmp_path / "program.py", "batch", library / "z.flac"],
        cwd=trap,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "done 1, failed 0" in done.stderr


def test_a_worker_that_dies_while_idle_costs_no_track(faults: Callable[..., Path]) -> None:
    folder = faults("0-slow.wav", *(f"{number}.wav" for number in range(20)))
    before = set(psutil.Process().children())
    rows = estimate_catalog(folder, workers=1)
    found = [next(rows)]
    for worker in set(psutil.Process().children()) - before:
        worker.kill()
        while worker.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        # Until the last of its threads is gone its connection is open, and it might be handed a track, and cost it.
        time.sleep(0.5)
    found += rows
    assert [row.error for row in found] == [None] * 21


def test_workers_that_cannot_start_are_told_of(monkeypatch: pytest.MonkeyPatch, faults: Callable[..., Path]) -> None:
    folder = faults("a.wav")
    (folder.parent / "faults" / "sitecustomize.py").write_text("import os; os._exit(9)")
    with pytest.raises(CatalogError, match=r"worker processes end before they are ready \(ended with status 9\)"):
        list(estimate_catalog(folder))


def test_a_model_that_fails_in_a_worker_stops_everything(faults: Callable[..., Path]) -> None:
    with pytest.raises(ModelError, match="the network is damaged"):
        list(estimate_catalog(faults("model.wav")))


def test_a_worker_has_one_thread_that_works_and_goes_first_when_memory_runs_out(library: Path) -> None:
    settings = WorkerSettings(load_model("default"), os.getcwd())
    before = set(psutil.Process().children())
    with LocalEngine(settings, 1) as engine:
        assert len(list(engine.rows([str(library / "z.flac")] * 2))) == 2
        (worker,) = set(psutil.Process().children()) - before
        environment = worker.environ()
        assert {environment[name] for name in environment if name.endswith("_NUM_THREADS")} == {"1"}
        # Others wait: one for the end of this process, and what libraries keep.
        assert sum(thread.user_time > 0 for thread in worker.threads()) == 1
        if sys.platform == "linux":
            assert int(Path(f"/proc/{worker.pid}/oom_score_adj").read_text()) >= 500
            assert worker.rlimit(psutil.RLIMIT_DATA)[0] == settings.memory
    assert not worker.is_running()


def test_tracks_are_handed_out_as_rows_are_taken(faults: Callable[..., Path]) -> None:
    folder = faults(*(f"{number:03}.wav" for number in range(40)))
    asked: list[int] = []

    class Asked(list[str]):
        def __getitem__(self, place):  # type: ignore[no-untyped-def]
            asked.append(place)
            return super().__getitem__(place)

    settings = WorkerSettings(load_model("default"), os.getcwd())
    with LocalEngine(settings, 2) as engine:
        rows = engine.rows(Asked(str(path) for path in sorted(folder.iterdir())))
        for taken in range(1, 20):
            next(rows)
            assert len(asked) <= taken + 2


def test_nothing_runs_too_far_ahead_of_a_slow_track(faults: Callable[..., Path]) -> None:
    folder = faults("00-slow.wav", *(f"{number:02}.wav" for number in range(1, 40)))
    settings = WorkerSettings(load_model("default"), os.getcwd())
    with LocalEngine(settings, 2) as engine:
        paths = [str(path) for path in sorted(folder.iterdir())]
        places = [place for place, _ in engine.rows(paths, ahead=5)]
    assert sorted(places) == list(range(40))
    assert max(places[: places.index(0)], default=0) < 5


def test_rows_are_put_in_order() -> None:
    numbered = [(2, "c"), (0, "a"), (1, "b"), (4, "e"), (3, "d")]
    assert list(_in_order(numbered)) == ["a", "b", "c", "d", "e"]

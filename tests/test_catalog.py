"""Catalogs: the answers of ``estimate``, one track at a time, whatever happens to a worker or to the whole run."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import soundfile

import tempo_ssl
from tempo_ssl.audio import as_path
from tempo_ssl.catalog import BatchSettings, BatchSummary, CatalogRow, estimate_catalog, write_catalog
from tempo_ssl.catalog.batch import _in_order
from tempo_ssl.catalog.local import LocalEngine
from tempo_ssl.catalog.records import row_of
from tempo_ssl.catalog.sources import fingerprint
from tempo_ssl.catalog.worker import WorkerSettings
from tempo_ssl.checkpoint import load_model
from tempo_ssl.errors import CatalogError, ModelError
from tempo_ssl.synth import click_track

REPOSITORY = Path(__file__).resolve().parent.parent
#: Takes the place of the decoders in workers.
FAULTS = (REPOSITORY / "tests" / "faulty_decoder.py").read_text()
#: Tracks of each fault and the error in their rows.
ERRORS = {
    "crash": "the process that read it crashed (SIGSEGV)",
    "killed": "the process that read it was killed (SIGKILL), as happens when memory runs out",
    "exit": "the process that read it ended with status 3",
    "hang": "gave no answer within 3 s",
    "eats": "it needs more memory than a worker may have (4 GB)",
    "bug": "unexpected KeyError: 'what\\nnobody expected'",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sounds with names of all kinds, and three files that hold none."""
    top = tmp_path_factory.mktemp("library")
    (top / "sub").mkdir()
    names = [b"sub/a, b.wav", b'sub/it\'s "c"\n.wav', b"\xff\xe9.wav", b"z.flac", b"slow.ogg"]
    for bpm, name in zip((90, 110, 124, 140, 165), names, strict=True):
        form = os.path.splitext(os.fsdecode(name))[1][1:]
        with open(os.path.join(os.fsencode(top), name), "wb") as file:
            soundfile.write(file, click_track(bpm, 14, "rock", 16_000), 16_000, format=form)
    (top / "empty.wav").touch()
    (top / "text.mp3").write_text("not sound at all")
    soundfile.write(top / "short.wav", [0.1] * 4000, 8000)
    return top


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """``faults(*names)`` -> a folder with files of these names, whose workers do as :data:`FAULTS` says."""
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS)
    monkeypatch.syspath_prepend(str(tmp_path / "faults"))
    # For commands that are processes of their own, as well.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "faults"), str(REPOSITORY)]))

    def make(*names: str) -> Path:
        folder = tmp_path / "music"
        folder.mkdir(exist_ok=True)
        for number, name in enumerate(names, 100):
            (folder / name).write_bytes(b"x" * number)
        return folder

    return make


def read(path: Path) -> dict[str, dict[str, str]]:
    """Name of a track -> its row, and no track twice."""
    with open(path, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    rows = {os.path.basename(as_path(row["path"])): row for row in found}
    assert len(rows) == len(found)
    return rows


def counts(summary: BatchSummary) -> tuple[int, int, int, int]:
    return summary.done, summary.failed, summary.skipped, summary.failed_before


# --- The same answers --------------------------------------------------------------------------------------------


def test_rows_are_the_answers_of_estimate(library: Path) -> None:
    rows = list(estimate_catalog(library, workers=2, ordered=True))
    assert [row.path for row in rows] == sorted(row.path for row in rows)
    assert len(rows) == 8
    estimator = tempo_ssl.TempoEstimator()
    for row in rows:
        size, mtime = fingerprint(row.path)
        assert (row.size_bytes, row.mtime) == (size, mtime)
        if row.has_failed:
            with pytest.raises(tempo_ssl.AudioError) as caught:
                estimator.estimate(row.path)
            assert str(caught.value).endswith(f": {row.error}")
        else:
            assert row == row_of(row.path, estimator.estimate(row.path), None, (size, mtime))
    errors = {os.path.basename(row.path): row.error for row in rows if row.error}
    assert set(errors) == {"empty.wav", "text.mp3"}
    assert errors["empty.wav"] == "is empty (0 bytes)"
    assert {os.path.basename(row.path) for row in rows if row.bpm} >= {"a, b.wav", "z.flac", "slow.ogg"}


def test_options_reach_the_workers(library: Path) -> None:
    (row,) = estimate_catalog(library / "z.flac", min_bpm=200, max_bpm=320, fold_from=50)
    expected = tempo_ssl.TempoEstimator().estimate(library / "z.flac", min_bpm=200, max_bpm=320, fold_from=50)
    assert (row.bpm, row.tempo_octave_relaxed) == (
        round(expected.bpm or 0, 4),
        round(expected.tempo_octave_relaxed or 0, 4),
    )
    assert 200 <= (row.bpm or 0) <= 320


def test_relative_paths_are_those_of_this_folder(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library)
    assert [row.path for row in estimate_catalog("sub", ordered=True)] == ["sub/a, b.wav", 'sub/it\'s "c"\n.wav']
    (row,) = estimate_catalog("empty.wav")
    assert row.error == "is empty (0 bytes)"


def test_a_url_gives_the_answer_of_its_file(library: Path, tmp_path: Path) -> None:
    # memory:// lives in one process and is not seen by workers; file:// goes the same way through fsspec.
    (row,) = estimate_catalog(f"file://{library}/z.flac")
    (local,) = estimate_catalog(library / "z.flac")
    # fsspec knows the time of change a little less exactly.
    assert row._replace(path="", mtime=None) == local._replace(path="", mtime=None)
    assert row.mtime == pytest.approx(local.mtime, abs=2e-6)
    assert row.path == f"file://{library}/z.flac"
    rows = list(estimate_catalog(f"file://{library}/", ordered=True))
    assert {row.error for row in rows if row.path.endswith("empty.wav")} == {"is empty (0 bytes)"}
    (tmp_path / "list").write_text("memory://nothing.wav\n")
    (row,) = estimate_catalog(tmp_path / "list")
    assert (row.error, row.size_bytes) == ("no such file or folder", None)


def test_settings_are_checked_at_once() -> None:
    for wrong in (
        {"workers": 0},
        {"timeout": 0},
        {"engine": "abacus"},
        {"min_bpm": 9, "max_bpm": 3},
        {"fold_from": 0},
        {"shard": (3, 2)},
    ):
        with pytest.raises(ValueError, match=r"must be"):
            estimate_catalog("x", **wrong)  # type: ignore[arg-type]


def test_a_model_that_cannot_be_used_stops_everything(library: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.tempo").write_text("no model")
    with pytest.raises(ModelError):
        list(estimate_catalog(library, model=tmp_path / "bad.tempo"))


# --- Workers that fail -------------------------------------------------------------------------------------------


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


# --- Going on ----------------------------------------------------------------------------------------------------


def test_the_same_command_skips_what_is_done_and_redoes_what_changed(
    faults: Callable[..., Path], tmp_path: Path
) -> None:
    folder, out = faults("a.wav", "b.wav", "c.wav", "crash.wav"), tmp_path / "catalog.csv"
    settings = BatchSettings(workers=1)
    assert counts(write_catalog(folder, out, settings)) == (3, 1, 0, 0)
    first = read(out)
    assert counts(write_catalog(folder, out, settings)) == (0, 0, 4, 1)
    assert read(out) == first
    (folder / "b.wav").write_bytes(b"now longer" * 50)
    os.utime(folder / "c.wav", ns=(0, 12_345_678_000))
    (folder / "d.wav").write_bytes(b"new")
    (folder / "a.wav").unlink()
    assert counts(write_catalog(folder, out, settings)) == (3, 0, 1, 1)
    second = read(out)
    assert second["a.wav"] == first["a.wav"]  # what is gone keeps its row
    assert second["crash.wav"] == first["crash.wav"]
    assert (second["b.wav"]["bpm"], second["c.wav"]["mtime"], second["d.wav"]["bpm"]) == ("500.0", "12.345678", "3.0")
    assert set(second) == {"a.wav", "b.wav", "c.wav", "d.wav", "crash.wav"}


def test_errors_are_tried_again_only_when_asked(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = faults("a.wav", "crash.wav"), tmp_path / "catalog.jsonl"
    write_catalog(folder, out)
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS.replace('"crash"', '"never"'))
    assert counts(write_catalog(folder, out)) == (0, 0, 2, 1)
    assert counts(write_catalog(folder, out, BatchSettings(retry_errors=True))) == (1, 0, 1, 0)
    assert counts(write_catalog(folder, out, BatchSettings(retry_errors=True))) == (0, 0, 2, 0)
    assert out.read_text().count("crash.wav") == 1


def test_a_file_that_was_missing_is_redone_when_it_is_there(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = faults("a.wav"), tmp_path / "catalog.csv"
    (tmp_path / "list").write_text(f"{folder}/a.wav\n{folder}/later.wav\n")
    (tmp_path / "faults" / "sitecustomize.py").write_text("")
    assert counts(write_catalog(tmp_path / "list", out)) == (0, 2, 0, 0)
    assert read(out)["later.wav"]["error"] == "no such file or folder"
    assert counts(write_catalog(tmp_path / "list", out)) == (0, 0, 2, 2)
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS)
    (folder / "later.wav").write_bytes(b"here it is")
    assert counts(write_catalog(tmp_path / "list", out)) == (1, 0, 1, 1)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_order_is_kept_whatever_was_there_before(faults: Callable[..., Path], tmp_path: Path, suffix: str) -> None:
    names = [f"{number}{'-slow' if number == 2 else ''}.wav" for number in range(8)]
    folder, out, straight = faults(*names), tmp_path / f"catalog{suffix}", tmp_path / f"straight{suffix}"
    ordered = BatchSettings(workers=3, ordered=True)
    write_catalog(folder, straight, ordered)
    (tmp_path / "list").write_text("\n".join(f"{folder}/{name}" for name in (names[5], names[1], names[6])))
    write_catalog(tmp_path / "list", out)
    assert counts(write_catalog(folder, out, ordered)) == (5, 0, 3, 0)
    if suffix == ".parquet":
        import pandas

        pandas.testing.assert_frame_equal(pandas.read_parquet(out), pandas.read_parquet(straight))
    else:
        assert out.read_bytes() == straight.read_bytes()


def test_an_empty_folder_is_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    assert counts(write_catalog(tmp_path / "music", tmp_path / "catalog.csv")) == (0, 0, 0, 0)
    assert read(tmp_path / "catalog.csv") == {}


def test_shares_are_all_tracks_once(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder = faults(*(f"{number}.wav" for number in range(30)))
    shares = [{row.path for row in estimate_catalog(folder, shard=(number, 3), workers=1)} for number in (1, 2, 3)]
    assert all(len(share) > 3 for share in shares)
    assert sum(map(len, shares)) == len(set.union(*shares)) == 30
    summary = write_catalog(folder, tmp_path / "catalog.csv", BatchSettings(shard=(2, 3), workers=1))
    assert summary.done == len(shares[1])


def test_progress_counts_what_was_skipped(faults: Callable[..., Path], tmp_path: Path) -> None:
    folder, out = faults("a.wav", "b.wav"), tmp_path / "catalog.csv"
    write_catalog(folder, out)
    (folder / "crash.wav").touch()
    (folder / "d.wav").touch()
    told: list[tuple[str, int, int]] = []
    write_catalog(folder, out, BatchSettings(workers=1), lambda *what: told.append(what))
    assert [(done, total) for _, done, total in told] == [(3, 4), (4, 4)]
    assert told[-1][0].startswith("tracks, 1 failed, ")


def running(folder: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(folder), "-o", str(out), "--workers", "2", *options]
    return subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on_and_leaves_no_process(
    faults: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals
) -> None:
    names = [f"{number}-slow.wav" for number in range(8)]
    folder, out, scratch = faults(*names, "9-hang.wav"), tmp_path / "catalog.csv", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    process = running(folder, out)
    wait_for(lambda: out.exists() and out.read_bytes().count(b"\n") > 2)
    workers = psutil.Process(process.pid).children()
    assert len(workers) == 2
    process.send_signal(sent)
    _, said = process.communicate(timeout=30)
    assert process.returncode == (130 if sent == signal.SIGINT else -sent)
    assert said.decode() == (
        "tempo-ssl: interrupted; the same command goes on where it stopped\n" if sent == signal.SIGINT else ""
    )
    psutil.wait_procs(workers, timeout=10)
    assert not any(worker.is_running() for worker in workers)
    assert os.listdir(scratch) == []
    kept = read(out)
    assert 2 <= len(kept) < 9
    with open(out, "ab") as file:
        file.write(b'"half a li')
    process = running(folder, out, "--timeout", "1")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    rows = read(out)
    assert {name: rows[name] for name in kept} == kept
    assert sorted(rows) == [*names, "9-hang.wav"]
    assert [name for name, row in rows.items() if row["error"]] == ["9-hang.wav"]
    assert f"skipped {len(kept)}" in said.decode()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 kB, where one can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a file system can only be mounted by root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_a_run_in_one_line_and_the_same_command_goes_on(
    faults: Callable[..., Path], tiny_disk: Path
) -> None:
    folder = faults(*(f"{number:03} {'long ' * 30}.wav" for number in range(300)))
    out, ballast = tiny_disk / "catalog.csv", tiny_disk / "ballast"
    ballast.write_bytes(bytes(90_000))
    process = running(folder, out)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.decode()) == (1, f"tempo-ssl: {out}: No space left on device\n")
    kept = read(out)
    assert 10 < len(kept) < 300
    ballast.unlink()
    assert counts(write_catalog(folder, tiny_disk / "catalog.csv")) == (300 - len(kept), 0, len(kept), 0)
    assert {name: row for name, row in read(out).items() if name in kept} == kept
    assert len(read(out)) == 300


def test_a_quota_stops_a_run_in_one_line_and_the_same_command_goes_on(
    faults: Callable[..., Path], tmp_path: Path
) -> None:
    folder, out = faults(*(f"{number:03}.wav" for number in range(60))), tmp_path / "catalog.csv"
    # The shell's limit on the size of a file, in blocks of 512 or 1024 bytes.
    command = f'ulimit -f 4; exec "{sys.executable}" -m tempo_ssl batch "{folder}" -o "{out}"'
    done = subprocess.run(["sh", "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"tempo-ssl: {out}: File too large\n")
    kept = len(read(out))
    assert 5 < kept < 60
    assert counts(write_catalog(folder, out)) == (60 - kept, 0, kept, 0)
    assert len(read(out)) == 60


def test_rows_without_a_fingerprint_stay_done(tmp_path: Path) -> None:
    assert CatalogRow("x").has_failed
    (tmp_path / "list").write_text(str(tmp_path / "missing.wav"))
    settings = BatchSettings(workers=1)
    assert counts(write_catalog(tmp_path / "list", tmp_path / "c.parquet", settings)) == (0, 1, 0, 0)
    assert counts(write_catalog(tmp_path / "list", tmp_path / "c.parquet", settings)) == (0, 0, 1, 1)

"""More than one machine: a Ray cluster of two nodes on this one, started for these tests and stopped after them."""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tempo_ssl.catalog import BatchSettings, write_catalog

REPOSITORY = Path(__file__).resolve().parent.parent
RAY = [sys.executable, "-c", "from ray.scripts.scripts import main; main()"]
#: Bytes of memory for Ray's object store: rows are small.
STORE = 80_000_000

pytestmark = pytest.mark.slow


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Cluster:
    """A head with one core, and further nodes with one each; every node is a process group of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder, self._environment = folder, environment
        (port,) = free_ports(1)
        self.address = f"127.0.0.1:{port}"
        self.nodes: list[subprocess.Popen[bytes]] = []
        self._start(
            *("--head", f"--port={port}", f"--temp-dir={folder}"),
            "--include-dashboard=false",
        )

    def add_node(self) -> subprocess.Popen[bytes]:
        return self._start(f"--address={self.address}")

    def _start(self, *options: str) -> subprocess.Popen[bytes]:
        agent, metrics = free_ports(2)
        log = self._folder / f"node-{len(self.nodes)}.log"
        with open(log, "wb") as file:
            node = subprocess.Popen(
                [*RAY, "start", *options, "--num-cpus=1", f"--object-store-memory={STORE}", "--block"]
                + ["--node-ip-address=127.0.0.1", f"--dashboard-agent-listen-port={agent}"]
                + [f"--metrics-export-port={metrics}", "--disable-usage-stats"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        self.nodes.append(node)
        wait_for(lambda: b"Ray runtime started" in log.read_bytes() or node.poll() is not None)
        assert node.poll() is None, log.read_text()
        return node

    def lose(self, node: subprocess.Popen[bytes]) -> None:
        """A node is gone from one moment to the next, with all its processes."""
        family = [*psutil.Process(node.pid).children(recursive=True), psutil.Process(node.pid)]
        for process in family:
            process.kill()
        node.wait()
        psutil.wait_procs(family, timeout=10)
        self.nodes.remove(node)

    def stop(self) -> None:
        for node in reversed(list(self.nodes)):
            self.lose(node)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of the cluster and of the command: workers whose tracks do what their names say."""
    folder = tmp_path_factory.mktemp("faults")
    shutil.copy(REPOSITORY / "tests" / "faulty_decoder.py", folder / "sitecustomize.py")
    path = os.pathsep.join([str(folder), str(REPOSITORY)])
    return os.environ | {"PYTHONPATH": path, "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}


@pytest.fixture(scope="module")
def cluster(environment: dict[str, str]) -> Iterator[Cluster]:
    # Not below pytest's folder: Ray's sockets must have short names.
    folder = Path(tempfile.mkdtemp(prefix="ray-"))
    cluster = Cluster(folder, environment)
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def music(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for number, name in enumerate(names, 100):
        (folder / name).write_bytes(b"x" * number)
    return folder


def run(cluster: Cluster, environment: dict[str, str], folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(folder), "-o", str(out), "--engine", "ray"]
    return subprocess.Popen(
        [*command, "--address", cluster.address, *options],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows_in(path: Path) -> list[tuple[str, ...]]:
    with open(path, newline="") as file:
        return sorted(map(tuple, csv.reader(file)))


def test_the_rows_are_those_of_the_local_engine(
    cluster: Cluster, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.wav" for number in range(40)]
    folder = music(tmp_path / "music", *names, "crash.wav", "killed.wav", "hang.wav", "exit.wav", "bug.wav", "a, b.wav")
    monkeypatch.syspath_prepend(environment["PYTHONPATH"].split(os.pathsep)[0])
    write_catalog(folder, tmp_path / "local.csv", BatchSettings(timeout=2, workers=2, ordered=True))
    process = run(cluster, environment, folder, tmp_path / "ray.csv", "--timeout", "2", "--ordered")
    printed, said = process.communicate(timeout=180)
    assert process.returncode == 1, said
    assert printed == ""
    assert said.startswith("tempo-ssl: done 41, failed 5, skipped 0, ")
    assert said.count("\n") == 1
    assert (tmp_path / "ray.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()


@pytest.mark.parametrize("lost", ["a process", "a machine"])
def test_what_is_lost_on_the_way_is_done_again(
    cluster: Cluster, environment: dict[str, str], tmp_path: Path, lost: str
) -> None:
    node = cluster.add_node()
    folder, out = music(tmp_path / "music", *(f"slow-{number}.wav" for number in range(24))), tmp_path / "catalog.csv"
    process = run(cluster, environment, folder, out)

    def workers() -> list[psutil.Process]:
        """Processes of the second node that have a worker of ours."""
        family = psutil.Process(node.pid).children(recursive=True)
        return [one.parent() for one in family if "tempo_ssl.catalog.worker" in " ".join(one.cmdline())]

    wait_for(lambda: (bool(workers()) and out.exists()) or process.poll() is not None)
    if lost == "a machine":
        cluster.lose(node)
    else:
        (worker,) = workers()
        worker.send_signal(signal.SIGKILL)
        psutil.wait_procs([worker], timeout=10)
        assert not worker.is_running()
    printed, said = process.communicate(timeout=240)
    assert process.returncode == 0, said
    assert printed == ""
    assert said.splitlines()[-1].startswith("tempo-ssl: done 24, failed 0, skipped 0, ")
    rows = rows_in(out)
    assert len(rows) == len(set(rows)) == 25
    assert [row[0] for row in rows if row[0] != "path"] == sorted(str(path) for path in folder.iterdir())
    if lost == "a process":
        cluster.lose(node)


def test_a_run_that_is_killed_goes_on(cluster: Cluster, environment: dict[str, str], tmp_path: Path) -> None:
    folder, out = music(tmp_path / "music", *(f"slow-{number}.wav" for number in range(8))), tmp_path / "catalog.csv"
    process = run(cluster, environment, folder, out)
    wait_for(lambda: (out.exists() and out.read_bytes().count(b"\n") > 2) or process.poll() is not None)
    process.kill()
    process.communicate()
    kept = len(rows_in(out)) - 1
    assert 2 <= kept < 8
    process = run(cluster, environment, folder, out)
    _, said = process.communicate(timeout=180)
    # Ray may have something to say of the driver that was killed.
    assert f"tempo-ssl: done {8 - kept}, failed 0, skipped {kept}, " in said
    assert len(set(rows_in(out))) == 9


def test_no_cluster_is_one_line(environment: dict[str, str], tmp_path: Path) -> None:
    folder = music(tmp_path / "music", "a.wav")
    command = [sys.executable, "-m", "tempo_ssl", "batch", str(folder), "--engine", "ray", "--address"]
    (port,) = free_ports(1)
    done = subprocess.run(
        [*command, f"127.0.0.1:{port}"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert re.fullmatch(rf"tempo-ssl: no Ray cluster at 127\.0\.0\.1:{port} \(.*refused\); start .*\n", done.stderr)

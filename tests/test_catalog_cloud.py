"""Tracks in S3, on a server of its own on this machine; keys and buckets are made up here."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs
import soundfile

from tempo_ssl.catalog import BatchSettings, estimate_catalog, write_catalog
from tempo_ssl.catalog.remote import find_remote
from tempo_ssl.errors import CatalogError
from tempo_ssl.synth import click_track

BUCKET = "library"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that speaks S3; known to this process and its children as the one to ask."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("aws")
    (folder / "config").touch()
    settings = {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "made-up",
        "AWS_SECRET_ACCESS_KEY": "made-up-too",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(folder / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "config"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    with pytest.MonkeyPatch.context() as patch, open(folder / "log", "wb") as log:
        for name, value in settings.items():
            patch.setenv(name, value)
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + 60
            while not answers(port):
                assert server.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < deadline, "the server does not start"
                time.sleep(0.1)
            yield url
        finally:
            s3fs.S3FileSystem.clear_instance_cache()
            server.kill()
            server.wait()


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("local")
    (top / "sub").mkdir()
    soundfile.write(top / "sub" / "a, b.wav", click_track(124, 13, "rock", 16_000), 16_000)
    soundfile.write(top / "é.flac", click_track(96, 13, "rock", 16_000), 16_000)
    (top / "bad.mp3").write_text("no sound")
    (top / "notes.txt").write_text("no track")
    return top


@pytest.fixture(scope="module")
def bucket(endpoint: str, local: Path) -> s3fs.S3FileSystem:
    system = s3fs.S3FileSystem(use_listings_cache=False)
    system.mkdir(BUCKET)
    system.put(f"{local}/", f"{BUCKET}/music/", recursive=True)
    return system


def test_a_bucket_gives_the_answers_of_its_files(bucket: s3fs.S3FileSystem, local: Path) -> None:
    rows = list(estimate_catalog(f"s3://{BUCKET}/music/", workers=2, ordered=True))
    expected = list(estimate_catalog(local, ordered=True))
    assert [row.path for row in rows] == [f"s3://{BUCKET}/music{row.path.removeprefix(str(local))}" for row in expected]
    assert [row._replace(path="", mtime=None) for row in rows] == [
        row._replace(path="", mtime=None) for row in expected
    ]
    assert all(row.mtime for row in rows)


def test_what_is_done_is_skipped_and_what_changed_is_redone(
    bucket: s3fs.S3FileSystem, local: Path, tmp_path: Path
) -> None:
    source, out = f"s3://{BUCKET}/again", tmp_path / "catalog.csv"
    bucket.put(f"{local}/", f"{BUCKET}/again/", recursive=True)
    settings = BatchSettings(workers=1)
    summary = write_catalog(source, out, settings)
    assert (summary.done, summary.failed) == (2, 1)
    assert write_catalog(source, out, settings).skipped == 3
    bucket.pipe(f"{BUCKET}/again/bad.mp3", (local / "sub" / "a, b.wav").read_bytes())
    summary = write_catalog(source, out, settings)
    assert (summary.done, summary.failed, summary.skipped) == (1, 0, 2)
    # The same tracks by a list: their sizes are asked for one by one.
    (tmp_path / "list").write_text("\n".join(path for path, _ in find_remote(source)))
    assert write_catalog(tmp_path / "list", out, settings).skipped == 3


def test_a_list_in_a_bucket_may_name_anything(bucket: s3fs.S3FileSystem, local: Path) -> None:
    lines = [f"s3://{BUCKET}/music/é.flac", str(local / "é.flac"), f"s3://{BUCKET}/gone.wav", "s3://no-bucket/x.wav"]
    bucket.pipe(f"{BUCKET}/list.txt", "\n".join(lines).encode())
    remote, here, gone, nowhere = estimate_catalog(f"s3://{BUCKET}/list.txt", ordered=True, workers=1)
    assert remote.bpm == here.bpm
    assert remote.bpm is not None
    assert gone.error == nowhere.error == "no such file or folder"


def test_no_copies_stay_behind(bucket: s3fs.S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    rows = estimate_catalog(f"s3://{BUCKET}/music/", workers=1)
    next(rows)
    assert os.listdir(tmp_path) != []
    assert len(list(rows)) == 2
    assert os.listdir(tmp_path) == []


def test_a_bucket_that_is_not_there_is_one_line(endpoint: str) -> None:
    with pytest.raises(CatalogError, match=r"^s3://no-such-bucket/x: no such file or folder[^\n]*$"):
        list(estimate_catalog("s3://no-such-bucket/x"))

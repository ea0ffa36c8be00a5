"""A report served to the browser of this machine, so that it can play the tracks.

Only this machine is answered, only the report's own files and the tracks that it names are given out, and a page of
another origin that is pointed here by a name of its own is refused.
"""

from __future__ import annotations

import csv
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tempo_ssl.audio import display_name, load_audio
from tempo_ssl.errors import AudioError, EvaluationError
from tempo_ssl.evaluation.playback import as_wav, with_clicks
from tempo_ssl.evaluation.report import REPORT, RESULTS, TRACKS

HOST = "127.0.0.1"
#: Path of a request -> file of the report, and its type.
FILES = {
    "/": (REPORT, "text/html; charset=utf-8"),
    f"/{REPORT}": (REPORT, "text/html; charset=utf-8"),
    f"/{RESULTS}": (RESULTS, "application/json"),
    f"/{TRACKS}": (TRACKS, "text/csv; charset=utf-8"),
}


class ReportServer(ThreadingHTTPServer):
    """Serves one report folder at :attr:`address` until it is shut down; ``EvaluationError`` where it is none."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.tracks = read_playable(folder)
        super().__init__((HOST, port), ReportHandler)

    @property
    def address(self) -> str:
        """Where the report is."""
        return f"http://{HOST}:{self.server_port}/"


class ReportHandler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: ReportServer
    server_version = "tempo-ssl"

    def do_GET(self) -> None:
        """The page, a file of the report, or a track as WAV: ``/audio?track=3&system=0&clicks=1``."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in (HOST, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        address = urlsplit(self.path)
        if address.path in FILES:
            name, kind = FILES[address.path]
            self._send((self.server.folder / name).read_bytes(), kind)
        elif address.path == "/audio":
            self._send_audio(parse_qs(address.query))
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_audio(self, query: dict[str, list[str]]) -> None:
        try:
            track, system = (int(query[name][0]) for name in ("track", "system"))
            if min(track, system) < 0:
                raise IndexError(track)
            path, bpm = self.server.tracks[system][track]
        except (KeyError, ValueError, IndexError):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        try:
            audio = load_audio(path)
        except AudioError as error:
            self.send_error(HTTPStatus.NOT_FOUND, explain=str(error))
            return
        clicks = query.get("clicks", ["1"])[0] != "0"
        self._send(as_wav(with_clicks(audio, bpm if clicks else None), audio.sample_rate), "audio/wav")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # the browser has heard enough
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not worth a line."""


def read_playable(folder: Path) -> list[list[tuple[str, float | None]]]:
    """For every system of a report, sound file and answered BPM of each track."""
    path = folder / TRACKS
    try:
        with path.open(newline="", encoding="utf-8") as handle:
            rows = [(row["peer"], row["audio"], row["bpm"]) for row in csv.DictReader(handle)]
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"{display_name(folder)}: is no report ({TRACKS} cannot be read); make one with -o FOLDER"
        ) from error
    systems: dict[str, list[tuple[str, float | None]]] = {}
    for system, audio, bpm in rows:
        systems.setdefault(system, []).append((audio, float(bpm) if bpm else None))
    return list(systems.values())

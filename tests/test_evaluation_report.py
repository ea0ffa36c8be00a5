"""The report: its files, its page in a real browser without a window, and the tracks that it plays."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from tempo_ssl.audio import Audio, load_audio
from tempo_ssl.errors import EvaluationError
from tempo_ssl.evaluation import Answer, Answers, Dataset, Evaluation, Settings, Track, evaluate, report_text
from tempo_ssl.evaluation.playback import as_wav, first_beat, with_clicks
from tempo_ssl.evaluation.report import REPORT, RESULTS, TRACKS, report_page, write_report
from tempo_ssl.evaluation.server import ReportServer
from tempo_ssl.synth import click_track

if TYPE_CHECKING:
    from playwright.sync_api import Page

RATE = 22_050
#: A name that would break a page that believed in it.
ODD = "</script><script>window.broken=1</script> & \"quoted\" 'name' | \u2028.wav"


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Six tracks, two of them with sound; two systems, one of them with confidences."""
    folder = tmp_path_factory.mktemp("sound")
    for bpm in (90.0, 120.0):
        soundfile.write(folder / f"{bpm:g}.wav", 0.5 * click_track(bpm, 12, "tick", RATE), RATE)
    tracks = (
        Track("90.wav", 90, folder / "90.wav", columns={"genre": "slow"}),
        Track("120.wav", 120, folder / "120.wav", columns={"genre": "fast"}),
        Track("gone.wav", 140, folder / "gone.wav", columns={"genre": "fast"}),
        Track("unsure.wav", 100, octave_stated=False, columns={"genre": "slow"}),
        Track(ODD, 70, columns={"genre": "slow"}),
        Track("none.wav", 70, columns={"genre": "slow"}),
    )
    sure = (
        Answer(90.2, 180, 0.9, 0.8, 12.0, 0.1, 0.1),
        Answer(60, 120, 0.6, 0.3, 12.0, 0.1, 0.1),
        Answer(140, 70, 0.8, 0.9),
        Answer(200, 100, 0.7, 0.5),
        Answer(105, 70, 0.2, 0.5),
        Answer(reason="silence"),
    )
    plain = tuple(Answer(bpm) for bpm in (90, 120, 70, 100, 71, 70))
    systems = [Answers("sure", sure), Answers("plain <b>", plain)]
    return evaluate(Dataset("made", "made by hand", tracks), systems, Settings(by=("genre",)))


@pytest.fixture(scope="module")
def report(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_report(folder, evaluation)
    return folder


@pytest.fixture(scope="module")
def address(report: Path) -> Iterator[str]:
    with ReportServer(report) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """The system's chromium; in CI it must be there on Debian, where the test command installs it."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        system = Path("/etc/os-release")
        if os.environ.get("CI") == "true" and system.exists() and "\nID=debian\n" in system.read_text():
            pytest.fail("there is no chromium to look at the report with")
        pytest.skip("there is no chromium to look at the report with")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


class Watched:
    """A page, and what it complained of and asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def column(self, title: str) -> list[str]:
        """The texts of a column of the table of tracks."""
        titles = [text.rstrip(" \u2191\u2193") for text in self.page.locator("#tracks thead th").all_inner_texts()]
        rows = self.page.locator("#tracks tbody tr")
        return [row.locator("td").all_inner_texts()[titles.index(title)] for row in rows.all()]


@pytest.fixture
def page(browser) -> Iterator[Watched]:  # type: ignore[no-untyped-def]
    watched = Watched(browser.new_page())
    yield watched
    watched.page.close()


# --- files -------------------------------------------------------------------------------------------------------


def test_a_report_is_three_files(report: Path, evaluation: Evaluation) -> None:
    assert {path.name for path in report.iterdir()} == {REPORT, RESULTS, TRACKS}
    assert json.loads((report / RESULTS).read_text(encoding="utf-8")) == evaluation.results
    assert len((report / TRACKS).read_text(encoding="utf-8").splitlines()) >= 13


def test_the_page_holds_everything_and_names_no_other_address(evaluation: Evaluation) -> None:
    page = report_page(evaluation)
    assert "<!--" not in page.split("<script>")[0].split("<style>")[0]
    assert not re.findall(r"""(?:src|href)=["'](?!data:)[^"']""", page)
    assert not re.search(r"https?://", page.replace("http-equiv", ""))
    assert "<script>window.broken" not in page
    assert "plain <b>" not in page.partition('id="data"')[0]
    # One script of data, one of code.
    assert page.count("</script>") == 2


def test_the_page_has_the_tables_of_the_terminal_with_their_units(evaluation: Evaluation) -> None:
    titles = re.findall(r"^## (.*)$", report_text(evaluation.results), re.MULTILINE)
    assert titles[:2] == ["Accuracy, %", "Within other tolerances, %"]
    page = report_page(evaluation)
    assert all(f"<h3>{title}</h3>" in page for title in titles)


def test_the_same_evaluation_makes_the_same_report(evaluation: Evaluation, report: Path, tmp_path: Path) -> None:
    write_report(tmp_path, evaluation)
    for name in (REPORT, RESULTS, TRACKS):
        assert (tmp_path / name).read_bytes() == (report / name).read_bytes()


# --- in a browser ------------------------------------------------------------------------------------------------


def test_the_page_opens_from_the_disk(page: Watched, report: Path) -> None:
    page.page.goto((report / REPORT).as_uri())
    assert page.complaints == []
    assert page.requests == [(report / REPORT).as_uri()]
    assert page.page.locator("#tracks tbody tr").count() == 6
    assert page.page.locator("#unserved").is_visible()
    assert page.page.locator("#tracks button[aria-label^=play]").count() == 0
    assert page.page.title() == "Tempo: made"
    # Every picture has something in it, inside its frame.
    assert page.page.locator("figure svg").count() == 10
    for picture in page.page.locator("figure svg").all():
        assert picture.locator(".line, .dots, rect:not(.frame)").count() > 0
        box = picture.bounding_box()
        assert box["width"] > 200
        assert box["height"] > 150


def test_the_table_sorts_both_ways(page: Watched, address: str) -> None:
    page.page.goto(address)
    head = page.page.locator("#tracks thead")
    head.get_by_role("button", name="answer", exact=True).click()
    assert page.column("answer") == ["60.00", "90.20", "105.00", "140.00", "200.00", ""]
    head.get_by_role("button", name=re.compile("^answer")).click()
    # What is missing stays last.
    assert page.column("answer") == ["200.00", "140.00", "105.00", "90.20", "60.00", ""]
    assert head.locator("th[aria-sort=descending]").inner_text().startswith("answer")
    head.get_by_role("button", name="kind", exact=True).click()
    assert page.column("kind") == ["(octave uncertain)", "none", "right", "right", "x1/2", "x3/2"]
    # Numbers in names count as numbers.
    head.get_by_role("button", name="track", exact=True).click()
    names = page.column("track")
    assert names.index("90.wav") < names.index("120.wav") < names.index("gone.wav")
    assert page.complaints == []


def test_the_table_filters_by_text_and_kind_and_changes_the_system(page: Watched, address: str) -> None:
    page.page.goto(address)
    page.page.locator("#filter").fill("FAST")
    assert page.column("track") == ["120.wav", "gone.wav"]
    assert page.page.locator("#count").inner_text() == "2 of 6 tracks"
    page.page.locator("#filter").fill("")
    page.page.locator("#kind").select_option("wrong")
    assert sorted(page.column("kind")) == ["none", "x1/2", "x3/2"]
    page.page.locator("#kind").select_option("x1/2")
    assert page.column("track") == ["120.wav"]
    page.page.locator("#system").select_option(label="plain <b>")
    assert page.column("track") == ["gone.wav"]
    assert page.column("confidence") == [""]
    assert page.page.evaluate("1 + 1") == 2
    assert page.page.evaluate("window.broken") is None
    assert page.complaints == []


def test_a_track_plays_with_clicks(page: Watched, address: str) -> None:
    page.page.goto(address)
    page.page.get_by_role("button", name="play 90.wav").click()
    assert page.page.locator("#playing").inner_text() == "90.wav, clicks at 90.20 BPM"
    player = page.page.locator("#player")
    for _ in range(100):
        if player.evaluate("player => player.currentTime") > 0.3:
            break
        page.page.wait_for_timeout(100)
    state = player.evaluate("player => ({at: player.currentTime, length: player.duration, error: player.error})")
    assert state["at"] > 0.3
    assert state["length"] == pytest.approx(12, abs=0.1)
    assert state["error"] is None
    assert page.requests[-1] == f"{address}audio?track=0&system=0&clicks=1"
    page.page.locator("#clicks").uncheck()
    page.page.get_by_role("button", name="play 90.wav").click()
    assert page.page.locator("#playing").inner_text() == "90.wav"
    assert page.complaints == []


def test_a_track_whose_sound_is_gone_says_so(page: Watched, address: str) -> None:
    page.page.goto(address)
    page.page.get_by_role("button", name="play gone.wav").click()
    page.page.get_by_text("cannot be played").wait_for()


# --- served ------------------------------------------------------------------------------------------------------


def fetched(url: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_the_server_gives_out_the_report_and_its_tracks_only(address: str, report: Path) -> None:
    for name in ("", REPORT, RESULTS, TRACKS):
        assert fetched(address + name) == (200, (report / (name or REPORT)).read_bytes())
    status, content = fetched(f"{address}audio?track=1&system=1&clicks=0")
    samples, rate = soundfile.read(io.BytesIO(content))
    assert (status, rate, len(samples)) == (200, RATE, 12 * RATE)
    for path in ("etc/passwd", "../results.json", "audio", "audio?track=9&system=0", "audio?track=-1&system=0",
                 "audio?track=0&system=-1", "audio?track=x&system=0", "audio?track=2&system=0",
                 "audio?track=3&system=0"):  # fmt: skip
        assert fetched(address + path)[0] == 404, path


def test_other_names_of_this_machine_are_refused(address: str) -> None:
    assert fetched(address, Host="attacker.example:80")[0] == 403
    assert fetched(address, Host=address.split("/")[2].replace("127.0.0.1", "localhost"))[0] == 200


def test_a_folder_without_a_report_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="is no report"):
        ReportServer(tmp_path)


# --- clicks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bpm", [60.0, 97.3, 180.0])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_clicks_begin_where_the_beats_are(bpm: float, share: float) -> None:
    start = share * 60 / bpm
    sound = np.concatenate([np.zeros(round(start * RATE), np.float32), click_track(bpm, 12, "tick", RATE)])
    off = first_beat(sound, RATE, bpm) - start
    period = 60 / bpm
    assert abs((off + period / 2) % period - period / 2) < 0.03


def test_the_mix_holds_both_and_never_clips() -> None:
    rng = np.random.default_rng(1)
    for samples in (
        np.zeros(RATE, np.float32),
        (9 * rng.standard_normal(4 * RATE)).astype(np.float32),
        np.zeros(3, np.float32),
    ):
        mixed = with_clicks(Audio(samples, RATE), 120.0)
        assert len(mixed) == len(samples)
        assert np.abs(mixed).max() < 1
    assert np.abs(with_clicks(Audio(np.zeros(RATE, np.float32), RATE), 120.0)).max() > 0.3
    assert not np.abs(with_clicks(Audio(np.zeros(RATE, np.float32), RATE), None)).any()


def test_a_wav_is_read_back(tmp_path: Path) -> None:
    sound = click_track(120, 1, "tick", RATE)
    (tmp_path / "x.wav").write_bytes(as_wav(sound, RATE))
    assert load_audio(tmp_path / "x.wav").samples == pytest.approx(sound, abs=1e-4)

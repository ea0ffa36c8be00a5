"""Tags: the BPM arrives, everything else stays, and undoing gives back what was there."""

from __future__ import annotations

import shutil
from pathlib import Path

import mutagen
import pytest

from tagged_files import all_tags, check_round_trip, packets, stored_bpm, tag, without_bpm
from tempo_ssl.tagging import TagSettings, undo

pytest_plugins = ["tagged_files"]


def test_a_file_with_few_tags_or_none(bare: Path) -> None:
    check_round_trip(bare)


def test_a_file_with_many_tags(rich: Path) -> None:
    check_round_trip(rich)


def test_an_earlier_value_is_replaced_and_comes_back(rich: Path) -> None:
    journal = rich.parent / "journal"
    tag(rich, 90)
    before = all_tags(rich)
    assert tag(rich, 100).status == "existing"
    assert all_tags(rich) == before
    assert tag(rich, 100, journal, overwrite=True).old == ("90",)
    assert tag(rich, 110, journal, overwrite=True).old == ("100",)
    assert [outcome.new for outcome in undo(journal, TagSettings())] == [("90",)]
    assert all_tags(rich) == before
    assert {outcome.status for outcome in undo(journal, TagSettings())} == {"unchanged"}


def test_real_recordings_keep_every_packet(shared: Path, tmp_path: Path) -> None:
    found = [path for name in ("corpus", "eval", "odd") for path in sorted((shared / name).rglob("*.opus"))]
    chosen = [*found[::150], *(shared / "odd").rglob("*.opus")]
    assert len(chosen) > 5
    for path in chosen:
        copy = Path(shutil.copyfile(path, tmp_path / path.name))
        before, sound = all_tags(copy), packets(copy)
        outcome = tag(copy)
        assert outcome.status == "written", outcome
        assert (without_bpm(all_tags(copy)), packets(copy)) == (without_bpm(before), sound)


@pytest.mark.parametrize("values", [("0",), ("",), ("0.00", " ")])
def test_zero_and_nothing_count_as_no_tempo(
    originals: dict[str, Path], tmp_path: Path, values: tuple[str, ...]
) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    file = mutagen.File(path)
    file["BPM"] = list(values)
    file.save()
    assert tag(path).status == "written"
    assert mutagen.File(path)["BPM"] == ["127.96"]


def test_words_count_as_a_tempo(originals: dict[str, Path], tmp_path: Path) -> None:
    path = Path(shutil.copy(originals[".flac"], tmp_path))
    file = mutagen.File(path)
    file["BPM"] = "rather fast"
    file.save()
    assert tag(path).status == "existing"


def test_decimals_as_asked_but_never_in_mp4(bare: Path) -> None:
    assert tag(bare, 99.25, decimals=2).new == (("99",) if bare.suffix == ".m4a" else ("99.25",))
    assert stored_bpm(bare) == ("99" if bare.suffix == ".m4a" else "99.25")
    assert tag(bare, 99.25, decimals=1, overwrite=True).new == (("99",) if bare.suffix == ".m4a" else ("99.3",))

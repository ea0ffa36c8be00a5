"""What is written for a tempo: folded into a range, rounded, as text. Pure, without mutagen."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tempo_ssl.tempo import check_bpm, fold_into


def tag_value(bpm: float, decimals: int = 0, fold: tuple[float, float] | None = None) -> str:
    """The text for a tempo (BPM): ``"128"``, ``"127.96"``.

    It is folded by octaves into the range ``fold`` (lowest and highest BPM), then rounded, halves upwards, to at most
    ``decimals`` decimals. ``ValueError`` where the tempo is not positive or the range narrower than an octave.
    """
    bpm = check_bpm(bpm) if fold is None else fold_into(bpm, *fold)
    # By its digits, as people round: in binary 127.5 is exact, and 0.285 is not.
    rounded = Decimal(repr(float(bpm))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_range(text: str) -> tuple[float, float]:
    """``"70-180"`` as two tempi (BPM). ``ValueError`` unless they are positive and an octave apart at least."""
    low, _, high = text.partition("-")
    try:
        ends = float(low), float(high)
    except ValueError:
        raise ValueError(f"{text!r} is not a range of tempi such as 70-180") from None
    fold_into(ends[0], *ends)
    return ends


def holds_tempo(values: tuple[str, ...]) -> bool:
    """Whether the values of a BPM field say anything: programs write 0, or nothing, for "unknown"."""
    return any(not _is_zero(value) for value in values if value.strip())


def _is_zero(value: str) -> bool:
    try:
        return float(value) == 0
    except ValueError:
        return False

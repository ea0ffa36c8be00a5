"""Write refs/: click references of known BPM, for listening and for ``tempo-ssl train --refs``.

    python scripts/make_refs.py [FOLDER]

The same bytes on every machine: the sounds are seeded, the FLAC encoder runs at a level that computes with integers
only, and the block that names the encoder's version is left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from pathlib import Path

import numpy as np
import soundfile

from tempo_ssl.synth import CLICK_SOUNDS, click_track
from tempo_ssl.tempo import log_bpm_grid

#: Seven tempi to the octave from 30 BPM: 24 of them reach 292.5 BPM.
BPMS = tuple(round(float(bpm), 3) for bpm in log_bpm_grid(30.0, 7, 24))
#: Seconds: six beats at the slowest tempo.
SECONDS = 12.0
#: Hz. Enough for ticks and drums, and half the size of the usual 22,050.
SAMPLE_RATE = 11025
SEED = 0
#: Steps of a 16-bit sample that are rounded to one: 10 bits are as good for clicks and take half the space.
STEP = 64

README = """# Click references

{count} click tracks of {seconds:g} seconds: {sounds} sounds at {tempi} tempi from {low:g} to {high:g} BPM.
Mono FLAC, {rate} Hz. The first beat is the first sample, and every beat stands on its exact time, rounded to the
nearest sample.

- `manifest.csv`: path, BPM, sound, seconds, seed and SHA-256 of every file.
- Made by `python scripts/make_refs.py`, which writes the same bytes each time. No recording was used.
- Listen to them to hear what a tempo sounds like, or train on them (or on your own, with the same columns) with
  `tempo-ssl train --refs`. Estimating a tempo does not read this folder: the references travel inside the model file.

Licence: CC0 1.0, public domain.

Sounds: {names}.
"""


def flac(y: np.ndarray, sample_rate: int) -> bytes:
    """FLAC file of 16-bit samples that depends on the samples alone."""
    buffer = io.BytesIO()
    # Level 0 has fixed predictors only; the higher levels compute theirs in floating point.
    soundfile.write(buffer, y, sample_rate, format="FLAC", subtype="PCM_16", compression_level=0.0)
    data = buffer.getvalue()
    # A stream is "fLaC", then blocks of 1 byte type (the high bit marks the last), 3 bytes length and content; the
    # first describes the stream, the others name the encoder and may go.
    position, last = 4, False
    while not last:
        last = bool(data[position] & 0x80)
        position += 4 + int.from_bytes(data[position + 1 : position + 4], "big")
    return b"fLaC" + bytes([0x80]) + data[5:42] + data[position:]


def make_refs(folder: Path) -> list[dict[str, object]]:
    """Write the sounds, the manifest and the README into ``folder``; return the rows of the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, object]] = []
    for sound in CLICK_SOUNDS:
        for bpm in BPMS:
            y = click_track(bpm, SECONDS, sound, SAMPLE_RATE, SEED)
            coarse = (np.round(y * (32767 / STEP)) * STEP).astype(np.int16)
            data = flac(coarse, SAMPLE_RATE)
            path = f"{sound}-{bpm:07.3f}.flac"
            (folder / path).write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            rows.append(
                {"path": path, "bpm": f"{bpm:.3f}", "sound": sound, "seconds": SECONDS, "seed": SEED, "sha256": digest}
            )
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    text = README.format(
        count=len(rows), seconds=SECONDS, sounds=len(CLICK_SOUNDS), tempi=len(BPMS), low=BPMS[0], high=BPMS[-1],
        rate=SAMPLE_RATE, names=", ".join(CLICK_SOUNDS),
    )  # fmt: skip
    (folder / "README.md").write_text(text, encoding="utf-8")
    return rows


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "refs"
    print(f"{len(make_refs(target))} references in {target}", file=sys.stderr)

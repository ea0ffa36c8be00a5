"""Score to sound: a General MIDI sound font through the ``fluidsynth`` program, or the built-in synthesiser."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from tempo_ssl.errors import TempoSSLError
from tempo_ssl.synth import builtin
from tempo_ssl.synth.score import Score

#: Where Debian, Fedora and Homebrew put sound fonts.
SOUND_FONT_FOLDERS = (
    "/usr/share/sounds/sf2",
    "/usr/share/sounds/sf3",
    "/usr/share/soundfonts",
    "/usr/local/share/soundfonts",
    "/usr/local/share/sounds/sf2",
    "/opt/homebrew/share/soundfonts",
    "/opt/homebrew/share/sounds/sf2",
    "/opt/homebrew/share/fluid-synth/sf2",
    "/usr/local/share/fluid-synth/sf2",
)
#: Ticks per quarter note and microseconds per quarter note of the MIDI file: 0.1 ms per tick.
_TICKS, _QUARTER = 5_000, 500_000
#: Seconds after which a hanging ``fluidsynth`` is given up; a piece takes about 0.3 s.
_PATIENCE = 120
#: Peak (full scale 1) of a rendered piece.
_PEAK = 0.9


class RenderError(TempoSSLError):
    """``fluidsynth`` is missing or failed, or the sound font is unreadable."""


def find_sound_fonts() -> list[Path]:
    """The General MIDI sound fonts of this machine, sorted by name; links to a font already listed are left out.

    None where there is no ``fluidsynth`` to play them.
    """
    if shutil.which("fluidsynth") is None:
        return []
    found: dict[Path, Path] = {}
    for folder in SOUND_FONT_FOLDERS:
        for path in sorted(Path(folder).glob("*.sf[23]")):
            found.setdefault(path.resolve(), path)
    return sorted((real for real in found if real.is_file()), key=lambda path: (path.name.lower(), str(path)))


def render(score: Score, sample_rate: int = 22050, sound_font: Path | None = None) -> np.ndarray:
    """Sound of a score, float32 mono ``[round(seconds * sample_rate)]``, peak 0.9 (0 without notes). The same score,
    the same sound.

    ``sound_font``: a file of :func:`find_sound_fonts`; None plays the built-in synthesiser.
    Raises :class:`RenderError` if ``fluidsynth`` is missing or fails.
    """
    samples = round(score.seconds * sample_rate)
    if not len(score.notes):  # a reverberator that hears nothing is not silent: its noise would be brought to the peak
        return np.zeros(samples, dtype=np.float32)
    y = builtin.play(score, sample_rate) if sound_font is None else _fluidsynth(score, sample_rate, sound_font)
    y = np.pad(y[:samples], (0, max(0, samples - len(y)))).astype(np.float32)
    peak = float(np.abs(y).max(initial=0.0))
    return y * np.float32(_PEAK / peak) if peak > 0 else y


def write_midi(score: Score, path: Path) -> None:
    """Write the notes as a MIDI file with a tick of 0.1 ms (its nominal tempo says nothing about the music)."""
    import mido

    # At equal times keys are let go before they are struck, so that a repeated key sounds again.
    events: list[tuple[int, int, int, int, int]] = []
    for onset, duration, channel, pitch, velocity in score.notes:
        start = round(onset * 1e4)
        events.append((start, 1, int(channel), int(pitch), int(velocity)))
        events.append((max(start + 1, round((onset + duration) * 1e4)), 0, int(channel), int(pitch), 0))
    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=_QUARTER)])
    for channel, program in score.programs.items():
        track.append(mido.Message("program_change", channel=channel, program=program))
    now = 0
    for tick, on, channel, pitch, velocity in sorted(events):
        kind = "note_on" if on else "note_off"
        track.append(mido.Message(kind, channel=channel, note=pitch, velocity=velocity, time=tick - now))
        now = tick
    mido.MidiFile(type=0, ticks_per_beat=_TICKS, tracks=[track]).save(str(path))


def _fluidsynth(score: Score, sample_rate: int, sound_font: Path) -> np.ndarray:
    program = shutil.which("fluidsynth")
    if program is None:
        raise RenderError(
            f"{sound_font}: playing a sound font needs the program fluidsynth; install it (Debian: fluidsynth)"
        )
    if not Path(sound_font).is_file():
        raise RenderError(f"{sound_font}: no such sound font; install one (Debian: fluid-soundfont-gm)")
    rng = np.random.default_rng([score.seed, 0xF1])
    # Reverberation costs a third of the time; half of the pieces are dry, as much close-miked music is.
    room = ["-R", "0"] if rng.random() < 0.5 else ["-R", "1", *_settings(rng)]
    with tempfile.TemporaryDirectory() as folder:
        midi, sound = Path(folder) / "score.mid", Path(folder) / "score.raw"
        write_midi(score, midi)
        # Only the instruments that are used are loaded: 0.2 s less with a large font.
        command = [program, "-ni", "-q", "-C", "0", *room, "-g", "0.4", "-r", str(sample_rate), "-o",
                   "synth.dynamic-sample-loading=1", "-T", "raw", "-O", "float", "-E", "little", "-F", str(sound),
                   str(sound_font), str(midi)]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RenderError(f"fluidsynth could not play seed {score.seed} with {sound_font}: {error}") from error
        # A font that it cannot read is only a message to fluidsynth, which then plays the system's default font.
        unread = "fluidsynth: error" in done.stderr or "not a SoundFont" in done.stderr
        if done.returncode != 0 or unread or not sound.is_file() or sound.stat().st_size == 0:
            reason = " ".join(done.stderr.split())[:200] or f"exit status {done.returncode}"
            raise RenderError(f"fluidsynth could not play seed {score.seed} with {sound_font}: {reason}")
        stereo = np.fromfile(sound, dtype="<f4").reshape(-1, 2)
    return stereo.mean(axis=1, dtype=np.float32)


def _settings(rng: np.random.Generator) -> list[str]:
    room, damp, level = rng.uniform(0.2, 0.9), rng.uniform(0.0, 0.8), rng.uniform(0.1, 0.6)
    return ["-o", f"synth.reverb.room-size={room:.3f}", "-o", f"synth.reverb.damp={damp:.3f}",
            "-o", f"synth.reverb.level={level:.3f}"]  # fmt: skip

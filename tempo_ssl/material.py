"""What training learns from: unlabelled recordings, rendered music of known BPM, and clicks, all as features."""

from __future__ import annotations

import csv
import hashlib
import math
import multiprocessing
import signal
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from tempo_ssl.audio import blocks_of, file_digest, load_audio, mono, open_audio
from tempo_ssl.embedding import EmbeddingModel
from tempo_ssl.errors import AudioError, TrainingError
from tempo_ssl.piece import Piece
from tempo_ssl.stretch import stretch_audio
from tempo_ssl.synth import CLICK_SOUNDS, FAMILIES, RenderError, Score, click_track, compose, find_sound_fonts, render
from tempo_ssl.synth.tempoless import tempoless

#: Hz, of the sounds that we make: enough for the whole mel range.
SYNTH_RATE = 22_050
#: Every ``n``-th rendered piece is played by the built-in synthesiser also where sound fonts are installed.
BUILT_IN_EVERY = 4

Item = TypeVar("Item")
Result = TypeVar("Result")
Report = Callable[[str, int, int], None]


def load_pieces(
    files: list[Path],
    embedding: EmbeddingModel,
    cache: Path,
    rates: tuple[float, ...] = (),
    workers: int = 1,
    report: Report | None = None,
) -> tuple[list[Piece], list[AudioError]]:
    """Features of every readable file, and the errors of the others, in the order of ``files``.

    With ``rates`` the sound itself is stretched to each of them; without, there is one version at rate 1. Features
    are kept in ``cache`` under a name made of the file's content and all settings, so that a second run reads no
    sound. ``report`` is told ("reading", done, total).
    """
    cache.mkdir(parents=True, exist_ok=True)
    make = partial(_load_piece, embedding=embedding, cache=cache, rates=rates)
    pieces, errors = [], []
    for done, result in enumerate(_spread(make, files, workers), 1):
        if isinstance(result, AudioError):
            errors.append(result)
        else:
            pieces.append(result)
        if report:
            report("reading", done, len(files))
    return pieces, errors


def render_pieces(
    count: int,
    seed: int,
    embedding: EmbeddingModel,
    cache: Path,
    sound_fonts: list[Path] | None = None,
    workers: int = 1,
    report: Report | None = None,
    hard_share: float = 0.0,
    warn: Callable[[str], None] = lambda message: None,
    has_feel: bool = True,
) -> list[Piece]:
    """``count`` pieces of music composed and rendered from ``seed`` on, of known BPM.

    The last of them, a share of ``hard_share`` (0-1), are of the rhythm families in :data:`tempo_ssl.synth.HARD`;
    ``has_feel`` is that of :func:`tempo_ssl.synth.compose`. They are played by the sound fonts in turn and by the
    built-in synthesiser (alone, where there is none); kept in ``cache`` like recordings. ``sound_fonts=None`` takes
    those that are installed. Where FluidSynth fails, the built-in synthesiser plays in its place, and ``warn`` is told
    once of every font.
    """
    cache.mkdir(parents=True, exist_ok=True)
    fonts = find_sound_fonts() if sound_fonts is None else sound_fonts
    make = partial(_render_piece, embedding=embedding, cache=cache, fonts=fonts, has_feel=has_feel)
    pieces: list[Piece] = []
    failed = set()
    first_hard = seed + count - round(count * hard_share)
    items = [(number, number >= first_hard) for number in range(seed, seed + count)]
    for (piece, failure), (number, _) in zip(_spread(make, items, workers), items, strict=True):
        pieces.append(piece)
        font = _font(number, fonts)
        if failure and font not in failed:
            failed.add(font)
            warn(f"the built-in synthesiser plays for the sound font: {failure}")
        if report:
            report("rendering", len(pieces), count)
    return pieces


def click_pieces(bpms: Iterable[float], embedding: EmbeddingModel, seconds: float) -> list[Piece]:
    """Every click sound at every one of ``bpms``, named ``sound@bpm``."""
    return [
        Piece(f"{sound}@{bpm:.3f}", ((1.0, _features(embedding, click_track(bpm, seconds, sound, SYNTH_RATE))),), bpm)
        for bpm in bpms
        for sound in CLICK_SOUNDS
    ]


def reference_pieces(folder: Path, bpm_range: tuple[float, float], embedding: EmbeddingModel) -> list[Piece]:
    """The click references of a folder like ``refs/``, named by their paths: those with a BPM inside ``bpm_range``.

    ``folder`` holds sounds and a ``manifest.csv`` with the columns ``path`` and ``bpm`` (further ones are left alone).
    Raises ``TrainingError`` where there is no such manifest, or none of its references lies in the range, and
    ``AudioError`` for a sound that cannot be read.
    """
    manifest = folder / "manifest.csv"
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as file:
            tempi = {row["path"]: float(row["bpm"]) for row in csv.DictReader(file)}
    except OSError as error:
        raise TrainingError(
            f"{manifest}: {error.strerror}; references need a table with the columns path,bpm"
        ) from error
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise TrainingError(f"{manifest}: not a table of references; it needs the columns path,bpm in UTF-8") from error
    low, high = bpm_range
    tempi = {path: bpm for path, bpm in tempi.items() if low <= bpm <= high and 0 < bpm < math.inf}
    if not tempi:
        raise TrainingError(f"{manifest}: no reference from {low:g} to {high:g} BPM, where the classifier needs them")
    return [Piece(path, ((1.0, _file_features(folder / path, embedding)),), bpm) for path, bpm in tempi.items()]


def tempoless_pieces(count: int, seed: int, embedding: EmbeddingModel, seconds: float) -> Iterator[Piece]:
    """``count`` sounds without a tempo (noise, speech-like, free rhythm, drones): a calibrator's negatives.

    Each is made when it is asked for: many features that stay would lie between the sounds that pass, and pin their
    memory.
    """
    for number in range(seed, seed + count):
        features = _features(embedding, tempoless(number, seconds, SYNTH_RATE))
        yield Piece(f"tempoless-{number}", ((1.0, features),))


def _load_piece(file: Path, embedding: EmbeddingModel, cache: Path, rates: tuple[float, ...]) -> Piece | AudioError:
    def make() -> dict[str, np.ndarray]:
        if not rates:
            return {"1.0": _file_features(file, embedding)}
        audio = load_audio(file)
        rate_of = audio.sample_rate
        return {str(rate): _features(embedding, stretch_audio(audio.samples, rate_of, rate), rate_of) for rate in rates}

    try:
        stored = _cached(cache, f"{file_digest(file)} {rates} {embedding.features_version}", make)
    except AudioError as error:
        return error
    return Piece(str(file), tuple((float(rate), features) for rate, features in stored.items()))


def _render_piece(
    item: tuple[int, bool], embedding: EmbeddingModel, cache: Path, fonts: list[Path], has_feel: bool
) -> tuple[Piece, RenderError | None]:
    """A rendered piece, and why it is not played by its sound font where that failed."""
    seed, is_hard = item
    score = compose(seed, is_hard=is_hard, has_feel=has_feel)

    def played(font: Path | None) -> Piece:
        def make() -> dict[str, np.ndarray]:
            return {"1.0": _features(embedding, render(score, SYNTH_RATE, font))}

        font_name = font.name if font else "built-in"
        stored = _cached(cache, render_key(score, font_name, embedding.features_version), make)
        bar = FAMILIES[score.family].beats
        return Piece(f"{score.family}-{seed}", ((1.0, stored["1.0"]),), score.bpm, bar)

    try:
        return played(_font(seed, fonts)), None
    except RenderError as error:
        return played(None), error


def _font(seed: int, fonts: list[Path]) -> Path | None:
    """The sound font that plays a piece; None where the built-in synthesiser does."""
    return fonts[seed % len(fonts)] if fonts and seed % BUILT_IN_EVERY else None


def render_key(score: Score, font_name: str, features_version: str) -> str:
    """What a rendered piece is kept under: another key as soon as a single note changes."""
    notes = hashlib.sha256(score.notes.tobytes()).hexdigest()
    return f"render {score.seed} {score.bpm} {score.programs} {notes} {font_name} {features_version}"


def _file_features(file: Path, embedding: EmbeddingModel) -> np.ndarray:
    """Features of a sound file, read as a stream: a long recording is never held as sound."""
    with open_audio(file) as stream:
        return embedding.features(map(mono, stream), stream.sample_rate).astype(np.float16)


def _features(embedding: EmbeddingModel, samples: np.ndarray, sample_rate: int = SYNTH_RATE) -> np.ndarray:
    return embedding.features(map(mono, blocks_of(samples, sample_rate)), sample_rate).astype(np.float16)


def _cached(cache: Path, key: str, make: Callable[[], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The arrays stored under ``key``, made and stored first where they are missing or damaged."""
    path = cache / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zlib.error):
        pass
    arrays = make()
    # Written under another name first: a run that is killed leaves no half file behind.
    part = path.with_name(f"{path.stem}.{multiprocessing.current_process().pid}.part.npz")
    np.savez(part, **arrays)  # type: ignore[arg-type]
    part.replace(path)
    return arrays


def _spread(make: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """``make`` of every item, in order, over ``workers`` processes."""
    if workers <= 1:
        yield from map(make, items)
        return
    # "spawn" and not "fork": ONNX Runtime and torch have threads, which do not survive a fork.
    with _children_deaf_to_interrupts():
        pool = multiprocessing.get_context("spawn").Pool(workers)
    with pool:
        yield from pool.imap(make, items, chunksize=4)


@contextmanager
def _children_deaf_to_interrupts() -> Iterator[None]:
    """Processes started inside ignore Ctrl-C, which a terminal sends to all: this one ends them, in its own words."""
    if threading.current_thread() is not threading.main_thread():  # where signals cannot be set
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

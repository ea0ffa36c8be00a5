"""What of a sound file is not its tag: read piece by piece, to be the same before and after.

Each function takes a binary file and yields bytes. Where a container stores places (MP4) or page numbers (Ogg) that
move with the tag, these are left out, the sound itself is not.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal

Payload = Callable[[BinaryIO], Iterator[bytes]]

#: Bytes read at a time.
PIECE = 1 << 20
#: Kinds of FLAC metadata blocks that change with a tag: padding and the Vorbis comment.
FLAC_PADDING, FLAC_COMMENT = 1, 4
#: The packet of an Ogg stream that holds its comment; one to three packets are headers.
OGG_COMMENT, OGG_HEADERS = 1, 3


def payload_digest(path: str | os.PathLike[str], payload: Payload) -> bytes:
    """A hash of all that ``payload`` finds in a file."""
    digest = hashlib.blake2b()
    with open(path, "rb") as file:
        for piece in payload(file):
            digest.update(piece)
    return digest.digest()


def after_id3(file: BinaryIO) -> Iterator[bytes]:
    """Everything behind an ID3v2 tag at the beginning; ID3v1 and APE tags at the end belong to it."""
    file.seek(id3_size(file))
    yield from _rest(file)


def id3_size(file: BinaryIO) -> int:
    """Bytes of the ID3v2 tag at the beginning of a file, with its header; 0 where there is none."""
    file.seek(0)
    head = file.read(10)
    if len(head) < 10 or not head.startswith(b"ID3"):
        return 0
    size = 0
    for byte in head[6:10]:  # seven bits each
        size = size << 7 | byte & 0x7F
    return 10 + size


def flac(file: BinaryIO) -> Iterator[bytes]:
    """The sound, and every metadata block (pictures, cue sheet, ...) but comment and padding."""
    start = id3_size(file)
    file.seek(start + 4)
    is_last = False
    while not is_last:
        head = file.read(4)
        if len(head) < 4:
            break
        is_last, kind = bool(head[0] & 0x80), head[0] & 0x7F
        block = file.read(int.from_bytes(head[1:], "big"))
        if kind not in (FLAC_PADDING, FLAC_COMMENT):
            yield bytes([kind]) + block
    yield from _rest(file)


def ogg(file: BinaryIO) -> Iterator[bytes]:
    """Every packet but the comment's, and the time stamps of pages behind the headers."""
    from mutagen.ogg import OggPage

    done: Counter[int] = Counter()  # stream -> packets that are complete
    while True:
        try:
            page = OggPage(file)
        except EOFError:
            return
        if done[page.serial] >= OGG_HEADERS:
            yield repr((page.serial, page.position, page.first, page.last)).encode()
        for place, packet in enumerate(page.packets):
            if done[page.serial] != OGG_COMMENT:
                yield packet
            done[page.serial] += place < len(page.packets) - 1 or page.complete


def mp4(file: BinaryIO) -> Iterator[bytes]:
    """The media data."""
    end = file.seek(0, os.SEEK_END)
    place = 0
    while place + 8 <= end:
        file.seek(place)
        head = file.read(8)
        size, start = int.from_bytes(head[:4], "big"), 8
        if size == 1:  # too large for four bytes
            size, start = int.from_bytes(file.read(8), "big"), 16
        size = size or end - place  # 0: up to the end
        if size < start:
            return
        if head[4:] == b"mdat":
            yield from _pieces(file, size - start)
        place += size


def riff(file: BinaryIO) -> Iterator[bytes]:
    """Every chunk of a WAV file but its ID3 tag."""
    yield from _chunks(file, "little")


def aiff(file: BinaryIO) -> Iterator[bytes]:
    """Every chunk of an AIFF file but its ID3 tag."""
    yield from _chunks(file, "big")


def _chunks(file: BinaryIO, order: Literal["little", "big"]) -> Iterator[bytes]:
    file.seek(8)
    yield file.read(4)
    while len(head := file.read(8)) == 8:
        size = int.from_bytes(head[4:], order)
        if head[:4].upper() == b"ID3 ":
            file.seek(size + size % 2, os.SEEK_CUR)
            continue
        yield head
        yield from _pieces(file, size)
        file.seek(size % 2, os.SEEK_CUR)
    yield head


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, PIECE))):
        size -= len(piece)
        yield piece


def _rest(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece

"""What of a sound file is not its tag: read piece by piece, to be the same before and after.

Each function takes a binary file and yields bytes. Where a container stores places (MP4) or page numbers (Ogg) that
move with the tag, these are left out, the sound itself is not. Of a Vorbis comment, which mutagen decodes leniently,
the entries belong to it as they are stored, but for the BPM.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal

Payload = Callable[[BinaryIO], Iterator[bytes]]

#: Bytes read at a time.
PIECE = 1 << 20
#: Kinds of FLAC metadata blocks that change with a tag: padding and the Vorbis comment.
FLAC_PADDING, FLAC_COMMENT = 1, 4
#: The packet of an Ogg stream that holds its comment; one to three packets are headers.
OGG_COMMENT, OGG_HEADERS = 1, 3
#: Beginning of a stream's first packet -> bytes before the comment in its second; none in others (Speex).
OGG_MAGIC = {b"\x01vorbis": 7, b"OpusHead": 8, b"\x7fFLAC": 4}


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
    """The sound, and every metadata block (pictures, cue sheet, ...) but padding."""
    start = id3_size(file)
    file.seek(start + 4)
    is_last = False
    while not is_last:
        head = file.read(4)
        if len(head) < 4:
            break
        is_last, kind = bool(head[0] & 0x80), head[0] & 0x7F
        block = file.read(int.from_bytes(head[1:], "big"))
        if kind == FLAC_COMMENT:
            yield from comment_entries(block)
        elif kind != FLAC_PADDING:
            yield bytes([kind]) + block
    yield from _rest(file)


def ogg(file: BinaryIO) -> Iterator[bytes]:
    """Every packet, and the time stamps of pages behind the headers."""
    from mutagen.ogg import OggPage

    done: Counter[int] = Counter()  # stream -> packets that are complete
    skipped: dict[int, int] = {}  # stream -> bytes before its comment
    comments: defaultdict[int, bytes] = defaultdict(bytes)  # stream -> its comment, so far
    while True:
        try:
            page = OggPage(file)
        except EOFError:
            return
        stream = page.serial
        if done[stream] >= OGG_HEADERS:
            yield repr((stream, page.position, page.first, page.last)).encode()
        for place, packet in enumerate(page.packets):
            is_complete = place < len(page.packets) - 1 or page.complete
            if done[stream] == 0:
                skipped[stream] = next((size for magic, size in OGG_MAGIC.items() if packet.startswith(magic)), 0)
            if done[stream] != OGG_COMMENT:
                yield packet
            else:
                comments[stream] += packet
                if is_complete:
                    yield from comment_entries(comments.pop(stream)[skipped[stream] :])
            done[stream] += is_complete


def comment_entries(comment: bytes) -> Iterator[bytes]:
    """The vendor and the entries of a Vorbis comment as they are stored, without the BPM."""
    place = 0

    def number() -> int:
        nonlocal place
        place += 4
        return int.from_bytes(comment[place - 4 : place], "little")

    def text() -> bytes:
        nonlocal place
        length = number()
        place += length
        return comment[place - length : place]

    yield text()
    for _ in range(number()):
        if place >= len(comment):
            break
        entry = text()
        if not entry.upper().startswith(b"BPM="):
            yield entry


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

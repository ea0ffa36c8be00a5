"""Tempi in the tags of sound files: written from a table, noted in a journal, put back from it.

mutagen (the extra ``tags``) reads and writes the tags. Every change is made in a copy beside the file, which is
compared with the file (sound and all other tags) before it takes the file's place.
"""

from __future__ import annotations

from tempo_ssl.tagging.changes import Outcome, TagSettings, tag_rows, undo
from tempo_ssl.tagging.journal import Journal
from tempo_ssl.tagging.rows import Row, read_rows
from tempo_ssl.tagging.values import parse_range, tag_value

__all__ = ["Journal", "Outcome", "Row", "TagSettings", "parse_range", "read_rows", "tag_rows", "tag_value", "undo"]

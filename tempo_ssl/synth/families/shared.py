"""Patterns (see family.py) that several tables of rhythm families share."""

from __future__ import annotations

# fmt: off
#: Chords of dance music made with machines.
STABS = ("x_.x_.x_..x_.x_.", "..x_..x_..x_..x_", "x_.x_...x_.x_...", "x_....x_..x_....", "...x_.....x_....",
    "x.......x_.x_...")
#: Broken chords of sequencers.
ARPS = ("????????????????", "?.?.?.?.?.?.?.?.", "?.??.??.?.??.??.", "?..?..?.?..?..?.", "?..?..?..?..?.?.",
    "0123012301230123", "0120120120120120", "0213021302130213", "?.?..?.?..?.?...", "?...?...?...?...",
    "..?...?...?...?.")
#: Broken chords with much room between the notes.
SPARSE = ("?.......?.......", "?.....?.....?...", "?..?............", "....?.......?...", "?...?.?.........",
    "?..?..?.........")
#: Melodies in eighths, four beats to a bar.
CELLS8 = ("x.x.xxx.", "x..x.xx.", ".xxxx...", "x...xx..", "xxxxx...", "x.x.x...", "..xxx.x.", "x...x...")
#: Melodies in eighths, three beats to a bar.
WALTZ = ("x...x.", "x.x.x.", "x.....", "x..xx.", "xxx.x.", "x.xxxx", "xxxxxx", "x.x...", "..x.x.", "x...xx")
#: Melodies in eighths of songs and hymns, four beats to a bar.
COMMON = ("x.x.x.x.", "x...x...", "x..xx.x.", "x.xxx.x.", "x.x.x...", "xxx.x.x.", "x.......", "x...x.x.")

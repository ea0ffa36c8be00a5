"""Rhythm families of beats with the snare on the third of four beats, as they are counted where they are made.

Hats in eighths, the snare once a bar: those who write trap, drill and their kin count 110 to 170 beats a minute, though
the backbeat alone could be that of a song at half the tempo. Only hats, rolls, bass and phrases tell the two apart.
"""

from __future__ import annotations

from tempo_ssl.synth.family import Family
from tempo_ssl.synth.shared_patterns import SPARSE

# fmt: off
#: Kicks that leave the third beat to the snare, one bar or two.
_KICKS = "bd: X.........x..... | X.....x...x..... | X..x......x..x.. | X......x..x..... | X.x.......x..... |" \
    " X..............x..........x..... | X.........x...x...x.......x....."
#: Hats in eighths, plain or with rolls.
_HATS = "ch: *x.x. | x.x.x.x.x.x.xxxx | x.x.x.r.x.x.x.x. | x.x.x.x.x.r.x.z. | x.x.x.xxx.x.x.r. | x.x.xxx.x.x.z.x. |" \
    " x.x.x.x.x.x.x.x.x.x.x.x.r.x.xxrr"
_SNARE = "sn/cp: ........X....... | ........X....... | ........X......o | ........X.....o."
_SUB = ("1.........1.....", "1......1..1.....", "1.....1_..1..5..", "1..1......1.....", "1...............",
        "1.........5...3.")
_LOOPS = ("0.1.2.1.0.1.2.1.", "0.2.1.2.0.2.1.2.", "?.?.?.?.?.?.?.?.", "?...?.?.?...?.?.", "?.?...?.?.?...?.",
          "0.1.2.3.2.1.0...", "?..?..?..?..?.?.", "0.1.2...0.1.2...")
#: Voices: rap and melodic rap move in eighths, in groups of three eighths, or in bursts of sixteenths.
_VOICE = ("x.x.x.x.x.x.....", "x.x.x.x.x.x.x.x.", "..x.x.x.x.x.x.x.", "x..x..x..x..x...", "x.x.xxx.x.x.....",
          "x.x.x.x...x.x.x.", "x.xxx.xxx.x.....", "x...x.x.x.......")

TABLE: dict[str, Family] = {
    "melodic-trap": Family(
        3.5, (124, 168), (0.9, 0.85, 0.35, 0.8, 0.6, 0.4), palette="hip-hop", harmony="loop-minor", exact=0.95,
        drums=f"""
            {_KICKS}
            {_SNARE}
            {_HATS}
            oh?: ..............x. | ....x........... | ............x...
            rs/lt/cl?: ......x.....x... | ..............x. | ...x..x.........
        """,
        bass=_SUB,
        comp=("x...............", "x_......x_......", "x.......x......."),
        arp=(*_LOOPS, *SPARSE),
        lead=_VOICE,
    ),
    "drill": Family(
        1.3, (134, 150), (0.95, 0.85, 0.3, 0.7, 0.6, 0.4), palette="hip-hop", harmony="loop-minor", exact=0.95,
        drums="""
            bd: X.....x...x..... | X..x......x..... | X.........x..x..X......x..x.....
            sn/cp: ........X...................X... | ........X.....X. | ........X.............X.....X...
            ch: x..x..x.x..x..x. | x..x..xxx..x..r. | x..x..x.x.x.x.z.
            oh?: ..............x. | ......x.........
            rs/cl?: ...x..x......... | ......x.....x...
        """,
        bass=("1.....1...5.....", "1..1......3.1...", "1..........1..5.", "1...............3.......5......."),
        comp=("x...............", "x_......x_......"),
        arp=(*_LOOPS, *SPARSE),
        lead=_VOICE,
    ),
    "trap-soul": Family(
        1.8, (108, 150), (0.9, 0.85, 0.8, 0.35, 0.75, 0.5), palette="pop", harmony="jazz", exact=0.85,
        drums=f"""
            {_KICKS}
            {_SNARE}
            {_HATS}
            rs/cl/sh?: ....x.......x... | ......x.....x...
        """,
        bass=_SUB,
        comp=("x...............", "x.......x.......", "x..x..x.........", "x.....x...x.....", "*x..."),
        arp=(*_LOOPS, *SPARSE),
        lead=(*_VOICE, "x...x...x.x.....", "....x.x.x...x..."),
    ),
    "cloud-rap": Family(
        1.2, (118, 156), (0.9, 0.75, 0.4, 0.6, 0.5, 0.9), palette="ambient", harmony="loop", exact=0.95,
        drums=f"""
            {_KICKS}
            {_SNARE}
            {_HATS}
            oh?: ..............x. | ....x...........
        """,
        bass=_SUB,
        comp=("x...............", "x.......x......."),
        arp=(*_LOOPS, *SPARSE),
        lead=_VOICE,
    ),
    "half-time-bass": Family(
        1, (150, 178), (0.95, 0.85, 0.3, 0.4, 0.3, 0.5), palette="electronic", harmony="static", exact=0.95,
        drums="""
            bd: X.........x..... | X.....x......... | X..x......x..... | X.............x.
            sn/cp: ........X....... | ........X......o
            ch/sh: *x.x. | x.x.xxx.x.x.x.xx | x..x..x.x..x..x. | *xxxx
            oh/rs?: ......x.....x... | ..x...x...x...x.
        """,
        bass=("1.......1.......", "1..1..1.1..1..1.", "1...............", "1.1.1.1.5...3..."),
        comp=("x...............", "x_......x_......"),
        arp=(*_LOOPS, *SPARSE),
        lead=("x.......x.......", "x..x..x...x.x..."),
    ),
}

"""Rhythm families of beats and electronic songs: hip-hop, trap, dubstep, synthesiser pop, ambient, glitch."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import ARPS, SPARSE, STABS
from tempo_ssl.synth.family import Family

# fmt: off
TABLE: dict[str, Family] = {
    "dubstep": Family(
        1.2, (136, 146), (0.95, 0.85, 0.3, 0.3, 0.3, 0.5), palette="electronic", harmony="static", exact=0.95,
        drums="""
            bd: X............... | X.........x..... | X.....x......... | X..x.....x......
            sn/cp: ........X....... | ........X......o
            ch?: *x.x. | x...x...x...x... | x..x..x...x..x.. | ..x...x...x...x.
            rs/sh?: ...x......x..x.. | *..x.
        """,
        bass=("1...............", "1...1...1...1...", "1.1.1.1.1.1.1.1.", "1..1..1.1..1..1.", "1.....1.3.....1.",
              "1.1.1...1...1.1."),
        comp=("x...............", "x_......x_......"),
        arp=(*SPARSE, "????????????????", "?.?.?.?.?.?.?.?.", "?.??.??.?.??.??.", "?..?..?.?..?..?.",
              "?..?..?..?..?.?.", "0123012301230123", "0120120120120120", "0213021302130213", "?.?..?.?..?.?...",
              "?...?...?...?...", "..?...?...?...?."),
    ),
    "trap": Family(
        2.5, (128, 168), (0.95, 0.7, 0.4, 0.5, 0.5, 0.4), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="""
            bd: X......x..X..... | X.....x......x.. | X..x......X..... | X.........x...x.
            sn/cp: ........X....... | ........X......o | ........X.......
            ch: *x.x. | x.x.x.x.x.x.xxxx | x.x.x.xxx.x.x.r. | x.r.x.x.x.x.z.x. | *xxxx | x.x.x.x.x.xxx.rr
            oh?: ..............x. | ....x...........
            rs/lt/cb?: ......x.....x... | ...x..x.........
        """,
        bass=("1......1_.1.....", "1..........1..5.", "1..1......1.....", "1..............."),
        comp=("x...............", "x_......x_......", "x..x..x........."),
        arp=(*ARPS, "?.......?.......", "?.....?.....?...", "?..?............", "....?.......?...",
              "?...?.?.........", "?..?..?........."),
        lead=("x..x..x...x.x...", "x...x...x.x.x...", "x.....x.x......."),
    ),
    "slow-trap": Family(
        0.7, (62, 84), (0.95, 0.7, 0.5, 0.5, 0.5, 0.4), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="""
            bd: X..x.....x...... | X.x....x.x..x... | X......x..x.....
            sn/cp: .X.X
            ch: *xxxx | xxxxxxrrxxxxxzxx | *xxxr | xxrrxxxxxxzzxxxx
            oh?: .......x........
        """,
        bass=("1..1.....1......", "1.......1..1...."),
        comp=("x...............", "*x..."),
        arp=ARPS,
        lead=("x.xx.x.xx...x...", "x.x.xxx.x......."),
    ),
    "future-bass": Family(
        0.8, (138, 162), (0.9, 0.6, 0.8, 0.4, 0.5, 0.4), palette="electronic", exact=0.95,
        drums="""
            bd: X.........X..... | X.....x...X.....
            sn/cp: ........X.......
            ch: *x.x. | *xxxx | x.x.x.xxx.x.xrx.
            tb?: *..x.
        """,
        bass=("1..1..1.1..1..1.", "1...............", "*1_1_"),
        comp=("x..x..x.x..x..x.", "x_x_x_x_x_x_x_x_", "x..x..x..x..x.x."),
        arp=ARPS,
    ),
    "boom-bap": Family(
        2, (78, 100), (0.95, 0.75, 0.6, 0.15, 0.3, 0.2), swing=(0.5, 0.64), palette="hip-hop", harmony="loop-minor",
        exact=0.6,
        drums="""
            bd: X.....x.x.x..... | X..x......x.x... | X.......x.x..... | X.x....x..x.....
            sn/cp: .X.X | ....X..o....X... | ....X.......X..o
            ch: *x.x. | *x.xo | *xoxo
            oh?: ..............x. | ......x.........
            sh/tb?: *..x. | *x.x.
        """,
        bass=("1.....1_1.1_....", "1..1_.....1.5_..", "1_..1_3_..5_1_..", "1.......1...5..."),
        comp=("x...............", "x_..x_....x_....", "x.....x.x.......", "*x_.."),
        arp=SPARSE,
    ),
    "lo-fi": Family(
        1.2, (66, 92), (0.9, 0.8, 0.9, 0.2, 0.5, 0.3), swing=(0.53, 0.66), palette="hip-hop", harmony="jazz",
        drums="""
            bd: X......x..x..... | X.......x.x..... | X..x......x.....
            sn/rs: .X.X
            ch/sh: *x.x. | *x.xo | *xoxo
            oh?: ..............x.
        """,
        bass=("1.......5.......", "1.....1.5...3...", "1......1..5....."),
        comp=("x.......x.......", "x.....x.x.......", "x...............", "x..x......x....."),
        arp=("?...?...?...?...", "?.?.?.?.?.?.?.?."),
    ),
    "trip-hop": Family(
        1, (68, 102), (0.9, 0.8, 0.6, 0.3, 0.4, 0.5), swing=(0.5, 0.6), palette="hip-hop", harmony="loop-minor",
        exact=0.5,
        drums="""
            bd: X.X.......X..... | X..x..x...x..... | X.......x..x....
            sn: ....X.......X... | ....X..o.o..X...
            ch/rd/sh: *x.x. | *xoxo | *..x.
            co/tb?: ..x..x....x..x..
        """,
        bass=("1..1..5...1.....", "1.......8...5...", "1_1_......1_3_.."),
        comp=(*STABS, "x...............",),
        arp=ARPS,
    ),
    "synthwave": Family(
        1.2, (80, 120), (0.9, 0.9, 0.4, 0.6, 0.5, 0.6), palette="electronic", harmony="pop-minor", exact=1,
        drums="""
            bd: X.X. | XXXX | X.......X.x.....
            sn/cp: .X.X
            ch?: *x.x. | *xxxx | *..x.
            lt/mt?: .............xxx
        """,
        bass=("*1111", "*1.1.", "*1.11", "*1_8_", "*_111"),
        comp=("x...............", "*..x_", "x..x..x...x....."),
        arp=ARPS,
    ),
    "electro-pop": Family(
        2, (96, 130), (0.9, 0.85, 0.7, 0.4, 0.7, 0.4), palette="electronic", exact=0.9,
        drums="""
            bd: XXXX | X.....x.X....... | X..x..x.X....... | X...X.x.
            sn/cp: .X.X
            ch/sh: *x.x. | *xoxo | .x.x.x.x
            tb?: *..x. | *x.x.
        """,
        bass=("*1_1_", "1..1..1.1..1..1.", "*1.1.", "1..1..1...1.1..."),
        comp=("*x_..", "x..x..x.x..x..x.", "*..x_", "x......."),
        arp=ARPS,
    ),
    "phonk": Family(
        0.6, (118, 150), (0.95, 0.8, 0.2, 0.4, 0.7, 0.2), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="""
            bd: X..X..X.X..X..X. | XXXX | X.....X...X.....
            sn/cp: ....X.......X... | ........X.......
            ch: *x.x. | *xxxx
            cb: x..x..x.x.x.x... | x.x..x.x..x.x...
        """,
        bass=("1..1..1.1..1..1.", "1......1..1....."),
        comp=("x...............",),
        arp=ARPS,
    ),
    "chiptune": Family(
        1.2, (105, 175), (0.6, 0.8, 0.3, 0.9, 0.8, 0.0), palette="chip", exact=1,
        drums="""
            bd: X.X. | X.....x.X....... | X..x..x.X.......
            sn: .X.X
            ch?: *x.x. | *xxxx
        """,
        bass=("*1_8_", "*1_1_", "1..1..1.1..1..1.", "*1...", "1_.5_.8_..5_1_.."),
        comp=("*x_x_",),
        arp=("0120120120120120", "0123012301230123", "*0121", "*0120", "????????????????"),
    ),
    "ambient-pulse": Family(
        1, (60, 120), (0.2, 0.5, 0.3, 0.8, 0.3, 1), palette="ambient", harmony="pop-minor", exact=0.9,
        drums="""
            bd/lt: X... | X.X. | XXXX
            sh/ch?: .x.x | .x.x.x.x
        """,
        bass=("1...............", "*1...", "1.......1.......", "*1_1_"),
        comp=("*x...", "x.......x......."),
        arp=("*?...", "*?.?.", "*????", "?..?..?.?..?..?.", "?.....?.....?..."),
        lead=("x.......x.......", "x..............."),
    ),
    "glitch": Family(
        0.8, (80, 150), (0.95, 0.5, 0.3, 0.4, 0.2, 0.4), palette="electronic", harmony="static", exact=0.9,
        drums="""
            bd: X..x..X...x..... | X......x..X.x... | X....x..X..x....
            sn/cp/rs: ....X..o.o.rX..z | ....X.......X.rr
            ch/sh: x.xrx.x.xzx.x.rx | *xx.x | x.xx.xr.x.xx.xz.
            wl/cb/cl?: ..x..r...x....x. | x....x....r.....
        """,
        bass=("1..1......1.....", "1_......1_..3_.."),
        comp=STABS,
        arp=(*SPARSE, "????????????????", "?.?.?.?.?.?.?.?.", "?.??.??.?.??.??.", "?..?..?.?..?..?.",
              "?..?..?..?..?.?.", "0123012301230123", "0120120120120120", "0213021302130213", "?.?..?.?..?.?...",
              "?...?...?...?...", "..?...?...?...?."),
    ),
    "single-hits": Family(
        0.8, (55, 130), (0.6, 0.35, 0.3, 0.3, 0.1, 0.2), palette="electronic", harmony="static", exact=0.8,
        drums="""
            bd/lt/wb/rs/cl: XXXX | X.X. | XXXX
            cp/sn/ch/tr?: .X.X | .x.x.x.x
        """,
        bass=("*1_..", "*1..."),
        comp=("*x_..", "*x..."),
        arp=("*?...", "*0..."),
        lead=("x...x...x...x...",),
    ),
}

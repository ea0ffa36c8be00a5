"""Rhythm families of dance floors: made with machines, exact timing, layered loops."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import ARPS, SPARSE, STABS
from tempo_ssl.synth.family import Family

# fmt: off
TABLE: dict[str, Family] = {
    "house": Family(
        3, (117, 131), (0.95, 0.8, 0.7, 0.25, 0.3, 0.3), palette="electronic", harmony="loop", exact=0.9,
        drums="""
            bd: XXXX
            sn/cp/rs?: .X.X
            oh/ch: .X.X.X.X | .x.x.x.x
            ch/sh?: *xoxo | *x.xx | *xoXo | *oxXx
            co/cb/rs/cm?: x..x..x...x.x... | ..x..x....x..x.. | x..x..x..x..x..x | ...x..x....x..x. |
                x.....x...x.....
            cp?: ...............x | ......x.........
        """,
        bass=("*__1.", "1_.1_.1_..1_1_..", "*__11", "1_1_..1_..1_..5_", "1..._.1.8._..1_.", "1_..1_..1_.1_.1_",
              "1_8_1_8_1_8_1_8_", "..1_.1_...1_.1_8"),
        comp=STABS,
        arp=ARPS,
    ),
    "deep-house": Family(
        1.5, (112, 126), (0.9, 0.8, 0.8, 0.2, 0.3, 0.5), swing=(0.5, 0.58), palette="electronic", harmony="jazz",
        exact=0.8,
        drums="""
            bd: XXXX
            rs/cp?: .X.X
            oh: .x.x.x.x
            ch/sh: *x.xo | *xoxo | *.oxo
            co/cm/wb?: x..x..x...x.x... | ..x..x....x..x.. | x..x..x..x..x..x | ...x..x....x..x. | x.....x...x.....
        """,
        bass=("1..1_...1..1_.8_", "1_....1_..1_..5_", "..1...1_..1.8._."),
        comp=(*STABS, "x...............", "x_.x_..........."),
        arp=ARPS,
    ),
    "techno": Family(
        2.5, (122, 142), (0.97, 0.6, 0.3, 0.5, 0.05, 0.3), palette="electronic", harmony="static", exact=1,
        drums="""
            bd: XXXX | X..xX...X...X.x. | XXXX
            oh/ch/rd: .X.X.X.X | .x.x.x.x
            ch/sh?: *xxxx | *xoXo | *x.xx
            cp/sn?: .X.X
            rs/lt/cb/wb/co?: x..x..x...x.x... | ..x..x....x..x.. | x..x..x..x..x..x | ...x..x....x..x. |
                x.....x...x.....
            rd?: .x.x.x.x
        """,
        bass=("*.111", "*..1.", "*_1_1", "1_1_1_1_1_1_1_1_", "..1...1...1..11."),
        comp=STABS,
        arp=ARPS,
    ),
    "minimal-techno": Family(
        1, (120, 130), (0.97, 0.5, 0.3, 0.3, 0.02, 0.1), swing=(0.5, 0.57), palette="electronic", harmony="static",
        exact=1,
        drums="""
            bd: XXXX | X...X...X...X..x
            ch/sh/rs: .x.x.x.x | *..x. | ..x.......x.....
            rs/cb/wl/cl: x..x..x...x.x... | ..x..x....x..x.. | x..x..x..x..x..x | ...x..x....x..x. |
                x.....x...x.....
            cp?: .X.X | ............X...
        """,
        bass=("...1......1.....", "1_....1_........", "..1_..1_..1_.1_."),
        comp=STABS,
        arp=SPARSE,
    ),
    "trance": Family(
        1.5, (128, 142), (0.9, 0.8, 0.3, 0.8, 0.5, 0.6), palette="electronic", harmony="pop-minor", exact=1,
        drums="""
            bd: XXXX
            cp/sn?: .X.X
            oh: .X.X.X.X
            ch?: *xoxo | *xxxx
            sh?: *xoxo
        """,
        bass=("*_111", "*__1.", "*_1_1", "*1111", "*_.1_"),
        comp=("x_.x_.x_..x_.x_.", "*x_x_", "*..x_"),
        arp=ARPS,
    ),
    "big-room": Family(
        1, (124, 132), (0.9, 0.7, 0.5, 0.4, 0.7, 0.4), palette="electronic", harmony="pop-minor", exact=1,
        drums="""
            bd: XXXX
            cp/sn: .X.X | ....X.......X..x
            oh?: .X.X.X.X
            ch?: *x.x.
            lt?: ..............xx
        """,
        bass=("*__1.", "*1_1_", "1_.1_.1_..1_1_1_"),
        comp=("x_.x_.x_..x_.x_.", "x..x..x...x...x.", "*..x_"),
        arp=ARPS,
        lead=("x..x..x...x.x...", "x.x..x.x..x.x...", "x..x..x..x..x.x.", "x...x...x.x.x.x."),
    ),
    "hardstyle": Family(
        0.8, (145, 190), (0.95, 0.6, 0.3, 0.4, 0.5, 0.3), palette="electronic", harmony="pop-minor", exact=1,
        drums="""
            bd: XXXX | X...X...X...X.x. | X...X...X...XxXx
            cp/sn?: .X.X
            oh/ch?: .X.X.X.X
        """,
        bass=("*__1.", "*_1_1", "*_111"),
        comp=("*..x_", "x...x...x...x..."),
        arp=ARPS,
        lead=("x..x..x...x.x...", "x.x.x..x..x.x.x."),
    ),
    "electro": Family(
        1.2, (112, 136), (0.95, 0.8, 0.4, 0.5, 0.2, 0.3), palette="electronic", harmony="static", exact=0.9,
        drums="""
            bd: X..X..X...X..... | X.....X...XX.... | X..x..x..x......
            sn/cp: .X.X | ....X..o....X...
            ch: *x.x. | *xxxx | *xoXo
            oh?: ..............x. | ......x.......x.
            cb/lt/rs?: x..x..x...x.x... | ..x..x....x..x.. | x..x..x..x..x..x | ...x..x....x..x. | x.....x...x.....
        """,
        bass=("1_1_..1_1_..1_8_", "1..1..1...1.1...", "*1_8_", "1_11_.1_.11_1_3_"),
        comp=STABS,
        arp=ARPS,
    ),
    "breakbeat": Family(
        1.5, (108, 140), (0.95, 0.8, 0.5, 0.3, 0.3, 0.3), swing=(0.5, 0.56), palette="electronic", harmony="loop",
        exact=0.7,
        drums="""
            bd: X.X.......X..... | X..x......x..x.. | X.....x...X..... | X.x....x..xx....
            sn: ....X.......X... | ....X..o.o..X..o | ....X..x.o..X...
            ch/rd/sh: *x.x. | *xoxo | *xxxx
            oh?: ......x......... | ..............x.
        """,
        bass=("1..1..1...1.....", "1.......1..1..5.", "1_.1_...1_.8_..."),
        comp=STABS,
        arp=ARPS,
    ),
    "drum-and-bass": Family(
        2.5, (165, 180), (0.95, 0.85, 0.3, 0.4, 0.3, 0.6), palette="electronic", harmony="pop-minor", exact=0.9,
        drums="""
            bd: X.........X..... | X.x.......X..... | X.....x...X..... | X.........X....x
            sn: ....X.......X... | ....X.......X... | ....X..o.o..X..o | ....X....o..X.o.
            ch/rd: *x.x. | *x.xo | *xoxo | x.x.x.x.x.xxx.x.
            sh/tb?: *x.x. | *xoxo
        """,
        bass=("1...............", "1.......1.......", "1..1......1.....", "1...._..5.._....", "1_1_..1_..1_..1_",
              "1.....1...3....."),
        comp=("x_..............", "x_....x_........", "x..............."),
        arp=ARPS,
        lead=("x.......x...x...", "x...............", "x.....x.....x..."),
    ),
    "jungle": Family(
        1.2, (155, 175), (0.97, 0.7, 0.3, 0.2, 0.2, 0.5), palette="electronic", harmony="static", exact=0.7,
        drums="""
            bd: X.X.......XX....X.X.......X..... | X.X.......X....x | X.........X..x..
            sn: ....X..x.x..X..x | ....X..x.x..X..x....X..x.x....X. | ....X..o.x..X.o.
            rd/ch: *x.x. | *x.xo
            sn?: .......o.o......
        """,
        bass=("1...............", "1.......5.......", "1......1..._....", "1_....1_......1_"),
        comp=("x_..............", "......x_........"),
        arp=SPARSE,
    ),
    "uk-garage": Family(
        1, (126, 138), (0.95, 0.85, 0.7, 0.2, 0.4, 0.3), swing=(0.54, 0.64), palette="electronic", harmony="jazz",
        exact=0.8,
        drums="""
            bd: X.........x..... | X......x..x..... | XXXX | X.........X..x..
            sn/rs/cp: .X.X
            ch: ..x...x...x...x. | *x.xo | *.xX. | x.xxx.xxx.xxx.xx
            sn?: .......o.......o | .o.....o..o.....
        """,
        bass=("1_....1_..1_..3_", "1..1_...1..5_...", "1_...1_...1_.8_."),
        comp=STABS,
        arp=SPARSE,
    ),
    "footwork": Family(
        0.5, (154, 166), (0.95, 0.7, 0.4, 0.4, 0.2, 0.2), palette="electronic", harmony="loop", exact=0.95,
        drums="""
            bd: X..X..X.X..X..X. | X..X..X...X..X..
            cp/sn: ............X... | ....X.......X...
            ch: *x.x. | *..x. | x.xx.xx.x.xx.xx.
            lt/rs?: ..x..x.x..x..x.x
        """,
        bass=("1..1..1.1..1..1.", "1......1........"),
        comp=STABS,
        arp=ARPS,
    ),
    "amapiano": Family(
        0.7, (106, 118), (0.95, 0.9, 0.6, 0.1, 0.3, 0.4), palette="electronic", harmony="jazz", exact=0.9,
        drums="""
            bd?: XXXX
            sh/ch: *Xoxo | *xoxo | *x.xx
            rs/cp: ...x..x...x..... | .X.X | ...x..x....x..x.
            co/wb?: ..x..x.x..x..x..
        """,
        bass=("...1..1...1..1..", "1..1...1..1_1_..", "...1_1_...1..3_."),
        comp=(*STABS, "x...............",),
    ),
    "moombahton": Family(
        0.7, (96, 116), (0.95, 0.8, 0.5, 0.3, 0.4, 0.2), palette="electronic", harmony="loop-minor", exact=0.9,
        drums="""
            bd: XXXX | X..xX..xX..xX..x
            sn/cp: ...x..x....x..x. | ...X..X....X..X.
            ch/sh: *x.x. | *xoxo
            lt/co?: x..x..x.x..x..x.
        """,
        bass=("1..1..1.1..1..1.", "1_..1_..1_..1_..", "1..1..1........."),
        comp=("x..x..x.x..x..x.", "...x_.x_...x_.x_"),
        arp=ARPS,
    ),
    "edm-arp": Family(
        1.5, (96, 140), (0.25, 0.5, 0.2, 1, 0.2, 0.5), palette="electronic", harmony="pop-minor", exact=1,
        drums="""
            bd: XXXX | X...............
            ch?: *..x. | *x.x.
            cp?: .X.X
        """,
        bass=("1...............", "*1.1.", "*..1."),
        comp=("x...............",),
        arp=ARPS,
    ),
}

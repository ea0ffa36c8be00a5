"""Rhythm families of the Caribbean, Latin America and Africa, and of jazz."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import CELLS8
from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    "reggae": Family(
        1.2, (62, 90), (0.9, 0.95, 0.95, 0, 0.5, 0.2), swing=(0.5, 0.62), palette="reggae", harmony="loop",
        drums="""
            bd: .X.X | XXXX | ....X.......X..x
            rs/sn: .X.X | ....X.......X..o
            ch: *x.x. | *xoxo | *..x. | *x.xo
            oh?: ......x.........
        """,
        bass=("1..1..5...8.5...", "....1.1.3.5.1...", "1...1.3.5...3...", "__1.1.5.__1.3.5.", "1.....5.1......."),
        comp=("*__x_", "*__xx", "*__x_", "*_xx_"),
        lead=("x...x.x.x.......", "..x.x.x.x...x..."),
    ),
    "dub": Family(
        0.4, (62, 82), (0.95, 0.95, 0.8, 0, 0.2, 0.2), palette="reggae", harmony="static",
        drums="""
            bd: .X.X | XXXX
            rs/sn: .X.X | ........X.......
            ch: *x.x. | *..x.
        """,
        bass=("1..1..5...8.5...", "1...1.3.5......."),
        comp=("*__x_", "..x_............", "*__x_"),
    ),
    "dancehall": Family(
        1, (84, 110), (0.97, 0.85, 0.6, 0.15, 0.5, 0.2), palette="electronic", harmony="loop-minor", exact=0.9,
        drums="""
            bd: X..x..x.X..x..x. | X.......X....... | X..x....X..x....
            sn/rs/cp: ...x..x....x..x. | ......X.......X. | ...X..X....X..X.
            ch/sh: *x.x. | *xoxo | *..x.
        """,
        bass=("1..1..1.1..1..1.", "1..1..5.", "1_..1_1_..1_1_.."),
        comp=("*__x_", "x..x..x.x..x..x.", "x..............."),
        arp=("?..?..?.?..?..?.",),
        lead=("x..x..x.x.......", "x.x.x..x..x....."),
    ),
    "reggaeton": Family(
        1.3, (82, 104), (0.97, 0.85, 0.6, 0.3, 0.6, 0.2), palette="electronic", harmony="pop-minor", exact=0.9,
        drums="""
            bd: XXXX | X...X...X...X.x.
            sn/cp: ...x..x....x..x. | ...X..X....X..X.
            ch/sh?: *x.x. | *xoxo
            cl/tb?: ..x...x...x...x.
        """,
        bass=("1..1..1.1..1..1.", "1...1...1...1...", "1_.1_.1_1_.1_.1_"),
        comp=("x..x..x.x..x..x.", "*x_x_", "*..x_", "x..............."),
        arp=("?..?..?.?..?..?.", "*?.?."),
        lead=("x..x..x.x..x..x.", "x.x.x..x..x.x..."),
    ),
    "ska": Family(
        0.6, (115, 175), (0.95, 0.95, 0.95, 0, 0.6, 0), palette="reggae",
        drums="""
            bd: X.X. | XXXX | ..X...X.
            sn/rs: .X.X | ..X...X.
            ch: xxxxxxxx | .x.x.x.x
        """,
        bass=("1.3.5.3.", "1.1.5.5.", "wwww", "1.3.5.6."),
        comp=("_x_x_x_x", "_X_X_X_X"),
        lead=CELLS8,
    ),
    "bossa": Family(
        1, (108, 152), (0.8, 0.9, 0.95, 0, 0.7, 0.2), grid=2, palette="latin", harmony="jazz",
        drums="""
            bd: x..xx..x
            rs: x..x..x...x..x.. | ..x..x..x..x..x.
            ch/sh: xxxxxxxx | XoxoXoxo
        """,
        bass=("1..55..1", "1..51...", "1...5..."),
        comp=("x.x..x.x.x..x.x.", "x..x..x...x..x..", "bxx_xx_x", "x..x.x.."),
        lead=("x..x.x..", ".xxx.x.x", "x...x.x.", "x.x.x..x"),
    ),
    "samba": Family(
        1, (84, 118), (0.95, 0.8, 0.85, 0, 0.6, 0), palette="latin", harmony="jazz",
        drums="""
            bd/lt: x...X...x...X... | x..xX..xx..xX..x
            sh/ch/tb: *XoxX | *Xoox
            tb/wb/rs?: x.x.xx.x.x.xx.x. | .x.xx.x.x.x.xx.x
            ah/al?: x.x.xx.x.x.x.xx. | x..x..x...x.x...
            co?: ..xx..x...xx..x.
        """,
        bass=("1..15..51..15..5", "1...5...1...5...", "1..1..5.1..5...."),
        comp=("x.xx.x.xx.xx.x.x", ".xx.x.x..xx.x.x.", "*x.xx"),
        lead=("x.x.xx.x.x.x....", ".xxx.xx.x.......", "x.xx.xx.x...x..."),
    ),
    "salsa": Family(
        1.2, (150, 212), (0.95, 0.9, 0.9, 0, 0.6, 0), grid=2, palette="latin", harmony="loop",
        drums="""
            cl/rs?: x..x..x...x.x... | ..x.x...x..x..x. | x..x...x..x.x...
            cb?: X.x.X.x. | X.xxX.xx | x.xx.xx.
            th/sh/ch: x.xx.xx.x.xx.xxx | X.xxX.xx | xxxxxxxx
            cm: ..x....x | x.X.x...
            co: ......xx | ...x..xx
            bd?: ...x....
        """,
        bass=("...5..8.", "1..5..1.", "...1..5.", "1..1..5."),
        comp=("x.xx.x.x.x.x.x.x", "x.x.x.x..x.x.x.x", ".x.x.xx.", "x..x..x."),
        lead=("x..x..x.", ".xxx.xx.", "x.x.x...", "..xx.x.x"),
    ),
    "cha-cha": Family(
        0.7, (104, 134), (0.95, 0.9, 0.9, 0, 0.6, 0), palette="latin", harmony="loop",
        drums="""
            cb/wb: XXXX | X.x.X.x.
            gs/sh/ch: X.xxX.xx | X.x.X.xx
            cm: ..x...x. | ..X.....
            co: ......xx | ...x..xx
            th?: ......x.x.......
            bd?: ...x...x
        """,
        bass=("1..5.8..", "1..15...", "1...5.5.", "1..1..5."),
        comp=("xx.x.x.x", ".x.x.x.x", "x..x..x.", "*x.xx"),
        lead=CELLS8,
    ),
    "rumba-bolero": Family(
        0.7, (80, 118), (0.9, 0.9, 0.95, 0.2, 0.7, 0.2), palette="latin", harmony="pop-minor",
        drums="""
            bh/co: XxxxXxxx | x.xxx.xx | *x.xx
            bl?: ......X. | ...x..x.
            sh: xxxxxxxx | *x.xx | *xxxx
            cl/rs?: x..x..x...x.x...
        """,
        bass=("1...5.5.", "1..1..5.", "1...3.5."),
        comp=("x.x.x.x.", ".xxx.xxx", "*x.xx", "x..x..x."),
        arp=("0.1.2.1.", "*0121"),
        lead=CELLS8,
    ),
    "cumbia": Family(
        0.6, (84, 110), (0.95, 0.95, 0.8, 0, 0.7, 0), palette="latin", harmony="loop-minor",
        drums="""
            gs/sh: *X.xx | *X.xx
            bd?: XXXX | X.X.
            cm/co: *..xx | *..x.
            cb?: X.X. | XXXX
            rs?: .X.X
        """,
        bass=("1.....3.5.......", "1...5.5.", "1...5..."),
        comp=("*__x_", "*__xx", "_x_x_x_x"),
        lead=(*CELLS8, "x.xxx.x.x.......",),
    ),
    "afrobeat": Family(
        1, (96, 128), (0.95, 0.95, 0.9, 0.2, 0.5, 0.1), palette="funk", harmony="static",
        drums="""
            bd: X..x..x.X..x.... | X.....x.X..x.... | X..X....X..X....
            sn/rs: ....x..o..x.x..o | ...x..x....x..x. | ....X.......X..o
            ch/sh: *xoxo | *x.xx | *XoXo
            cb/cl/al?: x..x..x...x.x... | x.x.x..x.x.x.x.. | ...x..x.x.....x.
            co/cm?: ..xx..x...xx.xx.
        """,
        bass=("1..1..3.5...._..", "1_..1_5_..7_8_..", "1..5..8...5.3..."),
        comp=("x.xx..x.x.xx..x.", "..x_..x_..x_..x_", "x..x..x...x.x...", "*x.xx"),
        arp=("?.??.??.?.??.??.", "?..?..?...?.?..."),
        lead=("x..x..x...x.x...", "..x.x.xxx......."),
    ),
    "afro-12-8": Family(
        0.6, (80, 130), (0.97, 0.6, 0.5, 0.4, 0.3, 0), grid=3, palette="latin", harmony="static",
        drums="""
            ah/cb/cl: x.x.xx.x.x.x | x.x.x..x.x.. | x..x..x..x..
            co/bh: x.xx.xx.xx.x | ..xx.x..xx.x | *xxx
            sh?: *x.x | *xxx | *Xoo
            bd/lt?: X..X..X..X.. | *X..
            bl/cm?: ...x.x...x.x
        """,
        bass=("1..5..1..5..", "1.1..51.1..5"),
        comp=("x.x.xx.x.x.x", "*x.x"),
        arp=("*012", "????????????"),
        lead=("x.xx..x.x...", "x..x.xx....."),
    ),
    "swing": Family(
        2, (105, 225), (0.85, 0.95, 0.85, 0, 0.8, 0.05), grid=3, palette="jazz", harmony="jazz",
        drums="""
            rd/ch: X..x.xX..x.x | X..x..X..x.x | X..X.xX..X.x | *x.x
            ph/ch: .X.X
            bd?: oooo | X.....X.....
            sn?: .....o.....o | ..o......... | ........x..o
        """,
        bass=("wwww", "wwww", "1.5.", "1...5.......", "w..w..w..w.w"),
        comp=("x....x......", ".....x.....x", "x...........", "..x..x......", "x..x..x..x..", "xxxx"),
        lead=("x.xx.xx.x...", "x..x.x...x.x", "*x.x", "..xx.xx.....", "x.....x.xx.."),
    ),
    "jazz-ballad": Family(
        0.7, (52, 80), (0.7, 0.9, 0.95, 0.1, 0.8, 0.2), grid=3, palette="jazz", harmony="jazz",
        drums="""
            rd/ch/sh: XXXX | *x.x | X..x.xX..x.x
            ph: .x.x
        """,
        bass=("wwww", "1...5.......", "1.....5....."),
        comp=("x...........", "x.....x.....", "xxxx", "x....x......"),
        lead=("x..x.xx.....", "x.....x..x.x", "x.xx.x......"),
    ),
    "percussion-loop": Family(
        1.5, (80, 140), (1, 0.05, 0.05, 0.03, 0.03, 0), swing=(0.5, 0.57), palette="latin", harmony="static",
        drums="""
            co/bh/lt: ..x...xx..x...xx | x..x..x.x..x..x. | x.xx..x.x.xx..x. | *x.xx | ......xx......xx
            cm/bl/ft: X...x...X...x... | x.x...x.x.x.x... | *x.x. | ..x..x....x..x..
            sh/tb/ch?: *xoxo | *x.xx | *Xoxo | *..x.
            cl/cb/wb/ah?: x..x..x...x.x... | x..x...x..x.x... | XXXX
            bd?: XXXX | X.X. | X..x..x.
        """,
        bass=("1..1..1.",),
        comp=("x..x..x.",),
        arp=("?..?..?.",),
        lead=("x..x..x.",),
    ),
}

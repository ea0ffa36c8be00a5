"""Rhythm families of rock, pop, soul, blues and country: a band with a rhythm section."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import CELLS8
from tempo_ssl.synth.family import Family

# fmt: off
_STRUM = ("x.x.x.x.", "x.xx.xxx", "x.xxx.xx", "x..xx.x.", "X.xxXxxx", "x...x.x.", "*x.xo", "X..xX.xxX..xX.xx",
    "x.......", "x...x...")

TABLE: dict[str, Family] = {
    "rock": Family(
        3.5, (88, 160), (0.95, 0.95, 0.9, 0.1, 0.7, 0.1), palette="rock",
        drums="""
            bd: X..xX... | X...X.x. | X..x.xx. | X.xxX... | X...X... | X..xX..x | X...xx..
            sn: ..X...X.
            ch/rd/oh/cr: XxXxXxXx | xxxxxxxx | XXXX | XoXoXoXo
            tb?: ..x...x. | xxxxxxxx
            oh?: .......x
        """,
        bass=("11111111", "1..11...", "1.11.11.", "1...1.5.", "1.1.1.1.", "1..1.153", "1_.11_.1"),
        comp=_STRUM,
        lead=CELLS8,
    ),
    "pop": Family(
        3, (82, 130), (0.9, 0.9, 0.9, 0.25, 0.8, 0.3), palette="pop", exact=0.6,
        drums="""
            bd: X...X... | X..xX... | X..x.x.. | X.....x.X..x.... | X..x..x.X....... | XXXX | X.......X.x.....
            sn/cp/rs: .X.X
            ch/sh: *x.x. | *xoxo | XXXX | .x.x.x.x | *Xoxo
            tb?: .x.x | *..x. | *x.xx
        """,
        bass=("1..1..5.", "11111111", "1...1...", "1..1....", "1.....1.1..5....", "1.......1.3.5..."),
        comp=(*_STRUM, "xxxx", "*x...", "x.......x......."),
        lead=(*CELLS8, "x..x..x...x.x...", "x.xxx.x.x.......", "..x.x.xxx..x...."),
    ),
    "pop-ballad": Family(
        2, (58, 88), (0.7, 0.85, 0.95, 0.4, 0.8, 0.5), palette="pop",
        drums="""
            bd: X.......X..x.... | X......xX....... | X.....x...x..... | X.X.
            sn/rs: .X.X
            ch/rd/sh: *x.x. | *xoxo | XXXX
            tb?: .x.x
        """,
        bass=("1.......1.......", "1......11.......", "1...............", "1.....5.1.....5."),
        comp=("xxxxxxxx", "xxxx", "x.......", "x.x.x.x.", "bxxxbxxx", "x...x.x.", "*xoxo"),
        arp=("01213121", "*0121", "01232123", "02120212", "*0.1.", "0.1.2.1."),
        lead=(*CELLS8, "x.xxx.......x.x.", "..x.xxx.x.......", "x...x.xxx......."),
    ),
    "heavy-slow-rock": Family(
        1.2, (58, 90), (0.95, 0.95, 0.9, 0.05, 0.5, 0.1), palette="rock", harmony="pop-minor",
        drums="""
            bd: X..x..x.X..x.... | X.x.....X.x..x.. | X.......X.x..... | X.X.
            sn: .X.X
            cr/rd/oh/ch: *x.x. | XXXX | *x.x.
        """,
        bass=("*1.1.", "1..1..1.1..1....", "1.......", "*11.1"),
        comp=("*x.x.", "x..x..x.x..x....", "x.......x.......", "*xx.x"),
        lead=("x...x.x.x.......", "x.......x...x..."),
    ),
    "punk": Family(
        1.2, (150, 205), (0.97, 0.95, 0.95, 0, 0.5, 0), palette="rock",
        drums="""
            bd: X...X... | X..xX... | X.x.X... | X..xX..x
            sn: ..X...X.
            ch/rd/cr/oh: XxXxXxXx | XXXX | xxxxxxxx
        """,
        bass=("11111111", "1.1.1.1.", "11111153"),
        comp=("xxxxxxxx", "x.x.x.x.", "x..x..x.", "xxxxx.xx", "x......."),
        lead=CELLS8,
    ),
    "metal": Family(
        1.2, (92, 180), (0.97, 0.95, 0.95, 0.1, 0.4, 0), palette="metal", harmony="pop-minor",
        drums="""
            bd: *xxxx | *x.xx | *xxx. | X..x..X...x.X... | *x.x. | X.xxX.xxX.xxX.xx
            sn: .X.X | ........X.......
            cr/rd/oh: XXXX | *x.x.
        """,
        bass=("*1111", "*1.11", "*1.1.", "1..1..1...1.1..."),
        comp=("*xxxx", "*x.xx", "*x.x.", "x..x..x...x.x...", "x.......x......."),
        lead=("*xxxx", "x...x...x.x.x...", "*x.x.", "*x..."),
    ),
    "blast-beat": Family(
        0.3, (90, 140), (0.97, 0.9, 0.95, 0, 0.2, 0), palette="metal", harmony="pop-minor",
        drums="""
            bd: *x.x. | *xxxx
            sn: *.x.x | *..X.
            rd/cr: *x.x. | XXXX
        """,
        bass=("*1111", "*1.1."),
        comp=("*xxxx", "*x.x.", "x..............."),
        lead=("*x...",),
    ),
    "motorik": Family(
        0.7, (110, 165), (0.97, 0.9, 0.8, 0.2, 0.4, 0.3), palette="rock", harmony="static",
        drums="""
            bd: X.xxX.xx | X.x.X.x. | XXXX
            sn: ..X...X.
            ch/rd: xxxxxxxx | XxXxXxXx
        """,
        bass=("11111111", "1.1.1.1.", "1..1..1."),
        comp=_STRUM,
        lead=CELLS8,
    ),
    "disco": Family(
        1.5, (104, 130), (0.95, 0.95, 0.85, 0.1, 0.6, 0.5), palette="funk", harmony="loop", exact=0.4,
        drums="""
            bd: XXXX
            sn/cp: .X.X
            oh: .x.x.x.x | .X.X.X.X
            ch: *xoxo | *x.x. | *xxxx
            co/tb/cb?: *x.xx | ..x..xx...x..xx. | *..x.
        """,
        bass=("*1_8_", "1_..1_8_..1_8_5_", "*1.8.", "1..1..8.1..1..8.", "1.1.8.5.1.1.8.5."),
        comp=("..x...x...x...x.", "*x.xx", "*xoxx", "x..x..x...x.x...", "x_......x_......"),
        lead=(*CELLS8, "x..x..x...x.x...",),
    ),
    "funk": Family(
        1.8, (86, 120), (0.95, 0.95, 0.85, 0.05, 0.5, 0.2), swing=(0.5, 0.58), palette="funk", harmony="static",
        drums="""
            bd: X..x......x..x.. | X.x.......x..x.. | X.....x.x.x..... | X..x..x...x.....
            sn: ....X..o.o..X..o | ....X.......X... | ....X..o.o.oX.o.
            ch: *xoxo | *x.xx | *xxxx | *x.x.
            oh?: ..............x. | ......x.........
            co/tb/cb?: *x.xx | ..x..xx...x..xx.
        """,
        bass=("1_.1_..1_.8_1_7_", "1..._.1_1_..5_7_", "1_1_..8_..1_3_4_", "1_....1_.8_.7_5_", "1___..81..1_.5_."),
        comp=("..x_..x_..x_..x_", "*x_xx", "x_.x_..x_.x_..x_", "....x_......x_.x", "*.x_x"),
        lead=("x..x..x...x.x...", "..x.xx.x....x...", "x.xx.x.x........"),
    ),
    "soul-gospel": Family(
        1, (66, 120), (0.9, 0.95, 0.9, 0.1, 0.7, 0.4), swing=(0.5, 0.62), palette="funk", harmony="jazz",
        drums="""
            bd: X.....x.X....... | X..x..x.x....... | X...X...
            sn/cp: .X.X | ....X..o....X...
            ch/tb: *x.x. | *xoxo | *xxxx
            tb?: .x.x.x.x | *..x.
        """,
        bass=("1.....1.5.....3.", "1..1..5.1..5..8.", "1...3...5...6..."),
        comp=("x.......x.......", "*x...", "..x...x...x...x.", "x..x..x........."),
        lead=CELLS8,
    ),
    "slow-rnb": Family(
        1, (56, 80), (0.9, 0.85, 0.8, 0.3, 0.7, 0.4), swing=(0.5, 0.6), palette="pop", harmony="jazz", exact=0.7,
        drums="""
            bd: X.....x..xx..... | X..x......x..... | X......x..x.....
            sn/cp/rs: .X.X
            ch: *x.x. | *xxxx | *xoxo | xxxxxxrxxxxxxxrr
            sh?: *x.xx
        """,
        bass=("1.....1...5.....", "1..1......1....."),
        comp=("x.......x.......", "*x...", "x..............."),
        arp=("*0121", "*????"),
        lead=("x.xx.x.xx.......", "..x.xxx.x...x..."),
    ),
    "jive": Family(
        0.8, (145, 215), (0.95, 0.95, 0.85, 0, 0.6, 0), grid=3, palette="rock", harmony="blues",
        drums="""
            rd/ch: *x.x | X..x.xX..x.x | XXXX
            sn: .X.X | ...X.....X.x
            bd: X.X. | XXXX
        """,
        bass=("1355", "1356", "1.3.", "1..3..5..6..", "1..1..5..5..", "1358"),
        comp=("*x.x", ".x.x", "xxxx", "..x..x..x..x"),
        lead=("*x.x", "x..x.xx.....", "x.xx........"),
    ),
    "shuffle": Family(
        1.3, (84, 145), (0.95, 0.95, 0.9, 0, 0.6, 0.05), grid=3, palette="rock", harmony="blues",
        drums="""
            bd: X.X. | XXXX | X....xX....x | X....xX.....
            sn: .X.X | ..oX.o..oX.o
            ch/rd: *x.x | XXXX | *Xoo
        """,
        bass=("*1.1", "1.13.35.56.6", "1356", "1.15.51.15.5", "wwww"),
        comp=("*x.x", "..x..x..x..x", ".x.x", "x....x......", "*_.x"),
        lead=("x.xx........", "..xx.xx.....", "*x.x", "x..x.xx..x.."),
    ),
    "slow-blues": Family(
        1, (44, 78), (0.9, 0.95, 0.9, 0.15, 0.6, 0.2), grid=3, palette="rock", harmony="blues",
        drums="""
            bd: X.....X..... | X....xX..... | X....xX.x...
            sn/rs: .X.X
            ch/rd: *xxx | *Xxx | *x.x
            cr?: X...........
        """,
        bass=("1..1..5..5..", "1...3.5...6.", "1.....5.....", "1.11.13.35.5"),
        comp=("*xxx", "*_xx", "xxxx", "x.....x....."),
        arp=("*012",),
        lead=("x.xx.x......", "xxx...x.....", "..xxxxx.....", "x.....xxx..."),
    ),
    "ballad-6-8": Family(
        1.5, (44, 84), (0.7, 0.85, 0.9, 0.5, 0.8, 0.3), beats=2, grid=3, palette="pop",
        drums="""
            bd: X..... | X....x | X.x...
            sn/rs: .X | ...X..
            ch/rd/sh: xxxxxx | Xxxxxx | XX
            tb?: .x
        """,
        bass=("1.....", "1..5..", "1....5", "1..1.5", "1....."),
        comp=("xxxxxx", "x.....", "bxxbxx", "bxxxxx", "x..x..", "x.xx.x"),
        arp=("012321", "012012", "010210", "021021", "012121"),
        lead=("x..x..", "x.xx.x", "xxxx..", "x.....", "..xx.x", "x..xxx"),
    ),
    "country-train": Family(
        1, (88, 140), (0.85, 0.95, 0.95, 0.1, 0.7, 0.05), palette="country",
        drums="""
            bd: XXXX | X.X.
            sn/sh: *xxXx | *oxXx | *x.Xx | .x.x.x.x
            ch?: .x.x.x.x
        """,
        bass=("1.v.", "1.5.", "1.5.1.35"),
        comp=("b.x.B.x.", "b.xxB.xx", "_x_x_x_x", "*x.xx", "*b.xo"),
        lead=(*CELLS8, "*xxxx", "x.xxx.xxx.x.x..."),
    ),
    "bluegrass": Family(
        0.8, (84, 160), (0.05, 0.9, 0.9, 0.5, 0.8, 0), palette="country",
        drums="""
            sn: .x.x.x.x
        """,
        bass=("1.5.", "1.v.", "1.5.1.5a"),
        comp=("_x_x_x_x", "b.x.B.x.", "b_x_B_xx"),
        arp=("????????????????", "0123012301230123", "0120120120120120"),
        lead=("*xxxx", "x.xxxxxxx.xxx.x.", "*x.xx", "xxxxxxxxx.......", "*x.x."),
    ),
    "five-four": Family(
        0.9, (84, 180), (0.75, 0.9, 0.85, 0.3, 0.6, 0.1), beats=5, grid=2, swing=(0.5, 0.66), palette="jazz",
        harmony="loop-minor",
        drums="""
            bd: X..x..X... | X.....X... | X..X..X.x.
            sn/rs: ....X...X. | ......X.X. | ...x....x.
            ch/rd: xxxxxxxxxx | X.xxX.x.xx | XXXXX
        """,
        bass=("1..1..5.5.", "1.....5...", "1..3..5.6.", "1.....5..."),
        comp=("x..x..x.x.", "x.....x...", "bxxxx", "x..x......"),
        arp=("0121201212", "?????", "??????????"),
        lead=("x.x.x.x...", "x..x..xxx.", "xxx.x.x..."),
    ),
    "seven-eight": Family(
        0.8, (90, 170), (0.75, 0.9, 0.85, 0.4, 0.6, 0.1), beats=3.5, grid=2, palette="rock", harmony="loop-minor",
        drums="""
            bd: X...X.. | X.x.X.. | X..X...
            sn: ..X...X | ..X..X. | ....X..
            ch/rd: xxxxxxx | X.x.x.x | XxXxXxx
        """,
        bass=("1.1.1.1", "1111111", "1...5..", "1..1.5."),
        comp=("x.x.x..", "x...x..", "x..x.x.", "bxbxbxx"),
        arp=("0120123", "0101012", "???????"),
        lead=("x.x.xxx", "xxx.x..", "x...x.."),
    ),
}

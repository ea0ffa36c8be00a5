"""Rhythm families of jazz, blues, gospel, soul and of singing without instruments."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import COMMON
from tempo_ssl.synth.family import Family

# fmt: off
#: Swung melodies in triplets, four beats to a bar.
_SWUNG = ("x.xx.xx.....", "x..x.xx..x.x", "..xx.x..x...", "x.xx.xx.xx.x", "x.....x.xx..", "..x..xx.x...")

TABLE: dict[str, Family] = {
    "bebop": Family(
        1, (180, 250), (0.88, 0.97, 0.85, 0, 0.97, 0), grid=2, swing=(0.52, 0.64), palette="jazz", harmony="jazz",
        exact=0.05, drums="""
            rd: x.xxx.xx | XxX.X.Xx | xxX.x.Xx | XXXX | x.xxx.x.x.x.xxxx
            ph/ch: .X.X | .x.x
            bd?: ...X............ | .......X.....X.. | .....X.. | oooo | X..X....
            sn?: .....x.....x.x.. | ...x...x | .x..x... | .....x.x..x..... | .......x
        """,
        bass=("wwww", "wwwwwwwa", "1wwa", "www.ww.w", "135a"),
        comp=("...x............", "x..x....", ".x.....x", "_..x_..x_.......", ".....x_..x_.x_..", "x_.x_...x_......"),
        lead=("xxxxxxxx", ".xxxxxxx", "xxxxxxx.", "xxxxx..x", ".xxxxx..", "...xxxxx", "xx.xx.xx", "x.xxxxxxxxxxx..."),
    ),
    "big-band-shout": Family(
        0.9, (112, 220), (0.97, 0.95, 0.97, 0, 0.85, 0), grid=3, palette="brass", harmony="blues", exact=0.1,
        drums="""
            rd/ch/oh: X..x.xX..x.x | *X.x | XXXX | x..X.xx..X.x
            ph/rs: .X.X
            sn: ...X.....X.. | .....X.....X | X....X...... | ......X.XX.X | ...x.....x.xX....X......
            bd: XXXX | X....X...... | X....X......X.....X..X.. | .....X..X...
            cr?: X....................... | .....X...... | ..................X..X..
        """,
        bass=("wwww", "1356", "1wwa", "w..w..w..w..w..w..w..a..", "1.35"),
        comp=("X_...X_.....", ".....X_....X", "X_.X_.X_...X............", "x..x.xX_....", "X.........._",
              "x..x..x..x.._...........", "..X_..X_...."),
        lead=("x.xx.xx_....", "x..x..x_...x", ".....xx.xx_.", "xxxx_.......", "x_...xx_....", "x.xx_.......", "*x.x"),
    ),
    "dixieland": Family(
        0.9, (132, 236), (0.85, 0.93, 0.95, 0, 0.97, 0), grid=2, swing=(0.54, 0.66), palette="brass", harmony="blues",
        exact=0.03, drums="""
            bd: X.X. | X.X.X.XX | XXXX | X..xX...
            sn/rs: xXxxxXxx | .X.X | oxXooxXo | xxxxXxxrxxxxXxXx | xX.X
            wb/cb?: x.xxx.xx | X.xxX.x. | xxXxxxXx | xxx.xxx.
            ch/cr?: .X.X | ...X | ......X.........
        """,
        bass=("1.5.", "1.v.1.3a", "1.5.1.56", "1_5_", "1.3.5.6.", "1.....5.1...5.3."),
        comp=("XXXX", "_X_X", "bxBx", "_x_xbx_x", "xXxXx_xX", "bxxxBxxx"),
        lead=("xx.xx.x.", "x..x.xx.", ".xxxx.x.", "xxxxxx..", "x.x.xxx.", "x...x...", "x.xx.xx.x.......", "..xxxx.x"),
    ),
    "stride-piano": Family(
        0.9, (104, 224), (0.04, 0.2, 0.98, 0, 0.97, 0), grid=3, palette="keys", harmony="jazz", exact=0.03,
        drums="sn/rd: *x.x | .x.x",
        bass=("1.5.", "1.v.", "1.....5.....1.....3.....", "wwww"),
        comp=("bxBx", "bxBx", "b..x..B..x..", "b..x..B..x..b..b..B..B..", "bBbB", "b..x..B..x.xb..x..b..B..",
              "b.xx..B.xx..", "b..x..x..B..x..x..b..x.."),
        lead=(*_SWUNG, "*xxx", "xxxxxxx.....", "*x.x", "x.xx.xx.xx.xx..x..x....."),
    ),
    "brushes-trio": Family(
        1, (66, 160), (0.95, 0.97, 0.95, 0.05, 0.7, 0), grid=3, palette="jazz", harmony="jazz", exact=0.03,
        drums="""
            sn: x..X..x..X.. | *xoo | *o.x | x.oX.ox.oX.o | oooo | x..X.xx..X.x
            ph: .x.x | .X.X | ...x.....x.x
            rd/ch?: X..x.xX..x.x | XXXX | *x..
            bd?: o.o. | ...........o
        """,
        bass=("1.5.", "1.....5.....1.....3..a..", "1....53.....", "1.....5....a", "1...3.5.....", "wwww"),
        comp=("xxxx", ".....x.....x", "x....x...........x......", "...x.....x..", "x.xx.xx.....", "x..........."),
        arp=("*0.1", "0..1.2......", "..0.12......"),
        lead=(*_SWUNG, "x...........", "*xxx", "x..x.xx.........x..x...."),
    ),
    "boogaloo": Family(
        0.8, (118, 166), (0.97, 0.95, 0.95, 0.05, 0.75, 0), grid=2, palette="latin", harmony="blues", exact=0.05,
        drums="""
            bd: X..xX... | X...X..x | X..x..x. | ...x..x. | X.xX..x.
            sn/rs: ..X...X. | ..X..xX. | ..X.x..X | ..X...Xx
            cp?: ..X...XX | ..XX..X. | .X.X | XXX.X.X.
            co: xxXxxxXX | x.X...xx | *x.xx | X.xxX.XX
            cb/rd: XXXX | X.xxX.xx | x.xx.xx. | x.x.xxx.
            tm/gs?: xxxxxxxx | XxX.xXxX | x.xxxx.x
        """,
        bass=("1..15...", "1..8..5.", "1..1..57", "1.11..5.1..5..7.", "..5..1..", "1..35..6"),
        comp=("x.xx.xx.", "x..x..x.", ".xx.x_xx", "x_.x_..xx_xx_.x.", "xx.xx.xx", ".x.xx.x.x..x.x.."),
        arp=("02.13.12", "0.21.312"),
        lead=("x..xx...", "x.xx.x..", ".xx.xx..", "x..x..x.x.......", "xxxx....", "x.x..xx."),
    ),
    "swing-seven": Family(
        0.7, (108, 230), (0.88, 0.95, 0.9, 0.05, 0.85, 0), beats=7, grid=3, palette="jazz", harmony="loop-minor",
        exact=0.05, drums="""
            rd/ch: X..x.xX..x.xX..x.xx.. | X..x.xx..X..x.xX..x.x | XXXXXXX | *x.x | X..X.xX..X.xX..X.xX.x
            ph/rs: .X.X.X. | .X..X.X | ...X..X | .x.x.xx
            bd?: X.....X.....X........ | X....X......X....X... | X........X........... | X...X..
            sn?: .....o.....x.....o..x | ........x........x... | ...X.X. | ............x....x..o
        """,
        bass=("wwwwwww", "1.5.1.5", "1....5......1.....5..", "1....53..5..1..8..5..", "1..1.5."),
        comp=("x....x......x....x...", "x........x........x..", ".x.x.xx", "x....x...............", "x...x.."),
        arp=("0.12.10.12.10.12.1...", "0121012"),
        lead=("x..x.xx.xx..x.....x..", "x.xx.xx.....x..x.....", "x...x.x", "..xx.xx..x.xx........"),
    ),
    "organ-trio": Family(
        0.9, (104, 184), (0.96, 0.97, 0.9, 0, 0.85, 0), grid=3, palette="jazz", harmony="blues", exact=0.03,
        drums="""
            rd/ch: *X.x | X.xX.xX.xX.x | x.xX.xx.xX.x | X..X.xX..X.x
            rs/sn: ...X | .........X.. | ...X.....X.. | ...X.x...X.x | ........xX..
            ph/tb: .X.X | ...X.....X..x..X.....X..
            bd: XXXX | X..x..X..x.x | oooo | X....xX.....
        """,
        bass=("wwww", "1..3..5..6.7", "1356", "w.ww.ww.ww.a", "1w5a", "1.11.35.56.7"),
        comp=("x_.x_x_.....", "..x_..x_..x_", "_....x_.....", "x...........", "x....x_....xx_.........."),
        lead=(*_SWUNG, "*x.x", "*xxx", "x.xx_.......", "x....x......"),
    ),
    "voice-and-bass": Family(
        0.8, (76, 200), (0.16, 0.98, 0.03, 0, 0.97, 0), grid=3, palette="voices", harmony="jazz", exact=0.05,
        drums="cp/rs/ch: .X.X | ...X",
        bass=("wwww", "w..w..w..w..w..w..w..a..", "w.ww.ww..a..", "1.5a", "1..w..w.ww.a", "1_.1_51_.1_3"),
        comp=(".x.x",),
        lead=(*_SWUNG, "x...........", "*xxx", "xxxx........", "........x..x", "..xxxxx.....x.......x..."),
    ),
    "delta-blues": Family(
        0.9, (72, 152), (0.1, 0.85, 0.8, 0.7, 0.85, 0), grid=3, palette="guitar", harmony="blues", exact=0,
        drums="bd/ft: XXXX | X.X.",
        bass=("1111", "1v1v", "1.11.11.11.1", "1818", "1.13.35.56.5", "1..v..1..v.3"),
        comp=("*_.x", ".x.x", "x.xx.xx_....", "_..x.x_..x.x", "*x.x", "_.....x.xx.x"),
        arp=("..1..2..1..3", "0.23.20.23.2", "3.23.1......", "??.?.???....", "..3..3..21.0"),
        lead=("x.xx.x......", "x..x.xx.........x.x.....", "..xx.xx.....", "xxxx.x......", "x..........."),
    ),
    "gospel-waltz": Family(
        0.9, (58, 116), (0.75, 0.9, 0.95, 0.3, 0.9, 0.5), beats=3, grid=3, palette="church", harmony="jazz", exact=0.05,
        drums="""
            bd: X........ | X....x... | X.....x.. | X.....x.xX.x......
            sn/cp: ...X..X.. | ......X.. | .........X........ | ...x..X.x | .xx
            ch/rd/tb: *X.x | *xxx | XXX | *Xoo | x..x.xx.x
            tb?: .XX | ...X.xX.x | *x.x
        """,
        bass=("1....56..", "1.....5.a", "1..3..5..", "135", "1........1..5..6..", "v.v1....."),
        comp=("bxx", "*xxx", "x.....x..", "b.xx.xx.x", "x..x.xx..", "_xx", "*_xx"),
        arp=("012321232", "*012", "0.12.32.1"),
        lead=("x.....x..", "x.xx..x..", "x..x.xx.x", "xxx", "x........", "..xx.xx..", "x.....x.xx........"),
    ),
    "gospel-shout": Family(
        0.7, (132, 178), (0.97, 0.95, 0.95, 0, 0.75, 0.05), grid=2, palette="funk", harmony="loop", exact=0.05,
        drums="""
            bd: XXXX | X.X.X.Xx | X.X.XxX. | X.Xx.xX.X.X.X.X.
            sn: .X.X.X.X | .XoX.XoX | .X.X.XxX | .X.X.X.X.X.XxXXX
            ch/tb: xXxXxXxX | .x.x.x.x | xxxxxxxx | *xxXx
            cp?: .X.X.X.X | .X.X.XX.
            cr?: X............... | X.......
        """,
        bass=("1.2.3.5.", "1.5.6.5.", "1.1.8.8.", "13568653", "1.3.4.4a", "1.11.5.61.7.6.5.", "11223355"),
        comp=("_x_x_x_x", "x_xx_xx_", "_x_x_xx.", "bxBxbxBx", "x_.x_.x_x_......", "XxXxXxXx", "_xx_xx_x"),
        lead=("x.xx.xx.", "xxxx....", "x..x..x.", ".xx.xx..", "xxxxxxxx", "x.xxx..."),
    ),
    "gospel-slow-twelve": Family(
        0.9, (44, 84), (0.12, 0.75, 0.97, 0.4, 0.95, 0.6), grid=3, palette="church", harmony="jazz", exact=0,
        drums="""
            cp/tb: .X.X | ...X.....X.x
            bd?: X.X. | X....xX.....
        """,
        bass=("1.....5.....", "1....13.45..", "1..........a", "1..3..4..5.6", "1.....4..5.a", "v.v1.....5.."),
        comp=("*xxx", "b.xx.xB.xx.x", "x.....x.....", "x....xx..x..", "*bxx", "b..x.xx.....", "x........x.x", "*_xx"),
        arp=("012321012321", "*012", "..0123......", "0.12.32.10..", "*210"),
        lead=("x.....x.xx..", "xxxx........", "x..x.xx.....", "..xx.xx.x...", "x...........", "x.xxxxx....."),
    ),
    "spiritual": Family(
        0.9, (56, 116), (0.1, 0.6, 0.85, 0, 0.97, 0.15), swing=(0.5, 0.58), palette="voices", harmony="folk", exact=0,
        drums="""
            bd/ft: XXXX | X.X.
            cp?: .X.X
        """,
        bass=("1...5...", "1.......", "1..1..5.....1...", "1.......5.....5.", "__..1.5.1......."),
        comp=("x..xx.x.x.......", "x...x...", "x.......x..x..x.", "________x..xx...", "x..x..x.........", "xxx.x..."),
        lead=("x..xx.x.x.......", "x.x..x..x.x.x...", "x..x..x.x...x...", "xx.xx...x...x...", "..x.x..xx.......",
              "x..xx...x..xx...", "x.......x.xx.x..", "x..x..x........."),
    ),
    "work-song": Family(
        0.7, (54, 108), (0.93, 0.1, 0.75, 0, 0.97, 0.05), grid=3, palette="voices", harmony="folk", exact=0,
        drums="""
            bd/ft/lt: XXXX | X.X. | X..X..X..X.x | ..XX | .X.X
            cp/rs/wl/gs?: .X.X | ...X | ...X.....X..X..X.....X.. | ...X....XX..
            cb/tr/sn?: X........... | X.X. | ......X.....
        """,
        bass=("1.....5.....", "1...........", "1..1..5_...."),
        comp=("________x..x", "____________x..x.xx.....", "______x..x..", "_.....x.xx..", "x.xx........"),
        lead=("x..x.xx_....", "x.xx..x..x.._...........", "xxxx..x_....", "x..x..x.....", "..xx.xx_....",
              "x.xx.xx.....", "x..x.xx.xx.._..........."),
    ),
    "barbershop": Family(
        0.8, (72, 168), (0.02, 0.9, 0.97, 0, 0.97, 0), grid=3, palette="voices", harmony="jazz", exact=0,
        drums="cp: .X.X",
        bass=("1.5.", "1..5..1..5.a", "135.", "*1.1", "1.._..5.._..1.._..5.._..", "1..3..5.6..."),
        comp=("x..x.xx..x..", "x..x..x.....", "*x.x", "_..x.x_..x.x", "x.....x..x.x", "xxx.",
              "_.._..x..x.._.._.._.._..", "x.xx.xx....."),
        lead=("x..x.xx..x..", "x..x..x.....", "x.xx.xx.....", "xxx.", "x.....x..x.x", "*x.x", "x..........."),
    ),
    "piano-jazz-waltz": Family(
        0.9, (72, 168), (0.12, 0.75, 0.97, 0.2, 0.95, 0.05), beats=3, grid=2, swing=(0.5, 0.64), palette="keys",
        harmony="jazz", exact=0.02,
        drums="""
            rd/sn: X.xx.x | XXX | x.xxxx
            ph/ch?: .x. | .xx
        """,
        bass=("1.....", "1..5..", "1....5", "1.....5.....", "1.3.5.", "1...5a", "www"),
        comp=("x..x..", "_..x..", "bx.x..", "b..x.x", "x.....", "_x..x.", "bxx", "b.x..x", "x..x...x..x."),
        arp=("0.1.2.", "012321", "0..1.2", "..0123", "0.12.1"),
        lead=("x..x..", "x.xx.x", "xx.xx.", "xxxxxx", ".xx.x.", "x..xxx", "x...x.......", "..xxxx", "x.x.xxx....."),
    ),
    "rumba-blues": Family(
        0.7, (108, 152), (0.97, 0.95, 0.9, 0.1, 0.85, 0), grid=2, palette="rock", harmony="blues", exact=0.1,
        drums="""
            bd: X..XX... | X..X..X. | X..x.... | X...X..x
            lt/ft/sn: ..xX..xX | ......XX | x.xX.xXx | ...X..X. | xxXxxxXX
            rs/cl: x..x..x. | x..x..x...x.x... | ..X...X. | ..X..X..
            rd/cb/rb: XXXX | xxxxxxxx | X.xxX.xx | x.xx.xx.
            sh?: xxxxxxxx | *xoXo
        """,
        bass=("1..3..5.", "1..35.6.", "1..5..8.", "1..13.5.", "1.....5.1..3..5.", "1..8.75."),
        comp=("x.xx.xx.", ".x.x.x.x", "_.x_..x_", "x..x..x.", "..xx_.xx", "xx.xx.x.", "x..x_..."),
        arp=("0.12.10.", "02.12.02", "*01"),
        lead=("x.xx.x..", "..xxxx..", "x..x..x.", "xxx.x...", ".xx.xx..x.......", "x......."),
    ),
    "philly-soul": Family(
        1, (98, 130), (0.97, 0.97, 0.9, 0.3, 0.85, 0.75), palette="funk", harmony="jazz", exact=0.05,
        drums="""
            bd: X......xX....... | X..x....X..x.... | X.....x.X.x..... | XXXX | X......x..x...x.
            sn: ....X.......X... | ....X..o....X..o | .X.X | ....X..o.o..X...
            ch: *x.Xx | *xox. | *x.x. | *xxXx | xxxx
            oh?: *..x. | ......x.......x. | ..............x.
            co/tb?: ..xx..x...xx..xx | *x.xx | .X.X | x..x.xx.x..x.xxx
        """,
        bass=("1.....1.5...6.5.", "1..1...81..1.5..", "1..5..8.7..5..3.", "1...1.8...1.8.5.", "1_.1..3.5_.5..6."),
        comp=("..x_..x_..x_..x_", "....x_.....xx_..", "x.....x_....x_..", "*__xx", "x_.xx_..x_.xx_.."),
        arp=("0.1.2.1.0.1.2.1.", "*?.?.", "......0.1.2.3...", "????????????????"),
        lead=(*COMMON, "x..x..x.........", "..xxx.x.x.......", "x.x.x.xxx.......", "x...x..xx......."),
    ),
    "neo-soul": Family(
        0.9, (68, 100), (0.93, 0.95, 0.95, 0.2, 0.75, 0.2), swing=(0.53, 0.66), palette="hip-hop", harmony="jazz",
        exact=0.2, drums="""
            bd: X..x......Xx.... | X......x.xX..... | X.x....X..x....x | X..x...x..x..x..
            sn/rs/cp: ....X.......X... | ....X..o.o..X..o | ....X.......X..x | ....Xo.o....X.o.
            ch/sh: *xoxo | *x.xx | *x.x. | xx.xxx.xx.xxx.xr | *xxXx
            oh?: ..............x. | ......x.........
            rs/co?: ...x..x....x..x. | ..x......x......
        """,
        bass=("1......1.3.5....", "1..1_...5.7_....", "1_....81_...5_7_", "1.....1..8.7.5..", "1......5_.1...3a"),
        comp=("x......x........", "x..x......x.....", "x_....x_..x_....", "..x...x....x...."),
        arp=("?..?..?...?.?...", "0.12..3...2.1...", "..?.??....?.?..."),
        lead=("..xxx.x.........", "x.xx..x.x.......", "x..x.xx..x......", "....x.xxx.xx....", "x.......x..x.x.."),
    ),
}

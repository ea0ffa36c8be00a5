"""Rhythm families of folk and ballroom dance: mostly without drums."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import COMMON, WALTZ
from tempo_ssl.synth.family import Family

# fmt: off
_REEL = ("xxxxxxxx", "x.xxx.xx", "xxxxx.x.", "x.xxxxxx", "x.x.x.x.", "xx.xxxxx", "x.x.x...")
_JIG = ("xxxxxx", "x.xx.x", "x.xxxx", "xxxx.x", "xxxx..", "x..x.x", "x.xx..", "x..xxx")

TABLE: dict[str, Family] = {
    "jig": Family(
        3, (68, 180), (0.07, 0.35, 0.7, 0.1, 0.97, 0.12), beats=2, grid=3, palette="folk", harmony="folk",
        drums="""
            lt/tb/bd: *x.x | XxxXxx | *X..
            tb?: *x.x
        """,
        bass=("1..5..", "1..1..", "1.....", "1.15.5"),
        comp=("b.xB.x", "b.xb.x", "x..x..", "x.....", "x.xx.x", "b.xb.x", "bxxBxx", "xxxxxx"),
        arp=("012012", "012121"),
        lead=_JIG,
    ),
    "slip-jig": Family(
        1.2, (68, 180), (0.06, 0.35, 0.7, 0.1, 0.97, 0.12), beats=3, grid=3, palette="folk", harmony="folk",
        drums="""
            lt/tb: *x.x | XxxXxxXxx
        """,
        bass=("1..1..5..", "1........", "1..5..5.."),
        comp=("b.xb.xb.x", "x..x..x..", "x........", "b.xx.xx.x", "b..x..x.."),
        arp=("012012012", "012321012"),
        lead=("xxxxxxxxx", "x.xx.xx.x", "x.xxxxx..", "xxxx.xx..", "x..x.xxxx", "x.xx.xxxx", "x.xx.xx.."),
    ),
    "reel": Family(
        2.5, (70, 190), (0.1, 0.35, 0.75, 0.1, 0.97, 0.1), grid=2, swing=(0.5, 0.57), palette="folk", harmony="folk",
        drums="""
            lt/tb/bd: XxxxXxxx | x.x.x.x. | XXXX
            tb?: ..x...x.
        """,
        bass=("1...5...", "1.5.1.5.", "1.......", "1.1.1.1."),
        comp=("b.x.B.x.", "b.x.b.x.", "x...x...", "x.x.x.x.", "x.......", "_x_x_x_x", "x..x..x.", "x.xxx.xx"),
        lead=_REEL,
    ),
    "polka": Family(
        1.3, (80, 190), (0.25, 0.7, 0.9, 0, 0.95, 0), beats=2, palette="folk", harmony="folk",
        drums="""
            bd: XX
            sn/ch: .x.x | *..x.
            cr?: X.......
        """,
        bass=("1.5.", "1.v.", "1...5..."),
        comp=("_x_x", "bxBx", "*b.x.", "*__x_", "*x.x.", "*__xx"),
        lead=("*x.x.", "x.x.x...", "xxxxx.x.", "x.xxx.x.", "*xxxx", "x.xxx.xx", "x.x.xxxx"),
    ),
    "march": Family(
        1.2, (80, 150), (0.45, 0.8, 0.85, 0, 0.95, 0.05), palette="brass", harmony="folk",
        drums="""
            sn: *X.xx | *x.x. | *xxxx | X..xX.X.X..xX.rr
            bd: X.X. | XXXX
            cr?: X.X.
        """,
        bass=("1.5.", "1.v.", "1.1.5.5."),
        comp=("b.x.B.x.", "_x_x_x_x", "*__x_", "xxxx"),
        lead=("*x..x", "x...x.x.", "x..xx...x..xx...", "x...x...x..xx...", "*x.x.", "x.......x...x..."),
    ),
    "hornpipe": Family(
        1.2, (70, 180), (0.05, 0.35, 0.75, 0.05, 0.97, 0.08), grid=2, swing=(0.6, 0.72), palette="folk",
        harmony="folk",
        drums="""
            lt/tb: XxxxXxxx | XXXX
        """,
        bass=("1...5...", "1.5.1.5."),
        comp=("b.x.B.x.", "b.x.b.x.", "x...x...", "x.......", "x.x.x.x."),
        lead=_REEL,
    ),
    "strathspey": Family(
        0.7, (70, 150), (0.05, 0.35, 0.75, 0, 0.97, 0.1), palette="folk", harmony="folk",
        drums="""
            sn/lt: *X.xx
        """,
        bass=("1.5.", "1...5..."),
        comp=("b.x.B.x.", "xxxx", "x.......x......."),
        lead=("*x..x", "x..xxx..x..xx...", "xx..x..xx..xxx..", "x..xx..xx...x..."),
    ),
    "folk-song": Family(
        1.5, (70, 150), (0.05, 0.5, 0.85, 0.3, 0.95, 0.1), grid=2, palette="folk", harmony="folk",
        drums="""
            tb/sh: XXXX | .x.x
        """,
        bass=("1.5.", "1.......", "1..."),
        comp=("b.x.B.x.", "x...x...", "x.......", "bxxxbxxx", "x.xx.xxx", "bxBx"),
        arp=("02120212", "01210121"),
        lead=COMMON,
    ),
    "waltz": Family(
        4, (78, 200), (0.15, 0.55, 0.85, 0.15, 0.9, 0.2), beats=3, grid=2, swing=(0.5, 0.58), palette="folk",
        harmony="folk",
        drums="""
            bd: X..
            sn/ch/rd/rs: .xx
            tb?: .xx
        """,
        bass=("1.....", "1.....5.....", "1...5.", "135"),
        comp=("b.x.x.", "bxxBxx", "b.x.x.B.x.x.", "_xx", "x.....", "x.x.x.", "b.x.xx", "xxxxxx", "b...x."),
        arp=("012321", "012121", "021212", "0.1.2.", "012"),
        lead=WALTZ,
    ),
    "viennese-waltz": Family(
        1.2, (150, 215), (0.2, 0.7, 0.9, 0, 0.9, 0.4), beats=3, grid=2, palette="orchestra", harmony="folk",
        drums="""
            bd: X..
            sn/tb: .xx
        """,
        bass=("1.....", "1.....5....."),
        comp=("_xx", "bxx", "bxxBxx", "b.x.x."),
        lead=("x.....", "x...x.", "x.x.x.", "x.x.......x.", "x..........."),
    ),
    "pop-waltz": Family(
        1.5, (84, 190), (0.75, 0.85, 0.9, 0.3, 0.7, 0.2), beats=3, grid=2, swing=(0.5, 0.66), palette="pop",
        drums="""
            bd: X.. | X..... | X...x.
            sn/rs/cp: .XX | ..X | ..X... | ..X.X.
            ch/rd/sh: xxxxxx | Xxx | XxXxXx | X.xxx.
            tb?: .xx
        """,
        bass=("1.....", "1.1.5.", "1..", "1...5.", "111111"),
        comp=("bxx", "x.x.x.", "x.....", "xxxxxx", "b.xxx.", "x..x.."),
        arp=("012321", "012121", "010201"),
        lead=WALTZ,
    ),
    "slow-three-four": Family(
        0.8, (56, 92), (0.5, 0.8, 0.9, 0.4, 0.8, 0.3), beats=3, palette="pop",
        drums="""
            bd: X..x..x..... | X..
            sn/rs: ..X | ....x...X...
            ch/rd: *x.x. | *xoxo
        """,
        bass=("1.......5...", "1..........."),
        comp=("*x.x.", "x...........", "bxx", "xxx"),
        arp=("*0121", "*0.1.", "0.1.2.3.2.1."),
        lead=("x.......x...", "x.x.x...x...", "x...x.xxx...", "..x.x.x.x..."),
    ),
    "jazz-waltz": Family(
        0.8, (105, 195), (0.9, 0.9, 0.85, 0, 0.75, 0.05), beats=3, grid=3, palette="jazz", harmony="jazz",
        drums="""
            rd/ch: X..x.xx.. | X..x.xx.x | XXX
            ph/rs: .x. | .xx
            bd?: X..
            sn?: .....o..o
        """,
        bass=("1.....5..", "www", "1........", "1..5....."),
        comp=("...x.....", "x....x...", ".xx", "x........"),
        lead=("x..x.xx..", "x.xx.xx.x", "x.....x..", "*x.x"),
    ),
    "klezmer": Family(
        0.5, (90, 170), (0.4, 0.9, 0.9, 0, 0.95, 0), palette="folk", harmony="pop-minor",
        drums="""
            bd: XXXX | X..X..X.
            sn: *..x. | ..x...x. | ...x..x....x..x.
        """,
        bass=("1.5.", "1.v.", "1..1..5."),
        comp=("*__x_", "bxBx", "_x_x_x_x"),
        lead=("*x.xx", "x.xxx.x.x.......", "*xxxx", "x..xx..xx......."),
    ),
    "ballroom-tango": Family(
        0.8, (108, 136), (0.5, 0.85, 0.9, 0, 0.8, 0.2), palette="orchestra", harmony="pop-minor",
        drums="""
            sn: XXXX | X.X.X.Xx | *X..o
            bd?: XXXX
        """,
        bass=("1111", "1.1.5.5.", "1.5."),
        comp=("*x_..", "X_x_X_xx", "X_x_X_x_X_x_X_xx", "x..xx_x_"),
        lead=("x...x.x.x...x...", "*x.xx", "x.xxx...x.x.x...", "*x..."),
    ),
    "tango-habanera": Family(
        0.8, (54, 74), (0.3, 0.9, 0.8, 0.1, 0.85, 0.2), beats=2, palette="orchestra", harmony="pop-minor",
        drums="""
            rs/sn/tb: X..xX.X. | X..xX.x.
        """,
        bass=("1..15.5.", "1..58.5.", "1..1..5."),
        comp=("x..xx.x.", "b.xxbxx.", "x..x..x."),
        lead=("x.xxx.x.", "xxxxx...", "x..xx.x.", ".xxxx.x."),
    ),
}

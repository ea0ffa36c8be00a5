"""More rhythm families of Latin America and the Caribbean, most of them in two, in three, in 6/8 or in 12/8."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import CELLS8, WALTZ
from tempo_ssl.synth.family import Family

# fmt: off
#: Melodies that turn between 6/8 and 3/4, two bars at a time or one.
_HEMIOLA = ("x.xx.xx.x.x.", "xxxxxxx.x.x.", ".xxx.xx.x...", "x.x.x.x..x..", "xxxxxx", "x.xxx.", "..xxxx", "x.xx..")

TABLE: dict[str, Family] = {
    "bachata": Family(
        1.1, (108, 150), (0.9, 0.95, 0.85, 0.6, 0.75, 0.1), palette="guitar", harmony="pop-minor",
        drums="""
            sh/gs: *X.xx | *x.X. | xxxxxxxx | X.xxX.xxX.xxX.x.
            bh/co: x.x.x.x.x.x.X.x. | XxxxxxXx | x.x.x.xxx.x.X.xx | *X.x.
            bl?: ......X. | ............X..x | ...X..X.
            bd?: X...X... | X....... | ....X.X.
        """,
        bass=("1...5.5.", "1..15.5.", "1...5.8.", "1.....1.5...8...", "1.3.5.5.", "1...5.._"),
        comp=("x.x.x.xx", "_x_x_xxx", "bxxxBxxx", "*x.xx", "_.x._.x.", "x..xx.x."),
        arp=("02120212", "01210123", "?.????.?", "0.2.1.2.3.2.1222", ".1210121"),
        lead=(*CELLS8, "x.xxxxx.x.x.....", "..xxx.x.xxx.x..."),
    ),
    "choro": Family(
        1, (60, 126), (0.6, 0.85, 0.95, 0.1, 0.97, 0), beats=2, palette="guitar", harmony="jazz", exact=0.1,
        drums="""
            tb/sh: *Xoox | *XxxX | x.xXx.xx | XoxXoxXo
            lt/bd?: .X | X...X... | x..xX...
            rs/wb?: x.xx.x.x | .xx.x.xx
        """,
        bass=("1.3.5.w.", "1..5v...", "wwww", "1.wwv.ww", "1..1v..v", "1...v.wa"),
        comp=("_xx._xx.", "b.xxB.xx", "_x.x_xx.", "x.xx.xx.", "b_x_B_x_", "x.xxx.x.x.xx.xx."),
        arp=("01210121", "*0212"),
        lead=("xxxxxxxx", ".xxxxxxx", "xx.xxx.x", "xx.xx...", "xxxxx...", ".xxxxxxxx.x.x...", "x.xxx.xx", "xxxx.xx."),
    ),
    "baiao": Family(
        1.1, (82, 126), (0.9, 0.9, 0.85, 0, 0.9, 0), beats=2, palette="folk", harmony="loop", exact=0.2,
        drums="""
            bd/lt: X..X.... | X..x..X. | X..X..x. | X..X...x
            rs/wl?: ..x...x. | ......x. | ....x.xx | ..x.....
            tr/tb: *xxXx | *x.Xx | *xoXo | *..X.
            al?: x..xx.x. | x.x..x..x..xx.x.
        """,
        bass=("1..1....", "1..5..8.", "1..1..5.", "1..5....", "1..1_.v."),
        comp=("_.x._.x.", "x..x..x.", "*__xx", "b..x..x.", "x..xx.x.", ".xx..xx."),
        lead=("x.xxx.xx", "*xxxx", "x..x..x.", "xxx.xx..", "..xxxxx.", "x.xx.xx.x..x....", "x.x.x..."),
    ),
    "frevo": Family(
        0.9, (124, 170), (0.95, 0.9, 0.7, 0, 0.95, 0), beats=2, palette="brass", harmony="folk", exact=0.1,
        drums="""
            sn: xoxXoxXo | X.xxX.rr | xxXxxXxx | XrxxXoxx | X.xXx.xXx.xxXrrr
            bd/lt: .X | x.X. | ..X..xX.
            tb/ch/sh?: *XoxX | *x.xx | *xoxo
            cr?: X............... | ......X.
        """,
        bass=("1.5.", "1...v...", "1..15...", "1.3.5.3.", "1.v.wwww"),
        comp=("_x_x", "_.x.__xx", "x..x..x.", "..xx..x.", "x_x__x__"),
        lead=("xxxxxxxx", ".xxxxxx.", "xx.xx.x.", "x.xxx...", "x..x..x.", "..xxxxxxx.x.x...", "_.xxx.x."),
    ),
    "baile-funk": Family(
        1.1, (122, 156), (0.98, 0.6, 0.35, 0.3, 0.6, 0.1), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="""
            bd: X..X..X...X.X... | X...X..X..X.X... | X.....X...X..... | XXXX | X..X....X..X....
            cp/sn: ...x..x...x.x... | ....X..x..X.x... | ....X.......X... | ...X..X....X..X.
            co/ht/cb: x..x..x..x..x.x. | ..xx..xx..x.x.xx | ...x..x....x.xx. | x..x..x...x.x...
            cm/mt?: X.....x.X...x.x. | ..x..x..x..x....
            ch/sh?: *x.x. | *xxxx | *..x.
        """,
        bass=("1..1..1...1.1...", "1_____1___1_____", "1..1_.1_", "1...1..1..1.1...", "1_......_......."),
        comp=("x..x..x...x.x...", "x_______________", "*__x_", "x__x__x_"),
        arp=("?..?..?.?..?..?.", "?..?..?...?.?...", "*?.??"),
        lead=("x..x..x...x.x...", "x.xx.xx.x.......", "x.x.x..x..x.x...", "xx.xx.x.xx.xx..."),
    ),
    "candombe": Family(
        0.8, (102, 144), (0.98, 0.5, 0.4, 0.05, 0.4, 0), palette="latin", harmony="loop-minor", exact=0.05,
        drums="""
            co/th/bh: *.Xxx | *oXxx | *xX.x
            cm/ht?: x.xx.xx.x.xx.xx. | ..xxX.xx..xxX.xx | x..xx.x.x..xx.xx | x.xXx.rXx.xXx.rX
            lt/ft/bl: X.....x.X..xx... | X..x..x.X...x.x. | ...x..X....xx.X. | X..xX.x.X..xX.xx
            cl/wb?: x..x..x...x.x... | ..x.x...x..x..x.
        """,
        bass=("1..1..5.", "1.....5.8..5....", "1..5..1...5.8...", "__1..15."),
        comp=("x..x..x...x.x...", "..xx..xx", "x.xx.xx.x.x.x...", "*_xxx"),
        arp=("?..?..?...?.?...", "*?.??"),
        lead=("x..x..x...x.x...", "..x.xxx.x.......", "x.x.x.xx.x......", "xxx.x..."),
    ),
    "chacarera": Family(
        1, (92, 132), (0.55, 0.6, 0.97, 0.1, 0.9, 0), beats=2, grid=3, palette="guitar", harmony="pop-minor",
        drums="""
            lt/bd: ..X.X. | X.X.X. | ..X.Xx | X..X.X..X.X.
            rs/wl/wb: xx.x.. | x.xx.x | xx.xx. | x..x..
            sh/tb?: *xoo | *x.x
        """,
        bass=("__1.5.", "1.5.1.", "1..5..", "__1.1.", "1..5..1.5.8."),
        comp=("xoXxoX", "x.Xx.X", "b.x.x.", "xxx.x.", "x.xx.xx.x.x.", "*xxx"),
        arp=("012321", "0.1.2."),
        lead=_HEMIOLA,
    ),
    "zamba": Family(
        0.9, (46, 72), (0.5, 0.7, 0.97, 0.4, 0.9, 0.1), beats=2, grid=3, palette="guitar", harmony="pop",
        drums="""
            lt/bd: X..X.X | X...X. | X..x.X..X.X. | X....X
            rs/wl: .xx... | .xx.x. | *.xx | .xx..x
            sh?: *x.x | xxxxxx
        """,
        bass=("1...5.", "1..5.8", "1.5.1.", "1..5..", "1.3.5."),
        comp=("b.xB.x", "bxx.x.", "x.xXxx", "b.x.x.", "xxxXxx", "x..x.x"),
        arp=("012321", "0.1212", "*012", "012.1."),
        lead=(*_HEMIOLA, "x...xx", "x.....", "..x.xxx....."),
    ),
    "vals-criollo": Family(
        1.1, (118, 194), (0.5, 0.7, 0.97, 0.1, 0.9, 0), beats=3, grid=2, palette="guitar", harmony="pop-minor",
        drums="""
            bd/lt: X..... | X....x | X..x.. | x..X..
            rs/sn/bh: ..x.x. | ..xxx. | .xx.xx | ...x.x
            cl/gs?: xxx | x.x.x.
            sh?: *xo | *.x
        """,
        bass=("1.....", "1.5.5.", "1...v.", "1..3.5", "ww...a", "1.....5.3.v."),
        comp=("b.x.x.", "b.xxx.", "bxxxxx", "_.x.x.", "b.x.xx", "b..x.x", "bxx.x."),
        arp=("012121", "0.1.2."),
        lead=(*WALTZ, ".xxxxx", ".xxxxxx.....", "_.xxxx", "x..x.."),
    ),
    "festejo": Family(
        0.9, (100, 146), (0.95, 0.85, 0.8, 0.1, 0.7, 0), grid=3, palette="latin", harmony="loop-minor", exact=0.1,
        drums="""
            bd/lt/bl: X....xX....x | X..x.xX..... | X.x..XX.x..X | X.....X.x.x.
            rs/bh/sn: ..xx.x..xx.x | ...X.x...X.x | .xx.xx.xx.xx | ..xX....xX..
            cb/cl?: X.x.xxX.x.xx | XXXX | X.X. | X..X.xX..X.x
            wl/sh?: *xxx | *x.x | X..... | *Xoo
            co?: ..x..xx.xx.x | x.xx.xx.xx.x
        """,
        bass=("1..5..1..5..", "1....51....5", "__1..5__1.5.", "1.5.1.5...8.", "1..3.51....."),
        comp=("x.xx.xx.xx.x", "..xx.x..xx.x", "*x.x", "bx.xxxbx.xxx", "x.x.x.x..x.."),
        arp=("0.12.10.12.1", "*012"),
        lead=("x.xx.xx.....", "xxxx.xx.....", "..xx.xx.x.x.", "x.x.x.x..x..", "x..x.xx..x.."),
    ),
    "lando": Family(
        0.8, (56, 92), (0.9, 0.95, 0.85, 0.2, 0.75, 0.1), grid=3, palette="guitar", harmony="loop-minor", exact=0.1,
        drums="""
            bd/bl/lt: X....xX..... | X...x.X....x | X......X..X. | X.........x.
            rs/bh/cl: ..x.x...x.x. | ..xx.x..xx.. | ....x.x...xx | ..x...x...xx.x..........
            cb/wb?: x.x.xx.x.x.x | x.x.x. | x.xx.x.xx.x.
            co/sh?: *x.x | xxxxxxxxxxxx | ..x.xx..x.xx
        """,
        bass=("1...5...8.5.", "1....5__3.5.", "1.....__1.5.", "__1.5.1.....", "1...3.5....."),
        comp=("x...x.x...x.", "..x.x...x.x.", "b.x.xxB.x.xx", "x..x.x......", "x.x.x.x..x.."),
        arp=("0.2.1.2.1.2.", "012321012321", "0..12..1.2.."),
        lead=("x.x.xx......", "..x.x.x.....", "xxxx.x......", "..xxx.x.x...", "x.....x.x.x."),
    ),
    "huayno": Family(
        1, (70, 130), (0.5, 0.75, 0.95, 0.15, 0.95, 0), beats=2, palette="folk", harmony="pop-minor", exact=0.2,
        drums="""
            bd/lt/ft: XX | X...X.xx | *X.x. | X..xX...
            sn/sh/rs?: *X.xx | *x.xx | *..x. | *xxxx
            th/tr?: .x.x | *x.xx
        """,
        bass=("1.5.", "1...5.v.", "1.1.5.5.", "1.vv1.vv", "15"),
        comp=("*x.xx", "*b.xx", "*X.xx", "*b.x.", "X.xxXxxx", "*xxxx"),
        arp=("0.121.12", "*0.12"),
        lead=("x.xxx.xx", "*x.xx", "x.xxx...", "xx.xx...", "xx.xx.xx", "xxxxx...", "..xxx.x.", "x.x.xx.x"),
    ),
    "joropo": Family(
        1.1, (158, 232), (0.7, 0.85, 0.9, 0.7, 0.75, 0), beats=3, grid=2, palette="folk", harmony="folk", exact=0.1,
        drums="""
            sh/ch: *Xx | xxXxxX | XxxXxx | xXxxXx | XxxxXx
            tb/rs?: X.x.x. | ..x.x. | X..X..
        """,
        bass=("1...5.", "__1.5.", "1.5.5.", "1..5..", "1..5..1.5.8.", "__5.1."),
        comp=("xxXxxX", "x.XxxX", "xxXxXx", "b.x.x.", "bxxBxx", "xXxxXx"),
        arp=("012121", "????????????", "*02", "0.1213", "01201?", "?.??.?"),
        lead=(*_HEMIOLA, "x.x.x.", ".x.x.x"),
    ),
    "currulao": Family(
        0.8, (92, 138), (0.95, 0.3, 0.3, 0.85, 0.6, 0), beats=2, grid=3, palette="latin", harmony="static", exact=0.05,
        drums="""
            bd/lt: X....x | X..X.x | ..X..X | X.x..x | x..X.XX.x..X
            rs/wl?: ..xx.x | .xx.xx | x.xx.x
            co/bh: X.xx.x | xxxXxx | .xX.xx | *xox
            sh/gs: *xxx | *Xox | *x.x
        """,
        bass=("1..5..", "1.5.5.", "__1..5", "1....5"),
        comp=("x.xx.x", "..x..x", "x.x.x.", "*x.x"),
        arp=("012021", "?.??.?", "02.12.", "0.1.2.", "????????????", "0.21.20.2.1."),
        lead=(*_HEMIOLA, "x..x..x.....", "x....."),
    ),
    "ranchera-waltz": Family(
        1, (86, 188), (0.2, 0.95, 0.95, 0, 0.9, 0.25), beats=3, grid=2, palette="latin", harmony="folk", exact=0.15,
        drums="""
            bd/lt: X.. | X....x
            sn/rs/cr: .xx | ..x.xx | .Xx
            ch/sh?: xxx | .xx
        """,
        bass=("1.....", "1..", "1..v..", "1.....1.3.5.", "1...5.", "1.....v....."),
        comp=("_xx", "bxx", "_.x_x_", "b.xxx.", "_.xxxx", "b.x.xx"),
        lead=(*WALTZ, "x.x.x.x.....", "_.x.x.x.....", ".xxxxxx.x...", "x.....x.x.x."),
    ),
    "huapango": Family(
        1, (92, 142), (0.25, 0.75, 0.97, 0.1, 0.95, 0), beats=2, grid=3, palette="country", harmony="folk", exact=0.05,
        drums="""
            wb/wl/rs: *x.x | x.xxx.xxx.x. | *Xxx | X.xX.x
            bd/lt?: X..X.. | X...X. | ..X.X.
            tb/sh?: *x.x | *xxx
        """,
        bass=("1..5..", "1.5.5.", "1...5.", "__1.5.", "1..1..1.5.v."),
        comp=("x_XxXx", "xxXxxX", "X.xxxx", "xXxxXx", "b.xxxx", "X_xx_xX_x_x_", "XxxXxx"),
        arp=("012121", "*012"),
        lead=(*_HEMIOLA, "xxxxxxxxxxx.", "x.....x....."),
    ),
    "zouk": Family(
        1.1, (82, 140), (0.97, 0.95, 0.85, 0.3, 0.75, 0.45), palette="pop", harmony="pop", exact=0.7,
        drums="""
            bd: X.....X.X.....X. | X...X... | XXXX | X..x..X.X..x..X. | X.......X.....X.
            rs/sn/cl: x..x..x.x..x..x. | ...x..x....x..x. | ......x.......x. | ....X..x....X.x.
            ch/sh: *x.xx | *xoxo | x..x..x.x..x..x. | *x.x.
            cb/co?: x..x..x...x.x... | ..xx..x...xx..x. | ....x.......x.x.
        """,
        bass=("1.....5.8.....5.", "1..1..5.1..1..8.", "1...1.5.", "1..5....1..5..a.", "1_.1_.1_"),
        comp=("x..x..x.x..x..x.", "..x_..x_..x_..x_", "x..x..x...x.x...", "*__xx", "x.....x."),
        arp=("?..?..?.?..?..?.", "*?.??", "0.1.2.1."),
        lead=("x..x..x.x.......", "..x.x.xxx.......", "x.xx.xx.x...x...", "x..x..x...x.x...", "x.x.x..x........"),
    ),
    "biguine": Family(
        0.9, (88, 136), (0.8, 0.85, 0.85, 0, 0.95, 0), beats=2, palette="jazz", harmony="folk", exact=0.1,
        drums="""
            rs/wb/cl: x.xx.xx. | x.xx.x.x | x..x..x. | x.xx.xx.x..x..x.
            bd/lt?: X...X... | X..X..X. | ..X...X. | X.....X.
            sn?: o.xoo.xo | ..X..xX. | xoxXoxX.
            sh/ch/rd?: *x.xx | *xxxx | x..x..x.
        """,
        bass=("1.5.", "1..5..8.", "1...v...", "1..1..5.", "1.3.5.3."),
        comp=("x.xx.xx.", "_x_x", "x..x..x.", "b.x.B.xx", "bxxxBxx."),
        lead=("x.xx.xx.", "xxxxxxx.", ".xxxx.x.", "x.xx.xx.x...x...", "x..x..x.", "..x.xxxxx.x....."),
    ),
    "nyabinghi": Family(
        0.7, (56, 94), (0.97, 0.35, 0.4, 0.05, 0.5, 0.1), swing=(0.5, 0.6), palette="reggae", harmony="loop-minor",
        drums="""
            bd/lt: X...x... | X....... | X.......x.......
            bl/cm/ft: X.x.....X.x..... | *X.x. | X.x.x...X.x.x... | X..x....X..x....
            bh/co/ht: ..x..xx...x.xxx. | ....x.xx....xrx. | x..x..x.x.xx.x.. | ......xxr.x.x... | ..xx.x....xx.x.x
            sh/tb?: *x.x. | *xoxo | *..x.
        """,
        bass=("1...5...", "1..1..5.........", "1.1.....5.3.....", "1_1_____1_1_____"),
        comp=("*__x_", "x_x_____x_x_____", ".x.x", "*x.x."),
        arp=("0.1.2.1.", "?...?.?."),
        lead=(*CELLS8, "x.x.xx.x........", "x..x..x.x......."), exact=0.05,
    ),
}

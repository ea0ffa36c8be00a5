"""Rhythm families of Africa, the Middle East, the Balkans, India and East Asia: many in threes and in odd metres."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import CELLS8
from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    "highlife": Family(
        1, (92, 138), (0.92, 0.92, 0.8, 0.45, 0.7, 0.05), swing=(0.5, 0.56), palette="latin", harmony="folk",
        drums="""
            bd: XXXX | X.....x.X.....x. | X..x..x.X.......
            rs/sn: ....x..x....x.x. | ..x...x...x...x. | .X.X | ......x...x.x...
            ch/sh: *xoxx | *x.xx | *..x.
            cl/cb?: x..x..x...x.x... | ..x.x...x..x..x. | x.x.x..x.x.x.x..
            co/bh?: ..xx..x...xx.xx. | *..xx | x..xx.x.x..xx.x.
        """,
        bass=("1...3.5.1...5.3.", "1.....5.8...5...", "__1.5.__1.3.5...", "1..1..5.4..5..1.", "1...5..."),
        comp=("*__x_", "_x_xx_x_", "x..x..x...x.x...", "*x.xx", "..xx..x...xx..x.", "*__xx"),
        arp=("0.12.1020.12.102", "*0121", "0..1..2.0..1..2.", "?.??.??.?.??.??."),
        lead=("x..x..x...x.x...", "..x.xxx...x.x...", "x.x.x..xx.......", "x..xx.x.x..xx.x.", *CELLS8),
    ),
    "soukous": Family(
        1, (112, 152), (0.95, 0.95, 0.6, 0.75, 0.6, 0), palette="guitar", harmony="folk",
        drums="""
            bd: XXXX | X...X...X...X.x. | X.....X...X.....
            sn/rs: x..x..x...x.x... | X..x..x....xx... | ...x..x....x..x. | ..........x.x...
            ch/sh: *xxxx | *x.xx | *x.x.
            co?: *..xx | ....x.xx....x.xx
            oh/cb?: *..x.
        """,
        bass=("1..1..5...1.5.8.", "..1...5...8.5.3.", "1.1_..5.5_..1...", "1..3..5...5.3.1.", "1...5.5.8...5.5."),
        comp=("x.xxx.x.x.xxx.x.", "..x...x...x.x...", "*x.xx", "x..x..x...x.x..."),
        arp=("0121021201210212", "*0212", "0.12.1.20.12.1.2", "????????????????"),
        lead=("x.xxx.xxx.xxx.xx", "*xxxx", "x..x..x...x.x...", "..x.x.x.x.......", "xx.xx.xxxx.xx.x."),
    ),
    "gqom": Family(
        0.8, (114, 132), (1, 0.75, 0.4, 0.3, 0.35, 0.5), palette="electronic", harmony="static", exact=0.95,
        drums="""
            bd: X.....X...X..... | X..X......X.X... | X..X..X.....X.X. | X..X..X...X..X..
            cp/sn: ......X.....X... | ...x..x....x..x. | ............X..x
            lt/mt?: ..x..x....x..x.. | .............xxx | ...x.x.....x.x..
            ch/sh: *..x. | *x.xx | x..x..x..x..x.x. | *xxxx
            rs/cl?: x..x..x..x..x... | ..x....x..x....x
        """,
        bass=("1..1..1.....1...", "1_____1___1_____", "1...............", "1..1......1.1...", "______1_____5___"),
        comp=("x_....x_....x_..", "x...............", "..x_..x_..x_..x_", "___x__x____x__x_"),
        arp=("?..?..?...?.?...", "*..?.", "?.....?.....?..."),
        lead=("x..x..x.........", "......x.x.x.....", "x...........x.x."),
    ),
    "mbira": Family(
        1, (92, 140), (0.3, 0.4, 0.25, 0.95, 0.55, 0), grid=3, palette="bells", harmony="folk",
        drums="""
            sh: *x.x | *Xox | *xxo
            cp/cl?: X.xX.xX.xX.x | x..x..x.x.x. | *..x
            bh/co?: x.....x..x.. | ..x..x..x..x
        """,
        bass=("1.....5.....", "1..5.1..5.1.", "1.5..1.5..1.", "..1..5..8..5", "1.1.5.5.8.5."),
        comp=("*x.x", "x.x.x.x.x.x.", "x..x..x..x..", "*.xx"),
        arp=("021021021021", "020121020121", "0.2.1.0.2.1.", "????????????", "2.12.12.12.1", "?.??.??.??.?"),
        lead=("x.xx.xx.xx.x", "x..x.xx.....", "..x..x..x.x.", "x.x.x.x.x...", "*.xx", "xx.xx.xx.x.."),
    ),
    "gnawa": Family(
        0.9, (84, 152), (0.92, 0.95, 0.1, 0.2, 0.65, 0), beats=2, grid=3, palette="folk", harmony="static",
        drums="""
            th/ch/cb: *xxx | *Xxx | XxxX.x | *x.x
            bd/lt?: X..... | X..x.. | ..X..X | X...X.
            cp?: *..x | x.x.x. | .x..x. | *.x.
        """,
        bass=("1.15.7", "1..3.1", "1.15..8.7.5.", "..1.1.", "1.1.5.", "1.11.575.1.."),
        comp=("x..x..", "..x..x", "x.x.x."),
        arp=("0.12.1", "012012", "0.1.2.", "?.??.?"),
        lead=("x.xx.x......", "x.xxxx", "x..x.x", "..xxx.x.....", "x.x.x."),
    ),
    "desert-blues": Family(
        1, (80, 138), (0.7, 0.85, 0.85, 0.4, 0.85, 0), grid=3, palette="guitar", harmony="static",
        drums="""
            bd/lt/bl: XXXX | X....xX....x | X.....x..x.. | X..x.xX..x.x
            cp/sn/rs?: .X.X | ..x..x..x..x | ..xX....xX..
            sh/ch: *x.x | *X.o | *xxx
            bh/co?: ..xx.x..xx.x | *..x | *.xx
        """,
        bass=("1..1.11..1.1", "1....57....5", "1.....1.....", "1..5..7..5..", "1.11..5.57.."),
        comp=("x.xx.xx.xx.x", "b.xb.xb.xB.x", "b..x.xB..x.x", "*x..", "x..x.x...x.x"),
        arp=("0.12.10.12.1", "012012012012", "*0.1", "0..1.20..1.2"),
        lead=("x.xx.xx.....", "..xx.xxxxx..", "x..xxxx.xx..", "*xxx", "x.....x.xx.x", "x.xx....xx.x"),
    ),
    "maqsum": Family(
        1.2, (84, 140), (0.97, 0.75, 0.45, 0.1, 0.85, 0.3), palette="orchestra", harmony="pop-minor",
        drums="""
            bd/lt/bl: X...X... | X..XX... | XX..X... | X......xX.......
            sn/th/tm: .x.x..x. | .x....x. | ..xx..x...xoxxxo | ..xo..x.o.x.x.xo
            tb/sh: *xoxx | *x.xx | ..x...x...x...xr | *x.x.
            th/cp?: .X.X | .X.XX.X. | ..x...x.....x...
        """,
        bass=("1...5...", "1..11.5.", "1.......1...5...", "1.1_5_1_", "1..55..."),
        comp=("_x_x_xx_", "*__x_", "x.......", "_x_x__x_", "bx_xb_x_"),
        arp=("*0121", "?.??.??.?.??.??."),
        lead=("x.xxx.x.xxxx....", "x..xx.x.x.......", "*x.xx", "..xxxxxxx...x...", "*xxxx", *CELLS8),
    ),
    "malfuf": Family(
        0.9, (94, 168), (0.97, 0.7, 0.5, 0.05, 0.85, 0.1), beats=2, palette="folk", harmony="loop-minor",
        drums="""
            bd/lt: X....... | X...X... | X..XX... | X..X....
            sn/th/rs: ...x..x. | ..xx.xx. | o.ox.oxo | ...x.xx.
            tb/sh?: *xoxx | *xxxx | *..x. | *x.x.
            cp?: .X | ...X..X. | XX
        """,
        bass=("1..1..5.", "1...5...", "1..15.5.", "11", "1......."),
        comp=("_..x..x.", "*__x_", "x..x..x.", "*x.xx", "b..xB.x."),
        arp=("0..1..2.", "*0121"),
        lead=("x.xxx.x.", "xxxxxxx.", "x..xx.x.x.......", "x..x..x.", "xxx.xxx.", "x.x.xxxxx.x.x..."),
    ),
    "samai": Family(
        0.6, (56, 96), (0.6, 0.4, 0.5, 0.3, 0.95, 0.1), beats=5, grid=2, palette="folk", harmony="pop-minor",
        drums="""
            bd/lt: X....XX... | X....Xx...
            sn/th/rs: ...x...x.. | ..ox.o.xoo | .oox...x.o
            tb?: xooxoxxxoo | x..x.xxx.. | xxxxxxxxxx
        """,
        bass=("1....55...", "1..5.11.5.", "1.........", "1..1.1.5..", "1...5"),
        comp=("x..x.xxx..", "b..x.bbx..", "x....x....", "xxxxx"),
        arp=("0120101201", "0.12.01.2.", "0.1.2.1.2."),
        lead=("x.xxxx.xxx", "xxxxxxxx..", "x..x.xxx..", "x...xxx.x.", "xxx.xxxxx.xxx.xxx..."),
    ),
    "bandari": Family(
        1, (96, 154), (0.92, 0.8, 0.65, 0.1, 0.85, 0.2), beats=2, grid=3, palette="pop", harmony="pop-minor",
        drums="""
            bd/lt: X..X.. | X..... | X.x... | X..X.x
            sn/th/cp: ..xx.x | ...X.. | ..x..x | o.xXox | ..xx.xo.xxxx
            ch/tb/sh: *xxx | *x.x | *Xox | *.xx
            bh/co?: x.xx.x | ..x.xx | x.xxx.
        """,
        bass=("1..1.5", "1.15.5", "1....5", "1.1.1.", "1.....5.5..."),
        comp=("_xx_xx", "x.xx.x", "b.xB.x", "_.x_.x", "x.....", "x..x.."),
        arp=("012012", "?.??.?"),
        lead=("x.xx.x", "xxxxxx", "x..x.x", "x.xxx.", "x.xxxxx.....", "..xx.xx.x..."),
    ),
    "karsilama": Family(
        1, (88, 176), (0.85, 0.75, 0.75, 0.1, 0.9, 0), beats=4.5, grid=2, palette="folk", harmony="pop-minor",
        drums="""
            bd/lt: X...X.... | X...X.x.. | X.X.X.X.. | X.....X..
            sn/th/tb: ..x...xxx | ..x...x.x | ..x.x.x.x | .xx.xxxxx
            ch/tb/sh?: xxxxxxxxx | X.X.X.X.x | XoXoXoXoo
            cp?: ..x...x.. | X.X.X.X..
        """,
        bass=("1.5.1.5..", "1.1.1.1..", "1...5.1..", "1.5.1.555", "1........", "1...1.5.5"),
        comp=("_.x._.x.x", "b.x.b.x.x", "bxbxbxbxx", "_x_x_x_xx", "x...x.x..", "x.x.x.x.."),
        arp=("010101012", "0.1.0.1.2"),
        lead=("xxxxxxxxx", "x.xxx.xxx", "x.x.xxx..", "xxxxxxx..", "x.x.x.x.x", "x.xxxxx..xxxxx.x.."),
    ),
    "kalamatianos": Family(
        0.9, (94, 168), (0.6, 0.8, 0.85, 0.1, 0.92, 0), beats=3.5, grid=2, palette="folk", harmony="folk",
        drums="""
            bd/lt: X..X... | X...... | X..X.X. | X....x.
            sn/tb/rs: ...x.x. | .xx.x.x | ..x.x.x | ...xox.
            ch/tb/sh?: XooXoXo | x..x.x. | xxxxxxx
        """,
        bass=("1..5.5.", "1......", "1..1.5.", "1..5.1.", "1..5.3.1..5.v."),
        comp=("b..x.x.", "bxxbxbx", "_xx_x_x", "x..x.x.", "_.x_x_x", "b.xBxBx"),
        arp=("0120202", "0121012"),
        lead=("x.xx.x.", "xxxx.x.", "x..xxxx", "xxxxxxx", "x..x.x.", "x.xxxxxx..x..."),
    ),
    "kopanitsa": Family(
        0.6, (150, 232), (0.65, 0.7, 0.85, 0, 0.95, 0), beats=5.5, grid=2, palette="folk", harmony="loop-minor",
        drums="""
            bd/lt: X...X..X... | X.X.X..X.X. | X......X... | X...X......
            sn/tb/rs: ..x...x..x. | .x.x.xx.x.x | ....x.x....
            ch/tb?: XoXoXooXoXo | x.x.x..x.x. | xxxxxxxxxxx
        """,
        bass=("1.5.1..5.1.", "1.1.1..1.1.", "1...5..1...", "1...1..5...", "1......5..."),
        comp=("_x_x_xx_x_x", "b.b.bxxb.b.", "x.x.x..x.x.", "bxbxbxxbxbx", "x...x..x..."),
        lead=("xxxxxxxxxxx", "x.x.xxxx.x.", "xxxxx.xxxxx", "x.xxx..xxx.", "x.x.x..x.x.", "xxx.x.xxxx.xxxxx..x..."),
    ),
    "paidushko": Family(
        0.6, (140, 225), (0.6, 0.7, 0.85, 0, 0.95, 0), beats=2.5, grid=2, palette="folk", harmony="loop-minor",
        drums="""
            bd/lt: X.X.. | X.... | X.X..X.... | X.x..
            sn/tb/rs: .x.xx | ..x.. | ..x.x | .o.xo
            ch/tb?: xxxxx | XoXoo | x.x..
        """,
        bass=("1.5..", "1....", "1.1..", "1.5..1.5.5", "1.v.."),
        comp=("_x_xx", "b.x..", "bxbxx", "x.x..", "_x_.x"),
        lead=("xxxxx", "x.xxx", "x.x..", "xxx..", "xxxxxx.x..", "x.xxxxxx.x"),
    ),
    "zeibekiko": Family(
        0.7, (52, 90), (0.6, 0.85, 0.85, 0.1, 0.92, 0.1), beats=9, grid=2, palette="guitar", harmony="pop-minor",
        drums="""
            bd: X...X...X...X..... | X...X...X...X.X... | X..XX..XX...X.X.X.
            sn/rs: ..x...x...x...x.x. | ..xx..xx..xx..x.xx | .xx..xx..xx..xx.xx
            ch/tb?: x.xxx.xxx.xxx.xxxx | xxxxxxxxx | xxxxxxxxxxxxxxxxxx
        """,
        bass=("1...5...1...5...1.", "1..11..11...5.3.1.", "1...1...5...5.5.5.", "1.5.1.5.1", "1...1...1...1....."),
        comp=("b.xxb.xxb.xxb.xbxx", "__xx__xx__xx__x_xx", "b.x.b.x.b.x.b.x.x.", "bxbxbxbxx", "xxxxxxxxx"),
        arp=("012101210121012121", "0.1.0.1.0.1.0.1.2."),
        lead=("x..xx.xxx...x.x...", "x.xxxxx.....xxxxx.", "..xxx.x...xxx.x...", "xxxxxxx.x", "x...x.xxx.xxx....."),
    ),
    "bhangra": Family(
        1, (82, 118), (0.98, 0.5, 0.3, 0.5, 0.75, 0.2), grid=3, palette="pop", harmony="static", exact=0.5,
        drums="""
            bd/lt/bl: X....xX..... | X..X.x...X.x | X....x..xX.. | X.....X..X..
            sn/th/rs: *x.x | X.xx.xX.xx.x | *Xox | ..xx.x..xx.x | x.xX.xx.xX.x
            cp/tb?: .X.X | XXXX | ..x..x..x..x
            ch/sh?: *x.x | *..x | XXXX
        """,
        bass=("1....11.....", "1..1.5...1.5", "1...........", "1.....5..1..", "1....1..1..."),
        comp=("x...........", "..x..x..x..x", "x..x.xx..x.x", "x.....x....."),
        arp=("0.10.20.10.2", "*0.1", "2.22.12.22.1", "?.??.??.??.?"),
        lead=("x.xx.xx.....", "*x.x", "x..x.xx..x..", "..xx.xx.xx..", "x.xx.xx.xx.."),
    ),
    "dadra": Family(
        0.9, (52, 112), (0.8, 0.35, 0.6, 0.2, 0.9, 0.4), beats=2, grid=3, palette="folk", harmony="static",
        drums="""
            bl/lt: XX.x.. | XX.... | X..x.. | X.....
            bh/rs: xxXxxX | x.Xx.X | ..x..x | x.xxox | xoXxzX
            tr/tb/sh?: x..x.. | X..... | *x.x
        """,
        bass=("1.....", "1..5..", "1..8..", "1....5", "1.5..."),
        comp=("x.....", "x..x..", "x.xx.x", "bxxBxx", "x.xxxx"),
        arp=("210012", "0.12.1", "2..1..", "?.??.?"),
        lead=("x.xx..", "x..xxx", "x.....", "xxxx.x", "x.xx.xx.....", "..xx.xx..x.."),
    ),
    "jangdan": Family(
        0.8, (52, 138), (0.9, 0.15, 0.2, 0.3, 0.85, 0.05), grid=3, palette="folk", harmony="static",
        drums="""
            bd/lt: X..X..X..X.. | X..X..X.xX.. | X.....X.x... | X..x..X..x..
            rs/th/sn: X.x.xxx.x.xx | x..x..x.x..x | x.....x.xx.x | x.xx.oxoxx.x
            tb/cb/th?: X..x..x.x... | X..X..X..X.. | X.xX.xX.xX.x
            cr?: X........... | X.....X.....
        """,
        bass=("1...........", "1.....5.....", "1..1..5..5.."),
        comp=("x...........", "x.....x.....", "x..x..x..x.."),
        arp=("0..1..2.1...", "0.12.10.12.1", "?.....?.?..."),
        lead=("x.....x.xx..", "x..x..x.x...", "x.xx.xx.xx..", "x....xx.....", "*x.x", "..xx..xxxx.."),
    ),
    "gamelan": Family(
        0.8, (54, 140), (0.35, 0.7, 0.2, 0.9, 0.8, 0), palette="bells", harmony="loop-minor",
        drums="""
            bl/lt: X.....x.....x... | x...x.x. | X..x..x..x..x.x.
            bh/co: ..x...xx..x..x.x | *..x. | ...x.x.x..x.xx..
            tr/cb?: *..x. | XXXX | .x.x
        """,
        bass=("1...............", "1.......5.......", "1...............5...............", "1.5.", "..1."),
        comp=("x...x...", ".x.x", "*__x_"),
        arp=("?.??.??.?.??.??.", "*0121", "0102010201020102", "????????????????", ".12.21.2.12.21.2", "*?.?."),
        lead=("xxxx", "*x.x.", "x.......x.......", "*..x.", "x.x.", "*xxxx"),
    ),
}

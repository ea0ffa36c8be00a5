"""Rhythm families of dances and song rhythms from many countries that the other tables lack: mostly without drums."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    "quickstep": Family(
        0.9, (184, 216), (0.85, 0.9, 0.9, 0.03, 0.9, 0.1), grid=2, swing=(0.53, 0.67), palette="jazz", harmony="jazz",
        drums="""
            bd: X.X. | XXXX | X.......
            sn/rs: .x.x | .X.X...X.X.X.x.x | ..x...xx
            ch/rd/ph: .x.x | x.xxx.xx | x.x.x.xx | XXXX
            cr/cb?: X............... | ......X.
        """,
        bass=("1.5.", "1.v.", "1_5_", "wwww", "1...5.w.", "1.5.wwwa"),
        comp=("_x_x", "bxBx", "b_x_B_x_", "_.x._.xx", "x..x..x.", "_x_x__x_"),
        lead=("x.x.x...", "x..xx.x.", "xxxxx.x.", "..xxx.x.", "x...x...x.......", "x..x..x.", "x.xxx..x", ".xx.xx.x"),
    ),
    "paso-doble": Family(
        0.9, (104, 132), (0.7, 0.85, 0.9, 0, 0.95, 0.08), beats=2, palette="brass", harmony="pop-minor",
        drums="""
            sn: X.xxX.x. | XrrxX.x. | X.X.Xrrr | *Xoxx | X.xxX.xxX.X.Xrrr
            bd: XX | X.......
            cl?: X.rxX.x. | *x.xx | *xrx.
            cr?: X............... | .X
        """,
        bass=("15", "1v", "1...5.5.", "1_5_", "1.1.1.5.", "1...5.4.3.2.1..."),
        comp=("*b.x.", "*__x_", "_.xxx.x.", "x.xxx.x.", "*x.xx", "*__xx"),
        lead=("x..xx...", "*x.x.", "x.xxx.x.", "x..xxxx.", "x.......xxx.x...", "xxx.x...", "x..xx..x", ".xxxx.x."),
    ),
    "muineira": Family(
        0.9, (96, 138), (0.6, 0.1, 0.25, 0, 0.98, 0.45), beats=2, grid=3, palette="folk", harmony="folk",
        drums="""
            sn/lt: X.xXxx | XxxX.x | X..Xxx | X.rXxx | XxrX..
            tb: *Xox | *Xxx | XoxXxx | *xoX
            bd/ft?: XX | X..... | X..X.x
            cl?: x.xx.. | *x.x
        """,
        bass=("1.....", "15", "1..5..", "1....1", "1..1.5"),
        comp=("x.....", "b.xB.x", "x..x..", "*x.x", "x.xxxx"),
        lead=("x.xxxx", "xxxx.x", "x.xx.x", "xxxxxx", "x.xxxxx.xx..", "x..xxx", "xxxx..", ".xxxxx"),
    ),
    "halling": Family(
        0.8, (86, 122), (0.1, 0.1, 0.3, 0.05, 1, 0.4), beats=2, grid=3, palette="folk", harmony="folk", exact=0.1,
        drums="bd/lt: XX | X..X.x | X.....\ncp/rs?: *..x | .X",
        bass=("1.....", "15", "1....1"),
        comp=("x.....", "*x.x", "x..x.x", "x..x..", "x.xx.."),
        arp=("*012", "0.12.1"),
        lead=("x.xxxx", "*xxx", "*xx", "xxxx.x", "x.xx.xxxxx..", "*x.xxxx", "x.x.x.xxxxxxx...x.x.x.x.", "x..xxx"),
    ),
    "sirba": Family(
        0.9, (116, 172), (0.08, 0.75, 0.9, 0.15, 0.97, 0.03), beats=2, grid=3, palette="orchestra",
        harmony="pop-minor", exact=0.15,
        drums="bd/lt: XX | X..X.x\nsn/tb: *..x | *.xx",
        bass=("15", "11", "1..v..", "1_.5_.", "1..5..3..1.."),
        comp=("*b.x", "*__x", "*_.x", "*x.x", "b.xB.x", "b.x_.x"),
        arp=("*012", "012321", "*0.1", "*?.?"),
        lead=("xxxxxx", "*x.x", "xxxx.x", "x.xxxx", "xxxx..", "xxxxxxx.xx..", "x..xxx", "x.xx.xx.xxxx"),
    ),
    "oberek": Family(
        0.9, (148, 224), (0.18, 0.5, 0.6, 0.03, 0.98, 0.03), beats=3, grid=2, palette="folk", harmony="folk",
        exact=0.1,
        drums="bd/lt: X.. | XXX | X.....X...X.\ntb/sn: xxX | *xx | .xxxX.\ncr/tr?: ..X | .xx",
        bass=("1..", "111", "1.....5.....", "1.5", "1.....1...5."),
        comp=("bxx", "xxx", "_xx", "_xX", "x.x", "b...x...x.X."),
        arp=("012", "0.1212"),
        lead=("xxx.x.", "xxxxx.", "xxxxxx", "x.xxx.", "xxx...", "xxx.x.x...x.", "x.x...", "xxx.xx", "xxxxxxx...x."),
    ),
    "tsamiko": Family(
        0.9, (80, 128), (0.35, 0.6, 0.85, 0.05, 0.95, 0.1), beats=3, palette="folk", harmony="loop-minor", exact=0.1,
        drums="""
            bd/lt: X.. | X.......X... | X.....x.X... | X.X
            sn/tb/rs: ....x.x.x... | ....x..xx... | .xx | ...xx.xxx.xx
            ch/tb?: *x..x | *x.x. | x...x.x.x.x.
        """,
        bass=("1..", "1...1.5.5...", "1...5.5.1...", "1.5", "1......11..."),
        comp=("b...x.x.x...", "b...x..xx...", "bxx", "X...x.x.x.x.", "x..xx..xx...", "_xx"),
        arp=("*0.1.", "0...1.2.1..."),
        lead=("x...x.x.x...", "x..xx..xx...", "xxx.x...x...", "x.......xxx.", "*x..x", "x.xxx.x.....", "x..xxxxxx..."),
    ),
    "pentozali": Family(
        0.8, (104, 162), (0.08, 0.2, 0.95, 0.05, 0.98, 0.08), beats=2, palette="folk", harmony="loop", exact=0.15,
        drums="lt/bd: XX | X..x..x. | *X.x.\ntb?: *x.xx | *..x.",
        bass=("11", "1.......", "15", "1..1..5."),
        comp=("X.xxX.xx", "*X.xx", "X.xoX.xo", "X..xX.x.", "*Xoxo", "x.xxx.x.", "X..x..x."),
        arp=("01210121", "*0.1."),
        lead=("xxxxxxxx", "x.xxx.xx", "xxxxx.x.", "*x.xx", "xx.xxxxx", "x.x.xxxx", "xxx.xxx.", "xxxxxxxxx.x.x..."),
    ),
    "kantele-five": Family(
        0.8, (76, 152), (0.03, 0.25, 0.35, 0.8, 0.75, 0.2), beats=5, grid=2, palette="guitar", harmony="folk",
        drums="lt/bd: X.... | X..X.\nsh/tb?: xxxxx | .xx.x",
        bass=("1....", "1..5.", "1.....5...", "1.1.1.5.5.", "1...1...5."),
        comp=("x....", "x..x.", "xxxxx", "x.x.x.x.x.", "b.x.x.B.x."),
        arp=("0121210.1.", "0123212.0.", "0102010.2.", "0.1.2.1.2.", "0121012101"),
        lead=("xxxxxxx.x.", "xxxxx", "xxxx.", "x.xxx.x.x.", "x.x.xxx.x.", "xxxxxx..x.", "x.x.x.x...", "x...x.x..."),
    ),
    "lezginka": Family(
        0.9, (112, 168), (0.85, 0.4, 0.5, 0.05, 0.97, 0.08), beats=2, grid=3, palette="folk", harmony="loop-minor",
        drums="""
            bd/lt/bl: X..X.. | X....x | X..x.X | X.xX..
            th/rs/sn: ..xx.x | .xx.xx | xxXxxX | .xxxrx | o.xoXx
            cp/tb?: *x.. | x.xx.x | *x.x
        """,
        bass=("15", "1.....", "1..1.5", "1.5.1.", "1.11.1"),
        comp=("*b.x", "_xx_xx", "x.xx.x", "*xxx", "b.x.x.", "x..x.."),
        arp=("012012", "0.12.1"),
        lead=("xxxxxx", "x.xxxx", "x.x.x.", "xxxx.x", "xxx.x.", "x.xx.x", "xxxxxxx.x.x.", "x..xxx"),
    ),
    "rupak": Family(
        0.8, (58, 164), (0.85, 0.2, 0.35, 0.25, 0.9, 0.45), beats=7, grid=2, palette="folk", harmony="static",
        drums="""
            bl/lt: ...X.X. | ......X...X... | ......X..xX..x | ......Xx..Xx..
            bh/rs: xxXxxxx | x.x.X.x.x.x.xx | x.x.Xxx.xxx.xx | x.xxX.x.xxx.xr
            tr/tb?: X...... | X..x.x. | xxxxxxx
        """,
        bass=("1......", "1..5.1.", "1..1.5.", "1.....1...5..."),
        comp=("x......", "x..x.x.", "x.xx.x.", "x.....x.x.x.x."),
        arp=("0121010", "0.1.2.0.1.0.1.", "2..1.0."),
        lead=("x.xx.x.", "xxxx.x.", "x..x.xx", "xxxxxxx", "x.....x.x.x...", "x.x.xxx...x.x.", "x...xxx.x.xxxx"),
    ),
    "ondo": Family(
        0.8, (80, 134), (0.8, 0.5, 0.45, 0.05, 0.95, 0.15), grid=3, palette="folk", harmony="loop-minor",
        drums="""
            lt/ft/bd: X..X.xX..... | X.....X..X.. | X..X.xX..X.x | X.X.
            rs/cl: .....x...x.x | ...x.x...x.x | *..x | ........xx.x
            tr/cb?: *x.x | x..x.xx..x.x | XXXX
            cp?: .x.x | X..X..X.....
        """,
        bass=("1.5.", "1..1.55..5..", "1.....5..5..", "*1.1", "1111"),
        comp=("*__x", "*x.x", "_x_x", "x..x.xx.....", "*b.x", "x...x..x..x."),
        arp=("*0.1", "0..1.21..0.1"),
        lead=("*x.x", "x.xx.xx.....", "x..x.xx..x..", "x.....x.xx..", "...x.xx.xx.x", "x.xx..x.xx..", "x........x.x"),
    ),
    "hapa-haole": Family(
        0.9, (74, 150), (0.08, 0.85, 0.95, 0.15, 0.9, 0.08), grid=2, swing=(0.54, 0.67), palette="country",
        harmony="pop", exact=0.15,
        drums="ch/sh/rs: .x.x | x.xxx.xx | XXXX\nbd/lt?: X.X. | X.xx....",
        bass=("1.5.", "1.v.", "1_5_", "1.3.5.3.", "1.5.w.wa"),
        comp=("x.xxx.xx", "_x_x", "bxBx", "x.Xxx.Xx", "xxXxxxXx", "x.X.x.Xx", "b.xxB.xx"),
        arp=("0.1.2.1.", "02120212", "0.121.21"),
        lead=("x...x...", "x.......", "x..xx...", "..x.x.x.", "x.xxx...", "x.x.x..x", "x....xx.x.......", ".xx.x..."),
    ),
    "bikutsi": Family(
        0.9, (124, 172), (0.95, 0.92, 0.6, 0.6, 0.75, 0), grid=3, palette="guitar", harmony="loop",
        drums="""
            bd: XXXX | X..X.xX..X.x | X..X..X.xX..
            sn/rs: x.x.x.x.x.x. | ..x..x..x..x | ..x.x...x.x. | .X.X | *.xx
            ch/sh: *xxx | *x.x | *Xxo
            co/bh?: ..xx.x..xx.x | x.x.x.xx.xx. | *.xx
            cb/cl?: x.x.x..x.x.. | x.xx.xx.xx.x
        """,
        bass=("1.5.1.8.5.1.", "1..1.5..5..3", "..1.5...1.5.", "1.1.5.5.8.5.", "1.....5.8.5.", "1..1..5..5.."),
        comp=("x.x.x.x.x.x.", "*.xx", "*x.x", "..x..x..x..x", "x.xx.xx.xx.x", "x.x.x.x....."),
        arp=("0.1.2.1.0.1.", "012012012012", "02.12.02.12.", "0210.10210.1", "?.??.??.??.?"),
        lead=("x.x.x.x.....", "*xxx", "x.xx.xx.xx..", "..x.x.x.x.x.", "x.x.x.xxxx..", "x..x.xx.x.x."),
    ),
    "chik-chika": Family(
        1, (94, 148), (0.85, 0.85, 0.6, 0.1, 0.9, 0.1), beats=2, grid=3, palette="funk", harmony="static",
        drums="""
            bd/lt: X..... | X..X.. | X....x | X.xX..
            sn/cp/co: ...X.. | ...X.x | x.xX.. | ..xX.x | .X.....X.X..
            ch/sh/tb: x.xx.x | X.xx.. | *xxx | *x.. | *Xox
            cp?: XX | .X | x..x.x
        """,
        bass=("1..1.5", "1.15..", "1....5", "1.1.5.", "1..5.71.....", "1.15.81.1..."),
        comp=("*__x", "x.xx..", "...x.x", "_xx_xx", "x.....", "x..x.x"),
        arp=("0.12.1", "012012", "?.??.?"),
        lead=("x.xx.x", "xxxx..", "x..xxx", "..xx.x", "x.x.x.", "x.xxxxx.....", ".xxxxxx..x..", "x.xx.."),
    ),
    "guarania": Family(
        0.9, (42, 68), (0.1, 0.8, 0.8, 0.55, 0.9, 0.2), beats=2, grid=3, palette="guitar", harmony="pop", exact=0.15,
        drums="bd: X..... | X...x.\nrs/ch/sh: ..x.x. | xxxxxx | ..xxx.",
        bass=("1.5.5.", "1.3.5.", "1...5.", "1.5...", "__1.5.", "1.5.8."),
        comp=("_.x.x.", "b.x.x.", "b.xxx.", "bxxBxx", "x..x..", "b.xxxx"),
        arp=("012321", "0.2.1.", "012123", "*012121", "..1.2.", "021212"),
        lead=("x.....", "..xxxx", "*xx", "x..xxx", "x.x.x.", ".xxxxxx.....", "..xxxxx..x..", "x....x"),
    ),
    "polca-paraguaya": Family(
        0.9, (96, 142), (0.07, 0.8, 0.9, 0.55, 0.85, 0), beats=2, grid=3, palette="guitar", harmony="folk",
        drums="bd: X..... | XX\nrs/sn/sh: *x.x | ..x.x. | *xxx",
        bass=("1.5.8.", "..1.5.", "1.5.5.8.5.3.", "1.3.5.", "1.....5.3.1.", "15"),
        comp=("XoxXox", "xoXxoX", "*_xx", "b.xB.x", "*x.X", "bxxBxx", "X.xX.X"),
        arp=("*012", "*0.2", "?.??.?", "0.1.2.", "202101", "*2020"),
        lead=("x.xx.x", "xxxxxx", "x.x.x.", "*xx", ".xxxxx", "x..x.x", "xxxxxxx.....", "..xx.xx.xx.."),
    ),
    "palm-wine": Family(
        0.9, (86, 134), (0.18, 0.45, 0.6, 0.9, 0.6, 0), swing=(0.5, 0.56), palette="guitar", harmony="folk",
        drums="cl/cb/tr: x..x..x...x.x... | ..x.x...x..x..x. | x.xxx.xx\nco/bh?: *..xx | ..x...xx..x...xx",
        bass=("1...5...", "1..1..5.1..1..5.", "1..5..1...5.1...", "1...3.5.4...5.3.", "__1.5.__1.5.3..."),
        comp=("*b.x.", "_x_xx_x_", "*__x_", "x..x..x...x.x...", "b.xxB.xx", "b..x..x.B..x..x."),
        arp=("0.2.1.2.0.2.1.2.", "02.12.1202.12.12", "0..2.12.0..2.12.", "0.210.210.210.21", "..2.1.2...2.12.."),
        lead=("x..x..x...x.x...", "..xxx.x.x.......", "x.x.xx.x.x......", "x.x.x...", ".xx.xx..", "..x.x.xxx..xx..."),
    ),
    "isicathamiya": Family(
        0.8, (58, 118), (0, 0.9, 0.75, 0, 0.9, 0.35), palette="voices", harmony="folk", exact=0.1,
        bass=("1.1.5...", "1.15.5..", "..1.1.5.5...1...", "__1.1.5.", "1...5.5.1.......", "1.1.1.1.4.4.5.5."),
        comp=("x.x.x...", "_.xxx.x.", "..xxx...", "x..xx..xx...x...", "..x.x.x.x.......", "x.xxx._."),
        lead=("x.xxx...", "xxx.x...", "x...x.x.", "..x.xxx.x.......", ".xxxx...", "x.......", "..xxx..x..x.x..."),
    ),
    "ijexa": Family(
        1, (80, 118), (0.95, 0.85, 0.8, 0.1, 0.85, 0.15), palette="latin", harmony="loop", exact=0.2,
        drums="""
            ah: x.x.......x.x... | x...x..x........ | ......x.x....x.x | x.x..x.......x..
            al: .....x.x.....x.. | ..........x.x.xx | x..xx.......x... | .......x.x.x....
            bd/lt/co: X.....x.X.....x. | ...x..X....x..X. | X...X..xX...X..x | ....X.......X.x.
            bh/th: ..xx..x...xx..xx | *x.xx | x.xx.xx.x.xx.xx.
            sh?: *xoxo | *x.xx
        """,
        bass=("1.....5.1.....5.", "1..5..8.", "1...5..51.......", "1_.15_.5", "1......15......5"),
        comp=("x.x..x.x..x..x..", "_.x._.xx", "..x..x....x.xx..", "x.xx.xx.", "b.x.x..xb.x..x..", "*__x_"),
        arp=("0.1.2.10.1.2.1..", "0.12.1.20.12.1.2"),
        lead=("x.x.x..x.x......", "..x.x..xx.x.....", "x.xx.x..", ".xx.xx..", "x..x..x...x.x...", "x...x.x."),
    ),
}

"""Rhythm families of fast music: popular styles that are counted at 130 BPM and far above.

Their patterns resemble those of music at half the tempo; what tells them apart is where kick, snare and chords fall
within the beat, so a table without them hears fast music at half its tempo.
"""

from __future__ import annotations

from tempo_ssl.synth.family import Family

# fmt: off
_RIFFS8 = ("xxxxxxxx", "x.xxx.xx", "x..x..x.", "xx.xx.x.", "x.......", "x...x...", "xxxxx.x.")
_CELLS8 = ("x.x.xxx.", "x..x.xx.", ".xxxx...", "x...xx..", "xxxxx...", "x.x.x...", "x..x..x.", "xx.xx.xx", "x.......")
_ARPS = ("*????", "*?.?.", "?..?..?..?..?.?.", "0123012301230123", "0120120120120120", "*0121", "?.??.??.?.??.??.")

TABLE: dict[str, Family] = {
    "happy-hardcore": Family(
        0.8, (158, 182), (0.95, 0.8, 0.7, 0.4, 0.7, 0.3), palette="electronic", harmony="pop", exact=1,
        drums="""
            bd: XXXX | XXXX | X.X.......X..... | X...X...X...X.x.
            sn/cp?: .X.X | ....X..o.o..X..o
            oh/ch: .X.X.X.X
            ch/sh?: *x.x. | *xoxo
        """,
        bass=("*__1.", "*_1_1", "*..1.", "*__11"),
        comp=("*..x_", "x..x..x...x..x..", "x_.x_.x_..x_.x_.", "xxxx"),
        arp=_ARPS,
        lead=("x..x..x...x.x...", "x.x.x..x..x.x.x.", "x...x...x.x.x...", "x..x..x.x..x..x."),
    ),
    "eurobeat": Family(
        0.8, (145, 164), (0.95, 0.95, 0.6, 0.4, 0.85, 0.4), palette="electronic", harmony="pop-minor", exact=1,
        drums="""
            bd: XXXX
            sn/cp: .X.X | ....X.......X.xx
            oh/ch: .X.X.X.X
            ch/sh/tb?: *x.x. | *xoxx
        """,
        bass=("*_111", "*1_88", "*1.88", "*_1_8", "*1_8_"),
        comp=("x..x..x...x...x.", "*..x_", "x..x..x..x..x.x.", "x_..x_..x_..x_.."),
        arp=_ARPS,
        lead=("x.xxx.x.x.xxx.x.", "x..x..x...x.x.x.", "xxxxx.x.x...x...", "x.x.x.xxx...x.x."),
    ),
    "psytrance": Family(
        0.7, (134, 150), (0.97, 0.9, 0.2, 0.6, 0.2, 0.3), palette="electronic", harmony="static", exact=1,
        drums="""
            bd: XXXX
            oh/ch: .X.X.X.X
            ch/sh?: *xoxo | *x.xx
            cp/sn?: .X.X
        """,
        bass=("*_111", "*_111", "*_1_1"),
        comp=("x...............", "..x_......x_...."),
        arp=("????????????????", "*?.??", "?..?..?.?..?..?.", "??.??.??.??.??.?"),
        lead=("x.....x.....x...",),
    ),
    "hard-techno": Family(
        0.7, (142, 165), (0.97, 0.5, 0.3, 0.4, 0.05, 0.2), palette="electronic", harmony="static", exact=1,
        drums="""
            bd: XXXX | X...X...X...X.x.
            oh/ch/rd: .X.X.X.X
            cp/sn?: .X.X | ......x.......x.
            rs/lt/wb/co?: *..x. | x..x..x..x..x.x. | ..x..x....x..x..
            ch/sh?: *xxxx | *x.x.
        """,
        bass=("*.111", "*..1.", "*_1_1"),
        comp=("x_.x_...x_.x_...", "..x_..x_..x_..x_", "...x_.....x_...."),
        arp=_ARPS,
    ),
    "speed-punk": Family(
        0.8, (162, 222), (0.97, 0.95, 0.95, 0, 0.6, 0), palette="rock", exact=0.2,
        drums="""
            bd: X.X.X.X. | X.XxX.Xx | X..xX..x
            sn: .X.X.X.X | .x.x.x.x | ..X...X.
            ch/rd/cr: XXXX | xxxxxxxx
        """,
        bass=("11111111", "1.1.1.1.", "11111153"),
        comp=("xxxxxxxx", "x.x.x.x.", "xx.xx.x.", "x......."),
        lead=_CELLS8,
    ),
    "fast-rock": Family(
        1.4, (150, 200), (0.95, 0.95, 0.95, 0.2, 0.8, 0.4), palette="rock", harmony="pop", exact=0.6,
        drums="""
            bd: X...X... | X..xX... | X.x.X... | X..xX.x. | XXXX | X...X.x. | X.x.X.x.
            sn: ..X...X. | ..X...X. | .X.X.X.X | ..X...Xx
            ch/rd/oh/cr: XxXxXxXx | XXXX | xxxxxxxx | .X.X.X.X
            tb?: xxxxxxxx | ..x...x.
        """,
        bass=("11111111", "11111153", "1..11.1.", "1.1.1.1.", "1...1...", "1_1_1_55"),
        comp=_RIFFS8,
        arp=("01213121", "02120212", "0123", "*?.?."),
        lead=_CELLS8,
    ),
    "power-metal": Family(
        0.8, (145, 205), (0.97, 0.95, 0.95, 0.1, 0.7, 0.4), palette="metal", harmony="pop-minor", exact=0.5,
        drums="""
            bd: *xxxx | xxxxxxxx | *x.x. | X.X.X.X. | X.xxX.xxX.xxX.xx
            sn: ..X...X. | .X.X.X.X | .X.X
            rd/cr/ch: XXXX | xxxxxxxx
        """,
        bass=("11111111", "*1111", "*1.11", "1.1.1.1."),
        comp=("xxxxxxxx", "*xxxx", "*x.xx", "x...x...", "x.......", "x..x..x."),
        lead=("*x.x.", "*xxxx", "x.x.xxx.", "x...x.x.", "x......."),
    ),
    "battle-theme": Family(
        1.2, (136, 192), (0.7, 0.9, 0.7, 0.7, 0.8, 0.5), palette="orchestra", harmony="pop-minor", exact=0.8,
        drums="""
            bd/lt: X..x..x. | X...X... | XXXX | X.xxX.x. | x.xxx.xx
            sn/ht?: ..X...X. | x.xxx.xx | ..X...Xx
            cr/ch?: X....... | xxxxxxxx
        """,
        bass=("11111111", "1.11.11.", "1.1.1.1.", "1...1...", "1..1..1.", "1.......", "11181118"),
        comp=("xxxxxxxx", "x..x..x.", "x...x...", "x.......", "x.xxx.xx"),
        arp=("01210121", "0123", "01201201", "????????", "*?.?.", "*0121"),
        lead=("x...x.x.", "x..x..x.", "x.......", "x.x.x...", "x.xxx...", "x...xxxx"),
    ),
    "fast-arcade": Family(
        0.9, (140, 190), (0.8, 0.9, 0.4, 0.8, 0.9, 0.0), palette="chip", harmony="pop", exact=1,
        drums="""
            bd: X...X... | X..xX... | X.x.X... | XXXX
            sn: ..X...X. | ..X...Xx
            ch?: xxxxxxxx | XXXX | .x.x.x.x
        """,
        bass=("1.8.1.8.", "11111111", "1.1.1.1.", "1_5_8_5_", "1..1..1.", "18181818"),
        comp=("x_x_x_x_", "..x_..x_", ".x_x.x_x"),
        arp=("0120120120120120", "01230123", "*0121", "????????", "0121"),
        lead=_CELLS8,
    ),
    "merengue": Family(
        0.7, (124, 168), (0.95, 0.9, 0.8, 0.5, 0.7, 0.1), palette="latin", harmony="loop", exact=0.3,
        drums="""
            bd: XXXX | X.X.
            co/th/ht: xxxxX.xx | *x.xX | x.xxx.xxX.xxX.xx
            gs/sh/tb?: *xxxx | *x.xx | xxxxxxxx
            cb?: x.xxx.xx
        """,
        bass=("1...5...", "1...1...", "1.5.", "1..15..."),
        comp=("x.xxx.x.", "x..x..x.", ".x.x.x.x", "xxxxxxxx"),
        arp=("02120212", "*0121", "01210121"),
        lead=_CELLS8,
    ),
    "soca": Family(
        0.6, (138, 166), (0.97, 0.9, 0.6, 0.3, 0.7, 0.2), palette="latin", harmony="pop", exact=0.8,
        drums="""
            bd: XXXX
            sn/cp: ...x..x....x..x. | ...x..x.
            ch/sh: *x.x. | *xoxo
            cb/th/co?: x..x..x.x..x..x. | x.x.xx.x.x.x.xx.
        """,
        bass=("1..1..1.1..1..1.", "1...1...1...1...", "1.....1.....1..."),
        comp=("..x...x...x...x.", "...x..x....x..x.", "x..x..x.x..x..x."),
        arp=_ARPS,
        lead=("x..x..x.x..x..x.", "x.x.x...x.x.x...", "x...x.x.x......."),
    ),
    "jersey-club": Family(
        0.6, (130, 148), (0.97, 0.7, 0.5, 0.4, 0.3, 0.3), palette="electronic", harmony="loop", exact=1,
        drums="""
            bd: X...X...X..X..X. | X...X..X..X..X.. | X..X..X...X.X...
            cp/sn: .X.X | ....X..x..x.X...
            ch/sh?: *x.x. | *..x. | *xoxo
            cl/rs?: ..x..x....x..x.. | x..x..x...x.x...
        """,
        bass=("1...1...1..1..1.", "1.......1..1..1.", "1..............."),
        comp=("x_.x_...x_.x_...", "x...............", "x_..x_..x_.x_.x_"),
        arp=_ARPS,
        lead=("x..x..x...x.x...", "x.......x..x..x."),
    ),
    "gypsy-jazz": Family(
        0.6, (150, 250), (0.1, 0.9, 1, 0.1, 0.8, 0.0), swing=(0.5, 0.64), grid=2, palette="jazz", harmony="jazz",
        exact=0.1,
        drums="""
            rd: *xx
            ch: .x.x
        """,
        bass=("1.5.", "1.....5.", "wwww"),
        comp=("xXxX", "XxXx", "x_x_x_x_", "bxBx"),
        arp=("0121",),
        lead=("xxxxxxxx", "xx.xx.x.", ".xxxxxx.", "x...xx..", "xxxx...."),
    ),
    "half-time-rock": Family(
        1, (128, 180), (0.95, 0.95, 0.95, 0.15, 0.7, 0.3), palette="rock", harmony="pop-minor", exact=0.4,
        drums="""
            bd: X....... | X..x.... | X.x....x | X.....x. | X......x
            sn: ....X... | ....X... | ....X..o
            cr/rd/oh/ch: XXXX | xxxxxxxx | XxXxXxXx | X.X.
            bd?: ......x. | .x...x..
        """,
        bass=("11111111", "1..1....", "1.......", "1.1.1.1.", "1..1..1."),
        comp=("xxxxxxxx", "x.......", "x..x..x.", "x...x...", "x.xxx.xx"),
        arp=("01213121", "0123", "*?.?.", "02120212"),
        lead=("x...x...", "x.......", "x..x..x.", "x.x.x...", "..x.x.x."),
    ),
    "half-time-pop": Family(
        1, (126, 174), (0.95, 0.85, 0.85, 0.4, 0.8, 0.5), palette="pop", harmony="pop", exact=0.8,
        drums="""
            bd: X....... | X..x.... | X.....x. | X....x.. | X..x..x.
            sn/cp: ....X... | ....X... | ....X..x
            ch/sh?: xxxxxxxx | XXXX | *xoxo | x.xxx.xx
            rs/tb?: ..x...x. | ......x.
        """,
        bass=("1.......", "1..1....", "1...5...", "1.....1.", "1..1..1."),
        comp=("x.......", "x..x..x.", "XXXX", "x...x...", "xxxxxxxx", "..x...x."),
        arp=("01213121", "0123", "02120212", "*?.?.", "?..?..?."),
        lead=("x.x.xxx.", "x..x..x.", "x...x...", "x.xx.x..", "..x.x.xx", "x......."),
    ),
}

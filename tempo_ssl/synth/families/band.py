"""More rhythm families of bands, keyboards and machines: metres in three and seven, stomps, shuffles, breakdowns."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import CELLS8, COMMON
from tempo_ssl.synth.family import Family

# fmt: off
_SIX = ("x..x..", "x.xx.x", "xxxx..", "x.....", "..xx.x", "x..xxx", "x.xxxxx.....", "x..x.xx.....")

TABLE: dict[str, Family] = {
    "doo-wop": Family(
        1.1, (50, 108), (0.75, 0.9, 0.95, 0.2, 0.85, 0.5), grid=3, palette="band", harmony="pop",
        drums="""
            bd: X.X. | X....xX..... | X.....X..x.. | X..x.xX....x
            sn/rs/sh: .X.X | ...X.....X.x | ...X.o...X..
            ch/rd: *xxx | *Xoo | *Xxx | XXXX
            tb/cp?: .x.x | ...x.x...x.x
            lt/ft?: ..........xx | .....x.....x
        """,
        bass=("1....35..3..", "1..1..1.3.5.", "1.....1.....", "1....55....a", "1..3..5..3.5", "1356"),
        comp=("*xxx", "*_xx", "b_xx_xB_xx_x", "*Xoo", "xxxx", "x.....x....."),
        arp=("012321012321", "*012", "012021012021", "*0.2"),
        lead=("x..x.xx.....", "xxxx.x......", "x.....x..x.x", "..xx.xx.....", "x...........", "x..xxxx....."),
    ),
    "rock-six-eight": Family(
        1.1, (66, 148), (0.95, 0.95, 0.95, 0.2, 0.7, 0.2), beats=2, grid=3, palette="rock", harmony="pop-minor",
        drums="""
            bd: X..... | X.x... | X....x | X.x..xX..... | X.XX..
            sn: .X | ...X.. | ...X.....X.x | ...X.o
            ch/rd/cr/oh: xxxxxx | XX | x.xx.x | Xxxxxx
            ft/lt?: .x...x | x.xx.x | ..........xx
            tb?: .x | xxxxxx
        """,
        bass=("111111", "1..1..", "1.11.1", "1....5", "1.35..", "1..1.11.35.3"),
        comp=("xxxxxx", "x.xx.x", "x..x..", "X.xxXx", "x.....", "x.xx..x.xxxx"),
        arp=("012321", "012321012343", "021021", "010210"), lead=_SIX,
    ),
    "rnb-six-eight": Family(
        0.9, (42, 76), (0.85, 0.85, 0.85, 0.35, 0.8, 0.4), beats=2, grid=3, palette="pop", harmony="jazz", exact=0.8,
        drums="""
            bd: X..... | X....x | X.x..xX..... | X....xX.x... | X.x...
            sn/cp/rs: .X | ...X.. | ...X.....X.o
            ch: xxxxxx | x.xx.x | xxrxxxxxxxrr | xxxxxzxrxxxx | rrxxxx
            oh?: .....x | ...........x
            rs/lt/cb?: ..x... | .x..x.......
        """,
        bass=("1.....", "1....1", "1.1...", "1....53.....", "1.......1..."),
        comp=("x.....", "x..x..", "xxxxxx", "x....xx.....", "b.xx.x", "x..........."),
        arp=("012321", "??????", "?.??.?", "021021"), lead=(*_SIX, "x.xxx.x.x...", "xxxxxxx....."),
    ),
    "schaffel": Family(
        1, (104, 142), (0.97, 0.95, 0.7, 0.35, 0.6, 0.3), grid=3, palette="electronic", harmony="loop-minor", exact=0.8,
        drums="""
            bd/lt: XXXX | X..X..X..X.x | X..X.xX..X.x | X..X..X.xX..
            sn/cp: .X.X | ...X.....X.x | ...X.x...X..
            ch/oh/sh: *x.x | *..x | *X.x | x.xx.xx.xxxx
            ft/mt?: ..x..x..x..x | x.xx..x.xx.. | .........xxx
            tb/cb?: .x.x | *..x | *x.x
        """,
        bass=("*1.1", "*..1", "1.11.11.35.3", "1..1.11..1.8", "*1_8", "1..1.1__1_.5"),
        comp=("*x.x", "x_.x_.x_xx_.", "..x..x..x..x", "x..x.xx.....", "x...........", "x.xx.xx_...."),
        arp=("*0.1", "*???", "*?.?", "?..?.??.??.?"), lead=("x.xx..x.xx..", "x..x.xx.....", "*x.x", "x.xx.xx.xx.."),
    ),
    "boogie-woogie": Family(
        1, (108, 200), (0.15, 0.97, 0.6, 0, 0.85, 0), grid=3, palette="keys", harmony="blues", exact=0.1,
        drums="""
            sn/rd: *x.x | X..x.xX..x.x
            ch: .x.x | *x.x
            bd: XXXX | X.X.
        """,
        bass=("1.83.85.86.8", "1.13.35.56.6", "1.35.67.65.3", "1.51.61.71.6", "1.31.51.61.5", "1.81.81.81.8"),
        comp=("x....x......", "*x.x", ".....x.....x", "x..x..x..x..", "..xx.x......", "x.xx.xx.xx.x"),
        lead=("*xxx", "x.xx.xx.....", "x.xx.x..xx.x", "..xx.xx.xx..", "x..x.x.....x", "xxxxxxx.....", "x...........",
              "*x.x"),
    ),
    "sequencer-triplets": Family(
        0.8, (80, 136), (0.12, 0.6, 0.35, 0.95, 0.4, 0.7), grid=3, palette="electronic", harmony="loop-minor", exact=1,
        drums="""
            bd: XXXX | X.X. | X...........
            ch/sh: *x.x | *xxx | *..x
            cp/rs?: .x.x
        """,
        bass=("*1..", "1...........", "*111", "*1.1", "1.....1..5..", "*_11"),
        comp=("x...........", "x.....x.....", "x..x..x.....", "*x_."),
        arp=("*012", "????????????", "012321012321", "*?.?", "021021021021", "*???", "?.??.??.??.?", "012340123401"),
        lead=("x.....x.....", "x..x..x.....", "x...........", "x..x.xx.....", "x.....x..x.."),
    ),
    "math-rock": Family(
        0.8, (98, 184), (0.9, 0.95, 0.9, 0.5, 0.6, 0.05), beats=7, grid=2, palette="rock", harmony="loop",
        drums="""
            bd: X...X...X..x.. | X..xX...X...x. | X..x....X.x... | X.....X...X... | X.x...x.X..x..
            sn: ..X...X.....X. | ..X...X...X..x | ....X.....X... | ..X..o..X...X.
            ch/rd/cr: XXXXXXX | xxxxxxxxxxxxxx | X.x.X.x.X.x.xx | .x.x.x.x.x.x.x
            lt/cb?: ............xx | ...x..x...x...
        """,
        bass=("1111153", "11111111555533", "1..1..1.5..5..", "1.....5...3...", "1...5...1..35.", "1_.1_.1_.1_.3."),
        comp=("xxxxxxx", "x..x..x.x..x..", "x...x...x.x.x.", "x.......x.....", "xx.xx.xx.xx.x.", "x.xxx.xxx.x.xx"),
        arp=("??????????????", "01230123012012", "*01", "?.??.??.?.??.?", "01201201201212", "02130213021021"),
        lead=("x.x.xxx.x.x...", "x..x..x.x.....", "xxxxx.x.xxx...", "x...x...x.x.x.", "x..x.x.", "..x.x.xxx..x.."),
    ),
    "post-rock-three": Family(
        0.8, (64, 120), (0.6, 0.85, 0.8, 0.6, 0.6, 0.6), beats=3, grid=4, palette="rock", harmony="pop",
        drums="""
            bd: X........... | X.....x..... | X.X...X..... | X..x..x..... | XXX
            sn/lt: ....X...X... | ........X... | .X. | ....X..o.... | ........X.xx
            cr/rd/ch/oh: XXX | *x.x. | *xoxo
            ft/mt?: *x.xx | *xxxx | x..x..x..x.. | *x.x.
        """,
        bass=("*1.1.", "1...........", "*1111", "1.......5...", "1..1..1.....", "1...1...5.3."),
        comp=("*xxxx", "*x.x.", "x...........", "x..x..x..x..", "x...x...x...", "x.......x..."),
        arp=("*0121", "*?.?.", "012012012012", "012321012321", "?..?..?..?..", "*????", "*0213"),
        lead=("*xxxx", "x.......x...", "x...........", "x..x..x..x..", "x...x.x.x...", "x.....x.x..."),
    ),
    "game-six-eight": Family(
        0.8, (84, 150), (0.45, 0.9, 0.4, 0.65, 0.95, 0.05), beats=2, grid=3, palette="chip", harmony="folk", exact=1,
        drums="""
            bd: X..... | X....x | XX | X.x...
            sn/rs: .X | ...X.. | ...X.x | ..x..x
            ch/tr?: xxxxxx | x.xx.x | XX | .xx.xx
        """,
        bass=("1..5..", "1.55.5", "1_15_5", "135831", "1.....", "1_.5_.", "1.81.8"),
        comp=("_xx_xx", "x_xx_x", "..x..x", "x_.x_.", "x....."),
        arp=("012012", "012321", "??????", "021021", "010210", "012345"), lead=(*_SIX, "xxxxxx", "x.xx.xxxxx.."),
    ),
    "second-line": Family(
        0.9, (84, 122), (0.95, 0.9, 0.75, 0.1, 0.8, 0), swing=(0.52, 0.64), palette="brass", harmony="blues",
        exact=0.05,
        drums="""
            bd: X..x..X.....X... | X..X..X.....X.x. | X..x....X...X... | X.....X.....X..x
            sn: x.xX.xxXx.xX.Xx. | X.oXo.xX.oXoXoo. | xoxXoxxoXoxxXoxr | ..xX..xX..xX.Xx.
            cb/cr/tb: X..X..X...X.X... | *x.x. | XXXX | x.x.xx.x.x.x.x..
            tb?: .X.X | *..x.
        """,
        bass=("1..5..8.....5...", "1..1..5...1.5...", "1...3.5..6..5.3.", "1_.1_.5_....5_6_", "1..3..5.6...5..."),
        comp=("..x_..x_..x_..x_", "x_.x_.x_....x_..", "x..x..x...x.x...", "....x_......x_..", "x_xx_.x_........"),
        lead=("x.xx.xx.x...x...", "..x.x.xxx..x....", "x..x..x...x.x...", "xxxxx.x.x.......", "x...x.xx.x.x....",
              "..xxx..x..x.x..."),
    ),
    "motown-stomp": Family(
        1.2, (104, 144), (0.97, 0.95, 0.9, 0.05, 0.85, 0.4), swing=(0.5, 0.57), palette="funk", exact=0.1,
        drums="""
            bd: X..xX... | X...X... | X..x.xx. | X...X.x. | XXXX
            sn: XXXX | X.X.X.XX | xXxX | XXXr
            ch/rd: xxxxxxxx | XXXX | *xoxo | .x.x.x.x
            tb: *x.xx | .X.X | *xoXo | xxxxxxxx
            cp?: .X.X | XXXX
        """,
        bass=("1..11.35", "1..1..5.1.35..6.", "1...1..15...3.2.", "11..1.5.", "1..1.135", "1...1.115...5.35"),
        comp=("x.x.x.x.", "_x_x_x_x", "XXXX", "_X_X", "x..x..x.", "*__x_"),
        arp=("01210121", "0121"), lead=(*CELLS8, "x..xx...", "x.xxx.x."),
    ),
    "bo-diddley": Family(
        0.7, (82, 118), (0.97, 0.85, 0.95, 0, 0.6, 0), swing=(0.5, 0.6), palette="rock", harmony="static", exact=0.1,
        drums="""
            bd/ft: X..X..X...X.X... | XXXX | X.x.X.x.X.x.X.x. | X..X..X.........
            lt/sn/mt: X.xXx.X.x.X.X.x. | xoxXxoXoxoXoXoxo | X..X..X...X.X... | XooXooXoooXoXooo
            sh: *xxxx | *XoXo | *Xxxx | *x.xx
            tb/cl/cp?: X..X..X...X.X... | .X.X | ..........X.X...
        """,
        bass=("1..1..1...1.1...", "1...1...1...1...", "1..1..1.....5...", "1..1..1...7.1..."),
        comp=("x..x..x...x.x...", "X.xXx.Xxx.XxX.xx", "XooXooXoooXoXooo", "x_.x_.x_..x_x_..", "X.xX.xX...X.X..."),
        lead=("x..x..x...x.x...", "x.x.x...x.x.x...", "..x.x.x.x.......", "x...x.x.........", "..........x.x..."),
    ),
    "new-jack-swing": Family(
        1, (96, 118), (0.97, 0.9, 0.8, 0.2, 0.7, 0.4), swing=(0.59, 0.68), palette="funk",
        harmony="loop-minor", exact=0.9,
        drums="""
            bd: X..x...x.xX..... | X.....xX.xx...x. | X..X..x...Xx.... | X......x.xx..x..
            sn/cp: ....X.......X... | ....X..x....X... | ....X..o.o..X..x
            ch/sh: *x.xx | *xxxx | *xoxx | *x.x.
            oh?: ......x......... | ..............x.
            co/tb/cb?: x..x.xx..x.x..x. | ..xx...x..xx...x | *..xx
        """,
        bass=("1_.1_..1_.8_1_.7", "1..1_..1.15_....", "1_1_..81_.1_5_71", "1__1__1_..11__5_", "1.....1_.13_5_.."),
        comp=("x_.x_.....x_....", "...x_..x_....x_.", "x......x_.......", "x_.x_.x_.x_.....", "x..............."),
        arp=("?..?.??..?.?..?.", "*????", "?.??.?.?........"),
        lead=("x..x.xxx.x......", "..xx.xx.x...x...", "x.xxx..x.xx.....", "x..x..x.x......."),
    ),
    "drill": Family(
        0.9, (130, 150), (0.97, 0.9, 0.5, 0.5, 0.5, 0.4), palette="hip-hop", harmony="pop-minor", exact=1,
        drums="""
            bd: X.........X..X..X.....X......... | X.....X......X..X..X............ |
                X..X......X..... | X.....X......X..
            sn/cp: ........X...................X... | ........X..................X.... | ........X.......
            ch: x..x..x.x..x..x. | x..x..x.x..x.zx. | x..x..xzx..x..x.x..x.zx.x..x..rr | x..x..x...x..x..
            rs/wb?: ...x..x....x..x. | ......x......x.. | ..............xx
            oh?: ..............x. | ......x.........
        """,
        bass=("1.........1..3..5.....4.........", "1.....1_.....2..1..5............", "1..1......8.....",
              "1...........5.3."),
        comp=("x...............", "x_......x_......", "x..x..x.x..x..x.", "x..x..x........."),
        arp=("?..?..?.?..?..?.", "?...?...?...?...", "*?.?.", "?..?..?...?.?...", "0.1.2.1.0.1.2.3."),
        lead=("x..x..x.x..x..x.", "x.....x.....x...", "x...............", "x..x..x........."),
    ),
    "club-breakdown": Family(
        1, (118, 140), (0.06, 0.45, 0.8, 0.7, 0.5, 0.8), palette="electronic", harmony="pop", exact=1,
        drums="""
            cp/bd: XXXX | .X.X
            ch/sh?: *..x. | *x.x.
        """,
        bass=("1...............", "*..1.", "1..1..1..1..1.1.", "*_111", "1.....1.....1..."),
        comp=("x..x..x..x..x.x.", "x..x..x...x..x..", "x_.x_.x_..x_x_..", "x.....x.....x...", "*..x_",
              "x...............", "x..x..x.x..x..x."),
        arp=("*????", "?..?..?..?..?.?.", "0120120120120120", "?.??.??.?.??.??.", "*?.?.", "?..?..?...?..?.."),
        lead=("x..x..x..x..x.x.", "x.....x.....x...", "x...x...x.x.x...", "x...............", "x..x..x...x....."),
    ),
    "lo-fi-keys": Family(
        0.9, (62, 92), (0.05, 0.5, 0.95, 0.3, 0.7, 0.2), swing=(0.5, 0.64), palette="keys", harmony="jazz", exact=0.2,
        drums="""
            rs/sh: .X.X | *x.xo
            bd?: X......x..x.....
        """,
        bass=("1.......5.......", "1......11.......", "1.....5...3.....", "1..............5", "1...5...8...5..."),
        comp=("x.......x.......", "x..x......x.....", "x......x........", "*x...", ".x.x.x.x", "b..x..x_B..x..x_"),
        arp=("0.1.2.3.2.1.2.1.", "0..1..2.3.......", "?...?...?.?.....", "0.1.2...3.2....."),
        lead=("..x.xxx.x.......", "x.xx..x.........", "x...x.xxx..x....", "....x.x.xx.x....", "x......xx.x....."),
    ),
    "stomp-clap": Family(
        1, (74, 136), (0.97, 0.45, 0.65, 0.2, 0.9, 0.3), palette="folk", harmony="folk", exact=0.2,
        drums="""
            bd/ft/lt: XXXX | XX..XX.. | X.X. | X...XX.. | X..xX... | XxX.
            cp/sn/tb: .X.X | ..X...X. | ..X...XX | ..X..xX. | .x.x.x.x | ...X
            rs/tb/sh?: *x.x. | *xoxo | XXXX | *x.xx
            cp?: ..X..XX. | .X.X
        """,
        bass=("1...1...", "1.1.1.1.", "1.......", "1..1..5.", "1111"),
        comp=("x.x.x.x.", "XxXxXxXx", "x...x...", "x.xx.xxx", "*X.xx", "x......."),
        arp=("01213121", "0123", "*0121"), lead=(*COMMON, "x..x..x.", "x.xx.xx.", "..xxx.x."),
    ),
    "piano-rock": Family(
        1.1, (78, 148), (0.8, 0.9, 0.97, 0.1, 0.85, 0.3), grid=2, swing=(0.5, 0.65), palette="band", harmony="pop",
        drums="""
            bd: X.X. | X..xX... | X...X.x. | XXXX | X.....x.
            sn/cp: .X.X | .X.X | ..X...XX | ...X
            ch/rd/sh: XXXX | xxxxxxxx | XoXoXoXo | X.x.X.xx
            tb?: .x.x | XXXX | xxxxxxxx
        """,
        bass=("1...5...", "1.1.1.1.", "1.3.5.6.", "1.8.7.5.", "1..15..5", "1.......", "wwww"),
        comp=("XXXX", "x_x_x_x_", "bxBx", "b.x.x.x.", "*bx", "XxXx", "x.x.x.xx"),
        arp=("01210121", "*02", "02120212"), lead=(*COMMON, "..x.xxx.", "x.xx.xx.", ".xxxx..."),
    ),
}

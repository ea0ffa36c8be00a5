"""Rhythm families of songs, rock and pop: waltzes, shuffles, six-eight and voices, many of them without drums."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    "chanson-waltz": Family(
        1, (84, 190), (0.12, 0.7, 0.9, 0.15, 0.95, 0.2), beats=3, grid=2, palette="folk", harmony="jazz", exact=0.1,
        drums="""
            bd/lt: X.. | X.....X...x.
            ch/sn/rs: .xx | .x.x.x | .xo
        """,
        bass=("1.....5.....", "1..", "1...5.1.3.5.", "1..1.a", "1...5."),
        comp=("bxxB_x", "b.x.x_", "b_x_x_B_x_xx", "bx.", "x....x", "_.x.xx"),
        arp=("0.2121", "012343", "021.21"),
        lead=("..xxxx", ".xxxx.", "x...xxx.....", "xxxx..", "x.xx.x", "_.xxxxx.x...", "x....x", ".xxxxxx....."),
    ),
    "nursery-six-eight": Family(
        1, (64, 118), (0.1, 0.35, 0.65, 0.15, 0.97, 0.05), beats=2, grid=3, palette="bells", harmony="folk", exact=0.4,
        drums="""
            tb/cl/tr: XX | *x.x | *x..
            bd/lt?: X..... | XX
        """,
        bass=("15", "1.....", "1..v..", "1.....5.....", "1_.5_."),
        comp=("b..x..", "b.xB.x", "*x_.", "*__x", "x.....", "bxxBxx"),
        arp=("010212", "*0.2", "0.21.2"),
        lead=("x.xx.xx.xx..", "x.xxxxx.....", "x..x..x.xx..", "xxxxxx", "x.xx..", "xxxx.xx.xx..", "*x.x"),
    ),
    "lullaby-three": Family(
        1, (60, 108), (0, 0.35, 0.5, 0.55, 0.9, 0.3), beats=3, palette="keys", harmony="folk", exact=0.25,
        bass=("1..", "1.......5...", "1...........1...5.......", "1...5...8...", "15."),
        comp=("b...x...x.x.", "b.......x...", "b.xx.xx.xx..", "x...x.......", "_...x...x_..", "x.....x.x..."),
        arp=("0.1.2.3.2...", "0...2...1.2.", "0.2.1.2.1.2.", "0...1.2.....", "*0.21", "01232123...."),
        lead=("x.....x.x...", "x..xx.......", "x.x.x.....x.", "x.......x..x", "x...........", "....x...x.x."),
    ),
    "country-waltz": Family(
        1, (78, 150), (0.75, 0.95, 0.9, 0.1, 0.85, 0.2), beats=3, grid=2, swing=(0.5, 0.63), palette="country",
        harmony="folk", exact=0.2,
        drums="""
            bd: X.. | X....x | X..X..X...xx
            rs/sn: .xx | .x. | ..x | ..x.xx
            ch/rd/sh: xxxxxx | xxx | x.xxxx | xx.xxx
            tb?: .xx | ..x
        """,
        bass=("1..5..", "1..", "1.....5...3.", "1...35", "1....a", "1.....v.....", "1...5a"),
        comp=("b.xoxo", "b.x.xx", "_.xxxx", "bxxBxx", "x...x.", "b.xx.x", "_.x_x_"),
        lead=("x....xx.....", "x.x...", "x...xx", "xx.x..", "_x.xxx", "x....x", "x.x.xxx.....", "x....."),
    ),
    "bluegrass-waltz": Family(
        0.9, (84, 140), (0.03, 0.9, 0.85, 0.75, 0.8, 0), beats=3, palette="country", harmony="folk", exact=0.15,
        drums="""
            sn: .xx
        """,
        bass=("1..", "1.5", "1...........5...........", "1.......5.6.", "135", "1..1.a"),
        comp=("_xx", "_...X_..X_..", "_...X_..X_x_", "b...x.x.x.xo", "_.X", "b...xoxoxoxo"),
        arp=("021302130213", "0.210.210.21", "012012012012", "0.1202120212", "0.1.2130....", "*?.??"),
        lead=("x.xxx.xxx.x.", "*x.x.", "x.....x.xxx.", "x...xxxxx...", "x.......xxxx", "x..xx...x.x.", "xxxxx......."),
    ),
    "theatre-patter": Family(
        0.9, (80, 124), (0.15, 0.65, 0.9, 0.05, 0.95, 0.05), beats=2, palette="orchestra", harmony="folk",
        drums="""
            sn/ch: *..x. | *x.xx | X.x.x...
            bd: XX | X.......
        """,
        bass=("1_5_", "15", "1_______5_______", "1_5_1_5_1_3_5_6_", "1_._5_6_", "*1_.."),
        comp=("*b_x_", "*__x_", "x_......x_..x_..", "*b_xx", "x_..x_x_", "*x_x_", "x_..____x_x_x_.."),
        lead=("xxxxxxxx", "xxxxxxx.", ".xxxxxxx", "x.xxxxxxxxxxx...", "xx.xxx.x", "xxxxx_xx", "x.xxx.xx", "_.xxx.xx"),
    ),
    "prog-seven-four": Family(
        0.8, (88, 150), (0.85, 0.92, 0.8, 0.4, 0.6, 0.3), beats=7, grid=2, palette="rock", harmony="loop-minor",
        drums="""
            bd: X..xX...X..... | X...X...X...x. | X.....xX..X... | XXXXXXX | X..x..X...X.x.
            sn: ..X...X...X... | ..X...X...X.X. | .X.X.X. | ....X.....X... | ......X.....X.
            ch/rd/cr: xxxxxxxxxxxxxx | XXXXXXX | X.xxX.xxX.xxXx | .x.x.x.x.x.x.x
            tb/cb?: XXXXXXX | ..x...x...x...
        """,
        bass=("1.8.5.1.3.5.7.", "1..11...5.6.7.", "1...1...1...5.", "11111111111155", "1..1..1...5..."),
        comp=("x...x...x.....", "..x...x...x.x.", "x..x..x...x...", "xxxxxxxx.xx.x.", "x.......x....."),
        arp=("01210121012321", "0123012301230.", "??????????????", "0.1.2.1.0.1.2.", "0120120120120."),
        lead=("x.x.x.x.x.....", "x..x..x...x...", "xxx.x.xxx.x...", "....x.x.xxx.x.", "x.......x.x.x."),
    ),
    "glam-shuffle": Family(
        0.9, (112, 146), (0.97, 0.92, 0.9, 0.05, 0.75, 0.1), grid=3, palette="rock", harmony="loop", exact=0.25,
        drums="""
            bd/lt: XXXX | X....xX....x | X.xX..X.xX.. | X..X.xX..X.x | X..X..X.xX.x
            sn/cp: .X.X | ...X.....X.X | ...X.xX..X.. | XX.X
            ft/ht?: X.xX.xX.xX.x | ..x..x..x..x | X.x...X.x...
            tb/ch/cp?: XXXX | .X.X | *x.x
        """,
        bass=("*1_1", "1..1.11..1.1", "1....11.....", "1..1..3..5.6", "1..7.11.....", "1111"),
        comp=("X_.x_xX_.x_x", "x.xx_.x.xx_.", "x..__xx..___", "XXXX", "x_....x_.x.x", "x....xx_....", "*x_o"),
        lead=("x..x..x.x___", "x.xx..x.xx..", "...x.xx.x...", "x....xx.....", "x.x__xx.x__x", "x..x.xx...._"),
    ),
    "celtic-rock-six-eight": Family(
        0.9, (92, 150), (0.95, 0.92, 0.92, 0.05, 0.85, 0.1), beats=2, grid=3, palette="metal", harmony="folk",
        drums="""
            bd: X..... | X.x... | *xxx | X.x..x | X.....X.xX.x | XX | X....xX..X..
            sn: .X | ...X.x | ...X.....X.x | *..X | ......X.....
            ch/cr/rd: *x.x | XX | xxxxxx
            tb/lt?: *Xox | *..x | x.xX..
        """,
        bass=("*1.1", "111111", "1.11.5", "1..1.a", "1.....", "1.15.11.17.5"),
        comp=("*xxx", "*x.x", "x.....", "x_xx_x", "X..x.x", "x_.x_xx_....", "*_.x"),
        lead=("xxxxxx", "x.xxxx", "x.xx.x", "xxxx.x", "x.xxxxx.xx..", "xxxxxxx..x..", "x..xxx", "x.xxxxxxxx.x"),
    ),
    "doom-triplets": Family(
        0.7, (40, 72), (0.92, 0.92, 0.95, 0.05, 0.45, 0.15), grid=3, palette="metal", harmony="loop-minor", exact=0.15,
        drums="""
            bd: X....xX.x... | X.......x... | X.xX..X.xX.. | X.......X.x. | XXXX | X....x......
            sn: .X.X | ......X..... | ...X.....X.x | .........X.. | ......X....z
            cr/rd/oh: XXXX | *xxx | X.X. | X.....x..x..
            ft?: .........xxx | ..x..x......
        """,
        bass=("1....11.....", "1...........", "*1.1", "1.2..1......", "1..1.11.....", "1....3..2..."),
        comp=("x....xx.....", "x...........", "*x.x", "x.xx..x.....", "x........xxx", "X.......xx..", "*xxx"),
        lead=("x...........", "x.....x.....", "x..x..x.x...", "......x..xxx", "x.....xxx...", "x.......x.x."),
    ),
    "christmas-swing": Family(
        1, (96, 190), (0.85, 0.92, 0.85, 0.08, 0.85, 0.25), grid=3, palette="jazz", harmony="jazz",
        drums="""
            tb/sh/tm: XXXX | *X.x | x..X..x..X.x | .X.X | *xox
            bd: X.X. | XXXX | X..X.xX..X..
            sn/rs/cp: .X.X | .x.x | ...X.xx..X.. | .....x.....x
            rd/ch?: X..X.xX..X.x | *x.x | .x.x
        """,
        bass=("1.5.", "wwww", "1.....5.....", "1356", "1..1.55..5.a", "1.v."),
        comp=(".x.x", "..x..__.x..x", "x____xx_____", "*_.x", "x_.x_.x_.x_.", "...x_....x_x", "x.....x....."),
        lead=("x..x..x.....", "x..x.xx..x..", "x.xx.xx.....", "x..x..x..x..", "...x.xx.x...", "x....xx....x"),
    ),
    "piano-twelve-eight": Family(
        1, (46, 84), (0.12, 0.6, 0.9, 0.35, 0.8, 0.3), grid=3, palette="keys",
        drums="""
            bd: X.....x..... | X....xX.....
            sn/rs: .X.X
            ch/sh: *xxx | XXXX
        """,
        bass=("1..........5", "1.....5....3", "1........1.5", "1....15....1", "1.....1..5.8", "1.....1..3.a"),
        comp=("bxxxxxBxxxxx", "*bxx", "b_xx_xb_xx_x", "x..x..x..x..", "*Xoo", "b.x.xxB.x.xx", "x....xx....x"),
        arp=("012123234321", "0.21320.2132", "*0.2", "021210012321"),
        lead=("x.....x..x.x", "..xx.xx.....", "xxxx.x......", "x..x.xx.....", "x........xxx", "...xxxx.xx.."),
    ),
    "ukulele-song": Family(
        1, (76, 150), (0.17, 0.35, 1, 0.12, 0.6, 0.03), grid=2, swing=(0.5, 0.66), palette="guitar",
        drums="""
            sh/cp/tb: .x.x | *xX | ..x.xx.x | XXXX
            bd?: X.X. | XXXX
        """,
        bass=("1.5.", "1..15...", "1.......", "1...5..5", "1_.1_.5."),
        comp=("X.Xo_oXo", "x_xx_xx_", "XoXo_oXo", "_X_X", "x_Xx_xXx", "X.Xx__Xx", "_oXo_oXo", "x.xx.xx.x_Xx.xXx"),
        arp=("0.21.21.", "02310231", "0312.312"),
        lead=("..xxxxx.", "x.xx.x..", "x..xxx..", "_.xxx.xxx.......", "xx.xx...", ".xx.xx.x", "x...x.xx", "xxx....."),
    ),
    "schlager": Family(
        1, (110, 138), (0.95, 0.95, 0.85, 0.4, 0.9, 0.5), palette="pop", harmony="folk", exact=0.9,
        drums="""
            bd: XXXX | X...X...X...X.x. | X.X.
            sn/cp: .X.X | ....X.......X..x | ....X.......X.rr
            ch/oh: *..X. | *x.X. | *oxXx
            tb/sh?: *x.xx | *..x. | XXXX
        """,
        bass=("1...5...", "1_..1_5_", "1_.._.1_5_.._.5_", "*1_.1", "1...1_3_5...5_3_", "1_5_"),
        comp=("*__x_", "*__xx", "x_....x_....x_..", "x_..x_.x_.x_x_..", "*b.x.", "*_.X.", "x...x..."),
        arp=("..0...1...2...1.", "*.012", "*..?.", "0.2.1.2.0.2.1.2."),
        lead=("x...x.x.x...x...", "x.x.x...x.x.x...", "x.....x.x.x.....", "..x.x.x.x...x...", "x...x...x.xxx..."),
    ),
    # Two snare strokes after the first beat, one after the second; a guitar in tremolo.
    "surf-rock": Family(
        0.9, (138, 182), (0.97, 0.95, 0.9, 0.1, 0.9, 0.03), palette="rock", harmony="pop-minor", exact=0.2,
        drums="""
            bd: X...X... | X.....x. | X.X. | X...X..x | XXXX
            sn: ..XX..X. | ..X..XX. | ....X.X.....X.xx | ..X...XX
            rd/ch/oh: xxxxxxxx | XXXX | XxXxXxXx
            ft/lt?: X.x.X.xx | *xxxx | *x.xx
        """,
        bass=("1.1.3.5.", "11331155", "1..1..5.", "1.3.5.3.", "1...1.5.", "1..11.5."),
        comp=("..xx..x.", "X...xxx.", "x_x_xxx_", "x..x..x.", "*_.x.", "X.......x.x.x...", "x_.xx_x_"),
        lead=("*xxxx", "xxxxxxxxxxxxx...", "x...x...xxxxxxxx", "x.x.xxxxx.......", "x..x..x.xxxxxxxx", "x..x..x."),
    ),
    # One, two-and, three, and the snare alone on four.
    "girl-group": Family(
        0.9, (104, 144), (0.92, 0.92, 0.9, 0.2, 0.9, 0.4), palette="pop", exact=0.15,
        drums="""
            bd/lt: X..xX... | X..xX..x | X..xX.x. | X..x....
            sn: ...X | ......X. | ............XXXX | ............X.X. | ............X.XX
            tb/cl/sh: .x.x | ..x...xx | XXXX | *xoxo | ......Xx
            cl/cp/gs?: ...X | ..xxx.xx | *x.xx | ............xxxx
        """,
        bass=("1..11...", "1..13.5.", "1..15...", "1..15.6.", "1...5.3.", "1.1.1..5"),
        comp=("xxxxxxxx", "x..xx.x.", "x..xx...", "XXXX", "bxxbx.x.", "x.x.xxxx", "x..x...."),
        arp=("0120", "*0.2.", "02120212"),
        lead=("..xx.xx.", ".xxxx.x.", "x..xx...", "x...x.xx", "xx.xx...", "...xxxxxx.......", "x.x..xx.", "x..x..x."),
    ),
    # Swung sixteenths with ghost notes, the snare on three.
    "yacht-half-time-shuffle": Family(
        0.9, (78, 104), (0.95, 0.93, 0.9, 0.2, 0.75, 0.35), swing=(0.6, 0.68), palette="funk", harmony="jazz",
        drums="""
            bd: X......x..x..... | X..x......x....x | X.....x.....x..x | X......x...x..x.
            sn: .o..o.o.X..o.o.o | .oo..o..X.o..o.o | .o.o.o.oXo.o.o.o | ........X....... | .o.oXo.o.o.oXo.o
            ch/rd: *x.xx | *x.x. | *xoxx | *X..x
            tb/co/sh?: ........X....... | *..x. | *x..x
        """,
        bass=("1..1...3.5..6..5", "1......1..8..7.5", "1..8.._1....5..a", "1......._.1_.3.5", "1..1_..1_.._5..6"),
        comp=("x......x........", "_...x_.x_...x_.x", "*x..x", "x...x..x..x.....", "..x_.._x_.x_..._", "*_x_x"),
        arp=("*0..1", "*0.12", "?..?..?.?..?...?"),
        lead=("x..x.x..x.......", "..xx..xxx..x....", "x..x...x...x....", "....x..xx..xx...", ".x.x.x.xx......."),
    ),
    "film-keherwa": Family(
        0.9, (76, 132), (0.93, 0.75, 0.65, 0.2, 0.9, 0.5), swing=(0.5, 0.57), palette="pop", harmony="pop-minor",
        drums="""
            bl/lt/tl: X.x.....x...x... | X..x....X.....x. | X......x....x.x. | X.....x.....x...
            bh/ht/th: ..x.X.x.x.x...x. | ....X.x...x.x.xx | x.xxx.x.x.xxx.xr | ..x.X.xx..x.X.x. | *x.xx
            tb/sh/ch: *x.xx | *..X. | *x.x. | ....X..x....X.x.
            bd?: X.......X....... | X.....x...X.....
            cp/sn?: .X.X | ....X.......X..x
        """,
        bass=("1.....1.....5...", "1...........5.1.", "1..1....5.....5.", "1.....5.1.....v.", "1...1...5...5.3."),
        comp=("..x_..x_..x_..x_", "x..x..x...x.x...", "x.....x.....x...", "*__x_", "x.xxx.x.x.xxx.xx"),
        arp=("0.120.210.120.21", "*0.12", "..?...?...?.?.?."),
        lead=("x.x.xxx.x.......", "x.xx.xx.x.x.x...", "..x.x.xxx.x.....", "xxxxx.x.x...x...", "x.....xxx.....xx"),
    ),
    "a-cappella-pop": Family(
        1, (74, 128), (0.18, 0.8, 0.9, 0.3, 0.9, 0.3), swing=(0.5, 0.6), palette="voices",
        drums="""
            bd: X..x..x.X....... | X.....x...x..... | X...X...
            sn/rs/cp: .X.X
            ch: *..x. | *x.xx | *x.x.
        """,
        bass=("1_.1_.1_5_.._.5_", "1..1_.5...3...1.", "*1_.1", "1_....1_..1_5_7_", "1...5..1..5.8..."),
        comp=("x..x..x_....x..x", "..x_.x_...x_.x_.", "x_x_.x_..x_x_...", "x......xx.......", "*__xx"),
        arp=("0..1..2.....2..1", "..0.1.2...0.1.2.", "0.1.2..........."),
        lead=("x.xx.x.x........", "..x.xx.xx.......", "x..xx..x..x.....", ".x.xx.x.x..x....", "x.......x.xx.x.."),
    ),
    "slowcore": Family(
        0.8, (42, 76), (0.6, 0.8, 0.85, 0.45, 0.6, 0.3), grid=2, palette="guitar", harmony="loop", exact=0.1,
        drums="""
            bd: X....... | X...X... | X......x | X....x..
            sn/rs: ....X... | .X.X | ......X. | ....X..........o
            rd/ch/sh: XXXX | xxxxxxxx | X.x. | x..xx.x.
            ft/cr?: X............... | ......x.
        """,
        bass=("1.......", "1.....5.", "1...1...", "1..3....", "1......a", "1.......3....5.."),
        comp=("x.......", "x...x...", "x..x....", "x.....xx", "XXXX", "x.x.x_..", "x.......____x..."),
        arp=("0.1.2.1.", "01.20...", "0..1..2.", "0123....", "02.1.2.."),
        lead=("x.......", "x.x.x...", "..x...x.", "x..x....", "....x.xx", "x.....x.........", "xx......"),
    ),
}

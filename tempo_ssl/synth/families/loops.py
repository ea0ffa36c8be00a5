"""Rhythm families of loops and samples for producers: thin textures, mostly of one or two layers."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

# fmt: off
TABLE: dict[str, Family] = {
    # Drums and percussion alone.
    "break-ghosts-slow": Family(
        1, (85, 112), (1, 0, 0, 0, 0, 0), swing=(0.5, 0.59), palette="funk", exact=0.4,
        drums="""
            bd: X.X...x...x..x.. | X..X..x...X..... | X......x.xX....x | X.x....xX.x..... | X.X....x..X..x.. |
                X.X.......x.x...X..x..x..xX.....
            sn: ....X..o.o.oX..o | ....X.oo.o..Xo.o | o.o.X.o.oo.oX..o | .o..X..o.oo.X.o. |
                ....X..o.o..X..o.o..X..o.o.o..X.
            ch/rd: *xoxo | *x.x. | *Xoxx | x.x.x.x.x.x.x..x | x.xxx.x.xxx.x.x.
            oh?: .......x........ | ..............x. | ......x.........
            tb/rs?: *..x. | .x.x | *x.xx
        """,
    ),
    "break-ghosts-fast": Family(
        1, (150, 180), (1, 0, 0, 0, 0, 0), swing=(0.5, 0.54), palette="electronic", exact=0.7,
        drums="""
            bd: X.....X...X..... | X..X......x..X.. | X.x...X..x...... | X......X..X...x. |
                X.X.......X..x..X..X......X...x.
            sn: ....X.o..oo.X..o | ....X..oo..oXo.o | .o.oX..o.o..X.oo | ....X..o.X..o.X. |
                ....X.o..o.oX.....o.X..o.oX..rXo
            rd/ch/oh: *x.x. | *x.xo | XXXX | x.x.x.xxx.x.x.x. | x..x..x.x..x..x.
            ch/sh?: *xxxx | *.x.x | *..x.
            rs/cb?: ..x..x....x..x.. | ......x....x....
        """,
    ),
    "house-tops": Family(
        1, (116, 132), (1, 0, 0, 0, 0, 0), swing=(0.5, 0.58), palette="electronic", exact=0.95,
        drums="""
            oh/ch: *..x. | *..xo | ..x...x...x...xx | ..x...x...x..xx.
            ch/sh: *xxxx | *xoXo | *x.Xx | xox.xoxxxox.xoxx | x.xxx.xxx.xxxxxx
            cp/sn?: .X.X | ....X.......X.x. | ....X..o....X...
            rd/tb?: *x.x. | *..x. | XXXX
            rs/cl/cb?: ..x..x...x..x... | x..x..x...x..x.. | ......x..x......
        """,
    ),
    "trap-hat-rolls": Family(
        0.8, (126, 166), (1, 0.1, 0, 0, 0, 0), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="""
            ch: x.x.x.r.x.x.z.x. | x.x.xxx.x.r.x.zz | x.x.r.x.x.x.x.rr | x.xrx.x.x.z.x.xx | r.x.x.x.x.xzx.x. |
                x.x.x.x.x.x.r.x.x.x.xxx.x.z.zzrr | x..x..x.x..x..rr
            oh/ph?: ..............x. | ......x......... | ..........x.....
            ch/tb?: *x... | ....x.......x...
            rs/sh?: ...x......x..x.. | ..x......x..x...
            sn/cp?: ........X....... | ........X......o | ........X.....rr
        """,
        bass=("1.........1.....", "1.....1.........", "1..1......5....."),
    ),
    "techno-perc": Family(
        0.9, (122, 144), (1, 0, 0, 0.08, 0, 0), palette="electronic", harmony="static", exact=0.95,
        drums="""
            lt/mt/co/bl: ..x..x..x..x..x. | .x..x..x.x..x... | ...x..x....x..x. | x..x..x..x..x..x |
                ..xx.....x..x...
            rs/cl/cb/wb: x...x.x...x.x... | ..x.x..x..x.x..x | .x.x..x..x.x..x. | x.....x.....x...x.....x.....x...
            ch/sh/ph: *..x. | *.xxx | *x.xx | *xxXx
            bd?: XXXX | X...X...X...X..x | X...X...X..xX...
            cp?: .X.X | ....X.......X..x | ............X...
            ft/wl?: x.........x..... | ...............x | ..........x..x..
        """,
        arp=("0..0..0..0..0..0", "?..?.?..?..?.?..", "..?..?...?..?..."),
    ),
    "djembe-bell": Family(
        0.9, (92, 152), (1, 0, 0, 0, 0, 0), grid=3, palette="latin", harmony="static", exact=0.4,
        drums="""
            cb/ah/cl/al: x.x.xx.x.x.x | x.xx.x.xx.x. | x.x.x.xx.x.x | x..x.xx..x.x | *x.x
            co/bh/th: *Xox | x.xX.xx.xX.x | Xx.oxxXx.oxx | xo.xXXxo.xXX | .xx.XX.xx.XX
            lt/ft/bl: X.....X.x... | X..X....X.X. | ..X..X..X..X | X.X...X.X... | X.......X.X.X.....X.X...
            mt/cm/tl?: ..XX....XX.. | .X..X..X..X. | ....xx....xx
            sh/tb/cp?: *x.x | *xxx | XXXX | X.X.
        """,
    ),
    "frame-drums-six-eight": Family(
        0.9, (50, 132), (1, 0, 0, 0, 0.05, 0), beats=2, grid=3, palette="folk", harmony="static", exact=0.35,
        drums="""
            ft/lt/bl/co: X..... | X..X.. | X...X. | X.X... | X..x.X | X.....X..XX.
            bh/cm/rs/th: ..x.xx | .xx.xx | ..xX.x | .ox.Xo | .xxxX.oxx.X. | ..x..x
            tb/sh?: *xox | *x.x | xxxxxx | ..X..X
            cp/tm/tr?: X..... | ...X.. | ..x.x.
        """,
        lead=("x..x.x", "x.xx..", "x.....", "xxxx.x"),
    ),
    "brush-swing": Family(
        0.9, (84, 224), (1, 0.08, 0, 0, 0, 0), grid=3, palette="jazz", harmony="jazz", exact=0.1,
        drums="""
            sh/ch/sn: XXXX | *xoo | x..x.xx..x.x | o..X.oo..X.o | x.ox.xx.ox.x
            ph: .X.X | .x.x
            sn?: .....o.....o | ..o..x.....o | .....x..o... | ..o........x | ........x..x.....o......
            rd?: x..x.xx..x.x | XXXX | x..x..x..x.x
            bd?: oooo | x........... | o..o..o..o.x
        """,
        bass=("wwww", "1www", "w..w..w.ww.w"),
    ),
    "tom-triplets": Family(
        0.8, (66, 138), (1, 0, 0, 0, 0, 0), grid=3, palette="orchestra", harmony="static", exact=0.35,
        drums="""
            ft/bd: X..X..X..X.. | X.....X..... | X..X.xX..X.x | X.xx..X.x... | XX.X..XX.X.. | X.....X.xX..X..X..X.xX.x
            lt/ft: *X.x | *xxx | *Xox | ..x.xx..x.xx | XxxxXxxxXxxx | x.xx.xx.xxxx
            mt/ht?: ..x..x..x..x | ......X.xX.. | .........xxx | ....xx....xx
            rs/cl/cp?: XXXX | .X.X | *x.x | *.ox
            cr/tm?: X........... | X.......................
        """,
    ),
    # Basses alone.
    "octave-bass-loop": Family(
        0.9, (104, 136), (0.1, 1, 0, 0, 0, 0), palette="electronic", harmony="loop-minor", exact=0.8,
        drums="""
            bd/ch: XXXX
            oh/cp?: *..x. | .X.X
        """,
        bass=("*1.8.", "*1_8_", "*1.88", "1.8.1.8.1.8.5.8.", "1.8.1.8.3.8.5.8.", "*1.1.", "1.1.1.1.1.1.3.5.", "*_.1.",
              "1_8_1_81_8_81_8_", "*18.8", "1.1.8.1.1.8.1.8.", "1.1.1.8.1.1.5.8."),
    ),
    "slap-bass-loop": Family(
        0.9, (86, 124), (0.12, 1, 0, 0, 0, 0), swing=(0.5, 0.58), palette="bass", harmony="static", exact=0.3,
        drums="""
            bd: X.x.......x..... | X.......x.x.....
            sn: .X.X
            ch: *x.x. | *xoxo
        """,
        bass=("1_.8_1_8..1_7_8_", "11_8__1_.8_5_7.1", "1__1_8__1_18_5_7", "1_8_.11_8_.7_5_.", "1...__18_.8_1_3_",
              "1_.1.8_11_.8.7_5", "1.8__1.8__3.4.5.", "1__8_18__1_8_78_1_____8_7_5_3_1_"),
    ),
    "walking-bass-loop": Family(
        0.8, (88, 220), (0.1, 1, 0, 0, 0, 0), grid=3, palette="bass", harmony="jazz", exact=0.15,
        drums="""
            rd/ch: x..x.xx..x.x | XXXX
            ph?: .X.X
        """,
        bass=("1www", "wwww", "1wwa", "135a", "1..w.ww..w.w", "1..3..5..6.a", "1..w..w.ww..w..w.ww..a..",
              "8..6..5..3.a"),
    ),
    # Guitars alone.
    "power-chord-riff": Family(
        0.9, (88, 164), (0.1, 0.15, 1, 0, 0, 0), palette="metal", harmony="loop-minor", exact=0.35,
        drums="""
            bd/ch: XXXX | X.X.
            sn?: .X.X
        """,
        bass=("*1.1.", "1..1..1...1.1.1.", "1...1..1..1...1."),
        comp=("X..X..X_..X.X._.", "X.ooX.oo.oX.oooo", "X_ooX_X_ooX_oooo", "X..x.._.X.x..X._", "X.X._.X._.X.X...",
              "ooXooXooXooXoXoo", "X......XX.._X.X.", "X.oo.oX.oo.oX.X.X.oo.oX..X.X..._"),
    ),
    "scratch-guitar": Family(
        0.8, (92, 122), (0.12, 0, 1, 0, 0, 0), swing=(0.5, 0.57), palette="guitar", harmony="static", exact=0.3,
        drums="""
            bd/ch: XXXX | *x.x.
            sn/cp?: .X.X
        """,
        comp=("X_ooo_X_ooX_ooo_", "ooX_oo.ooX_ooX_o", "*ooXo", "X_oXoo_oXo_oX_oo", "_oX_o_oX_oX_o_X_",
              "XooXooX_ooXooX__", "*o_Xo", "oXooXoX_oXooXooooXooXoX_oX_X_X__"),
    ),
    "strum-loop-six-eight": Family(
        0.8, (44, 84), (0.06, 0.1, 1, 0, 0.1, 0), beats=2, grid=3, palette="guitar", harmony="folk", exact=0.3,
        drums="""
            sh/tb: xxxxxx | ..x..x
        """,
        bass=("1..5..", "1.....", "1..1.5"),
        comp=("X.xxxx", "b.xB.x", "x.oX.o", "X.xX.x", "X..x.x", "bxxBxx", "X.x.x.X.xoxo", "x.....x.oxo.",
              "XoxxoxXoxxxx"),
        lead=("x.....", "x..x..", "x.xx..", "..xx.x"),
    ),
    # Keys, machines, voices, mallets.
    "offbeat-piano-loop": Family(
        0.9, (116, 130), (0.1, 0.12, 1, 0, 0, 0), palette="keys", harmony="loop-minor", exact=0.85,
        drums="""
            bd: XXXX
            oh/cp?: *..x. | .X.X
        """,
        bass=("*..1.", "1..1..1..1..1.1.", "*_.1."),
        comp=("*__x_", "x__x__x__x__x_x_", "__x__x__x_x__x__", "x_x__x_x__x_x__x", "*__xx", "x__x__x___x__x__",
              "x__x_x__x_x_x_x_", "_.x_..x_.x_..x_.x_.x_..x_.x_x_x_"),
    ),
    "cross-pluck": Family(
        0.9, (104, 136), (0.08, 0.1, 0, 1, 0, 0.1), palette="electronic", harmony="pop-minor", exact=0.95,
        drums="""
            bd/ch: XXXX
            cp/sh?: .X.X | *..x.
        """,
        bass=("*1...", "1...............", "1.....1.....1..."),
        arp=("?..?..?..?..?..??..?..?..?..?..?", "0..1..2..0..1..20..1..2..0..1..2", "?..?..?..?..?.?.",
             "?.??.??.??.??.??.??.??.??.??.??.", "0..12.0..12.0..12.0..12.0..12.0.", "01201201201201201201201201201230",
             "?_.?_.?_.?_.?_?_", "?..??..?..??..?."),
    ),
    "chop-lead": Family(
        0.8, (98, 150), (0.1, 0.08, 0, 0, 1, 0.05), palette="voices", harmony="loop-minor", exact=0.9,
        drums="""
            bd: XXXX | X.....x.X.......
            cp/sn?: .X.X
        """,
        bass=("1...............", "1..1..1.1..1..1."),
        lead=("x_.x_x_.x_.x__x_", "_.x_x__x_.xx_.x_", "x__xx_.x__x_x_.x", "xx_.x_.xx_.x.___", "x_x_.xx_.x_x.___",
              "__x_x__x__x_x__x", "x_.x_.x_x_______x_.x_.x_xxx_x___", "x..x_.x...x_xxxx"),
    ),
    "mallet-loop-three": Family(
        0.7, (76, 176), (0.05, 0.08, 0, 0.9, 0.35, 0.1), beats=3, grid=2, palette="bells", harmony="loop", exact=0.6,
        drums="""
            sh/wb/tr: XXX | *xx
        """,
        bass=("1.....", "1...5.", "1..1.."),
        arp=("0.12.1", "02.1.2", "0123.2", "0.2.10", "?.??.?", "012.120.1203", "0.1.2.3_2_1_", "?..?.."),
        lead=("x..x..", "x.xx.x", "x....x", ".x.xx.", "x.x.xxx....."),
    ),
    "gated-pad": Family(
        0.7, (110, 142), (0.08, 0.08, 1, 0, 0, 0), palette="ensemble", harmony="pop-minor", exact=0.95,
        drums="""
            bd: XXXX
            ch/oh?: *..x.
        """,
        bass=("*1_1_", "1..............."),
        comp=("*x_xx", "x_xx_xx_x_xx_xx_", "xx_x_xx_x_x_xx_x", "x._x._x._x._x_x_", "*_xxx", "x_x_xxx_x_x_x_xx", "*x_x_",
              "xxx_xx_x_xxx_x__", "x_xx_x__x_xx_xxxx_xx_x__xxx_x_x_"),
    ),
}

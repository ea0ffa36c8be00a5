"""Rhythm families of European and North American folk dance and song: mostly without drums."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    "kerry-polka": Family(
        0.9, (108, 152), (0.1, 0.25, 0.65, 0.05, 0.97, 0.08), beats=2, swing=(0.5, 0.56), palette="folk",
        harmony="folk",
        drums="""
            lt/tb/bh: *o.X. | *xoXo | *x.xx | *..X.
        """,
        bass=("15", "1_5_", "1...v...", "1.......", "*1_5_"),
        comp=("*b.X.", "*__x_", "*x.X.", "x...x...", "*b.xx", "x..x..x."),
        arp=("*0.1.", "0.1.2.1."),
        lead=("*x.x.", "x.xxx.x.", "x.x.x...", "x.x.xxx.", "x..xx.x.", "*x.xx", "x.x.x.x.x.x.x...", "xxx.x.x."),
    ),
    "single-jig": Family(
        0.9, (104, 156), (0.08, 0.25, 0.65, 0.05, 0.97, 0.1), grid=3, palette="folk", harmony="folk",
        drums="""
            lt/tb: *X.x | *Xox | X.xX.xX.xXxx
            tb?: .x.x | *..x
        """,
        bass=("1.5.", "1....15....1", "1...", "1..1..5..5..", "1.11.15.55.5"),
        comp=("*b.x", "b..x..B..x..", "x...", "x.x.", "x.xx..x.xx..", "*x.o"),
        arp=("*0.1", "012012012012"),
        lead=("*x.x", "x.xx.xx.xx..", "x.xxxxx.xx..", "x.xx.xx..x..", "xxxx.xx.xx..", "x..x.xx.xx.x",
              "x.xx.xxxxx..", "x.xx.xx..xxx"),
    ),
    "pipe-march": Family(
        0.8, (68, 122), (0.45, 0.15, 0.25, 0, 1, 0.5), beats=2, grid=3, palette="folk", harmony="folk",
        drums="""
            sn: X.xXxx | XrxX.x | *Xxx | X.rX.xXrrX.. | *X.r
            bd/ft: XX | X..... | X..X.x
            lt?: X..X.. | X.xX..
        """,
        bass=("1.....", "1..5..", "11", "1..........."),
        comp=("x.....", "b..x..", "b.xB.x", "x..x..", "x..........."),
        lead=("x.xx.x", "x..x.x", "x.xx..", "xxxx.x", "*x..xx.", "x.xx.xx..x..", "x.xxxx", "*x.xx..", "xx.x.x"),
    ),
    "schottische": Family(
        0.9, (116, 172), (0.12, 0.5, 0.85, 0.03, 0.95, 0.03), grid=2, swing=(0.53, 0.68), palette="folk",
        harmony="folk",
        drums="""
            bd: X.X. | XXXX
            sn/tb: .x.x | .x.xxxxx
        """,
        bass=("1.5.", "1.v.", "1_5_1_1_", "1.5.1.5.", "1.5.1351"),
        comp=("b.xxB.xx", "b.x.B.x.", "_x_x", "b.x.b.xx", "x.x.x...", "x.xxx..."),
        arp=("02120212", "0.1.2.1."),
        lead=("x.xxx.xx", "x.x.x...", "xxxxx...", "x.xxx.xxx.x.x...", "*xx", "x.xxx.x.", "x.x.x.xx", "xxxxx.x."),
    ),
    "folk-mazurka": Family(
        0.9, (98, 165), (0.08, 0.45, 0.8, 0.08, 0.95, 0.05), beats=3, swing=(0.5, 0.57), palette="folk",
        harmony="folk",
        drums="""
            bd/lt: X.. | X.x
            sn/tb: .xX | ..X | .X. | *x...
        """,
        bass=("1..", "1.5", "1.....5.....", "1..v..", "11_"),
        comp=("bxX", "bXx", "_xX", "b.X", "b...x.x.x...", "x...X...x..."),
        arp=("012", "0.1.2.1.2.1.", "021"),
        lead=("x..xx...x...", "x.x.x...x...", "x..xx.x.x.x.", "x..xx...x..xx...x.......", "x...x.......",
              "*x..x", "xxx.x...x...", "x..xx..xx..."),
    ),
    "polska": Family(
        1, (86, 132), (0.06, 0.25, 0.5, 0.05, 0.98, 0.12), beats=3, palette="folk", harmony="folk", exact=0.15,
        drums="""
            bd/lt: X.X | X.x | X.......X.x.
            tb?: ..x | .xx
        """,
        bass=("1.1", "1.5", "1..", "1.....1.5...", "1...1...5.1."),
        comp=("b.x", "x.x", "bxx", "x..", "x...x.x.x...", "*x.x."),
        arp=("*0121", "0.1.2.1.2.1."),
        lead=("x.xxx.xxx.x.", "xxxxxxxxx...", "xxxxx.x.x...", "x..xx.xxx.x.", "*xxxx", "*xxx", "*x.xx",
              "x.x.x.xxx..."),
    ),
    "slow-air": Family(
        0.9, (48, 84), (0, 0.15, 0.3, 0.25, 1, 0.35), beats=3, palette="folk", harmony="folk", exact=0.1,
        bass=("1..", "1.....5.....", "1.......5...", "11_"),
        comp=("x..", "x....x", "x.x", "b...x...x..."),
        arp=("0.1.2.3.2.1.", "012", "0.1.2.......", "*0.1.", "*0121"),
        lead=("x.......x.x.", "x.....x.x...", "x...........", "x...x...x.xx", "x.xxx...x...",
              "x.......x.....x.x.x.....", "x.x.x...x.x.", "x..xx......."),
    ),
    "sevillanas": Family(
        0.9, (126, 198), (0.35, 0.3, 0.95, 0.08, 0.6, 0), beats=3, grid=2, palette="guitar", harmony="loop-minor",
        drums="""
            cl/rs: X.xxx. | x.xxxx | Xrx.x. | x.xxx.x.x.x.
            cp: .xx | X.x.x. | .xxxxx | xxx
            bd?: X.. | X..X..X.X.X.
        """,
        bass=("1..", "1..15.", "1..1..1.5.1.", "1.5"),
        comp=("x.XxX.", "b.xxx.", "xxXxXx", "b.x.x.b.xxx.", "x..x..x.x.x.", "bXx"),
        arp=("012321", "0.1212"),
        lead=("x.xxx.", "x.x.x.", "xxxxxx", "x..x..x.x.x.", "x.x.x.x.....", "..xxxx", "x..xx."),
    ),
    "bulerias": Family(
        0.8, (92, 132), (0.5, 0.2, 0.95, 0.1, 0.6, 0), beats=3, palette="guitar", harmony="loop-minor", exact=0.15,
        drums="""
            cp: X.x.x.X.x.x.X.x.X.x.X.x. | X.....X.....X...X...X... | *x.x. | X.xxx.X.xxx.X.x.X.x.X.x.
            cp/rs?: *.x.x | *.x.. | *..x.
            bd/ft?: XXX | X.....X.....X...X...X...
        """,
        bass=("1.....1.....1...5...1...", "1..", "1..5..1.5.1.", "1...........1...5...8..."),
        comp=("X.o.o.X.o.o.X.o.X.o.X.o.", "x.....x.....x...x...x...", "X.xxx.X.xxx.X...X...X...", "*X.xo", "*x.X.",
              "X.x.x.X.....x.x.x.x.X..."),
        arp=("012012012012", "*0121", "0.1.2.0.1.2.0.1.2.1.0..."),
        lead=("x.x.x.x.x.x.", "xxxxxxx.....", "..xxx.x.x...", "*x.xx", "x.....x.....x...x...x...", "x.x.x.x.....",
              "x..........."),
    ),
    "rumba-flamenca": Family(
        1, (88, 130), (0.6, 0.6, 0.97, 0.05, 0.65, 0.05), palette="guitar", harmony="pop-minor",
        drums="""
            bd/ft/co: X..x....X..x.... | X.....x.X.....x. | X..X..X. | ...x..x....x..x.
            cp/sn: *..x. | .X.X | ..x..x.. | ...x..x....x..x. | *.xx.
            sh/ch/gs?: *xoxo | *x.x.
        """,
        bass=("1..5..1.", "1.....5.1.......", "1..1..5.1..1..5.", "1.....1.5.....5.", "1.5."),
        comp=("X..X..X.", "x..xx.x.x..xx.x.", "xoxXoxXoxoxXoxXo", "X.oxoxX.X.oxoxX.", "x.xX.xX.x.xX.xx.", "*x.Xo"),
        arp=("0120120120120120", "0.1.2.1.0.1.2.1."),
        lead=("x.xxx.x.", "..x.x.x.x...x...", "x..x..x.x.......", "*x.x.", "x.x.x.xxx.......", ".xx.xx..",
              "x...x.x."),
    ),
    "folk-tarantella": Family(
        1, (98, 178), (0.5, 0.5, 0.8, 0.1, 0.95, 0.03), beats=2, grid=3, palette="folk", harmony="pop-minor",
        drums="""
            tb: *Xxx | Xxxxxx | X.xXxx | *xoX
            bd/lt/ft?: XX | X.xX.. | X..X.x
            cl/cp?: *x.. | xxxx..
        """,
        bass=("15", "1.....", "1.15..", "1.51.5", "111555"),
        comp=("*bxx", "*_xx", "bxxBxx", "x..x..", "b.xB.x", "xxxxxx"),
        arp=("012012", "012321", "*021"),
        lead=("xxxxxx", "xxxx..", "x.xx.x", "xxxx.x", "x.xxxx", "xxxxxxx.xx..", "x..x.x", ".xxxxx"),
    ),
    "csardas-slow": Family(
        0.8, (64, 136), (0.03, 0.75, 0.9, 0.1, 0.95, 0.05), palette="orchestra", harmony="pop-minor", exact=0.1,
        drums="""
            bd/lt: X.x. | XXXX
        """,
        bass=("1.5.", "1111", "1...", "*1.1.", "1.1.5.5."),
        comp=("*x.X.", "*b.X.", "*b.x.", "*__X.", "xxxx", "x.x."),
        arp=("*0121", "*012321", "*????"),
        lead=("x..xx..xx...x...", "xx..x..xx...x...", "x...x...x..xx...", "x.x.x..xx...x...", "*xx..", "*x..x",
              "xxxxx.x.xxxxx...", "x.......x..xx..."),
    ),
    "krakowiak": Family(
        0.7, (98, 146), (0.15, 0.65, 0.9, 0, 0.95, 0.03), beats=2, palette="folk", harmony="folk",
        drums="""
            bd/lt: XX | X.x...x.
            sn/tb: *..x. | x.X...x. | *..xx
        """,
        bass=("15", "1v", "1.1...5.", "1.5...1.", "1_5_"),
        comp=("*b.x.", "*__x_", "x.X...x.", "bx", "b.X...x.", "*x.x."),
        lead=("x.x...x.", "x.x...x.x.x.x...", "x.x...xx", "xxxxx.x.", "x.x.x...", "x.xxx.x.",
              "x.x...x.x...x...", "xx.xx.x."),
    ),
    "breton-dance": Family(
        1, (102, 160), (0.12, 0.3, 0.5, 0.03, 0.98, 0.25), grid=2, swing=(0.5, 0.58), palette="folk", harmony="folk",
        drums="""
            lt/bd/ft: X.X. | XXXX | X..X..X.
            sn/tb: *xx | .x.x | x.xxx.xx
        """,
        bass=("1.......", "1...1...", "1.1.1.1.", "1..1..5.", "1.5."),
        comp=("x...x...", "*xx", "X.xxX.xx", "x..x..x.", "x.xx.xx.", "b.x.b.x."),
        arp=("01210121", "01201201"),
        lead=("xxxxx.x.", "x.xxx.xx", "xx.xx.x.", "*xx", "x.xxxxx.", "xxx.xxx.", "x.x.xxx.", "x.x.x.xxxxxxx..."),
    ),
    "sea-shanty-six-eight": Family(
        0.8, (56, 108), (0.25, 0.3, 0.55, 0.03, 0.98, 0.1), beats=2, grid=3, palette="voices", harmony="folk",
        drums="""
            bd/ft/lt: XX | X..... | X..X.x
            cp/tb?: .X | x..x.. | ...x.x
        """,
        bass=("15", "1.....", "1.35..", "1.15.5"),
        comp=("x.....", "b..x..", "b.xB.x", "x..x..", "*x_x", "x.....x..x.."),
        arp=("012012", "0.12.1"),
        lead=("x.xx.x", "x..x.x", "x.xx..", "x....x", "xxxx.x", "x.....", "x.xx.xx....x", "x.xxxx"),
    ),
    "old-time-banjo": Family(
        1.1, (90, 134), (0.04, 0.4, 0.6, 0.6, 0.75, 0), beats=2, swing=(0.5, 0.57), palette="country", harmony="folk",
        drums="""
            bd/wb: XX | *x.xx
            cl/rs?: *x.xx | *..x. | x..xx.xx
        """,
        bass=("15", "1_5_", "1...5.7.", "1v", "1_.5_...1_.1_.5."),
        comp=("*b.xx", "*x.xx", "*b.xo", "*b.x.", "*boxo", "b.xxB.xx"),
        arp=("*0.21", "*0.12", "0.120.22", "0.230121", "*0212"),
        lead=("*x.xx", "xxxxxxxx", "x.xxxxxx", "x.xxx.x.", "xxx.xxxx", "x..xxxxx", "x.x.x.xx", ".xxx.xxx"),
    ),
    "cajun-two-step": Family(
        0.8, (82, 124), (0.55, 0.65, 0.9, 0, 0.95, 0), beats=2, swing=(0.53, 0.66), palette="folk", harmony="folk",
        drums="""
            tr/tm: *X.xx | *x.x. | *xxXx | X.xxX.x.
            bd: XX | X.......
            sn/rs?: *..x. | *..xo
        """,
        bass=("15", "1v", "1_5_", "1.......", "1...5.7."),
        comp=("*b.x.", "*__x_", "*b.xx", "*__xx", "*xoXo", "b.x.B.xx"),
        lead=("*x.xx", "xxxxx.x.", "x..xx.x.", "*xxxx", "x.xxx...", "xxx.x...", "x.x.x.xx", "x.xxxxxxx......."),
    ),
    "zydeco": Family(
        0.9, (94, 172), (0.93, 0.9, 0.85, 0, 0.85, 0.03), grid=3, palette="band", harmony="blues",
        drums="""
            bd: XXXX | X....xX..... | X..X.xX..X.x | X.X.
            sn: .X.X | ...X.....X.x | *..x
            wb/gs/tb: *X.x | *Xxx | X.xXxxX.xXxx | *x.X
            ch?: *x.x | XXXX
        """,
        bass=("1135", "*1.1", "1..3..5..3..", "1.13.35.53.3", "1....15.....", "1.5."),
        comp=("*__x", "*x_x", "*b.x", "...x.....x..", "x..x.xx..x.x", "..x..x..x..x"),
        lead=("x.xx.xx.....", "*x.x", "xxxxxxx.....", "..xx.xx..x..", "x..x.xx..x..", "x.x..xx..x.x", "x....xx.xx.."),
    ),
    "musette-waltz": Family(
        1, (148, 226), (0.2, 0.7, 0.93, 0.03, 0.95, 0.03), beats=3, grid=2, swing=(0.5, 0.56), palette="folk",
        harmony="pop-minor",
        drums="""
            bd: X.. | X..X.x
            sn/rs/ch: .xx | .xX | ..x.xx
        """,
        bass=("1..", "1..5..", "1._", "135", "1..v.."),
        comp=("bxx", "_xx", "bxxBxx", "b.x_x_", "__x_x_", "b.x.xx"),
        arp=("012321", "*012"),
        lead=("xxxxxx", "x.xxxx", "*xxx", "x.....", "x...x.", ".xxxxx", "x.x.x.x.....", "xxxxxxx....."),
    ),
    "songwriter-six-eight": Family(
        1.2, (42, 78), (0.12, 0.4, 0.45, 0.8, 0.7, 0.15), beats=2, grid=3, palette="guitar", harmony="pop",
        drums="""
            bd: X..... | X.x...
            rs/sn/sh: ...X.. | *x.. | xxxxxx
        """,
        bass=("1.....", "15", "1....5", "1..5.5", "1.........5."),
        comp=("x.....", "x..x..", "X.xXox", "b.xxxx", "x.xx.x", "XoxXox"),
        arp=("012321", "031213", "*012121", "012121021212", "0.1232"),
        lead=("x..x..", "x.xx.x", "x.....", "..xxxx", "x.xx..", "x....x", "x..x.xx.....", "xxxx.."),
    ),
}

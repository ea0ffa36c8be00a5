"""Rhythm families of folk dance, classical and solo music: mostly without drums."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

_REEL = ("xxxxxxxx", "x.xxx.xx", "xxxxx.x.", "x.xxxxxx", "x.x.x.x.", "xx.xxxxx", "x.x.x...")
_JIG = ("xxxxxx", "x.xx.x", "x.xxxx", "xxxx.x", "xxxx..", "x..x.x", "x.xx..", "x..xxx")
_WALTZ = ("x...x.", "x.x.x.", "x.....", "x..xx.", "xxx.x.", "x.xxxx", "xxxxxx", "x.x...", "..x.x.", "x...xx")
_COMMON = ("x.x.x.x.", "x...x...", "x..xx.x.", "x.xxx.x.", "x.x.x...", "xxx.x.x.", "x.......", "x...x.x.")
_MARCH_DRUMS = "sn: *X.xx | *x.x. | *xxxx | X..xX.X.X..xX.rr\nbd: X.X. | XXXX\ncr?: X.X."

TABLE: dict[str, Family] = {
    "jig": Family(
        3, (68, 180), (0.07, 0.35, 0.7, 0.1, 0.97, 0.12), beats=2, grid=3, palette="folk", harmony="folk",
        drums="lt/tb/bd: *x.x | XxxXxx | *X..\ntb?: *x.x", bass=("1..5..", "1..1..", "1.....", "1.15.5"), comp=("b.xB.x", "b.xb.x", "x..x..", "x.....", "x.xx.x", "b.xb.x", "bxxBxx", "xxxxxx"), arp=("012012", "012121"), lead=_JIG,
    ),
    "slip-jig": Family(
        1.2, (68, 180), (0.06, 0.35, 0.7, 0.1, 0.97, 0.12), beats=3, grid=3, palette="folk", harmony="folk",
        drums="lt/tb: *x.x | XxxXxxXxx", bass=("1..1..5..", "1........", "1..5..5.."), comp=("b.xb.xb.x", "x..x..x..", "x........", "b.xx.xx.x", "b..x..x.."), arp=("012012012", "012321012"), lead=("xxxxxxxxx", "x.xx.xx.x", "x.xxxxx..", "xxxx.xx..", "x..x.xxxx", "x.xx.xxxx", "x.xx.xx.."),
    ),
    "reel": Family(
        2.5, (70, 190), (0.1, 0.35, 0.75, 0.1, 0.97, 0.1), grid=2, palette="folk", harmony="folk", swing=(0.5, 0.57),
        drums="lt/tb/bd: XxxxXxxx | x.x.x.x. | XXXX\ntb?: ..x...x.", bass=("1...5...", "1.5.1.5.", "1.......", "1.1.1.1."), comp=("b.x.B.x.", "b.x.b.x.", "x...x...", "x.x.x.x.", "x.......", "_x_x_x_x", "x..x..x.", "x.xxx.xx"), lead=_REEL,
    ),
    "polka": Family(
        1.3, (80, 190), (0.25, 0.7, 0.9, 0, 0.95, 0), beats=2, palette="folk", harmony="folk",
        drums="bd: XX\nsn/ch: .x.x | *..x.\ncr?: X.......", bass=("1.5.", "1.v.", "1...5..."), comp=("_x_x", "bxBx", "*b.x.", "*__x_", "*x.x.", "*__xx"), lead=("*x.x.", "x.x.x...", "xxxxx.x.", "x.xxx.x.", "*xxxx", "x.xxx.xx", "x.x.xxxx"),
    ),
    "march": Family(
        1.2, (80, 150), (0.45, 0.8, 0.85, 0, 0.95, 0.05), palette="brass", harmony="folk",
        drums=_MARCH_DRUMS, bass=("1.5.", "1.v.", "1.1.5.5."), comp=("b.x.B.x.", "_x_x_x_x", "*__x_", "xxxx"), lead=("*x..x", "x...x.x.", "x..xx...x..xx...", "x...x...x..xx...", "*x.x.", "x.......x...x..."),
    ),
    "hornpipe": Family(
        1.2, (70, 180), (0.05, 0.35, 0.75, 0.05, 0.97, 0.08), grid=2, palette="folk", harmony="folk", swing=(0.6, 0.72),
        drums="lt/tb: XxxxXxxx | XXXX", bass=("1...5...", "1.5.1.5."), comp=("b.x.B.x.", "b.x.b.x.", "x...x...", "x.......", "x.x.x.x."), lead=_REEL,
    ),
    "strathspey": Family(
        0.7, (70, 150), (0.05, 0.35, 0.75, 0, 0.97, 0.1), palette="folk", harmony="folk",
        drums="sn/lt: *X.xx", bass=("1.5.", "1...5..."), comp=("b.x.B.x.", "xxxx", "x.......x......."), lead=("*x..x", "x..xxx..x..xx...", "xx..x..xx..xxx..", "x..xx..xx...x..."),
    ),
    "folk-song": Family(
        1.5, (70, 150), (0.05, 0.5, 0.85, 0.3, 0.95, 0.1), grid=2, palette="folk", harmony="folk",
        drums="tb/sh: XXXX | .x.x", bass=("1.5.", "1.......", "1..."), comp=("b.x.B.x.", "x...x...", "x.......", "bxxxbxxx", "x.xx.xxx", "bxBx"), arp=("02120212", "01210121"), lead=_COMMON,
    ),
    "waltz": Family(
        4, (78, 200), (0.15, 0.55, 0.85, 0.15, 0.9, 0.2), beats=3, grid=2, palette="folk", harmony="folk", swing=(0.5, 0.58),
        drums="bd: X..\nsn/ch/rd/rs: .xx\ntb?: .xx", bass=("1.....", "1.....5.....", "1...5.", "135"), comp=("b.x.x.", "bxxBxx", "b.x.x.B.x.x.", "_xx", "x.....", "x.x.x.", "b.x.xx", "xxxxxx", "b...x."), arp=("012321", "012121", "021212", "0.1.2.", "012"), lead=_WALTZ,
    ),
    "viennese-waltz": Family(
        1.2, (150, 215), (0.2, 0.7, 0.9, 0, 0.9, 0.4), beats=3, grid=2, palette="orchestra", harmony="folk",
        drums="bd: X..\nsn/tb: .xx", bass=("1.....", "1.....5....."), comp=("_xx", "bxx", "bxxBxx", "b.x.x."), lead=("x.....", "x...x.", "x.x.x.", "x.x.......x.", "x..........."),
    ),
    "pop-waltz": Family(
        1.5, (84, 190), (0.75, 0.85, 0.9, 0.3, 0.7, 0.2), beats=3, grid=2, palette="pop", swing=(0.5, 0.66),
        drums="bd: X.. | X..... | X...x.\nsn/rs/cp: .XX | ..X | ..X... | ..X.X.\nch/rd/sh: xxxxxx | Xxx | XxXxXx | X.xxx.\ntb?: .xx", bass=("1.....", "1.1.5.", "1..", "1...5.", "111111"), comp=("bxx", "x.x.x.", "x.....", "xxxxxx", "b.xxx.", "x..x.."), arp=("012321", "012121", "010201"), lead=_WALTZ,
    ),
    "slow-three-four": Family(
        0.8, (56, 92), (0.5, 0.8, 0.9, 0.4, 0.8, 0.3), beats=3, palette="pop",
        drums="bd: X..x..x..... | X..\nsn/rs: ..X | ....x...X...\nch/rd: *x.x. | *xoxo", bass=("1.......5...", "1..........."), comp=("*x.x.", "x...........", "bxx", "xxx"), arp=("*0121", "*0.1.", "0.1.2.3.2.1."), lead=("x.......x...", "x.x.x...x...", "x...x.xxx...", "..x.x.x.x..."),
    ),
    "jazz-waltz": Family(
        0.8, (105, 195), (0.9, 0.9, 0.85, 0, 0.75, 0.05), beats=3, grid=3, palette="jazz", harmony="jazz",
        drums="rd/ch: X..x.xx.. | X..x.xx.x | XXX\nph/rs: .x. | .xx\nbd?: X..\nsn?: .....o..o", bass=("1.....5..", "www", "1........", "1..5....."), comp=("...x.....", "x....x...", ".xx", "x........"), lead=("x..x.xx..", "x.xx.xx.x", "x.....x..", "*x.x"),
    ),
    "minuet": Family(
        0.7, (90, 150), (0, 0.6, 0.8, 0.3, 0.95, 0), beats=3, grid=2, palette="orchestra", harmony="folk",
        bass=("1.3.5.", "1.....", "135", "1...5."), comp=("bxx", "x.....", "x.x.x."), arp=("012121", "021212"), lead=("x.xxxx", "x.x.x.", "xxxxxx", "x..xx.", "x.xxx.", "x....."),
    ),
    "ballroom-tango": Family(
        0.8, (108, 136), (0.5, 0.85, 0.9, 0, 0.8, 0.2), palette="orchestra", harmony="pop-minor",
        drums="sn: XXXX | X.X.X.Xx | *X..o\nbd?: XXXX", bass=("1111", "1.1.5.5.", "1.5."), comp=("*x_..", "X_x_X_xx", "X_x_X_x_X_x_X_xx", "x..xx_x_"), lead=("x...x.x.x...x...", "*x.xx", "x.xxx...x.x.x...", "*x..."),
    ),
    "tango-habanera": Family(
        0.8, (54, 74), (0.3, 0.9, 0.8, 0.1, 0.85, 0.2), beats=2, palette="orchestra", harmony="pop-minor",
        drums="rs/sn/tb: X..xX.X. | X..xX.x.", bass=("1..15.5.", "1..58.5.", "1..1..5."), comp=("x..xx.x.", "b.xxbxx.", "x..x..x."), lead=("x.xxx.x.", "xxxxx...", "x..xx.x.", ".xxxx.x."),
    ),
    "klezmer": Family(
        0.5, (90, 170), (0.4, 0.9, 0.9, 0, 0.95, 0), palette="folk", harmony="pop-minor",
        drums="bd: XXXX | X..X..X.\nsn: *..x. | ..x...x. | ...x..x....x..x.", bass=("1.5.", "1.v.", "1..1..5."), comp=("*__x_", "bxBx", "_x_x_x_x"), lead=("*x.xx", "x.xxx.x.x.......", "*xxxx", "x..xx..xx......."),
    ),
    "hymn": Family(
        1.2, (60, 116), (0, 0.5, 0.97, 0, 0.9, 0.1), grid=2, palette="church", harmony="folk",
        bass=("1.5.", "1.3.5.1.", "1..."), comp=("xxxx", "xxxx", "x.x.", "x...x.xx"), lead=("xxxx", "x.x.x.x.", "x.x.x...", "x..xx.x.", "x.xxx.x.", "x...x..."),
    ),
    "hymn-three": Family(
        0.8, (66, 130), (0, 0.5, 0.97, 0, 0.9, 0.1), beats=3, grid=2, palette="church", harmony="folk",
        bass=("135", "1..", "1.5"), comp=("xxx", "xxx", "x.x", "x.."), lead=("x...x.", "x.x.x.", "x..xx.", "x.....", "xxx.x."),
    ),
    "piano-arpeggio": Family(
        2, (58, 140), (0.03, 0.4, 0.2, 1, 0.6, 0.2), grid=4, palette="keys",
        drums="sh: *x.x.", bass=("1.......", "1...", "1.5."), comp=("x.......", "xxxx"), arp=("0121012101210121", "*0121", "0.1.2.1.0.1.2.1.", "0123432101234321", "0212021202120212", "0.1.2.3.4.3.2.1.", "*0212", "????????????????", "?.?.?.?.?.?.?.?."), lead=_COMMON,
    ),
    "piano-arpeggio-three": Family(
        1.2, (60, 180), (0.03, 0.4, 0.2, 1, 0.6, 0.2), beats=3, grid=2, palette="keys",
        drums="sh: xxx", bass=("1.....", "1.5.5.", "1.."), comp=("x.....", "_xx"), arp=("012321", "012121", "021212", "0.1.2.", "012012", "012343", "??????", "010201"), lead=_WALTZ,
    ),
    "triplet-arpeggio": Family(
        1, (50, 110), (0.05, 0.5, 0.2, 1, 0.6, 0.2), grid=3, palette="keys",
        drums="sh: *xxx", bass=("1...", "1...........", "1.5."), comp=("x...........",), arp=("*012", "*021", "*210", "012321012321", "????????????", "*?.?"), lead=("x..x..x..x..", "x.....x.....", "x..x.xx.....", "x........x.."),
    ),
    "music-box": Family(
        0.8, (60, 150), (0, 0.05, 0.2, 0.8, 0.95, 0), grid=2, palette="bells", harmony="folk",
        bass=("1.......",), comp=("x.......", "x...x..."), arp=("01210121", "02120212", "0.1.2.1.", "0.2.1.2."), lead=_COMMON,
    ),
    "music-box-waltz": Family(
        0.7, (80, 180), (0, 0.05, 0.4, 0.7, 0.95, 0), beats=3, grid=2, palette="bells", harmony="folk",
        bass=("1.....",), comp=("bxx", "_xx", "x....."), arp=("0.1.2.", "012121", "0.2.1."), lead=_WALTZ,
    ),
    "strings-ostinato": Family(
        1.2, (70, 160), (0.15, 0.7, 0.8, 0.6, 0.5, 0.4), palette="orchestra", harmony="pop-minor",
        drums="lt/bd: X...............  | X.X. | X..x..x.\ncr?: X...............", bass=("*1_1_", "1...............", "*1_11", "1..1..1."), comp=("*xxxx", "*x_x_", "*x_xx", "x..x..x.x..x..x.", "*x..."), arp=("*0121", "*0.1.", "0120120120120120", "????????????????"), lead=("x...............", "x.......x.......", "x...........x..."),
    ),
    "cinematic": Family(
        1, (74, 160), (0.7, 0.7, 0.8, 0.5, 0.5, 0.5), palette="orchestra", harmony="pop-minor",
        drums="lt/bd: X..x..x.X..x..x. | X..x..x. | *X.xx | X.......X.x.x...\nft?: XXXX | X.X.\nsn?: *xxxx | ..X...X.\ncr?: X...............", bass=("*1_1_", "1..1..1.1..1..1.", "*1_11", "1......."), comp=("*x_xx", "*x_x_", "x_.x_.x_x_.x_.x_", "*xxxx"), arp=("*0121", "0120120120120120", "*0.1."), lead=("x...............", "x.......x.......", "x..x..x.x......."),
    ),
    "cinematic-six-eight": Family(
        0.8, (60, 140), (0.6, 0.7, 0.85, 0.5, 0.5, 0.4), beats=2, grid=3, palette="orchestra", harmony="pop-minor",
        drums="lt/bd: XX | X.xX.. | X..X.x | X.....\nsn?: *xxx | *.xx", bass=("1..1..", "1.....", "1.11.1"), comp=("xxxxxx", "x_xx_x", "x..x..", "XxxXxx"), arp=("012012", "012321", "??????"), lead=("x.....", "x..x..", "x....x", "x.xx.."),
    ),
    "minimalism": Family(
        1, (66, 150), (0.05, 0.4, 0.5, 1, 0.4, 0.2), grid=2, palette="keys", harmony="loop",
        drums="sh/wb: xxxxxxxx | XXXX", bass=("1.......", "1...", "1..1..1."), comp=("xxxxxxxx", "x..x..x.", "x.xx.x.x"), arp=("01210121", "012012012012012012012012", "01230123", "0120120120120123", "02130213", "????????"), lead=("x.......", "x...x..."),
    ),
    "strummed-guitar": Family(
        1.5, (70, 160), (0.05, 0.25, 1, 0, 0.4, 0.05), palette="guitar",
        drums="sh/tb/cp: *x.x. | .x.x", bass=("1.5.", "1.......", "1..."), comp=("x.x.x.x.", "x.xx.xxx", "X.xxXxxx", "X.xo.oxo", "xxxx", "*x.xo", "X..xX.xxX..xX.xx", "x...x.xx", "b.x.b.xx", "*Xoxo"), lead=_COMMON,
    ),
    "strummed-three": Family(
        0.8, (80, 190), (0.05, 0.25, 1, 0, 0.4, 0.05), beats=3, grid=2, palette="guitar",
        drums="sh/tb: .xx", bass=("1.....", "1.."), comp=("b.x.x.", "x.xxxx", "x.x.x.", "x.xxx.", "b.xxxx", "bxx", "x....."), lead=_WALTZ,
    ),
    "fingerpicking": Family(
        1.5, (66, 140), (0.03, 0.25, 0.1, 1, 0.45, 0.05), palette="guitar",
        drums="sh: *x.x.", bass=("1.5.", "1.v."), comp=("x.......",), arp=("0.2.1.3.0.2.1.3.", "02130213", "0.3.1.2.", "0.231.230.231.23", "01230123", "0.1.2.3.", "02312031", "0212"), lead=_COMMON,
    ),
    "solo-melody": Family(
        1.5, (68, 160), (0, 0, 0, 0, 1, 0), grid=2, palette="solo", harmony="folk", lead=_COMMON + _REEL,
    ),
    "solo-melody-three": Family(
        1, (80, 190), (0, 0, 0, 0, 1, 0), beats=3, grid=2, palette="solo", harmony="folk", lead=_WALTZ,
    ),
    "solo-bass": Family(
        1, (70, 150), (0.15, 1, 0, 0, 0, 0), palette="bass", harmony="loop-minor", swing=(0.5, 0.58),
        drums="ch/rs: XXXX | .x.x", bass=("1_..1_3_..5_1_..", "1.1.....5.3.1...", "1..1..5...3.1...", "*1.1.", "1...5...8...5...", "1_1_..8_..1_5_7_", "1..3..5.8...5...", "11111111", "1.......5......."),
    ),
    "voices": Family(
        1, (60, 130), (0.25, 0.4, 0.5, 0.15, 0.97, 0.4), grid=2, palette="voices", harmony="pop",
        drums="cp/rs/ch: .x.x | XXXX | ..X...X.", bass=("1.......", "1...5...", "1..."), comp=("xxxx", "x.......", "x...x..."), arp=("01210121",), lead=_COMMON,
    ),
}

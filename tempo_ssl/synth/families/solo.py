"""Rhythm families of classical, solo and vocal music: mostly without drums."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import COMMON, WALTZ
from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    "minuet": Family(
        0.7, (90, 150), (0, 0.6, 0.8, 0.3, 0.95, 0), beats=3, grid=2, palette="orchestra", harmony="folk",
        bass=("1.3.5.", "1.....", "135", "1...5."),
        comp=("bxx", "x.....", "x.x.x."),
        arp=("012121", "021212"),
        lead=("x.xxxx", "x.x.x.", "xxxxxx", "x..xx.", "x.xxx.", "x....."),
    ),
    "hymn": Family(
        1.2, (60, 116), (0, 0.5, 0.97, 0, 0.9, 0.1), grid=2, palette="church", harmony="folk",
        bass=("1.5.", "1.3.5.1.", "1..."),
        comp=("xxxx", "xxxx", "x.x.", "x...x.xx"),
        lead=("xxxx", "x.x.x.x.", "x.x.x...", "x..xx.x.", "x.xxx.x.", "x...x..."),
    ),
    "hymn-three": Family(
        0.8, (66, 130), (0, 0.5, 0.97, 0, 0.9, 0.1), beats=3, grid=2, palette="church", harmony="folk",
        bass=("135", "1..", "1.5"),
        comp=("xxx", "xxx", "x.x", "x.."),
        lead=("x...x.", "x.x.x.", "x..xx.", "x.....", "xxx.x."),
    ),
    "piano-arpeggio": Family(
        2, (58, 140), (0.03, 0.4, 0.2, 1, 0.6, 0.2), palette="keys",
        drums="""
            sh: *x.x.
        """,
        bass=("1.......", "1...", "1.5."),
        comp=("x.......", "xxxx"),
        arp=("0121012101210121", "*0121", "0.1.2.1.0.1.2.1.", "0123432101234321", "0212021202120212",
              "0.1.2.3.4.3.2.1.", "*0212", "????????????????", "?.?.?.?.?.?.?.?."),
        lead=COMMON,
    ),
    "piano-arpeggio-three": Family(
        1.2, (60, 180), (0.03, 0.4, 0.2, 1, 0.6, 0.2), beats=3, grid=2, palette="keys",
        drums="""
            sh: xxx
        """,
        bass=("1.....", "1.5.5.", "1.."),
        comp=("x.....", "_xx"),
        arp=("012321", "012121", "021212", "0.1.2.", "012012", "012343", "??????", "010201"),
        lead=WALTZ,
    ),
    "triplet-arpeggio": Family(
        1, (50, 110), (0.05, 0.5, 0.2, 1, 0.6, 0.2), grid=3, palette="keys",
        drums="""
            sh: *xxx
        """,
        bass=("1...", "1...........", "1.5."),
        comp=("x...........",),
        arp=("*012", "*021", "*210", "012321012321", "????????????", "*?.?"),
        lead=("x..x..x..x..", "x.....x.....", "x..x.xx.....", "x........x.."),
    ),
    "music-box": Family(
        0.8, (60, 150), (0, 0.05, 0.2, 0.8, 0.95, 0), grid=2, palette="bells", harmony="folk",
        bass=("1.......",),
        comp=("x.......", "x...x..."),
        arp=("01210121", "02120212", "0.1.2.1.", "0.2.1.2."),
        lead=COMMON,
    ),
    "music-box-waltz": Family(
        0.7, (80, 180), (0, 0.05, 0.4, 0.7, 0.95, 0), beats=3, grid=2, palette="bells", harmony="folk",
        bass=("1.....",),
        comp=("bxx", "_xx", "x....."),
        arp=("0.1.2.", "012121", "0.2.1."),
        lead=WALTZ,
    ),
    "strings-ostinato": Family(
        1.2, (70, 160), (0.15, 0.7, 0.8, 0.6, 0.5, 0.4), palette="orchestra", harmony="pop-minor",
        drums="""
            lt/bd: X............... | X.X. | X..x..x.
            cr?: X...............
        """,
        bass=("*1_1_", "1...............", "*1_11", "1..1..1."),
        comp=("*xxxx", "*x_x_", "*x_xx", "x..x..x.x..x..x.", "*x..."),
        arp=("*0121", "*0.1.", "0120120120120120", "????????????????"),
        lead=("x...............", "x.......x.......", "x...........x..."),
    ),
    "cinematic": Family(
        1, (74, 160), (0.7, 0.7, 0.8, 0.5, 0.5, 0.5), palette="orchestra", harmony="pop-minor",
        drums="""
            lt/bd: X..x..x.X..x..x. | X..x..x. | *X.xx | X.......X.x.x...
            ft?: XXXX | X.X.
            sn?: *xxxx | ..X...X.
            cr?: X...............
        """,
        bass=("*1_1_", "1..1..1.1..1..1.", "*1_11", "1......."),
        comp=("*x_xx", "*x_x_", "x_.x_.x_x_.x_.x_", "*xxxx"),
        arp=("*0121", "0120120120120120", "*0.1."),
        lead=("x...............", "x.......x.......", "x..x..x.x......."),
    ),
    "cinematic-six-eight": Family(
        0.8, (60, 140), (0.6, 0.7, 0.85, 0.5, 0.5, 0.4), beats=2, grid=3, palette="orchestra", harmony="pop-minor",
        drums="""
            lt/bd: XX | X.xX.. | X..X.x | X.....
            sn?: *xxx | *.xx
        """,
        bass=("1..1..", "1.....", "1.11.1"),
        comp=("xxxxxx", "x_xx_x", "x..x..", "XxxXxx"),
        arp=("012012", "012321", "??????"),
        lead=("x.....", "x..x..", "x....x", "x.xx.."),
    ),
    "minimalism": Family(
        1, (66, 150), (0.05, 0.4, 0.5, 1, 0.4, 0.2), grid=2, palette="keys", harmony="loop",
        drums="""
            sh/wb: xxxxxxxx | XXXX
        """,
        bass=("1.......", "1...", "1..1..1."),
        comp=("xxxxxxxx", "x..x..x.", "x.xx.x.x"),
        arp=("01210121", "012012012012012012012012", "01230123", "0120120120120123", "02130213", "????????"),
        lead=("x.......", "x...x..."),
    ),
    "strummed-guitar": Family(
        1.5, (70, 160), (0.05, 0.25, 1, 0, 0.4, 0.05), palette="guitar",
        drums="""
            sh/tb/cp: *x.x. | .x.x
        """,
        bass=("1.5.", "1.......", "1..."),
        comp=("x.x.x.x.", "x.xx.xxx", "X.xxXxxx", "X.xo.oxo", "xxxx", "*x.xo", "X..xX.xxX..xX.xx", "x...x.xx",
              "b.x.b.xx", "*Xoxo"),
        lead=COMMON,
    ),
    "strummed-three": Family(
        0.8, (80, 190), (0.05, 0.25, 1, 0, 0.4, 0.05), beats=3, grid=2, palette="guitar",
        drums="""
            sh/tb: .xx
        """,
        bass=("1.....", "1.."),
        comp=("b.x.x.", "x.xxxx", "x.x.x.", "x.xxx.", "b.xxxx", "bxx", "x....."),
        lead=WALTZ,
    ),
    "fingerpicking": Family(
        1.5, (66, 140), (0.03, 0.25, 0.1, 1, 0.45, 0.05), palette="guitar",
        drums="""
            sh: *x.x.
        """,
        bass=("1.5.", "1.v."),
        comp=("x.......",),
        arp=("0.2.1.3.0.2.1.3.", "02130213", "0.3.1.2.", "0.231.230.231.23", "01230123", "0.1.2.3.", "02312031",
              "0212"),
        lead=COMMON,
    ),
    "solo-melody": Family(
        1.5, (68, 160), (0, 0, 0, 0, 1, 0), grid=2, palette="solo", harmony="folk",
        lead=(*COMMON, "xxxxxxxx", "x.xxx.xx", "xxxxx.x.", "x.xxxxxx", "x.x.x.x.", "xx.xxxxx", "x.x.x..."),
    ),
    "solo-melody-three": Family(
        1, (80, 190), (0, 0, 0, 0, 1, 0), beats=3, grid=2, palette="solo", harmony="folk",
        lead=WALTZ,
    ),
    "solo-bass": Family(
        1, (70, 150), (0.15, 1, 0, 0, 0, 0), swing=(0.5, 0.58), palette="bass", harmony="loop-minor",
        drums="""
            ch/rs: XXXX | .x.x
        """,
        bass=("1_..1_3_..5_1_..", "1.1.....5.3.1...", "1..1..5...3.1...", "*1.1.", "1...5...8...5...",
              "1_1_..8_..1_5_7_", "1..3..5.8...5...", "11111111", "1.......5......."),
    ),
    "voices": Family(
        1, (60, 130), (0.25, 0.4, 0.5, 0.15, 0.97, 0.4), grid=2, palette="voices",
        drums="""
            cp/rs/ch: .x.x | XXXX | ..X...X.
        """,
        bass=("1.......", "1...5...", "1..."),
        comp=("xxxx", "x.......", "x...x..."),
        arp=("01210121",),
        lead=COMMON,
    ),
}

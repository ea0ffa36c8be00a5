"""Rhythm families played by a band with a rhythm section."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

_STRUM = ("x.x.x.x.", "x.xx.xxx", "x.xxx.xx", "x..xx.x.", "X.xxXxxx", "x...x.x.", "*x.xo", "X..xX.xxX..xX.xx", "x.......", "x...x...")
_CELLS8 = ("x.x.xxx.", "x..x.xx.", ".xxxx...", "x...xx..", "xxxxx...", "x.x.x...", "..xxx.x.", "x...x...")

TABLE: dict[str, Family] = {
    "rock": Family(
        3.5, (88, 160), (0.95, 0.95, 0.9, 0.1, 0.7, 0.1), palette="rock",
        drums="bd: X..xX... | X...X.x. | X..x.xx. | X.xxX... | X...X... | X..xX..x | X...xx..\nsn: ..X...X.\nch/rd/oh/cr: XxXxXxXx | xxxxxxxx | XXXX | XoXoXoXo\ntb?: ..x...x. | xxxxxxxx\noh?: .......x",
        bass=("11111111", "1..11...", "1.11.11.", "1...1.5.", "1.1.1.1.", "1..1.153", "1_.11_.1"), comp=_STRUM, lead=_CELLS8,
    ),
    "pop": Family(
        3, (82, 130), (0.9, 0.9, 0.9, 0.25, 0.8, 0.3), palette="pop", exact=0.6,
        drums="bd: X...X... | X..xX... | X..x.x.. | X.....x.X..x.... | X..x..x.X....... | XXXX | X.......X.x.....\nsn/cp/rs: .X.X\nch/sh: *x.x. | *xoxo | XXXX | .x.x.x.x | *Xoxo\ntb?: .x.x | *..x. | *x.xx",
        bass=("1..1..5.", "11111111", "1...1...", "1..1....", "1.....1.1..5....", "1.......1.3.5..."), comp=_STRUM + ("xxxx", "*x...", "x.......x......."), lead=_CELLS8 + ("x..x..x...x.x...", "x.xxx.x.x.......", "..x.x.xxx..x...."),
    ),
    "pop-ballad": Family(
        2, (58, 88), (0.7, 0.85, 0.95, 0.4, 0.8, 0.5), palette="pop",
        drums="bd: X.......X..x.... | X......xX....... | X.....x...x..... | X.X.\nsn/rs: .X.X\nch/rd/sh: *x.x. | *xoxo | XXXX\ntb?: .x.x",
        bass=("1.......1.......", "1......11.......", "1...............", "1.....5.1.....5."), comp=("xxxxxxxx", "xxxx", "x.......", "x.x.x.x.", "bxxxbxxx", "x...x.x.", "*xoxo"),
        arp=("01213121", "*0121", "01232123", "02120212", "*0.1.", "0.1.2.1."), lead=_CELLS8 + ("x.xxx.......x.x.", "..x.xxx.x.......", "x...x.xxx......."),
    ),
    "heavy-slow-rock": Family(
        1.2, (58, 90), (0.95, 0.95, 0.9, 0.05, 0.5, 0.1), palette="rock", harmony="pop-minor",
        drums="bd: X..x..x.X..x.... | X.x.....X.x..x.. | X.......X.x..... | X.X.\nsn: .X.X\ncr/rd/oh/ch: *x.x. | XXXX | *x.x.",
        bass=("*1.1.", "1..1..1.1..1....", "1.......", "*11.1"), comp=("*x.x.", "x..x..x.x..x....", "x.......x.......", "*xx.x"), lead=("x...x.x.x.......", "x.......x...x..."),
    ),
    "punk": Family(
        1.2, (150, 205), (0.97, 0.95, 0.95, 0, 0.5, 0), palette="rock",
        drums="bd: X...X... | X..xX... | X.x.X... | X..xX..x\nsn: ..X...X.\nch/rd/cr/oh: XxXxXxXx | XXXX | xxxxxxxx",
        bass=("11111111", "1.1.1.1.", "11111153"), comp=("xxxxxxxx", "x.x.x.x.", "x..x..x.", "xxxxx.xx", "x......."), lead=_CELLS8,
    ),
    "metal": Family(
        1.2, (92, 180), (0.97, 0.95, 0.95, 0.1, 0.4, 0), palette="metal", harmony="pop-minor",
        drums="bd: *xxxx | *x.xx | *xxx. | X..x..X...x.X... | *x.x. | X.xxX.xxX.xxX.xx\nsn: .X.X | ........X.......\ncr/rd/oh: XXXX | *x.x.",
        bass=("*1111", "*1.11", "*1.1.", "1..1..1...1.1..."), comp=("*xxxx", "*x.xx", "*x.x.", "x..x..x...x.x...", "x.......x......."), lead=("*xxxx", "x...x...x.x.x...", "*x.x.", "*x..."),
    ),
    "blast-beat": Family(
        0.3, (90, 140), (0.97, 0.9, 0.95, 0, 0.2, 0), palette="metal", harmony="pop-minor",
        drums="bd: *x.x. | *xxxx\nsn: *.x.x | *..X.\nrd/cr: *x.x. | XXXX", bass=("*1111", "*1.1."), comp=("*xxxx", "*x.x.", "x..............."), lead=("*x...",),
    ),
    "motorik": Family(
        0.7, (110, 165), (0.97, 0.9, 0.8, 0.2, 0.4, 0.3), palette="rock", harmony="static",
        drums="bd: X.xxX.xx | X.x.X.x. | XXXX\nsn: ..X...X.\nch/rd: xxxxxxxx | XxXxXxXx", bass=("11111111", "1.1.1.1.", "1..1..1."), comp=_STRUM, lead=_CELLS8,
    ),
    "disco": Family(
        1.5, (104, 130), (0.95, 0.95, 0.85, 0.1, 0.6, 0.5), palette="funk", harmony="loop", exact=0.4,
        drums="bd: XXXX\nsn/cp: .X.X\noh: .x.x.x.x | .X.X.X.X\nch: *xoxo | *x.x. | *xxxx\nco/tb/cb?: *x.xx | ..x..xx...x..xx. | *..x.",
        bass=("*1_8_", "1_..1_8_..1_8_5_", "*1.8.", "1..1..8.1..1..8.", "1.1.8.5.1.1.8.5."), comp=("..x...x...x...x.", "*x.xx", "*xoxx", "x..x..x...x.x...", "x_......x_......"), lead=_CELLS8 + ("x..x..x...x.x...",),
    ),
    "funk": Family(
        1.8, (86, 120), (0.95, 0.95, 0.85, 0.05, 0.5, 0.2), palette="funk", harmony="static", swing=(0.5, 0.58),
        drums="bd: X..x......x..x.. | X.x.......x..x.. | X.....x.x.x..... | X..x..x...x.....\nsn: ....X..o.o..X..o | ....X.......X... | ....X..o.o.oX.o.\nch: *xoxo | *x.xx | *xxxx | *x.x.\noh?: ..............x. | ......x.........\nco/tb/cb?: *x.xx | ..x..xx...x..xx.",
        bass=("1_.1_..1_.8_1_7_", "1..._.1_1_..5_7_", "1_1_..8_..1_3_4_", "1_....1_.8_.7_5_", "1___..81..1_.5_."), comp=("..x_..x_..x_..x_", "*x_xx", "x_.x_..x_.x_..x_", "....x_......x_.x", "*.x_x"), lead=("x..x..x...x.x...", "..x.xx.x....x...", "x.xx.x.x........"),
    ),
    "soul-gospel": Family(
        1, (66, 120), (0.9, 0.95, 0.9, 0.1, 0.7, 0.4), palette="funk", harmony="jazz", swing=(0.5, 0.62),
        drums="bd: X.....x.X....... | X..x..x.x....... | X...X...\nsn/cp: .X.X | ....X..o....X...\nch/tb: *x.x. | *xoxo | *xxxx\ntb?: .x.x.x.x | *..x.",
        bass=("1.....1.5.....3.", "1..1..5.1..5..8.", "1...3...5...6..."), comp=("x.......x.......", "*x...", "..x...x...x...x.", "x..x..x........."), lead=_CELLS8,
    ),
    "slow-rnb": Family(
        1, (56, 80), (0.9, 0.85, 0.8, 0.3, 0.7, 0.4), palette="pop", harmony="jazz", exact=0.7, swing=(0.5, 0.6),
        drums="bd: X.....x..xx..... | X..x......x..... | X......x..x.....\nsn/cp/rs: .X.X\nch: *x.x. | *xxxx | *xoxo | xxxxxxrxxxxxxxrr\nsh?: *x.xx", bass=("1.....1...5.....", "1..1......1....."), comp=("x.......x.......", "*x...", "x..............."), arp=("*0121", "*????"), lead=("x.xx.x.xx.......", "..x.xxx.x...x..."),
    ),
    "reggae": Family(
        1.2, (62, 90), (0.9, 0.95, 0.95, 0, 0.5, 0.2), palette="reggae", harmony="loop", swing=(0.5, 0.62),
        drums="bd: .X.X | XXXX | ....X.......X..x\nrs/sn: .X.X | ....X.......X..o\nch: *x.x. | *xoxo | *..x. | *x.xo\noh?: ......x.........",
        bass=("1..1..5...8.5...", "....1.1.3.5.1...", "1...1.3.5...3...", "__1.1.5.__1.3.5.", "1.....5.1......."), comp=("*__x_", "*__xx", "*__x_", "*_xx_"), lead=("x...x.x.x.......", "..x.x.x.x...x..."),
    ),
    "dub": Family(
        0.4, (62, 82), (0.95, 0.95, 0.8, 0, 0.2, 0.2), palette="reggae", harmony="static",
        drums="bd: .X.X | XXXX\nrs/sn: .X.X | ........X.......\nch: *x.x. | *..x.", bass=("1..1..5...8.5...", "1...1.3.5......."), comp=("*__x_", "..x_............", "*__x_"),
    ),
    "dancehall": Family(
        1, (84, 110), (0.97, 0.85, 0.6, 0.15, 0.5, 0.2), palette="electronic", harmony="loop-minor", exact=0.9,
        drums="bd: X..x..x.X..x..x. | X.......X....... | X..x....X..x....\nsn/rs/cp: ...x..x....x..x. | ......X.......X. | ...X..X....X..X.\nch/sh: *x.x. | *xoxo | *..x.",
        bass=("1..1..1.1..1..1.", "1..1..5.", "1_..1_1_..1_1_.."), comp=("*__x_", "x..x..x.x..x..x.", "x..............."), arp=("?..?..?.?..?..?.",), lead=("x..x..x.x.......", "x.x.x..x..x....."),
    ),
    "reggaeton": Family(
        1.3, (82, 104), (0.97, 0.85, 0.6, 0.3, 0.6, 0.2), palette="electronic", harmony="pop-minor", exact=0.9,
        drums="bd: XXXX | X...X...X...X.x.\nsn/cp: ...x..x....x..x. | ...X..X....X..X.\nch/sh?: *x.x. | *xoxo\ncl/tb?: ..x...x...x...x.",
        bass=("1..1..1.1..1..1.", "1...1...1...1...", "1_.1_.1_1_.1_.1_"), comp=("x..x..x.x..x..x.", "*x_x_", "*..x_", "x..............."), arp=("?..?..?.?..?..?.", "*?.?."), lead=("x..x..x.x..x..x.", "x.x.x..x..x.x..."),
    ),
    "ska": Family(
        0.6, (115, 175), (0.95, 0.95, 0.95, 0, 0.6, 0), palette="reggae",
        drums="bd: X.X. | XXXX | ..X...X.\nsn/rs: .X.X | ..X...X.\nch: xxxxxxxx | .x.x.x.x", bass=("1.3.5.3.", "1.1.5.5.", "wwww", "1.3.5.6."), comp=("_x_x_x_x", "_X_X_X_X"), lead=_CELLS8,
    ),
    "bossa": Family(
        1, (108, 152), (0.8, 0.9, 0.95, 0, 0.7, 0.2), grid=2, palette="latin", harmony="jazz",
        drums="bd: x..xx..x\nrs: x..x..x...x..x.. | ..x..x..x..x..x.\nch/sh: xxxxxxxx | XoxoXoxo", bass=("1..55..1", "1..51...", "1...5..."), comp=("x.x..x.x.x..x.x.", "x..x..x...x..x..", "bxx_xx_x", "x..x.x.."), lead=("x..x.x..", ".xxx.x.x", "x...x.x.", "x.x.x..x"),
    ),
    "samba": Family(
        1, (84, 118), (0.95, 0.8, 0.85, 0, 0.6, 0), palette="latin", harmony="jazz",
        drums="bd/lt: x...X...x...X... | x..xX..xx..xX..x\nsh/ch/tb: *XoxX | *Xoox\ntb/wb/rs?: x.x.xx.x.x.xx.x. | .x.xx.x.x.x.xx.x\nah/al?: x.x.xx.x.x.x.xx. | x..x..x...x.x...\nco?: ..xx..x...xx..x.", bass=("1..15..51..15..5", "1...5...1...5...", "1..1..5.1..5...."), comp=("x.xx.x.xx.xx.x.x", ".xx.x.x..xx.x.x.", "*x.xx"), lead=("x.x.xx.x.x.x....", ".xxx.xx.x.......", "x.xx.xx.x...x..."),
    ),
    "salsa": Family(
        1.2, (150, 212), (0.95, 0.9, 0.9, 0, 0.6, 0), grid=2, palette="latin", harmony="loop",
        drums="cl/rs?: x..x..x...x.x... | ..x.x...x..x..x. | x..x...x..x.x...\ncb?: X.x.X.x. | X.xxX.xx | x.xx.xx.\nth/sh/ch: x.xx.xx.x.xx.xxx | X.xxX.xx | xxxxxxxx\ncm: ..x....x | x.X.x...\nco: ......xx | ...x..xx\nbd?: ...x....", bass=("...5..8.", "1..5..1.", "...1..5.", "1..1..5."), comp=("x.xx.x.x.x.x.x.x", "x.x.x.x..x.x.x.x", ".x.x.xx.", "x..x..x."), lead=("x..x..x.", ".xxx.xx.", "x.x.x...", "..xx.x.x"),
    ),
    "cha-cha": Family(
        0.7, (104, 134), (0.95, 0.9, 0.9, 0, 0.6, 0), palette="latin", harmony="loop",
        drums="cb/wb: XXXX | X.x.X.x.\ngs/sh/ch: X.xxX.xx | X.x.X.xx\ncm: ..x...x. | ..X.....\nco: ......xx | ...x..xx\nth?: ......x.x.......\nbd?: ...x...x", bass=("1..5.8..", "1..15...", "1...5.5.", "1..1..5."), comp=("xx.x.x.x", ".x.x.x.x", "x..x..x.", "*x.xx"), lead=_CELLS8,
    ),
    "rumba-bolero": Family(
        0.7, (80, 118), (0.9, 0.9, 0.95, 0.2, 0.7, 0.2), palette="latin", harmony="pop-minor",
        drums="bh/co: XxxxXxxx | x.xxx.xx | *x.xx\nbl?: ......X. | ...x..x.\nsh: xxxxxxxx | *x.xx | *xxxx\ncl/rs?: x..x..x...x.x...", bass=("1...5.5.", "1..1..5.", "1...3.5."), comp=("x.x.x.x.", ".xxx.xxx", "*x.xx", "x..x..x."), arp=("0.1.2.1.", "*0121"), lead=_CELLS8,
    ),
    "cumbia": Family(
        0.6, (84, 110), (0.95, 0.95, 0.8, 0, 0.7, 0), palette="latin", harmony="loop-minor",
        drums="gs/sh: *X.xx | *X.xx\nbd?: XXXX | X.X.\ncm/co: *..xx | *..x.\ncb?: X.X. | XXXX\nrs?: .X.X", bass=("1.....3.5.......", "1...5.5.", "1...5..."), comp=("*__x_", "*__xx", "_x_x_x_x"), lead=_CELLS8 + ("x.xxx.x.x.......",),
    ),
    "afrobeat": Family(
        1, (96, 128), (0.95, 0.95, 0.9, 0.2, 0.5, 0.1), palette="funk", harmony="static",
        drums="bd: X..x..x.X..x.... | X.....x.X..x.... | X..X....X..X....\nsn/rs: ....x..o..x.x..o | ...x..x....x..x. | ....X.......X..o\nch/sh: *xoxo | *x.xx | *XoXo\ncb/cl/al?: x..x..x...x.x... | x.x.x..x.x.x.x.. | ...x..x.x.....x.\nco/cm?: ..xx..x...xx.xx.", bass=("1..1..3.5...._..", "1_..1_5_..7_8_..", "1..5..8...5.3..."), comp=("x.xx..x.x.xx..x.", "..x_..x_..x_..x_", "x..x..x...x.x...", "*x.xx"), arp=("?.??.??.?.??.??.", "?..?..?...?.?..."), lead=("x..x..x...x.x...", "..x.x.xxx......."),
    ),
    "afro-12-8": Family(
        0.6, (80, 130), (0.97, 0.6, 0.5, 0.4, 0.3, 0), grid=3, palette="latin", harmony="static",
        drums="ah/cb/cl: x.x.xx.x.x.x | x.x.x..x.x.. | x..x..x..x..\nco/bh: x.xx.xx.xx.x | ..xx.x..xx.x | *xxx\nsh?: *x.x | *xxx | *Xoo\nbd/lt?: X..X..X..X.. | *X..\nbl/cm?: ...x.x...x.x", bass=("1..5..1..5..", "1.1..51.1..5"), comp=("x.x.xx.x.x.x", "*x.x"), arp=("*012", "????????????"), lead=("x.xx..x.x...", "x..x.xx....."),
    ),
    "swing": Family(
        2, (105, 225), (0.85, 0.95, 0.85, 0, 0.8, 0.05), grid=3, palette="jazz", harmony="jazz",
        drums="rd/ch: X..x.xX..x.x | X..x..X..x.x | X..X.xX..X.x | *x.x\nph/ch: .X.X\nbd?: oooo | X.....X.....\nsn?: .....o.....o | ..o......... | ........x..o", bass=("wwww", "wwww", "1.5.", "1...5.......", "w..w..w..w.w"), comp=("x....x......", ".....x.....x", "x...........", "..x..x......", "x..x..x..x..", "xxxx"), lead=("x.xx.xx.x...", "x..x.x...x.x", "*x.x", "..xx.xx.....", "x.....x.xx.."),
    ),
    "jazz-ballad": Family(
        0.7, (52, 80), (0.7, 0.9, 0.95, 0.1, 0.8, 0.2), grid=3, palette="jazz", harmony="jazz",
        drums="rd/ch/sh: XXXX | *x.x | X..x.xX..x.x\nph: .x.x", bass=("wwww", "1...5.......", "1.....5....."), comp=("x...........", "x.....x.....", "xxxx", "x....x......"), lead=("x..x.xx.....", "x.....x..x.x", "x.xx.x......"),
    ),
    "jive": Family(
        0.8, (145, 215), (0.95, 0.95, 0.85, 0, 0.6, 0), grid=3, palette="rock", harmony="blues",
        drums="rd/ch: *x.x | X..x.xX..x.x | XXXX\nsn: .X.X | ...X.....X.x\nbd: X.X. | XXXX", bass=("1355", "1356", "1.3.", "1..3..5..6..", "1..1..5..5..", "1358"), comp=("*x.x", ".x.x", "xxxx", "..x..x..x..x"), lead=("*x.x", "x..x.xx.....", "x.xx........"),
    ),
    "shuffle": Family(
        1.3, (84, 145), (0.95, 0.95, 0.9, 0, 0.6, 0.05), grid=3, palette="rock", harmony="blues",
        drums="bd: X.X. | XXXX | X....xX....x | X....xX.....\nsn: .X.X | ..oX.o..oX.o\nch/rd: *x.x | XXXX | *Xoo", bass=("*1.1", "1.13.35.56.6", "1356", "1.15.51.15.5", "wwww"), comp=("*x.x", "..x..x..x..x", ".x.x", "x....x......", "*_.x"), lead=("x.xx........", "..xx.xx.....", "*x.x", "x..x.xx..x.."),
    ),
    "slow-blues": Family(
        1, (44, 78), (0.9, 0.95, 0.9, 0.15, 0.6, 0.2), grid=3, palette="rock", harmony="blues",
        drums="bd: X.....X..... | X....xX..... | X....xX.x...\nsn/rs: .X.X\nch/rd: *xxx | *Xxx | *x.x\ncr?: X...........", bass=("1..1..5..5..", "1...3.5...6.", "1.....5.....", "1.11.13.35.5"), comp=("*xxx", "*_xx", "xxxx", "x.....x....."), arp=("*012",), lead=("x.xx.x......", "xxx...x.....", "..xxxxx.....", "x.....xxx..."),
    ),
    "ballad-6-8": Family(
        1.5, (44, 84), (0.7, 0.85, 0.9, 0.5, 0.8, 0.3), beats=2, grid=3, palette="pop",
        drums="bd: X..... | X....x | X.x...\nsn/rs: .X | ...X..\nch/rd/sh: xxxxxx | Xxxxxx | XX\ntb?: .x", bass=("1.....", "1..5..", "1....5", "1..1.5", "1....."), comp=("xxxxxx", "x.....", "bxxbxx", "bxxxxx", "x..x..", "x.xx.x"), arp=("012321", "012012", "010210", "021021", "012121"), lead=("x..x..", "x.xx.x", "xxxx..", "x.....", "..xx.x", "x..xxx"),
    ),
    "country-train": Family(
        1, (88, 140), (0.85, 0.95, 0.95, 0.1, 0.7, 0.05), palette="country",
        drums="bd: XXXX | X.X.\nsn/sh: *xxXx | *oxXx | *x.Xx | .x.x.x.x\nch?: .x.x.x.x", bass=("1.v.", "1.5.", "1.5.1.35"), comp=("b.x.B.x.", "b.xxB.xx", "_x_x_x_x", "*x.xx", "*b.xo"), lead=_CELLS8 + ("*xxxx", "x.xxx.xxx.x.x..."),
    ),
    "bluegrass": Family(
        0.8, (84, 160), (0.05, 0.9, 0.9, 0.5, 0.8, 0), palette="country",
        drums="sn: .x.x.x.x", bass=("1.5.", "1.v.", "1.5.1.5a"), comp=("_x_x_x_x", "b.x.B.x.", "b_x_B_xx"), arp=("????????????????", "0123012301230123", "0120120120120120"), lead=("*xxxx", "x.xxxxxxx.xxx.x.", "*x.xx", "xxxxxxxxx.......", "*x.x."),
    ),
    "five-four": Family(
        0.9, (84, 180), (0.75, 0.9, 0.85, 0.3, 0.6, 0.1), beats=5, grid=2, palette="jazz", harmony="loop-minor", swing=(0.5, 0.66),
        drums="bd: X..x..X... | X.....X... | X..X..X.x.\nsn/rs: ....X...X. | ......X.X. | ...x....x.\nch/rd: xxxxxxxxxx | X.xxX.x.xx | XXXXX", bass=("1..1..5.5.", "1.....5...", "1..3..5.6.", "1.....5..."), comp=("x..x..x.x.", "x.....x...", "bxxxx", "x..x......"), arp=("0121201212", "?????", "??????????"), lead=("x.x.x.x...", "x..x..xxx.", "xxx.x.x..."),
    ),
    "seven-eight": Family(
        0.8, (90, 170), (0.75, 0.9, 0.85, 0.4, 0.6, 0.1), beats=3.5, grid=2, palette="rock", harmony="loop-minor",
        drums="bd: X...X.. | X.x.X.. | X..X...\nsn: ..X...X | ..X..X. | ....X..\nch/rd: xxxxxxx | X.x.x.x | XxXxXxx", bass=("1.1.1.1", "1111111", "1...5..", "1..1.5."), comp=("x.x.x..", "x...x..", "x..x.x.", "bxbxbxx"), arp=("0120123", "0101012", "???????"), lead=("x.x.xxx", "xxx.x..", "x...x.."),
    ),
    "percussion-loop": Family(
        1.5, (80, 140), (1, 0.05, 0.05, 0.03, 0.03, 0), palette="latin", harmony="static", swing=(0.5, 0.57),
        drums="co/bh/lt: ..x...xx..x...xx | x..x..x.x..x..x. | x.xx..x.x.xx..x. | *x.xx | ......xx......xx\ncm/bl/ft: X...x...X...x... | x.x...x.x.x.x... | *x.x. | ..x..x....x..x..\nsh/tb/ch?: *xoxo | *x.xx | *Xoxo | *..x.\ncl/cb/wb/ah?: x..x..x...x.x... | x..x...x..x.x... | XXXX\nbd?: XXXX | X.X. | X..x..x.", bass=("1..1..1.",), comp=("x..x..x.",), arp=("?..?..?.",), lead=("x..x..x.",),
    ),
}

"""Rhythm families made with machines: exact timing, layered loops."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

_PERC = "x..x..x...x.x... | ..x..x....x..x.. | x..x..x..x..x..x | ...x..x....x..x. | x.....x...x....."
_STABS = ("x_.x_.x_..x_.x_.", "..x_..x_..x_..x_", "x_.x_...x_.x_...", "x_....x_..x_....", "...x_.....x_....", "x.......x_.x_...")
_ARPS = ("????????????????", "?.?.?.?.?.?.?.?.", "?.??.??.?.??.??.", "?..?..?.?..?..?.", "?..?..?..?..?.?.", "0123012301230123",
         "0120120120120120", "0213021302130213", "?.?..?.?..?.?...", "?...?...?...?...", "..?...?...?...?.")
_SPARSE = ("?.......?.......", "?.....?.....?...", "?..?............", "....?.......?...", "?...?.?.........", "?..?..?.........")

TABLE: dict[str, Family] = {
    "house": Family(
        3, (117, 131), (0.95, 0.8, 0.7, 0.25, 0.3, 0.3), palette="electronic", harmony="loop", exact=0.9,
        drums=f"bd: XXXX\nsn/cp/rs?: .X.X\noh/ch: .X.X.X.X | .x.x.x.x\nch/sh?: *xoxo | *x.xx | *xoXo | *oxXx\nco/cb/rs/cm?: {_PERC}\ncp?: ...............x | ......x.........",
        bass=("*__1.", "1_.1_.1_..1_1_..", "*__11", "1_1_..1_..1_..5_", "1..._.1.8._..1_.", "1_..1_..1_.1_.1_", "1_8_1_8_1_8_1_8_", "..1_.1_...1_.1_8"),
        comp=_STABS, arp=_ARPS,
    ),
    "deep-house": Family(
        1.5, (112, 126), (0.9, 0.8, 0.8, 0.2, 0.3, 0.5), palette="electronic", harmony="jazz", exact=0.8, swing=(0.5, 0.58),
        drums=f"bd: XXXX\nrs/cp?: .X.X\noh: .x.x.x.x\nch/sh: *x.xo | *xoxo | *.oxo\nco/cm/wb?: {_PERC}",
        bass=("1..1_...1..1_.8_", "1_....1_..1_..5_", "..1...1_..1.8._."), comp=_STABS + ("x...............", "x_.x_..........."), arp=_ARPS,
    ),
    "techno": Family(
        2.5, (122, 142), (0.97, 0.6, 0.3, 0.5, 0.05, 0.3), palette="electronic", harmony="static", exact=1,
        drums=f"bd: XXXX | X..xX...X...X.x. | XXXX\noh/ch/rd: .X.X.X.X | .x.x.x.x\nch/sh?: *xxxx | *xoXo | *x.xx\ncp/sn?: .X.X\nrs/lt/cb/wb/co?: {_PERC}\nrd?: .x.x.x.x",
        bass=("*.111", "*..1.", "*_1_1", "1_1_1_1_1_1_1_1_", "..1...1...1..11."), comp=_STABS, arp=_ARPS,
    ),
    "minimal-techno": Family(
        1, (120, 130), (0.97, 0.5, 0.3, 0.3, 0.02, 0.1), palette="electronic", harmony="static", exact=1, swing=(0.5, 0.57),
        drums=f"bd: XXXX | X...X...X...X..x\nch/sh/rs: .x.x.x.x | *..x. | ..x.......x.....\nrs/cb/wl/cl: {_PERC}\ncp?: .X.X | ............X...",
        bass=("...1......1.....", "1_....1_........", "..1_..1_..1_.1_."), comp=_STABS, arp=_SPARSE,
    ),
    "trance": Family(
        1.5, (128, 142), (0.9, 0.8, 0.3, 0.8, 0.5, 0.6), palette="electronic", harmony="pop-minor", exact=1,
        drums="bd: XXXX\ncp/sn?: .X.X\noh: .X.X.X.X\nch?: *xoxo | *xxxx\nsh?: *xoxo",
        bass=("*_111", "*__1.", "*_1_1", "*1111", "*_.1_"), comp=("x_.x_.x_..x_.x_.", "*x_x_", "*..x_"), arp=_ARPS,
    ),
    "big-room": Family(
        1, (124, 132), (0.9, 0.7, 0.5, 0.4, 0.7, 0.4), palette="electronic", harmony="pop-minor", exact=1,
        drums="bd: XXXX\ncp/sn: .X.X | ....X.......X..x\noh?: .X.X.X.X\nch?: *x.x.\nlt?: ..............xx",
        bass=("*__1.", "*1_1_", "1_.1_.1_..1_1_1_"), comp=("x_.x_.x_..x_.x_.", "x..x..x...x...x.", "*..x_"), arp=_ARPS,
        lead=("x..x..x...x.x...", "x.x..x.x..x.x...", "x..x..x..x..x.x.", "x...x...x.x.x.x."),
    ),
    "hardstyle": Family(
        0.8, (145, 190), (0.95, 0.6, 0.3, 0.4, 0.5, 0.3), palette="electronic", harmony="pop-minor", exact=1,
        drums="bd: XXXX | X...X...X...X.x. | X...X...X...XxXx\ncp/sn?: .X.X\noh/ch?: .X.X.X.X",
        bass=("*__1.", "*_1_1", "*_111"), comp=("*..x_", "x...x...x...x..."), arp=_ARPS, lead=("x..x..x...x.x...", "x.x.x..x..x.x.x."),
    ),
    "electro": Family(
        1.2, (112, 136), (0.95, 0.8, 0.4, 0.5, 0.2, 0.3), palette="electronic", harmony="static", exact=0.9,
        drums=f"bd: X..X..X...X..... | X.....X...XX.... | X..x..x..x......\nsn/cp: .X.X | ....X..o....X...\nch: *x.x. | *xxxx | *xoXo\noh?: ..............x. | ......x.......x.\ncb/lt/rs?: {_PERC}",
        bass=("1_1_..1_1_..1_8_", "1..1..1...1.1...", "*1_8_", "1_11_.1_.11_1_3_"), comp=_STABS, arp=_ARPS,
    ),
    "breakbeat": Family(
        1.5, (108, 140), (0.95, 0.8, 0.5, 0.3, 0.3, 0.3), palette="electronic", harmony="loop", exact=0.7, swing=(0.5, 0.56),
        drums="bd: X.X.......X..... | X..x......x..x.. | X.....x...X..... | X.x....x..xx....\nsn: ....X.......X... | ....X..o.o..X..o | ....X..x.o..X...\nch/rd/sh: *x.x. | *xoxo | *xxxx\noh?: ......x......... | ..............x.",
        bass=("1..1..1...1.....", "1.......1..1..5.", "1_.1_...1_.8_..."), comp=_STABS, arp=_ARPS,
    ),
    "drum-and-bass": Family(
        2.5, (165, 180), (0.95, 0.85, 0.3, 0.4, 0.3, 0.6), palette="electronic", harmony="pop-minor", exact=0.9,
        drums="bd: X.........X..... | X.x.......X..... | X.....x...X..... | X.........X....x\nsn: ....X.......X... | ....X.......X... | ....X..o.o..X..o | ....X....o..X.o.\nch/rd: *x.x. | *x.xo | *xoxo | x.x.x.x.x.xxx.x.\nsh/tb?: *x.x. | *xoxo",
        bass=("1...............", "1.......1.......", "1..1......1.....", "1...._..5.._....", "1_1_..1_..1_..1_", "1.....1...3....."),
        comp=("x_..............", "x_....x_........", "x..............."), arp=_ARPS, lead=("x.......x...x...", "x...............", "x.....x.....x..."),
    ),
    "jungle": Family(
        1.2, (155, 175), (0.97, 0.7, 0.3, 0.2, 0.2, 0.5), palette="electronic", harmony="static", exact=0.7,
        drums="bd: X.X.......XX....X.X.......X..... | X.X.......X....x | X.........X..x..\nsn: ....X..x.x..X..x | ....X..x.x..X..x....X..x.x....X. | ....X..o.x..X.o.\nrd/ch: *x.x. | *x.xo\nsn?: .......o.o......",
        bass=("1...............", "1.......5.......", "1......1..._....", "1_....1_......1_"), comp=("x_..............", "......x_........"), arp=_SPARSE,
    ),
    "dubstep": Family(
        1.2, (136, 146), (0.95, 0.85, 0.3, 0.3, 0.3, 0.5), palette="electronic", harmony="static", exact=0.95,
        drums="bd: X............... | X.........x..... | X.....x......... | X..x.....x......\nsn/cp: ........X....... | ........X......o\nch?: *x.x. | x...x...x...x... | x..x..x...x..x.. | ..x...x...x...x.\nrs/sh?: ...x......x..x.. | *..x.",
        bass=("1...............", "1...1...1...1...", "1.1.1.1.1.1.1.1.", "1..1..1.1..1..1.", "1.....1.3.....1.", "1.1.1...1...1.1."), comp=("x...............", "x_......x_......"), arp=_SPARSE + _ARPS,
    ),
    "trap": Family(
        2.5, (128, 168), (0.95, 0.7, 0.4, 0.5, 0.5, 0.4), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="bd: X......x..X..... | X.....x......x.. | X..x......X..... | X.........x...x.\nsn/cp: ........X....... | ........X......o | ........X.......\nch: *x.x. | x.x.x.x.x.x.xxxx | x.x.x.xxx.x.x.r. | x.r.x.x.x.x.z.x. | *xxxx | x.x.x.x.x.xxx.rr\noh?: ..............x. | ....x...........\nrs/lt/cb?: ......x.....x... | ...x..x.........",
        bass=("1......1_.1.....", "1..........1..5.", "1..1......1.....", "1..............."), comp=("x...............", "x_......x_......", "x..x..x........."),
        arp=_ARPS + _SPARSE, lead=("x..x..x...x.x...", "x...x...x.x.x...", "x.....x.x......."),
    ),
    "slow-trap": Family(
        0.7, (62, 84), (0.95, 0.7, 0.5, 0.5, 0.5, 0.4), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="bd: X..x.....x...... | X.x....x.x..x... | X......x..x.....\nsn/cp: .X.X\nch: *xxxx | xxxxxxrrxxxxxzxx | *xxxr | xxrrxxxxxxzzxxxx\noh?: .......x........",
        bass=("1..1.....1......", "1.......1..1...."), comp=("x...............", "*x..."), arp=_ARPS, lead=("x.xx.x.xx...x...", "x.x.xxx.x......."),
    ),
    "future-bass": Family(
        0.8, (138, 162), (0.9, 0.6, 0.8, 0.4, 0.5, 0.4), palette="electronic", harmony="pop", exact=0.95,
        drums="bd: X.........X..... | X.....x...X.....\nsn/cp: ........X.......\nch: *x.x. | *xxxx | x.x.x.xxx.x.xrx.\ntb?: *..x.",
        bass=("1..1..1.1..1..1.", "1...............", "*1_1_"), comp=("x..x..x.x..x..x.", "x_x_x_x_x_x_x_x_", "x..x..x..x..x.x."), arp=_ARPS,
    ),
    "uk-garage": Family(
        1, (126, 138), (0.95, 0.85, 0.7, 0.2, 0.4, 0.3), palette="electronic", harmony="jazz", exact=0.8, swing=(0.54, 0.64),
        drums="bd: X.........x..... | X......x..x..... | XXXX | X.........X..x..\nsn/rs/cp: .X.X\nch: ..x...x...x...x. | *x.xo | *.xX. | x.xxx.xxx.xxx.xx\nsn?: .......o.......o | .o.....o..o.....",
        bass=("1_....1_..1_..3_", "1..1_...1..5_...", "1_...1_...1_.8_."), comp=_STABS, arp=_SPARSE,
    ),
    "footwork": Family(
        0.5, (154, 166), (0.95, 0.7, 0.4, 0.4, 0.2, 0.2), palette="electronic", harmony="loop", exact=0.95,
        drums="bd: X..X..X.X..X..X. | X..X..X...X..X..\ncp/sn: ............X... | ....X.......X...\nch: *x.x. | *..x. | x.xx.xx.x.xx.xx.\nlt/rs?: ..x..x.x..x..x.x",
        bass=("1..1..1.1..1..1.", "1......1........"), comp=_STABS, arp=_ARPS,
    ),
    "boom-bap": Family(
        2, (78, 100), (0.95, 0.75, 0.6, 0.15, 0.3, 0.2), palette="hip-hop", harmony="loop-minor", exact=0.6, swing=(0.5, 0.64),
        drums="bd: X.....x.x.x..... | X..x......x.x... | X.......x.x..... | X.x....x..x.....\nsn/cp: .X.X | ....X..o....X... | ....X.......X..o\nch: *x.x. | *x.xo | *xoxo\noh?: ..............x. | ......x.........\nsh/tb?: *..x. | *x.x.",
        bass=("1.....1_1.1_....", "1..1_.....1.5_..", "1_..1_3_..5_1_..", "1.......1...5..."), comp=("x...............", "x_..x_....x_....", "x.....x.x.......", "*x_.."), arp=_SPARSE,
    ),
    "lo-fi": Family(
        1.2, (66, 92), (0.9, 0.8, 0.9, 0.2, 0.5, 0.3), palette="hip-hop", harmony="jazz", exact=0.3, swing=(0.53, 0.66),
        drums="bd: X......x..x..... | X.......x.x..... | X..x......x.....\nsn/rs: .X.X\nch/sh: *x.x. | *x.xo | *xoxo\noh?: ..............x.",
        bass=("1.......5.......", "1.....1.5...3...", "1......1..5....."), comp=("x.......x.......", "x.....x.x.......", "x...............", "x..x......x....."), arp=("?...?...?...?...", "?.?.?.?.?.?.?.?."),
    ),
    "trip-hop": Family(
        1, (68, 102), (0.9, 0.8, 0.6, 0.3, 0.4, 0.5), palette="hip-hop", harmony="loop-minor", exact=0.5, swing=(0.5, 0.6),
        drums="bd: X.X.......X..... | X..x..x...x..... | X.......x..x....\nsn: ....X.......X... | ....X..o.o..X...\nch/rd/sh: *x.x. | *xoxo | *..x.\nco/tb?: ..x..x....x..x..",
        bass=("1..1..5...1.....", "1.......8...5...", "1_1_......1_3_.."), comp=_STABS + ("x...............",), arp=_ARPS,
    ),
    "synthwave": Family(
        1.2, (80, 120), (0.9, 0.9, 0.4, 0.6, 0.5, 0.6), palette="electronic", harmony="pop-minor", exact=1,
        drums="bd: X.X. | XXXX | X.......X.x.....\nsn/cp: .X.X\nch?: *x.x. | *xxxx | *..x.\nlt/mt?: .............xxx",
        bass=("*1111", "*1.1.", "*1.11", "*1_8_", "*_111"), comp=("x...............", "*..x_", "x..x..x...x....."), arp=_ARPS,
    ),
    "electro-pop": Family(
        2, (96, 130), (0.9, 0.85, 0.7, 0.4, 0.7, 0.4), palette="electronic", harmony="pop", exact=0.9,
        drums="bd: XXXX | X.....x.X....... | X..x..x.X....... | X...X.x.\nsn/cp: .X.X\nch/sh: *x.x. | *xoxo | .x.x.x.x\ntb?: *..x. | *x.x.",
        bass=("*1_1_", "1..1..1.1..1..1.", "*1.1.", "1..1..1...1.1..."), comp=("*x_..", "x..x..x.x..x..x.", "*..x_", "x......."), arp=_ARPS,
    ),
    "moombahton": Family(
        0.7, (96, 116), (0.95, 0.8, 0.5, 0.3, 0.4, 0.2), palette="electronic", harmony="loop-minor", exact=0.9,
        drums="bd: XXXX | X..xX..xX..xX..x\nsn/cp: ...x..x....x..x. | ...X..X....X..X.\nch/sh: *x.x. | *xoxo\nlt/co?: x..x..x.x..x..x.",
        bass=("1..1..1.1..1..1.", "1_..1_..1_..1_..", "1..1..1........."), comp=("x..x..x.x..x..x.", "...x_.x_...x_.x_"), arp=_ARPS,
    ),
    "amapiano": Family(
        0.7, (106, 118), (0.95, 0.9, 0.6, 0.1, 0.3, 0.4), palette="electronic", harmony="jazz", exact=0.9,
        drums="bd?: XXXX\nsh/ch: *Xoxo | *xoxo | *x.xx\nrs/cp: ...x..x...x..... | .X.X | ...x..x....x..x.\nco/wb?: ..x..x.x..x..x..",
        bass=("...1..1...1..1..", "1..1...1..1_1_..", "...1_1_...1..3_."), comp=_STABS + ("x...............",),
    ),
    "phonk": Family(
        0.6, (118, 150), (0.95, 0.8, 0.2, 0.4, 0.7, 0.2), palette="electronic", harmony="loop-minor", exact=0.95,
        drums="bd: X..X..X.X..X..X. | XXXX | X.....X...X.....\nsn/cp: ....X.......X... | ........X.......\nch: *x.x. | *xxxx\ncb: x..x..x.x.x.x... | x.x..x.x..x.x...",
        bass=("1..1..1.1..1..1.", "1......1..1....."), comp=("x...............",), arp=_ARPS,
    ),
    "chiptune": Family(
        1.2, (105, 175), (0.6, 0.8, 0.3, 0.9, 0.8, 0.0), palette="chip", harmony="pop", exact=1,
        drums="bd: X.X. | X.....x.X....... | X..x..x.X.......\nsn: .X.X\nch?: *x.x. | *xxxx",
        bass=("*1_8_", "*1_1_", "1..1..1.1..1..1.", "*1...", "1_.5_.8_..5_1_.."), comp=("*x_x_",), arp=("0120120120120120", "0123012301230123", "*0121", "*0120", "????????????????"),
    ),
    "edm-arp": Family(
        1.5, (96, 140), (0.25, 0.5, 0.2, 1, 0.2, 0.5), palette="electronic", harmony="pop-minor", exact=1,
        drums="bd: XXXX | X...............\nch?: *..x. | *x.x.\ncp?: .X.X", bass=("1...............", "*1.1.", "*..1."), comp=("x...............",), arp=_ARPS,
    ),
    "ambient-pulse": Family(
        1, (60, 120), (0.2, 0.5, 0.3, 0.8, 0.3, 1), palette="ambient", harmony="pop-minor", exact=0.9,
        drums="bd/lt: X... | X.X. | XXXX\nsh/ch?: .x.x | .x.x.x.x", bass=("1...............", "*1...", "1.......1.......", "*1_1_"),
        comp=("*x...", "x.......x......."), arp=("*?...", "*?.?.", "*????", "?..?..?.?..?..?.", "?.....?.....?..."), lead=("x.......x.......", "x..............."),
    ),
    "glitch": Family(
        0.8, (80, 150), (0.95, 0.5, 0.3, 0.4, 0.2, 0.4), palette="electronic", harmony="static", exact=0.9,
        drums="bd: X..x..X...x..... | X......x..X.x... | X....x..X..x....\nsn/cp/rs: ....X..o.o.rX..z | ....X.......X.rr\nch/sh: x.xrx.x.xzx.x.rx | *xx.x | x.xx.xr.x.xx.xz.\nwl/cb/cl?: ..x..r...x....x. | x....x....r.....",
        bass=("1..1......1.....", "1_......1_..3_.."), comp=_STABS, arp=_SPARSE + _ARPS,
    ),
    "single-hits": Family(
        0.8, (55, 130), (0.6, 0.35, 0.3, 0.3, 0.1, 0.2), palette="electronic", harmony="static", exact=0.8,
        drums="bd/lt/wb/rs/cl: XXXX | X.X. | XXXX\ncp/sn/ch/tr?: .X.X | .x.x.x.x", bass=("*1_..", "*1..."), comp=("*x_..", "*x..."), arp=("*?...", "*0..."), lead=("x...x...x...x...",),
    ),
}

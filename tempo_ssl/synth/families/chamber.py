"""Rhythm families of written music, second part: marches, overtures, ballet, serenades, studies, fanfares, film."""

from __future__ import annotations

from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    # Solemn entries: chords in quarters and dotted figures, a walking bass.
    "processional-march": Family(
        0.8, (56, 112), (0.1, 0.7, 0.9, 0.05, 0.97, 0.1), palette="church", harmony="folk",
        drums="""
            lt/ft: X.......X....... | X...X...X...X.xx | X...........x.xx
            sn?: X...x...X...zzx. | *x.xx
            cr?: X...............
        """,
        bass=("1.5.", "1...3...5...8...", "1...1...1...1.11", "*1.w.", "1.......5.....wa", "1...5...1..15..1"),
        comp=("xxxx", "x.......x..xx...", "x...x..xx.......", "x...x...X.......", "*_.x.", "x..xx...x..xx..."),
        arp=("0...1...2...1...", "*0.1."),
        lead=("x...x..xx.......", "x.....x.x...x...", "x...xxx.x...x...", "x..xx..xx.......", "x.......x..xx..x",
              "x...x...x.xxx.x.", "x......xx...x...", "*xxx"),
    ),
    # Slow dotted steps on few notes, drum strokes and rolls between.
    "funeral-march": Family(
        0.9, (40, 68), (0.15, 0.85, 0.9, 0.03, 0.95, 0.1), palette="brass", harmony="pop-minor",
        drums="""
            lt/ft/bd: X..xX... | X...X...X...X... | X.......X.....zz
            sn?: X...x...x...zzzz | X..zx...X..zx...
        """,
        bass=("1.v.", "1...5...1...5...", "1__11___1__11___", "*1_.1", "1.......1.......", "1_.11_..5_.51_.."),
        comp=("xxxx", "x..xx...x..xx...", "x...x..xx...x...", "x.......x......x", "*x_.x", "_.xx_.xx"),
        arp=("0...1...0...1...", "*0__1"),
        lead=("x...x..xx.......", "x..xx...x..xx...", "x..xx..xx..xx...", "x...........x..x", "x......xx...x..x",
              "*x.....xx", "x...x...x..xx..x", "....x..xx......."),
    ),
    # Double dots, rests and rapid upbeats.
    "french-overture": Family(
        0.8, (40, 76), (0, 0.9, 0.75, 0.1, 0.97, 0.05), palette="orchestra", harmony="folk",
        bass=("1__13__15__w1...", "*1..w", "1......11......1", "1...w...1..ww..a", "*1__.___w", "1.....w.1..w1..w"),
        comp=("x......xx......x", "*x..x", "*x______x", "x.......x..xx..x", "x___x..xx......x", "_.......x.....xx"),
        arp=("*0......1", "0......12......1"),
        lead=("*x..x", "*x......x", "x......xx..xx..x", "x....xxxx..xx...", "*x....xxx", "x..xx..xx.......",
              "_.xxx..xx..xx..x", "x.........xxx..x"),
    ),
    # Running sixteenths over a pedal note, and great chords with rests.
    "organ-toccata": Family(
        0.8, (58, 116), (0, 0.75, 0.6, 0.8, 0.65, 0.1), palette="church", harmony="pop-minor",
        bass=("1...............", "1.......1.......", "1_____1_5_____w_", "1...............________________",
              "1.5.1.a.", "____1...____5..."),
        comp=("x_..x_x_..x_x_x_", "x_x_..x_x_..x_x_", "*x_x_", "_.x.", "X_______X_______", "x_..x_..x_x_x_.."),
        arp=("0102010201020102", "0321032103210321", "*_210", "4321032104321032", "0120210201202102", "*012321"),
        lead=("xxxxxxxxxxxxx...", "*xxxx", "x.......xxxxxxxx", "xxx.....xxx.....", "x...............",
              "*_xxx", "xxxxxxxxx_______"),
    ),
    # Counted in halves: whispering eighths, drum-like chords, long crescendi.
    "overture-presto": Family(
        0.9, (96, 152), (0.15, 0.75, 0.85, 0.1, 0.95, 0.03), beats=2, palette="orchestra", harmony="folk",
        drums="""
            lt/ft: XX | X...X.x. | X... | x.x.xxxx
            cr?: X...............
        """,
        bass=("11111111", "1_1_1_1_", "1_______1_______", "*1___", "1...5...", "wwwwwwww", "1_1_5_5_1_1_1___"),
        comp=("xxxxxxxx", "*_.x_", "X_______X_______", "X_X_X___", "*x_xx", "_x_x", "x...............", "*_xxx"),
        arp=("01210121", "*0212"),
        lead=("xxxxxxxx", "xxxxxxxxx_x_x___", "x.......x...x...", "x.....xxx_x_x_x_", "_xxxxxxx", "x..xx..x",
              "x_x_x_xxx_x_x___", "x...x...xxxxxxxx"),
    ),
    # Ballet and salon: short plucked notes with rests, light upbeats in sixteenths.
    "pizzicato-scherzando": Family(
        0.8, (72, 126), (0.03, 0.8, 0.85, 0.15, 0.97, 0), beats=2, palette="orchestra", harmony="folk",
        drums="""
            tr: X.x. | .x.x | X.......X...X.X.
        """,
        bass=("1___5___", "1_______", "1___v___1_______", "1_1_5___", "____1___", "1___1_1_"),
        comp=("__x___x_", "_x_x", "__x_____", "b_x_B_x_", "x_______________", "___x___x", "x_x_x___"),
        arp=("0_1_2_1_", "_012_210", "012_____"),
        lead=("xx_xx_x_", "x_xxx_x_", "_xxxx_x_", "x_x_x_xx", "xxx_xxx_", "x___xxxx", "__xx__xx", "x_xxx___x_xxx_x_"),
    ),
    # Slow movements for winds: an accompaniment tied across the beats, long notes that end in turns.
    "wind-serenade": Family(
        0.8, (42, 84), (0, 0.75, 0.9, 0.25, 0.95, 0.03), beats=2, palette="brass", harmony="folk",
        bass=("1_3_5_3_", "1.......", "1_1_1_1_", "1...5_5_", "*1_.w", "1_8_1_8_"),
        comp=(".x.x.x.x", "x.xx.xx.", "_x.x.x.x", "*.x.x", "x.x..x.x", "x..x..x."),
        arp=(".0.1.2.1", "*_121", "02120212", "*0.12"),
        lead=("x...............", "x.......x....xxx", "x.....xx", "x...x.xx", "x..xxxx.", "_...x.xxx...x...",
              "x..x.xx.", "x....xxx"),
    ),
    # 6/8 rondos: horn fifths, repeated notes, calls and echoes.
    "horn-call-finale": Family(
        0.9, (84, 132), (0, 0.75, 0.85, 0.05, 0.97, 0), beats=2, grid=3, palette="orchestra", harmony="folk",
        bass=("1__1__", "1_____", "1_11_1", "______1__1__", "1_51_5", "1__5_1", "111111"),
        comp=("_xx_xx", "x_xx_x", "xxxxxx", "______xxxx__", "x__x__", "b.xB.x", "x_____"),
        arp=("012210", "*021"),
        lead=("xxxxxx", "x.xx.x", "x.xxxx", "xxxx__", "x_xx_xx_____", "x....xx.xxxx", "xxxx.x", "_____xx.xx.x"),
    ),
    # 6/8 with a whirring figure in sixteenths, a treadle below and a slow tune above.
    "spinning-song": Family(
        0.8, (46, 88), (0, 0.75, 0.3, 0.97, 0.9, 0.05), beats=2, grid=3, palette="keys", harmony="pop-minor",
        bass=("1....1", "1.__11", "1.....", "1..1.1", "1..........5", "1_1__1"),
        comp=("x.....", "x...._", "*_..._x", "x...........", "x..x.."),
        arp=("*012101", "*021212", "*010101", "*024242", "012101212012", "*_12321"),
        lead=("x....x", "x.....", "x..x.x", "x........x.x", "*x....x", "x..x..x.....", "_.xx.x", "x.x..."),
    ),
    # Calls in triplets, long notes and rests.
    "brass-fanfare": Family(
        0.8, (72, 132), (0.18, 0.55, 0.75, 0.03, 0.97, 0.03), grid=3, palette="brass", harmony="folk",
        drums="""
            lt/ft: X........... | X..X..X..xxx | X.....X..... | X..xxxX..xxx
            sn?: X..X..X..xxx | x..xxxx..xxx
        """,
        bass=("1...........", "1_____1_____", "1..1..1..111", "1..5..8.....", "1________111", "_.1."),
        comp=("x..x..x..xxx", "x........xxx", "x...........", "_.....x..x..", "x..xxxx.....", "x_xx_xx_____"),
        arp=("0..1..2..123", "012.........", "*012"),
        lead=("x..xxxx.....", "x..x..x..xxx", "x........xxx", "xxxx.....___", "x_xx_xx.....", "x.....x..xxx",
              "xxxx..xxxx..", "______xxxx..xxxx..x....."),
    ),
    # Impressionist piano and harp: sextuplets, quintuplets and faster ripples, few notes above.
    "water-ripples": Family(
        0.9, (42, 80), (0, 0.55, 0.35, 0.97, 0.75, 0.15), palette="keys", harmony="loop", grid=3,
        bass=("1...........", "1.....5.....", "1...........____________", "1_5_", "1..5..8.....", "_.1."),
        comp=("x...........", "_..x..x.....", "x.....x.....", "*_.x", "_.x."),
        arp=("*012345", "*012343", "*543210", "*01234", "*02413142", "*0123454321", "*010212"),
        lead=("x...........", "x.....x..x..", "_..x.....x..", "x..x........", "x....xx.....", "_.....x.xx..",
              "x...x...x...", "x........x.x"),
    ),
    # A hymn in long notes below or above a line of unbroken triplets.
    "chorale-prelude": Family(
        0.9, (48, 84), (0, 0.9, 0.5, 0.25, 0.97, 0.05), beats=3, grid=3, palette="church", harmony="folk",
        bass=("1..3..5..", "1_.5_.1_.", "1.......w", "1..w..a..", "1..8..7..", "1..1..wwa"),
        comp=("x........", "xxx", "x.....x..", "_________x.....x..", "__x", "x..x....."),
        arp=("*012", "*_12", "012321012"),
        lead=("xxxxxxxxx", "_xxxxxxxx", "*xxx", "xxxxxxx..", "_xxxxx_xx", "x.xx.xx.x", "x.....x..", "*_xx"),
    ),
    # A tune in quarters on the top string, each note the first of a triplet.
    "guitar-romance": Family(
        0.8, (56, 112), (0, 0.45, 0.1, 0.97, 0.55, 0), beats=3, grid=3, palette="guitar", harmony="pop-minor",
        bass=("1........", "1.....5..", "1.._.....", "1..5..5..", "1__"),
        comp=("x........", "_xx", "__x"),
        arp=("*210", "*201", "*312", "321210321", "3.1210210", "*2.1", "012345432", "*321012"),
        lead=("xxx", "x..x..x..", "x.....x..", "x........", "x....xx..", "x..x.xx..", "x..x....."),
    ),
    # The orchestral and Spanish three with triplets in the second half of the beat.
    "spanish-bolero": Family(
        0.8, (60, 104), (0.5, 0.85, 0.85, 0.1, 0.95, 0.05), beats=3, palette="orchestra", harmony="folk",
        drums="""
            sn/cl: XzXzXX | XzXzzz | XzXxXx | XzXXXX
            tb/lt?: X.x.x. | X..X.. | XXX
        """,
        bass=("1.5.5.", "1___5___5___", "1..", "1_____5_5___", "1_15_5", "135"),
        comp=("*x..xxx", "__x.x.x.x.x.", "_xx", "x.xxx.x.x.x.", "b.x.x.", "*_.x."),
        arp=("*0..121", "0.121.2.1.2.", "*0.12"),
        lead=("x.........xx", "x.....xxxxxx", "x...x.xxx...", "x.xxxx..x...", "x.......xxxx", "*x..xxx", "x..xxxxxx.x.",
              "x.x.xxx....."),
    ),
    # 3/2 counted in halves, syncopated quarters and groups across the beat; steps are eighths.
    "baroque-hornpipe": Family(
        0.8, (66, 120), (0.03, 0.85, 0.65, 0.05, 0.97, 0), beats=3, palette="orchestra", harmony="folk",
        drums="""
            lt: X...X...X... | X.......X.X.
        """,
        bass=("1.3.5.3.1.5.", "1...5...1...", "1.5...3.5.1.", "1.w.w.w.w.a.", "1.......5...", "1.1...1.1.5."),
        comp=("x...x...x...", "x.x...x.x.x.", "x.x...x...x.", "x...x.x...x.", "x.....x.....", "_.x.x."),
        arp=("0.1.2.1.2.1.", "0.1...2.1..."),
        lead=("x.x...x.x.x.", "x.x...x...x.", "x.x.x.x...x.", "x...x.xxx.x.", "x.xxx.x...x.", "xxx.x...x.x.",
              "x...x...x.x.", "x.x...x.xxxx"),
    ),
    # Bohemian three: two bars as three pairs, then two bars in three.
    "furiant": Family(
        0.8, (138, 216), (0.15, 0.85, 0.9, 0.03, 0.97, 0), beats=3, grid=2, palette="orchestra", harmony="folk",
        drums="""
            lt/bd: X...X. ..X... X..... X..... | X.....
            cr/tr?: X...X. ..X... X..... X.....
        """,
        bass=("1...5...1...1.....1.....", "1_____", "1_5_1_5_1_5_1_5_5_1_5_5_", "1...1...1...", "1_____5_____",
              "1_1_1_"),
        comp=("X.x.X.x.X.x.X.x.x.X.x.x.", "b.x.b.x.b.x.b.x.x.b.x.x.", "bxx", "X...X...X...", "_xx",
              "X...X...X...xxx.x.x.x.x."),
        arp=("0.1.0.1.0.1.", "012"),
        lead=("x.xxx.xxx.xxx.x.x.x.x.x.", "x...x...x...x.x.x.x.....", "xxx.xxx.xxx.xxxxx.xxxxx.", "x.x.x.",
              "x...x...x...", "xxxxx.", "x.x.x.x.x.x.x.....x.....", "x..xx."),
    ),
    # Five as two and three or three and two, gently: waltzes and ballets in 5/4.
    "waltz-in-five": Family(
        0.7, (100, 172), (0, 0.75, 0.8, 0.2, 0.97, 0.05), beats=5, grid=2, palette="orchestra",
        bass=("1.........", "1...5.....", "1.....5...", "1_1__", "1_5__", "1.3.5.3.1."),
        comp=("bxBxx", "_x_xx", "bxxBx", "_xx_x", "x.........", "x...x....."),
        arp=("01012", "0121012121", "_1_12", "01201"),
        lead=("x.x.xxxx..", "x.x.x.x.x.", "x.x.x.....", "x...x.x.x.", "xxx.x...x.", "x...xx....", "x.....x.x.",
              "xxxxx.xxx."),
    ),
    # Strings and brass that drive through bars of seven quarters.
    "film-action-seven": Family(
        0.7, (104, 184), (0.55, 0.8, 0.9, 0.4, 0.6, 0.15), beats=7, grid=2, palette="orchestra", harmony="pop-minor",
        drums="""
            lt/ft/bd: X...X...X..x.. | X.....X.....X. | X..X..X...X... | X.x.X.x.X.x.xx
            sn?: ............xx | ..x...x....xxx
            cr?: X.............
        """,
        bass=("1_1_1_1_1_1_1_", "1...1...1.....", "1..1..1...5...", "11111111111111", "1_____1_____5_", "1_11_1_"),
        comp=("xxxxxxxxxxxxxx", "X_x_X_x_X_x_x_", "X__X__X_X__X__", "X_xxX_xxX_xxxx", "X_____________",
              "x..x..x...x..."),
        arp=("01010101012012", "01201201010101", "*0121", "0.1.0.1.0.1.2."),
        lead=("x.............", "x...x...x.....", "x..x..x.......", "x.......x.....", "x.x.x...x.x.x.",
              "x.....x...x...", "x...x...x.xxx."),
    ),
    # Neo-classical piano: chords pulse in eighths or rock between the hands, a few long notes above.
    "pulsing-piano": Family(
        1, (56, 132), (0, 0.6, 0.95, 0.15, 0.75, 0.2), grid=2, palette="keys",
        bass=("1.......", "1...............", "1.....5.", "1...8...", "1..1....", "_...1..."),
        comp=("xxxxxxxx", "bxbxbxbx", "xoxoxoxo", "_xxxxxxx", "b.xxB.xx", "oxxxoxxx", "bxxbxxbx", "xxx.xxx."),
        arp=("02020202", "0.2.0.2.", "*0101"),
        lead=("x...............", "x.....x.........", "..x...x.", "x...x...x.......", "x......x", "_.......x...x.x.",
              "x.x.x...........", "x..x...."),
    ),
    # Unaccompanied suites: one line in three that implies its own bass.
    "solo-courante": Family(
        0.8, (72, 138), (0, 0, 0, 0, 1, 0), beats=3, palette="solo", harmony="folk",
        lead=("xxxxxxxxxxxx", "x.x.xxxxxxxx", "x.xxx.xxx.xx", "x.x.x.x.x.x.", "xxxxx.x.xxxx", "x.xxxxxxx.x.", "*xxxx",
              "x...xxxxxxxx"),
    ),
}

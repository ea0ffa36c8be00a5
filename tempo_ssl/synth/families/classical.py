"""Rhythm families of written music: early, baroque, classical, romantic, choral, film and piano music."""

from __future__ import annotations

from tempo_ssl.synth.families.shared import COMMON
from tempo_ssl.synth.family import Family

# fmt: off

TABLE: dict[str, Family] = {
    # Counted in halves, phrases from the middle of the bar; steps are eighths, played a little unequal.
    "bourree-gavotte": Family(
        0.8, (58, 104), (0, 0.8, 0.6, 0.15, 0.97, 0), beats=2, swing=(0.5, 0.58), palette="orchestra", harmony="folk",
        bass=("1.3.5.3.", "1...5.1.", "1.5.8.5.", "w.w.w.w.", "1.w.wwa.", "_.1.5.1."),
        comp=("x.x.x.x.", "x...x...", "x...x.x.", "x.......", "_.x.x.x."),
        arp=("0.1.2.1.", "01210121", "0.2.1.2.", "_.0.1.2."),
        lead=("x.x.xxx.", "x...x.x.", "xxx.xxx.", "x.xxx.xx", "x.x.x...", "xxxxx.x.", "x...xxxx", "x.x.x.x."),
    ),
    # Slow three, the second beat long.
    "sarabande": Family(
        0.9, (44, 80), (0, 0.75, 0.85, 0.2, 0.95, 0.15), beats=3, grid=2, palette="orchestra", harmony="pop-minor",
        bass=("1.1...", "1.3...", "1...5.", "1.....", "1.5.wa", "w.w.w."),
        comp=("xX.", "xX.", "x.X..x", "x.x.x.", "x.....", "_X."),
        arp=("01....", "0.12..", "0.1.2.", "012343", "_.012."),
        lead=("x.x...", "x.x..x", "x.x.xx", "x..xx.", "xxx..x", "x.....", "x.xxxx", "*x.xx"),
    ),
    # 12/8 without rest: the voices run in turn.
    "gigue": Family(
        0.9, (92, 152), (0, 0.85, 0.35, 0.4, 0.95, 0), grid=3, palette="keys", harmony="folk",
        bass=("*w.w", "1..5..1..5..", "1.33.55.31..", "wwwwww1..5..", "1..www1..www", "1..1..5..wwa"),
        comp=("x...", "x..x.xx..x.x", "xxxx", "_x_x", "x.xx..x.xx.."),
        arp=("*012", "012321012321", "0..012......", "021021021021", "*0.1"),
        lead=("xxxxxxxxxxxx", "x.xx.xxxxx.x", "xxxxxxx..x..", "x..xxxx..xxx", "x.xx.xx.xx..", "xxxx..xxxx..",
              "x.xxxxx.xxxx", "x..xxxxxxxxx"),
    ),
    # Slow 6/8 with dotted figures; also cradle songs and barcarolles.
    "siciliana": Family(
        0.9, (40, 66), (0, 0.7, 0.6, 0.45, 0.97, 0.15), beats=2, grid=3, palette="orchestra", harmony="pop-minor",
        bass=("1.....", "1..5..", "1.11.1", "1.35..", "1.51.5", "1.3v.w"),
        comp=("x.xx.x", "*_xx", "b.xB.x", "x..x..", "bxxBxx", "x....."),
        arp=("*012", "012321", "024321", "*0..12.", "0.12.1", "*010212"),
        lead=("*x..xx.", "x.xx.x", "x.xx..", "x..x.x", "x....x", "*x...xx", "xxxx..", "x.xxxx"),
    ),
    # Variations in three over a ground of two or four bars; the phrases begin on the second beat.
    "chaconne": Family(
        0.9, (50, 88), (0, 0.97, 0.6, 0.3, 0.9, 0.1), beats=3, palette="church", harmony="pop-minor",
        bass=("1...........5...........", "1...5.......", "1...3...5...", "1.......7...6.......5...",
              "1.......5...1.......a...", "1.3.5.8.5.3."),
        comp=("_xx", "x...X..x....", "xX.", "x...........", "x.x.x.x.x.x.", "_.x.X..xx.x."),
        arp=("012301230123", "010201020102", "012321", "*0121", "_...01230123"),
        lead=("x...x.......", "....x..xx...", "x...x..xx.x.", "x.x.x.x.x.x.", "xxxxxxxxxxxx", "x.......x.xx",
              "x..xx..xx..x", "..xxx.x.x.x."),
    ),
    # Allegro over a bass of running eighths; the upper parts in suspensions or sixteenths.
    "baroque-continuo": Family(
        1.1, (72, 132), (0, 0.97, 0.5, 0.2, 0.95, 0.1), palette="orchestra", harmony="folk",
        bass=("*w.w.", "*1.1.", "1.1.3.3.5.5.wwa.", "*1.8.", "*1..w", "1.w.w.w.1.w.w.a.", "1.8.7.8.5.8.3.a."),
        comp=("x...x...", "*__x_", "xxxx", "*x.x.", "_.x._.x.", "x.......x.x.x.x."),
        arp=("*0121", "*0.12", "0120120120120120", "*_012"),
        lead=("*xxxx", "*x.xx", "x.xxx.xxx.x.x.x.", "x.....xxx.....xx", "..x...x...x...x.", "x.x.x.x.xxxxxxxx",
              "_.x.x.x.xxx.xxx.", "x...x.xxx...x.xx"),
    ),
    # Two or three voices: one runs while the other answers in eighths.
    "invention": Family(
        1, (60, 112), (0, 0.97, 0.15, 0.15, 1, 0), palette="keys", harmony="folk",
        bass=("1.5.8.5.wwwwwwww", "_wwwwwwww.w.w.w.", "*1.w.", "w.w.w.w._wwwwwww", "1...5...8...a...",
              "wwwww.w.w.w.wwww"),
        comp=("x.......", "__x.", "..x...x.", "_...x..."),
        arp=("_.......01210121", "*_121", "0.1.2.1.0.1.2.1."),
        lead=("_xxxxxxxx.x.x.x.", "*_xxx", "xxxxxxxxx.x.x.x.", "x.x.x.x.xxxxxxxx", "..x.x.x.xxx.x.x.", "*xxx.",
              "_.xxx.xxx.xxx.xx", "x...x.x.xxxxx..."),
    ),
    # Alberti basses under a melody in quarters and halves.
    "classical-allegro": Family(
        1.2, (108, 172), (0, 0.35, 0.3, 0.85, 0.97, 0), grid=2, palette="keys", harmony="folk",
        bass=("1.......", "1...5...", "11111111", "1_1_1_1_", "1...1.5."),
        comp=("xxxxxxxx", "_xxx", "x...", "x.x.x...", "_xxxxxxx"),
        arp=("02120212", "02120212", "01210121", "01020102", "*0212", "*012"),
        lead=("x...x...", "x...x.x.", "x.....x.", "x...x.xx", "x.x.x...", "x..xx.x.", "xxxxx.x.", "_.x.x.x."),
    ),
    # Slow three, the accompaniment in even sixteenths, eighths or triplets, the melody ornamented.
    "classical-adagio": Family(
        0.9, (40, 68), (0, 0.6, 0.6, 0.6, 0.97, 0.05), beats=3, palette="orchestra", harmony="folk",
        bass=("1...........", "1_1_1_", "1...3...5...", "1.......5...", "*1..."),
        comp=("*xxxx", "*x.x.", "*_xxx", "*_.x.", "*xxx", "bxx"),
        arp=("*0212", "021212", "*012", "*0121", "*012121"),
        lead=("x.......x...", "x.....xxx...", "x..xx...x...", "x...x.x.x.x.", "x...x...xxxx", "x.xxx.......",
              "x.....x.x.xx", "x...xxx.x..."),
    ),
    # One beat is a whole bar of fast three.
    "scherzo": Family(
        0.9, (80, 132), (0, 0.7, 0.85, 0.25, 0.9, 0), grid=3, palette="orchestra", harmony="folk",
        bass=("1_____5_____", "*1__", "1..5..1..___", "1_11_11_1___", "*1_5", "1__1__111___"),
        comp=("*bxx", "*xxx", "*_xx", "x_____x_____", "xxxx__xxxx__", "x.xx.xx.x.x."),
        arp=("*012", "012321012321", "0_1_2_0_1_2_", "*0_1"),
        lead=("xxxxxxx.....", "x.xx.xx.xx..", "*x.x", "x..xxxx..xxx", "x_____x_x___", "x.x.x.x.x.x.", "x..x..x.xx..",
              "xxxx..xxxx.."),
    ),
    # A singing melody over wide broken chords in triplets.
    "nocturne": Family(
        1.1, (40, 76), (0, 0.5, 0.4, 0.9, 0.95, 0), grid=3, palette="keys",
        bass=("1...", "1.5.", "1.....5.....", "1..5..8..5..", "*1_5"),
        comp=("*bxx", "*_xx", "*xxx", "*_.x", "x..........."),
        arp=("*024", "012343012343", "024543024543", "*012321", "*0.2", "042342042342"),
        lead=("x........x..", "x.....x..x.x", "x..x.xx.....", "x....xx..x..", "x...........", "...x.xx..xxx",
              "x..xxxx.....", "x.....x....x"),
    ),
    # Dotted first beats, weight on the second or the third.
    "mazurka": Family(
        0.9, (96, 184), (0, 0.4, 0.9, 0, 0.97, 0), beats=3, palette="keys", harmony="folk",
        bass=("1..", "1_5", "1.....5.....", "1_....1.....", "1.5..."),
        comp=("bxX", "bXx", "bX.", "_Xx", "b...x...X...B...x...x...", "b.....x.X..."),
        arp=("012", "_12", "_.1.2."),
        lead=("x..xx...x...", "x..xx.......", "x.x.x...x...", "x..xx.x.x...", "x...x.......", "x..xx..xx...",
              "xxx.x...x...", "x...x...x..x"),
    ),
    # Proud three in the rhythm eighth, two sixteenths, four eighths.
    "polonaise": Family(
        0.8, (76, 116), (0, 0.7, 0.9, 0.05, 0.97, 0), beats=3, palette="keys", harmony="folk",
        bass=("1.....1.1...", "1...1.1.1...", "1...5...1...", "1.5.8.5.3.1.", "1..........."),
        comp=("x.xxx.x.x.x.", "b.xxx.x.x.x.", "b.xxx.xxx.x.", "_.xxX.x.x.x.", "bxxxxx", "b.xxx.x.X..."),
        arp=("0.121.2.1.2.", "0.1.2.3.2.1."),
        lead=("x..xx.x.x...", "x.xxx.x.x.x.", "x.....xxx.x.", "xxxxx.x.x...", "x...x..xx.x.", "x.xxxxxxx.x.",
              "xxxxxxxxx...", "x..xx..xx..x"),
    ),
    # Songs over repeated chords.
    "lied": Family(
        1, (48, 100), (0, 0.6, 0.95, 0.2, 0.95, 0), beats=2, palette="keys",
        bass=("1.......", "1...5...", "1.......5.......", "1_5_1_5_", "1.....wa", "1..11..."),
        comp=("*x.x.", "*xxxx", "*_.x.", "*_xxx", "*xxx", "b.x.x.x."),
        arp=("*0212", "*012", "01210121", "_.1.2.1."),
        lead=("x...x...", "x..xx...", "x...x.x.", "x.x.x...", "x.....x.", "x...x..x", "_.x.x.x.", "x..xx.xx"),
    ),
    # Galop and can-can.
    "galop": Family(
        0.8, (124, 176), (0.3, 0.8, 0.9, 0, 0.95, 0), beats=2, grid=2, palette="orchestra", harmony="folk",
        drums="""
            sn: *x.xx | .xxx | *xx | *.x
            bd/tb: XX | X.
            cr?: X.......
        """,
        bass=("15", "1v", "1_5_", "1.", "1_5_1_1_", "15wa"),
        comp=("_x_x", "bxBx", "*_x", "*b.xx", "xx", "*xxxx"),
        lead=("xxxx", "x.xx", "xxx.", "x.x.", "x...", "*x.xx", "*xxxx", "*xxx."),
    ),
    # Left hand in even eighths, right hand syncopated.
    "ragtime": Family(
        1.1, (64, 112), (0, 0.35, 0.95, 0.05, 0.97, 0), beats=2, palette="keys",
        bass=("1.5.", "1_1_5_5_", "1.v.", "1...5...", "1.5.1.a."),
        comp=("bxBx", "bxbx", "bxBx", "_x_x", "bxBb", "b.x.B.x.b.x.B..."),
        arp=("0120120.", "_12.12.1"),
        lead=("x.xx.xx.", ".xx.xxx.", "xx.xx.x.", ".x.xx.x.", "xxx.xx..", "xx.xx...", ".xx.xx.xx.xx.x..", "xxxx.xx."),
    ),
    # Renaissance dance: five steps in six beats, with two against three.
    "galliard": Family(
        0.7, (84, 152), (0.25, 0.6, 0.75, 0.1, 0.97, 0.1), beats=3, grid=2, palette="folk", harmony="folk",
        drums="""
            lt/tb: x.x.x.x..xx. | x.x.x. | x.xxx. | X.x.xx
            tm/tb?: x..... | x..x..
        """,
        bass=("1.1.1.1...5.", "1.....", "1...5.", "1..5..", "111", "1.....5...1."),
        comp=("x.x.x.x..xx.", "xxx", "x.x.x.x...x.", "x..x..", "x.....", "x...x."),
        arp=("0.1.2.", "012", "0..1.."),
        lead=("x.x.x.", "x..xx.", "x.x.x.x..xx.", "x.xxx.", "x...x.", "x..x..", "xxx.x.", "x.....x..xx."),
    ),
    # Voices that enter one after the other; motets, madrigals and slow choral writing.
    "motet": Family(
        0.9, (50, 100), (0, 0.8, 0.85, 0.1, 0.95, 0.35), grid=2, palette="voices", harmony="folk",
        bass=("1.......", "_.......1...5...", "1...5.3.", "_...1...", "1.....5.1...w.a.", "..1...5."),
        comp=("x...", "..x...x.", "_...x...", "x.x...x.", "x.....xxx.......", "x..xx..."),
        arp=("_.0.1.2.", "0...1..."),
        lead=("x.......", "x...x.x.", "x..xx.x.", "_.x.x.x.", "x.....xx", "..x...x.", "x...xxx.", "x...x..."),
    ),
    # Held chords with a slow pulse inside.
    "film-strings": Family(
        1, (48, 92), (0, 0.6, 0.85, 0.35, 0.6, 0.5), grid=2, palette="ensemble", harmony="pop-minor",
        bass=("1.......", "1...............", "1...5...", "*1", "1.....5."),
        comp=("x.......", "x...x...", "xxxx", "x.....x.", "*xx", "x..x..x."),
        arp=("0...1...2...1...", "0.1.2.1.", "01210121", "0..1..2."),
        lead=("x...............", "x...x.x.", "x.....x.", "x...x...", "..x...x.", *COMMON[:3]),
    ),
    # Unbroken twelves that can be heard in threes, fours and twos.
    "phase-patterns": Family(
        0.9, (62, 144), (0, 0.4, 0.6, 1, 0.2, 0.25), grid=3, palette="bells", harmony="loop", exact=0.5,
        bass=("1...........", "1.....1.....", "1..5..1..5..", "1..1.1..1.1.", "1...5...8..."),
        comp=("xxx.xx.x.xx.", "x.x.xx.x.x.x", "*xxx", "x..x.xx..x.x", "x...x...x...", "x.x.x.x.x.x."),
        arp=("012012012012", "012301230123", "010201020102", "024135024135", "012.01.2.01.", "????????????"),
        lead=("x...........", "x.....x.....", "xxx.xx.x.xx.", "x..x.xx.....", "x...x...x..."),
    ),
}

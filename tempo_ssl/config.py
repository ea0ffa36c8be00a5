"""Every constant, with its unit and its reason; settings that belong together are frozen dataclasses.

Numbers that follow from others are computed from them here, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

# --- Sound -----------------------------------------------------------------------------------------------------

#: Hz. Below this a recording holds no percussion worth reading; above it no file is music.
SAMPLE_RATE_RANGE = (4_000, 768_000)
#: Seconds: four beats at 200 BPM. Of made loops of one bar that last so long 93 in 100 are answered right, octave
#: aside, of shorter ones 80 (scripts/score_made.py).
MIN_SECONDS = 1.2
#: Seconds of sound handed on at a time by the reader: memory stays flat however long the file is, and decoder and
#: analysis do not drive each other out of the processor's cache all the time.
BLOCK_SECONDS = 4.0
#: Peak amplitude (full scale 1) under which a recording counts as digital silence: 1 bit of 16 is 3e-5.
SILENCE_PEAK = 1e-4
#: Channels of sound in memory; an array with more rows than this is not ``[channels, n]``.
MAX_CHANNELS = 64
#: Where the energy of the channels' mean falls under this share of the loudest channel's (-20 dB), they cancel each
#: other (opposite phase) and the loudest one is read alone. One sounding channel of eight still has 1/64.
OPPOSITE_PHASE_SHARE = 0.01
#: File name endings that are taken for sound when a folder is searched.
AUDIO_SUFFIXES = frozenset(
    (
        ".wav .wave .aif .aiff .aifc .flac .ogg .oga .opus .mp3 .m4a .mp4 .aac .wma .wv .ape .mka .caf .au .w64 .rf64"
    ).split()
)

# --- Features --------------------------------------------------------------------------------------------------

#: Frames per second: 20 ms, a twelfth of a beat at 250 BPM.
FRAME_RATE = 50
MEL_BANDS = 48
#: Hz, lowest and highest edge of the mel bands: kick drum to hi-hat. Bands over half the sample rate stay empty.
MEL_RANGE = (30.0, 10_000.0)
#: Seconds of the window of the mel bands: 1,000 samples at 22.05 kHz.
MEL_WINDOW_SECONDS = 1000 / 22_050
#: Hz. Sound is not halved below this rate, which still holds every mel band.
MEL_LEAST_RATE = 22_000
#: Bands of a semitone each and the lowest one's pitch (Hz): C3 to B6, where most melodies lie or have their overtones.
PITCH_BANDS = 48
PITCH_LOW = 130.81
#: Frames from one analysis of the pitch bands to the next; those between hold the last one. A window spans five frames.
PITCH_HOP = 2
#: Seconds of the window of the pitch bands: neighbours are told apart from about A4 on, and below by their overtones.
PITCH_WINDOW_SECONDS = 512 / 5_512.5
#: Hz, the same for the pitch bands.
PITCH_LEAST_RATE = 5_500
#: Numbers a frame: mel bands, then pitch bands.
BANDS = MEL_BANDS + PITCH_BANDS
#: Factor inside ``log(1 + COMPRESSION * level)``: 26 dB under the peak is half of the scale.
COMPRESSION = 20.0

# --- The rhythm embedding --------------------------------------------------------------------------------------

#: Seconds of one excerpt.
EXCERPT_SECONDS = 12.0
EXCERPT_FRAMES = round(EXCERPT_SECONDS * FRAME_RATE)
#: Length (excerpts) up to which a track is heard in excerpts that overlap by half, and in shorter ones as well; of a
#: longer one there are enough without.
OVERLAP_BELOW = 8
#: Length of those shorter excerpts, in excerpts (8 s).
SHORT_EXCERPT = 2 / 3
#: Excerpts of a long recording that are heard at least, evenly over it, and the largest step from one to the next, in
#: excerpts. Made pieces of three minutes are answered as well by a fifth of them as whole, if less exactly
#: (scripts/score_long.py); of fewer than six excerpts a change of tempo would be missed. What is not heard costs little
#: but its decoding.
LEAST_HEARD, LARGEST_STEP = 6, 3
#: Share of an excerpt over which it fades in, and out: half of it makes a Hann window, whose smooth spectrum suits
#: excerpts with many beats. Of a clip's few beats the first and the last tell the tempo most exactly. Clips are learnt
#: from with Hann windows all the same: classifiers that learnt with the other answered no better.
EXCERPT_FADE, CLIP_FADE = 0.5, 0.05
#: Length, in excerpts, of the loop as which a clip shorter than one excerpt is heard.
LOOP_EXCERPTS = 2
#: Excerpts that go through the networks at once: memory stays flat for long tracks.
EXCERPTS_AT_ONCE = 4
ONSET_CHANNELS = 16
#: Frames over which the onset network is told how much a band rose, and a gain that makes short rises as large as long
#: ones: one frame for what is struck, a tenth of a second for what swells.
RISES = {1: 2.0, 5: 1.0}
#: Frames on either side that a frame of the onset network depends on: half an excerpt for the level, and the reach of
#: the convolutions (2 + 4 + 4) and of the longest rise.
ONSET_REACH = EXCERPT_FRAMES // 2 + 10 + max(RISES)
#: Frames of a track that go through the onset network at once: memory stays flat for long tracks.
ONSET_FRAMES_AT_ONCE = 6_000
#: The log-tempo axis of the embedding: BPM of the first bin, bins per octave (1.16 % each), number of bins (15-960).
EMBEDDING_LOW_BPM = 15.0
BINS_PER_OCTAVE = 60
EMBEDDING_BINS = 360
#: Frame rate and log-tempo axis of the embedding, as :func:`tempo_ssl.tempo.tempo_waves` takes them.
EMBEDDING_AXIS = (FRAME_RATE, EMBEDDING_LOW_BPM, BINS_PER_OCTAVE, EMBEDDING_BINS)
#: Factor inside ``log(1 + REPETITION_GAIN * strength)``: a steady pulse reaches the logarithmic part, chance does not.
REPETITION_GAIN = 10.0
#: Added under the root of a strength and to the level it is divided by: silence has a gradient, and no zero below it.
LEAST_POWER, LEAST_RMS = 1e-12, 1e-4

# --- Answers ---------------------------------------------------------------------------------------------------

#: The log-tempo axis of answers and references: 30-316.7 BPM on the bins of the embedding.
LOW_BPM = 30.0
TEMPO_BINS = 205
#: Tempo (BPM) near which people count most readily, and how far from it (octaves, standard deviation) they still do:
#: the resonance of tapping, two beats a second (van Noorden and Moelants 1999), decides between octaves that are about
#: as likely. The model of then answered rendered music about as well with 0.7 to 1.5 octaves. Of metronomes of 50 to 60
#: BPM it missed a quarter with 0.7, one in twelve with 1 and one in a hundred with 1.5 (today's with 1: one in 75); of
#: 72 recordings 57, 57 and 58 were consistent (scripts/score_made.py).
#: Of rendered styles that were not learnt from as many are answered right with 0.6 to 1.5 octaves, and more with less
#: where they are weighed as recordings lie (scripts/fit_prior.py). Why that is not in use: docs/experiments.md.
COUNTED_BPM, COUNTED_OCTAVES = 120.0, 1.0
#: Share of the calibration's sounds without a tempo (24 and 36 s) that a model refuses: its least presence is what so
#: many fall short of. Aimed at are 95 % of sounds of 25 s that it was not calibrated on, which fall short of it less
#: often: with 0.98 the shipped model refuses 94.0 % of those (scripts/score_made.py), and no fewer recordings.
REFUSED_SHARE = 0.99
#: Share of recordings without a tempo that the confidence reckons with, whatever the share among the calibration's: one
#: in ten, more than among songs and fewer than among all that is called music.
EXPECTED_TEMPOLESS = 0.1
#: Share of answers with the right pulse whose octave is reckoned to be wrong. By how often classifiers of disjoint
#: styles contradict each other about recordings, 13 % [10, 16] are expected, and a little more, for what all of them
#: have wrong alike is not in it (scripts/expect_octaves.py).
EXPECTED_OCTAVE_ERRORS = 0.15
#: Lower end of the octave in which an octave-relaxed tempo is given unless asked otherwise: 80-160 BPM is where
#: most music is counted.
FOLD_BPM = 80.0

#: Seconds of each span that is decoded of a long recording where speed was asked for, and the places of their middles
#: in the recording (as shares), in the order in which they are heard. The first and last tenth hold intros and fades.
SPAN_SECONDS = 24.0
SPAN_PLACES = (0.5, 0.3, 0.7, 0.15)
#: Pulse and octave confidence at which no further span is needed.
CERTAIN_PULSE, CERTAIN_OCTAVE = 0.95, 0.64

# --- Tags ------------------------------------------------------------------------------------------------------

#: BPM that are written into files; beyond lies a mistake in the table, not a tempo.
TAG_BPM_RANGE = (1.0, 1000.0)
#: Decimals of a tempo in a Vorbis comment, which is free text. ID3 and MP4 specify integers.
VORBIS_DECIMALS = 2

# --- Catalogs --------------------------------------------------------------------------------------------------

#: Seconds after which a track that gives no answer is given up: on one slow core, 24 h of sound take less.
TRACK_TIMEOUT = 600.0
#: Bytes of memory that a worker process may ask for: about two days of sound, whose features are kept.
WORKER_BYTES = 4 << 30
#: Tracks that may be answered while the first of them is not, where rows keep the order of the tracks.
ORDERED_AHEAD = 10_000
#: Seconds between two moments at which all rows written are known to be on the disk, should the power fail.
SYNC_SECONDS = 1.0
#: Bytes at the end of a table that a failure may have damaged; more of them are damage of another kind.
MAX_TORN_BYTES = 1 << 20
#: Tracks of one task on a cluster: some seconds of work, beside which handing it out costs nothing.
TRACKS_PER_TASK = 32

# --- Stretching ------------------------------------------------------------------------------------------------

#: Rates that a stretcher accepts: two octaves either way, beyond which nothing sounds like music any more.
STRETCH_RATE_RANGE = (0.25, 4.0)

# --- Making the embedding --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PretrainingSettings:
    """How the frozen embedding is made; stored beside it. Seeds, counts and shares; times in seconds."""

    seed: int = 1
    #: Rendered pieces to learn from, and further ones (other seeds, a sound font of their own) to measure on.
    renders: int = 4800
    #: Share of the pieces to learn from that are drawn among the hard rhythm families: those without drums and those
    #: in three, where most errors are. With those drawn among all families they are three in five.
    hard_share: float = 0.15
    validation_renders: int = 240
    #: Steps of each round. Before every round but the first, unlabelled recordings whose tempo the network finds
    #: consistently under stretching join the rendered ones.
    rounds: tuple[int, ...] = (1000, 800, 800)
    #: Excerpts a step: rendered, and recordings from the second round on.
    batch: int = 64
    recordings: int = 48
    learning_rate: float = 2e-3
    #: Rates at which a recording must give answers that differ by exactly the rate to be learnt from.
    probe_rates: tuple[float, ...] = (0.92, 1.0, 1.09)
    #: Largest spread of those answers (share), and least probability of the tempo agreed on.
    consistent_within: float = 0.02
    least_probability: float = 0.5
    #: Standard deviation of the logarithm of the random rate at which excerpts are played while learning.
    rate_spread: float = 0.18
    #: Share of steps with excerpts shorter than the full length, and the shortest one.
    short_share: float = 0.3
    shortest_seconds: float = 2.5
    #: Every n-th recording is held out, to measure consistency on.
    hold_out_every: int = 10


# --- Training the classifier -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class TrainingSettings:
    """How the same/different classifier is trained; stored in the model file."""

    seed: int = 1
    embedding: str = "rhythm"
    #: ``"tempo-axis"``, ``"generic"``, or ``"auto"``: the one that suits the embedding.
    head: str = "auto"
    #: What is stretched to make pairs: ``"features"`` (interpolated) or ``"audio"`` (by Rubber Band).
    stretch: str = "features"
    epochs: int = 8
    steps: int = 150
    learning_rate: float = 2e-3
    #: Excerpts drawn from every piece for an epoch; the first two share a rate.
    excerpts: int = 4
    #: A step: tracks (all excerpts of each), excerpts of known BPM, clicks.
    tracks: int = 12
    rendered: int = 64
    clicks: int = 24
    #: Rendered pieces to learn from, and further ones to measure and to calibrate on.
    renders: int = 4800
    validation_renders: int = 400
    #: Share of the pieces to learn from that are drawn among the hard rhythm families: those without drums and those
    #: in three, where most errors are. With those drawn among all families they are three in five.
    hard_share: float = 0.15
    #: Rates (log-uniform between) at which excerpts are played.
    slowest: float = 0.7
    fastest: float = 1.4
    #: Versions of each track that Rubber Band makes, where sound is stretched.
    versions: int = 4
    #: Tempi less than this share apart are the same, more than that share apart are different.
    same: float = 0.02
    different: float = 0.05
    #: Weight of a pair of metrical relatives against other different pairs: telling octaves apart is the hard part.
    relative_weight: float = 10.0
    #: Weight of the question *which* reference has the same tempo, beside whether each has.
    ranking_weight: float = 2.0
    #: Epochs before which tracks whose answers are consistent under stretching join the pieces of known tempo, at
    #: the tempo agreed on; later ones take the place of earlier ones.
    self_training: tuple[int, ...] = (3,)
    #: What :data:`COUNTED_OCTAVES` is while they are asked: less, for they are music, not metronomes.
    counted_octaves: float = 0.7
    #: Share of pieces whose excerpts are shorter than full length, where the embedding takes those, and the shortest
    #: (seconds).
    short_share: float = 0.25
    shortest_seconds: float = 2.5
    #: Epochs for which the classifier goes on learning, from short clips and loops of bars alone, once that of
    #: recordings of an excerpt or more is done: it then answers what is shorter. And the share of pieces that are clips
    #: cut anywhere, of the least length that is answered and more.
    clip_epochs: int = 3
    clip_short_share: float = 0.4
    #: Every n-th track is held out.
    hold_out_every: int = 10


#: Tracks without which there is nothing to learn from and to validate on.
MIN_TRACKS = 8

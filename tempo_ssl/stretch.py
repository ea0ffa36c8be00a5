"""The only stretcher of time, on sound and on features.

A rate above 1 is faster: new BPM = old BPM x rate. Both members of a pair go through the same stretcher, also at rate
1, so that its traces say nothing about the tempo.
"""

from __future__ import annotations

import math
import shutil
import subprocess

import numpy as np

from tempo_ssl.config import STRETCH_RATE_RANGE
from tempo_ssl.errors import StretchError

#: Peak amplitude of what is handed to the program: it works in 16 bits, and its result may be louder than its input.
WORKING_PEAK = 0.5
#: Rates closer to 1 than this pass through ``rubberband`` without a trace (and pyrubberband does not even call it at
#: exactly 1), so they go a detour: faster by this factor, and back.
TRACELESS = 0.01
DETOUR = 1.1
#: Peak amplitude under which sound is not amplified any more: it is silence, and the gain stays finite.
LEAST_PEAK = 1e-20


def stretch_audio(samples: np.ndarray, sample_rate: int, rate: float) -> np.ndarray:
    """Sound played ``rate`` times as fast at the same pitch, by the program ``rubberband``.

    Parameters
    ----------
    samples : mono, float32 ``[n]``, any finite amplitude
    sample_rate : Hz
    rate : in :data:`~tempo_ssl.config.STRETCH_RATE_RANGE`; at 1 the sound passes through the stretcher all the same

    Returns
    -------
    float32 ``[n / rate]``, rounded to whole samples

    Raises
    ------
    StretchError : for a rate out of range, and where pyrubberband or ``rubberband`` are missing or fail
    """
    _check_rate(rate)
    try:
        import pyrubberband
    except ImportError:
        raise StretchError('stretching sound needs pyrubberband: pip install "tempo-ssl[train]"') from None
    if shutil.which("rubberband") is None:
        raise StretchError(
            "stretching sound needs the program rubberband: "
            "apt-get install rubberband-cli (Debian, Ubuntu) or brew install rubberband (macOS)"
        )
    if not len(samples):
        return np.zeros(0, dtype=np.float32)
    samples = np.asarray(samples, dtype=np.float32)
    gain = WORKING_PEAK / max(float(np.abs(samples).max()), LEAST_PEAK)
    rates = (rate * DETOUR, 1 / DETOUR) if abs(rate - 1) < TRACELESS else (rate,)
    stretched = samples * gain
    try:
        for step in rates:
            # pyrubberband writes the rate into a dictionary of options that it is given, so it is given none. A single
            # sample comes back as a number, and a few come back as many.
            stretched = pyrubberband.time_stretch(stretched, sample_rate, float(step)).reshape(-1)
    except (subprocess.CalledProcessError, RuntimeError, OSError) as error:
        raise StretchError(f"rubberband failed to stretch {len(samples)} samples by {rate}: {error}") from None
    return np.asarray(stretched[: round(len(samples) / rate)] / np.float32(gain))


def stretch_features(features: np.ndarray, rate: float, frames: int | None = None, offset: float = 0.0) -> np.ndarray:
    """Features played ``rate`` times as fast: frame ``i`` of the result is read at frame ``offset + i * rate``.

    Parameters
    ----------
    features : ``[T, F]``, floats
    rate : in :data:`~tempo_ssl.config.STRETCH_RATE_RANGE`
    frames : length of the result; all that there is from ``offset`` on by default
    offset : frames of the source, at least 0, fractions allowed

    Returns
    -------
    float32 ``[frames, F]``, interpolated linearly along time

    Raises
    ------
    StretchError : for a rate out of range
    ValueError : for a negative offset, or where ``frames`` reach beyond the end of the source
    """
    _check_rate(rate)
    length = len(features)
    if not 0 <= offset <= length:
        raise ValueError(f"offset must be in 0-{length} frames, got {offset}")
    # A billionth of a frame of grace: the division may end just beside a whole number.
    available = (length - offset) / rate
    if frames is None:
        frames = math.floor(available + 1e-9)
    elif not 0 <= frames <= math.ceil(available - 1e-9):
        raise ValueError(f"{frames} frames at rate {rate} from frame {offset} on reach beyond {length} frames")
    if not frames:
        return np.zeros((0, features.shape[1]), dtype=np.float32)
    first = int(offset)
    places = (offset - first) + rate * np.arange(frames)
    before = places.astype(np.intp)
    # Only the part that is read is converted. The last frame stands for the time until the end of the source.
    source = features[first : first + int(before[-1]) + 2].astype(np.float32, copy=False)
    after = np.minimum(before + 1, len(source) - 1)
    early, late = source[before], source[after]
    late -= early
    late *= (places - before).astype(np.float32)[:, None]
    late += early
    return late


def _check_rate(rate: float) -> None:
    low, high = STRETCH_RATE_RANGE
    if not low <= rate <= high:
        raise StretchError(f"the rate must be in {low}-{high} (1 is unchanged, 2 is twice as fast), got {rate!r}")

"""The errors that a caller may want to tell apart. Each message is one line: what, where, what to do."""


class TempoSSLError(Exception):
    """Anything tempo-ssl reports about its input, its models or its tools."""


class AudioError(TempoSSLError):
    """A sound file is missing, unreadable, empty or broken."""


class ModelError(TempoSSLError):
    """A model file is missing, damaged, too new, or not a model."""


class StretchError(TempoSSLError):
    """Time-stretching is impossible: a bad rate, or the ``rubberband`` program is missing or failed."""


class TrainingError(TempoSSLError):
    """Training cannot start or go on: too few usable tracks, a missing extra, a damaged checkpoint."""


class TagError(TempoSSLError):
    """A tag cannot be read or written, a table of tempi cannot be read, or mutagen (the extra ``tags``) is missing."""


class EvaluationError(TempoSSLError):
    """An evaluation cannot be made: a bad manifest, answers of another data set, a missing extra or data set."""


class CatalogError(TempoSSLError):
    """A catalog cannot be made or continued: its source, its table, its workers or the cluster."""

"""Training the same/different classifier on unlabelled music."""

from tempo_ssl.training.loop import TrainingResult, train

__all__ = ["TrainingResult", "train"]

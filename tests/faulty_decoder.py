"""As ``sitecustomize.py`` on the path of workers, it stands for decoders that crash, hang or eat all memory.

A track does what its name says; any other is answered at once with its size as its tempo.
"""

import os
import signal
import time

from tempo_ssl import estimation
from tempo_ssl.errors import ModelError


def estimate(self, path, **options):
    name = os.path.basename(os.fspath(path))
    if "crash" in name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "killed" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in name:
        os._exit(3)
    if "hang" in name:
        time.sleep(1000)
    if "slow" in name:
        time.sleep(0.5)
    if "eats" in name:
        name += str(len([bytes(1 << 28) for _ in range(1000)]))
    if "bug" in name:
        raise KeyError("what\nnobody expected")
    if "model" in name:
        raise ModelError("the network is damaged")
    size = os.path.getsize(path)
    return estimation.TempoEstimate(float(size), 0.9, 0.8, float(size), (), "constant", 30.0)


estimation.TempoEstimator.estimate = estimate

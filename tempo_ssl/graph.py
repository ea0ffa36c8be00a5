"""Trained networks as ONNX graphs: made from torch once, run by ONNX Runtime ever after.

A :class:`Graph` is a pure function from arrays to arrays and carries its own bytes, so a model file can hold it and
any other runtime can read it.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from tempo_ssl.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor, nn

#: ONNX operator set of exported graphs: the first in which GELU is one operator, not a dozen.
OPSET = 20


class Graph:
    """An ONNX graph, ready to run on one processor thread (``batch`` runs one process per core).

    ``ModelError`` if ``content`` is no graph that ONNX Runtime accepts.
    """

    def __init__(self, content: bytes):
        import onnxruntime

        self.content = content
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest batch ever seen; without it a long file leaves nothing behind.
        options.enable_cpu_mem_arena = False
        try:
            self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises its own kinds for each way of being damaged
            raise ModelError(f"the network is damaged: ONNX Runtime refuses it ({first_line(error)})") from error
        self.inputs = [value.name for value in self._session.get_inputs()]
        self.outputs = [value.name for value in self._session.get_outputs()]

    def __reduce__(self) -> tuple[type[Graph], tuple[bytes]]:
        """A session cannot travel to another process; its bytes can."""
        return Graph, (self.content,)

    def run(self, *arrays: np.ndarray) -> list[np.ndarray]:
        """The graph's outputs for its inputs, in their order; arrays are passed as float32."""
        feed = {
            name: np.ascontiguousarray(array, dtype=np.float32) for name, array in zip(self.inputs, arrays, strict=True)
        }
        return list(self._session.run(None, feed))


def export_graph(
    module: nn.Module, example: tuple[Tensor, ...], inputs: dict[str, dict[int, str]], outputs: list[str]
) -> bytes:
    """``module`` as ONNX bytes.

    ``inputs`` maps each input's name to its axes that may change (axis -> name), in the order of ``example``. Needs
    torch and onnx (the extra ``train``).
    """
    import torch

    buffer = io.BytesIO()
    axes: dict[str, Any] = {name: dynamic for name, dynamic in inputs.items() if dynamic}
    module.eval()
    with torch.no_grad(), warnings.catch_warnings():
        # The exporter speaks of its own age and of foldings that it leaves undone; a test holds the graphs equal.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            example,
            buffer,  # type: ignore[arg-type]  # the elder exporter writes to streams as well
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    return buffer.getvalue()


def first_line(error: BaseException) -> str:
    """The first line of an error's text, for messages of one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

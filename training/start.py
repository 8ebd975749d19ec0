"""The encoder that training starts from: the packaged int8 cross-encoder, in 32-bit floats again.

Dynamic quantisation keeps the weights as 8-bit integers with one scale and zero point a tensor, so
that `(integers - zero point) * scale` gives them back but for the rounding.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig

CONFIG = BertConfig(  # type: ignore[no-untyped-call]
    vocab_size=30522,
    hidden_size=384,
    num_hidden_layers=12,
    num_attention_heads=12,
    intermediate_size=1536,
    max_position_embeddings=512,
)
_QUANTIZED = "_quantized"
_PRODUCT = re.compile(r"/(.+)/(?:Gemm_)?MatMul_quant$")


def float_weights(model: Path) -> dict[str, torch.Tensor]:
    """Return the weights of an int8 ONNX BERT under the names that transformers gives them.

    Raises ValueError if a weight's place in the network cannot be told.
    """
    graph = onnx.load(model).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    weights = {
        name: _tensor(array)
        for name, array in stored.items()
        if name.endswith((".weight", ".bias"))
    }
    for name in [name for name in stored if name.endswith(".weight" + _QUANTIZED)]:
        weights[name.removesuffix(_QUANTIZED)] = _tensor(_dequantized(stored, name))
    for node in graph.node:
        place = _PRODUCT.match(node.name)
        if node.op_type != "MatMulInteger" or place is None:
            continue
        # A product in the graph is input times weight; transformers keeps the transpose.
        weight = _dequantized(stored, node.input[1]).T
        weights[place[1].replace("/", ".") + ".weight"] = _tensor(weight)
    return weights


def _dequantized(stored: dict[str, npt.NDArray[np.generic]], name: str) -> npt.NDArray[np.float32]:
    base = name.removesuffix(_QUANTIZED)
    zero_point = stored[f"{base}_zero_point"].astype(np.float32)
    scale = stored[f"{base}_scale"].astype(np.float32)
    return (stored[name].astype(np.float32) - zero_point) * scale


def _tensor(array: npt.NDArray[np.generic]) -> torch.Tensor:
    return torch.from_numpy(np.array(array, dtype=np.float32, order="C"))

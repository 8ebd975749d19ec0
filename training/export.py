"""From a training run's state to the folder that ships: an int8 ONNX model and its tokenizer."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from index.models.onnx_encoder import TOKENIZER, WEIGHTS
from index.models.packaged import sha256_of
from training.model import SpanReader, SpanVerifier

_OPSET = 17  # the first that has layer normalisation
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_LAYER = "/layer."  # in the names of the encoder's layers


def export(model: SpanReader | SpanVerifier, tokenizer: Path, folder: Path) -> str:
    """Write a model into `folder`; return its weights' SHA-256.

    `tokenizer` is the file it was trained with. The same weights give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        plain, prepared = Path(name, "plain.onnx"), Path(name, "prepared.onnx")
        write_onnx(model, plain)
        quant_pre_process(plain, prepared, skip_optimization=True, skip_symbolic_shape=True)
        quantize(prepared, folder / WEIGHTS)
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    return sha256_of(folder / WEIGHTS)


def load(model: nn.Module, state: Path) -> None:
    """Give `model` the weights of a training run's state and make it ready to read.

    Raises FileNotFoundError if there is no such state.
    """
    model.load_state_dict(torch.load(state, weights_only=True, mmap=True)["model"])
    model.eval()


def write_onnx(model: SpanReader | SpanVerifier, path: Path) -> None:
    """Write a model in 32-bit floats as an ONNX model for any number of windows of any length.

    Inputs and outputs are named as those of transformers' models for the task; what is one logit a
    window has no axis of tokens.
    """
    outputs = model.outputs
    example = torch.ones(2, 7, dtype=torch.long)
    axes = {name: {0: "windows", 1: "tokens"} for name in (*_INPUTS, *outputs)}
    axes |= {name: {0: "windows"} for name in outputs if not name.endswith("_logits")}
    with warnings.catch_warnings():
        # The exporter by tracing is deprecated; the other one takes packages that this needs not.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (example, example, torch.zeros_like(example)),
            path,
            dynamo=False,
            opset_version=_OPSET,
            input_names=_INPUTS,
            output_names=outputs,
            dynamic_axes=axes,
        )


def quantize(model: Path, path: Path) -> None:
    """Write a model with the weights of its encoder as 8-bit integers.

    One scale a column keeps the scores five times nearer to those in floats than one a matrix, and
    seven bits of the eight keep processors without VNNI from overflowing. The heads stay as they
    are: they are small, and their outputs are what counts.
    """
    nodes = onnx.load(model).graph.node
    products = [node.name for node in nodes if node.op_type in ("MatMul", "Gemm")]
    quantize_dynamic(
        model,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[name for name in products if _LAYER not in name],
    )

"""A reader that can be computed by hand: a word has the same logits wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

LEAST = -9.0  # the logit of every word that is not named
NULL = -2.0  # that of the first token, which stands for no answer

_SPECIAL = ("[UNK]", "[CLS]", "[SEP]")


def word_tokenizer(words: Sequence[str]) -> Tokenizer:
    """Return a tokenizer that knows `words` alone; a word with `##` goes on from another."""
    vocabulary = {word: number for number, word in enumerate((*_SPECIAL, *words))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=_SPECIAL[0]))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(each, vocabulary[each]) for each in _SPECIAL[1:]],
    )
    return tokenizer


def write_word_reader(
    folder: Path,
    start: Mapping[str, float],
    end: Mapping[str, float],
    *,
    words: Sequence[str] = (),
    head: str | None = "answerable",
) -> Path:
    """Write a reader whose start and end logits are those of the words; return its folder.

    The head gives the highest start logit of all tokens; without a name for it there is none.
    """
    known = [*dict.fromkeys((*start, *end, *words))]
    word_tokenizer(known).save(str(folder / "tokenizer.json"))
    nodes, tables, outputs = [], [], []
    for name, logits in (("start_logits", start), ("end_logits", end)):
        rows = [LEAST, NULL, LEAST, *(logits.get(word, LEAST) for word in known)]
        tables.append(numpy_helper.from_array(np.array(rows, np.float32), f"{name}_table"))
        nodes.append(helper.make_node("Gather", [f"{name}_table", "input_ids"], [name]))
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", "tokens"]))
    if head is not None:
        nodes.append(helper.make_node("ReduceMax", ["start_logits"], [head], axes=[1], keepdims=0))
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["n"]))
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "tokens"])]
    graph = helper.make_graph(nodes, "words", inputs, outputs, tables)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(model, folder / "model.onnx")
    return folder

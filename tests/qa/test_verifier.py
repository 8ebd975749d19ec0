import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from corpus.errors import ModelError
from corpus.span import Span
from qa.reading.verifier import Marked, OnnxVerifier, marked_window
from tests.reader_helpers import word_tokenizer, write_word_reader

WORDS = ("who", "keeps", "the", "lantern", "tom", "ann", "it", ".", "fog")
QUESTION = "who keeps the lantern"
PASSAGE = "Tom keeps the lantern. Ann keeps it in fog."


def at(text: str, passage: str = PASSAGE) -> Span:
    start = passage.index(text)
    return Span(start, start + len(text))


def write_verifier(folder: Path, output: str = "holds") -> Path:
    """Write a verifier whose logit is the sum of the ids of the tokens in the first segment."""
    word_tokenizer(WORDS).save(str(folder / "tokenizer.json"))
    one = numpy_helper.from_array(np.array(1, np.int64), "one")
    nodes = [
        helper.make_node("Sub", ["one", "token_type_ids"], ["inside"]),
        helper.make_node("Mul", ["input_ids", "inside"], ["kept"]),
        helper.make_node("Cast", ["kept"], ["as_float"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["as_float", "axes"], [output], keepdims=0),
    ]
    axes = numpy_helper.from_array(np.array([1], np.int64), "axes")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "tokens"])
        for name in ("input_ids", "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["n"])]
    graph = helper.make_graph(nodes, "marked", inputs, outputs, [one, axes])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(model, folder / "model.onnx")
    return folder


@pytest.fixture
def verifier(tmp_path: Path) -> Iterator[OnnxVerifier]:
    with closing(OnnxVerifier(str(write_verifier(tmp_path)))) as opened:
        yield opened


def marked_words(span: Span, size: int = 64) -> list[str]:
    tokenizer = word_tokenizer(WORDS)
    encoding = tokenizer.encode(QUESTION, PASSAGE)
    ids, types = marked_window(encoding, span, size)
    tokens = [tokenizer.id_to_token(each) for each in ids]
    second = tokens.index("[SEP]") + 1
    return [token for token, kind in list(zip(tokens, types, strict=True))[second:] if kind == 0]


def test_the_words_of_the_stretch_carry_the_segment_of_the_question() -> None:
    assert marked_words(at("Tom")) == ["tom"]
    assert marked_words(at("Ann keeps it")) == ["ann", "keeps", "it"]


def test_a_stretch_that_cuts_a_word_marks_the_whole_word() -> None:
    assert marked_words(Span(at("Tom").start, at("Tom").start + 1)) == ["tom"]


def test_a_long_passage_is_read_around_its_stretch() -> None:
    passage = "fog " * 400 + "tom keeps it. " + "fog " * 400
    encoding = word_tokenizer(WORDS).encode(QUESTION, passage)
    ids, types = marked_window(encoding, at("tom keeps it", passage), 40)
    tokenizer = word_tokenizer(WORDS)
    assert len(ids) == len(types) == 40
    assert [tokenizer.id_to_token(each) for each in ids][1:5] == QUESTION.split()
    assert ids.count(tokenizer.token_to_id("tom")) == 1


def test_a_long_question_leaves_room_for_the_stretch() -> None:
    encoding = word_tokenizer(WORDS).encode("who " * 500, PASSAGE)
    ids, types = marked_window(encoding, at("Ann"), 40)
    assert len(ids) == len(types) <= 40
    assert word_tokenizer(WORDS).token_to_id("ann") in ids


def test_a_stretch_has_the_logit_of_its_own_place(verifier: OnnxVerifier) -> None:
    tom, ann = verifier.verify(QUESTION, [Marked(PASSAGE, at("Tom")), Marked(PASSAGE, at("Ann"))])
    known = word_tokenizer(WORDS)
    assert ann - tom == known.token_to_id("ann") - known.token_to_id("tom")


def test_company_and_order_change_no_logit(verifier: OnnxVerifier) -> None:
    stretches = [Marked(PASSAGE, at(each)) for each in ("Tom", "Ann", "keeps it", "fog")]
    logits = dict(zip(stretches, verifier.verify(QUESTION, stretches), strict=True))
    random.Random(4).shuffle(stretches)  # noqa: S311 - an order, not a secret
    assert verifier.verify(QUESTION, stretches) == tuple(logits[each] for each in stretches)
    assert verifier.verify(QUESTION, stretches[:1]) == (logits[stretches[0]],)


def test_nothing_to_verify_gives_nothing(verifier: OnnxVerifier) -> None:
    assert verifier.verify(QUESTION, []) == ()


def test_a_model_that_does_not_verify_is_refused_by_name(tmp_path: Path) -> None:
    write_word_reader(tmp_path, {"tom": 1.0}, {"tom": 1.0})
    with pytest.raises(ModelError, match="does not verify"):
        OnnxVerifier(str(tmp_path))


@pytest.mark.models
def test_the_shipped_verifier_tells_an_answer_from_near_misses() -> None:
    passage = (
        "The pier of Thorn was built in 1874 by the town council. Old Tom Hale keeps the lantern."
    )
    builder, keeper = (
        Marked(passage, at("the town council", passage)),
        Marked(passage, at("Old Tom Hale", passage)),
    )
    with closing(OnnxVerifier()) as shipped:
        (right,) = shipped.verify("Who built the pier of Thorn?", [builder])
        (other_word,) = shipped.verify("Who painted the pier of Thorn?", [builder])
        (other_name,) = shipped.verify("Who built the pier of Ashby?", [builder])
        (other_answer,) = shipped.verify("Who built the pier of Thorn?", [keeper])
    assert right > max(other_word, other_name, other_answer)

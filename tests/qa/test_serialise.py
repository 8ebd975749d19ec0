import dataclasses
import json
import math

import pytest

from qa.answer import Answer, AnswerKind, Citation, Coverage, NearPassage, Part
from qa.serialise import answer_bytes, to_json
from tests.evaluation_helpers import REFUSAL, answered, citation, listed

NEAR = Answer(AnswerKind.NOT_FOUND, nearest=(NearPassage("near", citation("near")),))
ANSWERS = [answered(), listed("a bell", "a gate"), REFUSAL, NEAR]


def fields(kind: type) -> list[str]:
    assert dataclasses.is_dataclass(kind)
    return [field.name for field in dataclasses.fields(kind)]


@pytest.mark.parametrize("answer", ANSWERS, ids=["span", "list", "refusal", "near"])
def test_every_field_is_always_there_in_order(answer: Answer) -> None:
    assert list(json.loads(answer_bytes(answer))) == fields(Answer)


def test_every_field_of_a_citation_and_its_parts_is_there_in_order() -> None:
    (cited,) = json.loads(answer_bytes(answered()))["citations"]
    assert list(cited) == fields(Citation)
    assert list(cited["parts"][0]) == fields(Part)


def test_what_does_not_apply_is_empty() -> None:
    assert json.loads(answer_bytes(REFUSAL)) == {
        "kind": "not_found",
        "answer": "",
        "answer_parts": [],
        "text": "",
        "items": [],
        "expected": None,
        "citations": [],
        "context": [],
        "nearest": [],
        "missing": "",
        "gap": "none",
        "suggestions": [],
        "remark": "none",
        "readings": [],
        "understood_as": "",
        "corrections": [],
        "confidence": 0.0,
        "coverage": {"sections_scanned": 0, "sections": 0},
        "as_of": "",
        "generation": "",
    }


def test_equal_answers_have_equal_bytes() -> None:
    assert answered("The bell rings.") == answered("The bell rings.")
    assert answer_bytes(answered("The bell rings.")) == answer_bytes(answered("The bell rings."))


def test_other_answers_have_other_bytes() -> None:
    assert len(set(map(answer_bytes, ANSWERS))) == len(ANSWERS)


def test_an_answer_is_one_line_of_utf_8_as_it_reads() -> None:
    written = answer_bytes(answered("Die Bienenstöcke\nstehen auf 屋根 🐝."))
    assert b"\n" not in written
    assert "Bienenstöcke\\nstehen auf 屋根 🐝." in written.decode("utf-8")


def test_plain_values_stay_as_they_are() -> None:
    assert to_json((True, 3, 0.25, "x", None, [1])) == [True, 3, 0.25, "x", None, [1]]


def test_an_enum_is_its_value() -> None:
    value = to_json(AnswerKind.TWO_DOCUMENTS)
    assert value == "two_documents"
    assert type(value) is str


def test_a_dataclass_is_an_object() -> None:
    assert to_json(Coverage(3, 7)) == {"sections_scanned": 3, "sections": 7}


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="has no JSON form"):
        to_json((1.0, number))


@pytest.mark.parametrize("value", [{"a": 1}, b"bytes", Answer, {1, 2}])
def test_a_value_without_a_json_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no JSON form"):
        to_json(value)

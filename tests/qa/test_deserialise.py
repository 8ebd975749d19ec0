from __future__ import annotations

import json

import pytest

from qa.answer import (
    Answer,
    AnswerKind,
    Citation,
    Context,
    Correction,
    Coverage,
    Gap,
    Item,
    NearPassage,
    Part,
    Reading,
    Remark,
)
from qa.deserialise import MalformedJsonError, answer_from_json, read_as
from qa.serialise import answer_bytes, to_json
from tests.web_helpers import citation

BEES = citation("Bees 🐝 are kept.", 10)
ANSWERS = {
    "span": Answer(
        AnswerKind.SPAN,
        answer="Bees",
        answer_parts=(Part(10, 14, "Bees"),),
        text="Bees are kept.",
        citations=(BEES,),
        context=(Context("Scope", BEES),),
        readings=(Reading("Which hives?", "", "Bees are kept.", (BEES,)),),
        understood_as="Which bees?",
        corrections=(Correction("beas", "bees"),),
        confidence=0.75,
        coverage=Coverage(3, 9),
        generation="g1",
    ),
    "list": Answer(AnswerKind.LIST, items=(Item("Bees", BEES),), expected=None, citations=(BEES,)),
    "refusal": Answer(
        AnswerKind.NOT_FOUND,
        nearest=(NearPassage("Bees are kept.", BEES),),
        missing="wasps",
        gap=Gap.NOWHERE,
        suggestions=("Which bees?",),
        remark=Remark.OFF_TOPIC,
    ),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_comes_back_from_its_bytes(answer: Answer) -> None:
    assert answer_from_json(json.loads(answer_bytes(answer))) == answer


def test_what_is_left_out_has_its_default() -> None:
    assert answer_from_json({"kind": "not_found"}) == Answer(AnswerKind.NOT_FOUND)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "the answer is a list where an object is expected"),
        ({}, "the answer has no field 'kind'"),
        ({"kind": "poem"}, "the answer.kind is 'poem' where one of span, list"),
        ({"kind": ["span"]}, "the answer.kind is ['span'] where one of"),
        ({"kind": "not_found", "colour": 1}, "the answer has an unknown field 'colour'"),
        (
            {"kind": "not_found", "confidence": True},
            "the answer.confidence is true or false where",
        ),
        ({"kind": "not_found", "confidence": 2}, "the answer: confidence 2.0 is not between"),
        (
            {"kind": "not_found", "expected": 1.5},
            "the answer.expected is a number where",
        ),
        ({"kind": "not_found", "missing": "\ud800"}, "the answer.missing holds half a character"),
        ({"kind": "not_found", "suggestions": "x"}, "the answer.suggestions is text where a list"),
        (
            {"kind": "not_found", "suggestions": [1]},
            "the answer.suggestions[0] is a whole number",
        ),
        ({"kind": "span", "text": "Bees"}, "the answer: an answer has text and a citation"),
    ],
)
def test_what_is_no_answer_is_refused_by_place(value: object, said: str) -> None:
    with pytest.raises(MalformedJsonError) as refused:
        answer_from_json(value)
    assert str(refused.value).startswith(said)


def test_a_citation_is_read_by_itself() -> None:
    assert read_as(Citation, to_json(BEES), "the citation") == BEES


def test_a_part_that_is_not_as_long_as_its_offsets_is_refused() -> None:
    given = {"start": 1, "end": 3, "quote": "bee"}
    with pytest.raises(MalformedJsonError, match="the part: the quote at 1 is not 2 long"):
        read_as(Part, given, "the part")

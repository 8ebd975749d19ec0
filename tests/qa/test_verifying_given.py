from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerKind, Citation, Item, NearPassage, Part
from qa.serialise import answer_bytes, to_json
from qa.verifying.given import MOST_QUOTES, Given, UnverifiableError, given_from_json
from tests.web_helpers import citation

BEES, WASPS = citation("Bees are kept.", 10), citation("Wasps are not.", 40)
SPAN = Answer(AnswerKind.SPAN, answer="Bees", text="Bees are kept.", citations=(BEES,))
LIST = Answer(AnswerKind.LIST, items=(Item("Bees", BEES), Item("Wasps", WASPS)), citations=(BEES,))


def given(
    value: Answer | Citation | list[dict[str, object]] | dict[str, object],
) -> tuple[Given, ...]:
    return given_from_json(
        json.dumps(to_json(value) if isinstance(value, (Answer, Citation)) else value).encode()
    )


def test_an_answer_is_given_with_each_citation_that_it_shows_once() -> None:
    assert given_from_json(answer_bytes(LIST)) == (Given("", (BEES, WASPS)),)


def test_the_nearest_passages_of_a_refusal_are_given() -> None:
    refusal = Answer(AnswerKind.NOT_FOUND, nearest=(NearPassage("Wasps", WASPS),))
    assert given_from_json(answer_bytes(refusal)) == (Given("", (WASPS,)),)


def test_a_citation_alone_is_given() -> None:
    assert given(BEES) == (Given("", (BEES,)),)


def test_a_conversation_is_given_turn_by_turn_with_its_questions() -> None:
    turns = [
        {"question": "Which bees?", "answer": to_json(SPAN)},
        {"question": "And wasps?", "answer": to_json(LIST)},
    ]
    expected = (Given("Which bees?", (BEES,)), Given("And wasps?", (BEES, WASPS)))
    for export in (turns, {"turns": turns, "title": "Insects"}):
        assert given_from_json(json.dumps(export).encode()) == expected


def test_a_turn_without_an_answer_has_nothing_to_verify() -> None:
    turns = {"turns": [{"question": "Which bees?", "answer": None}]}
    assert given_from_json(json.dumps(turns).encode()) == (Given("Which bees?", ()),)


def test_an_answer_with_its_trace_is_given_as_the_answer() -> None:
    explained = {"answer": to_json(SPAN), "trace": {"why": "…"}}
    assert given_from_json(json.dumps(explained).encode()) == (Given("", (BEES,)),)


def test_lines_of_predictions_are_given_by_their_ids() -> None:
    line = {"id": "q-1", "abstained": False, "passages": [], "seconds": 0.1, **_object(SPAN)}
    lines = "\n".join(json.dumps({**line, "id": id_}) for id_ in ("q-1", "q-2"))
    assert [each.name for each in given_from_json(f"{lines}\n\n".encode())] == ["q-1", "q-2"]


def test_a_list_of_answers_and_citations_is_given_in_its_order() -> None:
    assert given([_object(SPAN), _object(WASPS)]) == (Given("", (BEES,)), Given("", (WASPS,)))


def test_fields_that_a_newer_version_added_are_passed_over() -> None:
    newer = {**_object(SPAN), "mood": 1, "citations": [{**_object(BEES), "colour": "red"}]}
    assert given(newer) == (Given("", (BEES,)),)


def test_fields_that_an_older_version_did_not_write_are_not_missed() -> None:
    older = {key: _object(SPAN)[key] for key in ("kind", "text", "citations")}
    assert given(older) == (Given("", (BEES,)),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "what was given is not JSON"),
        (b"\xff", "what was given is not UTF-8"),
        (b"{", "what was given is not JSON"),
        (b"[" * 100_000, "what was given is not JSON (it is nested too deeply)"),
        (b"NaN", "what was given is not JSON (NaN is no number)"),
        (b"[]", "nothing was given"),
        (b"7", "the answer is no object"),
        (b"[[]]", "the answer[0] is no object"),
        (b"{}", "the answer has no field 'kind'"),
        (b'{"turns": 1}', "the answer.turns is no list"),
        (b'{"turns": [{"question": "Who?", "answer": "Bees"}]}', "the answer.turns[0]"),
        (b'{"parts": []}', "the answer has no field 'document'"),
        (b'{"kind": "not_found"}\n{"kind": ', "line 2 is not JSON"),
        (b'{"kind": "not_found"}\n{"kind": "poem"}', "line 2.kind is 'poem' where one of span"),
    ],
)
def test_what_cannot_be_verified_is_refused_by_its_place(content: bytes, said: str) -> None:
    with pytest.raises(UnverifiableError) as refused:
        given_from_json(content)
    assert str(refused.value).startswith(said)


def test_more_quotes_than_are_verified_at_once_are_refused() -> None:
    parts = tuple(Part(n, n + 1, "b") for n in range(MOST_QUOTES))
    many = replace(BEES, parts=parts)
    assert given(many) == (Given("", (many,)),)
    with pytest.raises(UnverifiableError, match="10,001 quotes were given; at most 10,000"):
        given([_object(many), _object(WASPS)])


def _object(value: Answer | Citation) -> dict[str, object]:
    found = to_json(value)
    assert isinstance(found, dict)
    return dict(found)

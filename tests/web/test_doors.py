"""The answer is the same at every door, byte for byte.

A question of every type in TYPES in `make test`, all questions of the project in `make soak`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache

import pytest

from corpus.loading.folder import SHIPPED_DOCUMENTS
from qa.answer import AnswerKind
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.gold_files import shipped_gold
from qa.notebook import Collection
from qa.opening import Pincite
from qa.question import Question, Turn
from qa.serialise import answer_bytes
from tests.counts import tries
from tests.doors import DOORS, TAKE_NO_DOCUMENTS, TAKE_NO_HISTORY, House, completion
from web.app import create_app
from web.collecting.building import build
from web.configuration.settings import Settings
from web.mcp.server import mcp_server
from web.opening import Opening
from web.service import load_embedder, opened

pytestmark = [pytest.mark.models, pytest.mark.scale]

SEED = 20
DAY = "2017-12-31"  # before one of the shipped documents, and after others
TYPES_ASKED_AS_OF = ("date", "aggregate")
# One of each is asked at every run; between them they get answers of every form.
TYPES = (
    "unanswerable",
    "entity",
    "responsibility",
    "list",
    "followup",
    "date",
    "table",
    "noisy",
    "aggregate",
    "crossdoc",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the bytes that every door is to give."""

    question: Question
    expected: bytes


@cache
def chosen() -> tuple[GoldQuestion, ...]:
    """Return the gold questions to ask: one of each type, drawn by the seed, or all of them."""
    gold = shipped_gold()
    drawing = random.Random(SEED)  # noqa: S311 - a choice, not a secret
    drawn = tuple(
        drawing.choice([each for each in gold if each.type == wanted]) for wanted in TYPES
    )
    return drawn if tries(1, len(gold)) == 1 else tuple(gold)


@pytest.fixture(scope="module")
def pincite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Pincite]]:
    settings = Settings(data=tmp_path_factory.mktemp("doors") / "data")
    embedder = load_embedder(settings)
    build(SHIPPED_DOCUMENTS, settings.data, embedder)
    with opened(settings, embedder) as pincite:
        yield settings, pincite


@pytest.fixture(scope="module")
def house(pincite: tuple[Settings, Pincite]) -> Iterator[House]:
    settings, opened = pincite
    app = create_app(settings, opened)
    tools = mcp_server(Opening.done(opened))
    yield House(settings.data, app, tools, Collection(opened, ExitStack()))
    app.extensions["history"].close()


@pytest.fixture(scope="module")
def asked(pincite: tuple[Settings, Pincite]) -> tuple[Asked, ...]:
    """Return the questions with what is to be given: as they are, in one document, as of a day."""
    whole = [each.asked() for each in chosen()]
    confined = [
        replace(each.asked(), documents=(each.evidence[0].doc,))
        for each in chosen()[:: tries(5, 4)]
        if each.evidence
    ]
    dated = [
        replace(each.asked(), as_of=DAY) for each in chosen() if each.type in TYPES_ASKED_AS_OF
    ]
    answers = pincite[1].answers
    put = [*whole, *confined, *dated]
    return tuple(Asked(each, answer_bytes(answers.ask(each))) for each in put)


@pytest.fixture(scope="module")
def followed(pincite: tuple[Settings, Pincite]) -> tuple[Asked, ...]:
    """Return the follow-ups with the answers that were given before them as their history."""
    found = []
    for each in (each.asked() for each in chosen() if each.history):
        turns: tuple[Turn, ...] = ()
        for turn in each.history:
            given = pincite[1].answers.ask(Question(turn.question, turns))
            turns = (*turns, Turn(turn.question, given.text))
        question = replace(each, history=turns)
        found.append(Asked(question, answer_bytes(pincite[1].answers.ask(question))))
    return tuple(found)


def test_what_is_asked_gets_answers_of_every_form(asked: Sequence[Asked]) -> None:
    kinds = {kind for kind in AnswerKind for each in asked if f'"{kind}"'.encode() in each.expected}
    assert {AnswerKind.SPAN, AnswerKind.LIST, AnswerKind.TABLE, AnswerKind.LEDGER} <= kinds
    assert AnswerKind.NOT_FOUND in kinds
    assert any(each.question.history for each in asked)
    assert any(each.question.documents for each in asked)
    as_of = {f'"as_of":"{DAY}"'.encode() in each.expected for each in asked}
    assert as_of == {True, False}


@pytest.mark.parametrize("name", [name for name in DOORS if name != "page"])
def test_a_door_gives_the_same_bytes_as_the_answer_function(
    name: str, house: House, asked: Sequence[Asked]
) -> None:
    put = [
        each
        for each in asked
        if not (each.question.history and name in TAKE_NO_HISTORY)
        and not ((each.question.documents or each.question.as_of) and name in TAKE_NO_DOCUMENTS)
    ]
    assert put
    found = DOORS[name](house, [each.question for each in put])
    assert found == [each.expected for each in put]


def test_the_page_keeps_the_same_bytes_as_the_answer_function(
    house: House, asked: Sequence[Asked], followed: Sequence[Asked]
) -> None:
    put = [*(each for each in asked if not each.question.history), *followed]
    found = DOORS["page"](house, [each.question for each in put])
    assert found == [each.expected for each in put]


def test_earlier_messages_of_the_service_are_read_as_the_answers_that_they_show(
    house: House, followed: Sequence[Asked]
) -> None:
    assert followed
    for each in followed:
        messages: list[dict[str, str]] = []
        for turn in each.question.history:
            messages.append({"role": "user", "content": turn.question})
            content, _ = completion(house, messages)
            messages.append({"role": "assistant", "content": content})
        messages.append({"role": "user", "content": each.question.text})
        assert completion(house, messages)[1] == each.expected

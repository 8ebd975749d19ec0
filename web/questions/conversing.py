"""A conversation as its address holds it: `earlier` questions and the last one, `q`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer
from qa.question import Question, Turn
from web.opening import Asking
from web.questions.asking import parameters
from web.questions.keeping import KEPT_TURNS

_EVERYWHERE = Question("")


def questions_of(query: bytes) -> tuple[str, ...]:
    """Return the questions of an address, oldest first; the last is `q`, empty if there is none.

    Repeated `earlier` are those before it; only the last of them are kept. Raises MalformedError
    as `parameters` does.
    """
    given = parameters(query)
    text = next((value for name, value in given if name == "q"), "")
    earlier = [value for name, value in given if name == "earlier" and value][-KEPT_TURNS:]
    return (*earlier, text)


def answered(
    answers: Asking, questions: Sequence[str], within: Question = _EVERYWHERE
) -> tuple[Answer, ...]:
    """Return the answer to each question, asked after those before it.

    All are asked as `within` is, in its documents and as of its day. Raises QuestionError if one
    cannot be put.
    """
    turns: list[Turn] = []
    found: list[Answer] = []
    for question in questions:
        answer = answers.ask(replace(within, text=question, history=tuple(turns)))
        found.append(answer)
        turns.append(Turn(question, answer.text))
    return tuple(found)

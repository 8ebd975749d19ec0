"""Faults: at which stage a question went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.answer import Answer, AnswerKind, Gap
from qa.evaluation.confidence import came_out_right
from qa.evaluation.doubts import doubt
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.looked import Looked, Stretch, cited, first_holding
from qa.evaluation.measure import Documents
from qa.evaluation.outcome import Outcome


class Fault(StrEnum):
    """What went wrong with a question, in the order of the stages."""

    NOT_RETRIEVED = "not retrieved"
    NOT_RANKED = "retrieved but not ranked"
    NOT_READ = "ranked but not read"
    REFUSED = "read but refused"
    PASSED_OVER = "read but passed over"
    WRONG_THERE = "answered wrongly from the right place"
    NO_ANSWER = "answered although there is no answer"
    GOLD_DOUBTFUL = "gold doubtful"


@dataclass(frozen=True, slots=True)
class Examined:
    """How far the gold passages of a question came, and what went wrong.

    `fault` is None where the question came out right. `retrieved`, `ranked` and `read` are the
    ranks, from 1, at which the stage first holds a gold quote, None where it holds none;
    `is_beside` tells that one stands in the passage around something found. `doubt` says in a
    sentence why the gold is doubtful, right or wrong; empty where it is not.
    """

    id: str
    fault: Fault | None
    retrieved: int | None
    ranked: int | None
    read: int | None
    is_beside: bool
    is_cited: bool
    doubt: str


def examined(
    question: GoldQuestion, outcome: Outcome, answer: Answer, seen: Looked, documents: Documents
) -> Examined:
    """Return what went wrong with a question; any one gold quote stands for all of them.

    A question that came out right (`came_out_right`) has no fault. Of the others, the first that
    holds: `NO_ANSWER`, an unanswerable question was answered; `GOLD_DOUBTFUL`, as `doubt` tells;
    `WRONG_THERE`, a gold quote is cited; `REFUSED`, one was weighed and there is no answer;
    `PASSED_OVER`, one was weighed and another place answered; `NOT_READ`, one was reranked;
    `NOT_RANKED`, one was found or stands beside something found; `NOT_RETRIEVED`.

    Where no candidates were weighed although a best answer was found, in a list or a table or one
    that was denied, what was reranked counts as weighed; for a ledger, which takes in every
    section, everything does.
    """
    wanted = gold_places(question, documents)
    about = Examined(
        id=question.id,
        fault=None,
        retrieved=first_holding(seen.retrieved, wanted),
        ranked=first_holding(seen.ranked, wanted),
        read=first_holding(seen.read, wanted),
        is_beside=first_holding(seen.around, wanted) is not None,
        is_cited=first_holding(cited(answer), wanted) is not None,
        doubt=doubt(question, answer),
    )
    if came_out_right(outcome):
        return about
    return replace(about, fault=_fault(question, answer, seen, about))


def counted(found: Iterable[Examined]) -> dict[Fault, int]:
    """Return how often each fault occurs, every fault in the order of the stages."""
    faults = [each.fault for each in found]
    return {fault: faults.count(fault) for fault in Fault}


def gold_places(question: GoldQuestion, documents: Documents) -> tuple[Stretch, ...]:
    """Return every place at which a gold quote stands, white space being folded in both."""
    return tuple(
        Stretch(evidence.doc, *match.span())
        for evidence in question.evidence
        for match in re.finditer(
            r"\s+".join(map(re.escape, evidence.quote.split())), documents.get(evidence.doc, "")
        )
    )


def _fault(question: GoldQuestion, answer: Answer, seen: Looked, about: Examined) -> Fault:
    if not question.answerable:
        return Fault.NO_ANSWER
    if about.doubt:
        return Fault.GOLD_DOUBTFUL
    if about.is_cited:
        return Fault.WRONG_THERE
    refused = answer.kind is AnswerKind.NOT_FOUND
    if _was_weighed(answer, seen, about):
        return Fault.REFUSED if refused else Fault.PASSED_OVER
    if about.ranked is not None:
        return Fault.NOT_READ
    was_found = about.retrieved is not None or about.is_beside
    return Fault.NOT_RANKED if was_found else Fault.NOT_RETRIEVED


def _was_weighed(answer: Answer, seen: Looked, about: Examined) -> bool:
    if seen.read:
        return about.read is not None
    if answer.kind is AnswerKind.LEDGER:
        return True
    # A refusal keeps the confidence of the answer that it holds back.
    found = answer.kind is not AnswerKind.NOT_FOUND or answer.confidence > 0
    return about.ranked is not None and (found or answer.gap is Gap.CONTRADICTED)

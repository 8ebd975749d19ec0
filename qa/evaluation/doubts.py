"""Doubts: signs that a gold question itself may be wrong."""

from __future__ import annotations

from qa.answer import Answer
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.normalise import contains
from qa.evaluation.shortanswer import token_f1

LEAST_LIKENESS = 0.8  # token F1 from which two short answers look like the same one


def unheld_answers(question: GoldQuestion) -> str:
    """Say that the gold quotes do not hold the gold answers; empty where they do.

    They do if any accepted answer stands in a quote or, for items, a wording of at least half of
    them. A question without answers and items has nothing to hold.
    """
    if question.wants_items:
        held = sum(_is_held(question, wordings) for wordings in question.items)
        if 2 * held < len(question.items):
            return f"the gold quotes hold {held} of the {len(question.items)} gold items"
    elif question.answers and not _is_held(question, question.answers):
        return "no gold quote holds an accepted answer"
    return ""


def doubt(question: GoldQuestion, answer: Answer) -> str:
    """Say why the gold is doubtful in view of an answer; empty where it is not.

    It is where its quotes do not hold its answers, and where the short answer given is nearly an
    accepted one (token F1 of at least 0.8) without being it.
    """
    unheld = unheld_answers(question)
    if unheld:
        return unheld
    if question.wants_short_answer and not contains_any(answer.answer, question.answers):
        likeness = token_f1(answer.answer, question.answers)
        if likeness >= LEAST_LIKENESS:
            return "the answer given is nearly an accepted one and may be another wording of it"
    return ""


def contains_any(text: str, wordings: tuple[str, ...]) -> bool:
    """Tell whether a text contains one of some wordings, as normalised words."""
    return any(contains(text, each) for each in wordings)


def _is_held(question: GoldQuestion, wordings: tuple[str, ...]) -> bool:
    return any(contains_any(evidence.quote, wordings) for evidence in question.evidence)

"""What a screen reader says when an answer has come: few words, the page holds the rest."""

from __future__ import annotations

from qa.answer import AnswerKind
from qa.showing.wording import remark_worded
from web.answers.presenting import Shown

_WORDS = 25  # of an answer


def announcement(shown: Shown) -> str:
    """Return an answer in a few words: what it says first, and how many sources it has."""
    answer = shown.answer
    if answer.kind is AnswerKind.NOT_FOUND:
        return remark_worded(answer.remark)
    if answer.kind is AnswerKind.CONFLICT:
        said = "The sources differ."
    elif answer.items:
        of = "" if answer.expected is None else f" of {answer.expected}"
        said = f"{len(answer.items)}{of} {'item' if len(answer.items) == 1 else 'items'}."
    else:
        said = _short(answer.answer or answer.text)
    sources = len(shown.numbers)
    return f"Answer: {said} {sources} {'citation' if sources == 1 else 'citations'}."


def _short(text: str) -> str:
    words = text.split()
    if len(words) > _WORDS:
        return " ".join(words[:_WORDS]) + " …"
    whole = " ".join(words)
    return whole if whole.endswith((".", "!", "?", "…")) else f"{whole}."

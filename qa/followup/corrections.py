"""Answers to what was understood: "I meant 2006", "not Sweden, Norway", "how about Norway"."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?:(?:no|nope|sorry|actually|not that(?: one)?|wait|rather)\b[,.:;!]?\s+){0,3}"
    r"(?:i (?:meant|mean)\b[,:]?\s+)?",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"not ([^,;.?!]{1,60})(?:,|;| but)\s+(?:but\s+)?([^?!]{1,60})", re.IGNORECASE
)
_THIS_NOT = re.compile(r"([^,;.?!]{1,60}),?\s+(?:and )?not ([^?!]{1,60})", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:how (?:does|do|did|is|was|would) (?:that|this|it|they|these|those) (?:compare|differ)"
    r"|(?:as )?compared|in comparison|versus|vs\b\.?)\s*(?:with|to|from|against)?\s+",
    re.IGNORECASE,
)
_CLOSING = " ?!."


def without_correction(text: str) -> str:
    """Return a text without the words that open a correction ("No, I meant")."""
    return _LEAD.sub("", text, count=1)


def replaced(text: str, prior: str) -> str | None:
    """Return `prior` with what a correction takes back replaced, None if it takes back nothing.

    `text` is the correction without its opening words: "not Sweden, Norway", "Norway, not Sweden".
    """
    said = text.strip(_CLOSING)
    if match := _NOT_THIS.fullmatch(said):
        wrong, right = match.groups()
    elif match := _THIS_NOT.fullmatch(said):
        right, wrong = match.groups()
    else:
        return None
    at = re.search(rf"\b{re.escape(wrong.strip())}\b", prior, re.IGNORECASE)
    return None if at is None else prior[: at.start()] + right.strip() + prior[at.end() :]


def compared_with(text: str) -> str:
    """Return what a question wants the last answer compared with, empty if it does not.

    The question to ask is that of the last answer about this ("And Norway?").
    """
    match = _COMPARED.match(text)
    return "" if match is None else text[match.end() :].strip(_CLOSING)

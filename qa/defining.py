"""Candidates that define the term whose meaning is asked for."""

from __future__ import annotations

from corpus.span import Span
from corpus.terms.definitions import opened_definitions
from qa.analysis.asked import Asked
from qa.analysis.meaning import is_meant
from qa.candidates import Candidate

_AT_THE_END = frozenset(" .;,")


def definition_in(asked: Asked, candidate: Candidate) -> Span | None:
    """Return where `candidate.text` tells the meaning asked for, None where it tells none.

    It does where it opens with the definition of the very term: "**vessel** means a ship". White
    space and signs at the ends are left out.
    """
    if not asked.meant:
        return None
    text = candidate.document.document.text
    for definition in opened_definitions(text, candidate.parts, (), frozenset()):
        if is_meant(asked.meant, definition.name.of(text)):
            return _shown(candidate, definition.meaning)
    return None


def _shown(candidate: Candidate, parts: tuple[Span, ...]) -> Span | None:
    """Return where stretches of the document are in the text of a candidate."""
    shown = candidate.shown
    at = [
        place
        for place, offset in enumerate(shown.offsets)
        if shown.text[place] not in _AT_THE_END
        and any(part.start <= offset < part.end for part in parts)
    ]
    return Span(at[0], at[-1] + 1) if at else None

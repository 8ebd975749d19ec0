"""What became of earlier answers, as text for a terminal."""

from __future__ import annotations

from collections import Counter

from qa.answer import Part
from qa.showing.printing import printable, wrapped
from qa.verifying.verdicts import (
    AnswerVerdict,
    CitationVerdict,
    PartVerdict,
    Verdict,
    Verification,
)

_INDENT = " " * 9


def verification_text(found: Verification) -> str:
    """Return the verdicts answer by answer, and at the end how many citations got which.

    Of what changed both texts are shown; of what moved the new place.
    """
    lines = [line for answer in found.answers for line in _answer(answer)]
    counts = Counter(each.verdict for answer in found.answers for each in answer.citations)
    total = counts.total()
    each = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    number = "1 citation" if total == 1 else f"{total} citations"
    return "\n".join([*lines, f"{number}: {each}" if total else "no citations"])


def _answer(answer: AnswerVerdict) -> list[str]:
    lines = wrapped(f"{answer.name}: {answer.verdict}", "") if answer.name else []
    for citation in answer.citations:
        lines += _citation(citation)
    return [*lines, ""] if lines else []


def _citation(citation: CitationVerdict) -> list[str]:
    document = citation.now.document if citation.now else citation.document
    lines = []
    for part in citation.parts:
        lines += _part(part, citation, document)
    return lines


def _part(part: PartVerdict, citation: CitationVerdict, document: str) -> list[str]:
    place = f"{citation.document}, {_characters(part.old)}"
    if part.verdict is Verdict.GONE and not citation.is_held:
        place += "; the document is not in the collection"
    if part.now is not None and part.verdict is not Verdict.SAME:
        elsewhere = f"{document}, " if document != citation.document else ""
        place += f" → {elsewhere}{_characters(part.now)}"
    if citation.superseded_by:
        place += f"; superseded by {citation.superseded_by}"
    lines = [f"{part.verdict:<9}{printable(place)}"]
    if part.now is not None and part.verdict is Verdict.CHANGED:
        lines += wrapped(f"was: {part.old.quote}", _INDENT, f"{_INDENT}     ")
        lines += wrapped(f"now: {part.now.quote}", _INDENT, f"{_INDENT}     ")
    else:
        lines += wrapped(part.old.quote, _INDENT)
    return lines


def _characters(part: Part) -> str:
    return f"characters {part.start}–{part.end}"

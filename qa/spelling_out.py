"""What an abbreviation stands for, from the place that introduces it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import StructuredDocument
from corpus.terms.finding import Term, TermKind
from corpus.wording import folded
from qa.analysis.meaning import is_meant
from qa.analysis.short_forms import asks_for_a_form
from qa.analysis.stems import stem
from qa.answer import Answer, AnswerKind, Part
from qa.candidates import shown
from qa.citation import cite
from qa.excerpt import excerpt
from qa.ledger.scan import documents_with
from qa.specialists import Situation

_MOST_DOCUMENTS = 20  # in a large collection one abbreviation may stand in every document
_CONFIDENCE = 0.95  # what stands beside the bracket is found by its initials


@dataclass(frozen=True, slots=True)
class _Place:
    """A long form, the sentence or block that introduces it, and their document."""

    document: StructuredDocument
    meaning: tuple[Span, ...]
    parts: tuple[Span, ...]


class ShortFormSpecialist:
    """Answers what an abbreviation stands for; looks into the first documents that hold it.

    At most twenty are read. One that two places spell out unlike is left to the reading.
    """

    is_exhaustive = True

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return `common` with the long form and the places that introduce it; None for none."""
        if not (situation.asked.meant and asks_for_a_form(situation.understood)):
            return None
        found = tuple(_places(situation))
        if len({folded(shown(each.document, each.meaning)).lower() for each in found}) != 1:
            return None
        first, text = found[0], found[0].document.document.text
        told, sentence = (shown(first.document, each) for each in (first.meaning, first.parts))
        start = max(sentence.find(told), 0)
        return replace(
            common,
            kind=AnswerKind.SPAN,
            answer=told,
            answer_parts=tuple(Part(each.start, each.end, each.of(text)) for each in first.meaning),
            text=excerpt(sentence, start, start + len(told)),
            citations=tuple(dict.fromkeys(cite(each.document, each.parts) for each in found)),
            confidence=_CONFIDENCE,
        )


def _places(situation: Situation) -> Iterator[_Place]:
    index, meant = situation.index, situation.asked.meant
    held = documents_with(index, [stem(meant[0])], situation.documents)
    for id_ in held[:_MOST_DOCUMENTS]:
        document = index.document(id_)
        for term in index.terms(id_):
            is_short = term.kind is TermKind.ABBREVIATION
            if is_short and is_meant(meant, term.name.of(document.document.text)):
                yield _Place(document, term.meaning, _around(document, term))


def _around(document: StructuredDocument, term: Term) -> tuple[Span, ...]:
    """Return the sentence of a term's block that holds its meaning, else the block."""
    block = document.blocks[term.block]
    start, end = term.meaning[0].start, term.meaning[-1].end
    for parts in sentences(document.document.text, block.parts):
        if parts[0].start <= start and end <= parts[-1].end:
            return parts
    return block.parts

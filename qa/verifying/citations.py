"""What became of a citation, in a document as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.answer import Citation, Part
from qa.citation import cite
from qa.verifying.finding import Searched, arranged
from qa.verifying.nearest import nearest
from qa.verifying.surroundings import Surroundings, is_whole, surroundings
from qa.verifying.verdicts import CitationVerdict, PartVerdict, Verdict, worst


class Verified:
    """A document that citations are held against; what the search needs is made once."""

    def __init__(self, document: StructuredDocument) -> None:
        self._document = document
        self._searched = Searched(document.document.text)

    def verdict(self, citation: Citation) -> CitationVerdict:
        """Return what became of a citation of this document.

        A quote at its offsets in the very same text (by SHA-256), or with all its surroundings, is
        the same. Any other is looked for in the whole text, letter by letter, then with its white
        space folded; of several places the one whose surroundings fit best is taken, then the one
        nearest to the old offsets. What stands nowhere has changed if there is a text like it.
        """
        parts = citation.parts
        around = [surroundings(citation, n) for n in range(len(parts))]
        places: Sequence[Span | None] = [Span(part.start, part.end) for part in parts]
        found = [True] * len(parts)
        if not self._is_untouched(citation, around):
            options = [
                self._searched.places(part, where)
                for part, where in zip(parts, around, strict=True)
            ]
            places = arranged(self._searched.text, parts, options, around)
            found = [place is not None for place in places]
            places = [
                nearest(self._searched, part, where) if place is None else place
                for part, where, place in zip(parts, around, places, strict=True)
            ]
        return self._told(citation, places, found)

    def _is_untouched(self, citation: Citation, around: Sequence[Surroundings]) -> bool:
        text, parts = self._searched.text, citation.parts
        if any(text[part.start : part.end] != part.quote for part in parts):
            return False
        if citation.text_sha256 == self._document.document.text_sha256:
            return True
        first, last = around[0], around[-1]
        return (
            first.before is not None
            and last.after is not None
            and text.endswith(first.before, 0, parts[0].start)
            and text.startswith(last.after, parts[-1].end)
            and all(
                is_whole(text, Span(part.start, part.end), part.quote, where)
                for part, where in zip(parts, around, strict=True)
            )
        )

    def _told(
        self, citation: Citation, places: Sequence[Span | None], found: Sequence[bool]
    ) -> CitationVerdict:
        verdicts = tuple(
            self._of_part(citation, part, place, is_found)
            for part, place, is_found in zip(citation.parts, places, found, strict=True)
        )
        spans = [place for place in places if place is not None]
        in_order = all(one.end <= other.start for one, other in pairwise(spans))
        verdict = worst(each.verdict for each in verdicts)
        if not in_order:
            verdict = worst((verdict, Verdict.CHANGED))
        return CitationVerdict(
            document=citation.document,
            verdict=verdict,
            is_held=True,
            parts=verdicts,
            now=cite(self._document, spans) if spans and in_order else None,
        )

    def _of_part(
        self, citation: Citation, old: Part, place: Span | None, is_found: bool
    ) -> PartVerdict:
        if place is None:
            return PartVerdict(old, Verdict.GONE, None, "")
        now = Part(place.start, place.end, place.of(self._searched.text))
        verdict = Verdict.CHANGED
        if is_found:
            is_here = citation.document == self._document.document.id
            verdict = Verdict.SAME if is_here and now == old else Verdict.MOVED
        return PartVerdict(old, verdict, now, cite(self._document, [place]).link)


def of_no_document(citation: Citation) -> CitationVerdict:
    """Return the verdict on a citation of a document that the collection does not have."""
    gone = tuple(PartVerdict(part, Verdict.GONE, None, "") for part in citation.parts)
    return CitationVerdict(citation.document, Verdict.GONE, is_held=False, parts=gone, now=None)

"""Citations: a quote's place, made from the document itself."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote as percent_encoded

from corpus.document import Metadata
from corpus.parsing.parser import section_at
from corpus.span import Span
from corpus.structure import StructuredDocument
from qa.analysis.figures import years
from qa.answer import Citation, Part

_SELECTOR_CHARACTERS = 32


def cite(document: StructuredDocument, parts: Sequence[Span]) -> Citation:
    """Return the citation of stretches of a document, in reading order.

    `section` is the heading path and `page` the page at the first part; `edition` tells the
    document's date, too, where the edition names no year. The link names every part as `start-end`,
    so that the source opens with all of them marked.
    """
    source = document.document
    text = source.text
    first, last = parts[0], parts[-1]
    places = ",".join(f"{part.start}-{part.end}" for part in parts)
    identifier = percent_encoded(source.id, safe="")
    return Citation(
        document=source.id,
        title=source.metadata.title,
        edition=edition_told(source.metadata),
        section=section_at(document.sections, first.start).path,
        page=source.page_at(first.start),
        parts=tuple(Part(part.start, part.end, part.of(text)) for part in parts),
        prefix=text[max(first.start - _SELECTOR_CHARACTERS, 0) : first.start],
        suffix=text[last.end : last.end + _SELECTOR_CHARACTERS],
        text_sha256=source.text_sha256,
        link=f"/documents/{identifier}?cite={places}#cited",
    )


def edition_told(metadata: Metadata) -> str:
    """Return the edition of a document, with its date where it names no year."""
    said = (metadata.edition, "" if years(metadata.edition) else metadata.date)
    return ", ".join(each for each in said if each)

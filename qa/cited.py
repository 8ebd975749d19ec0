"""The citations that an answer shows."""

from __future__ import annotations

from qa.answer import Answer, Citation


def shown_citations(answer: Answer) -> tuple[Citation, ...]:
    """Return every citation that the answer shows, whatever it is for, in order."""
    return (
        *answer.citations,
        *(item.citation for item in answer.items),
        *(context.citation for context in answer.context),
        *(passage.citation for passage in answer.nearest),
        *(citation for reading in answer.readings for citation in reading.citations),
    )

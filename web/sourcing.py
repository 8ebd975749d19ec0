"""How the source of a quote is named, on the page as in the terminal."""

from __future__ import annotations

from qa.answer import Citation


def source_title(citation: Citation) -> str:
    """Return the document that a quote stands in: `Title (edition)`."""
    title = citation.title or citation.document
    return f"{title} ({citation.edition})" if citation.edition else title


def source_path(citation: Citation) -> tuple[str, ...]:
    """Return the headings above a quote; an outermost one that repeats the title is left out."""
    repeats = citation.section[:1] == (citation.title,)
    return citation.section[repeats:]

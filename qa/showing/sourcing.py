"""How the source of a quote is named, on the page as in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qa.answer import Citation
from qa.showing.wording import date_worded


def source_titles(citations: Iterable[Citation]) -> dict[str, str]:
    """Return by id how the documents that are cited are called: `Title (edition)`, dates in words.

    The id of a document is its title where it has none, and stands in the brackets, too, where
    another one that is cited is called the same.
    """
    cited = {each.document: each for each in citations}
    called = Counter(_called(each) for each in cited.values())
    return {
        id_: _called(each, *([id_] if called[_called(each)] > 1 else []))
        for id_, each in cited.items()
    }


def source_path(citation: Citation) -> tuple[str, ...]:
    """Return the headings above a quote; an outermost one that repeats the title is left out."""
    repeats = citation.section[:1] == (citation.title,)
    return citation.section[repeats:]


def source_line(citation: Citation, titles: Mapping[str, str]) -> str:
    """Return the title of what is cited, as `source_titles` gives it, and the headings above."""
    return " › ".join((titles[citation.document], *source_path(citation)))


def source_place(citation: Citation) -> str:
    """Return where a quote stands for who looks it up: document id, page, characters."""
    places = ", ".join(f"{part.start}–{part.end}" for part in citation.parts)
    page = "" if citation.page is None else f"page {citation.page}, "
    return f"{citation.document}, {page}characters {places}"


def _called(citation: Citation, *more: str) -> str:
    edition = (date_worded(each) for each in citation.edition.split(", "))
    told = ", ".join(filter(None, (*edition, *more)))
    title = citation.title or citation.document
    return f"{title} ({told})" if told else title

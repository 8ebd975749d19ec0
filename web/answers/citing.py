"""An answer to take away: its quotes, verbatim, each with its citation.

Every stretch between a pair of quotation marks (in Markdown, every block quote) is one part of a
citation: `text[start:end] == quote` in the document, with the places and the text's SHA-256 that
the citation names. Nothing that is folded or shortened for the page is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa.answer import Answer, AnswerKind, Citation
from qa.showing.sourcing import source_path, source_titles
from web.answers.markdown import escaped, quoted
from web.answers.presenting import numbered


@dataclass(frozen=True, slots=True)
class _Quote:
    """A citation under its number, and what is said before its quote; empty for nothing."""

    label: str
    number: int
    citation: Citation


def as_text(answer: Answer, root: str = "") -> str:
    """Return the quotes of an answer and its numbered sources as plain text; "" for a refusal.

    `root` is put before the links, which begin with `/`.
    """
    quotes = [
        f"{_before(quote)}{' '.join(f'“{part.quote}”' for part in quote.citation.parts)}"
        f" [{quote.number}]\n\n"
        for quote in _quotes(answer)
    ]
    titles = source_titles(each.citation for each in numbered(answer))
    sources = [
        f"[{each.number}] {_told(each.citation, titles)}. {_places(each.citation)}."
        f" {root}{each.citation.link}\n"
        for each in numbered(answer)
    ]
    return "".join((*quotes, *sources))


def as_markdown(answer: Answer, root: str = "") -> str:
    """Return the same as Markdown, which shows every quote sign for sign; "" for a refusal."""
    blocks = []
    for quote in _quotes(answer):
        if quote.label:
            blocks.append(f"{escaped(quote.label)}:\n\n")
        blocks.extend(f"{quoted(part.quote)}\n" for part in quote.citation.parts)
        blocks.append(f"\\[{quote.number}\\]\n\n")
    titles = source_titles(each.citation for each in numbered(answer))
    sources = (
        f"{each.number}. [{escaped(_told(each.citation, titles))}](<{root}{each.citation.link}>)."
        f" {_places(each.citation)}.\n"
        for each in numbered(answer)
    )
    return "".join((*blocks, *sources))


def _quotes(answer: Answer) -> Iterator[_Quote]:
    """Yield what is quoted, in the order of the page: context, items or citations, readings.

    The sides of a conflict have the titles of their documents as labels, with edition and date.
    """
    numbers = {each.citation.link: each.number for each in numbered(answer)}

    def quotes(label: str, citations: Iterable[Citation]) -> Iterator[_Quote]:
        for citation in citations:
            yield _Quote(label, numbers[citation.link], citation)

    items = tuple(dict.fromkeys(item.citation for item in answer.items))
    titles = source_titles(items) if answer.kind is AnswerKind.CONFLICT else {}
    yield from quotes("Context", (context.citation for context in answer.context))
    for item in items:
        yield from quotes(titles.get(item.document, ""), (item,))
    yield from quotes("", (each for each in answer.citations if each not in items))
    for reading in answer.readings:
        understood = " ".join(reading.understood_as.split())
        yield from quotes(f"Understood as “{understood}”", reading.citations)


def _before(quote: _Quote) -> str:
    return f"{quote.label}: " if quote.label else ""


def _told(citation: Citation, titles: dict[str, str]) -> str:
    """Return a source in words: its title and edition, the headings above the quote, the page."""
    page = () if citation.page is None else (f"page {citation.page}",)
    told = ", ".join((" › ".join((titles[citation.document], *source_path(citation))), *page))
    return " ".join(told.split())


def _places(citation: Citation) -> str:
    ranges = ", ".join(f"{part.start}–{part.end}" for part in citation.parts)
    return f"Characters {ranges} of the text with the SHA-256 {citation.text_sha256}"

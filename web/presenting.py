"""An answer as the page shows it: numbered sources, tables and links that lead back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.parsing import cells
from qa.answer import Answer, AnswerKind, Citation

KEPT_TURNS = 3


@dataclass(frozen=True, slots=True)
class Numbered:
    """A citation and the number it is shown with, from 1."""

    number: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Source:
    """A section of a document, by title and heading path, and what an answer cites from it."""

    title: str
    path: tuple[str, ...]
    cited: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with everything that its page needs.

    `earlier` are the questions before its own, oldest first. `numbers` gives a citation's number by
    its link. `lead` is the short answer where the text says more, `header` and `row` the cells of
    a table; empty where there are none. `understood_as` is empty if the question was taken as it
    was typed.
    """

    question: str
    earlier: tuple[str, ...]
    answer: Answer
    lead: str
    header: tuple[str, ...]
    row: tuple[str, ...]
    understood_as: str
    sources: tuple[Source, ...]
    numbers: dict[str, int]


def shown(question: str, earlier: Sequence[str], answer: Answer) -> Shown:
    """Return an answer as it is shown under its question, which came after `earlier` ones."""
    header, row = _table(answer)
    numbers: dict[str, int] = {}
    placed: dict[tuple[str, tuple[str, ...]], list[Numbered]] = {}
    for citation in _cited(answer):
        if citation.link not in numbers:
            numbers[citation.link] = len(numbers) + 1
            numbered = Numbered(numbers[citation.link], citation)
            key = (source_title(citation), source_path(citation))
            placed.setdefault(key, []).append(numbered)
    understood = answer.understood_as
    return Shown(
        question=question,
        earlier=tuple(earlier),
        answer=answer,
        lead=answer.answer if answer.answer != answer.text else "",
        header=header,
        row=row,
        understood_as=understood if understood != " ".join(question.split()) else "",
        sources=tuple(Source(*key, tuple(found)) for key, found in placed.items()),
        numbers=numbers,
    )


def source_title(citation: Citation) -> str:
    """Return the document that a quote stands in: `Title (edition)`."""
    title = citation.title or citation.document
    return f"{title} ({citation.edition})" if citation.edition else title


def source_path(citation: Citation) -> tuple[str, ...]:
    """Return the headings above a quote; an outermost one that repeats the title is left out."""
    repeats = citation.section[:1] == (citation.title,)
    return citation.section[repeats:]


def kept_link(link: str, question: str, earlier: Sequence[str]) -> str:
    """Return the link into a document with the conversation added, so that its page leads back."""
    path, hash_, fragment = link.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{address(question, earlier)}{hash_}{fragment}"


def address(question: str, earlier: Sequence[str]) -> str:
    """Return the query string of the chat page that asks a question after earlier ones."""
    return urlencode([("q", question), *(("earlier", text) for text in earlier[-KEPT_TURNS:])])


def _cited(answer: Answer) -> Iterator[Citation]:
    yield from answer.citations
    for item in answer.items:
        yield item.citation
    for context in answer.context:
        yield context.citation
    for reading in answer.readings:
        yield from reading.citations


def _table(answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cells of the header and the row, or nothing where they do not match."""
    if answer.kind is not AnswerKind.TABLE or not answer.context:
        return (), ()
    header = tuple(cells(answer.context[0].citation.parts[0].quote))
    row = tuple(cells(answer.citations[0].parts[0].quote))
    return (header, row) if len(header) == len(row) > 1 else ((), ())

"""An answer as the page shows it: numbered sources and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.parsing.rows import cells
from corpus.wording import plain
from qa.answer import Answer, AnswerKind, Citation
from web.sourcing import source_path, source_titles


@dataclass(frozen=True, slots=True)
class Numbered:
    """A citation and the number it is shown with, from 1."""

    number: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with everything that its page needs.

    `earlier` are the questions before its own, oldest first. `numbers` gives a citation's number by
    its link. `lead` is the short answer where the text says more and no source differs, `header`
    and `rows` the cells of a table; empty where there are none. `understood_as` is empty if the
    question was taken as it was typed. `sources` are what is cited,
    section by section; `titles` tells by id how the documents are called.
    """

    question: str
    earlier: tuple[str, ...]
    answer: Answer
    lead: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    understood_as: str
    sources: tuple[tuple[Numbered, ...], ...]
    numbers: dict[str, int]
    titles: dict[str, str]


def shown(question: str, earlier: Sequence[str], answer: Answer) -> Shown:
    """Return an answer as it is shown under its question, which came after `earlier` ones."""
    header, rows = _table(answer)
    nearest = (near.citation for near in answer.nearest)
    titles = source_titles((*_cited(answer), *nearest))
    numbers: dict[str, int] = {}
    placed: dict[tuple[str, tuple[str, ...]], list[Numbered]] = {}
    for citation in _cited(answer):
        if citation.link not in numbers:
            numbers[citation.link] = len(numbers) + 1
            numbered = Numbered(numbers[citation.link], citation)
            key = (citation.document, source_path(citation))
            placed.setdefault(key, []).append(numbered)
    understood = answer.understood_as
    return Shown(
        question=question,
        earlier=tuple(earlier),
        answer=answer,
        lead=_lead(answer),
        header=header,
        rows=rows,
        understood_as=understood if understood != " ".join(question.split()) else "",
        sources=tuple(map(tuple, placed.values())),
        numbers=numbers,
        titles=titles,
    )


def _lead(answer: Answer) -> str:
    """Return what is shown above the quotes: the values of a conflict stand side by side alone."""
    says_more = answer.answer != answer.text and answer.kind is not AnswerKind.CONFLICT
    return answer.answer if says_more else ""


def _cited(answer: Answer) -> Iterator[Citation]:
    yield from answer.citations
    for item in answer.items:
        yield item.citation
    for context in answer.context:
        yield context.citation
    for reading in answer.readings:
        yield from reading.citations


def _table(answer: Answer) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the cells of the header and of each line of the row, as a person reads them.

    Nothing where the header is no single line of several cells, or a line has not as many.
    """
    if answer.kind is not AnswerKind.TABLE or not answer.context:
        return (), ()
    header, *more = _lines(answer.context[0].citation)
    rows = tuple(_lines(answer.citations[0]))
    if more or len(header) < 2 or any(len(row) != len(header) for row in rows):
        return (), ()
    return header, rows


def _lines(citation: Citation) -> list[tuple[str, ...]]:
    quoted = [line for part in citation.parts for line in part.quote.splitlines()]
    return [tuple(map(plain, cells(line))) for line in quoted if line.strip()]

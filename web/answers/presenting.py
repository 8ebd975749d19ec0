"""An answer as the page shows it: with its short answer told apart, and numbered sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answer import Answer, AnswerKind, Citation, Reading
from qa.scope import EVERYWHERE, Scope
from qa.showing.sourcing import source_path, source_titles
from web.answers.emphasis import Stretch, emphasised, said_once
from web.answers.fingerprint import fingerprint
from web.answers.tabulating import NO_GRID, Grid, grid
from web.questions.keeping import address


@dataclass(frozen=True, slots=True)
class Numbered:
    """A citation and the number it is shown with, from 1."""

    number: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another reading; `stretches` are its text with its short answer told apart."""

    reading: Reading
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with everything that its page needs.

    `earlier` are the questions before its own, oldest first, and `scope` what all were asked in.
    `back` is the query string by which a
    document's page leads back to the answer. `fingerprint` tells the answer from others.
    `stretches` are the text with the short answer told apart; where that cannot be told, they are
    the text in one piece, and `lead` is the short answer above it. The text of a conflict has
    neither, and that of a table, of which `grid` has the cells, has a lead. `understood_as` is
    empty if the question was taken as it was typed. `numbers` gives a citation's number by its
    link. `sources` are what is cited, section by section; `titles` tells by id how the documents
    are called.
    """

    question: str
    earlier: tuple[str, ...]
    scope: Scope
    back: str
    answer: Answer
    fingerprint: str
    lead: str
    stretches: tuple[Stretch, ...]
    grid: Grid
    readings: tuple[Otherwise, ...]
    understood_as: str
    sources: tuple[tuple[Numbered, ...], ...]
    numbers: dict[str, int]
    titles: dict[str, str]


def shown(
    question: str,
    earlier: Sequence[str],
    answer: Answer,
    back: str | None = None,
    scope: Scope = EVERYWHERE,
) -> Shown:
    """Return an answer as it is shown under its question, which came after `earlier` ones.

    `back` leads back to it from a document; None stands for the address that asks again.
    """
    nearest = (near.citation for near in answer.nearest)
    titles = source_titles((*_cited(answer), *nearest))
    placed: dict[tuple[str, tuple[str, ...]], list[Numbered]] = {}
    for each in numbered(answer):
        key = (each.citation.document, source_path(each.citation))
        placed.setdefault(key, []).append(each)
    cells = grid(answer)
    apart = _told_apart(answer) if cells is NO_GRID else ()
    understood = answer.understood_as
    return Shown(
        question=question,
        earlier=tuple(earlier),
        scope=scope,
        back=address(question, earlier, scope) if back is None else back,
        answer=answer,
        fingerprint=fingerprint(answer),
        lead="" if apart or not _says_more(answer) else answer.answer,
        stretches=apart or _whole(answer.text),
        grid=cells,
        readings=tuple(map(_otherwise, answer.readings)),
        understood_as=understood if understood != " ".join(question.split()) else "",
        sources=tuple(map(tuple, placed.values())),
        numbers={each.citation.link: each.number for each in numbered(answer)},
        titles=titles,
    )


def numbered(answer: Answer) -> tuple[Numbered, ...]:
    """Return what an answer cites, each link once, under the numbers that it is shown with."""
    by_link: dict[str, Citation] = {}
    for citation in _cited(answer):
        by_link.setdefault(citation.link, citation)
    return tuple(Numbered(number, each) for number, each in enumerate(by_link.values(), start=1))


def count_worded(answer: Answer) -> str:
    """Return how many items a list has of how many; "" where the text announces no number."""
    found, announced = len(answer.items), answer.expected
    if announced is None:
        return ""
    if found == announced:
        return f"{found} of {announced}"
    return f"{found} found, the text announces {announced}"


def _told_apart(answer: Answer) -> tuple[Stretch, ...]:
    if not _says_more(answer) or answer.items:
        return ()
    quoted = answer.citations[0].parts
    return emphasised(answer.text, quoted, answer.answer, answer.answer_parts)


def _says_more(answer: Answer) -> bool:
    """Tell whether the text is more than the short answer; the values of a conflict stand alone."""
    return answer.answer not in ("", answer.text) and answer.kind is not AnswerKind.CONFLICT


def _otherwise(reading: Reading) -> Otherwise:
    return Otherwise(reading, said_once(reading.text, reading.answer) or _whole(reading.text))


def _whole(text: str) -> tuple[Stretch, ...]:
    return (Stretch(text),) if text else ()


def _cited(answer: Answer) -> Iterator[Citation]:
    yield from answer.citations
    for item in answer.items:
        yield item.citation
    for context in answer.context:
        yield context.citation
    for reading in answer.readings:
        yield from reading.citations

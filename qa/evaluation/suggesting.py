"""Suggested gold questions: drafts from what documents define, assign, list, tabulate and date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.events.finding import Event
from corpus.lists.item_list import ItemList, ListKind
from corpus.placed import shown_text
from corpus.responsibility.assignments import Assignment
from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import StructuredDocument
from corpus.structures import Structures
from corpus.tables.grid import RowKind, Table
from corpus.terms.finding import Term, TermKind
from qa.evaluation.citations import MAX_QUOTE_WORDS
from qa.evaluation.doubts import unheld_answers
from qa.evaluation.gold import Evidence, GoldQuestion, Status

_LONGEST_ANSWER = 30  # words
_LONGEST_TITLE = 20  # words that a question quotes
_SHORTEST_TITLE = 4
_FEWEST_ITEMS = 3
_MOST_ITEMS = 15
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z&/-]{1,9}")
# What a lead-in says is to follow: "Every warden has the following three duties:".
_FOLLOWING = re.compile(
    r"\bthe following ((?:(?!(?:and|as|by|for|in|of|or|to) )[\w’'-]+ ){0,3}[\w’'-]+s)"
    r"(?: are\b[^:.]{0,60})? ?[:.]?$"
)
_PLAIN_LABEL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question before it has an id; `quotes` are where its evidence stands."""

    type: str
    question: str
    answers: tuple[str, ...]
    items: tuple[str, ...]
    quotes: tuple[Span, ...]
    section: int


def suggestions(
    documents: Iterable[tuple[StructuredDocument, Structures]], limit: int
) -> tuple[GoldQuestion, ...]:
    """Return at most `limit` drafts of gold questions, each of the status suggested.

    They are taken from the documents and from the kinds of structure in turn, in text order, so
    that few come from many places. A question that could be drafted twice is left out, since it has
    two answers; so is whatever does not stand in one piece or does not fit the format. The same
    documents give the same drafts.
    """
    drafted = [(document, _kinds(document, found)) for document, found in documents]
    counts = Counter(draft.question for _, kinds in drafted for drafts in kinds for draft in drafts)
    queues = [
        [
            question
            for draft in drafts
            if counts[draft.question] == 1 and (question := _question(document, draft))
        ]
        for document, kinds in drafted
        for drafts in kinds
    ]
    in_turn = [each for turn in zip_longest(*queues) for each in turn if each is not None]
    return tuple(in_turn[:limit])


def _kinds(document: StructuredDocument, found: Structures) -> list[list[_Draft]]:
    return [
        [draft for term in found.terms for draft in _of_term(document, term)],
        [draft for each in found.assignments for draft in _of_assignment(document, each)],
        [draft for each in found.lists for draft in _of_list(document, each)],
        [draft for table in found.tables for draft in _of_table(document, table)],
        [draft for event in found.events for draft in _of_event(document, event)],
    ]


def _of_term(document: StructuredDocument, term: Term) -> Iterator[_Draft]:
    name = _shown(document, (term.name,))
    meaning = _shown(document, term.meaning).rstrip(" ;.")
    if meaning.startswith("as "):  # it is said elsewhere: "as in subsection 3(1)"
        return
    if term.kind is TermKind.ABBREVIATION and _ABBREVIATION.fullmatch(name):
        question = f"What is {name} short for?"
    elif term.kind in (TermKind.DEFINITION, TermKind.GLOSSARY):
        question = f"What is meant by “{name}”?"
    else:
        return
    quote = _sentence(document, term.block, (term.name, *term.meaning))
    yield _Draft("definition", question, (meaning,), (), quote, term.section)


def _of_assignment(document: StructuredDocument, found: Assignment) -> Iterator[_Draft]:
    measure = _shown(document, found.measure).lstrip("-•–— ").rstrip(" .;")
    bodies = tuple(_shown(document, body) for body in found.bodies)
    if _is_title(measure) and measure[:1].isupper():
        question = f"Who is responsible for this: “{measure}”?"
        quote = (Span(found.measure[0].start, found.group[-1].end),)
        yield _Draft("responsibility", question, (), bodies, quote, found.section)


def _of_list(document: StructuredDocument, found: ItemList) -> Iterator[_Draft]:
    wanted = _FOLLOWING.search(_shown(document, found.lead_in)) if found.lead_in else None
    heading = document.sections[found.section].path[-1:]
    if (
        wanted is None
        or not heading
        or not _FEWEST_ITEMS <= len(found.items) <= _MOST_ITEMS
        or found.kind is ListKind.HEADINGS
        or found.is_continued
        or any(item.children for item in found.items)
    ):
        return
    items = tuple(_shown(document, item.parts).rstrip(" ;,.") for item in found.items)
    quotes = tuple(part for item in found.items for part in item.parts)
    question = f"Which {wanted[1]} are listed under “{heading[0]}”?"
    yield _Draft("list", question, (), items, quotes, found.section)


def _of_table(document: StructuredDocument, table: Table) -> Iterator[_Draft]:
    labels = Counter(row.label.text for row in table.rows)
    headers = Counter(column.header.text for column in table.columns)
    for row in table.rows:
        cells = [
            each
            for each in row.cells
            if each.column != table.label_column
            and each.text not in ("", str(row.number + 1))  # what only numbers the rows
        ]
        block = document.blocks[row.block]
        if row.kind is not RowKind.DATA or labels[row.label.text] > 1 or not cells:
            continue
        cell = cells[row.number % len(cells)]
        header = table.columns[cell.column].header.text
        is_named = all(_PLAIN_LABEL.search(each) for each in (row.label.text, header))
        if is_named and headers[header] == 1 and cell.column != table.unit_column:
            question = f"What does the table give as “{header}” for “{row.label.text}”?"
            yield _Draft("table", question, (cell.text,), (), block.parts, table.section)


def _of_event(document: StructuredDocument, event: Event) -> Iterator[_Draft]:
    title = _shown(document, event.title).rstrip(" .;:")
    if _is_title(title) and title[:1].isupper():
        question = f"When did this take place: “{title}”?"
        places = (event.date, *event.title)
        quote = (Span(min(p.start for p in places), max(p.end for p in places)),)
        yield _Draft("date", question, (_shown(document, (event.date,)),), (), quote, event.section)


def _question(document: StructuredDocument, draft: _Draft) -> GoldQuestion | None:
    """Return a draft as a question that can be accepted, or None if it is too long or unclear."""
    text, id_ = document.document.text, document.document.id
    quotes = [span.of(text) for span in draft.quotes]
    lengths = [len(each.split()) for each in (*draft.answers, *draft.items)]
    if not quotes or not lengths or max(lengths) > _LONGEST_ANSWER or "  " in draft.question:
        return None
    if any(len(quote.split()) > MAX_QUOTE_WORDS for quote in quotes):
        return None
    heading = "".join(document.sections[draft.section].path[-1:])
    try:
        question = GoldQuestion(
            id=f"{id_}-{draft.type}-{draft.quotes[0].start}",
            type=draft.type,
            question=draft.question,
            history=(),
            answers=draft.answers,
            items=tuple((item,) for item in draft.items),
            evidence=tuple(Evidence(id_, " ".join(quote.split()), heading) for quote in quotes),
            answerable=True,
            notes="suggested from the structure of the document",
            scope_doc=id_ if draft.type in ("list", "table") else "",
            status=Status.SUGGESTED,
        )
    except ValueError:  # nothing to compare, as in a cell of dashes
        return None
    return None if unheld_answers(question) else question


def _sentence(document: StructuredDocument, block: int, held: Sequence[Span]) -> tuple[Span, ...]:
    """Return the sentence of a block that holds some places, the block where none does.

    () where it does not stand in one piece.
    """
    parts = document.blocks[block].parts
    start, end = min(each.start for each in held), max(each.end for each in held)
    for sentence in sentences(document.document.text, parts):
        if sentence[0].start <= start and end <= sentence[-1].end:
            return tuple(sentence) if len(sentence) == 1 else ()
    return parts if len(parts) == 1 and parts[0].start <= start and end <= parts[0].end else ()


def _shown(document: StructuredDocument, parts: Sequence[Span]) -> str:
    return shown_text(document.document.text, parts)


def _is_title(text: str) -> bool:
    return _SHORTEST_TITLE <= len(text.split()) <= _LONGEST_TITLE

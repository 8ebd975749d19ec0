"""Every dated event of a collection that a question asks for."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from corpus.events.finding import Event
from corpus.span import Span
from corpus.stitched import read
from corpus.structure import StructuredDocument
from corpus.wording import plain
from index.protocols import Index
from qa.analysis.stems import stem
from qa.ledger.forms import LedgerQuestion
from qa.ledger.names import name, tokens
from qa.ledger.scan import Row, documents_with

_MEETINGS = frozenset(
    stem(word) for word in "meeting session conference summit sitting gathering assembly".split()
)
_BEFORE_COMPLEMENT = re.compile(r"\s(?:of|for|on|against|concerning|in|to|with|about)\s")
_LETTER = re.compile(r"[^\W_]")
_LONGEST_ROW = 90  # words
_LONGEST_REMARK = 20  # letters between the name and the date of a row: "(signed in"
_MOST_BETWEEN = 1  # letters between the pieces of one entry: a bullet read as "O"


def rows_of_events(
    index: Index, question: LedgerQuestion, documents: Sequence[str]
) -> tuple[Row, ...]:
    """Return a row for every event of `documents` that a question asks for, in document order.

    An event counts if its date lies within the years; if its title, the headings above it and the
    title of its document hold the words of the body or thing; and if one of its points holds those
    of the name and of what was done. Where titles name the body itself, one that does not is
    another's event. No words at all mean no event. Only meetings count unless the question asks for
    another thing, or for events of any kind, which need no words.
    """
    whose = _stems(question.body or question.thing)
    about = _stems(question.name) | _stems(question.done)
    if not (whose | about or question.is_of_any):
        return ()
    rows: list[Row] = []
    for id_ in documents_with(index, about, documents):
        dated = [event for event in index.events(id_) if question.years.hold(event.value)]
        if not dated:
            continue  # no need of the document
        document = index.document(id_)
        found = [
            event
            for event in dated
            if (question.thing or question.is_of_any or _MEETINGS & _head(document, event))
            and whose <= _said(document, event.title, *event.details) | _above(document, event)
            and (not about or _points(document, event, about))
        ]
        whom = question.body or question.thing
        kept = found if question.is_of_any else _of_the_body(document, found, whom)
        rows.extend(Row(document, each.block, _quoted(document, each, about)) for each in kept)
    return tuple(rows)


def _of_the_body(
    document: StructuredDocument, found: Sequence[Event], body: str
) -> Iterator[Event]:
    """Yield the events whose title is or has the head of the body's name.

    "Third meeting of the board" is a meeting and has the board, and the board comes after it. All
    are yielded where no title has the head.
    """
    head = frozenset(name(_BEFORE_COMPLEMENT.split(body, maxsplit=1)[0]).stems[-1:])
    being = [event for event in found if head & _head(document, event)]
    having = [event for event in found if head & _said(document, event.title)]
    yield from being or having or found


def _points(
    document: StructuredDocument, event: Event, about: frozenset[str]
) -> list[tuple[Span, ...]]:
    """Return the points of an event, or its title, that hold all of some words."""
    return [parts for parts in (*event.details, event.title) if about <= _said(document, parts)]


def _quoted(document: StructuredDocument, event: Event, about: frozenset[str]) -> tuple[Span, ...]:
    """Return the whole entry; of one that is long, its date, its title and the points asked for.

    Of the row of a table, the cells that touch its date and title are quoted.
    """
    text = document.document.text
    details = list(chain.from_iterable(event.details))
    if event.title[0] < event.date:
        first = event.title[0]
        entry = _joined(text, [*event.title, event.date], _LONGEST_REMARK)
        whole = _joined(text, [*entry, *(span for span in details if span > first)])
        return whole if len(whole) == 1 else entry
    entry = _joined(text, [event.date, *event.title])
    whole = _joined(text, [event.date, *event.title, *details])
    if len(read(text, whole).split()) <= _LONGEST_ROW:
        return whole
    asked = chain(*_points(document, event, about)) if about else ()
    return _joined(text, [*entry, *asked])


def _joined(text: str, spans: Sequence[Span], most: int = _MOST_BETWEEN) -> tuple[Span, ...]:
    """Return stretches in text order, those made one between which hardly a letter stands.

    At most `most` letters and digits stand between two that are made one.
    """
    found: list[Span] = []
    for span in sorted(set(spans)):
        if found and (
            span.start <= found[-1].end
            or len(_LETTER.findall(text, found[-1].end, span.start)) <= most
        ):
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    last = found[-1]
    if text[last.end : last.end + 1] == ")" and "(" in last.of(text):
        found[-1] = Span(last.start, last.end + 1)
    return tuple(found)


def _head(document: StructuredDocument, event: Event) -> frozenset[str]:
    """Return the stems of an event's title up to what it is of, on or for."""
    title = plain(read(document.document.text, event.title))
    return _stems(_BEFORE_COMPLEMENT.split(title, maxsplit=1)[0])


def _above(document: StructuredDocument, event: Event) -> frozenset[str]:
    path = document.sections[event.section].path
    return _stems(" ".join((document.document.metadata.title, *path)))


def _said(document: StructuredDocument, *points: Sequence[Span]) -> frozenset[str]:
    return _stems(" ".join(plain(read(document.document.text, parts)) for parts in points))


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokens(text)) - {"up"}

"""Questions that a cell or a row of a table answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.structure import StructuredDocument
from corpus.tables.grid import Table
from qa.analysis.asked import Asked
from qa.analysis.forms import Form
from qa.answer import Answer
from qa.composing import probability
from qa.ranking import heading_of
from qa.specialists import Situation
from qa.tabular.columns import column_asked, is_of_charge
from qa.tabular.rows import Found, row_asked, wanted_stems
from qa.tabular.shown import TableAnswer, answered
from qa.tabular.view import comparable, viewed
from qa.tabular.wish import Wish, wish
from qa.tabular.years import of_years

_NEAREST = 3  # reranked chunks in whose tables an unrestricted question is looked up
_COVERED = 0.65  # share of such a question's words that a table and what is above it hold
_COVERED_BY_YEARS = 0.4  # the same for one that names a year of the table
_SUM = re.compile(r"\b(?:in total|in all|altogether|total number|overall)\b")
_UNASKED = frozenset({Form.YES_NO, Form.DEFINITION, Form.REASON, Form.MANNER})


@dataclass(frozen=True, slots=True)
class _Place:
    """A table where an answer may be, its document, and the logit of the chunk it was found by."""

    document: StructuredDocument
    table: Table
    logit: float


class TableSpecialist:
    """Answers from tables; implements `Specialist`.

    A question that is restricted to documents is looked up in all their tables, and a row whose
    cell is not settled stands for itself. Any other is looked up in the tables of the chunks that
    came nearest, and answered only where the table covers most of its words, the question itself
    tells the row, and the cell is settled. Definitions, reasons, ways and yes or no are left to
    others, but for the way that figures went over the years.
    """

    is_exhaustive = False

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return `common` as the cell, the cells or the row asked for; None where unsettled."""
        wanted = wish(situation.understood)
        for place in _places(situation):
            found = _found(situation, wanted, place)
            if found is not None:
                return replace(answered(common, found), confidence=probability(place.logit))
        return None


def _places(situation: Situation) -> Iterator[_Place]:
    """Yield the tables in question, those of better chunks first, each once."""
    reranked = situation.ranking.read
    best = reranked if situation.question.documents else reranked[:_NEAREST]
    seen: set[tuple[str, int]] = set()
    for each in best:
        id_ = each.chunk.document_id
        for number, table in enumerate(situation.index.structures(id_).tables):
            if (id_, number) not in seen and not set(table.blocks).isdisjoint(each.chunk.blocks):
                seen.add((id_, number))
                yield _Place(situation.index.document(id_), table, each.logit)
    worst = min((each.logit for each in reranked), default=0.0)
    for id_ in situation.question.documents:
        for number, table in enumerate(situation.index.structures(id_).tables):
            if (id_, number) not in seen:
                yield _Place(situation.index.document(id_), table, worst)


def _found(situation: Situation, wanted: Wish, place: _Place) -> TableAnswer | None:
    question, asked = situation.understood, situation.asked
    coverage = 1.0 if situation.question.documents else _coverage(asked, place)
    is_restricted = bool(situation.question.documents)

    def rerank(lines: Sequence[str]) -> Sequence[float]:
        return situation.reranker.score(question, lines)

    covered = coverage >= _COVERED_BY_YEARS
    by_years = of_years(question, asked, wanted, place.table, rerank, covered=covered)
    if by_years is not None:
        columns = tuple(cell.column for cell in by_years.cells) if by_years.by_year else ()
        return TableAnswer(place.document, place.table, by_years.row, by_years.cells, columns)
    if asked.form in _UNASKED:
        return None
    view = viewed(place.table)
    row = row_asked(question, asked, wanted, view)
    if row is None and asked.form is Form.NUMBER and _SUM.search(question.lower()):
        view = viewed(place.table, sums=True)
        labels = frozenset({place.table.label_column})
        row = Found(0, labels) if len(view.rows) == 1 else None
    if row is None:
        return None
    column = column_asked(question, asked, row, view)
    if not is_restricted:
        told = row.named or row.measure is not None or row.beside is not None
        if column is None or not told or coverage < _COVERED:
            return None
    cells = () if column is None else (view.cell(row.row, column),)
    return TableAnswer(place.document, place.table, view.rows[row.row], cells)


def _coverage(asked: Asked, place: _Place) -> float:
    """Return the share of a question's words in a table, what stands above it and its notes.

    Words for who is in charge are one: "responsible for" is covered by a column "Lead body".
    """
    content = wanted_stems(asked)
    text, table = place.document.document.text, place.table
    said = [heading_of(place.document, table.section), table.caption.text]
    said.extend(part.of(text) for note in table.notes for part in note.parts)
    said.extend(column.header.text for column in table.columns)
    for row in table.rows:
        said.extend((row.label.text, row.group.text, *(cell.text for cell in row.cells)))
    known = frozenset(stem for words in said for stem in comparable(words))
    shared = {
        each
        for each in content
        if each in known or (is_of_charge(frozenset({each})) and is_of_charge(known))
    }
    return len(shared) / len(content) if content else 0.0

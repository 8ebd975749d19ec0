"""Tables with a column for each year: a year's figure, a row over the years, a figure's year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log

from corpus.tables.grid import Cell, Column, Row, RowKind, Table
from corpus.tables.lookup import figures_across, highest, lowest, quantity
from qa.analysis.asked import Asked
from qa.analysis.figures import years
from qa.analysis.forms import Form
from qa.tabular.rows import wanted_stems
from qa.tabular.view import comparable
from qa.tabular.wish import Operation, Wish

Rerank = Callable[[Sequence[str]], Sequence[float]]

_BASE = "100"
_TOTAL = "total"
_INDEX = frozenset({"index", "indic", "indici"})
_CLEARLY = 1.0  # logits by which a row that the reranker chooses has to lead
_MARGIN = 0.3  # the same for words, in natural logarithms of rows
_THAN = re.compile(r"\b(?:than|below|under|above|over|exceed\w*)\b")
_OVER_THE_YEARS = re.compile(
    r"\b(?:trends?|develop(?:ed|ment|ments)?|evol(?:ved|ution)|over the (?:years|period)|each year|"
    r"every year|chang(?:e|ed|es)|from (?:1[5-9]|20)\d\d (?:to|until|through))\b"
)


@dataclass(frozen=True, slots=True)
class YearAnswer:
    """A row, the cells asked for, and whether their columns' years are the answer."""

    row: Row
    cells: tuple[Cell, ...]
    by_year: bool = False


def year_columns(table: Table) -> dict[str, Column]:
    """Return the columns that are headed by a year, by year; none where fewer than two are."""
    found: dict[str, Column] = {}
    for column in table.columns:
        named = years(column.header.text)
        if len(named) == 1:
            found.setdefault(named[0], column)
    return found if len(found) > 1 else {}


def of_years(
    question: str, asked: Asked, wish: Wish, table: Table, rerank: Rerank, *, covered: bool
) -> YearAnswer | None:
    """Return what a table with columns of years says to a question; None where it is not settled.

    `rerank` scores lines of text against the question, where words do not tell the row. `covered`
    tells whether the table speaks of what is asked: where it does not, the question's words are no
    guide to the row. Every year that the question names must have a column.
    """
    columns = year_columns(table)
    over = _OVER_THE_YEARS.search(question.lower()) is not None
    if not columns or not all(year in columns for year in asked.years):
        return None
    if not (over or asked.years or (asked.form is Form.DATE and asked.noun)):
        return None
    kind = _kind(asked, table)
    kinds = {kind, RowKind.TOTAL} if _TOTAL in wanted_stems(asked) else {kind}
    rows = [row for row in table.rows if row.kind in kinds and row.label.text]
    row = _row(asked, table, rows, rerank, covered=covered)
    if row is None:
        return None
    named = [columns[year] for year in asked.years]
    if kind is RowKind.INDEX and len(named) > 1:
        named = [column for column in named if column.number != row.base]
    cells = tuple(row.cells[column.number] for column in named)
    if asked.form is Form.DATE and asked.noun:
        return _which_year(question, asked, wish, table, row, cells)
    if over:
        return YearAnswer(row, ())
    return YearAnswer(row, cells) if cells and all(cell.parts for cell in cells) else None


def _kind(asked: Asked, table: Table) -> RowKind:
    wants = _BASE in asked.numbers or not _INDEX.isdisjoint(wanted_stems(asked))
    has = any(row.kind is RowKind.INDEX for row in table.rows)
    return RowKind.INDEX if wants and has else RowKind.DATA


def _row(
    asked: Asked, table: Table, rows: Sequence[Row], rerank: Rerank, *, covered: bool
) -> Row | None:
    """Return the row that a question names by words, else the one that the reranker is sure of."""
    if not rows:
        return None
    labels = [frozenset(comparable(f"{row.group.text} {row.label.text}")) for row in rows]
    content = wanted_stems(asked)
    counts = {stem: sum(stem in label for label in labels) for label in labels for stem in label}
    scores = [sum(log(len(rows) / counts[s]) for s in label & content) for label in labels]
    if any(scores) and not covered:
        return None
    best = _leader(scores, _MARGIN)
    if best is None or (len(rows) > 1 and scores[best] == 0.0):
        lines = [f"{table.caption.text}. {row.group.text} {row.label.text}" for row in rows]
        best = _leader(rerank(lines), _CLEARLY)
    return None if best is None else rows[best]


def _leader(scores: Sequence[float], margin: float) -> int | None:
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    leads = len(order) == 1 or scores[order[0]] >= scores[order[1]] + margin
    return order[0] if leads else None


def _which_year(
    question: str, asked: Asked, wish: Wish, table: Table, row: Row, named: tuple[Cell, ...]
) -> YearAnswer | None:
    by_year = year_columns(table).values()
    numbers = {column.number for column in by_year}
    figures = [cell for column, cell in figures_across(table, row) if column.number in numbers]
    match wish.operation:
        case Operation.MOST:
            found = highest(figures)
        case Operation.LEAST:
            found = lowest(figures)
        case _:
            found = tuple(_beyond(question, asked, wish, figures, named))
    return YearAnswer(row, found, by_year=True) if found else None


def _beyond(
    question: str, asked: Asked, wish: Wish, figures: Sequence[Cell], named: Sequence[Cell]
) -> Iterator[Cell]:
    """Yield the cells with a figure above or below that of the one year named, or the one stated.

    A figure that the question states is compared with those printed, whatever their unit.
    """
    stated = Decimal(asked.numbers[0]) if len(asked.numbers) == 1 else None
    if not _THAN.search(question.lower()) or wish.compares is None:
        return
    for cell in figures:
        amount, limit = quantity(cell), quantity(named[0]) if len(named) == 1 else stated
        if not named:
            amount = cell.value
        if limit is None or amount is None or cell in named:
            continue
        if amount > limit if wish.compares is Operation.GREATER else amount < limit:
            yield cell

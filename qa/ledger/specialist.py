"""Answers that are a ledger: every place, document or event asked for, each with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.analysis.asked import asked
from qa.answer import Answer, AnswerKind, Coverage, Item, NearPassage
from qa.candidates import shown
from qa.citation import cite
from qa.ledger.events import rows_of_events
from qa.ledger.forms import LedgerKind, LedgerQuestion, ledger_question
from qa.ledger.names import name
from qa.ledger.scan import Row, rows_naming, rows_near
from qa.ledger.scope import in_scope, sections_of
from qa.specialists import Situation

_CONFIDENCE = 0.9  # the rows are exact; that the question means just them is not certain


class Ledger:
    """A specialist for questions that want every place: it scans, where others search.

    The items are the rows in the order of document ids and text; their number is the count that
    "how many" asks for. `nearest` shows places with a part of the words, which are no rows.
    """

    is_exhaustive = True

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return the ledger, or None for another kind of question and where nothing is found."""
        question = ledger_question(situation.understood)
        if question is None or not _says_something(question):
            return None
        index = situation.index
        documents = in_scope(index, question.scope, situation.documents)
        if documents is None:
            return None
        limit = situation.question.limit
        near: tuple[Row, ...] = ()
        if question.kind is LedgerKind.EVENTS:
            rows = rows_of_events(index, question, documents)
        else:
            wanted = name(question.name)
            rows = rows_naming(index, wanted, documents)
            near = rows_near(index, wanted, documents, rows, limit) if rows else ()
        if question.kind is LedgerKind.DOCUMENTS:
            rows = _first_of_each(rows)
        if not rows:
            return None
        items = tuple(_item(row) for row in rows)
        return replace(
            common,
            kind=AnswerKind.LEDGER,
            items=items,
            citations=tuple(dict.fromkeys(item.citation for item in items)),
            nearest=tuple(_near(row) for row in near),
            confidence=_CONFIDENCE,
            coverage=_coverage(situation, documents, common),
        )


def _says_something(question: LedgerQuestion) -> bool:
    """Tell whether a question names anything: "Where is it mentioned?" does not.

    What happened in a year needs no name.
    """
    if question.is_of_any and not question.body:
        return True
    named = asked(" ".join(("about", question.name, question.body, question.thing)))
    return bool(named.terms or named.names)


def _first_of_each(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the first row of every document."""
    firsts: dict[str, Row] = {}
    for row in rows:
        firsts.setdefault(row.document.document.id, row)
    return tuple(firsts.values())


def _item(row: Row) -> Item:
    return Item(shown(row.document, row.parts), cite(row.document, row.parts))


def _near(row: Row) -> NearPassage:
    return NearPassage(shown(row.document, row.parts), cite(row.document, row.parts))


def _coverage(situation: Situation, documents: Sequence[str], common: Answer) -> Coverage:
    """Return how many sections were scanned: all of the documents in scope."""
    return replace(common.coverage, sections_scanned=sections_of(situation.index, documents))

"""The column of a table that a question asks for, once its row is settled."""

from __future__ import annotations

import re

from qa.analysis.asked import Asked
from qa.analysis.forms import Form, form_of
from qa.analysis.nouns import singular
from qa.analysis.stems import stem, words
from qa.tabular.rows import Found, wanted_stems
from qa.tabular.view import TableView, comparable

_NAMED_NOUN = 3.0
_OF_THE_FORM = 1.5
_HEADER = 1.0
_LABEL = 1.0
_OTHER_FORM = -1.5  # figures and dates where neither is asked for
_BESIDE = 2.0
_KNOWN = -4.0  # the question says it itself
_LEAST = 1.0
_DATED = frozenset({"date", "year"})
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_NAMES = frozenset({"name"})
_AGENT = re.compile(
    r"[a-z]{2,}(?:er|or|ist|ant|ian|ee)s?|opponents?|recipients?|presidents?|champions?"
)
_FIGURES = frozenset({Form.DATE, Form.NUMBER})
_CHARGED = 2.0
_CHARGE = frozenset(
    stem(word)
    for word in (
        *("responsible", "responsibility", "lead", "leads", "led", "leading", "leader"),
        *("charge", "owner", "competent"),
    )
)


def is_of_charge(stems: frozenset[str]) -> bool:
    """Tell whether some stems speak of who is in charge: "responsible for", "Lead body"."""
    return not _CHARGE.isdisjoint(stems)


def column_asked(question: str, asked: Asked, found: Found, view: TableView) -> int | None:
    """Return the column that a question asks for in a row; None where it does not settle on one.

    What speaks for a column: its header is the noun asked for or shares words with the question,
    or both speak of who is in charge, its cells have the form asked for, it holds the rows' labels,
    it is the one in which the row before or after is named. Columns that the question names or that
    decided the row are out unless the noun asked for is theirs.
    """
    scores = {
        column: _score(question, asked, found, view, column)
        for column in range(len(view.headers))
        if view.cell(found.row, column).parts
    }
    best = max(scores.values(), default=0.0)
    top = [column for column, score in scores.items() if score == best]
    return top[0] if best >= _LEAST and len(top) == 1 else None


def _headers_said(question: str, view: TableView) -> frozenset[int]:
    """Return the columns whose whole header a question says; a month may be cut to three letters.

    Columns without a header are none.
    """
    said = frozenset(comparable(question))
    months = {month[:3] for month in _MONTHS if stem(month) in said}
    return frozenset(
        column
        for column, header in enumerate(view.headers)
        if header and (header <= said or (len(header) == 1 and header <= months))
    )


def _score(question: str, asked: Asked, found: Found, view: TableView, column: int) -> float:
    header = view.headers[column]
    noun = stem(singular(asked.noun)) if asked.noun else ""
    is_named = bool(noun) and noun in header
    score = _NAMED_NOUN if is_named else 0.0
    content = wanted_stems(asked)
    if header:
        score += _HEADER * len(header & content) / len(header)
    if column in _headers_said(question, view):
        score += _HEADER
    if is_of_charge(header) and is_of_charge(content):
        score += _CHARGED
    if _has_form(asked, view, column):
        score += _OF_THE_FORM
    elif asked.form not in _FIGURES and not is_named and _counts(view, column):
        score += _OTHER_FORM
    if column == view.table.label_column:
        score += _LABEL
    if column == found.beside:
        score += _BESIDE
    if column in found.named or column == found.measure:
        asks_for_it = is_named and (asked.form is Form.NUMBER or column == found.measure)
        score += 0.0 if asks_for_it else _KNOWN
    return score


def _counts(view: TableView, column: int) -> bool:
    return bool(view.amounts[column] or view.dates[column])


def _has_form(asked: Asked, view: TableView, column: int) -> bool:
    header = [word.lower() for word in words(view.table.columns[column].header.text)]
    match asked.form:
        case Form.DATE:
            return bool(view.dates[column]) or not _DATED.isdisjoint(view.headers[column])
        case Form.NUMBER:
            return bool(view.amounts[column]) and not view.is_rank(column)
        case Form.WHO:
            acts = any(form_of(word) is Form.WHO or _AGENT.fullmatch(word) for word in header)
            has_name = not _NAMES.isdisjoint(view.headers[column])
            return (acts or has_name) and not _counts(view, column)
        case Form.PLACE | Form.BODY:
            return any(form_of(word) is asked.form for word in header)
        case _:
            return False

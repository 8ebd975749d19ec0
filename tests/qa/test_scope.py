from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.errors import QuestionError
from qa.scope import Scope, documents_in, year_of


@dataclass(frozen=True)
class Book:
    id: str
    issuer: str
    date: str


SHELF = (
    Book("bees", "Parks Office", "2018"),
    Book("boats", "Harbour Board", "2018-08"),
    Book("lamps", "Harbour Board", "March 2021"),
    Book("notes", "", ""),
)


def chosen(
    documents: tuple[str, ...] = (), issuers: tuple[str, ...] = (), years: tuple[str, ...] = ()
) -> tuple[str, ...]:
    return documents_in(Scope(documents, issuers, years), SHELF)


def test_nothing_chosen_confines_to_nothing() -> None:
    assert chosen() == ()
    assert not Scope()


def test_documents_come_in_the_order_of_the_shelf() -> None:
    assert chosen(documents=("lamps", "bees")) == ("bees", "lamps")


def test_an_issuer_and_a_year_mean_all_documents_of_it() -> None:
    assert chosen(issuers=("Harbour Board",)) == ("boats", "lamps")
    assert chosen(years=("2018",)) == ("bees", "boats")


def test_issuers_and_years_narrow_each_other() -> None:
    assert chosen(issuers=("Harbour Board",), years=("2018",)) == ("boats",)
    assert chosen(issuers=("Harbour Board", "Parks Office"), years=("2018",)) == ("bees", "boats")


def test_a_chosen_document_is_in_whatever_else_is_chosen() -> None:
    assert chosen(documents=("notes",), years=("2021",)) == ("lamps", "notes")


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (Scope(documents=("bees", "whales")), "no document is called 'whales' any more"),
        (Scope(issuers=("Ministry",)), "no document is from 'Ministry' any more"),
        (Scope(years=("1999",)), "no document is of '1999' any more"),
        (Scope(issuers=("Parks Office",), years=("2021",)), "both from the chosen issuers and of"),
    ],
)
def test_a_scope_that_names_nothing_says_so(scope: Scope, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        documents_in(scope, SHELF)


@pytest.mark.parametrize(
    ("date", "year"),
    [("2018", "2018"), ("2017-08-28", "2017"), ("August 2008", "2008"), ("undated", ""), ("", "")],
)
def test_the_year_is_that_of_the_date(date: str, year: str) -> None:
    assert year_of(date) == year

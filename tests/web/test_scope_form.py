from __future__ import annotations

from qa.scope import Scope
from web.library.overview import DocumentEntry
from web.questions.scope_form import MOST_LISTED, ScopeForm, asked_in, scope_form
from web.questions.scoping import scope_fields, scope_of


def entry(id: str, title: str, issuer: str = "", date: str = "", words: int = 9) -> DocumentEntry:
    return DocumentEntry(id, title, issuer, date, "", "en", "", 3, 0, words, "", "0" * 64)


BEES = entry("bees", "Beekeeping Plan", "Parks Office", "2018", 50)
BOATS = entry("boats", "boats of the harbour", "Harbour Board", "2018-08", 70)
LAMPS = entry("lamps", "Lamp Order", "Harbour Board", "2021")
NOTES = entry("notes", "A Note", words=200)
SHELF = (BEES, BOATS, LAMPS, NOTES)


def form_of(scope: Scope, shelf: tuple[DocumentEntry, ...] = SHELF) -> ScopeForm:
    return scope_form(scope, shelf, [("q", "a b"), *scope_fields(scope)])


def test_a_scope_comes_back_from_the_fields_it_is_put_into() -> None:
    scope = Scope(("bees", "notes"), ("Harbour Board",), ("2018", "2021"))
    assert scope_of(scope_fields(scope)) == scope
    given = [("year", "2018"), ("q", "x"), ("year", ""), ("year", "2018"), ("Year", "1")]
    assert scope_of(given) == Scope(years=("2018",))


def test_what_can_be_chosen_stands_by_issuer_and_year() -> None:
    form = form_of(Scope())
    assert [(each.value, each.about) for each in form.issuers] == [
        ("Harbour Board", "2 documents"),
        ("Parks Office", "1 document"),
    ]
    assert [each.value for each in form.years] == ["2021", "2018"]
    assert {name: [each.value for each in of_it] for name, of_it in form.documents.items()} == {
        "Harbour Board": ["lamps", "boats"],
        "Parks Office": ["bees"],
        "": ["notes"],
    }
    assert form.chips == ()


def test_each_chip_leads_to_the_page_without_it() -> None:
    form = form_of(Scope(("bees",), ("Harbour Board",), ("2018",)))
    assert [(chip.label, chip.rest) for chip in form.chips] == [
        ("Beekeeping Plan", "q=a+b&issuer=Harbour+Board&year=2018"),
        ("Harbour Board", "q=a+b&document=bees&year=2018"),
        ("2018", "q=a+b&document=bees&issuer=Harbour+Board"),
    ]
    ticked = [*form.issuers, *form.years, *(e for of_it in form.documents.values() for e in of_it)]
    assert {each.value for each in ticked if each.is_chosen} == {"bees", "Harbour Board", "2018"}


def test_what_is_gone_can_be_taken_out() -> None:
    form = form_of(Scope(("whales",), ("Ministry",), ("1999",)))
    assert [chip.label for chip in form.chips] == ["whales", "Ministry", "1999"]
    assert [each.value for each in form.documents[""] if each.is_chosen] == ["whales"]
    assert [each.about for each in form.issuers if each.is_chosen] == ["0 documents"]
    assert [each.value for each in form.years if each.is_chosen] == ["1999"]


def test_of_a_large_collection_the_chosen_documents_alone_are_listed() -> None:
    shelf = tuple(entry(f"d{n}", f"Rule {n}", "Board") for n in range(MOST_LISTED + 1))
    form = form_of(Scope(("d7",)), shelf)
    assert not form.is_whole
    assert [each.value for each in form.documents["Board"]] == ["d7"]
    assert form_of(Scope(("d7",)), shelf[1:]).is_whole


def test_what_was_asked_in_is_said_in_few_words() -> None:
    assert asked_in(Scope(), SHELF) == ""
    scope = Scope(("bees", "gone"), ("Harbour Board",), ("2018", "2021"))
    assert asked_in(scope, SHELF) == "Beekeeping Plan; gone; Harbour Board and 2 more"

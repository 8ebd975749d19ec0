"""Structures of a document, and their way into JSON and back."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from corpus.block_words import block_words
from corpus.document import Document
from corpus.events.finding import events
from corpus.lists.finding import lists
from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.parsing.parser import parse
from corpus.responsibility.assignments import assignments
from corpus.span import Span
from corpus.structure_json import structures_from_json, structures_to_json
from corpus.structures import Structures, structures
from corpus.tables.grid import Cell, Column, Note, Row, RowKind, Table, Wording
from corpus.tables.reading import tables
from corpus.tables.units import Unit
from corpus.terms.finding import terms
from tests.corpus.test_properties import always_alike, documents
from tests.corpus_helpers import structured
from tests.qa_helpers import parsed

HARBOUR = """\
# Harbour Plan

The Pilot Training Centre (PTC) has the following duties:

- inspect each buoy; (Coast Office, Harbour Board)
- report wrecks. (Coast Office)

| Dock | Length (m) |
|---|---|
| North | 120 |
| South | 85 |

- 4 May 2001: First meeting of the board
- 9 June 2002: Second meeting of the board
"""


def test_a_document_has_the_structures_that_each_reader_finds() -> None:
    document = parsed(HARBOUR)
    found = structures(document)
    assert found == Structures(
        lists(document), assignments(document), tables(document), events(document), terms(document)
    )
    assert all((found.lists, found.assignments, found.tables, found.events, found.terms))


def test_structures_come_back_from_json_as_they_were() -> None:
    found = structures(parsed(HARBOUR))
    assert structures_from_json(structures_to_json(found)) == found


def test_every_field_comes_back_from_json() -> None:
    here, there = Span(0, 3), Span(5, 9)
    unit = Unit("boats", Decimal("1000"), here)
    cell = Cell(0, 0, (here, there), "1,2", Decimal("1.20"), unit, (0, 1))
    row = Row(0, RowKind.INDEX, 4, Wording((here,), "a"), Wording(), (cell,), base=2)
    notes = (Note("*", (there,)),)
    columns = (Column(0, Wording((here,), "Dock"), unit), Column(1, Wording(), None))
    table = Table(1, (3, 4), Wording((here,), "Docks"), columns, (row,), notes, 1, 0, None)
    nested = ListItem((there,), 1, level=1)
    item = ListItem((here, there), 1, label=here, children=(nested,))
    listed = ItemList(ListKind.LABELLED, 1, (here,), (item,), announced=5)
    found = Structures(lists=(listed,), tables=(table,))
    assert structures_from_json(structures_to_json(found)) == found


def test_an_exact_figure_keeps_its_last_zero() -> None:
    (table,) = structures(parsed("| Dock | Length |\n|---|---|\n| East | 1.50 |\n")).tables
    kept = structures_from_json(structures_to_json(Structures(tables=(table,))))
    assert str(kept.tables[0].rows[0].cells[1].value) == "1.50"


@always_alike
@given(documents)
def test_the_structures_of_any_text_come_back_from_json(document: Document) -> None:
    found = structures(parse(document))
    assert structures_from_json(structures_to_json(found)) == found


@pytest.mark.parametrize(
    "damage", [{"tables": None}, {"terms": "[[1]]"}, {"lists": "{"}, {"events": "7"}]
)
def test_damaged_json_is_a_value_error(damage: dict[str, str | None]) -> None:
    kinds = structures_to_json(structures(parsed(HARBOUR)))
    damaged = {key: value for key, value in {**kinds, **damage}.items() if value is not None}
    with pytest.raises(ValueError, match=r"cannot be read|Expecting"):
        structures_from_json(damaged)


def test_a_change_of_a_kind_changes_its_json_alone() -> None:
    found = structures(parsed(HARBOUR))
    before, after = structures_to_json(found), structures_to_json(replace(found, terms=()))
    assert {kind for kind in before if before[kind] != after[kind]} == {"terms"}


def test_words_are_found_in_every_block_that_holds_them() -> None:
    words = block_words(parsed("# Weirs\n\nThe weir-keeper's hut.\n\nA WEIR and a hut.\n"))
    assert words["weir"] == (1, 2)
    assert words["keeper"] == (1,)
    assert words["hut"] == (1, 2)
    assert "weir-keeper" not in words


def test_a_word_that_stands_twice_in_a_block_is_listed_once() -> None:
    assert block_words(parsed("dyke dyke\n"))["dyke"] == (0,)


def test_an_endless_word_is_cut_to_sixty_characters() -> None:
    assert block_words(parsed("a" * 100_000)) == {"a" * 60: (0,)}


@pytest.mark.parametrize("sign", ["¹", "²", "①", "٣"])
def test_a_digit_that_stands_for_no_place_is_read_without_harm(sign: str) -> None:
    text = f"Port\t2001\nBergen\t{sign}\nOslo\t10 {sign}00\n\n{sign}. Nets\n{sign}. Boats\n"
    found = structures(structured(text))
    assert structures_from_json(structures_to_json(found)) == found

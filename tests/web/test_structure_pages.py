"""The pages that show what was found in a document."""

from __future__ import annotations

import re
import time
from html import unescape
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from corpus.structures import structures
from qa.answer import Answer, AnswerKind
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.structure.entries import StructureKind, counts, entries, text_of
from web.structure.lines import LINES_OF_A_PAGE, lines_page
from web.structure.text import structure_text

QUAY = parsed(
    """\
Quay Plan

1. Duties

The Pilot Training Centre (PTC) has two duties:

- count the boats;
  - by day;
  - by night;
- paint the <b>quay</b>.

Measures:

- Fog is reported. (Ice Board, Coast Guard)
- Snow is cleared. (Ice Board)

2. Docks

| Dock | Length |
|---|---|
| North | 120 |
| South & <i>East</i> | 90 |

3. Meetings

- 5 May 2003: First meeting of the board
- 6 June 2004: Second meeting of the board
""",
    "quay",
)
MANY = 450
LONG = parsed("Rules\n\nThe following apply:\n\n" + "".join(f"- rule {n}\n" for n in range(MANY)))


def client_of(*documents: object) -> FlaskClient:
    shelf = Shelf(*(each for each in (QUAY, LONG, *documents)))  # type: ignore[arg-type]
    prepared = Prepared(Answer(AnswerKind.NOT_FOUND))
    return create_app(service=Collection(shelf, prepared)).test_client()


def links_in(page: str) -> list[str]:
    """Return what each link into the text marks there, in the order of the page."""
    places = re.findall(r'href="/documents/quay\?cite=([0-9,-]+)#cited"', page)
    return [
        " ".join(QUAY.document.text[int(a) : int(b)] for a, b in re.findall(r"(\d+)-(\d+)", place))
        for place in places
    ]


def page_of(kind: str, document: str = "quay", query: str = "") -> str:
    response = client_of().get(f"/documents/{document}/structure/{kind}{query}")
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    ("kind", "quoted"),
    [
        ("outline", ["1. Duties", "2. Docks", "3. Meetings"]),
        ("lists", ["count the boats;", "by day;", "by night;", "paint the <b>quay</b>."]),
        ("assignments", ["Fog is reported", "Coast Guard", "Ice Board"]),
        ("tables", ["North", "South & <i>East</i>"]),
        ("events", ["First meeting of the board", "Second meeting of the board"]),
        ("terms", ["PTC", "Pilot Training Centre"]),
    ],
)
def test_each_thing_found_links_to_its_place_in_the_text(kind: str, quoted: list[str]) -> None:
    found = links_in(page_of(kind))
    for each in quoted:
        assert any(each in quote for quote in found), (each, found)


def test_every_quote_found_is_on_the_page_of_its_kind_and_nowhere_else() -> None:
    found = structures(QUAY)
    for kind in StructureKind:
        page = " ".join(unescape(re.sub(r"<[^>]*>", " ", page_of(kind.value))).split())
        for entry in entries(QUAY, found, kind):
            for shown in entry.cells or (text_of(QUAY, entry),):
                assert " ".join(shown.split()) in page


def test_the_terminal_counts_what_the_pages_count() -> None:
    found = structures(QUAY)
    lines = structure_text(QUAY, found).splitlines()
    told = counts(QUAY, found)
    said = sum("· " in line for line in lines)
    assert said == sum(told.values()) - told[StructureKind.OUTLINE]
    assert all(told.values())


def test_items_are_lists_within_the_list_they_belong_to() -> None:
    page = page_of("lists")
    nested = page[page.index("count the boats") :]
    assert re.search(r"</a>\s*<ol>\s*<li>\s*<a [^>]*>by day", nested)


def test_the_kinds_are_linked_with_their_counts_and_the_current_one_is_told() -> None:
    page = page_of("tables")
    kinds = re.findall(r'structure/(\w+)"( aria-current="page")?>\w+ <span[^>]*>(\d+)', page)
    assert [kind for kind, *_ in kinds] == [each.value for each in StructureKind]
    assert [kind for kind, current, _ in kinds if current] == ["tables"]
    assert ("tables", ' aria-current="page"', "1") in kinds


def test_a_document_leads_to_what_was_found_in_it_and_back() -> None:
    assert 'href="/documents/quay/structure"' in client_of().get("/documents/quay").text
    assert 'href="/documents/quay"' in page_of("outline")


def test_what_was_found_never_becomes_markup() -> None:
    hostile = parsed(
        'Plan\n\n1. <script>x()</script>\n\nThe <img src=x onerror="y()"> Unit (IU) has rules:\n\n'
        "- <script>a()</script> one;\n- two.\n",
        "hostile",
    )
    for kind in StructureKind:
        page = client_of(hostile).get(f"/documents/hostile/structure/{kind.value}").text
        assert "<script" not in page
        assert "<img" not in page
    assert "<b>" not in page_of("lists")
    assert "<i>" not in page_of("tables")


def test_a_kind_of_which_there_is_nothing_says_so() -> None:
    assert "There are none." in page_of("tables", "doc")


def test_the_pages_of_a_long_list_hold_every_item_once() -> None:
    texts: list[str] = []
    for number in (1, 2, 3):
        page = page_of("lists", "doc", f"?page={number}")
        assert f"Page {number} of 3" in page
        texts += re.findall(r">(rule \d+)</a>", page)
    assert texts == [f"rule {n}" for n in range(MANY)]


def test_a_page_that_begins_amid_a_list_repeats_its_lead_in() -> None:
    page = page_of("lists", "doc", "?page=2")
    assert page.index("continued") < page.index("The following apply:") < page.index("rule 200")


def test_levels_are_never_skipped_on_a_page() -> None:
    found = tuple(entries(QUAY, structures(QUAY), StructureKind.LISTS))
    for first in range(len(found)):
        page = lines_page(QUAY, found[first:], 1, nested=False)
        assert page is not None
        levels = [0, *(line.level for line in page.lines)]
        assert all(b <= a + 1 for a, b in pairwise(levels))


@pytest.mark.parametrize(
    "address",
    [
        "/documents/none/structure",
        "/documents/quay/structure/poems",
        "/documents/quay/structure/lists?page=0",
        "/documents/quay/structure/lists?page=2",
        "/documents/quay/structure/lists?page=-1",
        "/documents/quay/structure/lists?page=%D9%A1",
        f"/documents/quay/structure/lists?page={'9' * 5000}",
    ],
)
def test_an_address_of_nothing_is_not_found(address: str) -> None:
    assert client_of().get(address).status_code == 404


def test_a_page_of_many_thousand_lines_is_as_short_as_any() -> None:
    many = tuple(entries(QUAY, structures(QUAY), StructureKind.LISTS)) * 10_000
    begun = time.perf_counter()
    page = lines_page(QUAY, many, 200, nested=True)
    assert time.perf_counter() - begun < 1
    assert page is not None
    assert len(page.lines) <= LINES_OF_A_PAGE + 1

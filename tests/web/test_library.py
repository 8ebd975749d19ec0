from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from corpus.document import Metadata
from qa.answer import Answer, AnswerKind
from qa.showing.wording import date_worded
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, application, citation
from web.app import create_app
from web.library.listing import Order, filtered, language_name, ordered
from web.library.overview import DocumentEntry
from web.paging import last_page, page_number


def entry(id: str, title: str, issuer: str = "", date: str = "", words: int = 9) -> DocumentEntry:
    return DocumentEntry(id, title, issuer, date, "", "en", "", 3, 0, words, "", "0" * 64)


BEES = entry("bees", "Beekeeping Plan", "Parks Office", "2018", 50)
BOATS = entry("boats", "boats of the harbour", "Harbour Board", "2018-08", 70)
LAMPS = entry("lamps", "Lamp Order", "Harbour Board", "2021")
NOTES = entry("notes", "A Note", words=200)
SHELF = (BEES, BOATS, LAMPS, NOTES)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    texts = {
        f"d{n:03}.md": f"# <i>Rule</i> {n}\n\nThe keeper keeps {'very ' * n}still.\n"
        for n in range(103)
    }
    with application(tmp_path_factory.mktemp("web"), texts) as app:
        yield app.test_client()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.TITLE, (NOTES, BEES, BOATS, LAMPS)),
        (Order.ISSUER, (BOATS, LAMPS, BEES, NOTES)),
        (Order.DATE, (LAMPS, BOATS, BEES, NOTES)),
        (Order.WORDS, (NOTES, BOATS, BEES, LAMPS)),
        (Order.SECTIONS, (NOTES, BEES, BOATS, LAMPS)),
    ],
)
def test_documents_are_sorted_and_what_is_unknown_comes_last(
    order: Order, expected: tuple[DocumentEntry, ...]
) -> None:
    assert ordered(SHELF, order) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("", SHELF),
        ("HARBOUR", (BOATS, LAMPS)),
        ("harbour 2021", (LAMPS,)),
        ("english", SHELF),
        ("whale", ()),
    ],
)
def test_a_filter_keeps_what_holds_every_word(
    wanted: str, expected: tuple[DocumentEntry, ...]
) -> None:
    assert filtered(SHELF, wanted) == expected


@pytest.mark.parametrize(
    ("date", "worded"),
    [
        ("2017-08-28", "28 August 2017"),
        ("2008-08", "August 2008"),
        ("2008-13", "2008-13"),
        ("spring 2008", "spring 2008"),
        ("", ""),
    ],
)
def test_a_date_is_worded_where_it_is_an_iso_date(date: str, worded: str) -> None:
    assert date_worded(date) == worded


@pytest.mark.parametrize(
    ("tag", "name"), [("en", "English"), ("pt-BR", "Portuguese (Brazil)"), ("x", "x"), ("", "")]
)
def test_a_language_has_its_name_where_that_is_known(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_pages_are_numbered_from_one() -> None:
    assert [last_page(count, 10) for count in (0, 10, 11)] == [1, 1, 2]
    assert [page_number(given, 11, 10) for given in ("", "2", "3", "0", "x", "²")] == [
        1,
        2,
        None,
        None,
        None,
        None,
    ]


def test_the_list_is_filtered_and_sorted_by_its_address(client: FlaskClient) -> None:
    page = client.get("/documents?q=rule+10&sort=words").text
    titles = re.findall(r'class="title" href="/documents/(d\d+)"', page)
    assert titles == ["d102", "d101", "d100", "d010"]
    assert "4 of 103 documents" in page
    assert '<input type="hidden" name="sort" value="words">' in page


def test_a_long_list_has_pages(client: FlaskClient) -> None:
    assert client.get("/documents").text.count('class="title"') == 100
    assert client.get("/documents?page=2").text.count('class="title"') == 3
    assert 'href="?q=&amp;sort=title&amp;page=2"' in client.get("/documents").text


@pytest.mark.parametrize("query", ["page=3", "page=x", "sort=colour"])
def test_a_list_that_there_is_not_is_not_found(client: FlaskClient, query: str) -> None:
    assert client.get(f"/documents?{query}").status_code == 404


def test_each_document_leads_to_its_text_its_structure_and_to_asking_in_it(
    client: FlaskClient,
) -> None:
    page = client.get("/documents?q=rule").text
    addresses = (
        "/documents/d007",
        "/documents/d007/structure/lists",
        "/documents/d007/structure/tables",
        "/?document=d007",
        "/search?document=d007",
    )
    for address in addresses:
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert "<i>" not in page


def test_what_the_filter_holds_never_becomes_markup(client: FlaskClient) -> None:
    page = client.get("/documents", query_string={"q": '"><script>x</script>'}).text
    assert "<script>" not in page
    assert "There are none." in page


def test_an_answer_and_the_library_name_a_language_that_is_not_english() -> None:
    bees = parsed("Les abeilles dorment.\n", id="bees")
    said = replace(bees.document, metadata=Metadata("Abeilles", language="fr"))
    shelf = Shelf(replace(bees, document=said), parsed("Boats sail.\n", id="boats"))
    answer = Answer(
        AnswerKind.SPAN,
        text="Les abeilles dorment.",
        citations=(citation("Les abeilles dorment.", document="bees"),),
    )
    client = create_app(service=Collection(shelf, Prepared(answer))).test_client()
    assert "in French" in client.get("/?q=Qui%3F").text
    listed = client.get("/documents").text
    assert '<span class="language">French</span>' in listed
    assert '<span class="language">English</span>' not in listed

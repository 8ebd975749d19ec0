from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from corpus.span import Span
from corpus.structure import Section
from qa.answer import Answer, AnswerKind
from tests.qa_helpers import BEES, COLLECTION, LANTERN, Shelf, parsed
from tests.web_helpers import (
    HOSTILE,
    Collection,
    Prepared,
    application,
    citation,
    long_document,
)
from web.app import create_app

SPAN = Answer(AnswerKind.SPAN, text="Bees are kept.", citations=(citation("Bees are kept."),))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    texts = {**COLLECTION, "hostile.md": HOSTILE}
    with application(tmp_path_factory.mktemp("web"), texts) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def long_client() -> FlaskClient:
    app = create_app(service=Collection(Shelf(long_document()), Prepared(SPAN)))
    return app.test_client()


def article_of(page: str) -> str:
    """Return the text of the document on its page, character for character."""
    found = re.search(r"<article[^>]*>(.*)</article>", page, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.parametrize(("id_", "text"), [("bees", BEES), ("lantern", LANTERN)])
def test_a_document_page_holds_the_canonical_text(client: FlaskClient, id_: str, text: str) -> None:
    page = client.get(f"/documents/{id_}?cite=10-40,50-120,200-260").text
    assert article_of(page) == text


def test_the_cited_parts_are_marked_and_lead_to_each_other(client: FlaskClient) -> None:
    page = client.get("/documents/lantern?cite=36-39,43-47,50-54").text
    marks = re.findall(r'<mark class="cited" id="([^"]+)"[^>]*>([^<]*)</mark>', page)
    text = LANTERN
    assert marks == [
        ("cited", text[36:39]),
        ("cited-2", text[43:47]),
        ("cited-3", text[50:54]),
    ]
    turns = re.findall(r'class="(previous|next)" href="([^"]+)"', page)
    assert turns == [
        ("next", "#cited-2"),
        ("previous", "#cited"),
        ("next", "#cited-3"),
        ("previous", "#cited-2"),
    ]


def test_every_heading_is_a_heading_that_the_contents_lead_to(client: FlaskClient) -> None:
    page = client.get("/documents/bees").text
    targets = re.findall(r'<a href="#(section-\d+)"', page)
    headings = re.findall(r'<h[2-6] id="(section-\d+)">', page)
    assert targets == headings
    assert len(headings) == 5


@pytest.mark.parametrize("cite", ["here", "9-3", "0-999999", "1-9,5-12", "%ff", "1-2;3-4"])
def test_a_place_that_is_none_is_ignored_with_a_note(client: FlaskClient, cite: str) -> None:
    response = client.get(f"/documents/bees?cite={cite}")
    assert response.status_code == 200
    assert "names no place" in response.text
    assert "<mark" not in response.text


def test_a_document_without_a_place_is_shown_without_a_note(client: FlaskClient) -> None:
    page = client.get("/documents/bees").text
    assert "names no place" not in page
    assert "<mark" not in page


def test_a_document_page_leads_back_to_the_conversation(client: FlaskClient) -> None:
    page = client.get("/documents/bees?q=And+that%3F&earlier=Who%3F").text
    assert 'href="/?q=And+that%3F&amp;earlier=Who%3F"' in page


def test_the_contents_are_lists_within_lists(client: FlaskClient) -> None:
    page = client.get("/documents/bees").text
    contents = re.search(r'<div class="entries">(.*?)</div>', page, re.DOTALL)
    assert contents
    tags = re.sub(r"<a .*?</a>|\s", "", contents[1])
    assert tags == f"<ol><li><ol>{'<li></li>' * 4}</ol></li></ol>"


def test_headings_nested_without_end_are_shown() -> None:
    text = parsed("Bees are kept on the roofs of the city.\n")
    place = Span(0, 4)
    sections = [Section(0, None, 0, None, (), Span(0, len(text.document.text)))]
    for n in range(1, 1501):
        sections.append(Section(n, n - 1, n, place, (*sections[-1].path, "Bees"), place))
    shelf = Shelf(replace(text, sections=tuple(sections)))
    app = create_app(service=Collection(shelf, Prepared(SPAN)))
    page = app.test_client().get("/documents/doc").text
    assert page.count('<li><a href="#section-') == 1500
    assert page.count("<ol>") == page.count("</ol>") == 1500


def test_a_long_document_is_shown_page_by_page(long_client: FlaskClient) -> None:
    text = long_document().document.text
    address, articles = "/documents/doc", []
    while address:
        page = long_client.get(address).text
        articles.append(article_of(page))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = unescape(following[1]) if following else ""
    assert len(articles) > 60
    assert "".join(articles) == text


def test_little_of_a_long_document_is_sent_at_once(long_client: FlaskClient) -> None:
    text = long_document().document.text
    assert len(text) > 5_000_000
    place = f"{len(text) // 2}-{len(text) // 2 + 50}"
    for door in ("doc", "doc/pane"):
        assert len(long_client.get(f"/documents/{door}?cite={place}").data) < 100_000


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "Part 0\n"),
        ("section=2501", "Part 2500\n"),
        ("find=part+4999+keeps", "Part 4999\n"),
        ("cite=9-13,5000000-5000020&part=2", None),
    ],
)
def test_the_page_that_is_sent_holds_what_is_opened(
    long_client: FlaskClient, query: str, wanted: str | None
) -> None:
    text = long_document().document.text
    shown = article_of(long_client.get(f"/documents/doc?{query}").text)
    assert (wanted or text[5_000_000:5_000_020]) in shown


def test_the_link_to_a_part_on_another_page_opens_that_page(long_client: FlaskClient) -> None:
    page = long_client.get("/documents/doc?cite=9-13,5000000-5000020").text
    links = re.findall(r'<a class="next" href="([^"]+)"', page)
    assert [unescape(link) for link in links] == [
        "/documents/doc?cite=9-13,5000000-5000020&part=2#cited-2"
    ]
    assert 'id="cited-2"' in long_client.get(unescape(links[0])).text


def test_context_is_marked_as_context(client: FlaskClient) -> None:
    page = client.get("/documents/bees?cite=10-13&context=2-6").text
    assert re.search(r'<mark class="context" id="context-1"[^>]*>City</mark>', page)


def test_the_pane_shows_what_the_page_shows(client: FlaskClient) -> None:
    query = "cite=10-40&find=hive"
    page, pane = (client.get(f"/documents/bees{door}?{query}").text for door in ("", "/pane"))
    assert article_of(page) == article_of(pane)
    assert "<html" not in pane
    assert '<h2 id="source-title"' in pane


def test_a_search_lists_every_place_with_a_link_that_opens_it(client: FlaskClient) -> None:
    page = client.get("/documents/bees?find=HIVE").text
    expected = len(re.findall("hive", BEES, re.IGNORECASE))
    found = re.findall(r'<li><a href="([^"]+)"', page)
    assert f"1 of {expected}" in page
    links = [unescape(link) for link in found if "hit=" in link]
    assert len(links) == expected
    last = client.get(links[-1]).text
    assert f"{expected} of {expected}" in last
    assert f'id="found-{expected}"' in last


def test_what_is_not_in_the_text_is_said_and_never_becomes_markup(client: FlaskClient) -> None:
    page = client.get("/documents/bees", query_string={"find": "<b>zebra</b>"}).text
    assert "is not in the text" in page
    assert "<b>" not in page


def test_a_text_that_is_its_file_is_sent_as_the_original(client: FlaskClient) -> None:
    response = client.get("/documents/bees/original")
    assert response.text == BEES
    assert response.headers["Content-Disposition"] == "attachment; filename=pincite-bees.md"
    assert "Download the original (.md)" in client.get("/documents/bees").text


def test_a_text_that_was_read_from_another_file_is_not_called_original() -> None:
    document = parsed(LANTERN)
    sha256 = hashlib.sha256(b"a file of another format").hexdigest()
    other = replace(document, document=replace(document.document, source_sha256=sha256))
    client = create_app(service=Collection(Shelf(other), Prepared(SPAN))).test_client()
    assert "Download its text as it was read (.txt)" in client.get("/documents/doc").text
    assert client.get("/documents/doc/original").text == LANTERN


def test_a_download_is_never_shown_as_a_page(client: FlaskClient) -> None:
    response = client.get("/documents/hostile/original")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("door", ["", "/pane", "/original"])
def test_a_document_that_is_not_there_is_not_found(client: FlaskClient, door: str) -> None:
    assert client.get(f"/documents/nothing{door}").status_code == 404


def test_characters_that_a_browser_would_fold_are_written_by_number() -> None:
    document = parsed("One line\r\nand another\r\n")
    client = create_app(service=Collection(Shelf(document), Prepared(SPAN))).test_client()
    page = client.get("/documents/doc").text
    assert "\r" not in page
    assert article_of(page) == document.document.text


def test_the_date_of_a_document_is_told_in_words_above_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    texts = {"rivers.md": "# Rivers\n\nMarch 2018\n\nThey run.\n"}
    with application(tmp_path_factory.mktemp("dated"), texts) as app:
        page = app.test_client().get("/documents/rivers").text
    assert re.search(r"</h1>\s*<p[^>]*>[^<]*March 2018", page)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from qa.answer import Answer, AnswerKind, Context, Correction, Coverage, Item, Reading
from tests.qa_helpers import COLLECTION
from tests.web_helpers import HOSTILE, answering, application, citation

LAMP = "/?q=When+does+the+keeper+trim+the+lamp%3F"
FIRST = citation("Bees are kept.", 10)
SECOND = citation("Hives cost ten crowns.", 50)
ITEMS = (Item("Bees are kept.", FIRST), Item("Hives cost ten crowns.", SECOND))
SPAN = Answer(AnswerKind.SPAN, answer="Bees", text="Bees are kept.", citations=(FIRST,))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    texts = {**COLLECTION, "hostile.md": HOSTILE}
    with application(tmp_path_factory.mktemp("web"), texts) as app:
        yield app.test_client()


def words_of(page: str) -> str:
    """Return what a page shows, without markup, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def shown(answer: Answer, question: str = "What is kept?") -> str:
    app, _ = answering(answer)
    return words_of(app.test_client().get("/", query_string={"q": question}).text)


def test_the_start_page_has_a_question_box_and_no_answer(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'name="q"' in page
    assert "autofocus" in page
    assert "<article" not in page


@pytest.mark.parametrize("query", ["", "?q=", "?q=+++", "?utm_source=x"])
def test_no_question_shows_the_start_page(client: FlaskClient, query: str) -> None:
    response = client.get(f"/{query}")
    assert response.status_code == 200
    assert "<article" not in response.text


def test_the_examples_are_links_that_ask(tmp_path_factory: pytest.TempPathFactory) -> None:
    body = "The office keeps a register of every hive and of every warden in the whole city.\n"
    texts = {"plan.md": f"# A Plan\n\n## Duties of wardens\n\n{body}"}
    with application(tmp_path_factory.mktemp("web"), texts) as app:
        page = app.test_client().get("/").text
        address = re.search(r'<a href="(/\?q=What[^"]+)">', page)
        assert address
        assert "Duties of wardens" in words_of(page)
        assert "<article" in app.test_client().get(unescape(address[1])).text


def test_an_answer_shows_its_quote_and_a_link_to_the_place(client: FlaskClient) -> None:
    page = client.get(LAMP).text
    assert "The keeper trims the lamp at dusk" in words_of(page)
    assert re.search(r'href="/documents/lantern\?cite=36-187,190-232&amp;q=[^"]+#cited"', page)


def test_a_follow_up_is_asked_with_the_answers_before_it() -> None:
    app, answers = answering(SPAN)
    app.test_client().get("/?q=And+then%3F&earlier=First%3F&earlier=Second%3F")
    asked = answers.asked[-1]
    assert asked.text == "And then?"
    assert [(turn.question, turn.answer) for turn in asked.history] == [
        ("First?", "Bees are kept."),
        ("Second?", "Bees are kept."),
    ]


def test_the_form_carries_the_conversation_on(client: FlaskClient) -> None:
    page = client.get(f"{LAMP}&earlier=Who+pays+the+wardens%3F").text
    carried = re.findall(r'<input type="hidden" name="earlier" value="([^"]*)"', page)
    assert carried == ["Who pays the wardens?", "When does the keeper trim the lamp?"]


def test_the_form_carries_no_more_than_is_kept(client: FlaskClient) -> None:
    page = client.get(f"{LAMP}&earlier=One%3F&earlier=Two%3F&earlier=Three%3F").text
    carried = re.findall(r'<input type="hidden" name="earlier" value="([^"]*)"', page)
    assert carried == ["Two?", "Three?", "When does the keeper trim the lamp?"]


def test_a_refusal_shows_the_nearest_passages(client: FlaskClient) -> None:
    page = client.get("/?q=Zebras").text
    assert "The documents do not speak of this." in page
    assert "The nearest passages, which do not answer it:" in page


def test_a_question_that_is_refused_stays_in_the_box(client: FlaskClient) -> None:
    response = client.get("/", query_string={"q": "x" * 2001})
    assert response.status_code == 422
    assert f">\n{'x' * 2001}</textarea>" in response.text
    assert "at most 2000 are read" in response.text


def test_a_question_that_is_not_utf8_is_an_error_page(client: FlaskClient) -> None:
    response = client.get("/?q=%ff")
    assert response.status_code == 400
    assert response.content_type.startswith("text/html")


def test_the_short_answer_comes_before_the_quote_and_its_context_after() -> None:
    answer = replace(SPAN, context=(Context("Hives cost ten crowns.", SECOND),))
    assert (
        "What is kept? Bees Bees are kept. [1] Context Hives cost ten crowns. [2] "
        "[1] [2] The Act (2nd) › Scope"
    ) in shown(answer)


def test_what_an_answer_leaves_empty_is_not_shown() -> None:
    page = shown(SPAN)
    for word in ("Context", "Understood", "Not covered", "read as", "sections", "Nowhere"):
        assert word not in page


def test_the_understanding_and_the_corrections_are_shown() -> None:
    page = shown(
        replace(SPAN, understood_as="Which bees?", corrections=(Correction("beas", "bees"),))
    )
    assert "“beas” was read as “bees”." in page
    assert "Understood as: Which bees?" in page


def test_a_list_shows_its_items_with_citations_and_how_many_of_how_many() -> None:
    answer = Answer(AnswerKind.LIST, items=ITEMS, expected=3, citations=(FIRST,))
    assert "Bees are kept. [1] Hives cost ten crowns. [2] 2 found, the text announces 3" in shown(
        answer
    )


def test_a_single_item_comes_before_what_leads_it_in_and_several_after() -> None:
    context = (Context("Kept are:", citation("Kept are:", 90)),)
    one = Answer(AnswerKind.LIST, items=ITEMS[:1], citations=(FIRST,), context=context)
    assert "Bees are kept. [1] Context Kept are: [2]" in shown(one)
    assert "Context Kept are: [2] Bees are kept. [1]" in shown(replace(one, items=ITEMS[:1] * 2))


def test_a_table_shows_the_cells_under_their_headers() -> None:
    header, row = citation("Permit\tFee"), citation("Roof\t12 crowns", 20)
    answer = Answer(
        AnswerKind.TABLE,
        text="Roof 12 crowns",
        citations=(row,),
        context=(Context("Permit Fee", header),),
    )
    app, _ = answering(answer)
    page = app.test_client().get("/?q=What").text
    assert re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", page) == ["Permit", "Fee"]
    assert re.findall(r"<th scope=\"row\"[^>]*>([^<]*)</th>", page) == ["Roof"]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", page) == ["12 crowns"]


def test_places_that_differ_stand_side_by_side() -> None:
    page = shown(Answer(AnswerKind.CONFLICT, "ten", items=ITEMS, citations=(FIRST, SECOND)))
    place = "The Act (2nd)"
    sides = f"{place} Bees are kept. [1] {place} Hives cost ten crowns. [2]"
    assert f"The sources differ: {sides}" in page


def test_each_of_two_documents_is_quoted_once() -> None:
    page = shown(Answer(AnswerKind.TWO_DOCUMENTS, items=ITEMS, citations=(FIRST, SECOND)))
    assert page.count("Bees are kept.") == page.count("Hives cost ten crowns.") == 1


def test_a_ledger_says_how_much_was_scanned() -> None:
    answer = Answer(
        AnswerKind.LEDGER,
        text="One.",
        items=(Item("Bees are kept.", FIRST),),
        citations=(FIRST,),
        coverage=Coverage(203, 203),
    )
    assert "203 of 203 sections scanned" in shown(answer)


def test_another_reading_and_what_is_missing_are_shown() -> None:
    reading = Reading("Which hives?", "", "Hives cost ten crowns.", (SECOND,))
    page = shown(replace(SPAN, readings=(reading,), missing="the fee"))
    assert "Not covered: the fee" in page
    assert "Hives cost ten crowns. [2] It can also be understood as: Which hives?" in page


def test_the_documents_are_listed_with_links(client: FlaskClient) -> None:
    page = client.get("/documents").text
    assert re.search(r'<a [^>]*href="/documents/bees"[^>]*>City Beekeeping Plan</a>', page)


@pytest.mark.parametrize(
    "address", ["/documents/hostile?cite=2-40", "/?q=What+does+the+attacker+write+into+minutes"]
)
def test_what_a_document_holds_never_becomes_markup(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert "attacker" in page
    assert page.count("<script") == page.count('<script src="/static/')
    assert "<img" not in page
    assert "<b>" not in page


def test_what_is_asked_never_becomes_markup(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": '"><script>alert(1)</script> zebra'}).text
    assert "<script>" not in page


def test_a_page_names_no_other_host(client: FlaskClient) -> None:
    for address in ("/", LAMP, "/documents", "/documents/bees", "/nothing"):
        assert "//" not in client.get(address).text
    for name in ("base.css", "chat.css", "chat.js"):
        file = client.get(f"{client.application.static_url_path}/{name}", buffered=True)
        assert file.status_code == 200
        assert "://" not in file.text

"""Answers with their citations over HTTP."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from qa.answer import Answer, AnswerKind, Coverage
from tests.web_helpers import answering, citation
from web.answers.citing import as_text
from web.answers.fingerprint import fingerprint

CITED = citation("Bees are kept.", 10)
SPAN = Answer(AnswerKind.SPAN, text="Bees are kept.", citations=(CITED,), confidence=0.93)
HOST = "http://localhost"


@pytest.mark.parametrize(
    ("format", "media_type"),
    [
        ("txt", "text/plain; charset=utf-8"),
        ("md", "text/markdown; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_an_answer_is_taken_away_in_three_forms(format: str, media_type: str) -> None:
    app, _ = answering(SPAN)
    response = app.test_client().get(f"/cite.{format}?q=What+is+kept%3F")
    assert response.status_code == 200
    assert response.content_type == media_type
    assert response.headers["Cache-Control"] == "no-store"
    assert f"pincite-what-is-kept.{format}" in response.headers["Content-Disposition"]
    assert "Bees are kept." in response.text


def test_plain_text_is_shown_and_other_forms_are_saved() -> None:
    app, _ = answering(SPAN)
    kinds = [
        app.test_client().get(f"/cite.{each}?q=a").headers["Content-Disposition"].split(";")[0]
        for each in ("txt", "md", "json")
    ]
    assert kinds == ["inline", "attachment", "attachment"]


def test_the_links_of_the_page_give_the_answer_that_it_shows_after_the_same_questions() -> None:
    app, answers = answering(SPAN)
    page = app.test_client().get("/?q=And+then%3F&earlier=First%3F").text
    asked = list(answers.asked)
    answers.asked.clear()
    link = re.findall(r'href="(/cite\.txt[^"]*)"', page)[-1]
    assert app.test_client().get(unescape(link)).text == as_text(SPAN, HOST)
    assert answers.asked == asked


def test_an_answer_that_was_not_shown_is_not_taken_away() -> None:
    app, _ = answering(SPAN)
    other = fingerprint(replace(SPAN, generation="2"))
    response = app.test_client().get(f"/cite.txt?q=a&answer={other}")
    assert response.status_code == 409
    assert "The answer is another one now" in response.text


def test_a_refusal_has_nothing_to_cite() -> None:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND))
    assert app.test_client().get("/cite.txt?q=a").status_code == 404
    assert "/cite." not in app.test_client().get("/?q=a").text


def test_the_json_is_a_list_of_items_for_reference_managers() -> None:
    app, _ = answering(SPAN)
    (item,) = json.loads(app.test_client().get("/cite.json?q=a").data)
    assert (item["id"], item["URL"]) == ("doc:10-24", HOST + CITED.link)


def test_the_page_says_how_sure_an_answer_is_and_what_that_means() -> None:
    app, _ = answering(replace(SPAN, coverage=Coverage(5, 9), generation="g1"))
    page = " ".join(app.test_client().get("/?q=a").text.split())
    assert "<summary>Confidence: sure</summary>" in page
    assert "The confidence is 93 %. Of ten answers with this confidence, about 9 are right." in page
    assert "5 of 9 sections were read closely, in state g1 of the collection." in page


def test_a_refusal_says_how_sure_the_answer_was_that_it_held_back() -> None:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND, confidence=0.31))
    assert "its confidence was 31 %" in app.test_client().get("/?q=a").text


def test_a_refusal_without_a_best_answer_speaks_of_no_confidence() -> None:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND))
    assert "onfidence" not in app.test_client().get("/?q=a").text


def test_a_citation_tells_a_screen_reader_its_source() -> None:
    app, _ = answering(SPAN)
    page = app.test_client().get("/?q=a").text
    assert 'aria-label="Source 1: The Act (2nd), Scope">[1]</a>' in page


def test_hostile_titles_and_headings_stay_text() -> None:
    hostile = '"><script>alert(1)</script>'
    cited = replace(CITED, title=hostile, section=(hostile,))
    app, _ = answering(replace(SPAN, citations=(cited,), text=hostile, answer=hostile[:3]))
    assert "<script>alert" not in app.test_client().get("/", query_string={"q": hostile}).text

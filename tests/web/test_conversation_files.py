"""Conversations that others read, and those that are taken away as files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markdown_it import MarkdownIt

from qa.answer import Answer, AnswerKind, Context, Item, NearPassage, Reading
from qa.serialise import answer_bytes
from tests.web_helpers import citation, keeping

FIRST = replace(citation("Bees\nare kept.", 10), page=7)
SECOND = citation("Hives cost ten crowns.", 50, section="Fees")
SPAN = Answer(
    AnswerKind.SPAN,
    answer="Bees",
    text="Bees are kept.",
    citations=(FIRST,),
    context=(Context("Hives cost ten crowns.", SECOND),),
    readings=(Reading("Which hives?", "", "Hives cost ten crowns.", (SECOND,)),),
    missing="the fee",
    understood_as="Which bees?",
)
HOSTILE = (
    "# [x](javascript:alert(1)) <script>alert(1)</script> **b** `c` ![i](//e) &lt; 1. www.e.example"
)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with keeping(tmp_path, SPAN) as (app, _):
        yield app


def begun(client: FlaskClient, question: str = "What is kept?") -> str:
    """Ask in a new conversation and return its address."""
    return urlsplit(client.post("/ask", data={"q": question}).location).path


def shared_address(client: FlaskClient, address: str) -> str:
    page = client.post(f"{address}/share", follow_redirects=True).text
    found = re.search(r'href="(/shared/[\w-]{22,})"', page)
    assert found
    return found[1]


def rendered(tmp_path: Path, answer: Answer, question: str) -> tuple[str, str]:
    """Return a conversation as Markdown, and what a reader of Markdown sees of it as HTML."""
    with keeping(tmp_path, answer) as (app, _):
        client = app.test_client()
        text = client.get(f"{begun(client, question)}/conversation.md").text
    return text, MARKDOWN.render(text)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_everybody_who_has_the_link_reads_what_is_in_the_conversation_now(app: Flask) -> None:
    owner, reader = app.test_client(), app.test_client()
    address = begun(owner)
    link = shared_address(owner, address)
    assert "Bees are kept." in reader.get(link).text
    owner.post("/ask", data={"q": "Later?", "conversation": address.rpartition("/")[2]})
    assert "Later?" in reader.get(link).text
    owner.post(f"{address}/unshare")
    assert reader.get(link).status_code == 404


def test_a_shared_page_has_no_forms_and_nothing_of_the_owner(app: Flask) -> None:
    owner, reader = app.test_client(), app.test_client()
    address = begun(owner)
    response = reader.get(shared_address(owner, address))
    for absent in ("<form", "<input", "<textarea", "<button", address, "manage"):
        assert absent not in response.text
    assert "Set-Cookie" not in response.headers
    assert '<meta name="robots" content="noindex, nofollow">' in response.text
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "what is in the conversation now" in response.text


def test_a_source_leads_back_to_the_shared_page(app: Flask) -> None:
    client = app.test_client()
    link = shared_address(client, begun(client))
    cited = re.search(r'<a class="cite" href="([^"]+)"', client.get(link).text)
    assert cited
    assert f'href="{link}#turn-1"' in client.get(unescape(cited[1])).text


@pytest.mark.parametrize("token", ["x", "a" * 22, "%00"])
def test_no_other_address_shares_anything(app: Flask, token: str) -> None:
    begun(app.test_client())
    assert app.test_client().get(f"/shared/{token}").status_code == 404


def test_json_holds_the_questions_and_the_answers_as_given(app: Flask) -> None:
    client = app.test_client()
    response = client.get(f"{begun(client)}/conversation.json")
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    whole = json.loads(response.data)
    assert whole["title"] == "What is kept?"
    (turn,) = whole["turns"]
    assert turn["question"] == "What is kept?"
    assert turn["answer"] == json.loads(answer_bytes(SPAN))


def test_markdown_holds_the_quotes_with_section_page_offsets_and_link(tmp_path: Path) -> None:
    text, html = rendered(tmp_path, SPAN, "What is kept?")
    assert "# What is kept?" in text
    assert "<p>Bees are kept. [1]</p>" in html
    assert "The Act (2nd) › Scope, page 7, characters 10–24" in words_of(html)
    assert "http://localhost/documents/doc?cite=10-24#cited" in unescape(html)
    for said in ("Understood as: Which bees?", "Context: Hives cost ten crowns. [2]", "the fee"):
        assert said in words_of(html)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(
            AnswerKind.LIST,
            items=(Item("Bees are kept.", FIRST), Item("Hives cost ten crowns.", SECOND)),
            expected=3,
            citations=(FIRST,),
        ),
        Answer(AnswerKind.NOT_FOUND, nearest=(NearPassage("Bees are kept.", FIRST),)),
    ],
    ids=["list", "refusal"],
)
def test_markdown_of_every_kind_names_its_places(tmp_path: Path, answer: Answer) -> None:
    _, html = rendered(tmp_path, answer, "What is kept?")
    assert "Bees are kept." in html
    assert "characters 10–24" in html


def test_nothing_breaks_out_of_markdown(tmp_path: Path) -> None:
    quote = f"{HOSTILE}\n\n    code\n\n***\n\n- a | b"
    cited = citation(quote, title=HOSTILE, section=HOSTILE)
    answer = Answer(
        AnswerKind.SPAN,
        answer=HOSTILE,
        text=f"{HOSTILE} and more",
        citations=(cited,),
        context=(Context(HOSTILE, cited),),
        missing=HOSTILE,
        understood_as=f"Which {HOSTILE}",
    )
    _, html = rendered(tmp_path, answer, HOSTILE)
    tags = set(re.findall(r"<(\w+)", html))
    assert tags == {"h1", "h2", "p", "blockquote", "strong", "ul", "li", "a"}
    links = {unescape(each) for each in re.findall(r'href="([^"]*)"', html)}
    assert links == {f"http://localhost{cited.link}"}
    assert " ".join(quote.split()) in words_of(html).replace("  ", " ")


def test_no_verdict_is_taken_on_a_shared_page(app: Flask) -> None:
    client = app.test_client()
    address = begun(client)
    assert 'action="/feedback"' in client.get(address).text
    assert 'action="/feedback"' not in client.get(shared_address(client, address)).text

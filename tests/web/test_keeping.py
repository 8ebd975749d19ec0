from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from web.questions.keeping import (
    LONGEST_ADDRESS,
    address,
    kept_link,
    kept_turn,
    way_back,
    whole_address,
)

LONG = "é" * 300  # 1,800 bytes in an address


def test_a_link_into_a_document_keeps_its_place_and_the_last_questions() -> None:
    link = kept_link("/documents/a?cite=1-2#cited", address("Why & how?", ["1", "2", "3", "4"]))
    parts = urlsplit(link)
    assert (parts.path, parts.fragment) == ("/documents/a", "cited")
    kept = {"cite": ["1-2"], "q": ["Why & how?"], "earlier": ["2", "3", "4"]}
    assert parse_qs(parts.query) == kept


def test_a_conversation_too_long_for_an_address_loses_its_oldest_questions() -> None:
    kept = address("Why?", ["1" + LONG, "2" + LONG, "3" + LONG])
    assert len(LONG) < len(kept) <= LONGEST_ADDRESS
    assert parse_qs(kept) == {"q": ["Why?"], "earlier": ["2" + LONG, "3" + LONG]}


def test_a_long_question_comes_before_those_earlier() -> None:
    assert parse_qs(address(LONG + LONG, [LONG])) == {"q": [LONG + LONG]}


def test_a_question_too_long_for_an_address_is_not_kept() -> None:
    assert address("é" * 2000, ["First?"]) == ""
    link = "/documents/a?cite=1-2#cited"
    assert kept_link(link, "") == link


def test_a_whole_address_leaves_nothing_out() -> None:
    assert parse_qs(whole_address("Why?", ["1", "2"])) == {"q": ["Why?"], "earlier": ["1", "2"]}
    assert whole_address("Why?", ["1" + LONG, "2" + LONG, "3" + LONG]) == ""


def test_a_way_back_leads_to_the_turn_that_a_link_came_from() -> None:
    for back, expected in (
        (kept_turn("conversation", "Ab-_9", 7), "/conversations/Ab-_9#turn-7"),
        (kept_turn("shared", "Ab-_9", 7), "/shared/Ab-_9#turn-7"),
        (address("Why?", ["Who?"]), "/?q=Why%3F&earlier=Who%3F"),
        ("", ""),
    ):
        link = kept_link("/documents/a?cite=1-2#cited", back)
        assert way_back(parse_qsl(urlsplit(link).query)) == expected


@pytest.mark.parametrize(
    "given", [{"conversation": "a/../b"}, {"conversation": "//evil", "turn": "1"}, {"shared": "a"}]
)
def test_no_way_back_leads_elsewhere(given: dict[str, str]) -> None:
    assert way_back([*{"turn": "x", **given}.items()]) == ""

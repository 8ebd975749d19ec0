from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from web.source.address import SourceAddress, source_address

PATH = "/documents/act"


def address(**query: str) -> SourceAddress:
    return source_address(PATH, MultiDict(query))


def test_a_link_keeps_the_places_and_the_way_back() -> None:
    query = MultiDict([("cite", "1-2,5-9"), ("q", "Why?"), ("earlier", "Who?"), ("page", "3")])
    assert source_address(PATH, query).link(hit=4) == (
        "/documents/act?cite=1-2,5-9&q=Why%3F&earlier=Who%3F&hit=4"
    )


def test_a_link_that_keeps_nothing_is_the_path() -> None:
    assert address(find="bees", hit="3").link() == PATH


@pytest.mark.parametrize("number", ["", "-1", "x", "1.5", "٣", "9" * 10])
def test_what_is_no_number_is_none(number: str) -> None:
    read = address(hit=number, page=number, section=number, part=number)
    assert (read.hit, read.page, read.section, read.part) == (0, 0, 0, 0)


def test_a_question_leads_back_to_the_chat() -> None:
    assert address(q="Why?").back == "/?q=Why%3F"
    assert address().back == ""


def test_of_a_long_search_only_the_beginning_is_looked_for() -> None:
    assert len(address(find="x" * 5000).find) == 200


def test_a_kept_conversation_leads_back_to_its_turn() -> None:
    read = address(conversation="abc", turn="2", cite="1-5")
    assert read.back == "/conversations/abc#turn-2"
    assert read.link(page=2) == f"{PATH}?cite=1-5&conversation=abc&turn=2&page=2"

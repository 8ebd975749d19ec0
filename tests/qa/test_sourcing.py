from __future__ import annotations

from dataclasses import replace

from qa.showing.sourcing import source_path, source_titles
from tests.web_helpers import citation

FIRST = citation("Bees are kept.", 10)


def test_a_source_is_named_by_title_and_edition() -> None:
    assert source_titles([FIRST]) == {"doc": "The Act (2nd)"}
    assert source_titles([citation("x", edition="")]) == {"doc": "The Act"}
    assert source_titles([citation("x", title="", edition="")]) == {"doc": "doc"}


def test_a_date_among_the_edition_is_told_in_words() -> None:
    assert source_titles([citation("x", edition="2031-04")]) == {"doc": "The Act (April 2031)"}
    named = citation("x", edition="2nd, revised, 2031-04-05")
    assert source_titles([named]) == {"doc": "The Act (2nd, revised, 5 April 2031)"}


def test_documents_that_are_called_the_same_are_told_apart_by_their_ids() -> None:
    cited = [FIRST, citation("x", document="copy"), citation("y", document="new", edition="3rd")]
    assert source_titles(cited) == {
        "doc": "The Act (2nd, doc)",
        "copy": "The Act (2nd, copy)",
        "new": "The Act (3rd)",
    }


def test_a_heading_that_repeats_the_title_is_left_out_of_the_path() -> None:
    path = ("The Act", "Scope")
    assert source_path(replace(FIRST, section=path)) == ("Scope",)
    assert source_path(replace(FIRST, title="Another", section=path)) == path

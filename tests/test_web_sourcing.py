from __future__ import annotations

from dataclasses import replace

from tests.web_helpers import citation
from web.sourcing import source_path, source_title

FIRST = citation("Bees are kept.", 10)


def test_a_source_is_named_by_title_and_edition() -> None:
    assert source_title(FIRST) == "The Act (2nd)"
    assert source_title(citation("x", edition="")) == "The Act"
    assert source_title(citation("x", title="", edition="")) == "doc"


def test_a_heading_that_repeats_the_title_is_left_out_of_the_path() -> None:
    path = ("The Act", "Scope")
    assert source_path(replace(FIRST, section=path)) == ("Scope",)
    assert source_path(replace(FIRST, title="Another", section=path)) == path

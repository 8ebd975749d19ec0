"""Titles without a label that show by a set form: back matter, table titles, titles in brackets."""

from __future__ import annotations

import re

from corpus.parsing.surroundings import Surroundings
from corpus.wording import folded, is_capitalised, is_closed, reads_as_title, words

NO_TITLE = "(<>|[—-"  # what no title without a set form begins with
_BACK_MATTER = frozenset(
    (
        *("glossary", "references", "bibliography", "acknowledgements", "acknowledgments"),
        *("abbreviations", "acronyms", "appendix", "annex", "index", "footnotes", "endnotes"),
    )
)
_BRACKETED = re.compile(r"\((?!(?:Photo|Source|Note|See|Figure|Table)\b)[A-Z][^()]{6,}\)")
_FEWEST_BRACKETED_WORDS = 3


def set_style(around: Surroundings, number: int) -> str:
    """Return the series of a title of a set form, empty if the line is none.

    The line stands alone, has no label and is no table row.
    """
    if folded(around.text(number)) in _BACK_MATTER:
        return "back_matter"
    if _is_table_title(around, number):
        return "table"
    return "run_in" if _is_run_in(around, number) else ""


def _is_table_title(around: Surroundings, number: int) -> bool:
    text = around.text(number)
    return (
        around.is_row(number + 1)
        and text[0] not in NO_TITLE
        and not around.bullet(number)
        and reads_as_title(text)
        and is_capitalised(text)
    )


def _is_run_in(around: Surroundings, number: int) -> bool:
    """Tell whether a line is a heading in brackets: announced, or with a body below it."""
    text = around.text(number)
    if not _BRACKETED.fullmatch(text):
        return False
    if around.is_announced(number):
        return True
    inner = text[1:-1]
    return (
        len(words(inner)) >= _FEWEST_BRACKETED_WORDS
        and reads_as_title(inner)
        and around.is_body(number + 1)
        and is_closed(around.text(number - 1))
    )

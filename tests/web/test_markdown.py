from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.counts import tries
from web.answers.markdown import escaped, quoted

_READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
_SIGNS = st.text(alphabet=" \t\n\r\fab1.)-+=*_`~<>[](){}#&;!|\\\"'/:@^$%^ 𝔸é", max_size=40)
_HOSTILE = (
    "</blockquote><script>alert(1)</script>\n\n# Taken\n> out\n```\n![x](http://evil)\n- [ ] a"
)


def read(markdown: str) -> list[tuple[str, str]]:
    """Return the blocks that a reader finds, each with the text that it shows."""
    tokens = _READER.parse(markdown)
    blocks = [token.type for token in tokens if token.nesting == 1]
    shown = []
    for token in tokens:
        for child in token.children or ():
            shown.append("\n" if child.type == "softbreak" else child.content)
            if child.type not in ("text", "text_special", "softbreak"):
                blocks.append(child.type)
    return [(" ".join(blocks), "".join(shown))]


@pytest.mark.scale
@settings(max_examples=tries(300, 20_000))
@given(_SIGNS.filter(lambda text: text.strip()))
def test_a_quote_is_shown_sign_for_sign_and_nothing_else_with_it(text: str) -> None:
    assert read(quoted(text)) == [("blockquote_open paragraph_open", text)]


@pytest.mark.parametrize(
    "text", [_HOSTILE, "1. one\n2) two", "===\n---", "    code", "a  \nb\\\nc"]
)
def test_text_that_means_something_in_markdown_stays_text(text: str) -> None:
    assert read(quoted(text)) == [("blockquote_open paragraph_open", text)]


def test_what_follows_a_quote_is_outside_it() -> None:
    assert (
        _READER.render(f"{quoted('a')}\nb") == "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n"
    )


def test_a_long_text_of_signs_takes_no_time() -> None:
    started = process_time()
    escaped("*_\n <1" * 20_000 + " " * 100_000 + "1" * 100_000)
    assert process_time() - started < 1

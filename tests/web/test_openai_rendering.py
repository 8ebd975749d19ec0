"""Answers as Markdown messages, and the way back."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.answer import (
    Answer,
    AnswerKind,
    Citation,
    Context,
    Coverage,
    Gap,
    Item,
    NearPassage,
    Remark,
)
from tests.web_helpers import citation
from web.openai_api.markdown import escaped, unescaped
from web.openai_api.rendering import Message, message, text_of_message

ROOT = "http://host.example"
LINE = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1)
MARKUP = st.text(r"*_`[]()<>#-+.1 &;~\|=:ab", min_size=1)


def span(text: str, *cited: Citation, **more: str) -> Answer:
    return Answer(AnswerKind.SPAN, text=text, citations=cited or (citation("42 hives."),), **more)  # type: ignore[arg-type]


def items(*texts: str) -> tuple[Item, ...]:
    return tuple(Item(text, citation("a hive", 10 * n)) for n, text in enumerate(texts))


def of_items(kind: AnswerKind, *texts: str, text: str = "", expected: int | None = None) -> Answer:
    found = items(*texts)
    cited = tuple(each.citation for each in found)
    return Answer(kind, text=text, items=found, citations=cited, expected=expected)


def rendered(answer: Answer) -> Message:
    return message(answer, ROOT)


@given(LINE | MARKUP)
def test_any_line_comes_back_from_markdown(line: str) -> None:
    assert unescaped(escaped(line)) == line


@pytest.mark.parametrize(
    "line",
    [
        "*not strong* and _not_ either",
        "1. no list",
        "- no point",
        "# no heading",
        "<b>no tag</b>",
        "a `code` & &lt; entity",
        "[no](link) [either][1]",
        "~~kept~~ \\* C:\\path",
        "| no | table |",
    ],
)
def test_what_looks_like_markup_is_shown_as_it_stands(line: str) -> None:
    shown = MarkdownIt("commonmark").parse(f"> {escaped(line)}")
    inline = [token for token in shown if token.type == "inline"]
    assert [token.level for token in inline] == [2]  # a paragraph in the quote
    words = "".join(
        child.content
        for child in inline[0].children or ()
        if child.type in ("text", "text_special")
    )
    assert words == line


def test_a_quote_without_markup_stands_in_the_message_letter_by_letter() -> None:
    text = "In FY 2007 (4th year), $468 million - 70% of it - was paid [see Annex A]; cf. no. 3."
    assert f"> {text} [1](" in rendered(span(text)).content


def test_every_link_is_where_it_is_said_to_be_and_opens_the_source() -> None:
    answer = span("42 hives.", citation("42 hives.", 7), citation("42 hives.", 90), answer="42")
    found = rendered(answer)
    assert [found.content[link.start : link.end] for link in found.links] == [
        f"[{number}]({ROOT}{cited.link})" for number, cited in enumerate(answer.citations, start=1)
    ]
    assert {link.title for link in found.links} == {"The Act (2nd)"}


def test_the_sources_stand_below_by_their_numbers() -> None:
    found = rendered(span("42 hives.", citation("42 hives.", section="1. Scope [a]")))
    link = f"{ROOT}/documents/doc?cite=0-9#cited"
    assert found.content.endswith(f"Sources:\n\n1. [The Act (2nd)]({link}) › 1. Scope [a]")


TEXTS = st.lists(LINE | MARKUP, min_size=1, max_size=4).map("\n".join)


@given(TEXTS)
def test_the_text_of_an_answer_comes_back_from_its_message(text: str) -> None:
    assert text_of_message(rendered(span(text)).content) == text


@given(st.lists(LINE | MARKUP, min_size=1, max_size=4))
def test_the_text_of_a_list_comes_back_from_its_message(texts: list[str]) -> None:
    answer = of_items(AnswerKind.LIST, *texts, text="\n".join(texts), expected=len(texts))
    content = rendered(answer).content
    assert text_of_message(content) == answer.text


@given(st.lists(LINE | MARKUP, min_size=1, max_size=3), TEXTS)
def test_items_that_are_not_the_text_do_not_come_back_as_it(texts: list[str], text: str) -> None:
    answer = of_items(AnswerKind.LIST, *texts, text=text)
    assert text_of_message(rendered(answer).content) == text


@pytest.mark.parametrize(
    "answer",
    [
        Answer(AnswerKind.NOT_FOUND),
        Answer(AnswerKind.NOT_FOUND, remark=Remark.GREETING, suggestions=("Who pays?",)),
        Answer(
            AnswerKind.NOT_FOUND,
            missing="wasps",
            gap=Gap.NOWHERE,
            nearest=(NearPassage("> 42 hives.", citation("42 hives.")),),
        ),
        of_items(AnswerKind.LEDGER, "> June 2006", "> July 2007"),
        Answer(
            AnswerKind.LEDGER,
            items=items("June 2006"),
            citations=(citation("a hive"),),
            context=(Context("Meetings", citation("a hive")),),
            coverage=Coverage(7, 7),
        ),
    ],
)
def test_an_answer_without_text_gives_none_back(answer: Answer) -> None:
    assert text_of_message(rendered(answer).content) == ""


@pytest.mark.parametrize("content", ["", "Hello, what would you like to know?", "42\n\nhives"])
def test_what_another_said_is_its_own_text(content: str) -> None:
    assert text_of_message(content) == content


def test_other_line_ends_make_no_difference() -> None:
    content = rendered(span("One line.\nAnother.")).content
    assert text_of_message(content.replace("\n", "\r\n")) == "One line.\nAnother."


@pytest.mark.parametrize("repeated", [" [1](a)", " [1](", "> ", "\\", "[", "1 row; 1 of ", "- "])
def test_hostile_messages_are_read_in_linear_time(repeated: str) -> None:
    content = f"> {repeated * (100_000 // len(repeated))}"
    started = process_time()
    text_of_message(content + "x")
    text_of_message(content)
    text_of_message(content[2:])
    escaped(content)
    assert process_time() - started < 1.0

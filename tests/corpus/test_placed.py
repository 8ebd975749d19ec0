from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.placed import placed, shown_text
from corpus.span import Span
from corpus.wording import plain


def _whole(text: str) -> Span:
    return Span(0, len(text))


def test_white_space_is_folded_and_every_word_keeps_its_place() -> None:
    text = "The  office\n  was set up."
    shown = placed(text, [_whole(text)])
    assert shown.text == "The office was set up."
    at = shown.text.index("set")
    assert shown.offsets[at] == text.index("set")


def test_a_stretch_with_marks_inside_is_quoted_with_them() -> None:
    text = "Paid \\$15 **million** in [total](http://x.org)."
    shown = placed(text, [_whole(text)])
    assert shown.text == "Paid $15 million in total."
    start = shown.text.index("$15")
    (span,) = shown.spans(start, start + len("$15 million in total"))
    assert span.of(text) == "$15 **million** in [total"


def test_a_stretch_over_two_parts_has_a_span_in_each() -> None:
    text = "They will\n\n12\n\nmeet again."
    first, second = Span(0, 9), Span(15, 26)
    shown = placed(text, [first, second])
    assert shown.text == "They will meet again."
    assert [span.of(text) for span in shown.spans(5, 14)] == ["will", "meet"]


def test_white_space_alone_stands_nowhere() -> None:
    shown = placed("one two", [Span(0, 7)])
    assert shown.spans(3, 4) == ()


def test_parts_that_show_nothing_add_nothing() -> None:
    text = "~~gone~~ stays"
    shown = placed(text, [Span(0, 8), Span(9, 14)])
    assert shown.text == "stays"
    assert [span.of(text) for span in shown.spans(0, 5)] == ["stays"]


def test_marks_are_shown_where_there_is_nothing_else() -> None:
    assert placed("***", [Span(0, 3)]).text == "***"


@given(st.text(alphabet="ab1 .\n*_~\\[]()<br>^{}!é文", max_size=60).filter(str.strip))
def test_the_shown_text_is_the_plain_text_and_its_characters_are_those_of_the_document(
    text: str,
) -> None:
    shown = placed(text, [_whole(text)])
    assert shown.text == plain(text) or not plain(text)
    assert len(shown.offsets) == len(shown.parts) == len(shown.text)
    for character, offset in zip(shown.text, shown.offsets, strict=True):
        assert character == text[offset] or character == " "
    assert list(shown.offsets) == sorted(shown.offsets)


@given(st.text(alphabet="ab1 .\n*_~\\[]()<br>^{}!é文", min_size=1, max_size=60), st.integers(1, 60))
def test_the_shown_text_alone_is_that_with_places(text: str, cut: int) -> None:
    cut = min(cut, len(text))
    parts = [Span(0, cut), *([Span(cut, len(text))] if cut < len(text) else [])]
    assert shown_text(text, parts) == placed(text, parts).text

from __future__ import annotations

from qa.excerpt import excerpt


def _span(text: str, answer: str) -> tuple[str, int, int]:
    start = text.index(answer)
    return text, start, start + len(answer)


def _of_words(count: int, name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def test_a_short_sentence_is_shown_whole() -> None:
    text = "The gate, which is old, opens at six."
    assert excerpt(*_span(text, "six")) == text


def test_a_long_sentence_with_its_answer_early_is_shown_whole() -> None:
    text = f"The gate opens at six, {_of_words(80, 'w')}."
    assert excerpt(*_span(text, "six")) == text


def test_a_late_answer_is_shown_from_the_first_clause_that_brings_it_into_view() -> None:
    text = f"{_of_words(40, 'a')}, {_of_words(20, 'b')}, {_of_words(20, 'c')}, it opens at six."
    shown = excerpt(*_span(text, "six"))
    assert shown == f"… {_of_words(20, 'b')}, {_of_words(20, 'c')}, it opens at six."
    assert "six." in shown.split()[:50]


def test_a_late_answer_behind_no_clause_is_shown_first() -> None:
    text = f"{_of_words(90, 'a')} opens at six today."
    assert excerpt(*_span(text, "six")) == "… six today."


def test_an_answer_longer_than_what_is_seen_is_shown_from_its_start() -> None:
    text = f"{_of_words(30, 'a')}, {_of_words(90, 'b')}."
    start = text.index("b0")
    assert excerpt(text, start, len(text)) == f"… {text[start:]}"


def test_the_end_is_never_cut() -> None:
    text = f"{_of_words(70, 'a')}, at six, {_of_words(500, 'b')}."
    assert excerpt(*_span(text, "six")).endswith(text[-200:])


def test_a_long_answer_that_opens_the_text_leaves_it_whole() -> None:
    text = f"{_of_words(90, 'a')}."
    assert excerpt(text, 0, len(text)) == text

"""Whatever the documents say: each citation gets the verdict that what happened to it deserves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.span import Span
from qa.answer import Citation
from qa.citation import cite
from qa.verifying.given import Given
from qa.verifying.verdicts import CitationVerdict, Verdict
from qa.verifying.verify import verify
from tests.counts import tries
from tests.qa_helpers import Shelf, parsed

pytestmark = pytest.mark.scale

always_alike = settings(
    max_examples=tries(60, 1000),
    suppress_health_check=list(HealthCheck),
)
PAGE_BREAK = "\n\n\f\n"
LETTERS = "aeiouklmnprstéßøжש𝐀𝐁𐐀𐐨"
# In place of {} a number of its own, lest two passages be alike for their numbers.
SIGNS = ("", "", "", ",", " 🐝", " –", ")", " {0}.{0}5", "…")
GAPS = (" ", "\n", "\n\n", "  \n", "\r\n\r\n")


@dataclass(frozen=True)
class Passage:
    """The parts of a passage that is cited; a page break stands between two."""

    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return PAGE_BREAK.join(self.parts)


@st.composite
def passages(draw: st.DrawFn, number: int) -> Passage:
    """Draw a passage of one or two parts whose words no other passage has."""
    parts = draw(st.integers(1, 2))
    words = [
        [
            f"Q{_letters(number)}{_letters(part)}{_letters(n)}q{draw(st.text(LETTERS, max_size=4))}"
            f"{draw(st.sampled_from(SIGNS)).format(f'{number}{part}{n}') if n else ''}"
            for n in range(draw(st.integers(4, 9)))
        ]
        for part in range(parts)
    ]
    said = [" ".join(each) for each in words]
    return Passage((*said[:-1], f"{said[-1]} end{_letters(number)}."))


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[Passage], list[str]]:
    """Draw the passages of a document and what stands after each."""
    count = draw(st.integers(5, 9))
    drawn = [draw(passages(number)) for number in range(count)]
    return drawn, [draw(st.sampled_from(GAPS)) for _ in range(count)]


def _letters(number: int) -> str:
    """Return a number in letters, so that it is one word with what follows."""
    return "".join("bcdfghjvwx"[int(digit)] for digit in str(number))


def joined(drawn: Sequence[Passage], gaps: Sequence[str]) -> str:
    return "".join(each.text + gap for each, gap in zip(drawn, gaps, strict=True))


def spans(drawn: Sequence[Passage], gaps: Sequence[str], number: int) -> list[Span]:
    """Return where the parts of a passage stand in the joined text."""
    start = len(joined(drawn[:number], gaps[:number]))
    found = []
    for part in drawn[number].parts:
        found.append(Span(start, start + len(part)))
        start += len(part) + len(PAGE_BREAK)
    return found


def verified(
    old: tuple[list[Passage], list[str]], number: int, text: str
) -> tuple[Citation, CitationVerdict]:
    """Cite a passage of the old text and hold the citation against the new one."""
    citation = cite(parsed(joined(*old)), spans(*old, number))
    (answer,) = verify((Given("", (citation,)),), Shelf(parsed(text))).answers
    (found,) = answer.citations
    for part in found.parts:
        assert part.now is None or text[part.now.start : part.now.end] == part.now.quote
    return citation, found


def places(found: CitationVerdict) -> list[Span | None]:
    return [Span(p.now.start, p.now.end) if p.now else None for p in found.parts]


numbers = st.integers(0, 10**6)


@always_alike
@given(texts(), numbers)
def test_a_document_that_is_indexed_again_keeps_every_citation(
    old: tuple[list[Passage], list[str]], number: int
) -> None:
    citation, found = verified(old, number % len(old[0]), joined(*old))
    assert found.verdict is Verdict.SAME
    assert found.now == citation


@always_alike
@given(texts(), numbers, passages(99), numbers, st.sampled_from(("in", "out", "other")))
def test_after_an_edit_elsewhere_a_citation_points_at_its_passage(
    old: tuple[list[Passage], list[str]], number: int, other: Passage, at: int, edit: str
) -> None:
    drawn, gaps = old
    number %= len(drawn)
    at %= len(drawn)
    if abs(at - number) < 2:  # a neighbour is part of what tells a repeated passage
        at = (number + 2) % len(drawn) if number + 2 < len(drawn) else number - 2
    new, new_gaps = list(drawn), list(gaps)
    if edit == "out":
        del new[at], new_gaps[at]
    elif edit == "in":
        new.insert(at, other)
        new_gaps.insert(at, "\n\n")
    else:
        new[at] = other
    here = number + (len(new) - len(drawn) if at < number else 0)
    _, found = verified(old, number, joined(new, new_gaps))
    assert places(found) == spans(new, new_gaps, here)
    assert found.verdict is (
        Verdict.SAME if spans(new, new_gaps, here) == spans(*old, number) else Verdict.MOVED
    )


@always_alike
@given(texts(), numbers, numbers, passages(99))
def test_of_a_passage_that_stands_twice_the_cited_one_is_found_again(
    old: tuple[list[Passage], list[str]], number: int, at: int, other: Passage
) -> None:
    drawn, gaps = list(old[0]), list(old[1])
    number %= len(drawn)
    twin = at % len(drawn)
    if abs(twin - number) < 2:
        twin = (number + 2) % len(drawn) if number + 2 < len(drawn) else number - 2
    drawn[twin] = drawn[number]
    new, new_gaps = [other, *drawn], ["\n", *gaps]
    _, found = verified((drawn, gaps), number, joined(new, new_gaps))
    assert places(found) == spans(new, new_gaps, number + 1)
    assert found.verdict is Verdict.MOVED


@always_alike
@given(texts(), numbers, numbers)
def test_a_passage_that_was_moved_is_found_at_its_new_place(
    old: tuple[list[Passage], list[str]], number: int, at: int
) -> None:
    new, new_gaps = list(old[0]), list(old[1])
    number %= len(new)
    passage, gap = new.pop(number), new_gaps.pop(number)
    at %= len(new) + 1
    new.insert(at, passage)
    new_gaps.insert(at, gap)
    _, found = verified(old, number, joined(new, new_gaps))
    assert places(found) == spans(new, new_gaps, at)
    assert found.verdict is (Verdict.SAME if at == number else Verdict.MOVED)


@always_alike
@given(texts(), numbers, numbers, numbers, st.booleans())
def test_a_passage_of_which_a_word_was_edited_has_changed(
    old: tuple[list[Passage], list[str]], number: int, part: int, word: int, lengthens: bool
) -> None:
    drawn, gaps = list(old[0]), old[1]
    number %= len(drawn)
    parts = list(drawn[number].parts)
    part %= len(parts)
    words = parts[part].split(" ")
    place = word % len(words)
    # The last word ends the sentence with its full stop, whatever is written for it.
    words[place] = "rewritten" + (words[place] if lengthens else "." * (place == len(words) - 1))
    parts[part] = " ".join(words)
    drawn[number] = Passage(tuple(parts))
    _, found = verified(old, number, joined(drawn, gaps))
    assert found.verdict is Verdict.CHANGED
    assert found.parts[part].verdict is Verdict.CHANGED
    assert [each.verdict for n, each in enumerate(found.parts) if n != part] in (
        [],
        [Verdict.SAME],
        [Verdict.MOVED],
    )
    now = found.parts[part].now
    assert now is not None
    assert now.quote.strip(".") == parts[part].strip(".")


@always_alike
@given(texts(), numbers)
def test_a_passage_that_was_cut_out_is_gone(
    old: tuple[list[Passage], list[str]], number: int
) -> None:
    drawn, gaps = list(old[0]), list(old[1])
    number %= len(drawn)
    del drawn[number], gaps[number]
    _, found = verified(old, number, joined(drawn, gaps))
    assert found.verdict is Verdict.GONE
    assert found.now is None


@always_alike
@given(texts(), numbers, passages(99), passages(98), numbers)
def test_in_a_new_edition_whatever_stands_is_found_with_any_white_space(
    old: tuple[list[Passage], list[str]], number: int, one: Passage, other: Passage, turn: int
) -> None:
    number %= len(old[0])
    turn %= len(old[0])
    order = [*range(turn, len(old[0])), *range(turn)]
    new = [one, *(old[0][n] for n in order if n == number or n % 2), other]
    text = joined(new, ["\n \n"] * len(new)).replace(" end", "\n\u2003end")
    _, found = verified(old, number, text)
    assert found.verdict is Verdict.MOVED
    for part in found.parts:
        assert part.now is not None
        assert part.now.quote.split() == part.old.quote.split()

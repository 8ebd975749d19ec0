from __future__ import annotations

import time
from dataclasses import replace

import pytest

from corpus.span import Span
from corpus.structure import Section, StructuredDocument
from qa.answer import Citation, Part
from qa.citation import cite
from qa.verifying.citations import Verified
from qa.verifying.verdicts import CitationVerdict, Verdict, worst
from tests.qa_helpers import LANTERN, parsed

FERRY = """\
Ferry Order

1. Crossings

The ferry crosses the sound four times a day. In winter the last crossing is at three. Bicycles
travel free of charge.

2. Tickets

A single ticket costs 12 crowns. A season ticket costs 340 crowns and is sold at the quay. Lost
tickets are not replaced.

3. Animals

Dogs travel on deck. Bicycles travel free of charge.
"""
SEASON = "A season ticket costs 340 crowns and is sold at the quay."
FREE = "Bicycles\ntravel free of charge."


def cited(text: str, *quotes: str, nth: int = 0) -> Citation:
    """Return the citation of quotes that follow each other, the first being the nth in the text."""
    spans, start = [], -1
    for _ in range(nth + 1):
        start = text.index(quotes[0], start + 1)
    for quote in quotes:
        start = text.index(quote, start)
        spans.append(Span(start, start + len(quote)))
        start += len(quote)
    return cite(parsed(text), spans)


def verified(citation: Citation, text: str) -> CitationVerdict:
    """Return what became of a citation, and check that what is quoted now stands there."""
    document: StructuredDocument = parsed(text)
    found = Verified(document).verdict(citation)
    for part in found.parts:
        assert part.now is None or text[part.now.start : part.now.end] == part.now.quote
    if found.now is not None:
        assert all(text[part.start : part.end] == part.quote for part in found.now.parts)
    return found


def now(citation: Citation, text: str) -> tuple[str, str]:
    """Return the verdict on a citation of one part and what is quoted now."""
    found = verified(citation, text)
    (part,) = found.parts
    assert part.verdict == found.verdict
    return found.verdict, part.now.quote if part.now else ""


def test_a_quote_of_the_very_same_text_is_the_same() -> None:
    citation = cited(FERRY, SEASON)
    found = verified(citation, FERRY)
    assert found.verdict is Verdict.SAME
    assert found.now == citation


def test_a_quote_before_an_edit_is_the_same() -> None:
    text = FERRY.replace("Dogs", "All dogs")
    assert now(cited(FERRY, SEASON), text) == (Verdict.SAME, SEASON)


def test_a_quote_after_an_edit_has_moved_to_new_offsets() -> None:
    text = FERRY.replace("four times", "thirteen times")
    found = verified(cited(FERRY, SEASON), text)
    assert found.verdict is Verdict.MOVED
    assert found.now == cited(text, SEASON)
    assert found.parts[0].now == found.now.parts[0]


def test_a_quote_with_other_line_breaks_has_moved() -> None:
    text = FERRY.replace("340 crowns and", "340\ncrowns  and")
    moved = SEASON.replace("340 crowns and", "340\ncrowns  and")
    assert now(cited(FERRY, SEASON), text) == (Verdict.MOVED, moved)


def test_of_repeated_quotes_the_one_with_the_old_surroundings_is_taken() -> None:
    free = "travel free of charge."
    for nth in (0, 1):
        text = f"Preface. Guide dogs travel free of charge.\n\n{FERRY}"
        citation = cited(FERRY, free, nth=nth)
        assert verified(citation, text).now == cited(text, free, nth=nth + 1)


def test_of_repeated_quotes_with_like_surroundings_the_nearest_is_taken() -> None:
    line = "The bell rings once.\n\n"
    text = line * 9
    citation = cited(text, line.strip(), nth=4)
    longer = f"Bells\n\n{text}"
    found = verified(citation, longer)
    assert found.parts[0].now is not None
    assert found.parts[0].now.start == longer.index(line) + 4 * len(line)


def test_a_changed_figure_is_told_with_the_sentence_as_it_is_now() -> None:
    text = FERRY.replace("340 crowns", "355 crowns")
    assert now(cited(FERRY, SEASON), text) == (Verdict.CHANGED, SEASON.replace("340", "355"))


@pytest.mark.parametrize("first", ["Each", "A new", "Even a"])
def test_a_changed_sentence_is_found_from_its_beginning_elsewhere(first: str) -> None:
    changed = SEASON.replace("A season", f"{first} season")
    text = FERRY.replace(f" {SEASON}", "").replace("Dogs travel", f"Cats sleep. {changed} Dogs")
    assert now(cited(FERRY, SEASON), text) == (Verdict.CHANGED, changed)


def test_a_number_that_grew_by_a_digit_has_changed() -> None:
    quote = "12 crowns."
    text = FERRY.replace("12 crowns", "112 crowns")
    assert now(cited(FERRY, quote), text) == (Verdict.CHANGED, "112 crowns.")


def test_a_number_that_got_a_fraction_has_changed() -> None:
    text = "The toll is 12"
    assert now(cited(text, "The toll is 12"), f"{text}.5 crowns.")[0] is Verdict.CHANGED


def test_a_quote_that_began_within_a_word_is_found_again_there() -> None:
    text = f"Seven rules.\n\n{FERRY}"
    assert now(cited(FERRY, "eason ticket costs 3"), text)[0] is Verdict.MOVED


def test_an_accent_added_to_the_last_letter_is_a_change() -> None:
    citation = cited("They met at the Cafe", "They met at the Cafe")
    assert now(citation, "They met at the Cafe\u0301 in May.")[0] is Verdict.CHANGED


def test_a_quote_that_was_cut_out_is_gone() -> None:
    found = verified(cited(FERRY, SEASON), FERRY.replace(f" {SEASON}", ""))
    assert found.verdict is Verdict.GONE
    assert found.is_held
    assert found.now is None
    assert found.parts[0].link == ""


def test_what_stands_in_the_place_of_a_quote_is_told_whatever_it_says() -> None:
    text = FERRY.replace(SEASON, "Children under seven pay nothing.")
    assert now(cited(FERRY, SEASON), text) == (Verdict.CHANGED, "Children under seven pay nothing.")


def test_a_forged_quote_of_the_same_text_is_not_the_same() -> None:
    real = cited(FERRY, SEASON)
    (part,) = real.parts
    forged = replace(part, quote=part.quote.replace("340", "100"))
    assert now(replace(real, parts=(forged,)), FERRY) == (Verdict.CHANGED, SEASON)


def test_offsets_beyond_the_text_do_no_harm() -> None:
    real = cited(FERRY, SEASON)
    far = Part(10**12, 10**12 + len(SEASON), SEASON)
    assert now(replace(real, parts=(far,)), FERRY) == (Verdict.MOVED, SEASON)


def test_a_quote_of_blanks_that_stands_nowhere_is_gone() -> None:
    real = cited(FERRY, SEASON)
    blank = Part(3, 6, "\t\t\t")
    assert now(replace(real, parts=(blank,), prefix="", suffix=""), FERRY)[0] is Verdict.GONE


def test_both_parts_of_a_sentence_move_together() -> None:
    parts = ("the masters of vessels that lie in the outer roads may", "read on any weekday")
    text = LANTERN.replace("at dusk", "at nightfall")
    found = verified(cited(LANTERN, *parts), text)
    assert [part.verdict for part in found.parts] == [Verdict.MOVED, Verdict.MOVED]
    assert found.now == cited(text, *parts)


def test_a_sentence_that_stands_twice_keeps_its_parts_together() -> None:
    page = "The warden may\n\f\nring the bell.\n\n"
    text = page * 4
    citation = cited(text, "The warden may", "ring the bell.", nth=2)
    longer = f"Bells\n\n{text}"
    assert verified(citation, longer).now == cited(
        longer, "The warden may", "ring the bell.", nth=2
    )


def test_one_part_may_change_while_the_other_stands() -> None:
    parts = ("the masters of vessels that lie in the outer roads may", "read on any weekday")
    text = LANTERN.replace("lie in the outer", "ride in the outer")
    found = verified(cited(LANTERN, *parts), text)
    assert [part.verdict for part in found.parts] == [Verdict.CHANGED, Verdict.MOVED]
    assert found.verdict is Verdict.CHANGED
    assert found.now is not None
    assert found.now.parts[0].quote == parts[0].replace("lie", "ride")


def test_a_word_glued_before_the_second_part_is_a_change() -> None:
    parts = ("the masters of vessels that lie in the outer roads may", "read on any weekday")
    found = verified(cited(LANTERN, *parts), LANTERN.replace("read on any", "reread on any"))
    assert found.parts[1].verdict is Verdict.CHANGED
    assert found.parts[1].now is not None
    assert found.parts[1].now.quote.startswith("reread on any weekday")


def test_a_quote_that_came_without_surroundings_is_taken_as_whole_words() -> None:
    bare = replace(cited(FERRY, "12 crowns."), prefix="", suffix="")
    assert now(bare, f"Seven rules.\n\n{FERRY}") == (Verdict.MOVED, "12 crowns.")
    assert now(bare, FERRY.replace("12 crowns", "112 crowns"))[0] is Verdict.CHANGED


def test_parts_that_changed_places_make_the_citation_changed() -> None:
    old = "Bells ring at noon.\n\nHorns sound at dusk.\n"
    citation = cited(old, "Bells ring at noon.", "Horns sound at dusk.")
    found = verified(citation, "Horns sound at dusk.\n\nBells ring at noon.\n")
    assert {part.verdict for part in found.parts} == {Verdict.MOVED}
    assert found.verdict is Verdict.CHANGED
    assert found.now is None


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    citation = cited("The 🐝 flies. The 𝄞 sounds.", "The 𝄞 sounds.")
    assert now(citation, "🐝🐝 The 𝄞 sounds.") == (Verdict.MOVED, "The 𝄞 sounds.")


def test_a_script_without_spaces_is_compared_letter_by_letter() -> None:
    old = "前文。会議は毎年三月に開催される。後文。"
    new = "はじめに。会議は毎年五月に開催される。おわり。"
    quote = "会議は毎年三月に開催される。"
    assert now(cited(old, quote), new) == (Verdict.CHANGED, quote.replace("三", "五"))


def test_the_worst_verdict_counts() -> None:
    assert worst([Verdict.MOVED, Verdict.GONE, Verdict.SAME]) is Verdict.GONE
    assert worst([Verdict.CHANGED, Verdict.MOVED]) is Verdict.CHANGED
    assert worst([]) is Verdict.SAME


@pytest.mark.parametrize("unit", ["a", "the bee. ", "! ", "会"])
@pytest.mark.parametrize("quote", ["a", "the bees ", "会議は"])
def test_a_hostile_quote_is_looked_for_in_linear_time(unit: str, quote: str) -> None:
    text = "x " + unit * (200_000 // len(unit))
    source = replace(parsed(FERRY).document, text=text)
    document = Verified(
        StructuredDocument(source, (Section(0, None, 0, None, (), Span(0, 2)),), ())
    )
    long = "b" + quote * (100_000 // len(quote))
    real = cited(FERRY, SEASON)
    begin = time.process_time()
    for around in ("", unit * 8):
        part = Part(100_000, 100_000 + len(long), long)
        document.verdict(replace(real, parts=(part,), prefix=around, suffix=around))
    assert time.process_time() - begin < 2

"""Which document of a collection takes the place of which, and what is in force on a day."""

import pytest

from corpus.document import Metadata
from corpus.editions import Candidate, Editions, Replacement, Superseded, first_day, superseded
from corpus.sketch import resemblance, sketch

FEES = "The fee for a berth is {} crowns. Boats are inspected once a year by the harbour master."
OTHER = "Lamps on the quay are lit at dusk and put out at dawn, except in the weeks of midsummer."


def document(
    date: str = "", text: str = FEES, title: str = "Harbour Rules", **about: str
) -> Candidate:
    return Candidate(Metadata(title=title, date=date, **about), sketch(text))


def found(
    said: dict[str, Replacement] | None = None, apart: tuple[str, ...] = (), **documents: Candidate
) -> dict[str, tuple[str, str]]:
    return {
        each.document: (each.by, each.since) for each in superseded(documents, said or {}, apart)
    }


def test_a_later_document_of_the_same_title_and_much_of_the_text_is_a_new_edition() -> None:
    editions = found(a=document("2018"), b=document("March 2021", FEES.replace("{}", "9")))
    assert editions == {"a": ("b", "2021-03-01")}


def test_case_and_white_space_of_title_and_issuer_make_no_difference() -> None:
    one = document("2018", issuer="Harbour Board")
    other = document("2021", title="HARBOUR  rules", issuer="harbour board")
    assert found(a=one, b=other) == {"a": ("b", "2021-01-01")}


@pytest.mark.parametrize(
    "other",
    [
        document("2021", title="Rules of the Harbour"),
        document("2021", issuer="Harbour Board"),
        document("2021", language="da"),
        document("2021", OTHER),
        document("2018"),
        document(""),
    ],
)
def test_another_title_issuer_language_or_text_or_no_later_date_is_no_new_edition(
    other: Candidate,
) -> None:
    assert found(a=document("2018"), b=other) == {}


def test_documents_without_a_title_are_no_editions_of_each_other() -> None:
    assert found(a=document("2018", title=""), b=document("2021", title="")) == {}


def test_a_document_that_names_another_edition_is_one_however_much_was_rewritten() -> None:
    second = document("2021", OTHER, edition="Second edition")
    assert found(a=document("2018"), b=second) == {"a": ("b", "2021-01-01")}
    both = document("2018", edition="second edition")
    assert found(a=both, b=second) == {}


def test_each_edition_is_followed_by_the_next_one() -> None:
    editions = found(c=document("2021"), a=document("2015"), b=document("2018"))
    assert editions == {"a": ("b", "2018-01-01"), "b": ("c", "2021-01-01")}


def test_documents_of_one_day_are_both_followed_by_the_next_one() -> None:
    editions = found(a=document("2018"), b=document("2018"), c=document("2021"))
    assert editions == {"a": ("c", "2021-01-01"), "b": ("c", "2021-01-01")}


def test_what_was_said_goes_before_what_is_found() -> None:
    said = {"a": Replacement("c", "2026-11-22")}
    editions = found(said, a=document("2015"), b=document("2018"), c=document("2021", OTHER))
    assert editions == {"a": ("c", "2021-01-01")}


def test_a_newer_edition_without_a_date_counts_from_the_day_on_which_that_was_said() -> None:
    said = {"a": Replacement("b", "2026-11-22")}
    editions = found(said, a=document("2015"), b=document(text=OTHER))
    assert editions == {"a": ("b", "2026-11-22")}


def test_what_was_said_of_a_document_that_is_gone_does_not_count() -> None:
    said = {"a": Replacement("gone", "2026-11-22"), "gone": Replacement("a", "2026-11-22")}
    assert found(said, a=document("2015")) == {}


def test_a_document_set_apart_is_no_edition_unless_that_is_said() -> None:
    one, other = document("2015"), document("2018")
    assert found(apart=("a",), a=one, b=other) == {}
    assert found(apart=("b",), a=one, b=other) == {}
    said = {"a": Replacement("b", "2026-11-22")}
    assert found(said, apart=("a", "b"), a=one, b=other) == {"a": ("b", "2018-01-01")}


def test_no_document_stands_in_its_own_place_by_any_number_of_steps() -> None:
    said = {"b": Replacement("a", "2026-11-22")}
    assert found(said, a=document("2015"), b=document("2018")) == {"b": ("a", "2015-01-01")}
    round_about = {"a": "b", "b": "c", "c": "a"}
    said = {older: Replacement(newer, "2026-11-22") for older, newer in round_about.items()}
    undated = document(text=OTHER)
    assert found(said, a=undated, b=undated, c=undated) == {
        "a": ("b", "2026-11-22"),
        "b": ("c", "2026-11-22"),
    }


@pytest.mark.parametrize(
    ("date", "edition", "day"),
    [
        ("2018", "", "2018-01-01"),
        ("2018-08", "", "2018-08-01"),
        ("28 August 2017", "2nd", "2017-08-28"),
        ("2013 to 2017", "", "2013-01-01"),
        ("", "Revised March 2020", "2020-03-01"),
        ("soon", "2nd", ""),
    ],
)
def test_a_document_counts_from_the_first_day_of_its_date(
    date: str, edition: str, day: str
) -> None:
    assert first_day(Metadata(date=date, edition=edition)) == day


CHAIN = Editions(
    {"a": Superseded("a", "b", "2018-01-01"), "b": Superseded("b", "c", "2021-03-01")},
    {"a": "2015-06-01", "b": "2018-01-01", "c": "2021-03-01", "undated": ""},
)


@pytest.mark.parametrize(
    ("as_of", "in_force"),
    [
        ("", {"c", "undated"}),
        ("2015-05-31", {"undated"}),
        ("2015-06-01", {"a", "undated"}),
        ("2017-12-31", {"a", "undated"}),
        ("2018-01-01", {"b", "undated"}),
        ("2030-01-01", {"c", "undated"}),
    ],
)
def test_one_edition_is_in_force_on_every_day_since_the_first(
    as_of: str, in_force: set[str]
) -> None:
    assert CHAIN.days.keys() - CHAIN.hidden(as_of) == in_force


def test_a_document_stands_for_its_edition_of_a_day() -> None:
    assert CHAIN.in_force("c", "2016-01-01") == {"a"}
    assert CHAIN.in_force("a", "2022-01-01") == {"c"}
    assert CHAIN.in_force("b", "2019-01-01") == {"b"}
    assert CHAIN.in_force("c", "1999-01-01") == frozenset()


def test_the_newest_edition_is_the_one_that_nothing_supersedes() -> None:
    assert [CHAIN.newest(each) for each in ("a", "b", "c", "undated")] == ["c", "c", "c", "undated"]


def test_a_newer_edition_without_a_date_is_not_in_force_before_it_was_said_to_be_one() -> None:
    editions = Editions({"a": Superseded("a", "b", "2026-11-22")}, {"a": "2015-01-01", "b": ""})
    assert editions.hidden("2020-01-01") == {"b"}
    assert editions.hidden("2026-11-22") == {"a"}


def test_equal_texts_resemble_each_other_wholly_and_texts_without_words_not_at_all() -> None:
    assert resemblance(sketch(FEES), sketch(FEES.upper())) == 1.0
    assert resemblance(sketch(FEES), sketch(OTHER)) == 0.0
    assert resemblance(sketch("…"), sketch("…")) == 0.0


def test_a_long_text_that_grew_by_half_is_two_thirds_alike() -> None:
    words = " ".join(f"word{n}" for n in range(3000))
    grown = " ".join(f"word{n}" for n in range(4500))
    assert resemblance(sketch(words), sketch(grown)) == pytest.approx(2 / 3, abs=0.1)

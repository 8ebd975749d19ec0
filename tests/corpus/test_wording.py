import pytest

from corpus.wording import (
    adjacent_words,
    ends_mid_phrase,
    ends_sentence,
    folded,
    is_capitalised,
    is_closed,
    is_definition,
    plain,
    reads_as_title,
    starts_lower,
    words,
)


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("a **bold** and *slanted* word", "a bold and slanted word"),
        ("the ~~old~~ new quota", "the new quota"),
        (r"a fine of \$500 \*", "a fine of $500 *"),
        ("^{4.} Weights are gutted", "4. Weights are gutted"),
        ("see [the annex](annex.md#cod) now", "see the annex now"),
        ("see [the annex](https://a.no/b_(c)) now", "see the annex now"),
        ('see [the annex](annex.md "Annex") now', "see the annex now"),
        ("H<sub>2</sub>O<br>and ice", "H 2 O and ice"),
        ("<!-- draft --> The fleet", "The fleet"),
        ("one\n  two\tthree", "one two three"),
        ("the file_name of __it__", "the file_name of it"),
        ("5**th** boat, Goal 3**Fleet**", "5th boat, Goal 3Fleet"),
        (
            "*Weir and money laundering* or **dykes***, “*locks*” _too_",
            "Weir and money laundering or dykes, “locks” too",
        ),
        ("the **boat**(s) and *net*(s)", "the boat(s) and net(s)"),
        ("* Boats\n  * Nets", "Boats Nets"),
        ("<td nowrap width=20>12</td><a href=\"a.md\" class='b'>cod</a>", "12 cod"),
    ],
)
def test_plain_text_reads_without_marks(marked: str, read: str) -> None:
    assert plain(marked) == read


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2 * 3",
            "5*3",
            "2**3",
            "2*(3 + 4)",
            "(3 + 4)*2",
            "a _ b",
            "x <b and c> d",
            "x < b > c",
            "<a b> c",
        ),
        *("if a <i or b> 2", "the <s of 5>"),
    ],
)
def test_signs_that_are_no_marks_are_kept(text: str) -> None:
    assert plain(text) == text


def test_angle_brackets_that_are_no_tag_are_kept() -> None:
    assert plain("<Basic Policy> if x < y") == "<Basic Policy> if x < y"


def test_hyphens_and_apostrophes_join_words() -> None:
    assert words("The co-op's (2nd) boat") == ["The", "co-op's", "2nd", "boat"]


def test_folded_text_is_the_same_for_lines_that_differ_in_case_and_marks_only() -> None:
    assert folded("**1. Cod Quotas:**") == folded("1 cod quotas")


@pytest.mark.parametrize(
    "text",
    ["It ends.", "Does it?", 'He said "no."', "It ends.)", "It ends.¹", "**It ends.**", "終わり。"],
)
def test_a_finished_sentence_ends_with_a_stop_and_closing_signs(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "It goes on", "It goes on,", "the following:", "a; b;"])
def test_an_unfinished_sentence_does_not_end(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize("text", ["the nets;", "as follows:", "(in tonnes)", "| cod |", "Done."])
def test_a_closed_text_needs_nothing_to_follow(text: str) -> None:
    assert is_closed(text)


@pytest.mark.parametrize(
    "text", ["the harbours of", "cod, haddock,", "and/", "which shall", "cod –"]
)
def test_a_text_that_ends_with_a_binding_word_or_comma_goes_on(text: str) -> None:
    assert ends_mid_phrase(text)


@pytest.mark.parametrize("text", ["the harbours", "It ends.", "", "– a plan for the coast –"])
def test_other_texts_do_not_certainly_go_on(text: str) -> None:
    assert not ends_mid_phrase(text)


def test_marks_and_quotes_do_not_hide_a_small_first_letter() -> None:
    assert starts_lower("**“and so on")
    assert not starts_lower("(Cod)")
    assert not starts_lower("")


@pytest.mark.parametrize(
    "text",
    [
        "Quotas for the northern fleet",
        "Landing sites, etc.",
        "Payment out of the fund of C.R.F.",
        "Coastal Seafood Inc.",
        "How the fleet is counted",
    ],
)
def test_a_short_line_without_a_statement_reads_as_a_title(text: str) -> None:
    assert reads_as_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quotas for the fleet",
        "The fleet is counted in March.",
        "Quotas for the fleet of",
        "Quotas for cod, haddock,",
        "The catch fell. Quotas followed",
        "Each skipper who lands fish shall keep a log",
        "“Vessel” means a ship of more than 15 metres",
        "Cod " * 31,
        "C" * 251,
    ],
)
def test_statements_cut_lines_and_long_lines_are_no_titles(text: str) -> None:
    assert not reads_as_title(text)


def test_a_title_is_capitalised_if_most_of_its_weighty_words_are() -> None:
    assert is_capitalised("Quotas and Landings of the Fleet")
    assert is_capitalised("Landings in 2001")
    assert not is_capitalised("Quotas and landings by small boats")


@pytest.mark.parametrize(
    "text",
    [
        "**Vessel** means a ship of any size.",
        "“skipper” means the person in charge",
        "landing site means a quay that the Agency approves",
        "quota has the meaning given in section 4.",
    ],
)
def test_a_definition_names_its_term_first(text: str) -> None:
    assert is_definition(text)


@pytest.mark.parametrize(
    "text",
    ["This means the end of the quota.", "Reporting means available", "The quota is a means"],
)
def test_the_word_means_alone_makes_no_definition(text: str) -> None:
    assert not is_definition(text)


def test_adjacent_words_are_parted_by_one_space_and_no_line_break() -> None:
    assert adjacent_words("Coast Guard\nVessels  at sea") == {("Coast", "Guard"), ("at", "sea")}

from corpus.parsing.parser import section_at
from tests.corpus_helpers import structured, structured_markdown, tree

BODY = "\n\nBoats are counted in the harbour.\n\n"


def outline_of(*headings: str) -> list[str]:
    return tree(structured("It begins.\n\n" + "".join(heading + BODY for heading in headings)))


def test_a_series_that_opens_below_a_heading_nests_in_it() -> None:
    assert outline_of("II. Fleet", "1. Boats", "(1) Hulls", "a. Wood", "b. Steel", "(2) Sails") == [
        "II. Fleet",
        "  1. Boats",
        "    (1) Hulls",
        "      a. Wood",
        "      b. Steel",
        "    (2) Sails",
    ]


def test_the_same_styles_may_nest_the_other_way_round() -> None:
    assert outline_of("(1) Fleet", "A. Boats", "1. Hulls", "2. Sails", "B. Nets", "(2) Crew") == [
        "(1) Fleet",
        "  A. Boats",
        "    1. Hulls",
        "    2. Sails",
        "  B. Nets",
        "(2) Crew",
    ]


def test_a_number_that_goes_on_with_an_outer_series_closes_the_inner_ones() -> None:
    assert outline_of("1. Boats", "(1) Hulls", "■ Oak", "2. Nets") == [
        "1. Boats",
        "  (1) Hulls",
        "    Oak",
        "2. Nets",
    ]


def test_a_compound_number_stands_below_the_number_it_begins_with() -> None:
    assert outline_of("2 Fleet", "2-1 Boats", "(1) Hulls", "2-2 Nets") == [
        "2 Fleet",
        "  2-1 Boats",
        "    (1) Hulls",
        "  2-2 Nets",
    ]


def test_the_ninth_letter_goes_on_after_the_eighth() -> None:
    assert outline_of("(g) Hulls", "(h) Sails", "(i) Nets") == [
        "(g) Hulls",
        "(h) Sails",
        "(i) Nets",
    ]


def test_roman_numerals_open_a_series_of_their_own_below_a_letter() -> None:
    assert outline_of("(a) Boats", "(i) Hulls", "(ii) Sails", "(b) Nets") == [
        "(a) Boats",
        "  (i) Hulls",
        "  (ii) Sails",
        "(b) Nets",
    ]


def test_a_numbering_may_start_anew_under_the_next_heading() -> None:
    assert outline_of("Objective 1 Boats", "(1) Hulls", "Objective 2 Nets", "(1) Floats") == [
        "Objective 1 Boats",
        "  (1) Hulls",
        "Objective 2 Nets",
        "  (1) Floats",
    ]


def test_symbols_of_different_kinds_nest() -> None:
    assert outline_of("(1) Fleet", "■ Boats", "● Oak Hulls", "● Steel Hulls", "■ Nets") == [
        "(1) Fleet",
        "  Boats",
        "    Oak Hulls",
        "    Steel Hulls",
        "  Nets",
    ]


def test_declared_levels_decide_and_may_be_skipped() -> None:
    text = "# Plan\n\n### Boats\n\nOne.\n\n## Nets\n\nTwo.\n\n# Annex\n\nThree.\n"
    assert tree(structured_markdown(text)) == ["Plan", "  Boats", "  Nets", "Annex"]


def test_the_path_holds_the_titles_from_the_outermost_in() -> None:
    found = structured_markdown("# Plan\n\n## *Boats*\n\n### Hulls ###\n\nOak.\n")
    assert found.sections[-1].path == ("Plan", "Boats", "Hulls")


def test_section_zero_is_the_whole_document() -> None:
    found = structured("It begins.\n\n1. Boats" + BODY)
    assert found.sections[0].heading is None
    assert found.sections[0].span.of(found.document.text) == found.document.text


def test_a_section_ends_with_the_last_word_of_its_last_subsection() -> None:
    found = structured_markdown(
        "# Plan\n\n## Boats\n\nOak.\n\n## Nets\n\nHemp.\n\n# Annex\n\nMap.\n"
    )
    text = found.document.text
    assert found.sections[1].span.of(text).endswith("Hemp.")
    assert found.sections[2].span.of(text) == "Boats\n\nOak."


def test_an_offset_lies_in_the_innermost_section() -> None:
    text = "Before.\n\n# Plan\n\n## Boats\n\nOak.\n"
    sections = structured_markdown(text).sections
    assert section_at(sections, 0).number == 0
    assert section_at(sections, text.index("Plan")).number == 1
    assert section_at(sections, text.index("Oak")).number == 2


def test_an_offset_after_a_table_lies_in_the_section_around_it() -> None:
    text = "1. Boats\n\nBoats float.\n\nBoats by Port\n\nPort\tBoats\nBodø\t12\n\nThey are old.\n"
    found = structured(text)
    assert tree(found) == ["1. Boats", "  Boats by Port"]
    assert section_at(found.sections, text.index("They")).number == 1


def test_headings_deeper_than_twelve_levels_stand_beside_each_other() -> None:
    text = "It begins." + BODY + "".join(".".join("1" * n) + " Hulls" + BODY for n in range(1, 31))
    found = structured(text)
    assert max(section.level for section in found.sections) == 12
    assert len([section for section in found.sections if section.level == 12]) == 19

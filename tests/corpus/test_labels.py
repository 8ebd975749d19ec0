import pytest

from corpus.labels import Label, labels_at


@pytest.mark.parametrize(
    ("text", "style", "ordinal"),
    [
        ("III. Fleet", "roman_dot", (3,)),
        ("1. Fleet", "arabic_dot", (1,)),
        ("(1) Fleet", "paren_arabic", (1,)),
        ("a. fleet", "lower_dot", (1,)),
        ("(b) fleet", "paren_lower", (2,)),
        ("(ii) fleet", "paren_roman", (2,)),
        ("2-1 Fleet", "multi 2", (2, 1)),
        ("2.1.3 Fleet", "multi 3", (2, 1, 3)),
        ("A. Fleet", "upper_dot", (1,)),
        ("(A) Fleet", "paren_upper", (1,)),
        ("4) fleet", "half_paren_arabic", (4,)),
        ("§ 12 Fleet", "section_sign", (12,)),
        ("7 Fleet", "bare_arabic", (7,)),
        ("Objective 3 Fleet", "division Objective", (3,)),
        ("Objective 3**Fleet**", "division Objective", (3,)),
        ("PART IV", "division PART", (4,)),
        ("Annex B: Fleet", "division Annex", (2,)),
        ("(Note 2) Fleet", "note Note", (2,)),
        ("(a.1) fleet", "paren_lower", (1, 1)),
    ],
)
def test_a_label_has_a_style_and_a_place_in_its_series(
    text: str, style: str, ordinal: tuple[int, ...]
) -> None:
    assert (style, ordinal) in [(label.style, label.ordinal) for label in labels_at(text)]


@pytest.mark.parametrize("sign", "■●◆▶")
def test_a_symbol_is_a_label_without_a_number(sign: str) -> None:
    assert labels_at(f"{sign} Fleet") == (Label(f"symbol {sign}", (), 2),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fleet",
        "1.5million",
        "2008 was a year",
        "IIII. Fleet",
        "(iiii) fleet of more",
        "Section 5 of the Act",
        "Section 5(2)",
        "Parts of the fleet",
        "(fleet)",
        "e.g. boats",
        f"Part {'9' * 5_000}",
        f"(Note {'9' * 5_000})",
        f"§ {'9' * 5_000}",
        f"§ 1.{'9' * 5_000}",
    ],
)
def test_a_text_that_only_looks_numbered_has_no_label(text: str) -> None:
    assert labels_at(text) == ()


def test_a_letter_that_is_a_roman_numeral_too_is_read_both_ways() -> None:
    assert {label.ordinal for label in labels_at("(i) fleet")} == {(1,), (9,)}


def test_the_length_of_a_label_leaves_the_title() -> None:
    assert "Chapter 2: Fleet"[labels_at("Chapter 2: Fleet")[0].length :] == " Fleet"


def test_a_range_of_repealed_sections_is_one_label() -> None:
    (label,) = labels_at("37 to 89")
    assert (label.ordinal, label.length) == ((37,), 8)


def test_a_label_follows_an_earlier_one_of_its_series_only() -> None:
    (two,), (four,) = labels_at("2."), labels_at("4.")
    (bracketed,) = labels_at("(5)")
    assert four.follows(two)
    assert not two.follows(four)
    assert not bracketed.follows(two)


def test_one_symbol_follows_another_of_its_kind() -> None:
    (square,), (disc,) = labels_at("■ Nets"), labels_at("● Nets")
    assert square.follows(square)
    assert not disc.follows(square)

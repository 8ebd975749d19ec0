import pytest

from corpus.sentences import sentences
from corpus.span import Span


def split(text: str) -> list[str]:
    return [span.of(text) for (span,) in sentences(text, (Span(0, len(text)),))]


def test_sentences_end_with_a_stop_before_a_capital() -> None:
    assert split("The dyke broke. Was it old? It was!  Very old.") == [
        "The dyke broke.",
        "Was it old?",
        "It was!",
        "Very old.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The water rose to 4.5 metres.",
        "See No. 5 of the plan.",
        "Pumps, valves, etc. are tested.",
        "Locks, i.e. gates, are shut.",
        "Mr. Vos and J. Smit met.",
        "The U.S. Army Corps helped.",
        "Art. 3 applies.",
        "It is shut (cf. Annex 2).",
        "He called: “Shut it!” and left.",
        "Dykes... and more dykes.",
    ],
)
def test_a_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "See Fig. 2, pp. 3 and Vol. XII of it.",
        "It is in para. (3) of the act.",
        "The case of Anna B. Vos is old.",
        "The plan of J. R. Smit was kept.",
        "It was kept by (J. Smit) alone.",
        "It is told by Smit, J. (2010) and others.",
        "It is told there (see “C. Locks and Dykes”).",
    ],
)
def test_a_number_or_a_name_goes_on_after_its_abbreviation(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The answer was no.", "The board met."),
        ("It is the state of the art.", "Locks are old."),
        ("It is told in Part C.", "The keeper shuts it."),
        ("It is told in Annex B.", "Keepers shut it."),
        ("It was built by Anna V.", "He was proud."),
        ("It costs 5 c.", "Keepers pay."),
    ],
)
def test_a_word_that_may_be_an_abbreviation_ends_a_sentence(one: str, other: str) -> None:
    assert split(f"{one} {other}") == [one, other]


def test_a_sentence_may_begin_with_an_initial() -> None:
    assert split("It broke. J. Smit was there.") == ["It broke.", "J. Smit was there."]


def test_etc_ends_a_sentence_before_a_capital() -> None:
    assert split("They test pumps, etc. The rest is dry.") == [
        "They test pumps, etc.",
        "The rest is dry.",
    ]


@pytest.mark.parametrize("label", ["1.", "XVIII.", "a.", "B.", "Goal 3."])
def test_the_label_of_a_block_is_no_sentence(label: str) -> None:
    assert split(f"{label} The dyke broke.") == [f"{label} The dyke broke."]


def test_closing_quotes_brackets_and_note_signs_belong_to_the_sentence() -> None:
    assert split("“It broke.” (It was old.) It sank.¹ It ended.") == [
        "“It broke.”",
        "(It was old.)",
        "It sank.¹",
        "It ended.",
    ]


def test_full_width_stops_end_sentences_without_a_space() -> None:
    assert split("水が来た。堤防が切れた！") == ["水が来た。", "堤防が切れた！"]


def test_a_text_without_an_end_is_one_sentence() -> None:
    assert split("  the dyke and the sluice ") == ["the dyke and the sluice"]


def test_a_sentence_over_two_parts_has_two_stretches() -> None:
    text = "It rained. The dyke of | Arnhem broke. It was old."
    parts = (Span(0, 22), Span(25, len(text)))
    assert [[span.of(text) for span in sentence] for sentence in sentences(text, parts)] == [
        ["It rained."],
        ["The dyke of", "Arnhem broke."],
        ["It was old."],
    ]


def test_white_space_alone_holds_no_sentence() -> None:
    assert sentences(" \n ", (Span(0, 3),)) == []


def test_a_name_with_an_initial_is_not_cut_after_a_verb() -> None:
    text = "The board met J. Smit. He stayed."
    assert split(text) == ["The board met J. Smit.", "He stayed."]


@pytest.mark.parametrize("name", ["H.G. Wells", "J.R.R. Tolkien", "Y.A. Tittle"])
def test_a_name_with_several_initials_is_not_cut(name: str) -> None:
    assert split(f"The novels of {name} came first. Then came others.") == [
        f"The novels of {name} came first.",
        "Then came others.",
    ]


def test_initials_end_a_sentence_before_a_word_that_opens_one() -> None:
    assert split("It was built before 200 B.C. The wall stands.") == [
        "It was built before 200 B.C.",
        "The wall stands.",
    ]


def test_a_sentence_does_not_end_within_struck_words() -> None:
    text = "The fee is ~~twelve crowns. It is paid at the gate~~ thirty crowns. Dogs pay none."
    assert split(text) == [text[: text.index(" Dogs")], "Dogs pay none."]

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

import pytest

from corpus.structure import BlockKind
from tests.corpus_helpers import block_of, lead_in_of, structured, texts

RUN_ON = (
    "March 3, 1953 0 First meeting of the board • Outline of the dyke plan April 8, 1954 Second "
    "meeting of the board O Report on sluices May 2, 1955: O Third meeting of the board\n"
)


def entries(text: str) -> list[str]:
    return texts(structured(text), BlockKind.LIST_ITEM)


def test_entries_that_run_on_are_parted_at_their_dates() -> None:
    assert entries(RUN_ON) == [
        "March 3, 1953 0 First meeting of the board • Outline of the dyke plan",
        "April 8, 1954 Second meeting of the board O Report on sluices",
        "May 2, 1955: O Third meeting of the board",
    ]


def test_a_date_after_its_event_closes_the_entry() -> None:
    text = (
        "March 3, 1953 Decision on the board First meeting of the board March 9, 1953 0 "
        "April 8, 1954 Second meeting of the board May 2, 1955 Third meeting of the board\n"
    )
    assert entries(text) == [
        "March 3, 1953 Decision on the board",
        "First meeting of the board March 9, 1953 0",
        "April 8, 1954 Second meeting of the board",
        "May 2, 1955 Third meeting of the board",
    ]


def test_two_dates_in_a_paragraph_are_no_chronicle() -> None:
    assert entries("March 3, 1953 was dry, April 8, 1954 was wet.\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "May 1, 1990 saw the first boat, which led to the treaty of June 2, 1991 and, on July 3, "
        "1992 in Delft, to peace.",
        "May 1, 1990 Parliament passed the act that the treaty June 2, 1991 Congress had signed "
        "July 3, 1992 made void.",
        "May 1, 1990 saw the dyke break before June 2, 1991 saw it mended and July 3, 1992 closed",
        "May 1, 1990 Decision on the act of June 2, 1991, July 3, 1992 and the rest",
    ],
)
def test_a_sentence_that_begins_with_a_date_and_names_others_is_not_cut(sentence: str) -> None:
    assert texts(structured(f"The board met.\n\n{sentence}\n"))[1:] == [sentence]


def test_an_entry_may_name_another_date_on_its_way() -> None:
    text = RUN_ON.replace("dyke plan", "dyke plan of June 6, 1952 in Delft")
    assert entries(text)[0].endswith("Outline of the dyke plan of June 6, 1952 in Delft")


def test_dates_within_running_text_are_no_chronicle() -> None:
    assert entries("It met on March 3, 1953, April 8, 1954 and May 2, 1955.\n") == []


@pytest.mark.parametrize(
    "date", ["March 3, 1953", "3 March 1953", "3rd March, 1953:", "Mar. 3, 1953"]
)
def test_a_line_that_begins_with_a_date_is_an_entry(date: str) -> None:
    assert entries(f"The board met.\n\n{date} O First meeting of the board\n") == [
        f"{date} O First meeting of the board"
    ]


def test_a_sentence_that_begins_with_a_date_is_no_entry() -> None:
    assert entries("March 3, 1953 was a dry day.\n") == []


@pytest.mark.parametrize("bullet", ["0", "O", "•", "-"])
def test_bullets_below_a_date_are_its_items(bullet: str) -> None:
    text = f"March 3, 1953\n\n{bullet} First meeting of the board\n\nApril 8, 1954\n"
    assert lead_in_of(structured(text), "First meeting") == "March 3, 1953"


def test_dates_with_and_without_a_bullet_stand_side_by_side() -> None:
    text = (
        "March 3, 1953\n\n- O First meeting\n - The dyke plan\n\n"
        "- April 8, 1954 O Second meeting\n - The sluice plan\n"
    )
    found = structured(text)
    assert [(block.level) for block in found.blocks] == [0, 1, 2, 0, 1]


def test_a_bulleted_event_with_its_date_behind_stands_beside_the_others() -> None:
    text = (
        "- March 3, 1953 13th meeting of the board\n - The dyke plan\n"
        "- 14th meeting of the board April 8, 1954 The sluice plan\n"
    )
    assert block_of(structured(text), "14th").level == 0


def test_a_short_line_between_two_entries_is_an_item_of_the_first() -> None:
    text = (
        "March 3, 1953 O First meeting of the board\n\nAdoption of the dyke plan\n\n"
        "April 8, 1954 O Second meeting of the board\n"
    )
    found = structured(text)
    assert lead_in_of(found, "Adoption") == "March 3, 1953 O First meeting of the board"
    assert lead_in_of(found, "April 8") == ""


def test_a_sentence_between_two_entries_is_a_paragraph() -> None:
    text = (
        "March 3, 1953 O First meeting of the board\n\nThe board adopted the plan.\n\n"
        "April 8, 1954 O Second meeting of the board\n"
    )
    assert texts(structured(text), BlockKind.PARAGRAPH) == ["The board adopted the plan."]

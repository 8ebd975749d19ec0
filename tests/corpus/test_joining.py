import pytest

from corpus.structure import BlockKind
from tests.corpus_helpers import block_of, structured, texts, tree

FIRST = "The ice patrol sails from Vardø to the edge of the pack ice and reports to all vessels"


def test_a_sentence_cut_by_a_page_break_is_one_block_of_two_parts() -> None:
    text = f"{FIRST}\n\f\nthat fish in the sound.\n"
    found = structured(text)
    assert texts(found) == [f"{FIRST} … that fish in the sound."]
    assert len(found.blocks[0].parts) == 2


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        ("The patrol vessel at the quay of Vardø (Photo: Ice Office)", BlockKind.CAPTION),
        ("Figure 2. Sea ice in March", BlockKind.CAPTION),
        ("Sea ice in March and in September", BlockKind.CAPTION),
        ("¹ The sound is closed in winter.", BlockKind.FOOTNOTE),
        ("Note: The sound is closed in winter.", BlockKind.FOOTNOTE),
        ("17", BlockKind.CAPTION),
        ("Source: Ice Office", BlockKind.FOOTNOTE),
    ],
)
def test_what_lies_between_two_halves_does_not_break_the_sentence(
    between: str, kind: BlockKind
) -> None:
    found = structured(f"{FIRST}\n\n{between}\n\nthat fish in the sound.\n\nIt is cold.\n")
    assert texts(found) == [f"{FIRST} … that fish in the sound.", between, "It is cold."]
    assert found.blocks[1].kind is kind


def test_a_caption_and_a_note_may_lie_between_two_halves() -> None:
    text = (
        f"{FIRST}\n\nFigure 2. Sea ice in March\n\n¹ In winter only.\n\n8\n\n"
        "that fish in the sound.\n"
    )
    assert texts(structured(text), BlockKind.PARAGRAPH) == [f"{FIRST} … that fish in the sound."]


def test_an_item_cut_by_a_page_break_is_one_item() -> None:
    text = "It reports:\n\n- leads in the ice that are wide enough for\n\nboats; and\n\n- fog.\n"
    assert texts(structured(text), BlockKind.LIST_ITEM) == [
        "leads in the ice that are wide enough for … boats; and",
        "fog.",
    ]


def test_a_footnote_cut_by_a_page_break_is_one_footnote() -> None:
    text = "It sails.\n\n¹ The sound is closed to all vessels from\n\nNovember on.\n\nIt rests.\n"
    assert texts(structured(text), BlockKind.FOOTNOTE) == [
        "¹ The sound is closed to all vessels from … November on."
    ]


def test_a_sentence_that_goes_on_with_a_name_is_joined_after_a_binding_word() -> None:
    text = "The patrol sails from the harbour of\n\nVardø in the north.\n"
    assert len(structured(text).blocks) == 1


def test_a_list_of_names_cut_after_a_comma_goes_on() -> None:
    text = "Members: Minister of Ice,\n\nMinister of Fog, Minister of Snow\n\nIt met twice.\n"
    assert texts(structured(text))[0] == (
        "Members: Minister of Ice, … Minister of Fog, Minister of Snow"
    )


def test_a_name_is_completed_if_the_text_writes_it_in_one_piece() -> None:
    text = (
        "The Sea Ice Bureau sails.\n\nChief of Pilots\n\nChief of the Sea Ice\n\nBureau\n\n"
        "Chief of Fog\n\nChief of Snow\n\nChief of Rain\n"
    )
    assert "Chief of the Sea Ice … Bureau" in texts(structured(text))


def test_names_that_are_nowhere_written_together_stay_apart() -> None:
    text = "The board sails.\n\nmates: Chief of Sea Ice\n\nPilots\n\nIt rests.\n"
    assert len(structured(text).blocks) == 4


def test_finished_sentences_are_never_joined() -> None:
    text = "It sails in winter.\n\nand rests in summer.\n"
    assert len(structured(text).blocks) == 2


def test_nothing_is_joined_across_a_heading() -> None:
    text = f"It begins.\n\n{FIRST}\n\n2. Fog\n\nThe sound is closed in fog.\n"
    found = structured(text)
    assert tree(found) == ["2. Fog"]
    assert len(block_of(found, FIRST).parts) == 1


def test_nothing_is_joined_across_the_end_of_a_table_with_a_title() -> None:
    text = (
        "It begins.\n\nIce by Month\n\nMonth\tIce\nMarch\tmuch\n\n"
        "Note: Counted by the patrol of\n\nthe northern sound.\n"
    )
    found = structured(text)
    assert all(len(block.parts) == 1 for block in found.blocks)


def test_a_subtitle_between_dashes_is_not_cut() -> None:
    text = "Ice Patrol\n\n- The plan for winter -\n\nThe patrol sails.\n"
    assert "The patrol sails." in texts(structured(text))

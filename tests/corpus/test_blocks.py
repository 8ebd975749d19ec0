import pytest

from corpus.lists.finding import lists
from corpus.structure import BlockKind
from tests.corpus_helpers import (
    block_of,
    kinds,
    lead_in_of,
    structured,
    structured_markdown,
    texts,
    tree,
)

# Paragraphs and lists


def test_lines_that_are_wrapped_make_one_paragraph() -> None:
    text = (
        "The harbour office counts every boat that lands fish in the northern\n"
        "counties and writes the number down.\n\nIt does so in March.\n"
    )
    assert len(texts(structured(text), BlockKind.PARAGRAPH)) == 2


@pytest.mark.parametrize("bullet", ["-", "*", "+", "•", "◦", "·", "–"])
def test_a_bullet_opens_an_item_and_is_not_part_of_it(bullet: str) -> None:
    text = f"The office counts:\n\n{bullet} Boats\n{bullet} Nets\n"
    assert texts(structured(text), BlockKind.LIST_ITEM) == ["Boats", "Nets"]


@pytest.mark.parametrize("sign", ["0", "O"])
def test_a_letter_that_begins_three_lines_is_their_bullet(sign: str) -> None:
    text = f"The office counts:\n\n{sign} Boats\n{sign} Nets\n- {sign} Crews\n"
    assert texts(structured(text), BlockKind.LIST_ITEM) == ["Boats", "Nets", "Crews"]


@pytest.mark.parametrize("sentence", ["0 Boats came.", "O Canada is a song.", "O Harbour!"])
def test_a_letter_that_begins_a_line_is_text(sentence: str) -> None:
    assert texts(structured(f"It was calm.\n\n{sentence}\n\n- {sentence}\n")) == [
        *("It was calm.", sentence, sentence),
    ]


def test_a_list_knows_the_sentence_that_leads_it_in() -> None:
    found = structured("The office counts the following.\n\n- boats\n- nets\n")
    assert lead_in_of(found, "boats") == "The office counts the following."
    assert lead_in_of(found, "nets") == "The office counts the following."


def test_a_list_right_below_a_heading_has_no_lead_in() -> None:
    found = structured_markdown("# Plan\n\nIt begins.\n\n## Counts\n\n- boats\n- nets\n")
    assert lead_in_of(found, "boats") == ""


def test_a_nested_item_is_led_in_by_the_item_above_it() -> None:
    found = structured_markdown("Counted are:\n\n- boats\n    - of oak\n    - of steel\n- nets\n")
    assert [block.level for block in found.blocks] == [0, 0, 1, 1, 0]
    assert lead_in_of(found, "of steel") == "boats"
    assert lead_in_of(found, "nets") == "Counted are:"


@pytest.mark.parametrize("depth", [20, 700])
def test_items_below_the_twelfth_level_stand_on_it(depth: int) -> None:
    items = "".join(f"{'  ' * level}- item {level}\n" for level in range(depth))
    found = structured_markdown(f"Counted are:\n\n{items}")
    assert [block.level for block in found.blocks] == [0, *range(12), *[11] * (depth - 12)]
    assert {block.lead_in for block in found.blocks[12:]} == {11}
    assert len(lists(found)[0].items) == 1


def test_labels_nest_without_indent() -> None:
    found = structured(
        "The office counts:\n\n(a) boats\n\n(i) of oak\n\n(ii) of steel\n\n(b) nets\n"
    )
    assert [block.level for block in found.blocks] == [0, 0, 1, 1, 0]
    assert lead_in_of(found, "(ii)") == "(a) boats"


def test_the_ninth_letter_of_a_list_stands_beside_the_eighth() -> None:
    found = structured("It counts:\n\n" + "\n\n".join(f"({sign}) fish;" for sign in "abcdefghij"))
    assert {block.level for block in found.blocks} == {0}


def test_a_label_with_its_content_below_is_one_item() -> None:
    text = "Members are as follows:\n\n(a) The Coast Office:\n\nSkippers and pilots of the north.\n"
    assert texts(structured(text), BlockKind.LIST_ITEM) == [
        "(a) The Coast Office: Skippers and pilots of the north."
    ]


def test_items_of_one_series_are_of_one_kind() -> None:
    text = (
        "The office has two branches, which do this:\n\n(a) The first counts boats\n\n"
        "(b) The second counts nets. It mends them.\n\n(c) The third rests\n"
    )
    assert kinds(structured(text)) == [BlockKind.PARAGRAPH, *[BlockKind.LIST_ITEM] * 3]


def test_numbered_paragraphs_of_whole_sentences_stay_paragraphs() -> None:
    text = "(1) Boats are counted.\n\n(2) The office may\n\n(a) count nets; and\n\n(b) mend them.\n"
    found = structured(text)
    assert kinds(found) == [*[BlockKind.PARAGRAPH] * 2, *[BlockKind.LIST_ITEM] * 2]
    assert lead_in_of(found, "(b)") == "(2) The office may"


def test_a_line_in_brackets_belongs_to_the_item_above_it() -> None:
    text = "Counted are:\n\n- Boats in harbours\n\n(30 boats in total)\n\n- Nets\n"
    assert texts(structured(text), BlockKind.LIST_ITEM) == [
        "Boats in harbours (30 boats in total)",
        "Nets",
    ]


# Members


def test_members_on_lines_of_their_own_are_items_below_their_lead() -> None:
    text = (
        "The council met.\n\nChair: Harbour Master\n\nMembers: Chief of the Boat Bureau\n\n"
        "Chief of the Net Bureau\n\nDirector of Pilots\n"
    )
    found = structured(text)
    assert texts(found, BlockKind.LIST_ITEM) == [
        "Chief of the Boat Bureau",
        "Chief of the Net Bureau",
        "Director of Pilots",
    ]
    assert lead_in_of(found, "Director") == "Members:"


def test_a_name_for_members_after_an_interruption_leads_nothing_in() -> None:
    found = structured("The board keeps the\n\ntitle: Dykes\n\n# Weirs\n\n# Weirs\n")
    assert texts(found, BlockKind.LIST_ITEM) == []


def test_a_member_broken_in_the_middle_of_a_title_is_one_item() -> None:
    text = (
        "The Net Bureau met.\n\nMembers: Director of the Net\n\nBureau\n\nDirector of Pilots\n\n"
        "Director of Boats\n"
    )
    assert texts(structured(text), BlockKind.LIST_ITEM) == [
        "Director of the Net … Bureau",
        "Director of Pilots",
        "Director of Boats",
    ]


def test_a_single_particular_is_a_paragraph() -> None:
    text = "The council met.\n\nChair: Harbour Master\n\nIt was a short meeting.\n"
    assert BlockKind.LIST_ITEM not in kinds(structured(text))


# Captions, notes, entries, signatures


@pytest.mark.parametrize(
    "caption",
    [
        "Figure 3. Boats by county",
        "Map 1: The northern harbours",
        "Skippers at the quay of Bodø (Photo: Harbour Office)",
        "Skippers at the quay (Photo: Office (North))",
    ],
)
def test_a_line_that_names_or_credits_a_picture_is_a_caption(caption: str) -> None:
    text = f"Boats are counted.\n\n{caption}\n\nNets are mended.\n"
    assert texts(structured(text), BlockKind.CAPTION) == [caption]


def test_a_line_below_the_gap_of_a_picture_is_a_caption() -> None:
    text = (
        "Boats are counted.\n\n\n\nskippers at the quay of Bodø in the winter\n\nNets are mended.\n"
    )
    assert texts(structured(text), BlockKind.CAPTION) == [
        "skippers at the quay of Bodø in the winter"
    ]


@pytest.mark.parametrize("number", ["12", "- 12 -", "Page 3 of 9"])
def test_a_page_number_does_not_stand_as_text(number: str) -> None:
    text = f"Boats are counted.\n\n{number}\n\nNets are mended.\n"
    assert texts(structured(text), BlockKind.CAPTION) == [number]


@pytest.mark.parametrize(
    "note",
    [
        *("¹ Gutted weight.", "¹⁰ Gutted weight.", "^{4.} Gutted weight.", "[^1]: Gutted weight."),
        *("Note: Gutted weight.", "Notes) 1. Gutted weight.", "(Note 2) Gutted weight."),
        *("Source: Harbour Office.",),
    ],
)
def test_a_note_is_a_footnote(note: str) -> None:
    found = structured(f"Boats are counted.\n\n{note}\n\nNets are mended.\n")
    assert texts(found, BlockKind.FOOTNOTE) == [note]


def test_notes_on_lines_that_follow_each_other_are_blocks_of_their_own() -> None:
    text = "Boats are counted.\n\n^{1.} Gutted weight.\n^{2.} In tonnes.\n"
    assert len(texts(structured(text), BlockKind.FOOTNOTE)) == 2


@pytest.mark.parametrize(
    "entry",
    [
        "*Weir\nA dam across a river.",
        "*Weir\n\nA dam across a river.",
        "**Weir** means a dam across a river.",
        "weir means a dam across a river. (barrage)",
        "“weir” has the meaning given in section 4.",
    ],
)
def test_a_term_with_its_definition_is_a_glossary_entry(entry: str) -> None:
    found = structured(f"The rivers are long.\n\n{entry}\n\nThey are deep.\n")
    assert texts(found, BlockKind.GLOSSARY_ENTRY) == [" ".join(entry.split())]


def test_a_definition_leads_in_its_list() -> None:
    found = structured_markdown("**Weir** means\n\n- (a) a dam; or\n- (b) a lock.\n")
    assert lead_in_of(found, "(b)") == "**Weir** means"


def test_the_signing_and_the_names_below_it_are_signatures() -> None:
    text = (
        "The rivers are long.\n\nSigned in Arnhem, 2 June 2013\n\nAnna Vos\nDirector-General\n"
        "River Board\n\nJan Smit\nSecretary\nUnion of Mills\nand Locks\n"
    )
    assert texts(structured(text), BlockKind.SIGNATURE) == [
        "Signed in Arnhem, 2 June 2013",
        "Anna Vos Director-General River Board",
        "Jan Smit Secretary Union of Mills and Locks",
    ]


# Layout


@pytest.mark.parametrize(
    "line",
    ["---", "* * *", "<details>", "<br/>", "<!-- draft -->", "![A boat](boat.png)", "•", "```"],
)
def test_a_line_that_says_nothing_is_in_no_block(line: str) -> None:
    assert texts(structured(f"It begins.\n\n{line}\n\nIt ends.\n")) == ["It begins.", "It ends."]


def test_a_line_in_angle_brackets_that_is_no_tag_is_kept() -> None:
    assert "<Basic Policy>" in texts(structured("It begins.\n\n<Basic Policy>\n\nIt ends.\n"))


def test_code_is_kept_as_it_stands() -> None:
    found = structured_markdown("It counts.\n\n```\n- boats\n| a |\n# nets\n```\n\nIt rests.\n")
    assert texts(found, BlockKind.PARAGRAPH) == ["It counts.", "- boats | a | # nets", "It rests."]


def test_a_marked_heading_is_a_block_without_its_hashes() -> None:
    found = structured_markdown("##  Boats ##\n\nOak.\n\n## Nets\n\nHemp.\n")
    assert texts(found, BlockKind.HEADING) == ["Boats", "Nets"]
    assert block_of(found, "Oak").section == 1


def test_front_matter_is_in_no_block() -> None:
    found = structured_markdown("---\ntitle: Boats\n---\n\nOak.\n")
    assert texts(found) == ["Oak."]
    assert tree(found) == []

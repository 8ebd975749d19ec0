import time

import pytest

from corpus.lists.announcing import announced_number
from corpus.lists.finding import lists
from corpus.lists.item_list import ItemList, ListItem, ListKind
from corpus.span import Span
from corpus.stitched import read, stitched
from corpus.structure import BlockKind, StructuredDocument
from tests.corpus_helpers import kinds, structured, structured_markdown, texts
from tests.counts import tries


def outline_of(document: StructuredDocument, found: ItemList) -> list[str]:
    """Return the items of a list, two spaces of indent per level."""
    text = document.document.text
    return ["  " * item.level + read(text, item.parts) for item in found.all_items()]


def of_kind(document: StructuredDocument, kind: ListKind) -> list[ItemList]:
    return [found for found in lists(document) if found.kind is kind]


def only(document: StructuredDocument, kind: ListKind) -> ItemList:
    (found,) = of_kind(document, kind)
    return found


def lead_of(document: StructuredDocument, found: ItemList) -> str:
    return read(document.document.text, found.lead_in)


# Items on lines of their own


def test_a_list_has_its_items_and_the_sentence_that_leads_it_in() -> None:
    found = structured("It is cold. The mill grinds:\n\n- oats\n- barley\n\nIt rests.\n")
    grain = only(found, ListKind.BLOCKS)
    assert lead_of(found, grain) == "The mill grinds:"
    assert outline_of(found, grain) == ["oats", "barley"]


@pytest.mark.parametrize("lead", ["The mill grinds", "The mill grinds the following."])
def test_a_lead_in_needs_no_colon(lead: str) -> None:
    found = structured(f"{lead}\n\n- oats\n- barley\n")
    assert lead_of(found, only(found, ListKind.BLOCKS)) == lead


def test_an_item_is_without_its_label_and_the_label_stands_beside_it() -> None:
    found = structured("The mill grinds:\n\n(a) oats;\n\n(b) barley.\n")
    items = only(found, ListKind.BLOCKS).items
    text = found.document.text
    assert [read(text, item.parts) for item in items] == ["oats;", "barley."]
    assert [item.label.of(text) for item in items if item.label] == ["(a)", "(b)"]


def test_a_list_with_nothing_above_it_takes_the_heading_of_its_section() -> None:
    found = structured_markdown("# Mill\n\nIt grinds.\n\n## Grain\n\n- oats\n- barley\n")
    assert lead_of(found, only(found, ListKind.BLOCKS)) == "Grain"


def test_a_list_without_lead_in_and_heading_has_none() -> None:
    found = structured("- oats\n- barley\n")
    assert only(found, ListKind.BLOCKS).lead_in == ()


def test_nested_items_are_the_children_of_the_item_above_them() -> None:
    found = structured_markdown("It grinds:\n\n- grain\n    - oats\n    - barley\n- malt\n")
    outer = of_kind(found, ListKind.BLOCKS)[0]
    assert outline_of(found, outer) == ["grain", "  oats", "  barley", "malt"]
    assert [len(item.children) for item in outer.items] == [2, 0]


def test_a_nested_list_is_a_list_by_itself_led_in_by_the_item_above() -> None:
    found = structured_markdown("It grinds:\n\n- grain\n    - oats\n    - barley\n- malt\n")
    inner = of_kind(found, ListKind.BLOCKS)[1]
    assert lead_of(found, inner) == "grain"
    assert outline_of(found, inner) == ["oats", "barley"]


def test_a_paragraph_between_two_lists_keeps_them_apart() -> None:
    found = structured("It grinds:\n\n- oats\n\nIt sells:\n\n- flour\n")
    assert [outline_of(found, one) for one in of_kind(found, ListKind.BLOCKS)] == [
        ["oats"],
        ["flour"],
    ]


@pytest.mark.parametrize("between", ["14", "¹ Dried before.", "Figure 2. The mill in spring"])
def test_a_list_goes_on_over_what_a_page_break_brings(between: str) -> None:
    found = structured(f"It grinds:\n\n- oats;\n\n{between}\n\n- barley.\n")
    assert outline_of(found, only(found, ListKind.BLOCKS)) == ["oats;", "barley."]


def test_an_item_cut_by_a_page_break_has_two_parts() -> None:
    found = structured("It grinds:\n\n- oats that were dried in the\n\n\f\nsun; and\n\n- malt.\n")
    first = only(found, ListKind.BLOCKS).items[0]
    assert [part.of(found.document.text) for part in first.parts] == [
        "oats that were dried in the",
        "sun; and",
    ]


def test_labels_that_go_on_below_another_text_continue_the_list() -> None:
    found = structured(
        "It grinds:\n\n(a) oats;\n\n(b) barley;\n\nMalt needs a licence of the county.\n\n"
        "(c) malt.\n"
    )
    assert outline_of(found, only(found, ListKind.BLOCKS)) == ["oats;", "barley;", "malt."]


def test_a_list_continued_in_the_next_section_says_so() -> None:
    found = structured_markdown(
        "# Mill\n\nIt grinds:\n\n(a) oats;\n\n(b) barley;\n\n# Malt\n\n(c) malt.\n"
    )
    grain = only(found, ListKind.BLOCKS)
    assert [item.section for item in grain.items] == [1, 1, 2]
    assert grain.is_continued


def test_a_list_within_one_section_is_not_continued() -> None:
    found = structured("It grinds:\n\n- oats\n- barley\n")
    assert not only(found, ListKind.BLOCKS).is_continued


def test_bullets_in_the_next_section_are_a_list_of_their_own() -> None:
    found = structured_markdown("# Mill\n\n- oats\n- barley\n\n# Malt\n\n- malt\n- hops\n")
    assert len(of_kind(found, ListKind.BLOCKS)) == 2


def test_a_text_without_lists_has_none() -> None:
    assert lists(structured("The mill grinds. It rests.\n")) == ()


def test_lists_stand_in_the_order_of_their_first_items() -> None:
    found = lists(
        structured(
            "It sells flour, malt and hops.\n\nIt grinds:\n\n- oats\n- rye, wheat and malt\n"
        )
    )
    assert [one.kind for one in found] == [ListKind.SERIES, ListKind.BLOCKS, ListKind.SERIES]


# Headings as items


def test_numbered_headings_below_one_parent_are_a_list() -> None:
    found = structured_markdown(
        "# The two aims\n\n## Aim 1\n\nText.\n\n## Objective 1: Grind\n\nIt grinds.\n\n"
        "## Objective 2: Sell\n\nIt sells.\n"
    )
    aims = only(found, ListKind.HEADINGS)
    assert outline_of(found, aims) == ["Grind", "Sell"]
    assert lead_of(found, aims) == "The two aims"
    assert aims.announced == 2


def test_a_sentence_before_numbered_headings_leads_them_in() -> None:
    found = structured_markdown(
        "# Plan\n\nIt is old. It has the following three parts.\n\n"
        "## 1. Grind\n\nYes.\n\n## 2. Sell\n\nNo.\n"
    )
    parts = only(found, ListKind.HEADINGS)
    assert lead_of(found, parts) == "It has the following three parts."
    assert parts.announced == 3


def test_headings_without_numbers_are_a_list_if_a_sentence_leads_them_in() -> None:
    found = structured_markdown(
        "# Plan\n\nThe following is done.\n\n## Grind\n\nYes.\n\n## Sell\n\nNo.\n"
    )
    assert outline_of(found, only(found, ListKind.HEADINGS)) == ["Grind", "Sell"]


def test_headings_without_numbers_and_lead_in_are_no_list() -> None:
    found = structured_markdown("# Plan\n\nIt is old.\n\n## Grind\n\nYes.\n\n## Sell\n\nNo.\n")
    assert of_kind(found, ListKind.HEADINGS) == []


def test_numbers_that_start_anew_make_two_lists() -> None:
    found = structured_markdown(
        "# Plan\n\n## 1. Grind\n\nA.\n\n## 2. Sell\n\nB.\n\n## 1. Dry\n\nC.\n\n## 2. Store\n\nD.\n"
    )
    assert [outline_of(found, one) for one in of_kind(found, ListKind.HEADINGS)] == [
        ["Grind", "Sell"],
        ["Dry", "Store"],
    ]


# The number that is told


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("The mill has four objectives: ", 4),
        ("The following five new measures are taken: ", 5),
        ("It trades with twelve countries ", 12),
        ("It trades with 15 countries ", 15),
        ("Both mills grind ", 2),
        ("A dozen mills grind ", 12),
        ("After three years it grinds ", None),
        ("It grinds 40 tonnes of ", None),
        ("In 1998 mills ground ", None),
        ("It was paid $3 coins ", None),
        ("It grinds ", None),
        ("", None),
    ],
)
def test_a_number_before_a_plural_noun_is_told(lead: str, told: int | None) -> None:
    assert announced_number(lead, 0) == told


def test_of_several_numbers_that_of_the_items_is_told() -> None:
    lead = "In two counties three mills grind four kinds "
    assert announced_number(lead, 3) == 3
    assert announced_number(lead, 7) == 4


def test_the_heading_tells_the_number_where_the_lead_in_does_not() -> None:
    found = structured_markdown("# Three grains\n\nIt grinds:\n\n- oats\n- rye\n- malt\n")
    assert only(found, ListKind.BLOCKS).announced == 3


@pytest.mark.parametrize("below", ["It grinds:\n\n", ""])
def test_the_label_of_a_heading_tells_no_number(below: str) -> None:
    found = structured_markdown(f"# 5 Grains\n\n{below}- oats\n- rye\n- malt\n")
    assert only(found, ListKind.BLOCKS).announced is None


def test_the_label_of_a_heading_above_headings_tells_no_number() -> None:
    found = structured_markdown("# 4 Mills\n\n## 1. North\n\nA.\n\n## 2. South\n\nB.\n")
    assert only(found, ListKind.HEADINGS).announced is None


def test_a_labelled_heading_tells_the_number_after_its_label() -> None:
    found = structured_markdown("# 5. Three grains\n\nIt grinds:\n\n- oats\n- rye\n")
    assert only(found, ListKind.BLOCKS).announced == 3


def test_the_number_told_need_not_be_that_of_the_items() -> None:
    found = structured("It grinds these four grains:\n\n- oats\n- rye\n")
    assert only(found, ListKind.BLOCKS).announced == 4


# Parts and their place


def test_what_is_stitched_together_leads_back_to_its_parts() -> None:
    source = "The mill of the | north grinds."
    place = stitched(source, [Span(0, 15), Span(18, 31)])
    assert place.text == "The mill of the north grinds."
    start = place.text.index("of the north")
    assert place.spans(start, start + 12) == (Span(9, 15), Span(18, 23))


def test_white_space_alone_stands_nowhere() -> None:
    assert stitched("a  b", [Span(0, 4)]).spans(1, 3) == ()


def test_an_item_has_a_part_and_a_list_an_item() -> None:
    with pytest.raises(ValueError, match="part"):
        ListItem((), 0)
    with pytest.raises(ValueError, match="item"):
        ItemList(ListKind.BLOCKS, 0, (), ())


# How blocks become items


def test_a_label_on_the_next_line_opens_an_item_if_another_goes_on_from_it() -> None:
    text = (
        "The board of the mill may, at the request of an owner in the county,\n"
        "(a) close the weir; or\n(b) open it.\n"
    )
    assert texts(structured(text), BlockKind.LIST_ITEM) == [
        "(a) close the weir; or",
        "(b) open it.",
    ]


def test_a_reference_at_the_start_of_a_wrapped_line_opens_no_item() -> None:
    text = (
        "The board of the mill may close the weir under the conditions of paragraph\n"
        "(a) of the order.\n"
    )
    assert kinds(structured(text)) == [BlockKind.PARAGRAPH]


def test_a_numbered_sentence_that_other_labels_complete_is_a_paragraph() -> None:
    text = "(1) The board may\n\n(a) close the weir; or\n\n(b) open it.\n\n(2) It rests.\n"
    assert kinds(structured(text)) == [
        BlockKind.PARAGRAPH,
        *[BlockKind.LIST_ITEM] * 2,
        BlockKind.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "(a) x\n\n",
        "- x\n",
        "(a) x (b) y ",
        "A, b and c. ",
        "a, etc ",
        "including ",
        "(",
        '" ',
        "of ",
    ],
)
def test_a_long_hostile_text_is_read_in_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        document = structured("x " + unit * (length // len(unit)))
        begin = time.process_time()
        lists(document)
        return time.process_time() - begin

    # Five times the length: quadratic time would be twenty-five times as long.
    long = tries(50_000, 100_000)
    assert seconds(long) < max(15 * seconds(long // 5), 2.0)

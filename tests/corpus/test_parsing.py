import pytest

from corpus.parsing.parser import cells, parse
from corpus.structure import BlockKind
from tests.corpus_helpers import (
    header_of,
    lead_in_of,
    markdown_document,
    structured,
    structured_markdown,
    texts,
    tree,
)

STRATEGY = """\
Coastal Fishing Strategy

August 1998

1. Fleet

The fleet is old. The following measures are taken.

\u3000(Counting boats and crews)

- To count boats in March (Harbour Office)
- To count crews in April (Harbour Office and
 Union of Crews)

2. Quotas

Quotas are set by the board and are published in the gazette of the county before

Figure 1. Quotas by county

the first of March.

Quotas by County

County	1997	1998
Troms	12	13
(index)	(100)	(108)

Note: In tonnes.

Signed in Tromsø, 3 March 1998
"""


def test_a_strategy_has_its_sections() -> None:
    assert tree(structured(STRATEGY)) == [
        "Coastal Fishing Strategy",
        "  1. Fleet",
        "    (Counting boats and crews)",
        "  2. Quotas",
        "    Quotas by County",
    ]


def test_a_strategy_has_its_blocks() -> None:
    found = structured(STRATEGY)
    assert texts(found, BlockKind.LIST_ITEM) == [
        "To count boats in March (Harbour Office)",
        "To count crews in April (Harbour Office and Union of Crews)",
    ]
    assert texts(found, BlockKind.PARAGRAPH)[-1].endswith("county before … the first of March.")
    assert header_of(found, "Troms") == "County 1997 1998"
    assert texts(found, BlockKind.FOOTNOTE) == ["Note: In tonnes."]
    assert texts(found, BlockKind.SIGNATURE) == ["Signed in Tromsø, 3 March 1998"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_change_the_structure(end: str) -> None:
    there = structured(STRATEGY.replace("\n", end))
    here = structured(STRATEGY)
    assert tree(there) == tree(here)
    assert texts(there) == texts(here)


def test_blocks_and_sections_are_numbered_in_reading_order() -> None:
    found = structured(STRATEGY)
    assert [block.number for block in found.blocks] == list(range(len(found.blocks)))
    assert [block.start for block in found.blocks] == sorted(block.start for block in found.blocks)


def test_a_document_keeps_its_text() -> None:
    document = markdown_document("# Plan\n\nCod.\n")
    assert parse(document).document is document


def test_a_heading_stands_in_the_section_that_it_opens() -> None:
    found = structured_markdown("# Plan\n\n## Cod\n\nIt is counted.\n")
    assert [block.section for block in found.blocks] == [1, 2, 2]


def test_a_list_does_not_go_on_in_the_next_section() -> None:
    text = "# Plan\n\n## Cod\n\nCounted are:\n\n- boats\n\n## Ling\n\n- nets\n"
    assert lead_in_of(structured_markdown(text), "nets") == ""


def test_a_text_of_one_word_is_one_block() -> None:
    assert texts(structured("Cod")) == ["Cod"]


@pytest.mark.parametrize(
    ("row", "parted"),
    [
        ("Bodø\t12\t\t(3.4)", ["Bodø", "12", "", "(3.4)"]),
        ("| Bodø | 12 |", ["Bodø", "12"]),
        ("Bodø | 12", ["Bodø", "12"]),
        ("| | 12 |", ["", "12"]),
        (r"| a \| b | 12 |", ["a | b", "12"]),
        ("Bodø\t12\n(index)\t100", ["Bodø", "12"]),
        ("Bodø", ["Bodø"]),
        ("", [""]),
    ],
)
def test_the_cells_of_a_row_are_those_of_its_first_line(row: str, parted: list[str]) -> None:
    assert cells(row) == parted


def test_named_values_at_the_top_of_a_plain_text_are_text() -> None:
    found = structured("---\nDate: 3 March 1953\n---\n\nThe cod is counted.\n")
    assert texts(found) == ["Date: 3 March 1953", "The cod is counted."]

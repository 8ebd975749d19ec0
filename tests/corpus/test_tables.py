import pytest

from corpus.structure import BlockKind
from tests.corpus_helpers import header_of, kinds, structured, structured_markdown, texts


def test_a_table_of_tabs_has_a_header_and_one_block_a_row() -> None:
    found = structured("Port\t2001 (first year)\t2002\nBodø\t1,200\t(3.4)\nBergen\t10\t12\n")
    assert kinds(found) == [BlockKind.TABLE_HEADER, *[BlockKind.TABLE_ROW] * 2]
    assert header_of(found, "Bergen") == "Port 2001 (first year) 2002"


def test_a_first_row_with_figures_is_no_header() -> None:
    found = structured("Port\t12\t14\nBergen\t10\t12\n")
    assert kinds(found) == [BlockKind.TABLE_ROW] * 2
    assert header_of(found, "Bergen") == ""


def test_a_first_row_of_whole_phrases_is_no_header() -> None:
    phrase = "lands cod and haddock and ling in every month of the year"
    assert kinds(structured(f"Bodø\t{phrase}\nBergen\t{phrase}\n")) == [BlockKind.TABLE_ROW] * 2


@pytest.mark.parametrize(
    "table",
    [
        "| 1 | 2 |\n|---|---|\n| cod | 12 |\n| ling | 3 |\n",
        "1 | 2\n--- | ---\ncod | 12\nling | 3\n",
        "| 1 | 2 |\n|:-|-:|\n| cod | 12 |\n| ling | 3 |\n",
        "| 1 | 2 |\r\n|---|---|\r\n| cod | 12 |\r\n| ling | 3 |\r\n",
    ],
)
def test_the_row_above_a_rule_of_dashes_is_the_header(table: str) -> None:
    found = structured_markdown(f"The catch:\n\n{table}\nIt fell.\n")
    assert kinds(found) == [
        BlockKind.PARAGRAPH,
        BlockKind.TABLE_HEADER,
        *[BlockKind.TABLE_ROW] * 2,
        BlockKind.PARAGRAPH,
    ]
    assert found.blocks[2].header == found.blocks[3].header == 1


def test_a_pipe_in_running_text_makes_no_row() -> None:
    assert (
        kinds(structured("It counts the catch | the quota.\n\nIt fell.\n"))
        == [BlockKind.PARAGRAPH] * 2
    )


def test_each_table_has_its_own_header() -> None:
    found = structured_markdown(
        "| Port | Boats |\n|---|---|\n| Bodø | 1 |\n\nAnd:\n\n"
        "| Fish | Tonnes |\n|---|---|\n| Cod | 2 |\n"
    )
    assert header_of(found, "| Cod") == "| Fish | Tonnes |"


def test_the_line_of_unit_and_index_belongs_to_the_row_above_it() -> None:
    text = "Fish\t\t2001\t2002\nCod\t\t12\t13\n(landed)\ttonnes\t(100.0)\t(108.3)\nLing\t\t1\t2\n"
    assert texts(structured(text), BlockKind.TABLE_ROW) == [
        "Cod 12 13 (landed) tonnes (100.0) (108.3)",
        "Ling 1 2",
    ]


@pytest.mark.parametrize(
    "row",
    [
        *("(a) Landed\t5\t6", "(a)\t5\t6", "(1)\t5\t6", "(North) Landed\t5\t6"),
        *("(landed)\t5", "(landed\t5\t6"),
    ],
)
def test_a_row_that_only_begins_with_a_bracket_stands_for_itself(row: str) -> None:
    found = structured(f"Fish\t2001\t2002\nCod\t12\t13\n{row}\n")
    assert texts(found, BlockKind.TABLE_ROW) == ["Cod 12 13", " ".join(row.split())]


def test_a_label_on_a_line_of_its_own_belongs_to_the_row_below_it() -> None:
    text = "Fish\tUnit\t2001\nCod\ttonnes\t12\nNorth Sea Herring\nlanded\ttonnes\t30\n"
    found = structured(text)
    assert texts(found, BlockKind.TABLE_ROW)[-1] == "North Sea Herring landed tonnes 30"
    assert header_of(found, "North Sea") == "Fish Unit 2001"


def test_a_note_in_a_table_is_a_footnote() -> None:
    text = "Fish\tTonnes\nCod\t12\n(Note 1) Landed\tonly.\n"
    assert kinds(structured(text))[-1] is BlockKind.FOOTNOTE

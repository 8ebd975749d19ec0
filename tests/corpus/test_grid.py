import os
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.loading.folder import read_folder
from corpus.parsing.parser import parse
from corpus.structure import StructuredDocument
from corpus.tables.figures import figure_of, note_marks
from corpus.tables.grid import Row, RowKind, Table
from corpus.tables.reading import tables
from corpus.tables.units import unit_of
from tests.corpus_helpers import structured, structured_markdown

CATCH = (
    "| Port | 2001 | 2002 |\n|---|---|---|\n| Bodø | 1,200 | 1,300 |\n| Bergen | 10 | ▲12 |\n"
    "| Total | 1,210 | 1,288 |\n"
)
INDEXED = (
    "Fish\t\t2001\t2002\t2003\n"
    "Cod\t\t50\t60\t55\n(landed)\t1,000 tonnes\t(100.0)\t(120.0)\t(110.0)\n"
    "Ling\t\t8\t10\t4\n(sold)\t1,000 boxes\t(100.0)\t(125.0)\t(50.0)\n"
)
ALIGNED = (
    "The catch fell.\n\nPort          2001     2002\nBodø         1,200    1,300\n"
    "Bergen          10       12\nMo i Rana                 7\n\nIt fell again.\n"
)


def only(document: StructuredDocument) -> Table:
    """Return the one table of a document, each of its cells checked to lie in the text."""
    (found,) = tables(document)
    for row in found.rows:
        assert len(row.cells) == len(found.columns)
        for cell in row.cells:
            quoted = " ".join(part.of(document.document.text) for part in cell.parts)
            assert set(cell.text) <= set(quoted) | {" "}
    return found


def markdown_table(text: str) -> Table:
    return only(structured_markdown(text))


def plain_table(text: str) -> Table:
    return only(structured(text))


def shown(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def headers(table: Table) -> list[str]:
    return [column.header.text for column in table.columns]


def row(table: Table, label: str) -> Row:
    """Return the first row with a label."""
    return next(row for row in table.rows if row.label.text == label)


def units(row: Row) -> set[tuple[str, int]]:
    return {(cell.unit.name, int(cell.unit.multiplier)) for cell in row.cells if cell.unit}


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        *(("2,370", "2370"), ("64.4", "64.4"), ("▲3.1", "-3.1"), ("−7", "-7"), ("1 234", "1234")),
        *(("(5)", "5"), ("10,000[3]", "10000"), ("12*", "12"), ("US$ 1.5", "1.5"), ("5 %", "5")),
        ("+0.4", "0.4"),
    ],
)
def test_a_figure_has_the_value_that_is_printed(printed: str, value: str) -> None:
    found = figure_of(printed)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "printed", ["", "—", "3–1", "1:48.3", "13th", "15 August", "12 Monkeys", "a 5", "(5", "1/2"]
)
def test_what_is_no_single_number_is_no_figure(printed: str) -> None:
    assert figure_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "marks"),
    [
        *(("12*", ("*",)), ("12 (Note 1)", ("(Note 1)",)), ("Cod†[2]", ("†", "[2]"))),
        *(("Area (km2)", ()), ("5 km²", ()), ("*", ())),
    ],
)
def test_marks_at_the_end_point_to_notes(printed: str, marks: tuple[str, ...]) -> None:
    assert note_marks(printed) == marks


@pytest.mark.parametrize(
    ("stated", "name", "multiplier"),
    [
        *(("(ten thousand)", "", 10_000), ("in thousands of yen", "yen", 1_000), ("%", "%", 1)),
        *(("Unit: 10,000 persons", "persons", 10_000), ("US$ million", "US$", 1_000_000)),
        *(("tonnes '000", "tonnes", 1_000), ("Unit: fish boxes", "fish boxes", 1)),
        ("in tonnes", "tonnes", 1),
    ],
)
def test_a_unit_has_a_name_and_a_multiplier(stated: str, name: str, multiplier: int) -> None:
    found = unit_of(stated, 7)
    assert found is not None
    assert (found.name, int(found.multiplier)) == (name, multiplier)
    assert found.span.start == 7


@pytest.mark.parametrize("stated", ["in Norway", "2001", "10 years ago", "landed", "(s. 3)", ""])
def test_other_words_in_brackets_are_no_unit(stated: str) -> None:
    assert unit_of(stated, 0) is None


def test_a_table_of_pipes_has_columns_rows_and_cells() -> None:
    found = markdown_table(f"# Catch\n\n{CATCH}")
    assert headers(found) == ["Port", "2001", "2002"]
    assert shown(found)[0] == ["Bodø", "1,200", "1,300"]
    assert found.cell(1, 2).value == Decimal(-12)
    assert found.caption.text == "Catch"


def test_a_cell_before_the_first_row_does_not_exist() -> None:
    with pytest.raises(IndexError):
        markdown_table(CATCH).cell(-1, 0)


def test_a_row_of_totals_is_told_from_the_others() -> None:
    assert [row.kind for row in markdown_table(CATCH).rows] == [
        *[RowKind.DATA] * 2,
        RowKind.TOTAL,
    ]


def test_emphasis_changes_no_figure() -> None:
    found = markdown_table("| Port | Boats |\n|---|---|\n| **Bodø** | **1,200** |\n")
    assert found.rows[0].label.text == "Bodø"
    assert found.cell(0, 1).value == 1200


def test_an_escaped_pipe_parts_no_cells() -> None:
    found = markdown_table("| Fish | Code |\n|---|---|\n| Cod | a\\|b |\n")
    assert shown(found) == [["Cod", "a|b"]]


def test_a_short_row_is_filled_with_blank_cells() -> None:
    found = markdown_table("| Fish | 2001 | 2002 |\n|---|---|---|\n| Cod | 12 |\n")
    assert found.cell(0, 2).parts == ()
    assert found.cell(0, 2).value is None


def test_tabs_before_a_header_leave_its_corner_blank() -> None:
    found = plain_table("\t2001\t2002\nBodø\t1\t2\nBergen\t3\t4\n")
    assert headers(found) == ["", "2001", "2002"]
    assert row(found, "Bergen").cells[2].text == "4"


def test_a_column_drawn_by_tabs_alone_is_left_out() -> None:
    found = plain_table("\tFish\tBoats\t\n\tCod\t1\t\n\tLing\t3\t\n")
    assert headers(found) == ["Fish", "Boats"]


def test_the_label_and_unit_of_a_row_may_stand_on_its_second_line() -> None:
    found = plain_table(INDEXED)
    assert found.rows[0].label.text == "Cod (landed)"
    assert units(found.rows[0]) == {("tonnes", 1_000)}
    assert units(found.rows[2]) == {("boxes", 1_000)}


def test_a_line_of_per_cents_of_the_row_above_holds_indexes() -> None:
    found = plain_table(INDEXED)
    assert [row.kind for row in found.rows] == [RowKind.DATA, RowKind.INDEX] * 2
    assert found.rows[1].base == 2
    assert units(found.rows[1]) == set()


def test_figures_in_brackets_that_are_no_per_cents_are_no_indexes() -> None:
    found = plain_table(INDEXED.replace("(120.0)", "(90.0)"))
    assert found.rows[1].kind is RowKind.DATA


def test_two_figures_are_too_few_to_tell_indexes() -> None:
    found = plain_table("Fish\t\t2001\t2002\nCod\t\t50\t60\n(landed)\ttonnes\t(100.0)\t(120.0)\n")
    assert found.rows[1].kind is RowKind.DATA


def test_a_note_that_names_the_base_year_tells_indexes() -> None:
    text = "| Fish | 2001 | 2002 |\n|---|---|---|\n| Cod price | 100 | 120 |\n\nNote: 2001 = 100.\n"
    assert markdown_table(text).rows[0].base == 1


def test_brackets_mean_below_zero_where_a_note_says_so() -> None:
    text = "| Port | 2001 |\n|---|---|\n| Bodø | (5) |\n"
    assert markdown_table(text).cell(0, 1).value == 5
    noted = f"{text}\nNote: Figures in brackets are negative.\n"
    assert markdown_table(noted).cell(0, 1).value == -5


def test_the_unit_of_a_column_stands_in_its_header() -> None:
    found = markdown_table("| Port | Catch (thousand tonnes) |\n|---|---|\n| Bodø | 5 |\n")
    assert units(found.rows[0]) == {("tonnes", 1_000)}


def test_a_unit_in_the_caption_holds_for_every_figure_but_years() -> None:
    text = "Table 1: Catch (in tonnes)\n\n| Year | Bodø |\n|---|---|\n| 2001 | 5 |\n| 2002 | 6 |\n"
    found = markdown_table(text)
    assert [cell.unit is not None for cell in found.rows[0].cells] == [False, True]


def test_a_line_with_the_unit_alone_stands_below_the_caption() -> None:
    text = "# Fleet\n\nTable 2: Boats\n\n(Unit: 10,000 boats)\n\n" + CATCH
    found = markdown_table(text)
    assert found.caption.text.startswith("Table 2: Boats")
    assert ("boats", 10_000) in units(found.rows[0])


def test_a_cell_may_bear_its_own_unit() -> None:
    found = markdown_table(
        "| Port | Share |\n|---|---|\n| Bodø | 12 % |\n| Bergen | $ 3 million |\n"
    )
    assert units(found.rows[0]) == {("%", 1)}
    assert units(found.rows[1]) == {("$", 1_000_000)}


def test_a_row_of_units_belongs_to_the_header() -> None:
    text = (
        "| Port | Catch | Share |\n|---|---|---|\n|  | (tonnes) | (%) |\n"
        "| Bodø | 5 | 7 |\n| Mo | 6 | 8 |\n"
    )
    found = markdown_table(text)
    assert (found.header_rows, len(found.rows)) == (2, 2)
    assert units(found.rows[0]) == {("tonnes", 1), ("%", 1)}


def test_a_second_row_of_names_belongs_to_the_header() -> None:
    text = (
        "| Port | Boats |  | Catch |  |\n|---|---|---|---|---|\n|  | 2001 | 2002 | 2001 | 2002 |\n"
        "| Bodø | 1 | 2 | 30 | 40 |\n"
    )
    found = markdown_table(text)
    assert headers(found) == ["Port", "Boats 2001", "Boats 2002", "Catch 2001", "Catch 2002"]
    assert found.header_rows == 2


def test_names_beside_running_numbers_label_the_rows() -> None:
    text = "| Heat | Port |\n|---|---|\n| 1 | Bodø |\n| 2 | Bergen |\n| 3 | Mo |\n"
    found = markdown_table(text)
    assert found.label_column == 1
    assert [row.label.text for row in found.rows] == ["Bodø", "Bergen", "Mo"]


def test_years_label_the_rows_of_a_table_that_has_them_first() -> None:
    found = markdown_table("| Year | Cod |\n|---|---|\n| 2001 | 5 |\n| 2002 | 6 |\n")
    assert [row.label.text for row in found.rows] == ["2001", "2002"]


def test_a_row_with_a_name_alone_groups_the_rows_below_it() -> None:
    text = "| Port | 2001 | 2002 |\n|---|---|---|\n| North |  |  |\n| Bodø | 1 | 2 |\n"
    found = markdown_table(text)
    assert found.rows[0].kind is RowKind.GROUP
    assert found.rows[1].group.text == "North"


def test_a_row_without_a_label_stands_under_the_last_one() -> None:
    found = markdown_table("| Port | Fish |\n|---|---|\n| Bodø | cod |\n|  | ling |\n")
    assert (found.rows[1].label.text, found.rows[1].group.text) == ("", "Bodø")


def test_a_cell_refers_to_the_note_whose_mark_it_bears() -> None:
    text = f"{CATCH.replace('1,300', '1,300*')}\n\\* Without Mo.\n\nNote: Landed only.\n"
    found = plain_table("Port\t2001\t2002*\nBodø\t5\t6\nBergen\t3\t(Note 1)\n(Note 1) Not known.\n")
    assert found.notes[0].marker == "1"
    assert found.cell(1, 2).notes == (0,)
    assert markdown_table(text.replace("\\*", "*")).cell(0, 2).notes == (0,)


def test_a_source_below_a_table_is_one_of_its_notes() -> None:
    text = f"{CATCH}\nSource: Port Office.\n"
    document = structured_markdown(text)
    (note,) = only(document).notes
    assert [part.of(document.document.text) for part in note.parts] == ["Source: Port Office."]


def test_a_source_is_no_caption_of_the_next_table() -> None:
    fish = "| Fish | Boats |\n|---|---|\n| Cod | 1 |\n"
    text = f"# Sea\n\n## Catch\n\n{CATCH}\nSource: Port Office\n\n{fish}"
    first, second = tables(structured_markdown(text))
    assert len(first.notes) == 1
    assert second.caption.text == "Catch"


def test_a_paragraph_below_a_table_is_no_note() -> None:
    assert markdown_table(f"{CATCH}\nIt fell.\n").notes == ()


def test_a_table_drawn_with_spaces_is_cut_at_its_strips_of_blanks() -> None:
    found = plain_table(ALIGNED)
    assert headers(found) == ["Port", "2001", "2002"]
    assert shown(found) == [
        ["Bodø", "1,200", "1,300"],
        ["Bergen", "10", "12"],
        ["Mo i Rana", "", "7"],
    ]


def test_text_set_in_two_columns_is_no_table() -> None:
    left = "the board met in spring and it"
    right = "adopted all of the plans that it had"
    assert tables(structured(f"{left}   {right}\n" * 4)) == ()


def test_a_table_that_goes_on_with_its_header_repeated_is_one() -> None:
    text = "Port\t2001\nBodø\t5\nBergen\t6\n\n12\n\nPort\t2001\nMo\t7\nVardø\t8\n"
    assert [row.label.text for row in plain_table(text).rows] == ["Bodø", "Bergen", "Mo", "Vardø"]


def test_a_table_with_another_header_is_another_table() -> None:
    text = "Port\t2001\nBodø\t5\nBergen\t6\n\nThe fish:\n\nFish\t2001\nCod\t7\nLing\t8\n"
    assert len(tables(structured(text))) == 2


def test_tables_with_nothing_between_them_are_told_by_their_headers() -> None:
    text = f"{CATCH}\n| Fish | Boats | Men |\n|---|---|---|\n| Cod | 1 | 2 |\n"
    assert [len(table.rows) for table in tables(structured_markdown(text))] == [3, 1]


def test_a_header_repeated_within_a_table_is_no_row() -> None:
    text = "| Port | Boats |\n|---|---|\n| Bodø | 1 |\n| Port | Boats |\n| Mo | 2 |\n"
    assert shown(markdown_table(text)) == [["Bodø", "1"], ["Mo", "2"]]


def test_pairs_of_a_name_and_a_date_need_no_header() -> None:
    found = plain_table("Norway pact\tApril 2006\nChile pact\tJune 1997\nPeru pact\tMay 2001\n")
    assert found.header_rows == 0
    assert row(found, "Norway pact").cells[1].text == "April 2006"


def test_a_box_of_dated_names_is_cut_into_group_name_and_date() -> None:
    text = (
        "Pacts in force\n\n"
        "\tTrade Agreements United Lands (June 1997), Norway (signed in May 2001)\t\n"
        "\tFish Pacts (Note 1) Chile (April 2006) and Peru (2004)\t\n"
    )
    found = plain_table(text)
    assert shown(found) == [
        ["Trade Agreements", "United Lands", "June 1997"],
        ["Trade Agreements", "Norway", "signed in May 2001"],
        ["Fish Pacts", "Chile", "April 2006"],
        ["Fish Pacts", "Peru", "2004"],
    ]
    assert found.rows[2].group.text == "Fish Pacts"


def test_two_dated_names_make_no_box() -> None:
    text = "\tTrade Agreements Norway (June 1997)\t\n\tFish Pacts Chile (April 2006)\t\n"
    assert tables(structured(text)) == ()


def test_lines_of_one_cell_without_dates_are_no_table() -> None:
    assert tables(structured("\tTrade Agreements\t\n\tFish Pacts\t\n")) == ()


def test_a_text_without_tables_has_none() -> None:
    assert tables(structured("The board met.\n\nIt adopted the plan.\n")) == ()


@pytest.mark.parametrize(
    "line", ["|a" * 50_000, "\ta" * 50_000, "a  " * 33_000, "(May 1990), " * 8_000]
)
def test_a_hostile_line_is_read_in_linear_time(line: str) -> None:
    document = structured(f"{line}\n")
    began = time.process_time()
    tables(document)
    assert time.process_time() - began < 1.0


@pytest.fixture(scope="module")
def wiki_tables() -> Iterator[tuple[StructuredDocument, list[str]]]:
    """Yield 421 documents with one Markdown table each, and its lines; skip without them."""
    folder = os.environ.get("PINCITE_EXTERNAL")
    path = Path(folder or "", "wikitablequestions", "corpus")
    if not folder or not path.is_dir():
        pytest.skip("PINCITE_EXTERNAL names no folder with wikitablequestions/corpus/*.md")
    return (
        (parse(document), [line for line in document.text.splitlines() if line.startswith("|")])
        for document in read_folder(path)
    )


def test_every_wikipedia_table_has_its_rows_and_columns(
    wiki_tables: Iterator[tuple[StructuredDocument, list[str]]],
) -> None:
    seen = 0
    for document, (header, _, *body) in wiki_tables:
        found = only(document)
        width = len(re.findall(r"(?<!\\)\|", header)) - 1
        expected = sum(line != header for line in body)
        assert (len(found.columns), len(found.rows) + found.header_rows - 1) == (width, expected)
        seen += 1
    assert seen == 421

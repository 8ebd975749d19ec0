"""CSV files and workbooks."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from corpus.errors import DocumentError
from corpus.loading.folder import read_folder
from corpus.loading.formats import Delimited, Extract, Xlsx
from corpus.loading.formats.sheets.numbers import shown
from corpus.parsing.parser import parse
from corpus.structures import structures
from tests.docx_helpers import part, with_part
from tests.pdf_helpers import headings


def csv_text(data: str) -> str:
    return Delimited().extract(data.encode()).text


def book_of(*sheets: Any) -> bytes:
    """Return a workbook with a sheet for each function, which writes into it."""
    book = openpyxl.Workbook()
    for number, write in enumerate(sheets):
        write(book.active if number == 0 else book.create_sheet())
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(*sheets: Any) -> Extract:
    return Xlsx().extract(book_of(*sheets))


def catch(sheet: Any) -> None:
    sheet.title = "Catch"
    for row in (["Port", 2019, 2020], ["Bergen", 12, 15.5], ["Tromsø", 30, None]):
        sheet.append(row)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_records_are_rows_whatever_parts_their_cells(delimiter: str) -> None:
    records = [["Port", "Catch"], ["Bergen", "12"], ["Tromsø", "30"]]
    data = "\r\n".join(delimiter.join(record) for record in records)
    assert csv_text(data).splitlines() == [
        "| Port | Catch |",
        "|---|---|",
        "| Bergen | 12 |",
        "| Tromsø | 30 |",
    ]


def test_commas_in_figures_do_not_part_cells_where_semicolons_do() -> None:
    assert csv_text("Port;Catch\nBergen;1,5\nTromsø;3,0\n").splitlines()[2] == "| Bergen | 1,5 |"


def test_quotes_hold_delimiters_and_line_breaks() -> None:
    assert csv_text('Port,Remark\nBergen,"open, ""always"",\nall year"\n').splitlines()[2] == (
        '| Bergen | open, "always", all year |'
    )


def test_a_byte_order_mark_and_encodings_with_one_are_read() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert (
            Delimited()
            .extract("Port,Catch\nTromsø,1".encode(encoding))
            .text.endswith("| Tromsø | 1 |")
        )


def test_titles_and_remarks_around_a_table_are_text_and_blank_rows_part_tables() -> None:
    data = "Catch by port\n\nPort,Catch\nBergen,12\nSource: the clerk\n\nFee,Crowns\nBerth,9\n"
    assert csv_text(data).split("\n\n") == [
        "Catch by port",
        "| Port | Catch |\n|---|---|\n| Bergen | 12 |",
        "Source: the clerk",
        "| Fee | Crowns |\n|---|---|\n| Berth | 9 |",
    ]


def test_a_first_row_of_figures_names_no_columns() -> None:
    assert csv_text("Bergen,12\nTromsø,30\n").splitlines() == ["| Bergen | 12 |", "| Tromsø | 30 |"]


def test_a_cell_that_is_too_long_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"it is not CSV \(field larger than field limit"):
        csv_text(f'"{"x" * 200_000}')


def test_a_file_with_too_many_cells_is_refused() -> None:
    with pytest.raises(DocumentError, match="more than 1,000,000 cells; cut it into several"):
        csv_text("," * 1_000_001)


def test_a_table_is_called_after_its_file(tmp_path: Path) -> None:
    (tmp_path / "catch.csv").write_text("Port,Catch\nBergen,12\n")
    (tmp_path / "ports.xlsx").write_bytes(book_of(catch))
    assert [each.metadata.title for each in read_folder(tmp_path)] == ["catch", "ports"]


def test_each_sheet_is_a_table_below_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book_of(catch, lambda sheet: sheet.append(["Fees", "x"])))
    (document,) = read_folder(tmp_path)
    table = structures(parse(document)).tables[0]
    assert headings(Extract(document.text, document.marks)) == [(1, "Catch"), (1, "Sheet")]
    assert [column.header.text for column in table.columns] == ["Port", "2019", "2020"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Bergen", "12", "15.5"],
        ["Tromsø", "30", ""],
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234.5, "0", "1234"),
        (0.256, "0.0%", "25.6%"),
        (5, '"£"#,##0', "£5"),
        (5, "[$€-2] #,##0.00", "€ 5.00"),
        (5, '0 "boats"', "5 boats"),
        (-5, "0;(0)", "(5)"),
        (-5, "0.0", "-5.0"),
        (1500, '0.0,"k"', "1500"),
        (5, '"no. 7: "0', "no. 7: 5"),
        (1e300, "General", "1e+300"),
        (float("nan"), "0.00", "nan"),
        (True, "General", "TRUE"),
        (datetime.datetime(2031, 4, 5), "dd.mm.yyyy", "2031-04-05"),
        (datetime.datetime(2031, 4, 5, 6, 7), "d/m/y h:mm", "2031-04-05 06:07:00"),
        (datetime.time(6, 7), "h:mm", "06:07:00"),
        ("#DIV/0!", "General", "#DIV/0!"),
        (None, "General", ""),
    ],
)
def test_a_cell_reads_as_it_is_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_cells_over_rows_are_repeated_and_cells_over_columns_are_not() -> None:
    def write(sheet: Any) -> None:
        for row in (["North", None, None], ["Cod", "Bergen", 12], [None, "Tromsø", 30]):
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:A3")

    assert read(write).text.splitlines()[2:] == [
        "North",
        "",
        "| Cod | Bergen | 12 |",
        "| Cod | Tromsø | 30 |",
    ]


def test_formulas_have_their_stored_values_and_those_without_are_named() -> None:
    def write(sheet: Any) -> None:
        catch(sheet)
        sheet["C3"] = "=B3+1"

    data = book_of(write)
    assert Xlsx().extract(data).warnings == (
        "the sheet Catch has 1 formula without a stored value; open it, save it and add it again",
    )
    name = "xl/worksheets/sheet1.xml"
    stored = (
        part(data, name)
        .replace("<f>B3+1</f><v />", "<f>B3+1</f><v>31</v>")
        .replace("<f>B3+1</f><v></v>", "<f>B3+1</f><v>31</v>")
    )
    extract = Xlsx().extract(with_part(data, name, stored.encode()))
    assert extract.text.endswith("| Tromsø | 30 | 31 |")
    assert extract.warnings == ()


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    def hidden(sheet: Any) -> None:
        sheet.title, sheet.sheet_state = "Secret", "hidden"
        sheet.append(["x", "y"])

    extract = read(catch, hidden)
    assert "Secret" not in extract.text
    assert extract.warnings == ("the sheet Secret is hidden and was not read",)


def test_a_cell_far_out_and_a_merged_column_cost_nothing() -> None:
    def write(sheet: Any) -> None:
        catch(sheet)
        sheet["XFD1048576"] = "far"

    data = book_of(write)
    name = "xl/worksheets/sheet1.xml"
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    xml = part(data, name).replace("</sheetData>", merged)
    try:
        text = Xlsx().extract(with_part(data, name, xml.encode())).text
    except DocumentError as error:
        assert "cells" in str(error)
    else:
        assert "| Bergen | 12 | 15.5 |" in text


def test_external_entities_are_not_read() -> None:
    data = book_of(catch)
    name = "xl/workbook.xml"
    doctype = '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    xml = part(data, name).replace('name="Catch"', 'name="a&secret;"')
    data = with_part(data, name, f"{doctype}{xml}".encode())
    with pytest.raises(DocumentError):
        Xlsx().extract(data)


def test_a_damaged_file_is_refused() -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    for data in (b"", b"Port,Catch", buffer.getvalue()):
        with pytest.raises(DocumentError, match="no Excel file or a damaged one; save it anew"):
            Xlsx().extract(data)

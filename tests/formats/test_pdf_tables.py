"""Tables, notes and scanned pages of PDF files."""

import io
import logging
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from corpus.document import Document
from corpus.errors import DocumentError
from corpus.loading.folder import list_folder, read_document
from corpus.loading.formats import Pdf
from corpus.parsing.parser import parse
from corpus.structure import BlockKind
from corpus.structures import structures
from tests.corpus_helpers import texts
from tests.pdf_helpers import PROSE, blocks, paragraphs, pdf_of, read, wrapped, write

CATCH = [["Port", "2019", "2020"], ["Bergen", "12", "15"], ["Tromsø", "30", "28"]]
CATCH_ROWS = ["| Port | 2019 | 2020 |", "| Bergen | 12 | 15 |", "| Tromsø | 30 | 28 |"]
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")


def table_file(rows: list[list[str]], *style: Any, repeat: int = 0) -> bytes:
    """Return a file with one table, its first rows repeated on each page."""
    buffer = io.BytesIO()
    table = Table(rows, style=list(style), repeatRows=repeat)
    SimpleDocTemplate(buffer, pagesize=A4, invariant=True).build([table])
    return buffer.getvalue()


def rows_of(data: bytes) -> list[str]:
    return Pdf().extract(data).text.splitlines()


def document_of(data: bytes, path: Path) -> Document:
    (path / "plan.pdf").write_bytes(data)
    (file,) = list_folder(path)
    return read_document(file, file.read_bytes())


def test_a_ruled_table_is_read_row_by_row() -> None:
    assert rows_of(table_file(CATCH, GRID)) == CATCH_ROWS


def test_a_bold_first_row_names_the_columns() -> None:
    bold = ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")
    assert rows_of(table_file(CATCH, GRID, bold))[1] == "|---|---|---|"


def test_the_lines_of_a_cell_are_one_cell() -> None:
    rows = [["Port", "Remark"], ["Bergen", "open all\nyear round"]]
    assert rows_of(table_file(rows, GRID))[1] == "| Bergen | open all year round |"


def test_what_spans_columns_stands_in_the_first_and_what_spans_rows_in_each() -> None:
    rows = [["North", "", ""], ["Cod", "Bergen", "12"], ["", "Tromsø", "30"]]
    spans = ("SPAN", (0, 0), (2, 0)), ("SPAN", (0, 1), (0, 2))
    assert rows_of(table_file(rows, GRID, *spans)) == [
        "| North |  |  |",
        "| Cod | Bergen | 12 |",
        "| Cod | Tromsø | 30 |",
    ]


def test_a_table_without_rules_is_read_row_by_row() -> None:
    assert rows_of(table_file(CATCH)) == CATCH_ROWS


def test_cells_that_are_wrapped_are_whole_where_rows_stand_further_apart() -> None:
    rows = [
        ["Measure", "Body"],
        ["improve the lights\nof the quays", "town council\nand board"],
        ["renew the cranes\nof the yard", "board"],
        ["widen the channel\nto the north", "coast guard"],
    ]
    assert rows_of(table_file(rows)) == [
        "| Measure | Body |",
        "| improve the lights of the quays | town council and board |",
        "| renew the cranes of the yard | board |",
        "| widen the channel to the north | coast guard |",
    ]


def test_long_cells_beside_short_ones_are_no_columns_of_text() -> None:
    rows = [
        [f"keep quay {n} of the harbour in repair", "Harbour Board of Tromsø", str(n)]
        for n in range(5)
    ]
    assert rows_of(table_file(rows)) == [f"| {' | '.join(row)} |" for row in rows]


def test_a_table_over_two_pages_is_one(tmp_path: Path) -> None:
    rows = [
        ["Port", "Catch"],
        *([f"Port {chr(65 + n // 26)}{chr(97 + n % 26)}", str(n)] for n in range(80)),
    ]
    structured = parse(document_of(table_file(rows, GRID, repeat=1), tmp_path))
    (table,) = structures(structured).tables
    assert [row.cells[1].text for row in table.rows] == [str(n) for n in range(80)]
    assert [column.header.text for column in table.columns] == ["Port", "Catch"]
    assert {structured.document.page_at(row.label.parts[0].start) for row in table.rows} == {
        1,
        2,
        3,
    }


def test_a_table_stands_between_the_paragraphs_around_it() -> None:
    def draw(canvas: Any) -> None:
        at = write(canvas, wrapped(PROSE, 450), 760)
        for number, row in enumerate(CATCH):
            for column, cell in enumerate(row):
                write(canvas, [cell], at - 30 - 14 * number, left=80 + 100 * column)
        write(canvas, wrapped(PROSE, 450), at - 120)

    assert blocks(read(draw)) == [PROSE.strip(), "\n".join(CATCH_ROWS), PROSE.strip()]


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Any) -> None:
        paragraphs(PROSE)(canvas)
        canvas.rect(60, 700, 480, 80)

    assert read(draw).text == PROSE.strip()


def test_boxes_around_words_and_backgrounds_are_no_table() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(60, 600, 480, 200, stroke=0)
        canvas.setFillGray(0)
        canvas.rect(64, 610, 470, 180, fill=0)
        for left, top in ((72, 757), (180, 745), (300, 733)):
            canvas.rect(left, top, 50, 10, fill=0)
            canvas.line(left, top, left, 612)
        paragraphs(PROSE)(canvas)

    assert read(draw).text == PROSE.strip()


def test_a_numbered_list_is_no_table() -> None:
    def draw(canvas: Any) -> None:
        for number, text in enumerate(("the quays;", "the cranes;", "the lights."), start=1):
            write(canvas, [f"({number})"], 760 - 14 * number, left=80)
            write(canvas, [text], 760 - 14 * number, left=130)

    assert read(draw).text == "(1) the quays;\n(2) the cranes;\n(3) the lights."


def test_a_contents_page_is_no_table() -> None:
    def draw(canvas: Any) -> None:
        for number, title in enumerate(("Berths", "Fees", "Lights")):
            write(canvas, [f"{title} {'. ' * 40}"], 760 - 14 * number)
            write(canvas, [str(number + 2)], 760 - 14 * number, left=400)

    assert [line.split()[0] for line in blocks(read(draw))] == ["Berths", "Fees", "Lights"]


def test_a_note_at_the_foot_of_a_page_does_not_cut_the_sentence_above_it(tmp_path: Path) -> None:
    lines = wrapped(PROSE, 450)

    def first(canvas: Any) -> None:
        write(canvas, lines[:2], 100)
        write(canvas, ["1 See the board's report."], 50, size=7)

    data = pdf_of(
        lambda canvas: write(canvas, wrapped(PROSE * 3, 450), 760),
        first,
        lambda canvas: write(canvas, lines[2:], 760),
    )
    structured = parse(document_of(data, tmp_path))
    assert texts(structured, BlockKind.FOOTNOTE) == ["¹ See the board's report."]
    assert texts(structured)[-2] == f"{' '.join(lines[:2])} … {' '.join(lines[2:])}"


def scanned(pages: str) -> bytes:
    """Return a file with a page for each sign: "p" a picture, "t" text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    picture = ImageReader(io.BytesIO(b"P5 2 2 255\n\x00\xff\xff\x00"))
    for kind in pages:
        if kind == "p":
            canvas.drawImage(picture, 0, 0, *A4)
        else:
            paragraphs(PROSE)(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pages_that_are_pictures_of_text_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (tmp_path / "plan.pdf").write_bytes(scanned("tppt"))
        (file,) = list_folder(tmp_path, [Pdf(lambda: None)])
        read_document(file, file.read_bytes())
    assert "plan.pdf: pages 2 and 3 hold pictures of text, which are not read" in caplog.text


def test_a_file_of_pictures_alone_is_refused_with_what_to_do() -> None:
    with pytest.raises(
        DocumentError, match=r"pictures of text, which are not read; make it search"
    ):
        Pdf(lambda: None).extract(scanned("pp"))


def test_pictures_of_text_are_read_where_something_reads_them() -> None:
    seen: list[bytes] = []

    def recognise(picture: bytes) -> str:
        seen.append(picture)
        return "The quay is\nclosed.\n\nThe crane is open.\n"

    extract = Pdf(lambda: recognise).extract(scanned("tp"))
    assert blocks(extract)[1:] == ["The quay is closed.", "The crane is open."]
    assert extract.text[extract.pages[1].offset :].startswith("The quay is")
    assert extract.warnings == (
        "page 2 holds pictures of text, read by Tesseract: check what is cited",
    )
    assert seen[0].startswith(b"P5 2481 3508 255\n")


def test_the_program_on_the_path_reads_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\nread -r head\necho "$head"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert Pdf().extract(scanned("p")).text == "P5 2481 3508 255"


def test_a_program_that_fails_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho broken\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(DocumentError, match="pictures of text, which are not read"):
        Pdf().extract(scanned("p"))

"""Text, headings, labels, tables and notes of Word files."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from corpus.errors import DocumentError
from corpus.loading.formats import Docx
from tests.docx_helpers import docx_of, item, numbered, part, read, with_list, with_part
from tests.pdf_helpers import headings

LEGAL = {0: ("decimal", "%1."), 1: ("decimal", "%1.%2"), 2: ("lowerLetter", "(%3)")}


def test_paragraphs_are_lines_with_blank_lines_between() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("The board  keeps\nthe quays.")
        document.add_paragraph("")
        document.add_paragraph("It meets\tin March.")

    assert read(write).text == "The board keeps the quays.\n\nIt meets in March."


def test_headings_are_told_by_style_below_the_title() -> None:
    def write(document: Any) -> None:
        document.add_heading("Harbour Plan", 0)
        document.add_heading("Berths", 1)
        document.add_heading("Small vessels", 2)
        document.add_paragraph("They pay nothing.")

    extract = read(write)
    assert headings(extract) == [(1, "Harbour Plan"), (2, "Berths"), (3, "Small vessels")]
    assert extract.metadata.title == "Harbour Plan"


def test_an_outline_level_makes_a_heading_and_a_style_based_on_one_does() -> None:
    def write(document: Any) -> None:
        own = document.add_paragraph("Berths")
        own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
        style = document.styles.add_style("Board heading", 1)
        style.base_style = document.styles["Heading 3"]
        document.add_paragraph("Fees", style="Board heading")

    assert headings(read(write)) == [(2, "Berths"), (3, "Fees")]


def test_numbered_paragraphs_have_their_labels() -> None:
    def write(document: Any) -> None:
        number = with_list(document, LEGAL)
        for level in (0, 1, 1, 2, 2, 0, 1):
            item(document, f"at {level}", number, level)

    labels = [line.split(" at ")[0].strip() for line in read(write).text.splitlines() if line]
    assert labels == ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1"]


def test_numbered_headings_begin_with_their_label() -> None:
    def write(document: Any) -> None:
        number = with_list(document, LEGAL)
        for level in (0, 1):
            item(document, "Berths", number, level, style=f"Heading {level + 1}")

    assert headings(read(write)) == [(1, "1. Berths"), (2, "1.1 Berths")]


@pytest.mark.parametrize(
    ("style", "start", "labels"),
    [
        ("decimal", 9, ["9)", "10)"]),
        ("decimalZero", 1, ["01)", "02)"]),
        ("lowerLetter", 26, ["z)", "aa)"]),
        ("upperLetter", 1, ["A)", "B)"]),
        ("lowerRoman", 3, ["iii)", "iv)"]),
        ("upperRoman", 48, ["XLVIII)", "XLIX)"]),
        ("bullet", 1, ["-", "-"]),
    ],
)
def test_labels_are_written_in_the_format_of_their_level(
    style: str, start: int, labels: list[str]
) -> None:
    def write(document: Any) -> None:
        number = with_list(document, {0: (style, "%1)")}, start=start)
        item(document, "quays", number)
        item(document, "cranes", number)

    assert [line.split()[0] for line in read(write).text.splitlines()] == labels


def test_a_list_goes_on_unless_a_number_of_its_own_starts_it_anew() -> None:
    def write(document: Any) -> None:
        first = with_list(document, {0: ("decimal", "%1.")})
        abstract = document.part.numbering_part.element.num_having_numId(first).abstractNumId.val
        for number in (first, numbered(document, abstract), numbered(document, abstract, {0: 1})):
            item(document, "x", number)

    assert read(write).text.split() == ["1.", "x", "2.", "x", "1.", "x"]


def test_the_list_styles_of_the_word_processor_are_lists() -> None:
    def write(document: Any) -> None:
        for style in ("List Bullet", "List Number", "List Number"):
            document.add_paragraph("x", style=style)

    assert read(write).text.split() == ["-", "x", "1.", "x", "2.", "x"]


def test_a_table_stands_between_the_paragraphs_around_it() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Before.")
        table = document.add_table(2, 2)
        for number, cell in enumerate(("Port", "Catch", "Bergen", "a|b")):
            table.cell(number // 2, number % 2).text = cell
        document.add_paragraph("After.")

    assert read(write).text == "Before.\n\n| Port | Catch |\n| Bergen | a\\|b |\n\nAfter."


def test_a_repeated_first_row_names_the_columns() -> None:
    def write(document: Any) -> None:
        table = document.add_table(2, 2)
        for cell in table._cells:
            cell.text = "x"
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    assert read(write).text.splitlines()[1] == "|---|---|"


def test_cells_over_rows_are_repeated_and_cells_over_columns_are_not() -> None:
    def write(document: Any) -> None:
        table = document.add_table(3, 3)
        for number, cell in enumerate(table._cells):
            cell.text = f"c{number}"
        table.cell(0, 0).merge(table.cell(0, 2)).text = "North"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Cod"

    assert read(write).text.splitlines() == [
        "| North |  |  |",
        "| Cod | c4 | c5 |",
        "| Cod | c7 | c8 |",
    ]


def noted(text: str) -> bytes:
    """Return a file with a note after "quays" below the first of two headings."""

    def write(document: Any) -> None:
        document.add_heading("Berths", 1)
        reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'
        document.add_paragraph("The quays")._p.append(parse_xml(reference))
        document.add_heading("Fees", 1)

    data = docx_of(write)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = part(data, "[Content_Types].xml").replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = part(data, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
    )
    data = with_part(data, "[Content_Types].xml", types.encode())
    data = with_part(data, "word/_rels/document.xml.rels", rels.encode())
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    return with_part(data, "word/footnotes.xml", notes.encode())


def test_notes_stand_at_the_end_of_their_section() -> None:
    assert Docx().extract(noted("See the map.")).text.split("\n\n") == [
        "Berths",
        "The quays ¹",
        "¹ See the map.",
        "Fees",
    ]


def test_deleted_and_hidden_text_and_contents_are_left_out_and_inserted_text_is_not() -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("The board ")
        run = '<w:r><w:t xml:space="preserve">{} </w:t></w:r>'
        for name, text in (("ins", run.format("now")), ("del", run.format("never"))):
            paragraph._p.append(parse_xml(f"<w:{name} {nsdecls('w')}>{text}</w:{name}>"))
        paragraph.add_run("secretly ").font.hidden = True
        paragraph.add_run("meets.")
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("Berths\t4", style="toc 1")

    assert read(write).text == "The board now meets."


def test_what_stands_in_a_content_control_or_a_text_box_is_read() -> None:
    def write(document: Any) -> None:
        body = document.element.body
        text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
        control = f"<w:sdtContent>{text.format('Inside.')}</w:sdtContent>"
        body.insert(0, parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))
        box = f"<w:pict><w:txbxContent>{text.format('Beside.')}</w:txbxContent></w:pict>"
        document.add_paragraph("Below.")._p.append(parse_xml(f"<w:r {nsdecls('w')}>{box}</w:r>"))

    assert read(write).text.split("\n\n") == ["Inside.", "Below.", "Beside."]


def test_of_alternative_drawings_the_text_of_the_first_is_read() -> None:
    def write(document: Any) -> None:
        box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
        uri = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        drawings = (
            f"<mc:Choice>{box.format('Beside.')}</mc:Choice>"
            f"<mc:Fallback>{box.format('Again.')}</mc:Fallback>"
        )
        content = f'<mc:AlternateContent xmlns:mc="{uri}">{drawings}</mc:AlternateContent>'
        document.add_paragraph("Below.")._p.append(
            parse_xml(f"<w:r {nsdecls('w')}>{content}</w:r>")
        )

    assert read(write).text == "Below.\n\nBeside."


def test_what_the_file_says_of_itself_is_known() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("x")
        about = document.core_properties
        about.title, about.author, about.language = "Harbour Plan", "Harbour Board", "nb-NO"
        about.modified = datetime.datetime(2031, 4, 5, tzinfo=datetime.UTC)

    about = read(write).metadata
    assert (about.title, about.issuer, about.date, about.language) == (
        "Harbour Plan",
        "Harbour Board",
        "2031-04-05",
        "nb-NO",
    )


def test_external_entities_are_not_read() -> None:
    data = docx_of(lambda document: document.add_paragraph("MARK"))
    xml = part(data, "word/document.xml").replace("MARK", "a&secret;b")
    doctype = '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    head, body = xml.split("?>", 1)
    data = with_part(data, "word/document.xml", f"{head}?>{doctype}{body}".encode())
    assert Docx().extract(data).text == "a"


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    data = with_part(
        docx_of(lambda document: document.add_paragraph("x")), "word/media/x", b"0" * 60_000_000
    )
    with pytest.raises(
        DocumentError, match=r"it unpacks to [\d,]+ bytes in \d+ files, which is not"
    ):
        Docx().extract(data)


def empty_archive() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", empty_archive()])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="no Word file or a damaged one; save it anew"):
        Docx().extract(data)


def test_an_old_or_encrypted_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(
        DocumentError, match="protected by a password or of an older version of Word"
    ):
        Docx().extract(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

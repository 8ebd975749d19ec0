"""From a DOCX file to its canonical text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from corpus.document import Metadata
from corpus.loading.formats.about import properties
from corpus.loading.formats.cleaning import raised
from corpus.loading.formats.docx.numbering import Numbering
from corpus.loading.formats.docx.styles import Styles, outline_level
from corpus.loading.formats.docx.xml import Element, child, is_on, number, tag, value
from corpus.loading.formats.extract import Extract
from corpus.loading.formats.writing import TextWriter

_WRAPPERS = frozenset(map(tag, ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")))
_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_REFERENCES = tuple(map(tag, ("footnoteReference", "endnoteReference")))
_DROPPED = frozenset(
    map(tag, ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "instrText", "delText"))
)
_TEXT, _BREAKS = tag("t"), frozenset(map(tag, ("tab", "br", "cr", "ptab")))
_HYPHEN = tag("noBreakHyphen")
_PARAGRAPH, _TABLE, _RUN, _ROW, _CELL = map(tag, ("p", "tbl", "r", "tr", "tc"))
_ALTERNATIVES, _FALLBACK = "}AlternateContent", "}Fallback"  # of drawings, by their local names
_WIDEST = 200  # columns that one cell may span


@dataclass(frozen=True, slots=True)
class _Note:
    """A note as it is referred to: its number in reading order, and its text."""

    number: int
    text: str


def read_docx(data: bytes) -> Extract:
    """Return the text of a file with headings by style, labels, tables and notes.

    Notes stand at the end of their section. Deleted and hidden text, contents, comments, heads and
    feet are left out.
    """
    package = docx.Document(io.BytesIO(data))
    return _Reader(package).extract()


class _Reader:
    """Goes through the paragraphs and tables once, in reading order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        related = {rel.reltype: rel for rel in package.part.rels.values() if not rel.is_external}
        parts = {type_: related[type_].target_part for type_ in related}
        numbering = parts.get(RELATIONSHIP_TYPE.NUMBERING)
        styles = parts.get(RELATIONSHIP_TYPE.STYLES)
        self._styles = Styles(None if styles is None else styles.element)
        self._numbering = Numbering(None if numbering is None else numbering.element, self._styles)
        self._note_texts = [
            {} if type_ not in parts else _notes(parse_xml(parts[type_].blob)) for type_ in _NOTES
        ]
        self._notes: list[_Note] = []
        self._note_count = 0
        self._writer = TextWriter()
        body = package.element.body
        self._titled = any(self._styles.of(each).is_title for each in body.iterfind(_PARAGRAPH))

    def extract(self) -> Extract:
        """Return the text of the whole document."""
        title = self._read(self._package.element.body)
        self._write_notes()
        about = self._metadata()
        if title and not about.title:
            about = Metadata(title, about.issuer, about.date, "", about.language)
        return self._writer.extract(about)

    def _read(self, body: Element) -> str:
        """Write what stands in a body and return its title, empty for none."""
        title = ""
        for element in _blocks(body):
            if element.tag == _TABLE:
                self._write_table(element)
            else:
                title = self._write_paragraph(element) or title
                for box in _text_boxes(element):
                    self._read(box)
        return title

    def _write_paragraph(self, paragraph: Element) -> str:
        """Write a paragraph; return it if it is the document's title."""
        style = self._styles.of(paragraph)
        if style.is_contents:
            return ""
        text = self._text(paragraph)
        label = self._numbering.label(paragraph, style)  # blank ones are counted, too
        if not text.strip():
            return ""
        level = outline_level(paragraph, style)
        if style.is_title:
            self._write_notes()
            self._writer.heading(text, 1)
            return text
        if level is not None:
            self._write_notes()
            labelled = text if label is None or label.is_bullet else f"{label.text} {text}"
            self._writer.heading(labelled, level + 1 + self._titled)
        elif label is not None:
            self._writer.item(text, label.depth, label.text)
        else:
            self._writer.paragraph(text)
        return ""

    def _text(self, paragraph: Element) -> str:
        """Return the text of a paragraph with signs for its notes, which are kept for later."""
        pieces: list[str] = []
        for element in _runs(paragraph):
            if element.tag == _TEXT:
                pieces.append(element.text or "")
            elif element.tag in _BREAKS:
                pieces.append(" ")
            elif element.tag == _HYPHEN:
                pieces.append("-")
            elif element.tag in _REFERENCES:
                texts = self._note_texts[_REFERENCES.index(element.tag)]
                text = texts.get(element.get(tag("id")), "")
                if text:
                    self._note_count += 1
                    self._notes.append(_Note(self._note_count, text))
                    pieces.append(raised("".join(pieces), self._note_count))
        return "".join(pieces)

    def _write_notes(self) -> None:
        for note in self._notes:
            self._writer.paragraph(f"{raised('', note.number)} {note.text}")
        self._notes.clear()

    def _write_table(self, table: Element) -> None:
        rows: list[list[str]] = []
        first: Element | None = None
        for row in _inside(table, _ROW):
            if is_on(row, "trPr", "del"):
                continue
            first = row if first is None else first
            rows.append(self._row(row, rows[-1] if rows else ()))
        self._writer.table(rows, headed=is_on(first, "trPr", "tblHeader"))

    def _row(self, row: Element, above: Sequence[str]) -> list[str]:
        """Return the cells of a row; what spans rows is repeated, what spans columns is not."""
        cells = [""] * min(max(number(row, "trPr", "gridBefore") or 0, 0), _WIDEST)
        for cell in _inside(row, _CELL):
            merged = child(cell, "tcPr", "vMerge")
            if merged is not None and value(cell, "tcPr", "vMerge") != "restart":
                text = above[len(cells)] if len(cells) < len(above) else ""
            else:
                text = self._cell(cell)
            span = number(cell, "tcPr", "gridSpan") or 1
            cells.extend([text, *[""] * (min(max(span, 1), _WIDEST) - 1)])
        return cells

    def _cell(self, cell: Element) -> str:
        """Return the text of a cell, the paragraphs of tables within it included."""
        pieces: list[str] = []
        for paragraph in cell.iter(_PARAGRAPH):
            text = self._text(paragraph)
            label = self._numbering.label(paragraph, self._styles.of(paragraph))
            pieces.append(text if label is None else f"{label.text} {text}")
        return " ".join(pieces)

    def _metadata(self) -> Metadata:
        core = self._package.core_properties
        date = core.modified or core.created
        return properties(
            title=core.title,
            author=core.author,
            date="" if date is None else date.date().isoformat(),
            language=core.language or self._styles.language,
        )


def _blocks(body: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, those in content controls too."""
    waiting = [iter(body)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in (_PARAGRAPH, _TABLE):
            yield element
        elif element.tag in _WRAPPERS:
            waiting.append(iter(element))


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    waiting = [iter(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == wanted:
            yield element
        elif element.tag in _WRAPPERS:
            waiting.append(iter(element))


def _runs(paragraph: Element) -> Iterator[Element]:
    """Yield what is seen of the runs of a paragraph: no deleted or hidden text, no pictures."""
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        name = element.tag
        if not isinstance(name, str) or name in _DROPPED or name.endswith(_ALTERNATIVES):
            continue
        if name == _RUN and is_on(element, "rPr", "vanish"):
            continue
        yield element
        waiting.append(iter(element))


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes of a paragraph, of alternative drawings the first."""
    for box in paragraph.iter(tag("txbxContent")):
        above = [element.tag for element in box.iterancestors()]
        if box.tag not in above and not any(name.endswith(_FALLBACK) for name in above):
            yield box


def _notes(root: Element) -> dict[str, str]:
    """Return the texts of notes by their ids; separators have a type and are none."""
    return {
        note.get(tag("id")): " ".join(
            "".join(each.text or "" for each in _runs(paragraph) if each.tag == _TEXT)
            for paragraph in note.iter(_PARAGRAPH)
        ).strip()
        for note in root
        if isinstance(note.tag, str) and note.get(tag("type")) in (None, "normal")
    }

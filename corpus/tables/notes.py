"""What stands around a table: its caption, its unit line, the notes below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.markers import is_page_number
from corpus.span import Span, trimmed
from corpus.structure import Block, BlockKind, StructuredDocument
from corpus.tables.figures import note_marks
from corpus.tables.grid import SILENT, Note, Wording
from corpus.tables.units import Unit, bracketed_unit, unit_of
from corpus.wording import ends_sentence, plain, words

_FARTHEST_CAPTION = 2  # blocks above the table
_LONGEST_CAPTION = 40  # words
_NAMES_A_TABLE = re.compile(r"(?:Table|Exhibit|Schedule|Annex)\s*[\dA-Z]", re.IGNORECASE)
_NOTE_START = re.compile(
    r"(?:\(?(?:Notes?|Sources?)\b\s?(?P<noted>\d{0,2})\)?[:.)]?\s*(?P<first>\d{1,2}(?=[.):]))?[.):]?"
    r"|(?P<sign>\*{1,3}|[†‡§]{1,2}|\^\{[^{}]{1,5}\}|[¹²³⁰-⁹]{1,2}⁾?|\[\w{1,3}\]:?|\(?\d{1,2}\)))\s*",
    re.IGNORECASE,
)
_NEXT_NOTE = re.compile(r"(?<=\s)\(Note\s*\d{1,2}\)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CONTINUED = re.compile(r"\bcont(?:inued|inuation|'d|d|\.)", re.IGNORECASE)
_ABOVE = frozenset({BlockKind.CAPTION, BlockKind.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Captions:
    """The caption of a table and the unit that it or a line beside it states."""

    caption: Wording
    unit: Unit | None


def captions(structured: StructuredDocument, first: int) -> Captions:
    """Return what the lines right above block `first` say of the table that begins there.

    These are captions and short lines without a full stop; without any, the heading of the
    section is the caption.
    """
    text = structured.document.text
    block = structured.blocks[first]
    unit: Unit | None = None
    caption: tuple[Span, ...] = ()
    for above in reversed(structured.blocks[max(0, first - _FARTHEST_CAPTION) : first]):
        said = joined(text, above.parts)
        if above.section != block.section or not _says_of_a_table(above, said):
            break
        unit = unit or _unit(text, above)
        if unit_of(said, 0) is None and not is_page_number(said):
            caption = (*above.parts, *caption)
    if not caption:
        heading = structured.sections[block.section].heading
        caption = () if heading is None else (heading,)
        unit = unit or (heading and bracketed_unit(heading.of(text), heading.start)) or None
    return Captions(Wording(caption, joined(text, caption)) if caption else SILENT, unit)


def notes_below(
    structured: StructuredDocument, last: int, marks: Iterable[str]
) -> tuple[Note, ...]:
    """Return the notes right below block `last`, the last one of a table, in text order.

    A list item or a paragraph is a note where it begins with one of `marks`, the signs that the
    table itself bears.
    """
    text = structured.document.text
    borne = {marker_of(mark) for mark in marks} - {""}
    section = structured.blocks[last].section
    notes: list[Note] = []
    for block in structured.blocks[last + 1 :]:
        if block.section != section:
            break
        begin = _with_bullet(text, block)
        found = list(_notes(text, (Span(begin, block.parts[0].end), *block.parts[1:])))
        if block.kind is not BlockKind.FOOTNOTE and (not found or found[0].marker not in borne):
            break
        notes.extend(found)
    return tuple(notes)


def marker_of(mark: str) -> str:
    """Return what a mark and the note that it refers to have in common: `1` for `(Note 1)`."""
    match = re.search(r"[†‡§*]+|[^\W_]{1,3}$", mark.translate(_RAISED).strip("()[]^{}⁾:. "))
    return match.group().lower() if match else ""


def marks_in(text: str) -> tuple[str, ...]:
    """Return the markers at the end of `text` or after a bracket within it, in reading order."""
    within = re.findall(r"\((?:Note|note)s? \d{1,2}\)", text)
    return tuple(dict.fromkeys(marker_of(mark) for mark in (*within, *note_marks(text))))


def goes_on(structured: StructuredDocument, last: int, first: int) -> bool:
    """Tell whether nothing but page breaks stands between blocks `last` and `first`.

    A page break leaves a page number, or a caption that says "continued".
    """
    text = structured.document.text
    if structured.blocks[last].section != structured.blocks[first].section:
        return False
    between = structured.blocks[last + 1 : first]
    said = [joined(text, block.parts) for block in between]
    return all(
        is_page_number(line) or (len(words(line)) <= _LONGEST_CAPTION and _CONTINUED.search(line))
        for line in said
    )


def joined(text: str, parts: Sequence[Span]) -> str:
    """Return the words of some stretches of text, without marks, white space folded."""
    return plain(" ".join(part.of(text) for part in parts))


def _says_of_a_table(block: Block, said: str) -> bool:
    if block.kind not in _ABOVE:
        return False
    if block.kind is BlockKind.CAPTION or unit_of(said, 0) is not None:
        return True
    short = len(words(said)) <= _LONGEST_CAPTION
    return short and (not ends_sentence(said) or _NAMES_A_TABLE.match(said) is not None)


def _unit(text: str, block: Block) -> Unit | None:
    place = block.parts[-1]
    return unit_of(place.of(text), place.start) or bracketed_unit(place.of(text), place.start)


def _with_bullet(text: str, block: Block) -> int:
    """Return where the line of a block begins, the star that was read as a bullet included."""
    start = block.start
    while start and text[start - 1] in "* ":
        start -= 1
    return start + (len(text[start : block.start]) - len(text[start : block.start].lstrip()))


def _notes(text: str, parts: tuple[Span, ...]) -> Iterator[Note]:
    """Yield the notes of one block: "(Note 1) …" and "(Note 2) …" may share it."""
    first = parts[0]
    cuts = [first.start, *(m.start() for m in _NEXT_NOTE.finditer(text, first.start, first.end))]
    for begin, end in zip(cuts, [*cuts[1:], first.end], strict=True):
        place = trimmed(text, begin, end)
        if place is None:
            continue
        rest = parts[1:] if end == first.end else ()
        start = _NOTE_START.match(text, place.start, place.end)
        sign = (start["sign"] or start["first"] or start["noted"]) if start else None
        yield Note(marker_of(sign or ""), (place, *rest))

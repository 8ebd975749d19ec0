"""The blocks of a text in reading order: paragraphs, list items, rows, captions, notes.

Works in three passes: lines are gathered into raw blocks (here), chronicles that run on in one
paragraph are parted into their entries (`corpus.chronicle`), and blocks that a page break or a
caption cut in two are rejoined (`corpus.joining`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.contents import Contents
from corpus.headings import Heading
from corpus.labels import labels_at
from corpus.lines import Line
from corpus.markers import bullet_length, is_date_led, is_rule, is_signing
from corpus.span import Span
from corpus.structure import BlockKind
from corpus.wording import ends_sentence, folded, is_closed, reads_as_title, starts_lower, words

_CAPTION = re.compile(
    r"(?:(?:Figure|Fig\.|Table|Chart|Photo|Map|Box|Graph|Diagram|Source)\b[\s.:]*\d*|.*\((?:Photo|Source)\b[^()]*(?:\([^()]*\)[^()]*)*\)$)",
    re.IGNORECASE | re.DOTALL,
)
_FOOTNOTE = re.compile(
    r"(?:[¹²³⁰-⁹]+\s|\^\{|\[\^[^\]]+\]:|\(?Notes?\)?[:)]|\(?Note \d+\)\s|Source[s]?:)"
)
_PARENTHESIS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\.?")
_MARKUP_ONLY = re.compile(r"(?:<[^<>]*>|[-*_=]{3,}|```.*|~~~.*|!\[[^\]]*\]\([^)]*\))+")
_TERM = re.compile(r"\*(?!\*)[^\W_][^*.;:]{1,80}$|\*\*[^*]{2,80}\*\*$")
_DEFINED_TERM = re.compile(r"\*\*[^*]{2,80}\*\*\s+(?:means|has|have|includes?|is|are|refers?)\b")
_WRAPPED_LINE = 60  # a line at least so long may go on with the next one
PICTURE_GAP = 2  # blank lines that a picture leaves behind


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as it lies in the text, before blocks are related to each other.

    `indent` counts the columns before it, `gap` the blank lines above it; `mark` names the
    bullet, label style or date that a list item begins with.
    """

    kind: BlockKind
    parts: tuple[Span, ...]
    text: str
    indent: int = 0
    gap: int = 0
    mark: str = ""

    @property
    def start(self) -> int:
        """Return the offset of the first character."""
        return self.parts[0].start


def raw_blocks(
    text: str, lines: Sequence[Line], headings: Sequence[Heading], contents: Contents | None
) -> list[RawBlock]:
    """Return the blocks of a text in reading order; headings among them."""
    by_start = {heading.span.start: heading for heading in headings}
    blocks: list[RawBlock] = []
    number = 0
    fenced = False
    while number < len(lines):
        line = lines[number]
        heading = by_start.get(line.start) or _marked(by_start, line)
        if heading is not None:
            blocks.append(_block(BlockKind.HEADING, text, heading.span.start, heading.span.end, line))
            number = _after(lines, number, heading.span.end)
            continue
        if line.text.startswith(("```", "~~~")):
            fenced = not fenced
        if _MARKUP_ONLY.fullmatch(line.text) or is_rule(line.text):
            number += 1
            continue
        if contents is not None and contents.first <= number <= contents.last:
            blocks.append(_block(BlockKind.CONTENTS, text, line.start, line.end, line))
            number += 1
            continue
        last = number
        while last + 1 < len(lines) and _continues(lines, last + 1, by_start, fenced):
            last += 1
        blocks.append(_classify(text, lines, number, last))
        number = last + 1
    return _notes_and_terms(_attached(blocks, text), text)


def _marked(by_start: dict[int, Heading], line: Line) -> Heading | None:
    """Return the heading whose title begins within the line, after a mark such as `##`."""
    for offset in range(line.start + 1, min(line.start + 8, line.end)):
        if offset in by_start:
            return by_start[offset]
    return None


def _after(lines: Sequence[Line], number: int, offset: int) -> int:
    number += 1
    while number < len(lines) and lines[number].start < offset:
        number += 1
    return number


def _continues(
    lines: Sequence[Line], number: int, by_start: dict[int, Heading], fenced: bool
) -> bool:
    """Tell whether a line goes on with the paragraph or item of the line above it."""
    line, above = lines[number], lines[number - 1]
    if line.gap or line.start in by_start or _marked(by_start, line) is not None:
        return False
    if fenced:
        return not line.text.startswith(("```", "~~~"))
    if line.is_row or above.is_row or _MARKUP_ONLY.fullmatch(line.text):
        return False
    if bullet_length(line.text) or is_date_led(line.text) or _FOOTNOTE.match(line.text):
        return False
    if labels_at(line.text) and not starts_lower(line.text):
        return False
    return len(above.text) >= _WRAPPED_LINE or starts_lower(line.text) or not is_closed(above.text)


def _block(kind: BlockKind, text: str, start: int, end: int, line: Line, mark: str = "") -> RawBlock:
    return RawBlock(kind, (Span(start, end),), text[start:end], line.indent, line.gap, mark)


def _classify(text: str, lines: Sequence[Line], first: int, last: int) -> RawBlock:
    line = lines[first]
    start, end = line.start, lines[last].end
    content = text[start:end]
    bullet = bullet_length(line.text)
    if line.is_row:
        return _block(BlockKind.TABLE_ROW, text, start, end, line)
    if is_signing(content) or _is_signature(lines[first : last + 1]):
        return _block(BlockKind.SIGNATURE, text, start, end, line)
    if bullet:
        inner = labels_at(line.text[bullet:])
        mark = inner[0].style if inner else "bullet"
        if is_date_led(line.text[bullet:]):
            mark = "date"
        return _block(BlockKind.LIST_ITEM, text, start + bullet, end, line, mark)
    if is_date_led(line.text) and not ends_sentence(content):
        return _block(BlockKind.LIST_ITEM, text, start, end, line, "date")
    if _CAPTION.match(content) and (line.gap >= PICTURE_GAP or not ends_sentence(content)):
        return _block(BlockKind.CAPTION, text, start, end, line)
    if _FOOTNOTE.match(line.text):
        return _block(BlockKind.FOOTNOTE, text, start, end, line)
    if line.gap >= PICTURE_GAP and len(words(content)) >= 4 and not is_closed(content):
        return _block(BlockKind.CAPTION, text, start, end, line)
    labels = labels_at(line.text)
    if labels:
        rest = line.text[labels[0].length :]
        item = starts_lower(rest) or not ends_sentence(content) or "." in line.text[: labels[0].length]
        kind = BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
        return _block(kind, text, start, end, line, labels[0].style)
    return _block(BlockKind.PARAGRAPH, text, start, end, line)


def _is_signature(lines: Sequence[Line]) -> bool:
    """Tell whether lines are a name and the offices below it."""
    return len(lines) >= 3 and all(
        len(words(line.text)) <= 6 and not is_closed(line.text) and line.text[0].isupper()
        for line in lines
    )


def _attached(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Join what stands apart but says one thing: a label or lead with its content, a remark.

    "Members:" or "(a) The Bureau:" takes the paragraph below it, and a line in brackets that begins
    with a small letter or a digit belongs to the block above it.
    """
    joined: list[RawBlock] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above is not None and block.kind is BlockKind.PARAGRAPH and not block.mark:
            remark = _PARENTHESIS.fullmatch(block.text) is not None and above.kind in (
                BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW,
            )  # fmt: skip
            led = (
                above.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
                and above.text.endswith(":")
                and len(words(above.text)) <= 12
            )
            if remark or led:
                end = block.parts[-1].end
                joined[-1] = replace(
                    above, parts=(Span(above.start, end),), text=text[above.start : end]
                )
                continue
        joined.append(block)
    return joined


def _notes_and_terms(blocks: Sequence[RawBlock], text: str) -> list[RawBlock]:
    """Mark glossary entries: a term on a line of its own with its definition, or a bold term."""
    out: list[RawBlock] = []
    for block in blocks:
        above = out[-1] if out else None
        if block.kind is BlockKind.PARAGRAPH and above is not None and _is_term(above):
            end = block.parts[-1].end
            out[-1] = replace(
                above,
                kind=BlockKind.GLOSSARY_ENTRY,
                parts=(Span(above.start, end),),
                text=text[above.start : end],
            )
        elif block.kind is BlockKind.PARAGRAPH and _DEFINED_TERM.match(block.text):
            out.append(replace(block, kind=BlockKind.GLOSSARY_ENTRY))
        else:
            out.append(block)
    return out


def _is_term(block: RawBlock) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _TERM.fullmatch(block.text) is not None

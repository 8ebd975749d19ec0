"""What kind of block a run of lines is, by the marks it begins with and how it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.labels import labels_at
from corpus.markers import (
    is_date_led,
    is_page_number,
    is_signature,
    is_signing,
    is_term,
    names_a_picture,
)
from corpus.parsing.lines import Line
from corpus.structure import BlockKind
from corpus.wording import ends_sentence, is_closed, is_definition, starts_lower, words

PICTURE_GAP = 2  # blank lines that a picture leaves behind
_FEWEST_CAPTION_WORDS = 4
_FOOTNOTE = re.compile(
    r"(?:[¹²³⁰-⁹]+\s|\^\{|\[\^[^\]]+\]:|\(?Notes?\)?[:)]|\(?Note \d+\)\s|Source[s]?:)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of lines is: its kind, its mark and the bullet's length in characters."""

    kind: BlockKind
    mark: str = ""
    bullet: int = 0


def is_note(text: str) -> bool:
    """Tell whether `text` begins as a footnote, a note below a table or a source does."""
    return _FOOTNOTE.match(text) is not None


def kind_of(lines: Sequence[Line], content: str) -> Reading:
    """Return what `lines`, whose text is `content`, are. There is at least one line."""
    line = lines[0]
    if line.is_code:
        return Reading(BlockKind.PARAGRAPH)
    if line.is_row:
        return Reading(BlockKind.FOOTNOTE if is_note(line.text) else BlockKind.TABLE_ROW)
    if is_signing(content) or is_signature([line.text for line in lines]):
        return Reading(BlockKind.SIGNATURE)
    if is_page_number(content):
        return Reading(BlockKind.CAPTION)
    if line.bullet:
        return Reading(BlockKind.LIST_ITEM, _bullet_mark(line.text[line.bullet :]), line.bullet)
    if is_date_led(line.text) and not ends_sentence(content):
        return Reading(BlockKind.LIST_ITEM, "date")
    if _is_caption(line, content):
        return Reading(BlockKind.CAPTION)
    if is_note(line.text):
        return Reading(BlockKind.FOOTNOTE)
    if is_definition(content) or (len(lines) > 1 and is_term(line.text)):
        return Reading(BlockKind.GLOSSARY_ENTRY)
    labels = labels_at(line.text)
    if not labels:
        return Reading(BlockKind.PARAGRAPH)
    label = line.text[: labels[0].length]
    rest = line.text[labels[0].length :]
    item = starts_lower(rest) or not ends_sentence(content) or "." in label
    return Reading(BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH, labels[0].style)


def _bullet_mark(text: str) -> str:
    if is_date_led(text):
        return "date"
    labels = labels_at(text)
    return labels[0].style if labels else "bullet"


def _is_caption(line: Line, content: str) -> bool:
    """Tell whether lines name or credit a picture, or stand below the gap that one leaves."""
    if is_note(line.text):
        return False
    apart = line.gap >= PICTURE_GAP
    if names_a_picture(content):
        return apart or not ends_sentence(content)
    return (
        apart
        and not labels_at(line.text)
        and len(words(content)) >= _FEWEST_CAPTION_WORDS
        and not is_closed(content)
    )

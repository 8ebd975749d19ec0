"""Paragraph styles: what they say of headings and numbering, inherited from style to style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.loading.formats.docx.xml import Element, child, number, tag, value

_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc (?:\d|heading)|table of (?:figures|authorities))", re.IGNORECASE)
_BODY = 9  # the outline level of what is no heading
_FARTHEST = 20  # styles that one may be based on


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says; `outline` counts from 0, None where it says nothing."""

    name: str
    outline: int | None = None
    number: int | None = None
    level: int | None = None

    @property
    def is_title(self) -> bool:
        """Tell whether it is that of the document's title."""
        return self.name.lower() == "title"

    @property
    def is_contents(self) -> bool:
        """Tell whether it is that of a line in a table of contents."""
        return _CONTENTS.fullmatch(self.name) is not None


class Styles:
    """The paragraph styles of a document, by their ids; the default style for an unknown id."""

    def __init__(self, root: Element | None) -> None:
        found = () if root is None else root.iterfind(tag("style"))
        self._elements = {
            element.get(tag("styleId")): element
            for element in found
            if element.get(tag("type")) == "paragraph"
        }
        self._default = next(
            (id_ for id_, each in self._elements.items() if each.get(tag("default")) == "1"), None
        )
        self.language = ""
        if root is not None:
            self.language = value(root, "docDefaults", "rPrDefault", "rPr", "lang") or ""
        self.style = cache(self._style)

    def of(self, paragraph: Element) -> Style:
        """Return the style of a paragraph."""
        return self.style(value(paragraph, "pPr", "pStyle"))

    def _style(self, id_: str | None) -> Style:
        name = ""
        outline = number_id = level = None
        for element in self._chain(id_ if id_ in self._elements else self._default):
            name = name or value(element, "name") or ""
            properties = child(element, "pPr")
            if outline is None:
                outline = _outline(element)
            if number_id is None:
                number_id = number(properties, "numPr", "numId")
            if level is None:
                level = number(properties, "numPr", "ilvl")
        return Style(name, None if outline == _BODY else outline, number_id, level)

    def _chain(self, id_: str | None) -> list[Element]:
        chain: list[Element] = []
        while id_ in self._elements and len(chain) < _FARTHEST:
            chain.append(self._elements[id_])
            id_ = value(chain[-1], "basedOn")
        return chain


def outline_level(paragraph: Element, style: Style) -> int | None:
    """Return the outline level of a paragraph from 0, its own before its style's; None for text."""
    own = number(paragraph, "pPr", "outlineLvl")
    level = style.outline if own is None else own
    return level if level is not None and 0 <= level < _BODY else None


def _outline(style: Element) -> int | None:
    own = number(style, "pPr", "outlineLvl")
    named = _HEADING.fullmatch(value(style, "name") or "")
    if own is None and named:
        return int(named["level"]) - 1
    return own

"""The labels of numbered paragraphs, counted as the word processor counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.loading.formats.counting import written
from corpus.loading.formats.docx.styles import Style, Styles
from corpus.loading.formats.docx.xml import Element, number, tag, value, whole

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLET = "-"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; `restart` is the level above that resets it."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """The counts of one list as far as it is read: by level, None where none was counted."""

    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    restarted: set[int] = field(default_factory=set)  # numbers whose own start was taken


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a paragraph: its text and the depth of its list, 0 for the outermost."""

    text: str
    depth: int

    @property
    def is_bullet(self) -> bool:
        """Tell whether the label is a sign rather than a number."""
        return self.text == _BULLET


class Numbering:
    """Counts the numbered paragraphs of a document, which come in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._level_of_style: dict[tuple[str, str], int] = {}
        self._links: dict[str, str] = {}
        self._numbers: dict[int, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        if root is not None:
            self._read(root, styles)

    def label(self, paragraph: Element, style: Style) -> Label | None:
        """Return the label of the next paragraph, None if it has none."""
        own = number(paragraph, "pPr", "numPr", "numId")
        number_id = style.number if own is None else own
        if number_id is None or number_id not in self._numbers:
            return None
        abstract, starts, overrides = self._numbers[number_id]
        level = number(paragraph, "pPr", "numPr", "ilvl")
        if level is None and own is None:
            style_id = value(paragraph, "pPr", "pStyle") or ""
            level = self._level_of_style.get((abstract, style_id), style.level)
        level = min(max(level or 0, 0), _LEVELS - 1)
        levels = {**self._abstract.get(abstract, {}), **overrides}
        counts = self._counted(abstract, number_id, level, levels, starts)
        return _label(levels, level, counts)

    def _counted(
        self,
        abstract: str,
        number_id: int,
        level: int,
        levels: dict[int, _Level],
        starts: dict[int, int],
    ) -> list[int]:
        """Count a paragraph and return the numbers of its level and those above it."""
        mine = self._lists.setdefault(abstract, _List())
        if number_id not in mine.restarted:
            mine.restarted.add(number_id)
            for each, start in starts.items():
                mine.counts[each] = start - 1
        for above in range(level):
            if mine.counts[above] is None:
                mine.counts[above] = levels.get(above, _Level()).start
        before = mine.counts[level]
        start = levels.get(level, _Level()).start
        mine.counts[level] = start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or 0 < level + 1 <= restart:
                mine.counts[below] = starts[below] - 1 if below in starts else None
        return [count or 0 for count in mine.counts[: level + 1]]

    def _read(self, root: Element, styles: Styles) -> None:
        for element in root.iterfind(tag("abstractNum")):
            id_ = element.get(tag("abstractNumId")) or ""
            self._abstract[id_] = {}
            linked = value(element, "numStyleLink")
            if linked:
                self._links[id_] = linked
            for each in element.iterfind(tag("lvl")):
                level = whole(each.get(tag("ilvl")))
                if level is not None and 0 <= level < _LEVELS:
                    self._abstract[id_][level] = _level(each)
                    styled = value(each, "pStyle")
                    if styled:
                        self._level_of_style[id_, styled] = level
        for element in root.iterfind(tag("num")):
            number_id = whole(element.get(tag("numId")))
            if number_id is not None:
                self._numbers[number_id] = _number(element)
        for id_, style_id in self._links.items():  # a list that a style defines
            target = self._numbers.get(styles.style(style_id).number or -1)
            if target is not None:
                self._abstract[id_] = self._abstract.get(target[0], {})


def _number(element: Element) -> tuple[str, dict[int, int], dict[int, _Level]]:
    """Return the abstract list of a number, its own starts and its own levels."""
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in element.iterfind(tag("lvlOverride")):
        level = whole(override.get(tag("ilvl")))
        if level is None or not 0 <= level < _LEVELS:
            continue
        start = number(override, "startOverride")
        if start is not None:
            starts[level] = start
        for each in override.iterfind(tag("lvl")):
            levels[level] = _level(each)
    return value(element, "abstractNumId") or "", starts, levels


def _level(element: Element) -> _Level:
    start = number(element, "start")
    level = _Level(
        start=0 if start is None else start,  # as ISO/IEC 29500-1, 17.9.25 has it
        style=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
    )
    return replace(level, legal=element.find(tag("isLgl")) is not None)


def _label(levels: dict[int, _Level], level: int, counts: list[int]) -> Label | None:
    """Return the label that a level's text makes of the counts, None where that is empty."""
    own = levels.get(level)
    if own is None or own.style == "none":
        return None
    if own.style == "bullet":
        return Label(_BULLET, level)

    def put(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        if at >= len(counts):
            return ""
        style = "decimal" if own.legal else levels.get(at, own).style
        return written(counts[at], style)

    text = _PLACE.sub(put, own.text).strip()
    return Label(text, level) if text else None

"""The labels that number headings and list items: `III.`, `2-1`, `(a)`, `Objective 3`, `■`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = r"[IVXLC]+"
_NUMBER = r"\d{1,6}+"  # longer ones are no labels
_DIVISION = (
    "Part|Chapter|Section|Article|Annex|Appendix|Schedule|Title|Objective|Goal|Pillar|Priority|"
    "Strategy|Action|Measure|Target|Step|Phase|Principle|Theme|Area|Division|Module|Unit|Volume"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (
            "division",  # "Section 5 of the Act" and "Section 5(2)" are references
            rf"(?P<word>{_DIVISION}|{_DIVISION.upper()})\s+(?P<n>{_NUMBER}|{_ROMAN}|[A-Z])\b"
            r"(?!\(|\s+[a-z])(?:\s*[.:–—-])?(?=\W|$)",
        ),
        ("note", rf"\((?P<word>Note|Table|Figure|Box|Chart)\s*(?P<n>{_NUMBER})\)"),
        ("multi", r"(?P<n>\d{1,3}(?:[.-]\d{1,3})+)\.?\)?(?=\s|$)"),
        ("arabic_dot", r"(?P<n>\d{1,3})\.(?=\s|$)"),
        ("roman_dot", rf"(?P<n>{_ROMAN})\.(?=\s|$)"),
        ("upper_dot", r"(?P<n>[A-Z])\.(?=\s|$)"),
        ("lower_dot", r"(?P<n>[a-z])\.(?=\s|$)"),
        ("paren_arabic", r"\((?P<n>\d{1,3}(?:\.\d{1,2})?)\)"),
        ("paren_roman", r"\((?P<n>[ivxlc]{1,7}(?:\.\d{1,2})?)\)"),
        ("paren_lower", r"\((?P<n>[a-z](?:\.\d{1,2})?)\)"),
        ("paren_upper", r"\((?P<n>[A-Z])\)"),
        ("half_paren_arabic", r"(?P<n>\d{1,3})\)(?=\s|$)"),
        ("half_paren_lower", r"(?P<n>[a-z])\)(?=\s|$)"),
        ("section_sign", rf"§\s*(?P<n>{_NUMBER}(?:\.{_NUMBER}){{0,5}}+)(?!\.?\d)\.?"),
        ("bare_arabic", r"(?P<n>[1-9]\d{0,2})(?:(?=\s+[A-Z“\"*‘—])|(?:\s(?:to|and)\s\d{1,3})?$)"),
    )
)
SYMBOLS = "■●◆▶□◇★☆▼▲◎"
_SYMBOL = re.compile(rf"[{SYMBOLS}]\s*")
_LONGEST_ROMAN = 9  # LXXXVIII and one more
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_STEPS = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Label:
    """One way to read the label at the start of a line.

    `style` tells labels of one series from others; `ordinal` is the place in the series (empty
    for symbols, which have none; one number per level for `2-1`). `length` counts the characters
    of the label itself.
    """

    style: str
    ordinal: tuple[int, ...]
    length: int

    def follows(self, other: Label) -> bool:
        """Tell whether this label comes after `other` in the same series."""
        return self.style == other.style and (not self.ordinal or self.ordinal > other.ordinal)

    def succeeds(self, other: Label) -> bool:
        """Tell whether this label comes right after `other`, or after more detail below it."""
        return self.follows(other) and (not self.ordinal or self.ordinal[0] <= other.ordinal[0] + 1)


def labels_at(text: str) -> tuple[Label, ...]:
    """Return every reading of the label that `text` begins with, likeliest first; () for none.

    `(i)` is a Roman one and the ninth letter; which of them is told by its neighbours.
    """
    symbol = _SYMBOL.match(text)
    if symbol:
        return (Label(f"symbol {text[0]}", (), symbol.end()),)
    found = []
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        ordinal = _ordinal(match["n"], style)
        if not ordinal:
            continue
        name = style
        if "word" in match.groupdict():
            name = f"{style} {match['word']}"
        elif style == "multi":
            name = f"multi {len(ordinal)}"
        found.append(Label(name, ordinal, match.end()))
    return tuple(found)


def _ordinal(number: str, style: str) -> tuple[int, ...]:
    parts = re.split(r"[.-]", number)
    if parts[0].isdecimal():
        return tuple(int(part) for part in parts)
    extra = tuple(int(part) for part in parts[1:])
    head = parts[0]
    if "roman" in style or (style == "division" and set(head) <= set("IVXLC")):
        value = _roman(head.lower())
        return (value, *extra) if value else ()
    return (ord(head.lower()) - ord("a") + 1, *extra) if len(head) == 1 else ()


def _roman(numeral: str) -> int:
    """Return the value of a Roman numeral in lower case, or 0 if it is none."""
    if len(numeral) > _LONGEST_ROMAN:
        return 0
    total, last = 0, 0
    for letter in reversed(numeral):
        value = _ROMAN_VALUES[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total if _to_roman(total) == numeral else 0


def _to_roman(value: int) -> str:
    """Return a value, 0 or more, as a Roman numeral in lower case."""
    out = ""
    for size, letters in _ROMAN_STEPS:
        count, value = divmod(value, size)
        out += letters * count
    return out

"""Sentences with exact offsets."""

# ruff: noqa: SIM905 - a list of abbreviations reads best as a text

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.labels import labels_at
from corpus.span import Span, trimmed
from corpus.wording import STRUCK

# A run of stops is tried from its first one alone: a long one costs no more than its length.
_END = re.compile(r"(?<![.!?。！？])[.!?。！？]+[\"'”’)\]*_»\d¹²³⁰-⁹]*(?=\s|$)|[。！？]")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st ed eds vs etc inc "
    "ltd co corp jr sr gen col lt sgt gov sen rep rev hon pres dept est approx ca cf i.e e.g al op "
    "jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n d.c".split()
)
# They abbreviate before a number alone: "No. 5", but "The answer was no."
_BEFORE_NUMBERS = frozenset("no nos art arts par para pars sec ss s vol fig figs p pp c ch".split())
_NUMBER = re.compile(r"[(\[]?\d|[IVXLC]{2,}\b|§")
# Words that open a sentence and are no family name.
_OPENERS = frozenset(
    "the this these those that each every any no not none a an if where when while who whose what "
    "which how why subject despite in for it its there here nothing all such some most many much "
    "both he she they we you i his her their our your my at on by to from as of with within "
    "without under over through between among since until before after during upon however "
    "moreover furthermore therefore thus also but and or so yet then only once although because "
    "see note is are was were has have had will shall may must can should do does did".split()
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(\S+)\s+$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")  # the last stop is the one that is looked at
_LONGEST_LABEL = 24  # characters
_NEXT = re.compile(r"\S")
_LAST_WORD = re.compile(r"([^\s(\"“‘'\[]+)$")


def sentences(text: str, parts: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Return the sentences of a block, each with the stretches of text it is made of.

    `parts` are read as one text, so that a sentence that begins in one part and ends in the next
    has two stretches. None ends within struck words. Nothing but white space between sentences is
    lost; none is empty.
    """
    found: list[tuple[Span, ...]] = []
    open_parts: list[Span] = []
    for part in parts:
        start = part.start
        struck = [found.span() for found in STRUCK.finditer(text, part.start, part.end)]
        for match in _END.finditer(text, part.start, part.end):
            if match.end() < part.end and not _is_end(text, part, match):
                continue
            last = (
                bisect_left(struck, (match.start(),)) - 1
            )  # the struck words that begin before it
            if last >= 0 and match.start() < struck[last][1]:
                continue
            if match.end() == part.end and part is not parts[-1]:
                continue
            span = trimmed(text, start, match.end())
            if span is not None:
                found.append((*open_parts, span))
                open_parts = []
            start = match.end()
        rest = trimmed(text, start, part.end)
        if rest is not None:
            open_parts.append(rest)
    if open_parts:
        found.append(tuple(open_parts))
    return found


def _is_end(text: str, part: Span, match: re.Match[str]) -> bool:
    """Tell a full stop that ends a sentence from one in an abbreviation, a number or a label."""
    following = _NEXT.search(text, match.end(), part.end)
    if following and (following.group().islower() or following.group() in ",;:"):
        return False
    if match.group()[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(part.start, match.start() - 40), match.start())
    if before is None:
        return True
    word = before.group(1)
    if match.end() - part.start <= _LONGEST_LABEL and _is_label(text, part, match):
        return False
    if len(word) == 1 and word.isupper():
        return not _is_initial(text, part, match)
    if _INITIALS.fullmatch(word) and word.lower() not in _ABBREVIATIONS:
        return not _precedes_name(text, part, match)
    if word.lower() in _BEFORE_NUMBERS:
        return not (following and _NUMBER.match(text, following.start(), part.end))
    if word.lower() == "etc":
        return following is not None and following.group().isupper()
    return word.lower() not in _ABBREVIATIONS


def _is_initial(text: str, part: Span, match: re.Match[str]) -> bool:
    """Tell whether the capital before a stop is short for a name: "J. Smit", not "Part C. The".

    A word that can be a name follows it, or a name and a comma stand before it ("Smit, J.").
    Rather two sentences in one than a name cut in two.
    """
    letter = match.start() - 1
    if letter > part.start and text[letter - 1] in "([“\"‘'":
        return True  # "C. Locks" in quotes: no sentence is one letter long
    found = _WORD_BEFORE.search(text, max(part.start, letter - 40), letter)
    before = found.group(1) if found else ""
    word = before.strip("([“\"‘',)]”’")
    if before.endswith(",") and word[:1].isupper() and len(word) > 1:
        return True
    if not _precedes_name(text, part, match):
        return False
    labels = labels_at(f"{word} {text[letter]}.")
    return not any(label.style.startswith("division") for label in labels)


def _precedes_name(text: str, part: Span, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end(), part.end)
    name = following.group(1) if following else ""
    return name[:1].isupper() and name.lower() not in _OPENERS


def _is_label(text: str, part: Span, match: re.Match[str]) -> bool:
    """Tell whether a stop belongs to the label that the block begins with: "1.", "III."."""
    opening = text[part.start : match.end() + 1]
    return any(label.length >= len(opening.rstrip()) for label in labels_at(opening))

"""Names of bodies and offices as running text writes them: `Ministry of Health and Welfare`.

A name is known by its form, a generic noun such as *ministry* or *board*, and by how the text
itself uses it; there is no list of names.
"""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.wording import words

# Generic nouns that say what kind of body or office a name is of.
_BODY_NOUNS = frozenset(
    "academy administration agencies agency assembly association associations authorities "
    "authority bank board branch brigade bureau cabinet center centre chamber chancellery command "
    "commission commissioner committee company corporation corps council court courts customs "
    "department departments directorate division executive federation force forces foundation "
    "fund government guard headquarters hospital inspectorate institute institution laboratory "
    "ministries ministry mission municipalities office offices ombudsman organisation "
    "organization parliament police prefecture prosecution registry secretariat senate service "
    "services society station taskforce treasury tribunal union unit university".split()
)
_OFFICES = (
    "Assistant|Attorney|Chair|Chairman|Chairperson|Chancellor|Chief|Commissioner|Consul|Deputy|"
    "Director|Governor|Head|Inspector|Mayor|Minister|President|Prime|Secretary|Superintendent|"
    "Under-Secretary|Vice"
)
_HEADS = (
    "Agency|Association|Board|Bureau|Center|Centre|Chair|Commission|Commissioner|Committee|"
    "Conference|Convention|Council|Department|Director|Directorate|Federation|Institute|"
    "Minister|Ministry|Office|Organisation|Organization|Programme|Secretariat|Secretary|Society|Union"
)
_PIECE = r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
_HEADED = re.compile(
    rf"\b(?:(?:{_HEADS})(?:-General)?(?:\s+of\s+State)?\s+(?:of|for|on)\s+)(?P<first>{_PIECE})"
)
_NEXT_PIECE = re.compile(rf"(?P<sign>\s*,\s+(?:and\s+)?|\s+and\s+|\s+&\s+)(?P<piece>{_PIECE})")
_OFFICE = re.compile(rf"(?:the\s+)?(?:{_OFFICES})\b")
_ABBREVIATION = re.compile(r"[A-Z][A-Z\d-]+s?")
_ENDS = re.compile(r"\s*(?:[.;:)\]]|$|\s(?!and\b|or\b)[a-z])")
_LONGEST = 8  # pieces of one name


def names_a_body(name: str) -> bool:
    """Tell whether a capitalised `name` holds a noun for a kind of body, or that of an office."""
    nouns = (word for word in words(name) if word[0].isupper())
    return any(word.lower() in _BODY_NOUNS for word in nouns) or _OFFICE.match(name) is not None


def is_generic(word: str) -> bool:
    """Tell whether `word` says what kind of body a name is of, and no more."""
    return word.lower() in _BODY_NOUNS or re.fullmatch(_HEADS, word.title()) is not None


def is_abbreviation(name: str) -> bool:
    """Tell whether `name` is one word in capitals."""
    return _ABBREVIATION.fullmatch(name) is not None


def undivided_names(text: str) -> frozenset[str]:
    """Return the names headed by a generic noun that `text` writes without a list in them.

    Where "Ministry of Trade" ends a clause, "Ministry of Trade, Ports and Mills" names three.
    """
    return frozenset(
        " ".join(match.group().split())
        for match in _HEADED.finditer(text)
        if _ENDS.match(text, match.end())
    )


def listing_names(text: str, undivided: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each name that holds commas or "and": `Ministry of Health and Labour`.

    The name begins with a generic noun and "of" or "for", lists pieces that are no names of bodies
    themselves, and closes with "and" and a last piece. Names in `undivided` hold no list.
    """
    at = 0
    while (match := _HEADED.search(text, at)) is not None:
        at = match.start("first")
        if " ".join(match.group().split()) in undivided:
            continue
        end = _end_of_list(text, match.end())
        if end:
            yield match.start(), end
            at = end


def _end_of_list(text: str, start: int) -> int:
    """Return where the pieces after the first one end, 0 if they do not close with "and"."""
    at = start
    for _ in range(_LONGEST):
        match = _NEXT_PIECE.match(text, at)
        if match is None:
            return 0
        piece = match["piece"]
        if names_a_body(piece) or _HEADED.match(text, match.start("piece")):
            return 0
        if _ABBREVIATION.fullmatch(piece):
            return 0
        at = match.end()
        if "and" in match["sign"] or "&" in match["sign"]:
            return at
    return 0

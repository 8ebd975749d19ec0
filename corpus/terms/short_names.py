"""Short names that a text gives in brackets: abbreviations and other names for what stands before.

"United Nations Office on Drugs and Crime (UNODC)", "UNODC (United Nations Office …)", "the Agency
for Ports (hereinafter referred to as “the Agency”)", "new drugs (so-called “designer drugs”)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.span import Span, trimmed
from corpus.terms.initials import SMALL_WORDS, is_abbreviation, is_long_form, long_form_before

_BRACKET = re.compile(r"\(([^()]{2,250})\)")
_QUOTES = "\"“”‘’'„«»"
_LEAD = re.compile(
    r"(?:(?:here(?:in)?after|herein|henceforth|below)\b"
    r"(?:,?\s+(?:referred\s+to\s+as|called|named|abbreviated\s+(?:as|to)|as)\b)?"
    r"|referred\s+to\s+as\b|so-called"
    r"|(?:(?:also|commonly|otherwise|formerly|previously|or)\s+)?(?:known\s+as|called))"
    r"\s*,?\s*(?:the\s+|an?\s+)?",
    re.IGNORECASE,
)
_OPEN_ALIAS = re.compile(
    r",?\s+(?:herein|here(?:in)?)after\s+(?:referred\s+to\s+as|called|known\s+as)\s+(?:the\s+)?"
    r"[“\"‘](?:the\s+)?([^“”\"‘’]{2,80})[”\"’]",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:(?:the|a|an)\s+)?[“\"‘](?:the\s+)?([^“”\"]{2,80}?),?[”\"’]", re.IGNORECASE
)
_QUOTED_BEFORE = re.compile(r"[“\"]([^“”\"]{2,200})[”\"]\s*$")
_FIRST = re.compile(r"[^,;:]+")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_CAPITAL_NAME = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,5}")
_BEFORE = re.compile(r"[^\W_][^\W_’'.&/-]*(?:[’'.&/-][^\W_]+)*$")
_BREAKS = "()[];:!?|•\n\t,"
_WINDOW = 300  # characters
_LONGEST_PHRASE = 5  # words in small letters
_LONGEST_ABBREVIATION = 40  # characters
_LONGEST_NAME = 40  # words


@dataclass(frozen=True, slots=True)
class ShortName:
    """A name in brackets and what it stands for; `by_initials` tells an abbreviation."""

    name: Span
    meaning: Span
    by_initials: bool


def short_names(text: str, start: int, end: int) -> Iterator[ShortName]:
    """Yield the short names that `[start, end)` introduces, in the order of their brackets.

    What they stand for is given in full or left out: no bracket yields a part of a name. A bracket
    that holds another one is none.
    """
    for bracket in _BRACKET.finditer(text, start, end):
        inner = trimmed(text, bracket.start(1), bracket.end(1))
        if inner is None:
            continue
        found = (
            _abbreviated(text, start, bracket.start(), inner)
            or _spelled_out(text, start, bracket.start(), inner)
            or _renamed(text, start, bracket.start(), inner)
        )
        if found is not None and found.name.of(text) != found.meaning.of(text):
            yield found
    for match in _OPEN_ALIAS.finditer(text, start, end):
        meaning = name_before(text, start, match.start())
        if meaning is not None:
            yield ShortName(Span(*match.span(1)), meaning, by_initials=False)


def name_before(text: str, start: int, end: int) -> Span | None:
    """Return the name that ends at `end`: in quotation marks, or capitalised words.

    Small words may stand between capitalised ones. Without such a name it is the run of words back
    to the nearest small word or sign, five at most; None where nothing stands there. Leading
    articles are left out.
    """
    stop = max(start, end - _WINDOW)
    quoted = _QUOTED_BEFORE.search(text[stop:end])
    if quoted is not None:
        return Span(stop + quoted.start(1), stop + quoted.end(1))
    at = end
    words: list[tuple[int, int]] = []
    while len(words) < _LONGEST_NAME:
        gap = len(text[stop:at].rstrip(" \"”*_’'")) + stop
        if any(sign in _BREAKS for sign in text[gap:at]) or gap == stop:
            break
        match = _BEFORE.search(text, max(stop, gap - 60), gap)
        if match is None:
            break
        words.append(match.span())
        at = match.start()
    words.reverse()
    said = [text[a:b] for a, b in words]
    if not said:
        return None
    capital = said[-1][0].isupper() or said[-1][0].isdigit()
    first = len(said)
    while (
        first
        and _belongs(said[first - 1], capital)
        and (capital or len(said) - first < _LONGEST_PHRASE)
    ):
        first -= 1
    while first < len(said) and said[first].lower() in SMALL_WORDS:
        first += 1
    return Span(words[first][0], words[-1][1]) if first < len(said) else None


def _belongs(word: str, capital: bool) -> bool:
    """Tell whether a word belongs to the name it stands in, a capitalised one or not."""
    if capital:
        return word[0].isupper() or word[0].isdigit() or word in SMALL_WORDS
    return word.lower() not in SMALL_WORDS and not word[0].isupper()


def _abbreviated(text: str, start: int, bracket: int, inner: Span) -> ShortName | None:
    lead = _LEAD.match(text, inner.start, inner.end)
    begin = lead.end() if lead else inner.start
    quoted = _QUOTED.match(text, begin, inner.end)
    if quoted is not None:
        name = trimmed(text, *quoted.span(1))
    else:
        first = _FIRST.match(text, begin, inner.end)
        name = trimmed(text, *first.span()) if first else None
    if name is None or not is_abbreviation(name.of(text)):
        return None
    meaning = long_form_before(text, start, bracket, name.of(text))
    return ShortName(name, meaning, by_initials=True) if meaning else None


def _spelled_out(text: str, start: int, bracket: int, inner: Span) -> ShortName | None:
    """Return "UNODC (United Nations Office on Drugs and Crime)"."""
    begin = max(start, bracket - _LONGEST_ABBREVIATION)
    before = _BEFORE.search(text, begin, begin + len(text[begin:bracket].rstrip()))
    if before is None or not is_abbreviation(before.group()):
        return None
    first = re.match(r"[^;]+", inner.of(text))
    meaning = Span(inner.start, inner.start + first.end()) if first else inner
    name = Span(*before.span())
    if not is_long_form(meaning.of(text), before.group()):
        return None
    return ShortName(name, meaning, by_initials=True)


def _renamed(text: str, start: int, bracket: int, inner: Span) -> ShortName | None:
    """Return another name for what stands before the bracket."""
    lead = _LEAD.match(text, inner.start, inner.end)
    quoted = _QUOTED.fullmatch(text, lead.end() if lead else inner.start, inner.end)
    name: Span | None = None
    if quoted is not None:
        name = trimmed(text, *quoted.span(1))
    elif lead is not None:
        name = trimmed(text, lead.end(), inner.end)
    elif _CAPITAL_NAME.fullmatch(inner.of(text)):
        return _same_head(text, start, bracket, inner)
    meaning = name and _named_before(text, start, bracket, name)
    if name is None or meaning is None or len(name.of(text).split()) > 2 * _LONGEST_PHRASE:
        return None
    return ShortName(name, meaning, by_initials=False)


def _named_before(text: str, start: int, bracket: int, name: Span) -> Span | None:
    """Return the name that another one stands for: the nearest with its head, else the nearest."""
    nearest = name_before(text, start, bracket)
    head = name.of(text).rpartition(" ")[2]
    if nearest is None or head in nearest.of(text).split() or not head[0].isupper():
        return nearest
    begin = max(start, bracket - _WINDOW)
    held = list(re.finditer(rf"\b{re.escape(head)}\b", text[begin:bracket]))
    return name_before(text, start, begin + held[-1].end()) if held else nearest


def _same_head(text: str, start: int, bracket: int, inner: Span) -> ShortName | None:
    """Return a capitalised name for a longer one that holds its last word, its head.

    The longer one begins after the article before that word: "Article 5 of the *Law Concerning …*".
    """
    head = inner.of(text).rpartition(" ")[2]
    whole = name_before(text, start, bracket)
    if whole is None:
        return None
    said = whole.of(text)
    at = re.search(rf"\b{re.escape(head)}\b", said)
    if at is None or len(said.split()) <= len(inner.of(text).split()):
        return None
    article = said.rfind(" the ", 0, at.start())
    begin = whole.start + (article + len(" the ") if article >= 0 else 0)
    return ShortName(inner, Span(begin, whole.end), by_initials=False)

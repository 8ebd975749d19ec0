"""Long forms of abbreviations, found by the initials of their words.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (2003), with two changes: letters are matched to whole words at a cost, and a name
whose initials come in another order counts where it is capitalised throughout.
"""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from corpus.span import Span

SMALL_WORDS = frozenset(
    "a an the of and or to in on at by for with from as into against through under concerning "
    "between among its via per de la du des et".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TOKEN = re.compile(r"[A-Z][a-z]{2,}\b|[^\W_]")
_ROMAN = re.compile(r"\s+(?:[IVX]{1,5}|\d{1,4})$")
_BREAK = re.compile(r"[()\[\];:!?|•\t]|[.。](?=\s)|\n\s*\n|[“”\"](?=\s)")
_SMALL_LETTER = re.compile(r"(?<=[^\W_])[a-z](?=[A-Z])")  # of "ReCAAP"
_WINDOW = 250  # characters before an abbreviation
_MOST_WORDS = 18
_FEWEST_LOOSE = 3  # letters whose order may differ from that of the words


def is_abbreviation(text: str) -> bool:
    """Tell whether `text` has the form of an abbreviation: two capitals or more, no sentence."""
    if not 2 <= len(text) <= 24 or not text[0].isalnum() or len(text.split()) > 2:
        return False
    first = text.split()[0]
    capitals = sum(character.isupper() for character in first)
    letters = sum(character.isalpha() for character in first)
    allowed = all(character.isalnum() or character in "-/&. " for character in text)
    return allowed and capitals >= 2 and 2 * capitals >= letters


def long_form_before(text: str, start: int, end: int, abbreviation: str) -> Span | None:
    """Return the words right before `end`, not before `start`, that an abbreviation stands for.

    None where its letters are not found in them. The words end at `end`, white space and a comma
    aside, and begin with the letter of the abbreviation.
    """
    begin = max(start, end - _WINDOW)
    breaks = [match.end() for match in _BREAK.finditer(text, begin, end)]
    begin = breaks[-1] if breaks else begin
    places = [match.span() for match in _WORD.finditer(text, begin, end)][-_MOST_WORDS:]
    if begin > start and begin == end - _WINDOW:
        places = places[1:]  # the first one may be cut
    if not places or text[places[-1][1] : end].strip(" \r\n\"”*_’'"):
        return None
    words = [text[a:b] for a, b in places]
    first = _first_word(words, _units(abbreviation))
    if first is None:
        capitals = _SMALL_LETTER.sub("", abbreviation)
        first = _first_of_a_name(words, _units(capitals))
    if first is None and "-" in abbreviation:
        first = _first_word(words, _units(abbreviation.rpartition("-")[2]))
    return None if first is None else Span(places[first][0], places[-1][1])


def is_long_form(text: str, abbreviation: str) -> bool:
    """Tell whether the initials of the words of `text`, all of them, make the abbreviation."""
    words = _WORD.findall(text)
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    return _first_word(words, _units(abbreviation)) == 0


def _units(abbreviation: str) -> tuple[str, ...]:
    """Return what has to be found: letters, and words written in full ("AHA Centre").

    The `s` of a plural and the number of an edition ("TICAD V") stand for no word.
    """
    bare = _ROMAN.sub("", abbreviation)
    if len(bare) > 2 and bare.endswith("s") and bare[:-1].isupper():
        bare = bare[:-1]
    first, space, rest = bare.partition(" ")
    letters = tuple(character.lower() for character in first if character.isalnum())
    return letters + tuple(word.lower() for word in _TOKEN.findall(rest) if space)


def _first_word(words: Sequence[str], units: tuple[str, ...]) -> int | None:
    """Return where the shortest run of words begins that holds the units in order, or None.

    Each word gives its initial; further letters of the same word cost two each, and so does a word
    of meaning that is left out; the initial of a small word costs one. As much as there are units
    is allowed; two letters have to fit at no cost.
    """
    allowed = len(units) if len(units) > 2 else 0
    found = _cheapest(tuple(word.lower() for word in words), units, tuple(map(str.isupper, words)))
    return found[1] if found is not None and found[0] <= allowed else None


def _cheapest(
    words: tuple[str, ...], units: tuple[str, ...], capitals: tuple[bool, ...]
) -> tuple[int, int] | None:
    """Return the least cost to find the units in the last words, with the first word's number."""

    @cache
    def best(word: int, left: int) -> tuple[int, int] | None:
        if left == 0:
            return 0, word
        if word == 0:
            return None
        options = []
        name = words[word - 1]
        for taken in range(1, left + 1):
            if _gives(name, units[left - taken : left]):
                rest = best(word - 1, left - taken)
                if rest is not None:
                    extra = 0 if capitals[word - 1] else 2 * (taken - 1)
                    options.append((rest[0] + extra + (name in SMALL_WORDS), rest[1]))
        if word < len(words):  # the last word has to give a letter
            rest = best(word - 1, left)
            if rest is not None:
                options.append((rest[0] + 2 * (name not in SMALL_WORDS), rest[1]))
        return min(options, key=lambda option: (option[0], -option[1]), default=None)

    return best(len(words), len(units))


def _gives(word: str, units: Sequence[str]) -> bool:
    """Tell whether a word begins with the first unit and holds the others in order."""
    if len(units) == 1 and len(units[0]) > 1:
        return word == units[0]
    if units[0] == "x" and word.startswith("ex"):
        word = word[1:]
    at = 0
    for number, unit in enumerate(units):
        found = word.find(unit, at)
        if found < 0 or (number == 0 and found) or len(unit) > 1:
            return False
        at = found + 1
    return True


def _first_of_a_name(words: Sequence[str], units: tuple[str, ...]) -> int | None:
    """Return where a capitalised name begins whose initials hold the units in any order, or None.

    The units are three at least and at least half of the words that carry meaning.
    """
    first = len(words)
    while first and (words[first - 1][0].isupper() or words[first - 1] in SMALL_WORDS):
        first -= 1
    if len(units) < _FEWEST_LOOSE:
        return None
    for start in range(len(words) - 1, first - 1, -1):
        name = words[start:]
        if name[0][0].lower() != units[0] or name[0].lower() in SMALL_WORDS:
            continue
        _, *said = (word.lower() for word in name if word.lower() not in SMALL_WORDS)
        in_full = Counter(unit for unit in units if len(unit) > 1)
        letters = Counter(units[1:]) - in_full
        others = Counter(said) - in_full
        initials = Counter(word[0] for word in others.elements())
        held = not in_full - Counter(said) and not letters - initials
        if held and 2 * len(units) > len(said):
            return start
    return None

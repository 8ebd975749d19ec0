"""Where the parts of a question stand in a collection, by an exhaustive look at its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.stitched import read
from index.protocols import Index
from qa.analysis.asked import Asked
from qa.analysis.figures import NUMBER_WORDS, years_covered
from qa.analysis.stems import stem
from qa.ledger.names import name, tokens
from qa.ledger.scan import blocks_with

_DECADES_BACK = 3  # a range that covers a year seldom began longer ago
_MOST_RANGES = 40  # blocks that are read for a range of years
_ORDINALS = ("st", "nd", "rd", "th")


class PartKind(StrEnum):
    """What a part of a question is."""

    NAME = "name"
    YEAR = "year"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A part of a question; `text` is as `Asked` gives it."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Located(AskedPart):
    """A part of a question and the documents that hold it.

    A document holds a name if one of its blocks holds all
    words of it that carry meaning, by stem; a year if it is named or within a range or decade; a
    number in digits or as a word; any other word by its stem. `unknown` are the words of a name
    that are in none of the documents, as typed.
    """

    documents: frozenset[str]
    unknown: tuple[str, ...] = ()


def parts_of(asked: Asked) -> Iterator[AskedPart]:
    """Yield the parts of a question: names, years, numbers, words, each in its order.

    The words of its names are no words of their own; a name without any that carries meaning is no
    part.
    """
    for each in asked.names:
        if name(each).stems:
            yield AskedPart(PartKind.NAME, each)
    for year in asked.years:
        yield AskedPart(PartKind.YEAR, year)
    for number in asked.numbers:
        yield AskedPart(PartKind.NUMBER, number)
    named = {token.stem for each in asked.names for token in tokens(each)}
    for term in asked.terms:
        if stem(term) not in named:
            yield AskedPart(PartKind.WORD, term)


def located(asked: Asked, index: Index, documents: Sequence[str]) -> tuple[Located, ...]:
    """Return where the parts of a question stand in `documents`, in the order of `parts_of`."""
    return tuple(_located(part, index, documents) for part in parts_of(asked))


def _located(part: AskedPart, index: Index, documents: Sequence[str]) -> Located:
    unknown: tuple[str, ...] = ()
    match part.kind:
        case PartKind.NAME:
            holding = frozenset(blocks_with(index, name(part.text).stems, documents))
            unknown = () if holding else _unknown(index, part.text, documents)
        case PartKind.YEAR:
            holding = _with_year(index, part.text, documents)
        case PartKind.NUMBER:
            holding = _with_number(index, part.text, documents)
        case PartKind.WORD:
            holding = frozenset(blocks_with(index, [stem(part.text)], documents))
    return Located(part.kind, part.text, holding, unknown)


def _unknown(index: Index, named: str, documents: Sequence[str]) -> tuple[str, ...]:
    own = {token.stem: token.word for token in tokens(named)}
    return tuple(word for each, word in own.items() if not blocks_with(index, [each], documents))


def _with_number(index: Index, number: str, documents: Sequence[str]) -> frozenset[str]:
    forms = [number, *(word for word, value in NUMBER_WORDS.items() if value == number)]
    if number.isdecimal():
        forms += [f"{int(number):,}", *(number + ending for ending in _ORDINALS)]
    return frozenset(id_ for form in forms for id_ in blocks_with(index, [form], documents))


def _with_year(index: Index, year: str, documents: Sequence[str]) -> frozenset[str]:
    """Return the documents that name a year or cover it.

    Where more blocks may hold a range than are read, their documents count as covering it: that a
    year is nowhere is only said if it is known.
    """
    allowed = frozenset(documents)
    decade = f"{year[:-1]}0s"
    begun_alike = index.occurrences(year[:-1])
    found = {
        id_
        for word in (year, decade)
        if word in begun_alike
        for id_ in begun_alike[word].keys() & allowed
    }
    for at, (id_, number) in enumerate(_after_earlier_years(index, year, allowed - found)):
        if id_ in found:
            continue
        if at >= _MOST_RANGES:
            found.add(id_)
            continue
        document = index.document(id_)
        block = document.blocks[number]
        if year in years_covered(read(document.document.text, block.parts)):
            found.add(id_)
    return frozenset(found)


def _after_earlier_years(
    index: Index, year: str, documents: frozenset[str]
) -> Iterator[tuple[str, int]]:
    """Yield the blocks that hold a year before `year` and one after it, or two digits, sorted."""
    decade = int(year[:-1])
    earlier: dict[str, set[int]] = {}
    later: dict[str, set[int]] = {}
    for first in range(decade - _DECADES_BACK, decade + 2):
        for word, places in _of_length(index.occurrences(str(first)), len(year)):
            side = earlier if word < year else later
            for id_ in places.keys() & documents:
                side.setdefault(id_, set()).update(places[id_])
    for tens in range(10) if earlier else ():
        for _, places in _of_length(index.occurrences(str(tens)), len("16"), above=year[2:]):
            for id_ in places.keys() & earlier.keys():
                later.setdefault(id_, set()).update(places[id_])
    for id_ in sorted(earlier.keys() & later.keys()):
        for number in sorted(earlier[id_] & later[id_]):
            yield id_, number


def _of_length(
    occurrences: Mapping[str, Mapping[str, tuple[int, ...]]], digits: int, above: str = ""
) -> Iterator[tuple[str, Mapping[str, tuple[int, ...]]]]:
    """Yield the places of the whole numbers of so many digits, those up to `above` aside."""
    for word in occurrences:
        if len(word) == digits and word.isdecimal() and word > above:
            yield word, occurrences[word]

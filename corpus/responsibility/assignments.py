"""Measures and the bodies that answer for them: "… shall be promoted. (Coast Guard, Home Office)".

A bracket that closes a measure and names bodies is known by its form and by the document's own
use of it: such brackets come again and again and name the same bodies. There is no list of names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.lists.separators import masked, separators
from corpus.responsibility.body_names import (
    is_abbreviation,
    listing_names,
    names_a_body,
    undivided_names,
)
from corpus.span import Span
from corpus.stitched import Stitched, stitched
from corpus.structure import BlockKind, StructuredDocument
from corpus.wording import words

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
_GROUP = re.compile(r"\((?P<round>[^()\[\]]{2,600})\)|\[(?P<square>[^()\[\]]{2,600})\]")
_CLOSES = re.compile(r"[\s.;,*_]*\Z|\s*\.\s|\s+[A-Z•–-]")
_NO_NAME = re.compile(
    r"[\d:=@/“”\"?!%]|\bp\.|^(?:see|cf|e\.g|i\.e|note|source|photo|january|february|march|april|may|"
    r"june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:Lead|Responsible|Responsibility|Owner|Action|Implementation|Implemented by|By)"
    r"(?:\s[a-z]+){0,2}:\s+"
)
_PIECE = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?:the|The)\s+")
_SMALL_WORDS = frozenset("of for and the on in to de du la le des &".split())  # noqa: SIM905
_LONGEST_NAME = 14  # words
_FEWEST_GROUPS = 2
_LOOK_BACK = 400  # characters that hold what a bracket may shorten


@dataclass(frozen=True, slots=True)
class Assignment:
    """A measure and the bodies that a bracket after it names, in the order of the text.

    `measure` are the words of the block before the bracket, from the bracket before it on; `group`
    the bracket with its signs; `bodies` the names in it, each free of separators and the article,
    in more than one part where a page break cuts it. `block` and `section` number the place.
    """

    block: int
    section: int
    measure: tuple[Span, ...]
    group: tuple[Span, ...]
    bodies: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if not self.measure or not self.bodies:
            raise ValueError("an assignment has a measure and at least one body")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A bracket that may name bodies: its place in a block and its names, each start and end."""

    block: int
    place: Stitched
    start: int
    end: int
    names: tuple[tuple[int, int], ...]

    def shown(self) -> list[str]:
        """Return the names with white space folded."""
        return [" ".join(self.place.text[start:end].split()) for start, end in self.names]


def assignments(structured: StructuredDocument) -> tuple[Assignment, ...]:
    """Return the assignments of a document in text order, () where it has no such brackets.

    A bracket counts if it closes a sentence or a block, holds nothing but capitalised names, each
    of which has a noun for a kind of body or comes again in such a bracket, and if the document has
    at least two of them, one body among which comes twice. A bracket right after another adds
    nothing. The short form of the words before it
    ("(WMO)") is no body, nor are dates, citations and credits.
    """
    candidates = list(_candidates(structured))
    counts = Counter(name for candidate in candidates for name in set(candidate.shown()))
    kept = [one for one in candidates if _is_known(one.shown(), counts)]
    recurring = Counter(name for one in kept for name in set(one.shown()))
    if len(kept) < _FEWEST_GROUPS or not any(count > 1 for count in recurring.values()):
        return ()
    found = []
    above: _Candidate | None = None
    for one in kept:
        start = above.end if above is not None and above.block == one.block else 0
        if words(one.place.text[start : one.start]):
            found.append(_assignment(structured, one, start))
            above = one
    return tuple(found)


def _is_known(names: Sequence[str], counts: Counter[str]) -> bool:
    """Tell whether each name looks like a body or recurs; a lone generic noun has to recur.

    Beside two bodies or more, one name may be unlike any: a misspelt one.
    """
    unlike = [
        name
        for name in names
        if counts[name] < _FEWEST_GROUPS and not (names_a_body(name) and len(words(name)) > 1)
    ]
    return not unlike or (len(unlike) == 1 and len(names) > _FEWEST_GROUPS)


def _candidates(structured: StructuredDocument) -> Iterator[_Candidate]:
    text = structured.document.text
    undivided = undivided_names(text)
    alone = _alone(text)
    for block in structured.blocks:
        if block.kind not in _READ:
            continue
        place = stitched(text, block.parts)
        for match in _GROUP.finditer(place.text):
            prefix = _PREFIX.match(place.text, match.start() + 1)
            inside = prefix.end() if prefix else match.start() + 1
            content = place.text[inside : match.end() - 1]
            before = place.text[max(0, match.start() - _LOOK_BACK) : match.start()]
            if not words(before):
                continue
            if not _CLOSES.match(place.text, match.end()) or _NO_NAME.search(content):
                continue
            names = _names(content, undivided, alone)
            if names and not _is_gloss(before, content):
                moved = tuple((start + inside, end + inside) for start, end in names)
                yield _Candidate(block.number, place, match.start(), match.end(), moved)


def _alone(text: str) -> frozenset[str]:
    """Return what stands in a bracket by itself, without separators."""
    contents = (
        " ".join((match["round"] or match["square"]).split()) for match in _GROUP.finditer(text)
    )
    return frozenset(content for content in contents if not separators(content))


def _names(
    content: str, undivided: frozenset[str], alone: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """Return start and end of each name in a bracket; () if something in it is no name."""
    parts = separators(masked(content, listing_names(content, undivided)))
    starts = [0, *(part.end for part in parts)]
    ends = [*(part.start for part in parts), len(content)]
    names: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        piece = content[start:end]
        begin = start + len(piece) - len(piece.lstrip(" \n\t*_"))
        end = start + len(piece.rstrip(" \n\t*_."))
        article = _ARTICLE.match(content, begin, end)
        begin = article.end() if article else begin
        if begin >= end:
            continue
        if names and _completes(content, names[-1], (begin, end), alone):
            begin = names.pop()[0]
        names.append((begin, end))
    return tuple(names) if all(_is_name(content[start:end]) for start, end in names) else ()


def _completes(
    content: str, above: tuple[int, int], name: tuple[int, int], alone: frozenset[str]
) -> bool:
    """Tell whether "and" joins one name: "Health and Safety Executive", not "Police and Courts"."""
    first, second = content[slice(*above)], content[slice(*name)]
    joined = content[above[1] : name[0]].strip() == "and"
    return (
        joined
        and not names_a_body(first)
        and not is_abbreviation(first)
        and not _SMALL_WORDS & set(first.split())
        and not {" ".join(first.split()), " ".join(second.split())} & alone
        and names_a_body(second)
    )


def _is_name(name: str) -> bool:
    found = [word for word in name.split() if any(map(str.isalpha, word))]
    return (
        0 < len(found) <= _LONGEST_NAME
        and all(
            word.lstrip("(“'’")[:1].isupper() or word.lower().strip(",") in _SMALL_WORDS
            for word in found
        )
        and found[0][:1].isupper()
    )


def _is_gloss(before: str, content: str) -> bool:
    """Tell whether `content` shortens the words before it: its letters begin them, in order."""
    if not all(is_abbreviation(word) for word in content.split()):
        return False
    letters = iter("".join(word[0] for word in _PIECE.findall(before)[-4 * len(content) :]).upper())
    return all(letter in letters for letter in content if letter.isalpha() and letter.isupper())


def _assignment(structured: StructuredDocument, candidate: _Candidate, start: int) -> Assignment:
    block = structured.blocks[candidate.block]
    place = candidate.place
    return Assignment(
        block.number,
        block.section,
        place.spans(start, candidate.start),
        place.spans(candidate.start, candidate.end),
        tuple(place.spans(begin, end) for begin, end in candidate.names),
    )

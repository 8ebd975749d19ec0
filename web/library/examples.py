"""Example questions of several kinds, made from the structure of whatever the collection holds."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice

from corpus.labels import labels_at
from corpus.lists.item_list import ListKind
from corpus.responsibility.body_names import names_a_body
from corpus.stitched import read
from corpus.structure import BlockKind, Section, StructuredDocument
from corpus.structures import Structures
from corpus.terms.finding import Term, TermKind
from corpus.wording import plain, words
from qa.analysis.asked import FUNCTION
from qa.refusing.proposing import question_of_event, question_of_heading, question_of_term

_FEWEST_WORDS = 2
_MOST_WORDS = 7
_SHORTEST_SECTION = 80  # characters of text that stand directly under the heading
_READ = 8  # documents whose structure is read, for each question that is wanted
_FEWEST_MEASURES = 2  # of a body that is asked about


class _Kind(StrEnum):
    """What an example asks for, in the order in which kinds are taken."""

    MEASURES = "measures"
    EVENT = "event"
    TERM = "term"
    LIST = "list"
    MENTIONS = "mentions"
    SECTION = "section"


_Candidates = Mapping[_Kind, Sequence[str]]


def examples(
    documents: Iterable[tuple[StructuredDocument, Structures]], most: int = 4
) -> tuple[str, ...]:
    """Return questions that the first documents answer, at most `most`, one from each in turn.

    Each is made of a structure that holds its answer: the measures of a body, a dated event, an
    abbreviation and the places that name it, a list under a heading. A document gives one of the
    kind that was asked for least so far, in the order of the kinds, and one about a section only
    where it has no other; within a kind the choice is by a checksum, so that equal collections show
    equal questions. What two places could answer is not asked.
    """
    found = [_candidates(*each) for each in islice(documents, most * _READ)]
    times = Counter(
        question.lower() for kinds in found for made in kinds.values() for question in made
    )
    chosen: list[str] = []
    asked: Counter[_Kind] = Counter()
    while len(chosen) < most:
        before = len(chosen)
        for kinds in found:
            fresh = {
                kind: left
                for kind, made in kinds.items()
                if (left := [q for q in made if times[q.lower()] == 1 and q not in chosen])
            }
            if fresh and len(chosen) < most:
                kind = min(fresh, key=lambda kind: _turn(kind, asked))
                chosen.append(min(fresh[kind], key=_checksum))
                asked[kind] += 1
        if len(chosen) == before:
            break
    return tuple(chosen)


def _turn(kind: _Kind, asked: Mapping[_Kind, int]) -> tuple[bool, int, int]:
    """Return what orders the kinds; "cover" has the least certain of the answers."""
    return kind is _Kind.SECTION, asked[kind], list(_Kind).index(kind)


def _candidates(document: StructuredDocument, structures: Structures) -> _Candidates:
    text = document.document.text
    terms = [each for each in structures.terms if _is_asked_well(text, each)]
    titles = (plain(read(text, each.title)) for each in structures.events)
    return {
        _Kind.MEASURES: [
            f"Which measures is the {body} responsible for?" for body in _bodies(text, structures)
        ],
        _Kind.EVENT: [
            made
            for title in titles
            if any(letter.isupper() for letter in title[1:])  # "second meeting" of whom?
            if (made := question_of_event(title))
        ],
        _Kind.TERM: [made for each in terms if (made := question_of_term(text, each))],
        _Kind.LIST: [
            made
            for each in structures.lists
            if each.kind is ListKind.BLOCKS
            for heading in document.sections[each.section].path[-1:]
            if (made := question_of_heading(heading))
        ],
        _Kind.MENTIONS: [f"Where is “{each.name.of(text)}” mentioned?" for each in terms],
        _Kind.SECTION: [f"What does “{title}” cover?" for title in _titles(document)],
    }


def _is_asked_well(text: str, term: Term) -> bool:
    """Tell whether a term is an abbreviation in capitals that no other word is spelt as."""
    name = term.name.of(text)
    is_plain = name.isalpha() and name.isupper()
    return term.kind is TermKind.ABBREVIATION and is_plain and name.lower() not in FUNCTION


def _bodies(text: str, structures: Structures) -> Iterator[str]:
    """Yield the names of the bodies that several measures name, each once."""
    named = Counter(
        plain(read(text, body)) for each in structures.assignments for body in each.bodies
    )
    for body, count in named.items():
        if count >= _FEWEST_MEASURES and len(words(body)) >= _FEWEST_WORDS and names_a_body(body):
            yield body


def _titles(document: StructuredDocument) -> list[str]:
    unread = {b.section for b in document.blocks if b.kind is BlockKind.CONTENTS}
    return [
        title
        for section in document.sections[1:]
        if section.number not in unread and section.path
        if _own_length(document.sections, section) >= _SHORTEST_SECTION
        if _serves(title := _unlabelled(section.path[-1]))
    ]


def _unlabelled(title: str) -> str:
    """Return a heading without its number; empty for that of a note, a table or a figure."""
    found = labels_at(title)
    if not found:
        return plain(title).strip(" .:–—-")
    return "" if found[0].style.startswith("note") else _unlabelled(title[found[0].length :])


def _serves(title: str) -> bool:
    if not _FEWEST_WORDS <= len(words(title)) <= _MOST_WORDS:
        return False
    return title[0].isupper() and not title.isupper() and not set(title) & set('“”"()')


def _own_length(sections: Sequence[Section], section: Section) -> int:
    following = section.number + 1
    ends = sections[following].span.start if following < len(sections) else section.span.end
    return min(ends, section.span.end) - section.span.start


def _checksum(question: str) -> tuple[int, str]:
    return (zlib.crc32(question.encode("utf-8", "replace")), question)

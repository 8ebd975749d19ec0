"""The search itself: every place of a collection, not the best ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from corpus.block_words import words_in
from corpus.errors import QuestionError
from corpus.span import Span
from corpus.stitched import stitched
from corpus.structure import Block, StructuredDocument
from index.protocols import Index
from qa.citation import cite
from qa.in_force import in_force
from qa.question import check_date, check_documents, check_text
from qa.searching.folding import fold, folded, is_wide, occurrences
from qa.searching.hits import (
    MAX_HITS_A_PAGE,
    MAX_SEARCH_CHARACTERS,
    MOST_HITS,
    DocumentCount,
    SearchHit,
    SearchHits,
    SearchQuestion,
)
from qa.searching.passage import passage, units
from qa.searching.terms import terms_of

_MOST_PLACES = 20  # of one hit
_MOST_WORDS = 8  # by which the passages are chosen that are read
_JOINED_LETTERS = "ßﬀﬁﬂﬃﬄﬆ"  # they fold to several, as texts converted from print have them
_FEWEST_LETTERS = 3  # of such a word: shorter ones stand nearly everywhere


class _Place(NamedTuple):
    document: StructuredDocument
    block: Block
    parts: tuple[Span, ...]


def search(index: Index, question: SearchQuestion) -> SearchHits:
    """Return where the terms of a search stand in the documents' own text.

    Case and white space are folded; nothing else is: no stems, no other spelling. A term is found
    as whole words within one block (a paragraph, an item, a row, a heading), also where a line or
    page break cuts it. Of several terms, all must stand in one block, which is then one hit; of one
    term every occurrence is a hit. Raises QuestionError if the search is empty or too long, or
    names a document that is not in the collection, or the page or the day is impossible.
    """
    index = index.snapshot()
    _check(question, index)
    terms = terms_of(question.text)
    if not terms:
        raise QuestionError("there is no word to look for; type one")
    index, documents = in_force(index, question.documents, question.as_of)
    found = list(islice(_places(index, terms, documents), MOST_HITS + 1))
    counted = found[:MOST_HITS]
    counts = Counter(place.document.document.id for place in counted)
    return SearchHits(
        terms=terms,
        total=len(counted),
        is_complete=len(found) == len(counted),
        documents=tuple(
            DocumentCount(id_, index.metadata(id_).title or id_, hits)
            for id_, hits in counts.items()
        ),
        offset=question.offset,
        hits=tuple(_hits(counted[question.offset : question.offset + question.limit])),
        generation=index.generation,
    )


def _check(question: SearchQuestion, index: Index) -> None:
    check_text("search", question.text, MAX_SEARCH_CHARACTERS)
    if not 1 <= question.limit <= MAX_HITS_A_PAGE:
        raise QuestionError(
            f"the limit is {question.limit}; give a number from 1 to {MAX_HITS_A_PAGE}"
        )
    if not 0 <= question.offset <= MOST_HITS:
        raise QuestionError(f"the offset is {question.offset}; give a number from 0 to {MOST_HITS}")
    if question.as_of:
        check_date(question.as_of)
    if question.documents:
        check_documents(question.documents, index.document_ids())


def _places(index: Index, terms: Sequence[str], documents: Sequence[str]) -> Iterator[_Place]:
    blocks = _blocks(index, terms)
    for id_ in sorted(set(documents)) if documents else index.document_ids():
        numbers = None if blocks is None else blocks.get(id_)
        if numbers is None and blocks is not None:
            continue
        document = index.document(id_)
        for number in range(len(document.blocks)) if numbers is None else sorted(numbers):
            yield from _in_block(document, document.blocks[number], terms)


def _blocks(index: Index, terms: Sequence[str]) -> Mapping[str, frozenset[int]] | None:
    """Return by document the blocks that hold the longest words of all terms.

    None where no word is told from others by spaces and long enough: then any block may hold them.
    """
    words = {word for term in terms for word in words_in(term)}
    telling = [word for word in words if len(word) >= _FEWEST_LETTERS and not is_wide(word)]
    found: dict[str, frozenset[int]] | None = None
    for word in sorted(telling, key=lambda each: (-len(each), each))[:_MOST_WORDS]:
        here: dict[str, frozenset[int]] = {}
        for form in _forms(word):
            for id_, numbers in index.occurrences(form).get(form, {}).items():
                here[id_] = here.get(id_, frozenset()).union(numbers)
        if found is not None:
            here = {id_: found[id_] & here[id_] for id_ in found.keys() & here.keys()}
        found = here
    return found


def _forms(word: str) -> Iterator[str]:
    """Yield a folded word as the index may have it: in lower case, not folded."""
    yield word
    for joined in _JOINED_LETTERS:
        if joined.casefold() in word:
            yield word.replace(joined.casefold(), joined)


def _in_block(document: StructuredDocument, block: Block, terms: Sequence[str]) -> Iterator[_Place]:
    """Yield each place of a single term, or the one hit where all of several terms stand."""
    read = stitched(document.document.text, block.parts)
    quickly = fold(read.text)
    if not all(term in quickly for term in terms):
        return
    here = folded(read.text)
    places = [[here.origin(*at) for at in occurrences(here.text, term)] for term in terms]
    if len(terms) == 1:
        for start, end in places[0]:
            yield _Place(document, block, read.spans(start, end))
    elif all(places):
        firsts = [of_term[0] for of_term in places]
        others = [each for of_term in places for each in of_term[1:]]
        chosen = _apart(sorted([*firsts, *sorted(others)[: _MOST_PLACES - len(firsts)]]))
        yield _Place(document, block, tuple(part for at in chosen for part in read.spans(*at)))


def _apart(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in order with those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _hits(places: Sequence[_Place]) -> Iterator[SearchHit]:
    known: dict[tuple[str, int], list[tuple[Span, ...]]] = {}
    for document, block, parts in places:
        text = document.document.text
        key = (document.document.id, block.number)
        if key not in known:
            known[key] = units(text, block)
        yield SearchHit(cite(document, parts), passage(text, known[key], parts))

"""A search, and what it found."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer import Citation

MAX_SEARCH_CHARACTERS = 500
MAX_HITS_A_PAGE = 100
MOST_HITS = 1_000  # what is counted and can be paged through


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What is looked for, as `qa.searching.terms` reads it.

    `documents` restricts the search to these ids; empty means all. `limit` hits are returned from
    the one numbered `offset` on, counted from 0. `as_of` is a day whose editions are searched,
    empty for now, as in a question.
    """

    text: str
    documents: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 20
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Characters of a passage as they are shown, white space folded; `is_found` marks a match."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place that was found.

    Of one term, `citation` cites that very place: `text[start:end]` folds to the term, with a part
    more for every page break within it. Of several terms it cites all the places of a passage where
    they stand, at most 20. `passage` is the sentence, or the sentences, they stand in, or the whole
    item or row; "…" stands for what was left out.
    """

    citation: Citation
    passage: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """How many hits a document has."""

    document: str
    title: str
    hits: int


@dataclass(frozen=True, slots=True)
class SearchHits:
    """The hits of a search from `offset` on, in the order of document ids, then of the text.

    `terms` were looked for, folded. `total` counts all hits and `documents` those of each document
    that has any; if not `is_complete`, the first 1,000 hits alone are counted.
    """

    terms: tuple[str, ...]
    total: int
    is_complete: bool
    documents: tuple[DocumentCount, ...]
    offset: int
    hits: tuple[SearchHit, ...]
    generation: str

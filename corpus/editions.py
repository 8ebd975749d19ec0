"""Editions: which documents of a collection take the place of which, and from which day on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

from corpus.document import Metadata
from corpus.events.dates import dates_in
from corpus.sketch import resemblance

_LIKE = 1 / 3  # of the runs of words of both: editions share more, issues of a series less


@dataclass(frozen=True, slots=True)
class Superseded:
    """A document in whose place a newer edition stands, since a day (YYYY-MM-DD)."""

    document: str
    by: str
    since: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a person said: a document stands in the place `by` another; said on a day."""

    by: str
    said: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a document that may be an edition of another; `sketch` is of its text."""

    metadata: Metadata
    sketch: str


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions of a collection: what is superseded, and the day of each document, "" for none.

    A document without a date that a person said to be a newer edition counts from that day on.
    """

    superseded: Mapping[str, Superseded]
    days: Mapping[str, str]

    def hidden(self, as_of: str) -> frozenset[str]:
        """Return the documents that were not in force on a day: superseded by then, or younger.

        An empty day is now: what is superseded is hidden, since whenever that is. Documents of
        which no day is known are in force until they are superseded.
        """
        if not as_of:
            return frozenset(self.superseded)
        began = dict(self.days)
        for each in self.superseded.values():
            began[each.by] = began.get(each.by) or each.since
        gone = {each.document for each in self.superseded.values() if each.since <= as_of}
        return frozenset(gone.union(id_ for id_, day in began.items() if day > as_of))

    def in_force(self, document: str, as_of: str) -> frozenset[str]:
        """Return the editions of a document that were in force on a day.

        That is itself if it was, else those that it comes from or that came from it.
        """
        hidden = self.hidden(as_of)
        if document not in hidden:
            return frozenset({document})
        return self._linked(document) - hidden

    def newest(self, document: str) -> str:
        """Return the current edition of a document: itself if nothing supersedes it."""
        while document in self.superseded:
            document = self.superseded[document].by
        return document

    def _linked(self, document: str) -> frozenset[str]:
        links: dict[str, set[str]] = {}
        for each in self.superseded.values():
            links.setdefault(each.document, set()).add(each.by)
            links.setdefault(each.by, set()).add(each.document)
        found, new = {document}, {document}
        while new:
            new = set(chain.from_iterable(links.get(id_, ()) for id_ in new)) - found
            found |= new
        return frozenset(found)


def first_day(metadata: Metadata) -> str:
    """Return the first day of the date that a document bears, else of that in its edition; or "".

    A month or a year counts from its first day, a span of time from its beginning.
    """
    for said in (metadata.date, metadata.edition):
        for found in dates_in(said, 0, len(said), years=True):
            return found.value + "-01-01"[len(found.value) - len("YYYY") :]
    return ""


def superseded(
    documents: Mapping[str, Candidate],
    said: Mapping[str, Replacement],
    apart: Collection[str],
) -> tuple[Superseded, ...]:
    """Return what stands in the place of what, by document: each has at most one newer edition.

    First comes what people `said` of a document, where both are there. Besides, a document is
    superseded by the next later one of the same title, issuer and language, case and white space
    aside, if that names an edition that is another, or if their texts have a third of their runs of
    words in common; documents without a title or date, and those `apart`, are not. No document
    supersedes one that it is superseded by, by however many steps: what was said first by document
    holds.
    """
    found: dict[str, Superseded] = {}

    def leads_to(newer: str, older: str) -> bool:
        at = newer
        while at != older and at in found:
            at = found[at].by
        return at == older

    for older, each in sorted(said.items()):
        if older in documents and each.by in documents and not leads_to(each.by, older):
            since = first_day(documents[each.by].metadata) or each.said
            found[older] = Superseded(older, each.by, since)
    for dated in _series(documents, apart):
        for day, older in dated:
            later = bisect_right(dated, day, key=lambda each: each[0])
            if later == len(dated) or older in found:
                continue
            since, newer = dated[later]
            is_one = _is_new_edition(documents[older], documents[newer])
            if is_one and not leads_to(newer, older):
                found[older] = Superseded(older, newer, since)
    return tuple(found[id_] for id_ in sorted(found))


def _series(
    documents: Mapping[str, Candidate], apart: Collection[str]
) -> list[list[tuple[str, str]]]:
    """Return the days and ids of documents of one title, issuer and language, by day, then id."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for id_, each in documents.items():
        about = each.metadata
        day = first_day(about)
        if about.title and day and id_ not in apart:
            key = tuple(
                " ".join(text.casefold().split())
                for text in (about.title, about.issuer, about.language)
            )
            found.setdefault(key, []).append((day, id_))
    return [sorted(dated) for _, dated in sorted(found.items()) if len(dated) > 1]


def _is_new_edition(older: Candidate, newer: Candidate) -> bool:
    named = newer.metadata.edition
    is_named = bool(named) and named.casefold() != older.metadata.edition.casefold()
    return is_named or resemblance(older.sketch, newer.sketch) >= _LIKE

"""The choice of documents, issuers and years, as the pages offer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urlencode

from qa.scope import Scope, year_of
from qa.showing.wording import as_of_worded
from web.library.overview import DocumentEntry
from web.questions.scoping import scope_fields

MOST_LISTED = 300  # documents; of a larger collection the chosen ones alone are listed
_NAMED = 3
_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be ticked: the field and value of the form, how it is called, whether it is ticked.

    `about` tells more: of an issuer or a year how many documents, of a document its year.
    """

    field: str
    value: str
    label: str
    about: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the scope, how it is called, and the query string of the page without it."""

    field: str
    value: str
    label: str
    rest: str


@dataclass(frozen=True, slots=True)
class ScopeForm:
    """All that can be chosen and what is; `documents` stand by issuer, "" for those without one.

    Superseded ones stand among them only if they are chosen. `as_of` is the day chosen, "" for
    none. `is_whole` is false where the collection is too large to list every document.
    """

    chips: tuple[Chip, ...]
    issuers: tuple[Choice, ...]
    years: tuple[Choice, ...]
    documents: Mapping[str, tuple[Choice, ...]]
    as_of: str
    is_whole: bool


def scope_form(
    scope: Scope, documents: Sequence[DocumentEntry], query: Iterable[tuple[str, str]]
) -> ScopeForm:
    """Return what a page offers whose address has the names and values of `query`.

    Issuers come by name, years with the newest first, documents by year, the newest first, then by
    title. A part of the scope that names nothing (any more) is there, too, so that it can be taken
    out.
    """
    offered = [e for e in documents if not e.superseded_by or e.id in scope.documents]
    by_issuer: dict[str, list[DocumentEntry]] = {}
    by_year: dict[str, int] = {}
    for each in offered:
        by_issuer.setdefault(each.issuer, []).append(each)
        year = year_of(each.date)
        by_year[year] = by_year.get(year, 0) + 1
    is_whole = len(offered) <= MOST_LISTED
    gone = [id_ for id_ in scope.documents if id_ not in {each.id for each in documents}]
    listed = {
        issuer: tuple(_document(each, scope) for each in _ordered(by_issuer[issuer]))
        for issuer in sorted(by_issuer, key=lambda name: (not name, name.casefold()))
    }
    if not is_whole:
        chosen = {name: tuple(c for c in of_it if c.is_chosen) for name, of_it in listed.items()}
        listed = {name: of_it for name, of_it in chosen.items() if of_it}
    if gone:
        lost = tuple(Choice("document", id_, id_, "", is_chosen=True) for id_ in gone)
        listed[""] = (*listed.get("", ()), *lost)
    issuers = {name: len(of_it) for name, of_it in by_issuer.items() if name}
    years = {year: count for year, count in by_year.items() if year}
    return ScopeForm(
        chips=_chips(scope, documents, tuple(query)),
        issuers=_choices("issuer", issuers, scope.issuers, reverse=False),
        years=_choices("year", years, scope.years, reverse=True),
        documents=listed,
        as_of=scope.as_of,
        is_whole=is_whole,
    )


def labels(scope: Scope, documents: Iterable[DocumentEntry]) -> tuple[str, ...]:
    """Return how the parts of a scope but its day are called: documents by title, or id if gone."""
    wanted = set(scope.documents)
    titles = {each.id: each.title for each in documents if each.id in wanted}
    named = tuple(titles.get(id_, id_) for id_ in scope.documents)
    return (*named, *scope.issuers, *scope.years)


def asked_in(scope: Scope, documents: Iterable[DocumentEntry]) -> str:
    """Return in a few words what a question was asked in; "" for all documents.

    Three parts of the scope are named, each in at most 60 characters.
    """
    called = [shorten(each, _LONGEST_NAME, placeholder=" …") for each in labels(scope, documents)]
    more = len(called) - _NAMED
    return "; ".join(called[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _choices(
    field: str, counts: Mapping[str, int], chosen: Sequence[str], *, reverse: bool
) -> tuple[Choice, ...]:
    ordered = sorted({**dict.fromkeys(chosen, 0), **counts}, key=str.casefold, reverse=reverse)
    return tuple(
        Choice(field, each, each, _documents(counts.get(each, 0)), each in chosen)
        for each in ordered
    )


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"


def _ordered(documents: Iterable[DocumentEntry]) -> list[DocumentEntry]:
    by_title = sorted(documents, key=lambda each: (each.title.casefold(), each.id))
    return sorted(by_title, key=lambda each: year_of(each.date), reverse=True)


def _document(each: DocumentEntry, scope: Scope) -> Choice:
    return Choice("document", each.id, each.title, year_of(each.date), each.id in scope.documents)


def _chips(
    scope: Scope, documents: Iterable[DocumentEntry], query: Sequence[tuple[str, str]]
) -> tuple[Chip, ...]:
    day = (as_of_worded(scope.as_of),) if scope.as_of else ()
    return tuple(
        Chip(*part, label, urlencode([each for each in query if each != part]))
        for part, label in zip(scope_fields(scope), (*labels(scope, documents), *day), strict=True)
    )

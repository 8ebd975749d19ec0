"""What a question is confined to, and the documents that this means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from corpus.errors import QuestionError
from qa.analysis.figures import years


class Shelved(Protocol):
    """What a scope goes by: a document's id, who issued it and its date, "" where unknown."""

    @property
    def id(self) -> str:
        """Return the id of the document."""

    @property
    def issuer(self) -> str:
        """Return who issued it."""

    @property
    def date(self) -> str:
        """Return its date as it is given."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Chosen documents (their ids), issuers and years; nothing chosen is all documents.

    What is chosen are the documents named, and besides them those that are of one of the issuers,
    where any is chosen, and of one of the years, where any is chosen.
    """

    documents: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is chosen."""
        return bool(self.documents or self.issuers or self.years)


EVERYWHERE = Scope()


def year_of(date: str) -> str:
    """Return the year of a date as it is given, its first one; "" where there is none."""
    return next(iter(years(date)), "")


def documents_in(scope: Scope, shelf: Iterable[Shelved]) -> tuple[str, ...]:
    """Return the ids of the documents of a scope in the order of the shelf; () for an empty scope.

    Raises QuestionError if a part of the scope names nothing on the shelf, or all of it together
    no document.
    """
    known = tuple(shelf)
    for what, chosen, there in (
        ("document is called", scope.documents, {each.id for each in known}),
        ("document is from", scope.issuers, {each.issuer for each in known}),
        ("document is of", scope.years, {year_of(each.date) for each in known}),
    ):
        gone = [each for each in chosen if each not in there]
        if gone:
            raise QuestionError(
                f"no {what} {gone[0]!r} any more; take that out of the choice of documents"
            )
    found = tuple(each.id for each in known if each.id in scope.documents or _meets(scope, each))
    if scope and not found:
        raise QuestionError(
            "no document is both from the chosen issuers and of the chosen years; "
            "take one of them out"
        )
    return found


def _meets(scope: Scope, each: Shelved) -> bool:
    if not (scope.issuers or scope.years):
        return False
    by_issuer = not scope.issuers or each.issuer in scope.issuers
    return by_issuer and (not scope.years or year_of(each.date) in scope.years)

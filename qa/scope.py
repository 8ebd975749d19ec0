"""What a question is confined to, and the documents that this means."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
    """Chosen documents (their ids), issuers, years and a day; nothing chosen is all documents now.

    What is chosen are the documents named, and besides them those that are of one of the issuers,
    where any is chosen, and of one of the years, where any is chosen. `as_of` is the day whose
    editions are asked, empty for the current ones.
    """

    documents: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    as_of: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is chosen."""
        return bool(self.names_documents or self.as_of)

    @property
    def names_documents(self) -> bool:
        """Tell whether fewer than all documents are chosen."""
        return bool(self.documents or self.issuers or self.years)


EVERYWHERE = Scope()


def year_of(date: str) -> str:
    """Return the year of a date as it is given, its first one; "" where there is none."""
    return next(iter(years(date)), "")


def documents_in(
    scope: Scope, shelf: Iterable[Shelved], hidden: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the ids of the documents of a scope in the order of the shelf; () for all of them.

    Those that are `hidden` are meant by their id alone, not by their issuer or year.
    Raises QuestionError if a part of the scope names nothing on the shelf, or all of it together
    no document.
    """
    known = tuple(shelf)
    open_ = [each for each in known if each.id not in hidden]
    when = "on that day" if scope.as_of else "any more"
    for what, chosen, there in (
        ("document is called", scope.documents, {each.id for each in known}),
        ("document is from", scope.issuers, {each.issuer for each in open_}),
        ("document is of", scope.years, {year_of(each.date) for each in open_}),
    ):
        gone = [each for each in chosen if each not in there]
        if gone:
            raise QuestionError(
                f"no {what} {gone[0]!r} {when}; take that out of the choice of documents"
            )
    meant = {each.id for each in open_ if _meets(scope, each)}.union(scope.documents)
    found = tuple(each.id for each in known if each.id in meant)
    if scope.names_documents and not found:
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

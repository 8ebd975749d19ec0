"""The scope of a question as an address and a form hold it, in the fields of `FIELDS`."""

from __future__ import annotations

from collections.abc import Iterable

from qa.question import Question, check_date
from qa.scope import Scope, documents_in
from web.opening import opening
from web.questions.asking import parameters

FIELDS = ("document", "issuer", "year", "as_of")


def scope_of(given: Iterable[tuple[str, str]]) -> Scope:
    """Return the scope that names and values hold, each part once, in order; empty ones name none.

    The last day that is given counts; all other names are passed over.
    """
    found: dict[str, dict[str, None]] = {name: {} for name in FIELDS}
    for name, value in given:
        if name in found and value:
            found[name][value] = None
    documents, issuers, years, days = (tuple(found[name]) for name in FIELDS)
    return Scope(documents, issuers, years, days[-1] if days else "")


def scope_fields(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return the names and values that `scope_of` reads a scope from."""
    parts = (scope.documents, scope.issuers, scope.years, (scope.as_of,) if scope.as_of else ())
    return tuple(
        (name, value) for name, of_it in zip(FIELDS, parts, strict=True) for value in of_it
    )


def documents_asked_in(scope: Scope) -> tuple[str, ...]:
    """Return the ids of the documents of a scope in the open collection; () for all of them.

    Raises QuestionError as `documents_in` does, and if the day of the scope is none.
    """
    if scope.as_of:
        check_date(scope.as_of)
    if not scope.names_documents:
        return ()
    found = opening()
    hidden = found.collection.index.editions().hidden(scope.as_of)
    return documents_in(scope, found.overview.documents, hidden)


def asked_within(scope: Scope) -> Question:
    """Return a question without a text, in a scope; raises as `documents_asked_in`."""
    return Question("", documents=documents_asked_in(scope), as_of=scope.as_of)


def scope_of_address(query: bytes) -> Scope:
    """Return the scope of a query string. Raises MalformedError as `parameters` does."""
    return scope_of(parameters(query))

"""The scope of a question as an address and a form hold it: `document`, `issuer` and `year`."""

from __future__ import annotations

from collections.abc import Iterable

from qa.scope import Scope, documents_in
from web.asking import parameters
from web.opening import opening

FIELDS = ("document", "issuer", "year")


def scope_of(given: Iterable[tuple[str, str]]) -> Scope:
    """Return the scope that names and values hold, each part once, in order; empty ones name none.

    All other names are passed over.
    """
    found: dict[str, dict[str, None]] = {name: {} for name in FIELDS}
    for name, value in given:
        if name in found and value:
            found[name][value] = None
    return Scope(*(tuple(found[name]) for name in FIELDS))


def scope_fields(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return the names and values that `scope_of` reads a scope from."""
    parts = (scope.documents, scope.issuers, scope.years)
    return tuple(
        (name, value) for name, of_it in zip(FIELDS, parts, strict=True) for value in of_it
    )


def documents_asked_in(scope: Scope) -> tuple[str, ...]:
    """Return the ids of the documents of a scope in the open collection; () for all of them.

    Raises QuestionError as `documents_in` does.
    """
    return documents_in(scope, opening().overview.documents) if scope else ()


def scope_of_address(query: bytes) -> Scope:
    """Return the scope of a query string. Raises MalformedError as `parameters` does."""
    return scope_of(parameters(query))

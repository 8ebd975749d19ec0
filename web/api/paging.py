"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlencode

from flask import Response, request

from web.api.operation import Parameter
from web.questions.asking import ParameterError, whole_number

DEFAULT_LIMIT = 100
MAX_LIMIT = 200
MAX_OFFSET = 999_999_999
_Entry = TypeVar("_Entry")

PAGING = (
    Parameter(
        "limit",
        f"How many entries a page has at most, from 1 to {MAX_LIMIT}.",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    ),
    Parameter(
        "offset",
        "How many entries are left out before the page; beyond the last one it is empty.",
        {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0},
    ),
)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that a page shows: at most `limit` entries after the first `offset`."""

    limit: int
    offset: int

    def of(self, entries: Sequence[_Entry]) -> tuple[_Entry, ...]:
        """Return the entries of the page, () beyond the last."""
        return tuple(entries[self.offset : self.offset + self.limit])


def asked_window() -> Window:
    """Return the window that the address of the current request asks for.

    Raises ParameterError if it is no possible one.
    """
    return window(
        whole_number(request.args, "limit", DEFAULT_LIMIT), whole_number(request.args, "offset", 0)
    )


def window(limit: int, offset: int) -> Window:
    """Return a window. Raises ParameterError if it is no possible one."""
    if not 1 <= limit <= MAX_LIMIT:
        raise ParameterError(f"the limit is {limit}; give a number from 1 to {MAX_LIMIT}")
    if offset < 0:
        raise ParameterError(f"the offset is {offset}; give a number from 0")
    return Window(limit, offset)


def link_pages(response: Response, window: Window, total: int) -> Response:
    """Add the header Link (RFC 8288) to the pages beside a window of `total` entries, if any."""
    places: list[tuple[str, int]] = []
    if window.offset > 0:
        places.append(("first", 0))
        places.append(("prev", max(min(window.offset, total) - window.limit, 0)))
    if window.offset + window.limit < total:
        places.append(("next", window.offset + window.limit))
        places.append(("last", (total - 1) // window.limit * window.limit))
    links = []
    for name, offset in places:
        query = urlencode({"limit": window.limit, "offset": offset})
        links.append(f'<{quote(request.path)}?{query}>; rel="{name}"')
    if links:
        response.headers["Link"] = ", ".join(links)
    return response

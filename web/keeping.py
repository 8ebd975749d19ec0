"""Addresses that keep a conversation, so that a page needs no other memory of it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

KEPT_TURNS = 3
LONGEST_ADDRESS = 4_000  # bytes of query; a request line may have 8,190, the cited places included


def address(question: str, earlier: Sequence[str]) -> str:
    """Return the query string of the chat page that asks a question after the last earlier ones.

    Where it would be longer than LONGEST_ADDRESS, the oldest of `earlier` are left out, and where
    the question alone is too long, it is empty.
    """
    kept = earlier[-KEPT_TURNS:]
    shortened = (whole_address(question, kept[first:]) for first in range(len(kept) + 1))
    return next(filter(None, shortened), "")


def whole_address(question: str, earlier: Sequence[str]) -> str:
    """Return the query string that asks a question after all `earlier` ones; empty if too long.

    For what must be the answer that is shown, and no other.
    """
    query = urlencode([("q", question), *(("earlier", text) for text in earlier)])
    return query if len(query) <= LONGEST_ADDRESS else ""


def kept_link(link: str, question: str, earlier: Sequence[str]) -> str:
    """Return the link into a document with the conversation added, so that its page leads back.

    A conversation that is too long for an address is not added.
    """
    query = address(question, earlier)
    if not query:
        return link
    path, hash_, fragment = link.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{query}{hash_}{fragment}"


def asked_next(question: str, last: str, earlier: Sequence[str]) -> str:
    """Return the address that asks a question after `last`, which came after `earlier` ones."""
    return f"/?{address(question, (*earlier, last))}"

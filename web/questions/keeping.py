"""Addresses that keep a conversation, so that a page needs no other memory of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from qa.question import MAX_QUESTION_CHARACTERS
from qa.scope import EVERYWHERE, Scope
from web.questions.scoping import FIELDS, scope_fields, scope_of

KEPT_TURNS = 3
LONGEST_ADDRESS = 4_000  # bytes of query; a request line may have 8,190, the cited places included
_PAGES = {"conversation": "conversations", "shared": "shared"}
WAY_BACK = ("q", "earlier", *FIELDS, *_PAGES, "turn")  # the fields that `kept_link` adds to a link
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)


def address(question: str, earlier: Sequence[str], scope: Scope = EVERYWHERE) -> str:
    """Return the query string of the chat page that asks a question after the last earlier ones.

    Where it would be longer than LONGEST_ADDRESS, the oldest of `earlier` are left out, and where
    the question alone is too long, it is empty.
    """
    kept = earlier[-KEPT_TURNS:]
    shortened = (whole_address(question, kept[first:], scope) for first in range(len(kept) + 1))
    return next(filter(None, shortened), "")


def whole_address(question: str, earlier: Sequence[str], scope: Scope = EVERYWHERE) -> str:
    """Return the query string that asks a question after all `earlier` ones; empty if too long.

    For what must be the answer that is shown, and no other.
    """
    before = [("earlier", text) for text in earlier]
    query = urlencode([("q", question), *before, *scope_fields(scope)])
    return query if len(query) <= LONGEST_ADDRESS else ""


def kept_turn(kind: str, id: str, number: int) -> str:
    """Return the query string that leads back to a turn of a page: of `conversation` or `shared`.

    `id` is that of the conversation, or the token under which it is shared.
    """
    return urlencode({kind: id, "turn": number})


def kept_link(link: str, back: str) -> str:
    """Return the link into a document with the query string `back` added, if it is not empty."""
    if not back:
        return link
    path, hash_, fragment = link.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{back}{hash_}{fragment}"


def way_back(query: Sequence[tuple[str, str]]) -> str:
    """Return the address of the turn that a link came from, by what `kept_link` added to it.

    It is relative to the root of the service, and empty if nothing was added.
    """
    given = dict(reversed(query))
    for kind, page in _PAGES.items():
        id_, number = given.get(kind, ""), given.get("turn", "")
        if _ID.fullmatch(id_) and _NUMBER.fullmatch(number):
            return f"/{page}/{id_}#turn-{number}"
    question = given.get("q", "")[:MAX_QUESTION_CHARACTERS]
    found = address(question, [text for name, text in query if name == "earlier"], scope_of(query))
    return f"/?{found}" if question and found else ""


def asked_next(question: str, last: str, earlier: Sequence[str], scope: Scope = EVERYWHERE) -> str:
    """Return the address that asks a question after `last`, which came after `earlier` ones."""
    return f"/?{address(question, (*earlier, last), scope)}"

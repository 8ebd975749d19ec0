"""What a key is, and what is kept of it."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(r"pincite_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)


class Scope(StrEnum):
    """What a key allows; none includes another."""

    ASK = "ask"
    INGEST = "ingest"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed: `created` is an ISO time in UTC."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: str


@dataclass(frozen=True, slots=True)
class Token:
    """What whoever holds a key sends: the id of the key and 256 secret bits."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"pincite_{self.id}_{self.secret}"


def new_token() -> Token:
    """Return a token that nobody had before."""
    return Token(secrets.token_hex(6), secrets.token_urlsafe(32))


def parsed_token(text: str) -> Token | None:
    """Return the token that a text is, None if it is none."""
    found = _TOKEN.fullmatch(text)
    return Token(found[1], found[2]) if found else None


def digest(secret: str) -> bytes:
    """Return what is stored of a secret. It is random, so that a plain hash hides it."""
    return hashlib.sha256(secret.encode("utf-8")).digest()

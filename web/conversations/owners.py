"""Whose a conversation is: the browser that holds a cookie."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

from flask import request
from werkzeug.wrappers import Response

from web.conversations.conversation import Owner

COOKIE = "pincite"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # 256 bits in Base64
_NAME = re.compile(r"[A-Za-z0-9_-]{22,64}", re.ASCII)  # 128 bits and more
_SECONDS_OF_A_DAY = 86_400


def cookie_token() -> str:
    """Return the token of the current request's cookie; empty if there is none of ours."""
    given = request.cookies.get(COOKIE, "")
    return given if _TOKEN.fullmatch(given) else ""


def owner_of(token: str) -> Owner:
    """Return the owner that holds a token; the token cannot be told from it."""
    return Owner(f"browser:{_sha256('token', token).hex()}")


def new_token(name: str) -> str:
    """Return the token of a browser that has none, made of the name of its first request.

    The name is as secret as the token: it goes from the page to the service alone, and neither is
    stored. A first request that is sent twice comes from one browser by this.
    """
    digest = _sha256("first", name)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def new_name() -> str:
    """Return a fresh name for a request."""
    return secrets.token_urlsafe(24)


def is_name(text: str) -> bool:
    """Return whether a text can name a request: long enough that nobody guesses it."""
    return bool(_NAME.fullmatch(text))


def request_key(name: str, question: str) -> str:
    """Return what is stored of the name of a request, which is one for each question."""
    return _sha256("request", name, question).hex()


def set_cookie(response: Response, token: str, days: int) -> None:
    """Let the browser hold a token for so many days from now, out of reach of scripts."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=days * _SECONDS_OF_A_DAY,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _sha256(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8")).digest()

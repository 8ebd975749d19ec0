"""What is asked of a service that runs for an hour: questions and pages, at many doors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from qa.question import Question
from qa.serialise import to_json
from tests.served_processes import Got, Reached, send

_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
_JSON = {"Content-Type": "application/json"}
# What is drawn anew for each request: names of conversations and of requests, ids and times.
_DRAWN = re.compile(
    rb'(?<=conversation=)[\w-]{22}|(?<=name="conversation" value=")[\w-]{22}'
    rb'|(?<=name="request" value=")[\w-]{32}'
    rb'|(?<="id":"chatcmpl-)[0-9a-f]{32}|(?<="created":)\d+'
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that always gets the same bytes, but for what is drawn anew."""

    method: str
    path: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def ask(server: Reached, wanted: Wanted) -> Got:
    """Send the request and return what came back."""
    return send(server, wanted.method, wanted.path, wanted.body, wanted.headers)


def lasting(body: bytes) -> bytes:
    """Return the part of a response that is the same each time."""
    return _DRAWN.sub(b"", body)


def posted(question: Question) -> Wanted:
    """Return the question as the API takes it."""
    return Wanted("POST", "/api/v1/answer", json.dumps(to_json(question)).encode(), _JSON)


def mixed(questions: Sequence[Question], documents: Sequence[str]) -> list[Wanted]:
    """Return a request for each question, the doors in turn, and one for a page after each."""
    doors = (_got, posted, _sent, _opened, _completed)
    pages = _pages(documents)
    return [
        each
        for number, question in enumerate(questions)
        for each in (doors[number % len(doors)](question), next(pages))
    ]


def _got(question: Question) -> Wanted:
    return Wanted("GET", f"/api/answer?q={quote(question.text)}")


def _sent(question: Question) -> Wanted:
    return Wanted("POST", "/ask", urlencode({"q": question.text}).encode(), _FORM)


def _opened(question: Question) -> Wanted:
    return Wanted("GET", f"/?q={quote(question.text)}")


def _completed(question: Question) -> Wanted:
    messages = [{"role": "user", "content": question.text}]
    body = {"model": "pincite", "messages": messages}
    return Wanted("POST", "/v1/chat/completions", json.dumps(body).encode(), _JSON)


def _pages(documents: Sequence[str]) -> Iterator[Wanted]:
    """Return pages without end."""
    while True:
        for id_ in documents:
            for path in (f"/documents/{id_}", f"/documents/{id_}/structure", "/", "/documents"):
                yield Wanted("GET", path)
            yield Wanted("GET", f"/documents/{id_}?cite=100-180")
            yield Wanted("GET", f"/documents/{id_}/pane?cite=100-180")
            yield Wanted("GET", "/search?q=agency")
            yield Wanted("GET", f"/api/v1/documents/{id_}/passage?start=0&end=900")

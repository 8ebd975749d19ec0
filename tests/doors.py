"""Every door to the answer function: each takes a question and gives the answer's bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
from flask import Flask
from mcp import Client
from mcp.server import Server
from mcp_types import TextContent

from qa.notebook import Collection
from qa.question import Question
from qa.serialise import answer_bytes, to_json
from web.conversations.owners import COOKIE, owner_of

CLIENTS = 4
_PAGE = {"Accept": "text/html"}
MESSAGE = {"Accept": "application/json, text/event-stream"}  # a message of MCP by HTTP


@dataclass(frozen=True, slots=True)
class House:
    """One collection, opened for every door; `data` is its folder, for other processes."""

    data: Path
    app: Flask
    tools: Server[Any]
    notebook: Collection


Door = Callable[[House, Sequence[Question]], list[bytes]]


def _one_by_one(ask: Callable[[House, Question], bytes]) -> Door:
    def door(house: House, questions: Sequence[Question]) -> list[bytes]:
        with ThreadPoolExecutor(CLIENTS) as clients:
            return list(clients.map(lambda question: ask(house, question), questions))

    return door


def _posting_to(path: str) -> Door:
    def posted(house: House, question: Question) -> bytes:
        response = house.app.test_client().post(path, data=json.dumps(to_json(question)))
        assert response.status_code == 200
        return response.get_data()

    return _one_by_one(posted)


def _got(house: House, question: Question) -> bytes:
    assert not question.history
    query = {
        "q": question.text,
        "document": list(question.documents),
        "as_of": question.as_of,
    }
    response = house.app.test_client().get("/api/v1/answer", query_string=query)
    assert response.status_code == 200
    return response.get_data()


def _called(house: House, question: Question) -> bytes:
    arguments = to_json(question)
    assert isinstance(arguments, dict)

    async def ask() -> bytes:
        async with Client(house.tools) as client:
            content = (await client.call_tool("ask", arguments)).content[0]
        assert isinstance(content, TextContent)
        return content.text.encode()

    return anyio.run(ask)


def _posted_to_a_tool(house: House, question: Question) -> bytes:
    message = called("ask", to_json(question))
    response = house.app.test_client().post("/mcp", json=message, headers=MESSAGE)
    assert response.status_code == 200
    text: str = response.get_json()["result"]["content"][0]["text"]
    return text.encode()


def called(tool: str, arguments: object) -> dict[str, object]:
    """Return the message of the Model Context Protocol that calls a tool."""
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


def _completed(house: House, question: Question) -> bytes:
    assert not (question.documents or question.as_of)
    messages = [
        {"role": role, "content": text}
        for turn in question.history
        for role, text in (("user", turn.question), ("assistant", turn.answer))
    ]
    return completion(house, [*messages, {"role": "user", "content": question.text}])[1]


def completion(house: House, messages: list[dict[str, str]]) -> tuple[str, bytes]:
    """Return the message of a chat completion and the answer that comes with it, as it is sent."""
    body = {"model": "pincite", "messages": messages}
    response = house.app.test_client().post("/v1/chat/completions", json=body)
    assert response.status_code == 200
    content = response.get_json()["choices"][0]["message"]["content"]
    return content, response.get_data().rpartition(b',"pincite":')[2].removesuffix(b"}")


def _asked_in_a_notebook(house: House, question: Question) -> bytes:
    history = [(turn.question, turn.answer) for turn in question.history]
    answer = house.notebook.ask(
        question.text, history=history, documents=question.documents, as_of=question.as_of
    )
    return answer_bytes(answer)


def _kept(house: House, question: Question) -> bytes:
    """Ask on the page, the questions before it first, and return the answer as it is kept."""
    client = house.app.test_client()
    conversation = ""
    for text in (*(turn.question for turn in question.history), question.text):
        form = {
            "q": text,
            "document": list(question.documents),
            "as_of": question.as_of,
            "conversation": conversation,
        }
        response = client.post("/ask", data=form, headers=_PAGE)
        assert response.status_code == 303
        conversation = response.location.rpartition("/")[2].partition("#")[0]
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    store = house.app.extensions["history"].store
    kept: bytes = store.conversation(owner_of(cookie.value), conversation).turns[-1].answer
    return kept


def _printed(house: House, questions: Sequence[Question]) -> list[bytes]:
    lines = "".join(json.dumps(to_json(question)) + "\n" for question in questions)
    program = [sys.executable, "-m", "web.cli"]
    printed = subprocess.run(
        [*program, "ask", "--questions", "-", "--json", "--data", house.data],
        input=lines.encode(),
        capture_output=True,
        check=True,
    )
    return printed.stdout.splitlines()


DOORS: dict[str, Door] = {
    "GET /api/v1/answer": _one_by_one(_got),
    "POST /api/v1/answer": _posting_to("/api/v1/answer"),
    "POST /api/answer": _posting_to("/api/answer"),
    "pincite ask": _printed,
    "MCP": _one_by_one(_called),
    "POST /mcp": _one_by_one(_posted_to_a_tool),
    "POST /v1/chat/completions": _one_by_one(_completed),
    "Python": _one_by_one(_asked_in_a_notebook),
    # It keeps what it answered itself: a question comes with the answers given before it.
    "page": _one_by_one(_kept),
}
TAKE_NO_HISTORY = {"GET /api/v1/answer"}
TAKE_NO_DOCUMENTS = {"POST /v1/chat/completions"}  # and no day

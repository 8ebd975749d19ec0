"""A chat completion in OpenAI's form, whole and as a stream of server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from qa.answer import Answer
from qa.serialise import Json, to_json
from web.openai_api.messages import MODEL
from web.openai_api.rendering import Message, message

_END = b"data: [DONE]\n\n"
# No token is generated, and none is charged for.
_USAGE: Json = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer as a completion; `created` is in seconds since 1970."""

    id: str
    created: int
    answer: Answer
    message: Message


def completion(answer: Answer, id: str, created: int, root: str) -> Completion:
    """Return an answer as a completion; `root` is put before its links."""
    return Completion(f"chatcmpl-{id}", created, answer, message(answer, root))


def whole(given: Completion) -> bytes:
    """Return a completion as JSON: OpenAI's fields, and as `pincite` the answer as it is."""
    choice: Json = {
        "index": 0,
        "message": {
            "role": "assistant",
            "content": given.message.content,
            "refusal": None,
            "annotations": _annotations(given.message),
        },
        "logprobs": None,
        "finish_reason": "stop",
    }
    return _bytes(
        {
            **_head(given, "chat.completion"),
            "choices": [choice],
            "usage": _USAGE,
            "pincite": to_json(given.answer),
        }
    )


def streamed(given: Completion, *, wants_usage: bool) -> Iterator[bytes]:
    """Yield a completion as server-sent events, line by line of its content.

    The annotations and, as `pincite`, the answer come with the last piece; the usage, if wanted,
    after it.
    """

    def event(delta: Json, finish: str | None = None, **more: Json) -> bytes:
        choice: Json = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event({**_head(given, "chat.completion.chunk"), "choices": [choice], **more})

    yield event({"role": "assistant", "content": ""})
    for line in given.message.content.splitlines(keepends=True):
        yield event({"content": line})
    yield event({"annotations": _annotations(given.message)}, "stop", pincite=to_json(given.answer))
    if wants_usage:
        head = _head(given, "chat.completion.chunk")
        yield _event({**head, "choices": [], "usage": _USAGE})
    yield _END


def _head(given: Completion, kind: str) -> dict[str, Json]:
    return {"id": given.id, "object": kind, "created": given.created, "model": MODEL}


def _annotations(given: Message) -> Json:
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": link.start,
                "end_index": link.end,
                "url": link.url,
                "title": link.title,
            },
        }
        for link in given.links
    ]


def _event(value: Json) -> bytes:
    return b"data: " + _bytes(value) + b"\n\n"


def _bytes(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

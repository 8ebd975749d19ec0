"""A question as the messages of a chat bring it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from corpus.errors import PinciteError
from qa.question import MAX_TURNS, Question, Turn
from web.openai_api.rendering import text_of_message

MODEL = "pincite"
_PASSED_OVER = ("system", "developer", "tool", "function")


class CompletionError(PinciteError):
    """A request for a completion cannot be put; `param` names the field, `code` tells why."""

    def __init__(self, message: str, param: str = "", code: str = "invalid-request") -> None:
        super().__init__(message)
        self.param = param
        self.code = code


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request for a completion asks: the question, and how the answer is to come."""

    question: Question
    is_streamed: bool
    wants_usage: bool


def wanted(body: bytes) -> Wanted:
    """Return what the body of a request asks.

    The last message is the question, those before it are the conversation; of what an assistant
    said, the answer's text counts. What sets how a model speaks (`temperature`, `tools`, messages
    of the system …) is passed over: the documents speak. Raises CompletionError if the body is not
    JSON, a field has another type, the model is another or the last message is not the user's.
    """
    try:
        given: object = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise CompletionError("The body is not JSON in UTF-8.") from error
    if not isinstance(given, dict):
        raise CompletionError("The body is no JSON object.")
    model = given.get("model")
    if not isinstance(model, str):
        raise CompletionError(f"Name the model: {MODEL!r}.", "model")
    if model != MODEL:
        raise unknown_model(model)
    options = given.get("stream_options") or {}
    if not isinstance(options, dict):
        raise CompletionError("'stream_options' is no object.", "stream_options")
    return Wanted(
        question=_question(given.get("messages")),
        is_streamed=_truth(given.get("stream"), "stream"),
        wants_usage=_truth(options.get("include_usage"), "stream_options.include_usage"),
    )


def unknown_model(name: str) -> CompletionError:
    """Return the error that there is no model of this name."""
    return CompletionError(
        f"There is no model {name[:40]!r}; there is {MODEL!r}.", "model", "model_not_found"
    )


def _question(messages: object) -> Question:
    if not isinstance(messages, list) or not messages:
        raise CompletionError("'messages' is no list with messages in it.", "messages")
    turns: list[Turn] = []
    asked: str | None = None
    for number, message in enumerate(messages):
        place = f"messages[{number}]"
        if not isinstance(message, dict):
            raise CompletionError(f"{place!r} is no object.", place)
        role = message.get("role")
        if role == "user":
            if asked is not None:
                turns.append(Turn(asked, ""))
            asked = _text(message.get("content"), place)
        elif role == "assistant":
            if asked is not None:
                turns.append(Turn(asked, text_of_message(_text(message.get("content"), place))))
            asked = None
        elif role not in _PASSED_OVER:
            raise CompletionError(f"{place!r} has no role that is known.", f"{place}.role")
    if asked is None:
        raise CompletionError("The last message is not the user's; ask something.", "messages")
    return Question(asked, tuple(turns[-MAX_TURNS:]))


def _text(content: object, place: str) -> str:
    """Return the text of a message: a string, or the text of its parts, nothing for null."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise CompletionError(f"The content of {place!r} is no text.", f"{place}.content")
    found: list[str] = []
    for part in content:
        text = part.get("text", part.get("refusal")) if isinstance(part, dict) else None
        if not isinstance(text, str):
            raise CompletionError(
                f"The content of {place!r} has a part that is no text.", f"{place}.content"
            )
        found.append(text)
    return "\n".join(found)


def _truth(value: object, name: str) -> bool:
    if value is not None and not isinstance(value, bool):
        raise CompletionError(f"{name!r} is neither true nor false.", name)
    return bool(value)

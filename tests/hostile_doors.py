"""Requests that put hostile text into every place of a door, as bytes on the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from urllib.parse import quote_from_bytes

_LONGEST_PATH = 7_000  # bytes; longer lines never reach the application
_FORM = b"application/x-www-form-urlencoded"
_JSON = b"application/json"
_TYPES = (_JSON, _FORM, b"text/plain", b"multipart/form-data; boundary=a", b"a/b; charset=utf-7")
_PAGE = b"Accept: text/html\r\n"
_SCRIPT = b"Accept: application/json\r\n"

Door = Callable[[bytes, Random], bytes]


def request(
    method: bytes, path: bytes, body: bytes | None = None, type: bytes = _FORM, more: bytes = b""
) -> bytes:
    """Return a request that closes its connection."""
    lines = method + b" " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more
    if body is None:
        return lines + b"\r\n"
    length = b"Content-Length: " + str(len(body)).encode() + b"\r\n"
    return lines + b"Content-Type: " + type + b"\r\n" + length + b"\r\n" + body


def _in_path(text: bytes, drawn: Random) -> bytes:
    """Return the text as a part of an address: encoded whole, but for slashes, or not at all."""
    way = drawn.random()
    if way < 0.1:
        return text[:_LONGEST_PATH]
    safe = "/" if way < 0.4 else ""
    return quote_from_bytes(text[: _LONGEST_PATH // 3], safe).encode()


def _in_form(text: bytes, drawn: Random) -> bytes:
    return text if drawn.random() < 0.2 else quote_from_bytes(text).encode()


def _in_json(text: bytes, drawn: Random) -> bytes:
    """Return the text as a value in JSON: a string, the bytes of one, or something else."""
    way = drawn.random()
    if way < 0.4:
        return json.dumps(text.decode("utf-8", "replace")).encode()
    if way < 0.6:
        return json.dumps(text.decode("utf-8", "surrogateescape")).encode()
    return b'"' + text + b'"' if way < 0.8 else text


def _posted_json(path: bytes, shapes: tuple[bytes, ...]) -> Door:
    def door(text: bytes, drawn: Random) -> bytes:
        shape = drawn.choice(shapes)
        body = text if drawn.random() < 0.1 else shape.replace(b"@", _in_json(text, drawn))
        kind = _JSON if drawn.random() < 0.8 else drawn.choice(_TYPES)
        return request(b"POST", path, body, kind, _SCRIPT)

    return door


def _posted_form(path: bytes, names: tuple[bytes, ...], more: bytes = _PAGE) -> Door:
    def door(text: bytes, drawn: Random) -> bytes:
        fields = [name + b"=" + _in_form(text, drawn) for name in names if drawn.random() < 0.6]
        body = text if drawn.random() < 0.1 else b"&".join(fields)
        kind = _FORM if drawn.random() < 0.8 else drawn.choice(_TYPES)
        return request(b"POST", path.replace(b"@", _in_path(text, drawn)), body, kind, more)

    return door


def _got(path: bytes, names: tuple[bytes, ...] = (), more: bytes = _PAGE) -> Door:
    def door(text: bytes, drawn: Random) -> bytes:
        part = _in_path(text, drawn)
        fields = [name + b"=" + part for name in names if drawn.random() < 0.6]
        whole = path.replace(b"@", part) + b"?" + b"&".join(fields)
        return request(b"GET", whole[: _LONGEST_PATH + 500], None, more=more)

    return door


def _header(path: bytes, header: bytes) -> Door:
    def door(text: bytes, drawn: Random) -> bytes:
        value = text if drawn.random() < 0.1 else text.translate(None, b"\x00\r\n\x08\x0c\x1b\x7f")
        return request(b"GET", path, None, more=header.replace(b"@", value[:_LONGEST_PATH]))

    return door


def _one_of(*doors: Door) -> Door:
    return lambda text, drawn: drawn.choice(doors)(text, drawn)


_QUESTION = (b'{"text": @}', b'{"text": "Who?", "documents": [@]}', b"{@: 1}")
_HISTORY = b'{"text": "Who?", "history": [{"question": @, "answer": @}], "limit": @}'
_ASKED = (b"q", b"earlier", b"answer", b"document", b"issuer", b"year", b"conversation", b"request")
_QUERY = (b"q", b"earlier", b"document", b"issuer", b"from", b"to", b"scope", b"standalone")
_PLACE = (b"cite", b"q", b"page", b"conversation", b"turn", b"answer", b"start", b"end", b"kind")
_VERDICT = (b"verdict", b"question", b"earlier", b"remark", b"answer", b"back", b"document")
_DOCUMENT = b"/documents/@"
_KEPT = b"/conversations/@"

_TOOL = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": '
_MESSAGES = (
    _TOOL + b'"ask", "arguments": {"text": @}}}',
    _TOOL + b'"search", "arguments": {"text": @, "documents": [@]}}}',
    _TOOL + b'"read_passage", "arguments": {"document": @, "start": 0, "end": 9}}}',
    _TOOL + b'"verify", "arguments": {"turns": [@]}}}',
    _TOOL + b'"list_documents", "arguments": {"limit": @}}}',
    _TOOL + b'@, "arguments": {}}}',
    b'{"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": @}}',
    b'{"jsonrpc": "2.0", "id": 1, "method": "resources/list", "params": {"cursor": @}}',
    b'{"jsonrpc": "2.0", "id": @, "method": @}',
)


def message(text: bytes, drawn: Random) -> bytes:
    """Return a message of the Model Context Protocol."""
    if drawn.random() < 0.1:
        return text
    return drawn.choice(_MESSAGES).replace(b"@", _in_json(text, drawn))


def _model_context(text: bytes, drawn: Random) -> bytes:
    more = b"Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2025-06-18\r\n"
    return request(b"POST", b"/mcp", message(text, drawn), _JSON, more)


DOORS: dict[str, Door] = {
    "chat page": _one_of(
        _got(b"/", _QUERY),
        _posted_form(b"/ask", _ASKED),
        _posted_form(b"/ask/stop", _ASKED),
        _got(_KEPT, _PLACE),
        _got(_KEPT + b"/manage"),
        _got(_KEPT + b"/conversation.json"),
        _posted_form(_KEPT + b"/rename", (b"title",)),
        _posted_form(_KEPT + b"/share", (b"title",)),
        _posted_form(_KEPT + b"/delete", ()),
        _header(b"/conversations", b"Cookie: pincite=@\r\n"),
    ),
    "chat script": _posted_form(b"/ask", _ASKED, _SCRIPT),
    "API": _one_of(
        _posted_json(b"/api/v1/answer", (*_QUESTION, _HISTORY)),
        _posted_json(b"/api/v1/explain", (*_QUESTION, _HISTORY)),
        _posted_json(
            b"/api/v1/verify", (b'{"citations": [@]}', b'{"turns": [{"answer": @}]}', b"@")
        ),
        _got(b"/api/v1/answer", (b"q", b"document"), _SCRIPT),
        _got(b"/api/v1/search", (b"q", b"document", b"offset", b"limit"), _SCRIPT),
        _got(b"/api/v1/documents/@", (b"offset",), _SCRIPT),
        _got(b"/api/v1/documents/@/passage", (b"start", b"end"), _SCRIPT),
        _got(b"/api/v1/documents/lamps/passage", (b"start", b"end"), _SCRIPT),
        _got(b"/api/v1/documents/@/structure/@", (b"offset", b"limit"), _SCRIPT),
    ),
    "OpenAI's interface": _one_of(
        _posted_json(
            b"/v1/chat/completions",
            (
                b'{"model": "pincite", "messages": [{"role": "user", "content": @}]}',
                b'{"model": @, "messages": [{"role": @, "content": "Who?"}]}',
                b'{"stream": true, "messages": [{"role": "user", "content": @}]}',
                b'{"messages": [{"role": "user", "content": [{"type": "text", "text": @}]}]}',
                b'{"messages": @, "stream": @}',
            ),
        ),
        _got(b"/v1/models/@", (), _SCRIPT),
    ),
    "source pages and links": _one_of(
        _got(_DOCUMENT, _PLACE),
        _got(b"/documents/lamps", _PLACE),
        _got(b"/documents/lamps/pane", _PLACE),
        _got(_DOCUMENT + b"/pane", _PLACE),
        _got(_DOCUMENT + b"/original"),
        _got(_DOCUMENT + b"/structure/@", _PLACE),
        _got(b"/cite.txt", (*_QUERY, *_PLACE)),
        _got(b"/cite.json", (*_QUERY, *_PLACE)),
        _got(b"/items.csv", _QUERY),
        _got(b"/search", (b"q", b"document", b"page")),
        _got(b"/shared/@", _PLACE),
        _got(b"/static/@"),
        _got(b"/@"),
    ),
    "feedback": _one_of(
        _posted_form(b"/feedback", _VERDICT),
        _posted_form(b"/feedback?verdict=up", (b"verdict=up&question", *_VERDICT)),
    ),
    "sign-in": _one_of(
        _posted_form(b"/sign-in", (b"key", b"next")),
        _posted_form(b"/sign-out", (b"next",)),
        _got(b"/sign-in", (b"next",)),
        _header(b"/", b"Authorization: Bearer @\r\n"),
        _header(b"/api/v1/version", b"Authorization: @\r\n"),
        _header(b"/", b"Cookie: pincite_key=@\r\n"),
    ),
    "Model Context Protocol": _model_context,
}

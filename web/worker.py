"""The gunicorn worker, which refuses as the application does what never reaches it."""

from __future__ import annotations

import socket
from contextlib import suppress

from gunicorn.http.errors import (  # type: ignore[import-untyped]
    LimitRequestHeaders,
    LimitRequestLine,
)
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from web.problem_kinds import ADDRESS_TOO_LONG, HEADERS_TOO_LARGE, ProblemKind
from web.problems import MEDIA_TYPE, details

_REFUSED = {
    LimitRequestLine: (
        ADDRESS_TOO_LONG,
        "The address is too long; post the question to /api/answer.",
    ),
    LimitRequestHeaders: (
        HEADERS_TOO_LARGE,
        "The headers of the request are too large.",
    ),
}


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no type information
    """A worker of several threads."""

    def handle_error(
        self, req: object, client: socket.socket, addr: object, exc: BaseException
    ) -> None:
        """Answer a request that is too long to be read with problem details.

        Whatever else is wrong with a request is left to gunicorn.
        """
        refused = _REFUSED.get(type(exc))
        if refused is None:
            super().handle_error(req, client, addr, exc)
            return
        with suppress(OSError):  # the caller may be gone
            client.sendall(_response(*refused))


def _response(kind: ProblemKind, detail: str) -> bytes:
    body = details(kind, detail)
    head = (
        f"HTTP/1.1 {kind.status} {kind.title}",
        "Connection: close",
        f"Content-Type: {MEDIA_TYPE}",
        "Cache-Control: no-store",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join((*head, "", "")).encode("ascii") + body

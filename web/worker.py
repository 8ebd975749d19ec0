"""The gunicorn worker, which refuses as the application does what never reaches it."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from time import monotonic

from flask import Response
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from web.opening import Opening
from web.patience import Patience
from web.problem_kinds import ADDRESS_TOO_LONG, BAD_REQUEST, HEADERS_TOO_LARGE, ProblemKind
from web.problems import MEDIA_TYPE, details, problem
from web.settings import Settings

_SECONDS_TO_OPEN = 45.0  # less than until a worker is thought to hang
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
    """A worker of several threads, whose clients have so long to send and to receive."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        settings: Settings = self.app.settings
        self._read_seconds = settings.read_seconds
        self._request_seconds = settings.request_seconds
        self._upload_seconds = settings.upload_seconds
        self._drain_seconds = settings.drain_seconds
        self._begun: dict[TConn, float] = {}
        self._leaves_at: float | None = None

    def load_wsgi(self) -> None:
        """Make the application; one that takes over from another is open before it is asked."""
        super().load_wsgi()
        self.wsgi.register_error_handler(ParseException, _unreadable)
        if self.age <= self.cfg.workers:
            return
        until = monotonic() + _SECONDS_TO_OPEN
        while not _opening(self).wait(1.0) and monotonic() < until:
            self.notify()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Be no longer ready, serve on for the time of the settings, then finish what is begun."""
        _opening(self).end()
        if self._drain_seconds and self._leaves_at is None:
            self._leaves_at = monotonic() + self._drain_seconds
        elif not self._drain_seconds:
            super().handle_exit(sig, frame)

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection; it takes a thread only when it has something to say."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.timeout = monotonic() + self._read_seconds
        self.pending_conns.append(conn)
        self.poller.register(client, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: TConn) -> object:
        """Handle a request, in a thread of the pool."""
        self._begun[conn] = monotonic()
        try:
            return super().handle(conn)
        finally:
            del self._begun[conn]
            _patience(self).discard(conn.sock)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Do so, and end what has taken too long; called at least once a second."""
        super().wait_for_and_dispatch_events(timeout)
        now = monotonic()
        if self._leaves_at is not None and now >= self._leaves_at:
            self.alive = False
        for conn, begun in list(self._begun.items()):
            # What has arrived whole is not touched by the first of the two.
            with suppress(OSError):
                brings_files = conn.sock in _patience(self)
                longer = self._upload_seconds if brings_files else 0
                if now - begun > self._request_seconds + longer:
                    conn.sock.shutdown(socket.SHUT_RDWR)
                elif now - begun > max(self._read_seconds, longer):
                    conn.sock.shutdown(socket.SHUT_RD)

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


def _unreadable(_error: Exception) -> Response:
    return problem(BAD_REQUEST, "The body is not in chunks as its headers say.")


def _patience(worker: Worker) -> Patience:
    found: Patience = worker.wsgi.extensions["patience"]
    return found


def _opening(worker: Worker) -> Opening:
    found: Opening = worker.wsgi.extensions["pincite"]
    return found


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

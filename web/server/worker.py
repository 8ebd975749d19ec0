"""The gunicorn worker, which refuses as the application does what never reaches it."""

from __future__ import annotations

import errno
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from time import monotonic, sleep

from flask import Response
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from web.configuration.settings import Settings
from web.opening import Opening
from web.problems.details import MEDIA_TYPE, details, problem
from web.problems.kinds import ADDRESS_TOO_LONG, BAD_REQUEST, HEADERS_TOO_LARGE, ProblemKind
from web.server.arriving import HeadTooLargeError
from web.server.connection import Connection
from web.server.patience import Patience

_SECONDS_TO_OPEN = 45.0  # less than until a worker is thought to hang
_SECONDS_TO_CLOSE = 2.0  # for a client to close a connection that is over, before it is cut
_MOST_BRINGING = 16  # connections
_DRAINED = 64 * 1024  # bytes at a time
_SECONDS_WITHOUT_FILES = 0.02  # until it is tried again to accept where too many files are open
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
    """A worker of several threads, whose clients have so long to send and to receive.

    A thread takes a connection only when a whole request has come, and leaves it when the response
    is written: clients that send slowly, or do not close what is over, hold up nobody.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        settings: Settings = self.app.settings
        self._read_seconds = settings.read_seconds
        self._request_seconds = settings.request_seconds
        self._upload_seconds = settings.upload_seconds
        self._drain_seconds = settings.drain_seconds
        self._begun: dict[Connection, float] = {}
        self._closing = deque[Connection]()
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
        """Accept a connection, unless there are too many open files for one more."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                sleep(_SECONDS_WITHOUT_FILES)  # it waits in the queue of the socket, which is ready
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        longest: int = self.wsgi.config["MAX_CONTENT_LENGTH"]
        self._await(Connection(self.cfg, client, address, longest, self._linger))

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:  # noqa: ARG002
        """Collect what has come of a request."""
        self._take(conn, conn.collect)

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Collect the next request of a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """Collect the next request of a connection, some of which came with the last one."""
        self._await(conn)
        self._take(conn, conn.collect_rest)

    def murder_pending(self) -> None:
        """Close the connections whose requests have not arrived in time; files may take longer.

        Those are few, so that nobody holds all connections by claiming to bring some.
        """
        now, bringing = monotonic(), 0
        longer = max(0, self._upload_seconds - self._read_seconds)
        for conn in list(self.pending_conns):
            bringing += conn.brings_files
            is_patient = conn.brings_files and bringing <= _MOST_BRINGING
            if now > conn.timeout + (longer if is_patient else 0):
                self.pending_conns.remove(conn)
                self._close(conn)

    def _await(self, conn: Connection) -> None:
        """Wait for a request without a thread, as long as it may take."""
        conn.sock.settimeout(0)
        conn.timeout = monotonic() + self._read_seconds
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _take(self, conn: Connection, collect: Callable[[], bool]) -> None:
        """Give a connection to a thread if its request is whole now."""
        try:
            if not collect():
                return
            is_readable = True
        except HeadTooLargeError:
            self.handle_error(None, conn.sock, conn.client, LimitRequestHeaders(""))
            is_readable = False
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        if is_readable:
            conn.hand_over()
            super().enqueue_req(conn)
        else:
            self.nr_conns -= 1
            conn.close(graceful=True)

    def _linger(self, conn: Connection) -> None:
        """Close a connection once its client has read all and closed it, or after a while."""
        try:
            conn.sock.settimeout(0)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        self.nr_conns += 1
        conn.timeout = monotonic() + _SECONDS_TO_CLOSE
        self._closing.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))

    def _drain(self, conn: Connection, client: socket.socket) -> None:
        try:
            if client.recv(_DRAINED):
                return
        except BlockingIOError:
            return
        except OSError:
            pass  # it is reset
        self._closing.remove(conn)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def handle(self, conn: Connection) -> object:
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
        while self._closing and self._closing[0].timeout < now:
            self._close(self._closing.popleft())
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

"""A connection whose requests are collected before a thread takes them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gunicorn import http  # type: ignore[import-untyped]
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn  # type: ignore[import-untyped]

from web.server.arriving import Arriving

_PIECE = 64 * 1024  # bytes that are read at once
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no type information
    """A connection; `linger` closes it once the client has what it was sent.

    gunicorn would wait for that in the one thread that serves all connections.
    """

    def __init__(
        self,
        settings: Config,
        client: socket.socket,
        address: object,
        largest_body: int,
        linger: Callable[[Connection], None],
    ) -> None:
        super().__init__(settings, client, address, client.getsockname())
        self.parser: Any = None  # gunicorn's, from the first request on
        self._largest_body = largest_body
        self._linger = linger
        self._arriving = Arriving(largest_body)

    def collect(self) -> bool:
        """Read what there is without waiting, and return whether a thread has something to do.

        That is so, too, if nothing more can come. Raises HeadTooLargeError as `Arriving.add` does.
        """
        try:
            piece = self.sock.recv(_PIECE)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return not piece or self._add(piece)

    def collect_rest(self) -> bool:
        """Do so with what came together with the last request, which was read with it."""
        return self._add(self.parser.unreader.take_buffered())

    def _add(self, piece: bytes) -> bool:
        if self._arriving.add(piece):
            return True
        if self._arriving.expects_to_go_on:
            self._arriving.expects_to_go_on = False
            with suppress(OSError):
                self.sock.send(_GO_ON)
        return False

    @property
    def brings_files(self) -> bool:
        """Return whether the request that is arriving is known to bring files."""
        return self._arriving.brings_files

    def hand_over(self) -> None:
        """Let the thread that takes this connection read what was collected."""
        if self.parser is None:
            self.parser = http.get_parser(self.cfg, self.sock, self.client)
        self.parser.unreader.unread(bytes(self._arriving.bytes))
        self._arriving = Arriving(self._largest_body)
        self.data_ready = True

    def close(self, graceful: bool = False) -> None:
        """Close the connection, `graceful` without cutting off what was sent last."""
        if graceful:
            self._linger(self)
        else:
            super().close()

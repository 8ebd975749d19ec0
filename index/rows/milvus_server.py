"""A server of Milvus, or the file of Milvus Lite: its address, its client and its errors."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Self, TypeVar
from urllib.parse import unquote

from corpus.errors import SettingsError, UnreachableError

ADDRESS: Final = (
    r"milvus(?:\+tls)?://(?:[^\s/:@]+:[^\s/@]+@)?(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z_][A-Za-z0-9_]*)?|milvus:///\S+\.db"
)
_PARTS = re.compile(
    r"milvus(?P<tls>\+tls)?://(?:(?P<user>[^\s/:@]+):(?P<password>[^\s/@]+)@)?"
    r"(?P<place>[^\s/@]+)(?:/(?P<database>\w+))?"
)
_USUAL_PORT = ":19530"
_CONNECTING, _SEARCHING = 5.0, 10.0  # seconds
_GONE, _NOT_LOADED = 100, 101  # codes: the collection is not there, or not in memory

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """Where Milvus answers, and as whom; `place` is what may be shown of it."""

    uri: str
    place: str
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Read `milvus[+tls]://[user:password@]host[:port][/database]` or `milvus:///path.db`.

        Raises SettingsError if it is neither; what was given is not told, for it may be secret.
        """
        if not re.fullmatch(ADDRESS, text):
            raise SettingsError(
                "PINCITE_INDEX is no address like milvus://host:19530 or milvus:///path/to/file.db"
            )
        if text.startswith("milvus:///"):
            path = text.removeprefix("milvus://")
            return cls(uri=path, place=path)
        parts = re.fullmatch(_PARTS, text)
        if parts is None:
            raise SettingsError("PINCITE_INDEX is no address of Milvus")
        place = parts["place"]
        if not re.search(r":[0-9]+$", place):
            place += _USUAL_PORT
        return cls(
            uri=f"{'https' if parts['tls'] else 'http'}://{place}",
            place=place,
            user=unquote(parts["user"] or ""),
            password=unquote(parts["password"] or ""),
            database=parts["database"] or "",
        )


class MilvusServer:
    """Calls Milvus; safe from many threads, and in a process that was forked off.

    It is connected to at the first call, within `connecting` seconds. Every call
    raises UnreachableError if the server does not answer in time or refuses.
    """

    def __init__(self, address: MilvusAddress, connecting: float = _CONNECTING) -> None:
        self.place = address.place
        self._address, self._connecting = address, connecting
        self._lock = Lock()
        self._client: tuple[int, Any] | None = None

    def call(
        self, operation: Callable[[Any, float], _Value], seconds: float = _SEARCHING
    ) -> _Value:
        """Return what `operation` gets from the client, which it hands its time limit."""
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            return operation(self._connected(), seconds)
        except MilvusException as error:
            raise self._refused(error.code, str(error.message)) from error
        except RpcError as error:
            raise self._refused(0, type(error).__name__) from error

    def ask(self, collection: str, question: Callable[[Any, float], _Value]) -> _Value:
        """Return what `question` gets from a collection, which is loaded first where it is not.

        Somebody may have had it released, and Milvus Lite forgets at its end what was loaded.
        """
        from pymilvus.exceptions import MilvusException

        def ask_loaded(client: Any, seconds: float) -> _Value:
            try:
                return question(client, seconds)
            except MilvusException as error:
                if error.code != _NOT_LOADED:
                    raise
            client.load_collection(collection, timeout=seconds)
            return question(client, seconds)

        return self.call(ask_loaded)

    def _connected(self) -> Any:
        """Return the client of this process: connections do not outlive a fork."""
        with self._lock:
            if self._client is None or self._client[0] != os.getpid():
                self._client = os.getpid(), _client(self._address, self._connecting)
            return self._client[1]

    def _refused(self, code: int, told: str) -> UnreachableError:
        if code == _GONE:
            return UnreachableError(
                f"Milvus at {self.place} has not got this state of the collection any more; ask "
                "again."
            )
        reason = " ".join(told.split())[:200].rstrip(".")
        return UnreachableError(
            f"Milvus at {self.place} does not do what is asked ({reason}); see that it runs and "
            "that PINCITE_INDEX names it."
        )


def _client(address: MilvusAddress, seconds: float) -> Any:
    from pymilvus import MilvusClient

    # It logs every error with its trace, which whoever catches the error tells in a sentence.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
    return MilvusClient(
        uri=address.uri,
        user=address.user,
        password=address.password,
        db_name=address.database,
        timeout=seconds,
    )

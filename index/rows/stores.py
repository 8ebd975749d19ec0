"""The store of rows that an address names."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from corpus.errors import SettingsError
from index.rows.files import FILES
from index.rows.milvus_server import ADDRESS, MilvusAddress, MilvusServer
from index.rows.milvus_store import MilvusStore
from index.rows.store import RowStore

IN_FILES = "files"
MILVUS_ADDRESS = ADDRESS


@cache
def row_store(address: str) -> RowStore:
    """Return the store at an address of Milvus, or for IN_FILES the files of a data folder.

    One process connects to an address once, and at the first use. Raises SettingsError if it is no
    address, or if the client of Milvus is not installed.
    """
    if address == IN_FILES:
        return FILES
    found = MilvusAddress.of(address)
    wanted = ("pymilvus", "milvus_lite") if found.uri.endswith(".db") else ("pymilvus",)
    if not all(map(find_spec, wanted)):
        raise SettingsError(
            "PINCITE_INDEX names Milvus, whose client is not installed; run "
            "`pip install pincite[milvus]`"
        )
    return MilvusStore(MilvusServer(found))

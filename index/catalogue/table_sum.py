"""A sum of rows of tables, by which it is seen whether they are all as they were written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

_MODULUS = 2**256


class TableSum:
    """Adds up the hashes of rows: equal for equal rows of equal tables, in whatever order.

    That finds what went wrong, not what somebody has made up to have the same sum.
    """

    def __init__(self) -> None:
        self._sum = 0

    def add(self, table: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Add rows of a table, as values by column."""
        for row in rows:
            written = json.dumps([table, row], sort_keys=True).encode("ascii")
            self._sum += int.from_bytes(hashlib.sha256(written).digest())

    def __str__(self) -> str:
        return f"{self._sum % _MODULUS:064x}"

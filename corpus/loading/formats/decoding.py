"""Bytes as text."""

from __future__ import annotations

from corpus.errors import DocumentError

_BOM = "\ufeff"


def decoded(data: bytes) -> str:
    """Return UTF-8 bytes as text, byte order mark dropped. Raises DocumentError if they are not."""
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it is not UTF-8 (byte {error.start}); save it as UTF-8 and add it again"
        ) from error

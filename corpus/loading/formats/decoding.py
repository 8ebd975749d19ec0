"""Bytes as text."""

from __future__ import annotations

import codecs
import re

from corpus.errors import DocumentError

_BOM = "\ufeff"
# Longer ones first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 2048  # bytes
# What pages mean that declare these (WHATWG Encoding, 4.2), and what they cannot mean: a
# declaration that can be read is in no encoding of two bytes a letter.
_MEANT = {
    **dict.fromkeys(("iso8859-1", "ascii", "iso8859-15"), "windows-1252"),
    "iso8859-9": "windows-1254",
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"), "utf-8"),
}


def decoded(data: bytes) -> str:
    """Return UTF-8 bytes as text, byte order mark dropped. Raises DocumentError if they are not."""
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it is not UTF-8 (byte {error.start}); save it as UTF-8 and add it again"
        ) from error


def decoded_page(data: bytes) -> str:
    """Return the bytes of a web page as text.

    The encoding is that of its byte order mark, else the one declared in its first 2,048 bytes,
    else UTF-8 if they are that, else Windows-1252. What is wrong in it becomes U+FFFD.
    """
    marked = _by_mark(data)
    if marked is not None:
        return data.decode(marked, "replace")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    encoding = _known(declared[1].decode("ascii")) if declared else None
    if encoding is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "windows-1252"
    return data.decode(encoding, "replace")


def _by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _known(name: str) -> str | None:
    """Return the encoding that a page means by a name, None for one that is not known."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    # Some codecs of Python turn bytes into bytes.
    is_text = getattr(found, "_is_text_encoding", True)
    return _MEANT.get(found.name, found.name) if is_text else None

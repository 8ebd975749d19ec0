"""The name under which a file that was sent is kept."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120  # bytes of UTF-8, ending included: file systems take 255, a number may be added
_LONGEST_ENDING = 10  # characters
_UNNAMED = "document"
_APART = re.compile(r"[\\/]")
_NOT_IN_NAMES = frozenset('<>:"|?*')
# What Windows takes for a device, whatever the ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def kept_name(sent: str) -> str:
    """Return a name that every file system takes, from whatever a client says a file is called.

    Of a path the last part counts. Control characters, such as change the direction of writing,
    and signs that have a meaning to a file system are left out; a name that is too long is cut
    before its ending, one of which nothing is left is `document`. The ending is in lower case.
    """
    name = unicodedata.normalize("NFC", _APART.split(sent)[-1])
    name = "".join(sign for sign in name if _is_kept(sign)).strip()
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING or not ending.isalnum():
        stem, ending = name, ""
    ending = f".{ending.lower()}" if ending else ""
    room = _LONGEST - len(ending.encode("utf-8"))
    stem = stem.encode("utf-8")[:room].decode("utf-8", errors="ignore").strip(" .~$")
    if not stem or _DEVICES.fullmatch(stem.partition(".")[0].strip()):
        stem = f"{_UNNAMED}-{stem}".rstrip("-")
    return f"{stem}{ending}"


def _is_kept(sign: str) -> bool:
    """Tell whether a character may stand in a name: no control, format or lone surrogate."""
    return unicodedata.category(sign)[0] != "C" and sign not in _NOT_IN_NAMES

"""Names for files that people save."""

from __future__ import annotations

import unicodedata

_LONGEST = 48  # characters of the text: file systems take 255 bytes, and one may need four
_KEPT = "LMN"  # the Unicode categories of letters, marks and digits


def file_name(text: str, suffix: str) -> str:
    """Return a file name for what a text is about: `pincite-how-many-boats.csv`.

    Letters and digits of any script stay, in lower case; whatever stands between them becomes one
    hyphen, so that the name holds no path, no control character and no space. Of a long text the
    beginning is taken; a text without letters and digits adds nothing.
    """
    kept = (
        sign if unicodedata.category(sign)[0] in _KEPT else " "
        for sign in unicodedata.normalize("NFC", text.lower())
    )
    words = "".join(kept).split()
    name = "-".join(("pincite", *words))[: len("pincite-") + _LONGEST].rstrip("-")
    return f"{name}.{suffix}"

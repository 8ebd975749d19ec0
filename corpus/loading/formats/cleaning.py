"""Characters that formats carry for their layout, turned into those that people read and type."""

from __future__ import annotations

import re
import unicodedata

# Not seen: C0 and C1 controls that are no white space, soft hyphens, zero-width spaces and joiners
# of words, byte order marks, characters that are none.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SPACE = re.compile(r"\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` in one line: white space folded, what is not seen dropped, ligatures undone.

    Characters are composed (NFC); halves of a surrogate pair are put together, one alone is U+FFFD.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _UNSEEN.sub("", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip())


def raised(before: str, number: int) -> str:
    """Return the raised number of a note after the text `before`: apart from a word or figure.

    It would otherwise be a part of it for everybody who looks for the word.
    """
    apart = " " if before[-1:].isalnum() else ""
    return apart + str(number).translate(RAISED)

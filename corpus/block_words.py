"""The words of a document by the blocks that hold them: where a word is, and that it is nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.structure import StructuredDocument

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60  # characters; what is longer is no word


def block_words(structured: StructuredDocument) -> Mapping[str, tuple[int, ...]]:
    """Return for each word the numbers of the blocks that hold it, ascending.

    Words are runs of letters and digits in lower case; hyphens and apostrophes part them. One of
    more than 60 characters is cut to that length.
    """
    text = structured.document.text
    found: dict[str, list[int]] = {}
    for block in structured.blocks:
        read = " ".join(part.of(text) for part in block.parts)
        for word in words_in(read):
            found.setdefault(word, []).append(block.number)
    return {word: tuple(numbers) for word, numbers in sorted(found.items())}


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text, as `block_words` reads them."""
    return frozenset(match[:_LONGEST] for match in _WORD.findall(text.lower()))

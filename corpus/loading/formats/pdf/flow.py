"""Blocks of many pages as one text: paragraphs that columns and pages cut, words that lines cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.labels import labels_at
from corpus.loading.formats.pdf.blocks import TextBlock
from corpus.loading.formats.pdf.words import SOFT_HYPHEN
from corpus.wording import is_closed, starts_lower, words

_HYPHENS = "-\u2010\u2011"
_CUT_WORD = re.compile(rf"(?P<head>[^\W\d_]+)[{_HYPHENS}]{SOFT_HYPHEN}?$")
_REST = re.compile(r"[^\W\d_]+")


class Hyphens:
    """Puts words together that the end of a line cuts, by the words that the file has elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: set[str] = set()
        for line in lines:
            self._known.update(word.lower() for word in words(line)[:-1])

    def joined(self, lines: Sequence[str]) -> str:
        """Return lines as one text.

        The hyphen at the end of a line goes if the next one begins with a small letter, unless the
        file has the word with the hyphen, or both of its halves and not the whole.
        """
        text = lines[0]
        for line in lines[1:]:
            cut, rest = _CUT_WORD.search(text), _REST.match(line)
            if cut is None or rest is None or not starts_lower(line):
                text = f"{text} {line}"
            elif self._keeps_hyphen(cut["head"].lower(), rest[0].lower()):
                text = f"{text.rstrip(SOFT_HYPHEN)}{line}"
            else:
                text = f"{text[: cut.end('head')]}{line}"
        return text

    def _keeps_hyphen(self, head: str, rest: str) -> bool:
        if f"{head}-{rest}" in self._known:
            return True
        return head + rest not in self._known and {head, rest} <= self._known


def goes_on(above: TextBlock, block: TextBlock) -> bool:
    """Tell whether a block goes on with the paragraph that ends the column or page above.

    That one fills its last line, or the block begins with a small letter, and is not closed.
    """
    if abs(above.size - block.size) > 0.6 or above.bold != block.bold or block.bullet:
        return False
    last, first = above.lines[-1].text, block.lines[0].text
    if is_closed(last):
        return False
    return starts_lower(first) or (above.fills_up and not labels_at(first) and not above.bold)

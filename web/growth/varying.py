"""Texts with some words exchanged for others of the same length, so that every offset stays."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from corpus.span import Span

_WORD = re.compile(r"[A-Za-z]{3,}")
_EXCHANGED = 0.15  # of the words
_NEW = 0.05  # of the exchanged: letters in another order, as a larger collection has more words
_KNOWN = 50_000  # words kept of each length


class Varying:
    """Exchanges words of texts for others that are as frequent as in `texts`."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: dict[int, list[str]] = {}
        for text in texts:
            for word in _WORD.findall(text):
                known = self._words.setdefault(len(word), [])
                if len(known) < _KNOWN:
                    known.append(word.lower())

    def vary(self, text: str, spared: Sequence[Span], seed: str) -> str:
        """Return `text` with a share of its words exchanged, none within the `spared` spans.

        It has the same length, and each word that is not exchanged its place. The same seed gives
        the same text.
        """
        drawn = random.Random(seed)  # noqa: S311 - no secret
        pieces: list[str] = []
        end = 0
        for match in _WORD.finditer(text):
            if drawn.random() < _EXCHANGED:
                pieces += text[end : match.start()], self._other(match.group(), drawn)
                end = match.end()
        varied = "".join((*pieces, text[end:]))
        for span in spared:
            varied = varied[: span.start] + span.of(text) + varied[span.end :]
        return varied

    def _other(self, word: str, drawn: random.Random) -> str:
        if drawn.random() < _NEW:
            other = "".join(drawn.sample(word.lower(), len(word)))
        else:
            other = drawn.choice(self._words.get(len(word), [word.lower()]))
        if word.isupper():
            return other.upper()
        return other.capitalize() if word[0].isupper() else other

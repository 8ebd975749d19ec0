"""Texts cut into windows of words, for systems that leave that to whoever uses them."""

from __future__ import annotations

import re

from web.bench.peers.protocol import Place

WORDS = 200
_WORD = re.compile(r"\S+")


def word_windows(document: str, text: str, words: int = WORDS) -> list[Place]:
    """Return windows of so many words, one after the other, the last one shorter; in text order.

    None where the text holds no word.
    """
    spans = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    firsts = range(0, len(spans), words)
    return [Place(document, spans[n][0], spans[n : n + words][-1][1]) for n in firsts]

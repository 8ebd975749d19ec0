"""Words, and the stems by which they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from corpus.spelling import one_spelling

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 60  # characters; what is longer is no word


def words(text: str) -> list[str]:
    """Return the words of `text` in order, case kept; apostrophes join, hyphens part."""
    return _WORD.findall(text)


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text`, in order."""
    return [stem(word) for word in words(text)]


def stem(word: str) -> str:
    """Return the stem of an English word by the Snowball algorithm, in lower case.

    A possessive ending is dropped, and British and American spellings have one stem.
    """
    plain = word.lower().replace("’", "'")
    return plain if len(plain) > _LONGEST else _stem(plain)


# What is longer is not kept: whoever asks could fill the memory with it.
@lru_cache(maxsize=50_000)
def _stem(plain: str) -> str:
    # A stemmer object keeps the word it works on, so that threads cannot share one.
    root: str = snowballstemmer.stemmer("english").stemWord(one_spelling(plain))
    return root

"""Texts made comparable: what two wordings share once case, punctuation and articles are gone."""

from __future__ import annotations

import functools
import re
import unicodedata

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,](?=\d)")
_NOT_WORD = re.compile(r"[^\w\s]|_")
_ARTICLES = frozenset({"a", "an", "the"})


# Passages recur from question to question and from measure to measure.
@functools.lru_cache(maxsize=16_384)
def normalised(text: str) -> str:
    r"""Return the words of `text` in lower case, separated by single spaces.

    Punctuation and symbols (Unicode categories P and S) become a space, the articles a, an and the
    are dropped. A comma or point between two digits vanishes, so that `2,370` and `2370` agree and
    `\$15.1 million` becomes `151 million`. A text without words gives an empty string.
    """
    joined = _BETWEEN_DIGITS.sub("", text.lower())
    spaced = _NOT_WORD.sub(_space_for_mark, joined)
    return " ".join(word for word in spaced.split() if word not in _ARTICLES)


def _space_for_mark(match: re.Match[str]) -> str:
    # Accents and joiners are no word characters to `re` either, but belong to their word.
    return " " if unicodedata.category(match[0])[0] in "PS" else match[0]


def words(text: str) -> list[str]:
    """Return the normalised words of `text`, in order."""
    return normalised(text).split()


def contains(text: str, wording: str) -> bool:
    """Tell whether the normalised words of `wording` stand in `text` as one run of whole words.

    `6` is not found in `64`. A wording without words is found nowhere.
    """
    return has_run(normalised(text), normalised(wording))


def has_run(text: str, wording: str) -> bool:
    """Tell what `contains` tells, of texts that are normalised already."""
    return bool(wording) and f" {wording} " in f" {text} "


def first_words(text: str, count: int) -> str:
    """Return the first `count` words of `text` as they are, words being what white space parts."""
    return " ".join(text.split(maxsplit=count)[:count])


def word_count(text: str) -> int:
    """Return how many words `text` has, words being what white space parts."""
    return len(text.split())

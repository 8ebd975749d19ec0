"""The words of English, as dictionaries that packages carry have them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

from index.models.packaged import RERANKER_EN, PackagedModel, packaged_folder, verified
from qa.followup.places import is_place

# 82,765 words with their counts in the Google Books n-grams; the package's code is not imported.
DICTIONARY = PackagedModel(
    name="English words",
    package="symspellpy",
    folder="",
    weights="frequency_dictionary_en_82_765.txt",
    sha256="68e9dc81c7e73bd7310b57e516ecaea0d8b6387ff71344a57c04174650a407a7",
    requirement="symspellpy==6.10.1",
)
# What the default reranker reads as one word: names of people and places, too.
_FREQUENT = "vocab.txt"


@dataclass(frozen=True, slots=True)
class English:
    """English words in lower case, without apostrophes.

    `shares` gives the part of all running words that a word of the dictionary makes up; `frequent`
    are words and names that need not be in it.
    """

    shares: Mapping[str, float]
    frequent: frozenset[str]

    def holds(self, word: str) -> bool:
        """Tell whether a word in lower case is English, a frequent name or a place."""
        return word in self.shares or word in self.frequent or is_place(word)


@cache
def english() -> English:
    """Return the words of English, read once.

    Raises ModelError, naming what to install, if a package that carries them is missing or damaged.
    """
    dictionary = verified(DICTIONARY, packaged_folder(DICTIONARY))
    counts: dict[str, int] = {}
    text = (dictionary.path / dictionary.weights).read_text(encoding="utf-8-sig")
    for line in text.splitlines():
        word, count = line.split()
        bare = word.replace("'", "")  # "we're" counts with "were"
        counts[bare] = counts.get(bare, 0) + int(count)
    total = sum(counts.values())
    pieces = (packaged_folder(RERANKER_EN) / _FREQUENT).read_text(encoding="utf-8").splitlines()
    return English(
        {word: count / total for word, count in counts.items()},
        frozenset(piece for piece in pieces if piece.isalpha()) | _words_of_places(),
    )


def _words_of_places() -> frozenset[str]:
    """Return the words that the names of countries and regions are made of: "Kitts", "Sint"."""
    names = Locale("en").territories.values()
    return frozenset(word for name in names for word in re.findall(r"[^\W\d_]+", name.lower()))

"""How often English words stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.models.packaged import packaged_folder, verified
from qa.correcting.english import DICTIONARY, English

# 242,342 pairs of words with their counts in the Google Web 1T n-grams.
PAIRS = replace(
    DICTIONARY,
    name="English word pairs",
    weights="frequency_bigramdictionary_en_243_342.txt",
    sha256="fd892a160184101dd7ae807ac5a302d01fcea1c47304181a8ed7ed9c94545bcd",
)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs of English words in lower case, the frequent ones alone.

    `lines` are "first second count" in ascending order: a third of the memory that a mapping takes.
    """

    lines: Sequence[bytes]
    total: int

    def share(self, first: str, second: str) -> float:
        """Return the part of all running pairs that two words make up; 0 for a rare pair."""
        pair = f"{first} {second} ".encode()
        at = bisect_left(self.lines, pair)
        if at == len(self.lines) or not self.lines[at].startswith(pair):
            return 0.0
        return int(self.lines[at][len(pair) :]) / self.total


@cache
def neighbours() -> Neighbours:
    """Return the pairs of English words, read once.

    Raises ModelError, naming what to install, if the package that carries them is damaged.
    """
    found = verified(PAIRS, packaged_folder(PAIRS))
    text = (found.path / found.weights).read_bytes().removeprefix(b"\xef\xbb\xbf")
    lines = sorted(text.splitlines())
    return Neighbours(lines, sum(int(line.rpartition(b" ")[2]) for line in lines))


@dataclass(frozen=True, slots=True)
class Beside:
    """The words in lower case that stand before and after a word; "" where there is none."""

    before: str = ""
    after: str = ""

    def expected(self, word: str, english: English) -> float:
        """Return the greater share that a word has of those after `before` or ahead of `after`."""
        pairs = neighbours()
        chances = [0.0]
        for known, first, second in (
            (self.before, self.before, word),
            (self.after, word, self.after),
        ):
            share = english.shares.get(known, 0.0)
            if share:
                chances.append(min(pairs.share(first, second) / share, 1.0))
        return max(chances)


ALONE = Beside()

"""Items: how many elements of a set an answer lists, and how many of its items are elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluation.normalise import contains, word_count

MAX_WORDS = 90
MAX_RESPONSIBILITY_WORDS = 15


@dataclass(frozen=True, slots=True)
class ItemScore:
    """How many of `elements` and of `items` found their partner."""

    matched: int
    items: int
    elements: int

    @property
    def recall(self) -> float:
        """Return the share of the elements that were matched; 0 if there are none."""
        return self.matched / self.elements if self.elements else 0.0

    @property
    def precision(self) -> float:
        """Return the share of the items that were matched; 0 if there are none."""
        return self.matched / self.items if self.items else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of recall and precision; 0 if nothing was matched."""
        return 2 * self.matched / (self.items + self.elements) if self.matched else 0.0


def item_score(
    items: Sequence[str], elements: Sequence[Sequence[str]], *, max_words: int = MAX_WORDS
) -> ItemScore:
    """Match items to elements one to one, as many as possible.

    An item matches an element when it contains one of the element's wordings, and accounts for one
    element at most. An item of more than `max_words` words matches nothing.
    """
    candidates = [_matching(item, elements) if _fits(item, max_words) else [] for item in items]
    return ItemScore(largest_matching(candidates), len(items), len(elements))


def largest_matching(candidates: Sequence[Sequence[int]]) -> int:
    """Return the size of a largest one-to-one matching.

    `candidates[i]` holds the partners that `i` may take. Grows the matching by augmenting paths
    (Kuhn 1955).
    """
    holders: dict[int, int] = {}

    def placed(seeker: int, tried: set[int]) -> bool:
        for partner in candidates[seeker]:
            if partner not in tried:
                tried.add(partner)
                if partner not in holders or placed(holders[partner], tried):
                    holders[partner] = seeker
                    return True
        return False

    return sum(placed(seeker, set()) for seeker in range(len(candidates)))


def _fits(item: str, max_words: int) -> bool:
    return word_count(item) <= max_words


def _matching(item: str, elements: Sequence[Sequence[str]]) -> list[int]:
    return [
        number
        for number, wordings in enumerate(elements)
        if any(contains(item, wording) for wording in wordings)
    ]

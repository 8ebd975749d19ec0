"""Words gathered to lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.loading.formats.cleaning import RAISED
from corpus.loading.formats.pdf.words import Word

SAME_LINE = 0.45  # of the larger font's size, that baselines on one line may differ
_GLUED = 0.2  # of the font's size: what is not parted by white space stands no further off
_SMALL, _RAISED = 0.8, 0.12  # of the line's size: how a raised sign is written
_RAISABLE = frozenset("0123456789+-=()ni")
_LONGEST_RAISED = 3
_WORD = 4  # letters
_LEADER = re.compile(r"(?:\. ?){4}|…\s?…|_{5}")


@dataclass(frozen=True)
class Line:
    """Words that stand on one line, from left to right; at least one."""

    words: tuple[Word, ...]

    @cached_property
    def left(self) -> float:
        """Return where the line begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Return where the line ends."""
        return max(word.right for word in self.words)

    @cached_property
    def top(self) -> float:
        """Return the top of its highest word."""
        return min(word.top for word in self.words)

    @cached_property
    def size(self) -> float:
        """Return the size of the font that most of its letters have, in tenths of a point."""
        letters: Counter[float] = Counter()
        for word in self.words:
            letters[round(word.size, 1)] += len(word.text)
        return max(letters, key=lambda size: (letters[size], size))

    @cached_property
    def baseline(self) -> float:
        """Return the line that the words in the font of most letters stand on."""
        return max(word.baseline for word in self.words if round(word.size, 1) == self.size)

    @cached_property
    def bold(self) -> bool:
        """Tell whether the whole line is bold."""
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))

    @cached_property
    def text(self) -> str:
        """Return the words with spaces between them, raised figures as such."""
        pieces = [self._shown(self.words[0])]
        for above, word in pairwise(self.words):
            glued = word.glued and word.left - above.right < _GLUED * max(word.size, above.size)
            # The number of a note; that of a unit (m²) follows fewer letters.
            apart = (
                self._is_raised(word) and above.text[-_WORD:].isalpha() and len(above.text) >= _WORD
            )
            pieces.append(self._shown(word) if glued and not apart else f" {self._shown(word)}")
        return "".join(pieces)

    def _shown(self, word: Word) -> str:
        return word.text.translate(RAISED) if self._is_raised(word) else word.text

    def _is_raised(self, word: Word) -> bool:
        return (
            word.size < _SMALL * self.size
            and self.baseline - word.baseline > _RAISED * self.size
            and len(word.text) <= _LONGEST_RAISED
            and set(word.text) <= _RAISABLE
        )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return words as lines, from the top down: those whose baselines are nearly the same."""
    lines: list[list[Word]] = []
    tallest: Word | None = None
    for word in sorted(words, key=lambda word: (word.baseline, word.left)):
        if tallest is not None and word.baseline - tallest.baseline <= SAME_LINE * max(
            word.size, tallest.size
        ):
            lines[-1].append(word)
            if word.size > tallest.size:
                tallest = word
        else:
            lines.append([word])
            tallest = word
    return [Line(tuple(sorted(line, key=lambda word: (word.left, word.right)))) for line in lines]


def split_at_gaps(line: Line, gap: float) -> list[Line]:
    """Return the stretches of a line that gaps of at least `gap` points part."""
    stretches: list[list[Word]] = [[line.words[0]]]
    right = line.words[0].right
    for word in line.words[1:]:
        if word.left - right >= gap:
            stretches.append([])
        stretches[-1].append(word)
        right = max(right, word.right)
    return [Line(tuple(words)) for words in stretches]


def is_led(text: str) -> bool:
    """Tell whether a line of a contents page leads to its page by dots or a drawn line."""
    return _LEADER.search(text) is not None


def body_size(lines: Iterable[Line]) -> float:
    """Return the size of the font that most letters have; 0 for no lines."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += sum(len(word.text) for word in line.words)
    return max(letters, key=lambda size: (letters[size], -size), default=0.0)


def spread(lines: Sequence[Line]) -> tuple[float, float]:
    """Return where the leftmost line begins and the rightmost one ends."""
    return min(line.left for line in lines), max(line.right for line in lines)

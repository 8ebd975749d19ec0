"""A question and a passage cut to what a model reads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

_MOST_SPECIAL = 8  # tokens that a model puts around question and passage, at the most


class Encoding(Protocol):
    """A question and a passage as tokens, in the words of the tokenizers library.

    `offsets` are code points of the text that a token is from, `sequence_ids` tell which: 0 the
    question, 1 the passage, None a special token. `word_ids` number the words of each text.
    """

    @property
    def ids(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def type_ids(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def offsets(self) -> Sequence[tuple[int, int]]: ...  # noqa: D102
    @property
    def sequence_ids(self) -> Sequence[int | None]: ...  # noqa: D102
    @property
    def word_ids(self) -> Sequence[int | None]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the passage: its code points, and whether a word begins or ends with it."""

    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The question with a stretch of the passage, as a model reads them.

    `ids[first + n]` is the token `tokens[n]`; there are none if the passage has none.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    tokens: tuple[Token, ...]


def check_window(window: int, stride: int) -> None:
    """Raise ValueError unless windows of `window` tokens can share `stride` of the passage."""
    if not 0 <= stride < window // 2 - _MOST_SPECIAL:
        raise ValueError(f"windows of {window} tokens cannot share {stride}: name a smaller stride")


def windows(encoding: Encoding, window: int, stride: int) -> list[Window]:
    """Return windows of at most `window` tokens that cover the passage; at least one.

    Neighbouring windows share `stride` tokens of the passage. A question that takes up more than
    half of a window is cut at its end. Raises ValueError if the windows could not move on, which
    sizes that pass `check_window` never do.
    """
    ids, types, sequences = encoding.ids, encoding.type_ids, encoding.sequence_ids
    passage = [number for number, sequence in enumerate(sequences) if sequence == 1]
    question = [number for number, sequence in enumerate(sequences) if sequence == 0]
    cut = set(question[window // 2 :])
    around = [n for n, sequence in enumerate(sequences) if sequence != 1 and n not in cut]
    before = [number for number in around if not passage or number < passage[0]]
    after = around[len(before) :]
    room = window - len(around)
    if room <= stride:
        raise ValueError(f"windows of {window} tokens leave a passage {room}, too few to move on")
    tokens = _tokens(encoding, passage)
    found = []
    begin = 0
    while True:
        numbers = [*before, *passage[begin : begin + room], *after]
        found.append(
            Window(
                ids=tuple(ids[number] for number in numbers),
                types=tuple(types[number] for number in numbers),
                first=len(before),
                tokens=tokens[begin : begin + room],
            )
        )
        if begin + room >= len(passage):
            return found
        begin += room - stride


def _tokens(encoding: Encoding, passage: Sequence[int]) -> tuple[Token, ...]:
    offsets, numbered = encoding.offsets, encoding.word_ids
    words = [numbered[number] for number in passage]
    found = []
    for place, number in enumerate(passage):
        start, end = offsets[number]
        word = words[place]
        opens = word is None or place == 0 or words[place - 1] != word
        closes = word is None or place + 1 == len(words) or words[place + 1] != word
        found.append(Token(start, end, opens, closes))
    return tuple(found)

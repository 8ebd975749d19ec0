"""Text as it is shown, with the place of every character in the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from corpus.span import Span
from corpus.wording import MARKS

_Characters: TypeAlias = tuple[str, tuple[int, ...]]  # a text and where its characters stand


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Stretches of a document as one shown text, white space folded and marks dropped.

    `offsets[i]` is the code point of the document that `text[i]` shows, where `text[i]` is no white
    space; `parts[i]` numbers the stretch that it is from.
    """

    text: str
    offsets: tuple[int, ...]
    parts: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where `text[start:end]` stands, a span for every stretch that it is from.

        Spaces at its ends do not count; empty if nothing else is there.
        """
        shown = [at for at in range(start, end) if not self.text[at].isspace()]
        runs = [list(run) for _, run in groupby(shown, key=self.parts.__getitem__)]
        return tuple(Span(self.offsets[run[0]], self.offsets[run[-1]] + 1) for run in runs)


def placed(text: str, parts: Sequence[Span]) -> PlacedText:
    """Return stretches of a document as shown: what `plain` makes of each, a space between them.

    Stretches that show nothing add nothing; where none shows anything, the marks are shown.
    """
    return _joined(text, parts, _unmarked) or _joined(text, parts, _as_it_stands)


def _joined(text: str, parts: Sequence[Span], read: Callable[[str], _Characters]) -> PlacedText:
    shown: list[str] = []
    offsets: list[int] = []
    numbers: list[int] = []
    for number, part in enumerate(parts):
        words, places = _folded(*read(part.of(text)))
        if words and offsets:
            words, places = f" {words}", (0, *places)
        shown.append(words)
        offsets.extend(part.start + place for place in places)
        numbers.extend(number for _ in places)
    return PlacedText("".join(shown), tuple(offsets), tuple(numbers))


def _as_it_stands(text: str) -> _Characters:
    return text, tuple(range(len(text)))


def _unmarked(text: str) -> _Characters:
    places = tuple(range(len(text)))
    for pattern, kept in MARKS:
        if pattern.search(text):
            text, places = _rewritten(text, places, pattern, kept)
    return text, places


def _rewritten(
    text: str,
    places: Sequence[int],
    pattern: re.Pattern[str],
    kept: str | Callable[[re.Match[str]], str],
) -> _Characters:
    """Do what `pattern.sub(kept, text)` does, to the characters' places too.

    What stays of a match is all of it, its first group, or a filler that stands for nothing.
    """
    pieces: list[str] = []
    moved: list[int] = []
    end = 0
    for match in pattern.finditer(text):
        stays = match.expand(kept) if isinstance(kept, str) else kept(match)
        group = next((g for g in range(pattern.groups + 1) if match[g] == stays), None)
        first = match.start() if group is None else match.start(group)
        pieces += (text[end : match.start()], stays)
        moved.extend(places[end : match.start()])
        moved.extend(
            places[first : first + len(stays)]
            if group is not None
            else [places[first]] * len(stays)
        )
        end = match.end()
    pieces.append(text[end:])
    moved.extend(places[end:])
    return "".join(pieces), tuple(moved)


def _folded(text: str, places: Sequence[int]) -> _Characters:
    found = list(re.finditer(r"\S+", text))
    moved: list[int] = []
    for number, match in enumerate(found):
        if number:
            moved.append(places[match.start() - 1])
        moved.extend(places[match.start() : match.end()])
    return " ".join(match[0] for match in found), tuple(moved)

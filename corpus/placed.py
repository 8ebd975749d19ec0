"""Text as it is shown, with the place of every character in the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from typing import TypeAlias

from corpus.span import Span
from corpus.wording import marks_in, plain

_Characters: TypeAlias = tuple[str, Sequence[int]]  # a text and where its characters stand
_WIDE = re.compile(r"(?: \s|[^\S ])\s*")  # white space that is more or other than one space


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


def shown_text(text: str, parts: Sequence[Span]) -> str:
    """Return the text of `placed(text, parts)`, which is sooner had than the places with it."""
    shown = [plain(part.of(text)) for part in parts]
    found = shown if any(shown) else [" ".join(part.of(text).split()) for part in parts]
    return " ".join(each for each in found if each)


def _joined(text: str, parts: Sequence[Span], read: Callable[[str], _Characters]) -> PlacedText:
    shown: list[str] = []
    offsets: list[int] = []
    numbers: list[int] = []
    for number, part in enumerate(parts):
        words, places = _folded(*read(part.of(text)))
        if words and offsets:
            shown.append(" ")
            offsets.append(part.start)
            numbers.append(number)
        shown.append(words)
        offsets.extend(map(part.start.__add__, places))
        numbers.extend(repeat(number, len(places)))
    return PlacedText("".join(shown), tuple(offsets), tuple(numbers))


def _as_it_stands(text: str) -> _Characters:
    return text, range(len(text))


def _unmarked(text: str) -> _Characters:
    places: Sequence[int] = range(len(text))
    for pattern, kept in marks_in(text):
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
    return "".join(pieces), moved


def _folded(text: str, places: Sequence[int]) -> _Characters:
    end = len(text.rstrip())
    begin = min(len(text) - len(text.lstrip()), end)
    pieces: list[str] = []
    moved: list[int] = []
    for wide in _WIDE.finditer(text, begin, end):
        pieces += (text[begin : wide.start()], " ")
        moved.extend(places[begin : wide.start()])
        moved.append(places[wide.end() - 1])
        begin = wide.end()
    pieces.append(text[begin:end])
    moved.extend(places[begin:end])
    return "".join(pieces), moved

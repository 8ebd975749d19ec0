"""The order in which the lines of a page are read: column by column where it is set in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.loading.formats.pdf.lines import Line, lines_of, split_at_gaps
from corpus.loading.formats.pdf.words import Word

_GUTTER = 0.9  # of the font's size: the least space between two columns
_CANDIDATES = 8  # places at which a second column may begin
_ROUNDED = 2.0  # points
_FEWEST_LINES = 3  # of a column
_WORDS_A_LINE = 3.2  # the least that running text has; the cells of tables have fewer
_MOST_WITH_CELLS = 0.4  # of the lines of running text have wide gaps
_NARROWEST = 60.0  # points
_DEEPEST = 4  # columns within columns


def reading_order(words: Sequence[Word], depth: int = 0) -> list[list[Line]]:
    """Return the lines of a page as regions, each set in one column, in reading order.

    A stretch of the page is set in columns where a white strip parts running text on both sides;
    what crosses the strip above or below it is read before or after.
    """
    lines = lines_of(words)
    found = _columns(lines) if depth < _DEEPEST else None
    if found is None:
        return [lines] if lines else []
    first, last, at = found
    inside = [word for line in lines[first:last] for word in line.words]
    above = [word for line in lines[:first] for word in line.words]
    below = [word for line in lines[last:] for word in line.words]
    left = [word for word in inside if word.middle < at]
    right = [word for word in inside if word.middle >= at]
    return [
        region for part in (above, left, right, below) for region in reading_order(part, depth + 1)
    ]


def _columns(lines: Sequence[Line]) -> tuple[int, int, float] | None:
    """Return the longest stretch of lines set in two columns: first, end, and where they part."""
    best: tuple[int, int, float] | None = None
    most = 0
    for at in _beginnings(lines):
        for first, last in _runs(lines, at):
            size = sum(len(line.words) for line in lines[first:last])
            if size > most and _is_set_in_columns(lines[first:last], at):
                best, most = (first, last, at), size
    return best


def _beginnings(lines: Sequence[Line]) -> list[float]:
    """Return places right before words that follow a gap at the same place on several lines."""
    seen: Counter[float] = Counter()
    for line in lines:
        right = line.words[0].right
        for word in line.words[1:]:
            if word.left - right >= _GUTTER * line.size:
                seen[round(word.left / _ROUNDED) * _ROUNDED] += 1
            right = max(right, word.right)
    common = [place for place, count in seen.most_common(_CANDIDATES) if count >= _FEWEST_LINES]
    return [place - _ROUNDED for place in common]


def _runs(lines: Sequence[Line], at: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines, `[first, end)`, that no word and no narrow gap crosses."""
    first = 0
    for number, line in enumerate(lines):
        if _crosses(line, at):
            if number > first:
                yield first, number
            first = number + 1
    if first < len(lines):
        yield first, len(lines)


def _crosses(line: Line, at: float) -> bool:
    if any(word.left < at < word.right for word in line.words):
        return True
    before = max((word.right for word in line.words if word.middle < at), default=None)
    after = min((word.left for word in line.words if word.middle >= at), default=None)
    return before is not None and after is not None and after - before < _GUTTER * line.size


def _is_set_in_columns(lines: Sequence[Line], at: float) -> bool:
    words = [word for line in lines for word in line.words]
    left = lines_of(word for word in words if word.middle < at)
    right = lines_of(word for word in words if word.middle >= at)
    return _is_running_text(left) and _is_running_text(right)


def _is_running_text(lines: Sequence[Line]) -> bool:
    if len(lines) < _FEWEST_LINES:
        return False
    with_cells = sum(1 for line in lines if len(split_at_gaps(line, line.size)) > 1)
    if with_cells > _MOST_WITH_CELLS * len(lines):
        return False  # the rest of a table
    words = sum(len(line.words) for line in lines)
    wide = max(line.right for line in lines) - min(line.left for line in lines)
    return words >= _WORDS_A_LINE * len(lines) and wide >= _NARROWEST

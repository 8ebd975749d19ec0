"""What is shown of a passage: the sentences that hold what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import Block, BlockKind
from qa.searching.hits import Shown

_BY_SENTENCE = frozenset({BlockKind.PARAGRAPH, BlockKind.FOOTNOTE})
_MOST_SENTENCES = 3
_LONGEST_STRETCH = 240  # characters between two matches; what is longer is cut in the middle
_KEPT = 100  # characters beside a match where a stretch is cut
_LEFT_OUT = "…"
_SPACE = re.compile(r"\s+")


def units(text: str, block: Block) -> list[tuple[Span, ...]]:
    """Return what of a block is shown together: the sentences of a paragraph, any other whole."""
    return sentences(text, block.parts) if block.kind in _BY_SENTENCE else [block.parts]


def passage(
    text: str, whole: Sequence[tuple[Span, ...]], found: Sequence[Span]
) -> tuple[Shown, ...]:
    """Return what of the units of a block, `whole`, is shown for matches in it.

    The matches are in order without overlap. The first three units that hold one are shown.
    """
    holding = [each for each in whole if any(_meet(part, found) for part in each)]
    runs: list[Shown] = []
    for number, each in enumerate(holding[:_MOST_SENTENCES]):
        if number:
            goes_on = whole.index(each) == whole.index(holding[number - 1]) + 1
            runs.append(Shown(" " if goes_on else f" {_LEFT_OUT} ", is_found=False))
        runs += _runs(text, each, found)
    return _shortened(_joined(runs))


def _meet(part: Span, found: Sequence[Span]) -> bool:
    return any(part.start < each.end and each.start < part.end for each in found)


def _runs(text: str, parts: Sequence[Span], found: Sequence[Span]) -> Iterator[Shown]:
    for number, part in enumerate(parts):
        if number:
            yield Shown(" ", is_found=False)
        at = part.start
        for each in found:
            start, end = max(each.start, at), min(each.end, part.end)
            if start < end:
                yield Shown(text[at:start], is_found=False)
                yield Shown(text[start:end], is_found=True)
                at = end
        yield Shown(text[at : part.end], is_found=False)


def _joined(runs: Sequence[Shown]) -> list[Shown]:
    """Return runs with white space folded, neighbours of one kind joined and empty ones dropped."""
    joined: list[Shown] = []
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        if joined and joined[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if joined and joined[-1].is_found == run.is_found:
            joined[-1] = Shown(joined[-1].text + text, run.is_found)
        elif text:
            joined.append(Shown(text, run.is_found))
    return joined


def _shortened(runs: Sequence[Shown]) -> tuple[Shown, ...]:
    last = len(runs) - 1
    return tuple(
        run if run.is_found else Shown(_cut(run.text, at > 0, at < last), is_found=False)
        for at, run in enumerate(runs)
    )


def _cut(text: str, after_match: bool, before_match: bool) -> str:
    """Return a stretch that is not too long, cut where no match is near, between words if it can.

    One that neither follows nor precedes a match is not cut short at either end.
    """
    if len(text) <= _LONGEST_STRETCH:
        return text
    head, tail = text[:_KEPT], text[-_KEPT:]
    head = head[: head.rfind(" ") + 1] or head
    tail = tail[tail.find(" ") :] if " " in tail else tail
    return f"{head if after_match else ''}{_LEFT_OUT}{tail if before_match else ''}"

"""What a model finds in a passage: from its logits to the stretches that may answer."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.sentences import sentences
from corpus.span import Span, trimmed
from index.models.windows import Token, Window

MOST_SPANS = 20
_A_SENTENCE = 3  # spans of one sentence

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """The stretch `[start, end)` of a passage, in code points, and how well it answers.

    `score` is the sum of the logits of its first and its last token; in a passage of several
    windows less what its window's null score has above the least, so that windows compare.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a passage holds of an answer.

    `spans` go by score, best first, ties by place; there are none if the passage has no word.
    `no_answer` is the score of "not in this passage" in the unit of the spans' scores,
    `answerable` the logit that the passage answers the question at all.
    """

    spans: tuple[ReadSpan, ...]
    no_answer: float
    answerable: float


@dataclass(frozen=True, slots=True, eq=False)
class WindowLogits:
    """What a model says of a window: how well each token begins and ends the answer.

    `start` and `end` have one logit for each of `window.ids`; those of token `null` stand for no
    answer.
    """

    window: Window
    start: Logits
    end: Logits
    null: int

    @property
    def no_answer(self) -> float:
        """Return the window's null score."""
        return float(self.start[self.null] + self.end[self.null])


def passage_reading(
    passage: str, windows: Sequence[WindowLogits], longest: int, answerable: float | None
) -> PassageReading:
    """Return the reading of a passage from its windows, of which there is at least one.

    A span has at most `longest` tokens, lies within a sentence and cuts no word. Of a sentence up
    to three are kept, none overlapping a better one, ties to the earlier. The best of every
    sentence go before the others when there are more than 20. The null score is that of the
    window that speaks least for it. Without `answerable` it is the best score minus the null score,
    or minus the null score where there is no span.
    """
    no_answer = min(each.no_answer for each in windows)
    kept = _kept(passage, windows, no_answer, longest)
    if answerable is None:
        answerable = (kept[0].score if kept else 0.0) - no_answer
    return PassageReading(kept, no_answer, answerable)


def _kept(
    passage: str, windows: Sequence[WindowLogits], no_answer: float, longest: int
) -> tuple[ReadSpan, ...]:
    found: dict[int, list[ReadSpan]] = {}
    bounds = _sentence_bounds(passage)
    starts = [span.start for span in bounds]
    for logits in windows:
        above = logits.no_answer - no_answer
        for number, run in _by_sentence(logits.window.tokens, starts):
            for first, last, score in _best(logits, run, longest):
                tokens = logits.window.tokens
                span = _placed(passage, tokens[first].start, tokens[last].end, bounds[number])
                if span is not None:
                    read = ReadSpan(span.start, span.end, score - above)
                    found.setdefault(number, []).append(read)
    bests, others = [], []
    for spans in found.values():
        best, *rest = _apart(spans)
        bests.append(best)
        others.extend(rest)
    chosen = (sorted(bests, key=_order) + sorted(others, key=_order))[:MOST_SPANS]
    return tuple(sorted(chosen, key=_order))


def _order(span: ReadSpan) -> tuple[float, int, int]:
    return (-span.score, span.start, span.end)


def _sentence_bounds(passage: str) -> list[Span]:
    whole = [Span(0, len(passage))] if passage else []
    return [part for parts in sentences(passage, whole) for part in parts]


def _by_sentence(tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[tuple[int, range]]:
    """Yield the number of each sentence, given where they start, with the run of its tokens."""
    numbers = [bisect_right(starts, token.start) - 1 for token in tokens]
    begin = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or numbers[place] != numbers[begin]:
            if numbers[begin] >= 0:
                yield numbers[begin], range(begin, place)
            begin = place


def _best(logits: WindowLogits, run: range, longest: int) -> Iterator[tuple[int, int, float]]:
    """Yield the first and last token and the score of the best spans of a run, none overlapping."""
    tokens, first = logits.window.tokens, logits.window.first
    part = slice(first + run.start, first + run.stop)
    opens = np.array([tokens[place].opens for place in run])
    closes = np.array([tokens[place].closes for place in run])
    start = np.where(opens, logits.start[part].astype(np.float64), -np.inf)
    end = np.where(closes, logits.end[part].astype(np.float64), -np.inf)
    width = min(longest, len(run))
    ends = np.concatenate([end, np.full(width - 1, -np.inf)])
    # scores[b, n] is the score of the span of tokens b to b + n.
    scores = start[:, None] + np.lib.stride_tricks.sliding_window_view(ends, width)
    begins, lasts = np.indices(scores.shape)
    lasts += begins
    for _ in range(_A_SENTENCE):
        place = int(np.argmax(scores))
        begin, last, score = begins.flat[place], lasts.flat[place], float(scores.flat[place])
        if score == -np.inf:
            return
        yield run[begin], run[last], score
        scores[(begins <= last) & (lasts >= begin)] = -np.inf


def _placed(passage: str, start: int, end: int, sentence: Span) -> Span | None:
    """Return the place within its sentence, with the marks that stand on its last letter."""
    while end < sentence.end and unicodedata.category(passage[end])[0] == "M":
        end += 1
    return trimmed(passage, max(start, sentence.start), min(end, sentence.end))


def _apart(spans: Sequence[ReadSpan]) -> list[ReadSpan]:
    """Return the best spans of a sentence that windows have in common, none overlapping."""
    kept: list[ReadSpan] = []
    for span in sorted(spans, key=_order):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept[:_A_SENTENCE]

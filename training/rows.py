"""Questions with a paragraph and the answer's place in it, and how they are varied."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.sentences import sentences
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Row:
    """One question put to one paragraph.

    `answers` are places in `context` that answer it, each one right alone, in code points; none
    when the paragraph does not answer it. `source` names the set that the row is from.
    """

    id: str
    source: str
    question: str
    context: str
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Variation:
    """How often a row is varied; every rate is a probability per row and epoch.

    `crop` cuts the paragraph to a few sentences around the answer (`shortest` to `longest` words),
    as the passages of a collection are shorter than paragraphs. `miss` adds the row again with
    sentences of its paragraph that lack the answer, `twin` with another year in the question; both
    have no answer. `unmarked` drops the question mark, `mistyped` a letter or two, `keywords` the
    words that hold the question together.
    """

    crop: float = 0.5
    shortest: int = 30
    longest: int = 90
    miss: float = 0.15
    twin: float = 0.5
    unmarked: float = 0.25
    mistyped: float = 0.08
    keywords: float = 0.03


_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
_HOLDING = frozenset(
    "the a an is are was were be been do does did has have had of in on at to for by with from "
    "and or that which what who whom whose when where why how".split()
)


def read_rows(path: Path, left_out: Iterable[str] = ()) -> list[Row]:
    """Return the rows of a gzipped JSON Lines file in its order.

    Rows whose source begins with one of `left_out` are passed over. Raises ValueError when an
    answer is not at its offset.
    """
    prefixes = tuple(left_out)
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            if not fields["source"].startswith(prefixes) or not prefixes:
                rows.append(_row(fields))
    return rows


def _row(fields: dict[str, object]) -> Row:
    context = str(fields["context"])
    spans = []
    for answer in fields["answers"]:  # type: ignore[attr-defined]
        span = Span(answer["start"], answer["start"] + len(answer["text"]))
        if context[span.start : span.end] != answer["text"]:
            raise ValueError(f"{fields['id']}: the answer is not at its offset")
        spans.append(span)
    return Row(
        str(fields["id"]), str(fields["source"]), str(fields["question"]), context, tuple(spans)
    )


def varied(row: Row, variation: Variation, random: random.Random) -> list[Row]:
    """Return the row as it is read in one epoch, with the rows made from it; at least one.

    The same `random` state gives the same rows.
    """
    row = replace(row, question=typed(row.question, variation, random))
    rows = [row]
    if row.answers:
        if random.random() < variation.miss:
            rows.extend(without_answer(row, variation, random))
        if random.random() < variation.twin:
            rows.extend(_other_year(row, random))
    if random.random() < variation.crop:
        rows[0] = cropped(row, variation, random)
    return rows


def typed(question: str, variation: Variation, random: random.Random) -> str:
    """Return a question as somebody might type it: keywords alone, mistyped, unmarked, or so."""
    if random.random() < variation.keywords:
        kept = [word for word in question.rstrip("?").split() if word.lower() not in _HOLDING]
        question = " ".join(kept) if len(kept) > 1 else question
    if random.random() < variation.mistyped:
        question = _mistyped(question, random)
    if random.random() < variation.unmarked:
        question = question.rstrip("? ")
    return question


def _mistyped(question: str, random: random.Random) -> str:
    words = question.split()
    long = [number for number, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    for number in random.sample(long, min(len(long), random.choice((1, 1, 2)))):
        word = words[number]
        at = random.randrange(1, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        words[number] = random.choice(
            (swapped, word[:at] + word[at + 1 :], word)
        )  # one in three stays as it is
    return " ".join(words)


def cropped(row: Row, variation: Variation, random: random.Random) -> Row:
    """Return the row with some sentences in a run: those of the answer, where there is one."""
    spans = _sentence_spans(row.context)
    if row.answers:
        answer = random.choice(row.answers)
        first = max(n for n, span in enumerate(spans) if n == 0 or span.start <= answer.start)
        last = min(
            n for n, span in enumerate(spans) if n == len(spans) - 1 or span.end >= answer.end
        )
        last = max(first, last)
    else:
        first = last = random.randrange(len(spans))
    wanted = random.randint(variation.shortest, variation.longest)
    while first > 0 or last < len(spans) - 1:
        earlier, later = first > 0, last < len(spans) - 1
        if earlier and (not later or random.random() < 0.5):
            candidate = (first - 1, last)
        else:
            candidate = (first, last + 1)
        if _words(row.context[spans[candidate[0]].start : spans[candidate[1]].end]) > wanted:
            break
        first, last = candidate
    return _cut(row, Span(spans[first].start, spans[last].end))


def without_answer(row: Row, variation: Variation, random: random.Random) -> list[Row]:
    """Return the row with sentences of its paragraph that lack the answer; none if all hold it."""
    spans = _sentence_spans(row.context)
    texts = {row.context[answer.start : answer.end].lower() for answer in row.answers}
    runs: list[list[Span]] = [[]]
    for span in spans:
        sentence = row.context[span.start : span.end].lower()
        if any(text in sentence for text in texts):
            runs.append([])
        else:
            runs[-1].append(span)
    runs = [run for run in runs if run]
    if not runs:
        return []
    run = random.choice(runs)
    cut = _cut(replace(row, answers=()), Span(run[0].start, run[-1].end))
    return [replace(cropped(cut, variation, random), id=f"{row.id}-miss")]


def _other_year(row: Row, random: random.Random) -> list[Row]:
    years = [match for match in _YEAR.finditer(row.question) if match[0] in row.context]
    if not years:
        return []
    year = random.choice(years)
    other = str(int(year[0]) + random.choice((-7, -3, -2, -1, 1, 2, 3, 7)))
    if other in row.context:
        return []
    question = row.question[: year.start()] + other + row.question[year.end() :]
    return [replace(row, id=f"{row.id}-twin", question=question, answers=())]


def _cut(row: Row, part: Span) -> Row:
    return replace(
        row,
        context=row.context[part.start : part.end],
        answers=tuple(
            Span(answer.start - part.start, answer.end - part.start)
            for answer in row.answers
            if part.start <= answer.start and answer.end <= part.end
        ),
    )


def _sentence_spans(text: str) -> list[Span]:
    return [parts[0] for parts in sentences(text, [Span(0, len(text))])]


def _words(text: str) -> int:
    return len(text.split())

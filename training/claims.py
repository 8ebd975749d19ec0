"""Claims that a stretch of a passage answers a question: right ones and their counterfactual twins.

Near misses are what a verifier has to tell from answers: the right passage and another name, year,
number or attribute. They are made from answered questions by changing one thing at a time, so that
neither the passage nor the stretch alone gives away which is which.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.span import Span
from training.exchanges import Exchanges, names
from training.rows import Row, Variation, cropped, typed, without_answer

ReadSpan = Callable[[str, str], Span | None]
"""Returns the stretch of a passage that a reader takes for the answer; None if it has no word."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That `context[answer]` answers `question`, and whether it `holds`.

    `kind` names how the claim was made: "right", or what was changed.
    """

    question: str
    context: str
    answer: Span
    holds: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each kind of wrong claim is made of an answered row, as probabilities."""

    name: float = 0.6
    figure: float = 1.0
    word: float = 0.5
    noun: float = 0.5
    answer: float = 0.5
    question: float = 0.5
    marked: float = 0.5
    passage: float = 0.25
    headed: float = 0.5


class Claims:
    """Makes claims of rows; the same rows, rates and seed give the same claims.

    Rows with answers give a right claim and wrong ones; rows without give a wrong one: the stretch
    that `read` marks in their passage, as it is with every claim of which the passage is not the
    question's own.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        read: ReadSpan,
        rates: Rates | None = None,
        variation: Variation | None = None,
        seed: int = 21,
    ) -> None:
        self._rows, self._read = rows, read
        self._rates, self._variation = rates or Rates(), variation or Variation()
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._exchanges = Exchanges(rows, self._random)
        self._of_context: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.answers:
                self._of_context[row.context].append(row)

    def __iter__(self) -> Iterator[Claim]:
        for row in self._rows:
            made = self._of_answered(row) if row.answers else self._of_unanswered(row)
            yield from (claim for claim in made if claim is not None)

    def _of_answered(self, row: Row) -> Iterator[Claim | None]:
        rates, chance = self._rates, self._random.random
        others = self._of_context[row.context]
        short = cropped(row, self._variation, self._random)
        row = short if short.answers and chance() < 0.8 else row
        answer = self._random.choice(row.answers)
        right = Claim(row.question, row.context, answer, holds=True, kind="right")
        marked = self._read(row.question, row.context)
        if marked is not None and not any(_overlap(marked, each) for each in row.answers):
            yield self._finished(replace(right, answer=marked, holds=False, kind="misread"), row)
        elif marked is not None and chance() < rates.marked:
            right = replace(right, answer=marked)
        yield self._finished(right, row)
        changes = (
            (rates.name, "name", self._exchanges.name),
            (rates.figure, "figure", self._exchanges.figure),
            (rates.word, "word", self._exchanges.word),
            (rates.noun, "noun", self._exchanges.noun),
        )
        for rate, kind, change in changes:
            if chance() < rate:
                question = change(row)
                if question and question != row.question:
                    yield self._finished(
                        replace(right, question=question, holds=False, kind=kind), row
                    )
        if chance() < rates.answer:
            yield self._other_answer(row, others, right)
        if chance() < rates.question:
            yield self._other_question(row)
        if chance() < rates.passage:
            for cut in without_answer(row, self._variation, self._random):
                yield self._read_claim(row, cut.context, row.question, "passage")

    def _of_unanswered(self, row: Row) -> Iterator[Claim | None]:
        short = cropped(row, self._variation, self._random)
        yield self._read_claim(row, short.context, row.question, "elsewhere")

    def _other_answer(self, row: Row, others: Sequence[Row], right: Claim) -> Claim | None:
        """Claim the answer of another question to the same passage, one of its form if any."""
        spans = [
            span
            for other in others
            for span in _found(other, row.context)
            if not any(_overlap(span, each) for each in row.answers)
        ]
        text = row.context
        shape = _shape(text[right.answer.start : right.answer.end])
        alike = [span for span in spans if _shape(text[span.start : span.end]) == shape] or spans
        if not alike:
            return None
        span = self._random.choice(alike)
        return self._finished(replace(right, answer=span, holds=False, kind="answer"), row)

    def _other_question(self, row: Row) -> Claim | None:
        """Put a question about something else to this passage, naming something in it."""
        ours = names(row.context)
        other = self._random.choice(self._rows)
        theirs = names(other.question)
        if not ours or not theirs or other.context == row.context:
            return None
        question = other.question.replace(theirs[0], self._random.choice(ours))
        return self._read_claim(row, row.context, question, "question")

    def _read_claim(self, row: Row, context: str, question: str, kind: str) -> Claim | None:
        span = self._read(question, context)
        if span is None:
            return None
        return self._finished(Claim(question, context, span, holds=False, kind=kind), row)

    def _finished(self, claim: Claim, row: Row) -> Claim:
        """Return a claim as it is read: typed in one way or another, under a heading or not."""
        claim = replace(claim, question=typed(claim.question, self._variation, self._random))
        if self._random.random() >= self._rates.headed:
            return claim
        titles = names(row.question) or names(row.context)
        if not titles:
            return claim
        heading = self._random.choice(titles) + "\n"
        shifted = Span(claim.answer.start + len(heading), claim.answer.end + len(heading))
        return replace(claim, context=heading + claim.context, answer=shifted)


def _found(other: Row, context: str) -> Iterator[Span]:
    for answer in other.answers:
        text = other.context[answer.start : answer.end]
        at = context.find(text)
        if at >= 0:
            yield Span(at, at + len(text))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shape(text: str) -> str:
    if any(char.isdigit() for char in text):
        return "figure"
    return "name" if text[:1].isupper() else "words"


def write_claims(claims: Iterable[Claim], path: Path) -> int:
    """Write claims as gzipped JSON Lines; return how many there are."""
    partial = path.with_suffix(".partial")
    written = 0
    with gzip.open(partial, "wt", encoding="utf-8") as lines:
        for claim in claims:
            lines.write(json.dumps(asdict(claim), ensure_ascii=False) + "\n")
            written += 1
    partial.replace(path)
    return written


def read_claims(path: Path) -> list[Claim]:
    """Return the claims of a file that `write_claims` wrote, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        made = [json.loads(line) for line in lines]
    return [Claim(**{**each, "answer": Span(**each["answer"])}) for each in made]

"""Evidence: what speaks for each candidate, and the votes added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.labels import labels_at
from corpus.span import Span
from qa.analysis.agreement import Agreement, agreement
from qa.analysis.asked import Asked
from qa.analysis.fitting import fit
from qa.analysis.forms import Form
from qa.candidates import Candidate, shown
from qa.defining import definition_in
from qa.ranking import RankedChunk
from qa.reading.decoding import PassageReading
from qa.reading.texts import Found, ReadingText, found_in
from qa.reading.verifier import Marked
from qa.signals import Signals

# Labels that only number a line; "Objective 3" and "2-1" name what follows.
_NUMBERED = (
    *("arabic_dot", "roman_dot", "upper_dot", "lower_dot"),
    *("paren_arabic", "paren_roman", "paren_lower", "paren_upper"),
    *("half_paren_arabic", "half_paren_lower"),
)
_UNMARKED = -10.0  # the reader's score, above that of no answer, where it marks nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with its short answer, `candidate.text[start:end]`, and what speaks for it.

    `marked` is the short answer at its place in the passage that the reader read, `answerable` the
    reader's logit that this passage answers the question at all.
    """

    chunk: RankedChunk
    candidate: Candidate
    start: int
    end: int
    marked: Marked
    answerable: float
    signals: Signals
    score: float

    @property
    def answer(self) -> str:
        """Return the short answer as it is shown."""
        return self.candidate.text[self.start : self.end]


def weigh(
    asked: Asked,
    chunk: RankedChunk,
    read: ReadingText,
    reading: PassageReading,
    weights: Signals,
) -> tuple[Evidence, ...]:
    """Return the candidates of one chunk, in text order, each with its best short answer.

    That is the span of the reader that scores best together with its fit to the form asked for; a
    candidate without a span is its own answer, and one to a question for yes or no, too. Where it
    defines the term whose meaning is asked for, the short answer is the meaning.
    """
    heading = " ".join(chunk.section_path)
    return tuple(
        _evidence(asked, heading, chunk, read, number, spans, reading, weights)
        for number, spans in enumerate(found_in(read, reading))
    )


def _evidence(
    asked: Asked,
    heading: str,
    chunk: RankedChunk,
    read: ReadingText,
    number: int,
    spans: Sequence[Found],
    reading: PassageReading,
    weights: Signals,
) -> Evidence:
    candidate, shift = read.candidates[number], read.starts[number]
    text = candidate.text
    told = _after_label(text)
    fitting = [
        (span, fit(asked, text, span.start, span.end))
        for span in spans
        if any(map(str.isalnum, text[max(span.start, told) : span.end]))  # signs tell nothing
    ]
    whole = Found(0, len(text), _UNMARKED + reading.no_answer)
    best, form = max(
        fitting or [(whole, 0.0)],
        key=lambda pair: (weights.span * pair[0].score + weights.form * pair[1], -pair[0].start),
    )
    around = f"{heading} {shown(candidate.document, candidate.context)}"
    meaning = definition_in(asked, candidate)
    if meaning is not None:
        best, form = Found(meaning.start, meaning.end, best.score), 1.0
    support = agreement(asked, text, around)
    signals = Signals(
        rank=chunk.score,
        span=best.score - reading.no_answer,
        form=form,
        names=support.around.names,
        figures=_figures(asked, support),
        other_year=float(support.other_year),
        defines=float(meaning is not None),
    )
    # What decides a question for yes or no is the statement, not a stretch of it.
    whole_answers = asked.form is Form.YES_NO
    start, end = (0, len(text)) if whole_answers else (best.start, best.end)
    marked = Marked(read.text, Span(shift + start, shift + end))
    score = signals.total(weights)
    return Evidence(chunk, candidate, start, end, marked, reading.answerable, signals, score)


def _after_label(text: str) -> int:
    """Return where a text begins to tell something: after the number of its line, "3." or "(a)"."""
    return next((each.length for each in labels_at(text) if each.style in _NUMBERED), 0)


def _figures(asked: Asked, support: Agreement) -> float:
    """Return the share of the question's years and numbers that are supported; 1 for none."""
    years, numbers = len(asked.years), len(asked.numbers)
    if not years + numbers:
        return 1.0
    around = support.around
    return (years * around.years + numbers * around.numbers) / (years + numbers)

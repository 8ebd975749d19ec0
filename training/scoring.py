"""How well a reader reads: its spans against the answers, its doubt against the absence of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qa.evaluation.confidence import auroc
from qa.evaluation.shortanswer import exact_match, token_f1
from qa.reading.reader import PassageReading, Reader
from qa.reading.verifier import Marked, Verifier
from training.claims import Claim
from training.rows import Row

ALL = "all"
_UNANSWERED = "-neg"  # ends the name of a source's rows without answer


@dataclass(frozen=True, slots=True)
class Reading:
    """A row with what a reader made of it."""

    row: Row
    reading: PassageReading

    @property
    def text(self) -> str:
        """Return the best span's text, empty if there is none."""
        best = self.reading.spans[:1]
        return "".join(self.row.context[span.start : span.end] for span in best)

    @property
    def margin(self) -> float:
        """Return the best span's score minus the score of no answer."""
        best = self.reading.spans[0].score if self.reading.spans else 0.0
        return best - self.reading.no_answer


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of a source's rows.

    `f1` and `exact` are means over the `answered` rows, each against the alternative that does
    best, whatever the reader says of there being an answer. The three areas under the ROC curve
    tell the `answered` rows from the `unanswered`: by the no-answer head, by the best span's margin
    over no answer, and by the sum of both. What has no rows to be measured on is None.
    """

    source: str
    answered: int
    unanswered: int
    f1: float | None
    exact: float | None
    by_head: float | None
    by_margin: float | None
    by_sum: float | None


def score(reader: Reader, rows: Iterable[Row]) -> tuple[Score, ...]:
    """Return the score of all rows, then that of each source by name.

    A source's rows without answer, whose source has the same name and an ending, count with it.
    """
    readings = [Reading(row, reader.read(row.question, [row.context])[0]) for row in rows]
    readings.sort(key=_source)
    sources = [_score(source, list(group)) for source, group in groupby(readings, key=_source)]
    return (_score(ALL, readings), *sources)


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """How well the claims of one kind are told from those that hold.

    `area` is the area under the ROC curve of the verifier's logit, None where one of the two is
    missing; of the kind `ALL`, that of all claims that do not hold.
    """

    kind: str
    claims: int
    area: float | None


def score_claims(verifier: Verifier, claims: Sequence[Claim]) -> tuple[ClaimScore, ...]:
    """Return the score of all claims that do not hold, then of each kind of them by name."""
    logits = [
        verifier.verify(each.question, [Marked(each.context, each.answer)])[0] for each in claims
    ]
    right = [logit for claim, logit in zip(claims, logits, strict=True) if claim.holds]
    wrong: dict[str, list[float]] = {ALL: []}
    for claim, logit in sorted(zip(claims, logits, strict=True), key=lambda pair: pair[0].kind):
        if not claim.holds:
            wrong[ALL].append(logit)
            wrong.setdefault(claim.kind, []).append(logit)
    return tuple(ClaimScore(kind, len(found), auroc(right, found)) for kind, found in wrong.items())


def _source(reading: Reading) -> str:
    return reading.row.source.removesuffix(_UNANSWERED)


def _score(source: str, readings: Sequence[Reading]) -> Score:
    answered = [each for each in readings if each.row.answers]
    unanswered = [each for each in readings if not each.row.answers]

    def mean(measure: Callable[[str, Sequence[str]], float]) -> float | None:
        values = [measure(each.text, _variants(each.row)) for each in answered]
        return sum(values) / len(values) if values else None

    def area(signal: Callable[[Reading], float]) -> float | None:
        return auroc([signal(each) for each in answered], [signal(each) for each in unanswered])

    return Score(
        source=source,
        answered=len(answered),
        unanswered=len(unanswered),
        f1=mean(token_f1),
        exact=mean(exact_match),
        by_head=area(lambda each: each.reading.answerable),
        by_margin=area(lambda each: each.margin),
        by_sum=area(lambda each: each.reading.answerable + each.margin),
    )


def _variants(row: Row) -> list[str]:
    return [row.context[answer.start : answer.end] for answer in row.answers]

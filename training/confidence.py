"""What an answer's grounds count for: a logistic regression over questions with and without answer.

Questions without an answer are made of those with one: put to the other documents, or with one
thing exchanged. They count less than the questions that people wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from qa.answer import Reply
from qa.confidence.grounds import Grounds, Trust, confidence
from qa.evaluation.confidence import Judged, judged
from qa.evaluation.folds import FOLDS, fold_of, folds
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measure import Documents
from qa.evaluation.outcome import outcomes
from qa.evaluation.prediction import Prediction
from qa.evaluation.sampling import SEED
from qa.evaluation.unanswerable.holdings import Holdings
from qa.evaluation.unanswerable.left_out import left_out
from qa.evaluation.unanswerable.twins import twins
from qa.service import AnswerService

MADE = 0.1  # the weight of a question that was made, where one that was asked has 1
_STRENGTH = 1.0  # inverse of the regularisation, in units of standard deviations


@dataclass(frozen=True, slots=True)
class Case:
    """A question that was asked, and what its best answer rested on.

    `source` names the set that it is of. `grounds` is None where nothing was doubted: the `reply`
    stands as it is.
    """

    id: str
    source: str
    fold: int
    weight: float
    structured: bool
    grounds: Grounds | None
    reply: Judged


def cases(
    name: str,
    gold: Sequence[GoldQuestion],
    service: AnswerService,
    holdings: Holdings,
    texts: Documents,
    count: int,
) -> list[Case]:
    """Return the cases of a gold set, then of its questions left out, then of up to `count` twins.

    Nothing is refused for doubt, so that every best answer is judged. Left out are the questions of
    a collection of a few documents alone.
    """
    asked = service.with_settings(replace(service.settings, threshold=0.0))
    dealt = folds(gold, holdings)
    made = {name: gold, f"{name}, twins": twins(gold, holdings, count, SEED)}
    if len(holdings.documents) < count:
        made[f"{name}, left out"] = left_out(gold, holdings)
    return [
        case
        for source, questions in made.items()
        for case in _asked(source, questions, asked, dealt, texts, 1.0 if source == name else MADE)
    ]


def _asked(
    source: str,
    gold: Sequence[GoldQuestion],
    service: AnswerService,
    dealt: Mapping[str, int],
    texts: Documents,
    weight: float,
) -> Iterable[Case]:
    for question in gold:
        reasoned = service.explain(question.asked())
        prediction = _prediction(question.id, reasoned.reply)
        (reply,) = judged(outcomes([question], [prediction], texts))
        yield Case(
            question.id,
            source,
            fold_of(question.id, dealt),
            weight,
            not reasoned.evidence,
            reasoned.grounds,
            reply,
        )


def _prediction(id_: str, reply: Reply) -> Prediction:
    return Prediction(id_, reply.answer, reply.passages, 0.0)


def fitted(cases: Sequence[Case], *, structured: bool) -> Trust:
    """Return what the grounds of span answers, or of structured ones, count for.

    Grounds that never vary count for nothing. Raises ValueError if all answers are right or all
    wrong.
    """
    chosen = [
        case
        for case in cases
        if case.grounds is not None
        and case.structured == structured
        and case.reply.right is not None
    ]
    rows = _rows([case.grounds for case in chosen if case.grounds is not None])
    right = [bool(case.reply.right) for case in chosen]
    weights = [case.weight for case in chosen]
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = np.inf
    model = LogisticRegression(C=_STRENGTH, max_iter=1000)
    model.fit((rows - mean) / spread, right, sample_weight=weights)
    slopes = model.coef_[0] / spread
    bias = float(model.intercept_[0] - slopes @ mean)
    return Trust(round(bias, 3), Grounds(*(round(float(each), 3) for each in slopes)))


def cross_validated(cases: Sequence[Case]) -> dict[str, list[Judged]]:
    """Return by source the replies with the confidence that cases of other folds give them."""
    found: dict[str, list[Judged]] = {}
    for fold in range(FOLDS):
        others = [case for case in cases if case.fold != fold]
        trusts = {kind: fitted(others, structured=kind) for kind in (False, True)}
        for case in cases:
            if case.fold == fold:
                sure = case.reply.confidence
                if case.grounds is not None:
                    sure = confidence(case.grounds, trusts[case.structured])
                found.setdefault(case.source, []).append(replace(case.reply, confidence=sure))
    return found


def as_code(name: str, trust: Trust) -> str:
    """Return a trust as it stands in the settings."""
    grounds = ", ".join(
        f"{each.name}={getattr(trust.weights, each.name)}" for each in fields(Grounds)
    )
    return f"{name} = Trust(bias={trust.bias}, weights=Grounds({grounds}))"


def _rows(grounds: Sequence[Grounds]) -> npt.NDArray[np.float64]:
    return np.array([astuple(each) for each in grounds], dtype=np.float64)

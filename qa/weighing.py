"""The span reading: every candidate of the best chunks, weighed."""

from __future__ import annotations

from dataclasses import replace

from qa.analysis.asked import Asked
from qa.evidence import Evidence, weigh
from qa.ranking import Ranking
from qa.settings import AnswerSettings, Part
from qa.signals import Signals


def weighed(
    wants: Asked,
    ranking: Ranking,
    settings: AnswerSettings,
) -> tuple[Evidence, ...]:
    """Return the candidates of the best chunks by score, none where nothing was found.

    Ties go to the better chunk, then to text order.
    """
    weights = weights_of(settings)
    found = [
        evidence
        for each in ranking.read[: settings.weighed]
        for evidence in weigh(wants, each, each.text, each.reading, weights)
    ]
    return tuple(sorted(found, key=lambda each: -each.score))


def weights_of(settings: AnswerSettings) -> Signals:
    """Return what each sign of a right answer counts for, 0 for a part that is left out."""
    weights = settings.weights
    if Part.FORM in settings.without:
        weights = replace(weights, form=0.0, defines=0.0)
    if Part.AGREEMENT in settings.without:
        weights = replace(weights, names=0.0, figures=0.0, other_year=0.0)
    return weights

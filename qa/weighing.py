"""The span reading: every candidate of the best chunks, weighed."""

from __future__ import annotations

from dataclasses import replace

from index.protocols import Index
from qa.analysis.asked import Asked
from qa.candidates import candidates
from qa.evidence import Evidence, weigh
from qa.ranking import Ranking, heading_of
from qa.reading.decoding import PassageReading
from qa.reading.reader import Reader
from qa.reading.texts import reading_text
from qa.settings import AnswerSettings, Part
from qa.signals import Signals


def weighed(
    question: str,
    wants: Asked,
    ranking: Ranking,
    index: Index,
    reader: Reader,
    settings: AnswerSettings,
) -> tuple[Evidence, ...]:
    """Return the candidates of the best chunks by score, none where nothing was found.

    Ties go to the better chunk, then to text order.
    """
    best = ranking.reranked[: settings.read]
    documents = [index.document(each.chunk.document_id) for each in best]
    texts = [
        reading_text(
            "" if Part.HEADING in settings.without else heading_of(document, each.chunk.section),
            candidates(document, each.chunk),
        )
        for document, each in zip(documents, best, strict=True)
    ]
    if Part.READER in settings.without:
        readings = (PassageReading((), 0.0, 0.0),) * len(texts)
    else:
        readings = reader.read(question, [text.text for text in texts])
    weights = weights_of(settings)
    found = [
        evidence
        for each, text, reading in zip(best, texts, readings, strict=True)
        for evidence in weigh(wants, each, text, reading, weights)
    ]
    return tuple(sorted(found, key=lambda each: -each.score))


def weights_of(settings: AnswerSettings) -> Signals:
    """Return what each sign of a right answer counts for, 0 for a part that is left out."""
    weights = settings.weights
    if Part.FORM in settings.without:
        weights = replace(weights, form=0.0)
    if Part.AGREEMENT in settings.without:
        weights = replace(weights, names=0.0, figures=0.0, other_year=0.0)
    return weights

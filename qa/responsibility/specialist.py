"""Who answers for a measure, and which measures a body carries."""

from __future__ import annotations

# ruff: noqa: SIM905 - a list of words reads best as a text
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.span import Span
from qa.analysis.forms import Form
from qa.analysis.nouns import singular
from qa.analysis.stems import stem, stems
from qa.answer import Answer, AnswerKind, Part
from qa.candidates import shown
from qa.composing import probability
from qa.itemising import citations_of, context_at, item_at, joined
from qa.responsibility.measures import Agreeing, Measure, agreeing, measures
from qa.specialists import Situation

# What a question says of whoever has to do something.
_CHARGE = re.compile(
    r"\b(?:responsib\w+|in charge|charged with|tasked|entrusted|assigned|accountable|answerable|"
    r"carry|carries|carried out by|falls? to|fall(?:s|en)? on|down to|up to|handles?|"
    r"looks? after|takes? care|implements?|should|must|shall|ha(?:s|ve) to|(?:is|are) to|"
    r"supposed to|meant to|expected to|asked to|obliged to|competent)\b",
    re.IGNORECASE,
)
# Nouns for a body of any kind; any other ("institute") has to stand in a body's name.
_ANY_BODY = frozenset(
    "agency body authority organisation organization department institution office unit party "
    "ministry".split()
)
_ASKING_WORDS = frozenset(
    "responsible responsibility charge tasked assigned ministry ministries agency agencies body "
    "bodies authority authorities organisation organisations organization organizations".split()
)
_DOCUMENTS = 20  # nearest first, whose measures are looked at
_READ = 5  # measures that are read together with the question
_FOUND = 6  # chunks among which the right measure is looked for first
_SHARE_WORTH = 6.0  # logits that full agreement is worth
_CLEAR_LOGIT = 0.0
_CLEAR_SHARE = 0.4
_ALMOST = -1.0  # how far below "no answer" the reader may be where the question says who has to act


class BodiesOfMeasure:
    """Names the bodies that answer for the one measure that a question describes.

    "Who inspects the hives?" is answered by the bodies in the bracket after the measure, if the
    reader finds its answer there, or if the question itself speaks of a duty.
    """

    is_exhaustive = False

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return the bodies as items, the measure as context; None if no measure is meant."""
        asked = situation.asked
        if asked.form not in {Form.WHO, Form.BODY} or situation.is_far:
            return None
        best = _best(situation)
        if best is None or not _is_meant(situation, best):
            return None
        return _bodies_answer(common, best)


@dataclass(frozen=True, slots=True)
class _Read:
    """A measure with its agreement and the reranker's logit."""

    agreeing: Agreeing
    logit: float

    @property
    def measure(self) -> Measure:
        return self.agreeing.measure

    @property
    def score(self) -> float:
        return self.logit + _SHARE_WORTH * self.agreeing.share


def _best(situation: Situation) -> _Read | None:
    """Return the measure that fits the question best, None where there is none."""
    chunks = [each.chunk for each in situation.ranking.read]
    near = dict.fromkeys(each.document_id for each in (*chunks, *situation.ranking.behind))
    found = list(measures(situation, list(near)[:_DOCUMENTS]))
    if not found:
        return None
    beside = {(each.document_id, block) for each in chunks[:_FOUND] for block in each.blocks}
    terms = [term for term in situation.asked.terms if term not in _ASKING_WORDS]
    promising = agreeing(
        terms,
        found,
        lambda each: (each.document.document.id, each.assignment.block) in beside,
    )[:_READ]
    texts = [f"{each.measure.text} {each.measure.group}" for each in promising]
    logits = situation.reranker.score(situation.understood, texts)
    read = [_Read(*pair) for pair in zip(promising, logits, strict=True)]
    return max(read, key=lambda each: each.score)


def _is_meant(situation: Situation, best: _Read) -> bool:
    """Tell whether the question asks for the bodies of this measure."""
    noun = singular(situation.asked.noun)
    if noun and noun not in _ANY_BODY and not _is_in_a_name(noun, best.measure):
        return False
    is_near = best.agreeing.is_found or best.logit > situation.ranking.read[0].logit
    is_clear = best.logit > _CLEAR_LOGIT or best.agreeing.share >= _CLEAR_SHARE
    if not is_near or not is_clear:
        return False
    text = f"{best.measure.text} {best.measure.group}"
    (reading,) = situation.reader.read(situation.understood, [text])
    if not reading.spans:
        return False
    margin = reading.spans[0].score - reading.no_answer
    if _CHARGE.search(situation.understood):
        return margin > _ALMOST
    return margin > 0.0 and reading.spans[0].start > len(best.measure.text)


def _is_in_a_name(noun: str, measure: Measure) -> bool:
    return any(stem(noun) in stems(body) for body in measure.bodies())


def _bodies_answer(common: Answer, best: _Read) -> Answer:
    measure = best.measure
    document, assignment = measure.document, measure.assignment
    items = tuple(item_at(document, parts) for parts in assignment.bodies)
    alone = assignment.bodies[0] if len(items) == 1 else ()
    source = document.document.text
    return replace(
        common,
        kind=AnswerKind.LIST,
        answer=items[0].text if alone else "",
        answer_parts=tuple(Part(span.start, span.end, span.of(source)) for span in alone),
        text=shown(document, _stretch(assignment.group, assignment.bodies)),
        items=items,
        citations=citations_of(items),
        context=context_at(document, joined(source, measure.place)),
        confidence=probability(best.logit),
    )


def _stretch(group: Sequence[Span], bodies: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Return the bracket from its first body to the end of its last."""
    start, end = bodies[0][0].start, bodies[-1][-1].end
    clipped = ((max(part.start, start), min(part.end, end)) for part in group)
    return tuple(Span(*edges) for edges in clipped if edges[0] < edges[1])

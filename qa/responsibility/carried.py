"""Which measures a body carries, alone or with others."""

from __future__ import annotations

# ruff: noqa: SIM905 - a list of words reads best as a text
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.responsibility.bodies import bodies
from qa.analysis.question_words import asking
from qa.analysis.stems import stem, stems
from qa.answer import Answer, AnswerKind, Coverage
from qa.composing import probability
from qa.itemising import citations_of, item_at
from qa.ledger.scope import sections_of
from qa.responsibility.measures import Measure, measures
from qa.responsibility.names import named_bodies
from qa.specialists import Situation

_MEASURES = frozenset(
    "measures tasks jobs duties responsibilities actions steps activities assignments efforts "
    "initiatives undertakings".split()
)
_HAS_TO_DO = re.compile(
    r"\b(?:responsible for|in charge of|accountable for|charged with|tasked with|entrusted with|"
    r"(?:asked|required|expected|supposed|obliged|meant|ha(?:s|ve)|is|are) to do|"
    r"(?:should|must|shall) (?:[\w’'-]+ ){1,10}do)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:alone|only|solely|exclusively|single-handed(?:ly)?|by itself|on its own)\b",
    re.IGNORECASE,
)
_JOINTLY = re.compile(r"\b(?:jointly|together|shared?|with others|with other)\b", re.IGNORECASE)
# Words of such questions that say nothing of what the measures are about.
_SAID_OF_ANY = frozenset(
    map(
        stem,
        "carry involve fall belong concern alone only solely exclusively jointly together share "
        "responsible charge accountable task entrust ask require expect suppose oblige mean assign "
        "handle lead implement take own itself document text mention list other joint".split(),
    )
) | frozenset(map(stem, _MEASURES))
_SHORTEST_ROOT = 4  # letters that "post" and "postal" share


class MeasuresOfBody:
    """Lists the measures that a body carries: every one of the documents in scope.

    A question asks for them by a noun ("which measures") or by a duty ("what is … asked to do")
    together with a body's name. Words that say what the measures are about narrow them down;
    those of a document's title choose that document.
    """

    is_exhaustive = True

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return the measures as items in the order of the text; None if no body is named."""
        question = situation.understood
        if not _asks_for_measures(situation) or not _names_a_body_near(situation):
            return None
        found = list(measures(situation, situation.documents))
        canonical = _canonical(found)
        named = named_bodies(question, frozenset(canonical.values()))
        if not named.bodies:
            return None
        terms = [stem(term) for term in situation.asked.terms]
        topic = [term for term in terms if term not in named.words | _SAID_OF_ANY]
        scoped = _scoped(found, topic)
        condition = _Condition(
            frozenset(named.bodies),
            alone=_ALONE.search(question) is not None,
            jointly=_JOINTLY.search(question) is not None,
        )
        carried = [
            measure
            for measure in scoped.measures
            if condition.holds({canonical[name] for name in measure.bodies()})
        ]
        about = _about(carried, scoped.topic)
        return _measures_answer(common, situation, about) if about else None


def _asks_for_measures(situation: Situation) -> bool:
    if situation.asked.noun in _MEASURES:
        return True
    words = asking(situation.understood)
    return (
        words.at is not None
        and words.words[words.at] in {"what", "which"}
        and not situation.asked.noun
        and _HAS_TO_DO.search(situation.understood) is not None
    )


def _names_a_body_near(situation: Situation) -> bool:
    """Tell whether a body is named that carries a measure in one of the documents found best.

    Spares other questions the reading of every document.
    """
    near = dict.fromkeys(each.chunk.document_id for each in situation.ranking.read)
    names = {name for each in measures(situation, near) for name in each.bodies()}
    return bool(named_bodies(situation.understood, names).bodies)


def _canonical(found: Iterable[Measure]) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    names: list[str] = []
    for measure in found:
        names.extend(measure.bodies())
        texts[measure.document.document.id] = measure.document.document.text
    return bodies(names, "\n\n".join(texts.values()))


@dataclass(frozen=True, slots=True)
class _Condition:
    """Which bodies have to carry a measure, and whether `alone` or `jointly` with others."""

    named: frozenset[str]
    alone: bool
    jointly: bool

    def holds(self, carrying: Collection[str]) -> bool:
        if self.alone:
            return frozenset(carrying) == self.named
        return self.named.issubset(carrying) and not (self.jointly and len(carrying) < 2)


@dataclass(frozen=True, slots=True)
class _Scoped:
    measures: Sequence[Measure]
    topic: Sequence[str]


def _scoped(found: Sequence[Measure], topic: Sequence[str]) -> _Scoped:
    """Return the measures of the documents whose titles have most of a topic's words, the rest.

    All measures where no title has any.
    """
    titles = {
        measure.document.document.id: frozenset(stems(measure.document.document.metadata.title))
        for measure in found
    }
    held = {each: len(title.intersection(topic)) for each, title in titles.items()}
    most = max(held.values(), default=0)
    if not most:
        return _Scoped(found, topic)
    meant = {each for each, count in held.items() if count == most}
    said = frozenset().union(*(titles[each] for each in meant))
    return _Scoped(
        [measure for measure in found if measure.document.document.id in meant],
        [word for word in topic if word not in said],
    )


def _about(carried: Sequence[Measure], topic: Sequence[str]) -> list[Measure]:
    """Return the measures that have at least half of a topic's words; all where it has none."""
    if not topic:
        return list(carried)
    return [measure for measure in carried if 2 * _held(topic, stems(measure.text)) >= len(topic)]


def _held(topic: Sequence[str], words: Sequence[str]) -> int:
    return sum(any(_is_akin(wanted, word) for word in words) for wanted in topic)


def _is_akin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST_ROOT and long.startswith(short))


def _measures_answer(common: Answer, situation: Situation, carried: Sequence[Measure]) -> Answer:
    items = tuple(
        item_at(measure.document, measure.assignment.measure, measure.place) for measure in carried
    )
    scanned = sections_of(situation.index, situation.documents)
    return replace(
        common,
        kind=AnswerKind.LEDGER,
        text="\n".join(item.text for item in items),
        items=items,
        citations=citations_of(items),
        coverage=Coverage(scanned, common.coverage.sections),
        confidence=probability(max((e.logit for e in situation.ranking.read), default=0.0)),
    )

"""Counterfactual twins: answerable questions with one thing exchanged, so that nothing answers."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from qa.analysis.asked import asked
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.normalise import normalised
from qa.evaluation.unanswerable.attributes import attributes, reasked
from qa.evaluation.unanswerable.exchanges import Exchange, Exchanged, exchanges
from qa.evaluation.unanswerable.holdings import Holdings, Window, rest_of
from qa.evaluation.unanswerable.names import Names, names_in

# From here on a window that holds what was put in may say what is asked.
_MAY_TELL = 0.34
_FEWEST_STEMS = 2
# Questions whose answer is gathered from many places would still have half an answer.
_GATHERED = frozenset({"aggregate", "crossdoc"})
_TRIES = 60
_OF_A_KIND = 2


def twins(
    gold: Sequence[GoldQuestion], holdings: Holdings, count: int, seed: int
) -> tuple[GoldQuestion, ...]:
    """Return up to `count` unanswerable twins of the answerable questions, by kind, in their order.

    Follow-ups and questions over many places have none. A twin differs from its original in a
    year, an ordinal, a country, a body or the attribute asked for; at most two of each kind are
    made of a question, and kinds are drawn in turn, so that none prevails while there are others.
    Twins that a text may answer are not made: what was put in stands neither in a section that
    supports the original nor in a window with a good part of the other words of the question. The
    same arguments give the same twins.
    """
    named = names_in(holdings)
    found: dict[Exchanged, list[GoldQuestion]] = {kind: [] for kind in Exchanged}
    taken = {normalised(question.question) for question in gold}
    for question in gold:
        if question.answerable and not question.history and question.type not in _GATHERED:
            for twin in _twins_of(question, holdings, named, seed):
                wording = normalised(twin.question)
                if wording not in taken:
                    taken.add(wording)
                    found[_kind_of(twin)].append(twin)
    return _balanced(found, count, seed)


def _kind_of(twin: GoldQuestion) -> Exchanged:
    return Exchanged(twin.notes.split("kind: ")[1].split(";")[0])


def _balanced(
    found: Mapping[Exchanged, Sequence[GoldQuestion]], count: int, seed: int
) -> tuple[GoldQuestion, ...]:
    shuffled = {kind: list(each) for kind, each in found.items()}
    for each in shuffled.values():
        random.Random(seed).shuffle(each)  # noqa: S311 - an order, not a secret
    chosen: list[GoldQuestion] = []
    while len(chosen) < count and any(shuffled.values()):
        chosen += [each.pop() for each in shuffled.values() if each][: count - len(chosen)]
    return tuple(sorted(chosen, key=lambda twin: twin.id))


def _twins_of(
    question: GoldQuestion, holdings: Holdings, named: Names, seed: int
) -> Iterator[GoldQuestion]:
    by_kind: dict[Exchanged, list[Exchange]] = {}
    for exchange in exchanges(question.question, named):
        by_kind.setdefault(exchange.kind, []).append(exchange)
    chance = random.Random(f"{seed} {question.id}")  # noqa: S311 - a choice, not a secret
    near = holdings.sections_of(question)
    for each in by_kind.values():
        chance.shuffle(each)
        # What the collection names elsewhere makes the harder twin.
        tried = sorted(each[:_TRIES], key=lambda one: not _is_named(one, holdings))
        made: list[Exchange] = []
        for exchange in tried:
            if _is_untold(exchange, near, holdings):
                made.append(exchange)
                if len(made) == _OF_A_KIND:
                    break
        for number, exchange in enumerate(made, start=1):
            why = f"{exchange.new!r} for {exchange.old!r}"
            yield _twin(question, exchange.kind, exchange.question, why, number)
    for twin in (
        _with_attribute_of_a_name(question, holdings, named, chance),
        _reasked(question, near, holdings, chance),
    ):
        if twin:
            yield twin


def _with_attribute_of_a_name(
    question: GoldQuestion, holdings: Holdings, named: Names, chance: random.Random
) -> GoldQuestion | None:
    quoted = " ".join(evidence.quote for evidence in question.evidence)
    for name in dict.fromkeys([*asked(question.question).names, *asked(quoted).names]):
        text = question.question if name in question.question else quoted
        before = " ".join(text[: text.find(name)].lower().split()) + " "
        asking = [] if before.endswith((" and ", '" ')) else list(attributes(name, named))
        chance.shuffle(asking)
        telling = [window for window in holdings.windows if window.names(name)]
        for attribute in asking:
            if telling and not any(attribute.cues & window.stems for window in telling):
                article = "the " if before.endswith("the ") else ""
                wording = attribute.wording.format(article + name)
                wording = wording.lower() if question.question.islower() else wording
                why = f"no window with {name!r} has a word for it"
                return _twin(question, Exchanged.ATTRIBUTE, wording, why)
    return None


def _reasked(
    question: GoldQuestion,
    near: Collection[tuple[str, int]],
    holdings: Holdings,
    chance: random.Random,
) -> GoldQuestion | None:
    asking = list(reasked(question.question))
    chance.shuffle(asking)
    roots = holdings.known(question.question)
    telling = [
        window
        for window in holdings.windows
        if (window.document, window.section) in near or holdings.share(roots, window) >= _MAY_TELL
    ]
    for wording, attribute in asking:
        if len(roots) >= _FEWEST_STEMS and not any(
            attribute.cues & window.stems for window in telling
        ):
            why = "nothing near it has a word for what is asked"
            return _twin(question, Exchanged.REASKED, wording, why)
    return None


def _is_named(exchange: Exchange, holdings: Holdings) -> bool:
    return any(_holds(window, exchange) for window in holdings.windows)


def _holds(window: Window, exchange: Exchange) -> bool:
    if exchange.kind is Exchanged.YEAR:
        return exchange.new in window.years
    return window.names(exchange.new)


def _is_untold(exchange: Exchange, near: Collection[tuple[str, int]], holdings: Holdings) -> bool:
    roots = holdings.known(rest_of(exchange.question, exchange.new))
    if len(roots) < _FEWEST_STEMS:
        return False
    if any(
        (window.document, window.section) in near and _holds(window, exchange)
        for window in holdings.windows
    ):
        return False
    if exchange.kind is Exchanged.BODY and " " in exchange.new and _meets(exchange, holdings):
        return False
    return holdings.nearest(roots, lambda window: _holds(window, exchange)) < _MAY_TELL


def _meets(exchange: Exchange, holdings: Holdings) -> bool:
    """Tell whether a window names what was put in and another name of the question.

    A text tells of a body in other words than a question does ("contributed", "paid").
    """
    others = [name for name in asked(exchange.question).names if exchange.new not in name]
    return any(
        window.names(exchange.new) and any(map(window.names, others)) for window in holdings.windows
    )


def _twin(
    question: GoldQuestion, kind: Exchanged, wording: str, why: str, number: int = 1
) -> GoldQuestion:
    near = question.evidence[0].doc
    return replace(
        question,
        id=f"{question.id}-{kind.value.replace(' ', '-')}-{number}",
        type="unanswerable",
        question=wording,
        answers=(),
        items=(),
        evidence=(),
        answerable=False,
        notes=f"near: {near}; kind: {kind.value}; why: {why}",
        reference="",
    )

"""Folds: a gold set cut by section, so that no part is fitted on a section that tests it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.places import Place, places
from qa.evaluation.unanswerable.holdings import Holdings

FOLDS = 5


def folds(gold: Sequence[GoldQuestion], holdings: Holdings, count: int = FOLDS) -> dict[str, int]:
    """Return the fold, from 0 to `count` - 1, of each question by its id.

    Questions whose evidence begins in the same innermost section are in one fold, and so are all
    sections that one question joins. An unanswerable question belongs to the section nearest to it:
    the one with the window that holds the largest share of its words' weight, the first of equals,
    in the document that its notes say it is near ("near DOCUMENT"), else in any. One without such
    a window is a group by itself. Groups are dealt largest first, equal ones in the order of the
    gold, each to the fold with the fewest questions, the first of equals.
    """
    groups = _groups([(question.id, _sections(question, holdings)) for question in gold])
    sizes = [0] * count
    dealt: dict[str, int] = {}
    for group in sorted(groups, key=len, reverse=True):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(group)
        dealt.update(dict.fromkeys(group, fold))
    return {question.id: dealt[question.id] for question in gold}


def fold_of(id_: str, dealt: Mapping[str, int]) -> int:
    """Return the fold of a question, or that of the question that it was made from.

    The id of a made question begins with the id of its original and a hyphen. Raises KeyError if
    neither is there.
    """
    if id_ in dealt:
        return dealt[id_]
    originals = [known for known in dealt if id_.startswith(f"{known}-")]
    return dealt[max(originals, key=len, default=id_)]


def _sections(question: GoldQuestion, holdings: Holdings) -> tuple[Place, ...]:
    if question.answerable:
        return places(question, holdings.documents)
    told = " ".join([*(turn.question for turn in question.history), question.question])
    roots = holdings.known(told)
    named = [
        document
        for document in holdings.documents
        if f"near {document}" in question.notes or f"near: {document}" in question.notes
    ]
    best, nearest = 0.0, None
    for window in holdings.windows:
        if not named or window.document in named:
            share = holdings.share(roots, window)
            if share > best:
                best, nearest = share, (window.document, window.section)
    return () if nearest is None else (nearest,)


def _groups(members: Sequence[tuple[str, tuple[Place, ...]]]) -> list[list[str]]:
    """Return the ids that sections join, directly or through others, each group in given order."""
    first_of: dict[Place, int] = {}
    root = list(range(len(members)))

    def found(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for at, (_, sections) in enumerate(members):
        for section in sections:
            one, other = found(first_of.setdefault(section, at)), found(at)
            root[max(one, other)] = min(one, other)
    groups: dict[int, list[str]] = {}
    for at, (id_, _) in enumerate(members):
        groups.setdefault(found(at), []).append(id_)
    return list(groups.values())

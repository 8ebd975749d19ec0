"""Questions of two parts, each answered by itself: two questions in one, or a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from qa.analysis.asked import asked
from qa.analysis.nouns import AUXILIARIES
from qa.analysis.question_words import QUESTION_WORDS, asking
from qa.analysis.stems import stems, words
from qa.answer import Answer, AnswerKind, Item
from qa.citation import cite
from qa.comparing import ComparedPart, compared
from qa.composing import probability
from qa.evidence import Evidence
from qa.excerpt import excerpt
from qa.followup.standalone import standalone
from qa.itemising import citations_of
from qa.question import Question, Turn
from qa.specialists import Situation

_JOINING = re.compile(
    r"(?P<comma>[,;])? and (?:also )?"
    rf"(?=(?:(?:on|in|at|by|for|with|to|from|of) )?(?:{'|'.join(sorted(QUESTION_WORDS))}) "
    r"(?P<next>\w+))",
    re.IGNORECASE,
)
_FEWEST_DOCUMENTS = 2
_MOST_PLACES = 5  # where a question may be parted
_FEWEST_WORDS = 4  # of a part
_FEWEST_OF_TITLE = 2  # words that name a document
_SHORTEST = 4  # letters of a word that may name a document
_LEAST_LOGIT = 0.0
_ONE = re.compile(r"\b(which|what) ones?\b", re.IGNORECASE)


class TwoPartSpecialist:
    """Answers both parts of "When was …, and who …?" and both sides of "Compare … and …".

    The second part is read as a follow-up to the first.
    """

    is_exhaustive = False

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return a sentence for each part; None if there is one part or a part has no answer.

        The two parts of a comparison may be answered by one document, those that "and" joins not:
        there, one answer is as good.
        """
        if situation.is_far:
            return None
        sides = compared(situation.understood, partial(_titles, situation))
        if sides is not None:
            return _compared(situation, common, sides)
        parts = two_parts(situation.understood)
        if parts is None or len(situation.documents) < _FEWEST_DOCUMENTS:
            return None
        first = _answered(situation, parts[0])
        if first is None:
            return None
        follow_up = Question(parts[1], (Turn(parts[0], first.answer),))
        second = _answered(situation, standalone(follow_up))
        if second is None or _document(first) == _document(second):
            return None
        return _both(common, first, second)


def _compared(
    situation: Situation, common: Answer, sides: tuple[ComparedPart, ComparedPart]
) -> Answer | None:
    first, second = (_answered(situation, side.question, side.document) for side in sides)
    if first is None or second is None or first.candidate.parts == second.candidate.parts:
        return None
    return _both(common, first, second)


def _both(common: Answer, first: Evidence, second: Evidence) -> Answer:
    items = tuple(_item(each) for each in (first, second))
    is_of_two = _document(first) != _document(second)
    return replace(
        common,
        kind=AnswerKind.TWO_DOCUMENTS if is_of_two else AnswerKind.LIST,
        text="\n".join(item.text for item in items),
        items=items,
        citations=citations_of(items),
        confidence=probability(min(first.chunk.logit, second.chunk.logit)),
    )


def two_parts(question: str) -> tuple[str, str] | None:
    """Return the two questions that "and" joins, None if there are not two.

    A comma stands before "and", or an auxiliary right after the second question word; both parts
    hold a question word and four words. "Which one" takes the noun of the first part.
    """
    question = " ".join(question.split())
    for match in islice(_JOINING.finditer(question), _MOST_PLACES):
        if not match["comma"] and match["next"].lower() not in AUXILIARIES:
            continue
        first, second = question[: match.start()], question[match.end() :]
        if min(len(words(first)), len(words(second))) < _FEWEST_WORDS:
            continue
        if asking(first).at is None:
            continue
        noun = _phrase(first)
        if noun:
            second = _ONE.sub(rf"\1 {noun}", second, count=1)
        return f"{first.rstrip(' ,;')}?", second[:1].upper() + second[1:]
    return None


def _phrase(question: str) -> str:
    """Return the words that a question asks for: "aid charter" of "What aid charter does …"."""
    found = asking(question)
    noun = asked(question).noun
    after = [] if found.at is None else list(found.words[found.at + 1 :])
    return " ".join(after[: after.index(noun) + 1]) if noun in after else ""


def _answered(situation: Situation, question: str, document: str = "") -> Evidence | None:
    """Return the best evidence for a question of its own, None if nothing is near it."""
    named = document or _named_document(situation, question)
    documents = (named,) if named else ()
    here = situation.of(question, documents)
    if here.is_far:
        return None
    best = here.weighed()[0]
    is_sure = named or best.chunk.logit > _LEAST_LOGIT
    return best if is_sure else None


@dataclass(frozen=True, slots=True)
class _Title:
    document: str
    words: frozenset[str]


def _named_document(situation: Situation, question: str) -> str:
    """Return the document whose title alone has most of a question's words, "" for none."""
    found = _telling(stems(question))
    titles = [_Title(each, _telling(stems(title))) for each, title in _titles(situation).items()]
    held = sorted(((len(found & each.words), each.document) for each in titles), reverse=True)
    if not held or held[0][0] < _FEWEST_OF_TITLE:
        return ""
    return held[0][1] if len(held) == 1 or held[1][0] < held[0][0] else ""


def _titles(situation: Situation) -> dict[str, str]:
    """Return the titles of the documents that anything was found in, by id."""
    ranking = situation.ranking
    chunks = (*(each.chunk for each in ranking.read), *ranking.behind)
    return {
        id_: situation.index.metadata(id_).title
        for id_ in dict.fromkeys(chunk.document_id for chunk in chunks)
    }


def _telling(found: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in found if len(word) >= _SHORTEST)


def _document(evidence: Evidence) -> str:
    return evidence.candidate.document.document.id


def _item(evidence: Evidence) -> Item:
    candidate = evidence.candidate
    text = excerpt(candidate.text, evidence.start, evidence.end)
    return Item(text, cite(candidate.document, candidate.parts))

"""Questions of two parts that two documents answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from index.ranked import SearchFilter
from qa.analysis.asked import asked
from qa.analysis.nouns import AUXILIARIES
from qa.analysis.question_words import QUESTION_WORDS, asking
from qa.analysis.stems import stems, words
from qa.answer import Answer, AnswerKind, Item
from qa.citation import cite
from qa.composing import probability
from qa.evidence import Evidence
from qa.excerpt import excerpt
from qa.followup.standalone import standalone
from qa.itemising import citations_of
from qa.question import Question, Turn
from qa.ranking import rank
from qa.specialists import Situation
from qa.weighing import weighed

_JOINING = re.compile(
    r"(?P<comma>[,;])? and (?:also )?"
    rf"(?=(?:(?:on|in|at|by|for|with|to|from|of) )?(?:{'|'.join(sorted(QUESTION_WORDS))}) "
    r"(?P<next>\w+))",
    re.IGNORECASE,
)
_MOST_PLACES = 5  # where a question may be parted
_FEWEST_WORDS = 4  # of a part
_FEWEST_OF_TITLE = 2  # words that name a document
_SHORTEST = 4  # letters of a word that may name a document
_LEAST_LOGIT = 0.0
_ONE = re.compile(r"\b(which|what) ones?\b", re.IGNORECASE)


class TwoPartSpecialist:
    """Answers both parts of "When was …, and who …?" where different documents answer them.

    The second part is read as a follow-up to the first.
    """

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return a sentence for each part; None if there is one part or one document answers."""
        parts = two_parts(situation.understood)
        if parts is None or situation.is_far or len(situation.documents) < 2:
            return None
        first = _answered(situation, parts[0])
        if first is None:
            return None
        follow_up = Question(parts[1], (Turn(parts[0], first.answer),))
        second = _answered(situation, standalone(follow_up))
        if second is None or _document(first) == _document(second):
            return None
        items = tuple(_item(each) for each in (first, second))
        return replace(
            common,
            kind=AnswerKind.TWO_DOCUMENTS,
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


def _answered(situation: Situation, question: str) -> Evidence | None:
    """Return the best evidence for a question of its own, None if nothing is near it."""
    named = _named_document(situation, question)
    documents = frozenset({named} if named else situation.question.documents)
    wants = asked(question)
    ranking = rank(
        question,
        situation.index,
        situation.reranker,
        SearchFilter(documents or None),
        situation.settings,
    )
    here = replace(situation, understood=question, asked=wants, ranking=ranking)
    if here.is_far:
        return None
    evidence = weighed(question, wants, ranking, here.index, situation.reader, situation.settings)
    best = evidence[0]
    is_sure = named or best.chunk.logit > _LEAST_LOGIT
    return best if is_sure else None


@dataclass(frozen=True, slots=True)
class _Title:
    document: str
    words: frozenset[str]


def _named_document(situation: Situation, question: str) -> str:
    """Return the document whose title alone has most of a question's words, "" for none."""
    found = _telling(stems(question))
    titles = [
        _Title(each, _telling(stems(situation.index.document(each).document.metadata.title)))
        for each in dict.fromkeys(
            chunk.document_id
            for chunk in (
                *(ranked.chunk for ranked in situation.ranking.reranked),
                *situation.ranking.behind,
            )
        )
    ]
    held = sorted(((len(found & each.words), each.document) for each in titles), reverse=True)
    if not held or held[0][0] < _FEWEST_OF_TITLE:
        return ""
    return held[0][1] if len(held) == 1 or held[1][0] < held[0][0] else ""


def _telling(found: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in found if len(word) >= _SHORTEST)


def _document(evidence: Evidence) -> str:
    return evidence.candidate.document.document.id


def _item(evidence: Evidence) -> Item:
    candidate = evidence.candidate
    text = excerpt(candidate.text, evidence.start, evidence.end)
    return Item(text, cite(candidate.document, candidate.parts))

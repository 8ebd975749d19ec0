"""The topic of the last exchange, put behind a question that does not name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.followup.clause import Clause, parse
from qa.followup.mentions import Exchange, shown_part
from qa.followup.phrases import Phrase, phrases
from qa.followup.words import listed

_OTHERS = listed("this that any some other another its their his her no")
_MOST_WORDS = 16
_SENTENCE_END = re.compile(r"(?<=[?!]) ")
_CLOSING = " ?!."
_MORE = re.compile(
    r"(?:please )?(?:(?:tell|show) me more|(?:give me )?(?:an example|more details?|details)|go on"
    r"|continue|explain(?: that| this)?|what (?:else|more)|anything else|for example)[\s?!.]*",
    re.IGNORECASE,
)


def leaves_out(text: str) -> bool:
    """Tell whether a question names nothing that it could be about ("Who signed?", "Go on.")."""
    if _MORE.fullmatch(text):
        return True
    clause = parse(text)
    return clause is not None and not phrases(text) and len(text.split()) <= 4


def with_topic(text: str, exchanges: Sequence[Exchange]) -> str:
    """Return a question with the topic of the last exchange behind it in brackets.

    The topic is what the last question, or the few words that stood in its place, names, and
    where it asked what is to be done, the answer. A question that already names all of it is
    returned as it is.
    """
    prior = last_clause(exchanges[-1:])
    last = prior.text if prior is not None else exchanges[-1].question
    if len(last.split()) > _MOST_WORDS and prior is None:
        return text
    named: list[str] = []
    reached = 0
    for phrase in phrases(last):
        if not _tells(phrase) or phrase.start < reached or phrase.full.lower() in text.lower():
            continue
        longest = max(
            (each for each in phrases(last) if each.start == phrase.start),
            key=lambda each: len(each.full),
        )
        reached = longest.start + len(longest.full)
        full = longest.full
        drop = longest.determiner in ("many", "much")
        named.append(full[len(longest.determiner) :].lstrip() if drop else full)
    answer = shown_part(exchanges[-1].answer).rstrip(_CLOSING)
    if re.match(r"to [a-z]", answer, re.IGNORECASE):
        named.append(answer[:1].lower() + answer[1:])
    kept: list[str] = []
    for each in named:
        if sum(len(one.split()) for one in (*kept, each)) <= _MOST_WORDS:
            kept.append(each)
    if not kept:
        return text
    end = text.rstrip(_CLOSING)
    return f"{end} ({', '.join(kept)}){text[len(end) :].strip() or '?'}"


def _tells(phrase: Phrase) -> bool:
    """Tell whether a phrase is worth to be repeated: not "year" or "any injury"."""
    if phrase.determiner in _OTHERS or phrase.head in ("time", "year"):
        return False
    return phrase.name or phrase.determiner == "the" or " " in phrase.full


def last_clause(exchanges: Sequence[Exchange]) -> Clause | None:
    """Return the last question of the exchanges that has a verb and says something about it."""
    for exchange in reversed(exchanges):
        for sentence in reversed(_SENTENCE_END.split(exchange.question)):
            clause = parse(sentence)
            if clause is not None and clause.complete:
                return clause
    return None

"""The phrases of earlier exchanges, weighed by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.followup.clause import Clause, parse
from qa.followup.phrases import Kind, Phrase, phrases
from qa.followup.sexes import Sex
from qa.followup.words import words

_ANSWER_CHARACTERS = 300  # an answer names early what it is about
_SHORT_ANSWER_WORDS = 8
_UNKNOWN = re.compile(
    r"(?:i do ?n[o']t|i don[’']t|sorry|unknown|no answer|not found)\b", re.IGNORECASE
)
_YES = re.compile(r"yes\b[,.:;]?\s*", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:]|[,.](?:\s|$)")
_INTRODUCED = re.compile(r"\ban? (?=\w+ \w)", re.IGNORECASE)
_NEWS_MOST_WORDS = 14

# What a place speaks for its phrase; only their order matters much to the outcome.
WEIGHT_SUBJECT = 2.0
WEIGHT_ASKED_FOR = 2.6
_IN_QUESTION, _OPENS_ANSWER, _IN_ANSWER = 1.2, 1.2, 0.8
_OWNS_SUBJECT = 0.1  # more than the subject itself: "the duties of the wardens"
_CARRIED_ON = 0.6


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question in its standalone form, the answer shown, and the question as typed.

    `topics` are the phrases that words of the question as typed were resolved to; `meant` are
    those of them that a pronoun stood for, with the sex that it told, None for "it".
    """

    question: str
    answer: str
    typed: str
    topics: tuple[str, ...] = ()
    meant: tuple[tuple[Sex | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of an earlier exchange.

    `age` counts exchanges back from the last one, 0; `weight` is what its place speaks for it.
    """

    phrase: Phrase
    age: int
    weight: float
    in_answer: bool


def mentions(exchanges: Sequence[Exchange]) -> tuple[Mention, ...]:
    """Return the phrases of the exchanges, the last exchange first, questions before answers."""
    return tuple(
        mention
        for age, exchange in enumerate(reversed(exchanges))
        for mention in (*_of_question(exchange, age), *_of_answer(exchange, age))
    )


def is_list(answer: str) -> bool:
    """Tell whether an answer is items on lines of their own."""
    return answer.count("\n") > 1


def shown_part(answer: str) -> str:
    """Return the beginning of an answer that is read, empty for one that says it knows nothing.

    The items of a list are parted, so that two of them do not read as one name.
    """
    lines = answer[:_ANSWER_CHARACTERS].splitlines() if is_list(answer) else []
    start = "; ".join(filter(None, map(str.strip, lines))) or answer[:_ANSWER_CHARACTERS]
    start = " ".join(start.split())
    return "" if _UNKNOWN.match(start) else start


def asked_for(exchange: Exchange) -> Phrase | None:
    """Return the phrase of an answer that names what its question asked for, or None.

    Only a question by "who", "which" or "what" asks for a name. Of the answer the first name
    counts, for "who" that of a person if there is one, else the first phrase of a short answer.
    None of the items of a list is it, nor of the names that "Who are …?" is answered with.
    """
    clause = parse(exchange.question)
    if clause is None or not _asks_for_a_name(clause) or is_list(exchange.answer):
        return None
    answer = shown_part(exchange.answer)
    found = phrases(answer)
    short = len(answer.split()) <= _SHORT_ANSWER_WORDS
    person = clause.asked.lower().endswith(("who", "whom"))
    names = [phrase for phrase in found if phrase.name and phrase.kind is not Kind.TIME]
    people = [phrase for phrase in names if phrase.kind is Kind.PERSON]
    if person and clause.auxiliary.lower() in ("are", "were") and len(names) > 1:
        return None
    if person and people:
        return people[0]
    if names and (short or person or names[0].start == 0):
        first = [each for each in names if each.start == names[0].start]
        return max(first, key=lambda each: len(each.full))
    return found[0] if found and short else None


def news(exchange: Exchange) -> str:
    """Return what a "yes" goes on to say, for "that" to point to, or an empty text.

    That is the thing it introduces, up to the end of the clause and with "the" ("the joint
    programme to train police"), else the last name of a short answer that the question has not.
    """
    answer = shown_part(exchange.answer)
    match = _YES.match(answer)
    if match is None:
        return ""
    for part in _CLAUSE_END.split(answer[match.end() :]):
        if introduced := _INTRODUCED.search(part):
            said = part[introduced.end() :].split()
            if len(said) <= _NEWS_MOST_WORDS:
                return " ".join(["the", *said])
    if len(answer.split()) > _NEWS_MOST_WORDS:
        return ""
    asked = exchange.question.lower()
    named = [each for each in phrases(answer) if each.name and each.text.lower() not in asked]
    return named[-1].full if named else ""


def _of_question(exchange: Exchange, age: int) -> Iterator[Mention]:
    clause = parse(exchange.question)
    subject = clause.subject if clause else None
    for phrase in phrases(exchange.question):
        weight = _IN_QUESTION
        if subject is not None:
            if (phrase.start, phrase.end) == (subject.start, subject.end):
                weight = WEIGHT_SUBJECT
            elif phrase.lead == "of" and phrase.text in subject.full:
                weight = WEIGHT_SUBJECT + _OWNS_SUBJECT
        if any(phrase.text in topic for topic in exchange.topics):
            weight += _CARRIED_ON
        yield Mention(phrase, age, weight, in_answer=False)


def _of_answer(exchange: Exchange, age: int) -> Iterator[Mention]:
    answer = shown_part(exchange.answer)
    found = phrases(answer)
    asked = asked_for(exchange)
    if _YES.match(answer):
        # "Yes, under a programme for …" goes on about the programme.
        asked = next((each for each in found if each.determiner in ("a", "an")), None)
    for phrase in found:
        weight = _OPENS_ANSWER if phrase.start == 0 else _IN_ANSWER
        if asked is not None and phrase.text == asked.text:
            weight = WEIGHT_ASKED_FOR
        yield Mention(phrase, age, weight, in_answer=True)


def _asks_for_a_name(clause: Clause) -> bool:
    asked = words(clause.asked.lower())
    if not asked or not any(word.text in ("who", "whom", "which", "what") for word in asked):
        return False
    # "What is the Glomma?" asks about the Glomma.
    return bool(clause.asked_noun) or asked[-1].text != "what"

"""Questions that leave out what the question before them said, completed from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.followup.antecedents import with_noun
from qa.followup.clause import Clause, parse
from qa.followup.exchange import exchanged
from qa.followup.mentions import Exchange, asked_for, mentions, shown_part
from qa.followup.one import with_noun_for_one
from qa.followup.phrases import Phrase, phrases
from qa.followup.verbs import VERBS
from qa.followup.words import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    listed,
    stem,
    words,
)

_LEAD = re.compile(
    r"(?:(?:and|but|or|so|also|then|okay|ok|yes|well|hm+)\b[,.:]?\s+){0,3}", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:(?:what|how) about|what of)\s+", re.IGNORECASE)
_CORRECTION = re.compile(
    r"(?:(?:no|nope|sorry|actually|not that(?: one)?|wait|rather)\b[,.:;!]?\s+){0,3}"
    r"(?:i (?:meant|mean)\b[,:]?\s+)?",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"(?:(?:(?:(?:going|coming|to go|to come|let['’]s go) )?back to|returning to|as for|regarding"
    r"|concerning|about|on))\s+([^,:;?!]{2,80})\s?[,:;—–]\s+(?=\S)",
    re.IGNORECASE,
)
_RETURN_MOST_WORDS = 8
_FRAGMENT_MOST_WORDS = 8
_ASKED_MOST_WORDS = 5
_OTHERS = listed("this that any some other another its their his her no")
_NOUN_FRAGMENT_MOST_WORDS = 3
_TOPIC_MOST_WORDS = 16
_CLOSING = " ?!."
_SENTENCE_END = re.compile(r"(?<=[?!]) ")


@dataclass(frozen=True, slots=True)
class Completed:
    """A question with nothing left out.

    `changed` tells whether something was put in; if not, `text` is the question, perhaps without
    the words that tie it to the one before ("And"). `exchanges` are those that its words may
    still point to: for a return to an earlier topic, those up to it.
    """

    text: str
    changed: bool
    exchanges: tuple[Exchange, ...]


def complete(text: str, exchanges: tuple[Exchange, ...]) -> Completed:
    """Complete a question from the last of the exchanges that was itself complete."""
    if not exchanges:
        return Completed(text, changed=False, exchanges=exchanges)
    if (returned := _returned(text, exchanges)) is not None:
        return returned
    corrected = _CORRECTION.sub("", text, count=1)
    rest = _LEAD.sub("", corrected, count=1)
    about = _ABOUT.match(rest)
    rest = _ABOUT.sub("", rest, count=1)
    tied = rest != text
    unchanged = Completed(_opened(rest), changed=False, exchanges=exchanges)
    prior = _prior(exchanges)
    if prior is None or not rest.strip(_CLOSING):
        return replace(unchanged, text=text)
    whole = with_noun_for_one(rest, prior, exchanges)
    if whole is not None:
        whole = whole if parse(whole) else with_topic(whole, exchanges)
        return Completed(_opened(whole), changed=True, exchanges=exchanges)
    clause = parse(rest)
    if clause is not None and clause.complete:
        return replace(unchanged, text=text) if about is not None else unchanged
    if clause is not None and not _is_bare(clause):
        return replace(unchanged, text=text)  # its verb is unknown
    if clause is not None and clause.asked_noun and not _asks_alike(clause, prior):
        return replace(unchanged, text=with_topic(text, exchanges), changed=True)
    if clause is not None:
        return Completed(_sluiced(clause, prior, exchanges[-1]), changed=True, exchanges=exchanges)
    if not (tied or _is_fragment(rest)):
        return replace(unchanged, text=text)
    made = exchanged(rest.strip(_CLOSING), prior.text)
    if made is None:
        return replace(unchanged, text=with_topic(text, exchanges), changed=True)
    return Completed(made, changed=True, exchanges=exchanges)


def leaves_out(text: str) -> bool:
    """Tell whether a question with a verb names nothing that it could be about ("Who signed?")."""
    clause = parse(text)
    return clause is not None and not phrases(text) and len(text.split()) <= 4


def with_topic(text: str, exchanges: Sequence[Exchange]) -> str:
    """Return a question with the topic of the last exchange behind it in brackets.

    The topic is what the last question, or the few words that stood in its place, names, and
    where it asked what is to be done, the answer. A question that already names all of it is
    returned as it is.
    """
    prior = _prior(exchanges[-1:])
    last = prior.text if prior is not None else exchanges[-1].question
    if len(last.split()) > _TOPIC_MOST_WORDS and prior is None:
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
        if sum(len(one.split()) for one in (*kept, each)) <= _TOPIC_MOST_WORDS:
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


def _prior(exchanges: Sequence[Exchange]) -> Clause | None:
    for exchange in reversed(exchanges):
        for sentence in reversed(_SENTENCE_END.split(exchange.question)):
            clause = parse(sentence)
            if clause is not None and clause.complete:
                return clause
    return None


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_fragment(text: str) -> bool:
    found = words(text)
    if not found or any(word.lower in AUXILIARIES for word in found):
        return False
    first = found[0].lower
    short = len(found) <= _FRAGMENT_MOST_WORDS
    if first in PREPOSITIONS or first in DETERMINERS:
        return short and text.rstrip().endswith("?")
    if any(word.lower in VERBS for word in found):
        return False
    return len(found) <= _NOUN_FRAGMENT_MOST_WORDS and text.rstrip().endswith("?")


def _is_bare(asking: Clause) -> bool:
    """Tell whether a question is its question words alone, and not one with an unknown verb."""
    said = [word.lower for word in words(asking.asked)]
    linked = any(word in PREPOSITIONS and word != "of" for word in said[1:])
    return len(said) <= _ASKED_MOST_WORDS and not linked


def _asks_alike(asking: Clause, prior: Clause) -> bool:
    """Tell whether the question words can take the place of those before, or stand beside them."""
    if words(asking.asked)[0].lower in PREPOSITIONS:
        return True
    return bool(prior.asked_noun) or prior.asked.lower() in ("what", "who", "whom")


def _sluiced(asking: Clause, prior: Clause, last: Exchange) -> str:
    """Ask the question before with other question words ("Where?", "In which cities?")."""
    asked = _opened(asking.asked)
    if prior.auxiliary and prior.inverted:
        rest = prior.rest
        if prior.asked_noun:
            rest = f"{rest} {prior.asked_noun}"
        elif prior.asked:
            rest = _without_dangling(rest)
        return f"{asked} {prior.auxiliary.lower()} {rest}?"
    answer = asked_for(last) if last.question == prior.text else None
    verb = f"{prior.auxiliary} {prior.rest}".strip()
    said = f"{answer.text} {verb}" if answer else f"{prior.asked_noun} {verb}".strip()
    return f"{asked} ({said})?"


def _without_dangling(rest: str) -> str:
    """Drop a preposition at the end, whose noun was asked for ("What is the course about")."""
    kept = rest.split()
    return " ".join(kept[:-1] if kept[-1:] and kept[-1].lower() in PREPOSITIONS else kept)


def _returned(text: str, exchanges: tuple[Exchange, ...]) -> Completed | None:
    match = _RETURN.match(text)
    if match is None:
        return None
    topic = match.group(1).strip()
    found = words(topic)
    odd = any(word.lower in QUESTION_WORDS | AUXILIARIES for word in found)
    if odd or len(found) > _RETURN_MOST_WORDS or not found:
        return None
    at = _last_about(found[-1].lower, exchanges)
    if at is None:
        return None
    rest = text[match.end() :]
    phrase = with_noun(mentions(exchanges[at : at + 1]), found[-1].lower)
    full = phrase.full if phrase is not None and len(phrase.full) > len(topic) else topic
    named = Exchange(f"What is {full}?", "", (full,))
    clause = parse(rest)
    if clause is None or not clause.complete:
        return complete(rest, exchanges[: at + 1])
    rest = _opened(rest)
    return Completed(rest, changed=False, exchanges=(*exchanges[: at + 1], named))


def _last_about(noun: str, exchanges: Sequence[Exchange]) -> int | None:
    for at in range(len(exchanges) - 1, -1, -1):
        said = words(f"{exchanges[at].question} {shown_part(exchanges[at].answer)}")
        if stem(noun) in {stem(word.lower) for word in said}:
            return at
    return None

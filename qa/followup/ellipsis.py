"""Questions that leave out what the question before them said, completed from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.followup.clause import Clause, parse
from qa.followup.corrections import compared_with, replaced, without_correction
from qa.followup.exchange import exchanged
from qa.followup.mentions import Exchange, asked_for
from qa.followup.one import with_noun_for_one
from qa.followup.returns import returned
from qa.followup.topics import last_clause, with_topic
from qa.followup.verbs import PLAIN_VERBS, VERBS
from qa.followup.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, words

_LEAD = re.compile(
    r"(?:(?:and|but|or|so|also|then|okay|ok|yes|well|hm+)\b[,.:]?\s+){0,3}", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:(?:what|how) about|what of)\s+", re.IGNORECASE)
_FRAGMENT_MOST_WORDS = 8
_ASKED_MOST_WORDS = 5
_NOUN_FRAGMENT_MOST_WORDS = 3
_CLOSING = " ?!."


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
    if (back := returned(text, exchanges)) is not None:
        clause = parse(back.rest)
        if clause is None or not clause.complete:
            return complete(back.rest, back.exchanges[:-1])
        return Completed(_opened(back.rest), changed=False, exchanges=back.exchanges)
    corrected = without_correction(text)
    rest = _LEAD.sub("", corrected, count=1)
    about = _ABOUT.match(rest)
    rest = _ABOUT.sub("", rest, count=1)
    prior = last_clause(exchanges)
    if prior is None or not rest.strip(_CLOSING):
        return Completed(text, changed=False, exchanges=exchanges)
    if (made := replaced(rest, prior.text)) is not None:
        return Completed(made, changed=True, exchanges=exchanges)
    other = compared_with(rest)
    rest = other or rest
    tied = rest != text
    unchanged = Completed(_opened(rest), changed=False, exchanges=exchanges)
    whole = with_noun_for_one(rest, prior, exchanges)
    if whole is not None:
        whole = whole if _says_something(whole) else with_topic(whole, exchanges)
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
    if made is None and other:
        made = f"{prior.text.rstrip(_CLOSING)} compared with {other}?"
    if made is None:
        return replace(unchanged, text=with_topic(text, exchanges), changed=True)
    return Completed(made, changed=True, exchanges=exchanges)


def _says_something(text: str) -> bool:
    """Tell whether a text is a question or a request ("Tell me about …"), and no phrase alone."""
    found = words(text)
    return parse(text) is not None or bool(found and found[0].lower in PLAIN_VERBS)


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

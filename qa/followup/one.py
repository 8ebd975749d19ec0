"""Questions about "the autumn one", "which ones" and "the second", with their noun put in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.followup.clause import Clause, parse
from qa.followup.mentions import Exchange, is_list, shown_part
from qa.followup.phrases import Kind, Phrase, phrases
from qa.followup.verbs import VERBS
from qa.followup.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    is_either_number,
    plural_of,
    stem,
    words,
)

_ONE = re.compile(
    r"\b(the|an?|another|any|some) ((?:[\w’'-]+ ){0,4}?)(ones?)\b(?!-)", re.IGNORECASE
)
_WHICH_ONE = re.compile(r"\b(which|what) (ones?)\b(?!-)", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NTH = re.compile(
    rf"\bthe ({'|'.join(_ORDINALS)}|last|latter|former)\b"
    r"( ones?\b| (?:one )?of (?:these|those|them)\b)?",
    re.IGNORECASE,
)
_ITEM_MARK = re.compile(r"(?:^|\n)[ \t]*(?:[-•*–]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+", re.IGNORECASE)
_JOINED = re.compile(r",\s*(?:and|or)\s+|\s+(?:and|or)\s+|,\s+")
_ITEM_MOST_WORDS = 12
_BETWEEN = 3  # words between an owner and the noun
_LIST_CHARACTERS = 4_000


def with_noun_for_one(text: str, prior: Clause, exchanges: Sequence[Exchange]) -> str | None:
    """Return a question with its "one" or ordinal replaced, None if it has none that is clear.

    "The second" is the second item of the last answer; "which ones" asks for what the question
    before asked for; "the Reed one" at the end is the item that says so; else in "the autumn one"
    the noun is that of the phrase in the question before whose number fits, with its first
    modifier exchanged. A text that is only such a phrase is put
    into the question before.
    """
    if (nth := _NTH.search(text)) is not None and _counts(text, nth):
        item = _item(nth.group(1).lower(), exchanges[-1].answer)
        if item:
            return text[: nth.start()] + item + text[nth.end() :]
    if (which := _WHICH_ONE.match(text)) is not None and prior.asked_noun:
        noun = _numbered(prior.asked_noun, plural=which.group(2).lower() == "ones")
        return text[: which.start(2)] + noun + text[which.end(2) :]
    one = _ONE.search(text)
    if one is None or _has_own_noun(text[: one.start()]):
        return None
    if (item := _modified_item(one, exchanges[-1].answer)) and not text[one.end() :].strip(" ?!."):
        return text[: one.start()] + item + text[one.end() :]
    target = _target(prior, plural=one.group(3).lower() == "ones")
    if target is None:
        return None
    return _placed(text, one, _described(one, text, target), target, prior)


def _has_own_noun(before: str) -> bool:
    """Tell whether an earlier clause of the question itself can say what "one" is."""
    return any(mark in before for mark in ",.;?") and bool(phrases(before))


def _counts(text: str, nth: re.Match[str]) -> bool:
    """Tell whether an ordinal stands without a noun of its own."""
    after = words(text[nth.end() :])
    return bool(nth.group(2)) or not after or after[0].lower in AUXILIARIES | VERBS


def _placed(text: str, one: re.Match[str], made: str, target: Phrase, prior: Clause) -> str | None:
    if parse(text) is not None:
        return text[: one.start()] + made + text[one.end() :]
    if len(text[: one.start()].split()) > 1:
        return None
    rest = text[one.end() :].rstrip(" ?!.")
    told_apart = _same_place(rest, target, prior.text)
    if told_apart is not None:
        return (
            prior.text[: target.end] + rest + prior.text[told_apart.start + len(told_apart.full) :]
        )
    end = target.start + len(target.full) if _replaces_all(made, target) else target.end
    whole = made + (rest if rest.startswith(" ") else "")
    return prior.text[: _whole_start(prior.text, target)] + whole + prior.text[end:]


def _same_place(rest: str, target: Phrase, prior: str) -> Phrase | None:
    """Return the phrase behind the target that has the preposition of `rest`, None for none.

    "The one at Lund" is another "evening course at Malmö", of which but the place is exchanged.
    """
    found = words(rest)
    lead = found[0].lower if rest.startswith(" ") and found else ""
    behind = (each for each in phrases(prior) if each.start >= target.end and each.lead)
    first = next(behind, None)
    if first is None or first.lead != lead:
        return None
    return first if prior[target.end : first.start].split() == [lead] else None


def _whole_start(text: str, target: Phrase) -> int:
    """Return where a phrase begins with its owner, "the city's noise control" before "office"."""
    for owner in phrases(text):
        between = text[owner.end : target.start]
        said = [word.lower for word in words(between[2:])]
        is_owner = owner.owns and between.startswith(("'s ", "’s ")) and len(said) <= _BETWEEN
        if is_owner and not set(said) & (PREPOSITIONS | AUXILIARIES | DETERMINERS):
            return owner.start
    return target.start


def _replaces_all(made: str, target: Phrase) -> bool:
    """Tell whether a phrase drops what followed the old one: it has no modifier in its place."""
    return len(target.bare.split()) == 1 or len(made.split()) == 2


def _described(one: re.Match[str], text: str, target: Phrase) -> str:
    article, modifiers = one.group(1).lower(), one.group(2).split()
    own = [word.text for word in words(target.bare)]
    if modifiers:
        kept = [*modifiers, *(own[1:] or own)]
    elif text[one.end() :].strip(" ?!."):
        kept = own[-1:]  # "the one against poppies": what told the first one apart goes
    else:
        kept = own
    bare = article == "the" and not target.determiner
    return " ".join(kept if bare else [article, *kept])


def _target(prior: Clause, *, plural: bool) -> Phrase | None:
    after = len(prior.asked)
    fitting = [
        phrase
        for phrase in phrases(prior.text)
        if (phrase.plural == plural or is_either_number(phrase.head))
        and phrase.kind is Kind.THING
        and not phrase.owns
        and phrase.start >= after
        and not words(phrase.text)[-1].capital
        and " and " not in phrase.text
    ]
    told_apart = [each for each in fitting if len(each.bare.split()) > 1 or each.full != each.text]
    return next(iter(told_apart or fitting), None)


def _numbered(noun: str, *, plural: bool) -> str:
    found = phrases(noun)
    if not found:
        return noun
    head = found[0]
    *before, last = head.text.split()
    counted = " ".join([*before, plural_of(last) if plural else stem(last)])
    return noun[: head.start] + counted + noun[head.end :]


def _item(which: str, answer: str) -> str:
    """Return the item of an answer that an ordinal means, empty if there is none."""
    items = _items(answer[:_LIST_CHARACTERS])
    if len(items) < 2:
        return ""
    at = {"former": 0, "last": len(items) - 1, "latter": len(items) - 1}.get(which)
    if at is None:
        at = _ORDINALS.index(which)
    item = items[at] if at < len(items) else ""
    return item if len(item.split()) <= _ITEM_MOST_WORDS else ""


def _modified_item(one: re.Match[str], answer: str) -> str:
    """Return the only item of an answer that has all words before "one", empty if there is none."""
    modifiers = {word.lower for word in words(one.group(2))}
    items = _items(answer[:_LIST_CHARACTERS]) if modifiers else []
    fitting = [each for each in items if modifiers <= {word.lower for word in words(each)}]
    short = len(items) > 1 and len(fitting) == 1 and len(fitting[0].split()) <= _ITEM_MOST_WORDS
    return fitting[0] if short else ""


def _items(answer: str) -> list[str]:
    if len(_ITEM_MARK.findall(answer)) > 1:
        parts = _ITEM_MARK.split(answer)[1:]
    elif is_list(answer):
        parts = answer.splitlines()
    elif ";" in answer:
        parts = answer.split(";")
    else:
        # Names that are joined in a sentence are no list of their own.
        said = shown_part(answer)
        has_verb = any(word.lower in VERBS | AUXILIARIES | ADVERBS for word in words(said))
        parts = [] if has_verb else _JOINED.split(said)
    return [" ".join(part.split()).rstrip(" .;,") for part in parts if part.strip()]

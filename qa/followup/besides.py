"""What "other" and "else" leave out: what the conversation has named of the kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.followup.mentions import Exchange, asked_for, shown_part
from qa.followup.phrases import Kind, Phrase, phrases
from qa.followup.words import is_vague, stem, words

_OTHER = re.compile(r"\b(other(?! (?:hand|words|side|way)\b)|others|else|another)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:besides|except|apart from|aside from|than|each other|in addition)\b", re.IGNORECASE
)
_LONG = 14  # words; a longer question says itself what it is about
_REMEMBERED = 4  # exchanges in which something was named that "other" leaves out
_MOST_WORDS = 8  # of what was named


def with_exception(text: str, exchanges: Sequence[Exchange]) -> str:
    """Return a question for "other" things with those already named put behind it.

    These are what the conversation has last named by the noun that "other" stands before ("the
    Harbour Prize" for "other prizes"), else what the last answer names. A question that says what
    it leaves out, or for which nothing was named, comes back as it is.
    """
    match = _OTHER.search(text)
    whole = len(words(text)) > _LONG or _SAID.search(text) is not None
    if not exchanges or match is None or whole:
        return text
    after = [each for each in phrases(text) if each.end > match.end()]
    noun = after[0].head if after and match[1].lower() in ("other", "another") else ""
    if is_vague(noun):
        return text
    who = text[: match.start()].lower().split()[-1:] in (["who"], ["whom"])
    named = _of_the_kind(noun, exchanges) or _answered(exchanges[-1], who=who)
    if not named or named.lower() in text.lower():
        return text
    end = text.rstrip(" ?!.")
    return f"{end} besides {named}{text[len(end) :].strip() or '?'}"


def _of_the_kind(noun: str, exchanges: Sequence[Exchange]) -> str:
    """Return the last single name that the noun ends, answers before questions, or ""."""
    for exchange in reversed(exchanges[-_REMEMBERED:] if noun else ()):
        for source in (shown_part(exchange.answer), exchange.question):
            for phrase in phrases(source):
                said = phrase.bare.split()
                named = phrase.name and not phrase.owns and not phrase.plural
                if named and stem(phrase.head) == stem(noun) and 1 < len(said) <= _MOST_WORDS:
                    return phrase.text
    return ""


def _answered(last: Exchange, *, who: bool) -> str:
    """Return what an answer names, or "".

    That is what was asked for, else a quoted title, else a name that is not its subject; for "who
    else" a person.
    """
    answer = shown_part(last.answer)
    asked = asked_for(last)
    if asked is not None and asked.name and (not who or asked.kind is Kind.PERSON):
        return asked.text
    found = phrases(answer)
    if who:
        return next((each.text for each in found if each.kind is Kind.PERSON), "")
    titles = (word.text for word in words(answer) if word.text[:1] in '"“')
    objects = (each.text for each in found if _is_named_object(each))
    return next(titles, "") or next(objects, "")


def _is_named_object(phrase: Phrase) -> bool:
    return (
        phrase.name
        and phrase.kind not in (Kind.PLACE, Kind.TIME)
        and not phrase.acts
        and phrase.start > 0
        and phrase.lead in ("", "with", "of")
        and not any(character.isdigit() for character in phrase.text)
    )

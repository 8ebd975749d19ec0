"""The runs of words that make up the noun phrases of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from qa.followup.verbs import VERBS, is_plain_verb
from qa.followup.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FUNCTION_WORDS,
    PRONOUNS,
    QUESTION_WORDS,
    Word,
    is_plural,
    is_year,
    listed,
)

_SUPPORT = listed("do does did can could shall should must may might will would")


def runs(found: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the first and the last word of each noun phrase, as positions in `found`, in order.

    A phrase is a run of words that belong to no closed class and are no verbs, with a determiner
    before it; there is no other knowledge of nouns.
    """
    made: list[tuple[int, int]] = []
    at = 0
    while at < len(found):
        last = at
        if found[at].lower in DETERMINERS and not is_acronym(found[at]):
            last = at + 1
            if found[at].lower == "that" and last < len(found) and found[last].capital:
                at += 1
                continue  # "says that Norway": joins clauses
        elif not _is_content(found, at, at):
            at += 1
            continue
        if last > at and not (
            last < len(found) and not found[last].after_mark and _is_content(found, last, at)
        ):
            at += 1
            continue
        while (following := _next_content(found, last, at)) is not None:
            last = following
        if _ends_with_predicate(found, at, last) or _ends_with_verb(found, at, last):
            last -= 1
        made.append((at, last))
        at = last + 1
    return made


def _ends_with_predicate(found: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the last word is what is asked about the others ("Was the course free?")."""
    return (
        last == len(found) - 1
        and last > first + 1
        and first == 1
        and found[0].lower in ("is", "are", "was", "were")
        and found[first].lower in DETERMINERS
        and not found[last].capital
    )


def _ends_with_verb(found: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the last word is the verb of a question with "do" ("does the plan point to")."""
    own = first + (found[first].lower in DETERMINERS)
    return (
        last > own
        and first > 0
        and found[first - 1].lower in _SUPPORT
        and not found[last].capital
        and not any(word.lower in VERBS for word in _clause(found[last + 1 :]))
    )


def _clause(found: Sequence[Word]) -> Iterator[Word]:
    return takewhile(
        lambda word: not word.after_mark and word.lower not in QUESTION_WORDS | CONJUNCTIONS, found
    )


def _next_content(found: Sequence[Word], last: int, first: int) -> int | None:
    after = last + 1
    if after >= len(found) or found[after].after_mark:
        return None
    if _is_content(found, after, first):
        return after
    # "Ministry of Justice", "Bank of the South" are one name.
    if found[last].capital and found[after].lower == "of":
        after += 1
        if after < len(found) and found[after].lower == "the":
            after += 1
        if after < len(found) and found[after].capital and not found[after].after_mark:
            return after
    return None


def _is_content(found: Sequence[Word], at: int, first: int) -> bool:
    """Tell whether a word belongs to the phrase that began with word `first`."""
    word = found[at]
    if at > first and is_year(found[at - 1].lower) and word.capital:
        return False  # "In 1862 Olsen wrote"
    if is_acronym(word) or (word.capital and not word.opens):
        return word.lower not in FUNCTION_WORDS or is_acronym(word)
    if word.lower in FUNCTION_WORDS:
        return False
    if _is_infinitive(found, at):
        return False
    follows_determiner = at == first + 1 and found[first].lower in DETERMINERS
    named = all(each.capital and not each.possessive for each in found[first:at])
    if at > first and named and first > 0 and found[first - 1].lower in AUXILIARIES:
        return False  # "Is Norway party to …", "Was Olsen guilty?": the subject ends with the name
    if word.lower in ("first", "last"):
        return at == first or follows_determiner
    if is_plain_verb(word.lower) or word.lower.endswith(("ly", "ed")):
        return follows_determiner
    if word.lower in VERBS:
        if word.lower.endswith("ing"):
            return at > first or not word.opens
        after_noun = at > first and not found[at - 1].capital
        # "accounts offer benefits": a noun before another is seldom a plural.
        return follows_determiner or (
            after_noun and (not is_plural(found[at - 1].lower) or is_plural(word.lower))
        )
    return True


def _is_infinitive(found: Sequence[Word], at: int) -> bool:
    """Tell whether a word stands where only a verb does ("to thwart the", "did they thwart")."""
    before = found[at - 1].lower if at and not found[at].after_mark else ""
    if before in ("he", "she", "they", "it", "we", "you", "i"):
        return True
    after = found[at + 1] if at + 1 < len(found) else None
    return (
        before == "to"
        and after is not None
        and not after.after_mark
        and (after.lower in DETERMINERS | PRONOUNS or after.capital)
    )


def is_acronym(word: Word) -> bool:
    """Tell whether a word begins with two capitals."""
    return len(word.text) > 1 and word.text[:2].isupper()

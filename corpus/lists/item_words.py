"""Which words may begin, fill and end an item of a running enumeration.

All functions read text in which brackets, quotes and names that hold commas are filled up.
"""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lists.separators import Separator
from corpus.wording import words

_NAMING = re.compile(
    r"(?:\b(?:such\s+as|includ(?:ing|es?|ed)|namely|consist(?:s|ed|ing)?\s+of|"
    r"compris(?:e|es|ed|ing)(?:\s+of)?|(?:composed|made\s+up|formed)\s+of|between|i\.e\.|e\.g\.)"
    r"|(?<![^,])\s*(?:in\s+particular|particularly|notably|especially|for\s+example))"
    r"(?:\s*,)?(?=\s)",
    re.IGNORECASE,
)
_BEFORE_COMMA = re.compile(
    r"(?:in particular|namely|including|such as|for example|e\.g\.|i\.e\.)\Z"
)
_REACH = 16  # characters before a comma that hold such a phrase
_PREPOSITIONS = frozenset(
    "about across against along among around as at before between by concerning during for from "
    "in inside into of on onto over regarding through throughout to toward towards under upon via "
    "with within without".split()
)
_VERBS = frozenset(
    "is are was were be been has have had will shall may must can could would should does do did "
    "includes include".split()
)
_RELATIVES = frozenset("that which who whose whom where when".split())
_SUBORDINATORS = _RELATIVES | frozenset(
    "while whereas because although though if unless so but thus however therefore then since "
    "until whether than such including thereby".split()
)
_SUBJECTS = frozenset("it they he she we i".split())  # a verb comes after them
_PRONOUNS = _SUBJECTS | frozenset("there this these also not".split())
_DETERMINERS = frozenset("the a an its their his her this these that those".split())
_TIGHT = frozenset({"of", "for", "on", "against"})  # within names: Office on Drugs
_ADVERB = re.compile(r"\W*(?:[A-Z][a-z]+ly|Furthermore|Moreover|Likewise|Also|Thus|Today)\W*")
_OTHERS = re.compile(
    r"(?:\band\s+|\bor\s+|(?<!\S))"
    r"(?:(?:many\s+|some\s+)?others|more|etc\b\.?|so\s+(?:on|forth)|the\s+like)[\s.]*\Z"
)
_OTHERS_REACH = 40
_WORD = re.compile(r"[^\W_][\w’'/.-]*")
_LONGEST = 40  # words of one item
_LONGEST_NAME = 4


def naming_end(text: str, start: int, end: int) -> int | None:
    """Return where the last phrase in `[start, end)` that announces a list ends, None for none."""
    piece = text[start:end]
    found = [start + match.end() for match in _NAMING.finditer(piece)]
    return found[-1] if found and words(text[found[-1] : end]) else None


def belongs_to_phrase(text: str, part: Separator) -> bool:
    """Tell whether a comma goes with the phrase before it: "in particular, cod and herring"."""
    before = text[max(0, part.start - _REACH) : part.start].lower()
    return part.sign == "," and not part.word and _BEFORE_COMMA.search(before) is not None


def goes_on(first: str, head: str) -> bool:
    """Tell whether a segment that begins with `head` can be an item beside the end of `first`."""
    found = [word.lower() for word in words(head)]
    if not found or len(found) > _LONGEST or _NAMING.match(head.lstrip() + " "):
        return False
    opener = found[0]
    if opener in _PREPOSITIONS:
        return opener in words(first.lower())
    if opener in _SUBORDINATORS | _VERBS | _PRONOUNS or opener == "etc" or is_clause(head):
        return False
    gerunds = any(word.endswith("ing") for word in words(first.lower()))
    return gerunds or not (opener.endswith("ing") and len(found) > 2)


def is_clause(piece: str) -> bool:
    """Tell whether `piece` has a verb of its own: "the board met the pilots", "it was late"."""
    found = [word.lower() for word in words(piece)]
    for number, word in enumerate(found):
        if word in _RELATIVES and number:
            return False
        if word in _VERBS or (word in _SUBORDINATORS and not number):
            return True
        below = found[number + 1] if number + 1 < len(found) else ""
        if number and word.endswith(("ed", "s")) and below in _DETERMINERS:
            return True
    return False


def may_open(piece: str, beside: str = "") -> bool:
    """Tell whether an item may begin with the first word of `piece`.

    A preposition may where the item `beside` it begins with the same: "to sail and to rest".
    """
    found, other = _WORD.search(piece), _WORD.search(beside)
    if found is None:
        return False
    opener = found.group().lower()
    if opener in _PREPOSITIONS:
        return other is not None and opener == other.group().lower()
    return opener not in _VERBS | _SUBORDINATORS | _PRONOUNS


def are_names(pieces: Sequence[str]) -> bool:
    """Tell whether each of `pieces` is a name in capitals: short, capitalised at both its ends."""
    found = [words(piece) for piece in pieces]
    return all(
        name and len(name) <= _LONGEST_NAME and name[0][0].isupper() and name[-1][0].isupper()
        for name in found
    )


def is_subordinate(piece: str) -> bool:
    """Tell whether `piece` begins a clause that tells more: "which sails in winter"."""
    opener = _WORD.search(piece)
    return opener is not None and opener.group().lower() in _RELATIVES


def is_adverbial(pieces: Sequence[str], *, ended: bool) -> bool:
    """Tell whether the first of `pieces` only opens a sentence: "In 2018, the board met and …".

    "In Bodø, Vardø and Narvik, boats …" is a list: names alone, and the sentence goes on after it
    (`ended`).
    """
    found = words(pieces[0])
    if not found or _ADVERB.fullmatch(pieces[0]):
        return True
    if found[0].lower() not in _PREPOSITIONS | _SUBORDINATORS and not found[0].endswith("ing"):
        return False
    return not ended or not are_names([" ".join(found[1:]), *pieces[1:]])


def first_start(text: str, pieces: Sequence[tuple[int, int]]) -> int:
    """Return where the first item begins: after as many words that lead to it as others hold."""
    spare = min((len(_leads(text, start, end)) for start, end in pieces[1:]), default=0)
    leads = _leads(text, *pieces[0])
    return leads[-1 - spare] if len(leads) > spare else pieces[0][0]


def _leads(text: str, start: int, end: int) -> list[int]:
    """Return the ends of the words of a piece after which an item may begin."""
    matches = list(_WORD.finditer(text, start, end))
    return [
        match.end()
        for number, match in enumerate(matches)
        if (match.group().lower() in _PREPOSITIONS | _VERBS and not _is_inner(matches, number))
        or (number and matches[number - 1].group().lower() in _SUBJECTS)
    ]


def _is_inner(matches: Sequence[re.Match[str]], number: int) -> bool:
    """Tell whether a word binds the words of one name: Office on Drugs, Ministry of Justice."""
    if matches[number].group().lower() not in _TIGHT or number in (0, len(matches) - 1):
        return False
    return matches[number - 1].group()[0].isupper() and matches[number + 1].group()[0].isupper()


def last_end(text: str, pieces: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the last piece, cut before a word that the other items show cannot be in it."""
    allowed = max((len(_loose(text, start, end)) for start, end in pieces[1:-1]), default=0)
    start, end = pieces[-1]
    loose = _loose(text, start, end)
    return (start, loose[allowed]) if len(loose) > allowed else (start, end)


def _loose(text: str, start: int, end: int) -> list[int]:
    """Return the starts of the words of a piece, after its first, that tell more about it."""
    found = []
    matches = list(_WORD.finditer(text, start, end))
    for number, match in enumerate(matches[1:], start=1):
        word = match.group().lower()
        if word not in _PREPOSITIONS | _VERBS | _SUBORDINATORS or word == "of":
            continue
        if not _is_inner(matches, number):
            found.append(match.start())
    return found


def without_others(piece: str) -> int | None:
    """Return where `piece` ends without the "and others" or "etc." that closes it, None if none."""
    reach = max(0, len(piece) - _OTHERS_REACH)
    match = _OTHERS.search(piece, reach)
    return match.start() if match else None

"""One name for each body, however a collection spells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from corpus.responsibility.body_names import is_abbreviation, is_generic
from corpus.wording import words

_DEFINED = re.compile(r"\(\s*(?:the\s+)?[“\"]?(?P<short>[A-Z][A-Z\d&-]{1,9})[”\"]?\s*\)")
_HYPHEN_BREAK = re.compile(r"(?<=\w)-\s+(?=[a-z])")
_WEAK = frozenset("the of for and in on".split())  # noqa: SIM905
_FEWEST_LETTERS = 5  # of a word that one letter may be wrong in
_MANY_LETTERS = 8  # of a word that two may
_COMMONER = 3  # times that a name is commoner than its misspelling
_LONGEST_NAME = 14  # words before a bracket that it may shorten


def bodies(names: Iterable[str], text: str = "") -> Mapping[str, str]:
    """Return the canonical name of each of `names`, which come as often as they are used.

    Names with the same words, "&" for "and", articles, plurals and breaks aside, are one; the
    commonest spelling stands for them, of several the shortest, then the first in the alphabet. A
    short form stands for the name before it in `text` ("Ice Patrol Board (IPB)") if that is among
    the names. A rare name is a misspelling of one at least three times as common that differs in
    one word by a letter or two; a word that other names spell so is right, and numbers never differ
    by mistake. Where two names could be meant, it stays as it is.
    """
    counts = Counter(" ".join(name.split()) for name in names)
    groups: dict[tuple[str, ...], Counter[str]] = {}
    for name, count in counts.items():
        groups.setdefault(_key(name), Counter())[name] += count
    known = {key: sum(group.values()) for key, group in groups.items()}
    shortened = _shortened(text, known)
    found = {}
    for key, group in groups.items():
        canonical = shortened.get(key) or _meant(key, known)
        best = groups[canonical or key]
        shown = min(best, key=lambda name: (-best[name], len(name), name))
        found.update(dict.fromkeys(group, shown))
    return {name: found[name] for name in sorted(found)}


def _key(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, in order of the alphabet."""
    whole = _HYPHEN_BREAK.sub("", name).replace("&", " and ")
    found = [_singular(word.lower()) for word in words(whole)]
    return tuple(sorted(word for word in found if word not in _WEAK))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _FEWEST_LETTERS:
        return f"{word[:-3]}y"
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural and len(word) >= _FEWEST_LETTERS else word


def _shortened(
    text: str, known: Mapping[tuple[str, ...], int]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the key of the whole name for the key of each short form that `text` explains."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for match in _DEFINED.finditer(text):
        before = text[max(0, match.start() - 160) : match.start()].split()[-_LONGEST_NAME:]
        for first in range(len(before)):
            key = _key(" ".join(before[first:]))
            if key in known and is_abbreviation(match["short"]):
                found.setdefault(_key(match["short"]), key)
                break
    return found


def _meant(key: tuple[str, ...], known: Mapping[tuple[str, ...], int]) -> tuple[str, ...] | None:
    """Return the one key that a rare one misspells, None if it is right or might be several."""
    right = Counter(word for other in known for word in other for _ in range(known[other]))
    meant = [
        other
        for other, count in known.items()
        if count >= _COMMONER * known[key] and _misspells(key, other, right)
    ]
    return meant[0] if len(meant) == 1 else None


def _misspells(key: Sequence[str], other: Sequence[str], right: Counter[str]) -> bool:
    wrong, meant = Counter(key) - Counter(other), Counter(other) - Counter(key)
    if wrong.total() != 1 or meant.total() != 1 or len(key) < 2:
        return False
    (written,), (word,) = wrong, meant
    if any(map(str.isdigit, written + word)) or is_generic(written):
        return False
    if is_generic(word):  # the rest of the name tells which body it is
        return _distance(written, word, 3) <= 3 and right[written] * _COMMONER <= right[word]
    if written[0] != word[0] or right[written] > 1:
        return False
    shorter = min(len(written), len(word))
    allowed = 2 if shorter >= _MANY_LETTERS else 1 if shorter >= _FEWEST_LETTERS else 0
    return _distance(written, word, allowed) <= allowed


def _distance(one: str, other: str, most: int) -> int:
    """Return the Levenshtein distance of two words, or a number above `most` if it is larger."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        above, row[0] = row[0], number
        for place, expected in enumerate(other, start=1):
            above, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, above + (letter != expected)),
            )
    return row[-1]

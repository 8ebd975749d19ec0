"""Slips of the fingers: what a misspelt word may have been meant to be."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_lowercase

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(
    pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a))
) | frozenset(
    pair
    for upper, lower in pairwise(_ROWS)
    for at, letter in enumerate(lower)
    for above in upper[at : at + 2]
    for pair in ((letter, above), (above, letter))
)
# In powers of ten, as coarse as what they stand for: a slip is one letter in some dozens, a letter
# from nowhere is ten times rarer, and the first letter is rarely wrong (Pollock and Zamora 1984).
_SLIP = 0.5
_FROM_NOWHERE = 1.0
_FIRST_LETTER = 0.7


def one_slip_away(word: str) -> frozenset[str]:
    """Return what a word in lower case becomes by one slip (Damerau 1964), itself aside.

    A slip is a letter left out, put in or replaced, or two neighbouring letters swapped.
    """
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    out = {before + after[1:] for before, after in splits if after}
    swapped = {b + a[1] + a[0] + a[2:] for b, a in splits if len(a) > 1}
    put_in = {before + letter + after for before, after in splits for letter in ascii_lowercase}
    replaced = {b + letter + a[1:] for b, a in splits if a for letter in ascii_lowercase}
    return frozenset(out | swapped | put_in | replaced) - {word}


def undone(word: str) -> frozenset[str]:
    """Return what a word becomes when a letter typed twice, or two swapped ones, are put right.

    These are the slips that hardly ever make another name: "SMAART", "UNDOC", "hWen". Letters
    keep their case.
    """
    single = {word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at - 1] == word[at]}
    turned = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return frozenset(single | turned) - {word}


def unlikeliness(typed: str, meant: str) -> float:
    """Return how unlikely it is to type `typed` for `meant`, in powers of ten; 0 for equal words.

    The cheapest series of slips counts (weighted optimal string alignment, time in the product of
    the lengths): letters left out, doubled, swapped with the next or replaced by a neighbour on an
    English keyboard cost little, other letters more, and so does a wrong first letter.
    """
    rows = [[0.0] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    for i, row in enumerate(rows):
        for j in range(len(meant) + 1):
            if i or j:
                row[j] = min(_ways(typed, meant, i, j, rows))
    return rows[-1][-1]


def _ways(typed: str, meant: str, i: int, j: int, rows: list[list[float]]) -> list[float]:
    """Return what it costs to come to the first `i` and `j` letters, one value for each last step.

    `rows` holds the least costs of all shorter beginnings.
    """
    found = []
    first = _FIRST_LETTER if i <= 1 else 0.0
    if i and j:
        same = typed[i - 1] == meant[j - 1]
        beside = (typed[i - 1], meant[j - 1]) in _BESIDE
        replaced = _SLIP + first + (0.0 if beside else _FROM_NOWHERE)
        found.append(rows[i - 1][j - 1] + (0.0 if same else replaced))
    if j:
        found.append(rows[i][j - 1] + _SLIP + (_FIRST_LETTER if i == 0 else 0.0))
    if i:
        doubled = i > 1 and typed[i - 1] == typed[i - 2]
        found.append(rows[i - 1][j] + _SLIP + (0.0 if doubled else _FROM_NOWHERE + first))
    if i > 1 and j > 1 and typed[i - 1] == meant[j - 2] and typed[i - 2] == meant[j - 1]:
        found.append(rows[i - 2][j - 2] + _SLIP)
    return found

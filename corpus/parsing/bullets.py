"""The bullets that lines begin with, those that scanning turned into letters among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.markers import BULLETS, is_date, is_date_led
from corpus.wording import ends_sentence

_SIGN = rf"[{BULLETS}]\s+"
# In scanned text a capital O or a zero may stand for a round bullet.
_SCANNED_SIGN = r"[O0]\s+(?=[A-Z0-9])"
_BULLET = re.compile(rf"(?:{_SIGN})+")
_SCANNED = re.compile(_SCANNED_SIGN)
_ANY_BULLET = re.compile(rf"(?:{_SIGN}|{_SCANNED_SIGN})+")
_ENOUGH = 3  # lines that begin with one letter make it a bullet


def bullet_lengths(lines: Sequence[str]) -> list[int]:
    """Return how many characters the bullet at the start of each line takes, 0 for none.

    A capital O or a zero before a capital or a digit is a bullet only below a line that begins
    with a date, with bullets alone in between, or where three or more of `lines` begin with it. A
    line between two dashes ("- A subtitle -") has no bullet.
    """
    plain = [_length(_BULLET, line) for line in lines]
    signs = [
        line[length] if _SCANNED.match(line, length) else ""
        for line, length in zip(lines, plain, strict=True)
    ]
    count = Counter(signs)
    lengths = []
    below_date = False
    for line, length, sign in zip(lines, plain, signs, strict=True):
        if sign and (below_date or count[sign] >= _ENOUGH):
            length = _length(_ANY_BULLET, line)
        lengths.append(length)
        below_date = _opens_an_entry(line[length:]) or (below_date and length > 0)
    return lengths


def _length(bullet: re.Pattern[str], line: str) -> int:
    match = None if line.endswith((" -", " –", " —")) else bullet.match(line)
    return match.end() if match else 0


def _opens_an_entry(text: str) -> bool:
    return is_date(text) or (is_date_led(text) and not ends_sentence(text))

"""Numbers of list items, in letters and Roman numerals, too."""

from __future__ import annotations

_LARGEST = 10_000  # a number that letters or Roman numerals write
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def written(count: int, style: str) -> str:
    """Return a number in a format of word processors ("lowerRoman"), in figures for others.

    Numbers below 1 and above 10,000 are written in figures, too.
    """
    if not 0 < count <= _LARGEST:
        return str(count)
    if style in ("lowerLetter", "upperLetter"):
        turns, letter = divmod(count - 1, 26)
        text = chr(ord("a") + letter) * min(turns + 1, 40)
    elif style in ("lowerRoman", "upperRoman"):
        text = _roman(count)
    elif style == "decimalZero":
        return f"{count:02}"
    else:
        return str(count)
    return text.upper() if style.startswith("upper") else text


def _roman(count: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        text += letters * times
    return text

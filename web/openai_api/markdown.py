"""Words of documents inside Markdown, and back (CommonMark 0.31, 2.4 and 6).

Unlike `web.answers.markdown`, which is safe wherever it is pasted, this leaves alone what is no
markup in its place: most quotes stand in a message letter by letter, as programs compare them.
"""

from __future__ import annotations

import re

# Signs that would begin markup where they stand. Plain words, quotes and brackets stay as they are.
_MARKUP = re.compile(
    r"[\\`*<]"
    r"|~(?=~)"
    r"|\](?=[(\[:])"
    r"|(?<!\w)_|_(?!\w)"
    r"|&(?=#?\w{1,32};)"
)
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_BLOCK = "-+>#=|:"
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_BACKSLASHED = r"\\\g<0>"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def inline(text: str) -> str:
    """Return plain text as Markdown that shows it within a line."""
    return _MARKUP.sub(_BACKSLASHED, text)


def escaped(line: str) -> str:
    """Return a line of plain text as Markdown that shows it; `unescaped` gives the line back."""
    inner = inline(line)
    number = _NUMBERED.match(inner)
    if number is not None:
        return f"{number[0]}\\{inner[number.end() :]}"
    return f"\\{inner}" if inner[:1] in _BLOCK and inner else inner


def linked(text: str, url: str) -> str:
    """Return a link that shows plain text."""
    return f"[{_BRACKET.sub(_BACKSLASHED, inline(text))}]({url})"


def unescaped(line: str) -> str:
    """Return the plain text of a line that `escaped` made."""
    return _ESCAPED.sub(r"\1", line)

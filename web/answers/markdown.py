"""Verbatim text inside Markdown, whatever signs it holds."""

from __future__ import annotations

import re

# What begins emphasis, code, links, HTML, entities, tables, formulas or mentions wherever it stands
# (CommonMark 0.31, sections 2.4 and 6, and the extensions of GitHub).
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$^{}@#]")
# What GitHub makes a link of without being told to.
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
# What begins a list, a rule or the underline of a heading at the beginning of a line.
_AT_THE_BEGINNING = re.compile(r"^(?:([+=-])|(\d{1,9})([.)]))", re.MULTILINE)
# White space that is dropped at the end or beginning of a line, or read as another sign.
_DROPPED = re.compile(r"^[^\S\n]|[^\S\n](?=\n|\Z)|\n(?=\n|\Z)|\A\n|[\r\f]", re.MULTILINE)


def escaped(text: str) -> str:
    r"""Return Markdown that shows `text` as it is, sign for sign, line for line.

    A backslash stands before every sign that would mean something else, and white space that would
    be dropped is written as a numeric entity. Control characters that Markdown cannot show stay.
    """
    shown = _ANYWHERE.sub(r"\\\g<0>", text)
    shown = _ADDRESS.sub(r"\\\g<0>", shown)
    shown = _AT_THE_BEGINNING.sub(lambda at: f"{at[2] or ''}\\{at[1] or at[3]}", shown)
    return _DROPPED.sub(lambda found: f"&#{ord(found[0])};", shown)


def quoted(text: str) -> str:
    """Return a block quote that shows `text` as it is, and nothing of it outside the quote."""
    return "".join(f"> {line}\n" for line in escaped(text).split("\n"))

"""Text that Markdown shows as it is."""

from __future__ import annotations

import re

# What begins emphasis, code, links, HTML, entities, tables, footnotes, mentions or formulas
# wherever it stands (CommonMark 0.31, sections 2.4 and 6, and the extensions of GitHub).
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$^{}@#]")
# What begins a heading, list, rule or underline of a heading at the beginning of a line.
_AT_THE_BEGINNING = re.compile(r"[+=-]|(?<=\d)[.)]")
_NUMBER = re.compile(r"\d{0,9}")
# What GitHub makes a link of without being told to.
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def escaped(text: str) -> str:
    r"""Return a text, its white space folded, that stands for itself in a line of Markdown.

    A backslash is put before every sign that would mean something else.
    """
    line = _ANYWHERE.sub(r"\\\g<0>", " ".join(text.split()))
    line = _ADDRESS.sub(r"\\\g<0>", line)
    number = _NUMBER.match(line)
    begins = number.end() if number else 0
    if _AT_THE_BEGINNING.match(line, begins):
        return f"{line[:begins]}\\{line[begins:]}"
    return line

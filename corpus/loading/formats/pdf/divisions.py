"""Headings whose label stands on a line of its own: "Chapter 3", and below it the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.loading.formats.pdf.blocks import Block, TextBlock

_DIVISION = r"(?:chapter|part|section|title|appendix|annex|schedule|division)"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_WORDS = (
    rf"{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    rf"(?:twenty|thirty|forty|fifty)(?:[- ](?:{_ONES}))?"
)
_NUMBER = rf"(?:[0-9]{{1,3}}|[ivxlc]{{1,7}}|[a-z]|{_WORDS})[.:]?"
_WORD = re.compile(_DIVISION, re.IGNORECASE)
_COUNT = re.compile(_NUMBER, re.IGNORECASE)
LABEL = rf"(?i:{_DIVISION} {_NUMBER})"  # as a pattern, in any case
_LABEL = re.compile(LABEL)
_ENDS_IN_A_NUMBER = re.compile(r"\s[0-9]{1,4}$")
_LARGER = 1.06  # times the size of the body
_MOST_LINES = 3  # of a title


def with_labels(blocks: Sequence[Block], body: float) -> list[Block]:
    """Return blocks, each label that stands alone joined with the title below it on its page.

    Both stand out from a body of size `body`, the title is no smaller than the label, and no entry
    of a table of contents.
    """
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        if (
            isinstance(above, TextBlock)
            and isinstance(block, TextBlock)
            and above.page == block.page
            and _belong_together(above, block, body)
        ):
            found[-1] = replace(above, lines=above.lines + block.lines, fills_up=block.fills_up)
        else:
            found.append(block)
    return found


def _belong_together(above: TextBlock, block: TextBlock, body: float) -> bool:
    if not all(each.bold or each.size > _LARGER * body for each in (above, block)):
        return False
    label, title = " ".join(above.texts), " ".join(block.texts)
    if _WORD.fullmatch(label):
        return _COUNT.fullmatch(title) is not None
    return (
        _LABEL.fullmatch(label) is not None
        and block.size >= above.size
        and len(block.lines) <= _MOST_LINES
        and not _LABEL.fullmatch(title)
        and not _ENDS_IN_A_NUMBER.search(title)
    )

"""What people say around their questions: greetings, thanks, doubts and assent."""

from __future__ import annotations

import re

_SAID = (
    r"(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|many thanks|cheers|hello|hi|hey"
    r"|good (?:morning|afternoon|evening|day)|great|perfect|nice|cool|wow|good|fine|interesting"
    r"|ok(?:ay)?|i see|got it|all right|alright|understood|right|bye|goodbye|please|sorry"
    r"|that is all|that['’]s all|really|are you sure|both|yes|no)"
)
_OPENING = re.compile(rf"(?:{_SAID}\s?[,.!;:—–-]+\s*)+(?=\w)", re.IGNORECASE)
_ONLY = re.compile(rf"{_SAID}(?:[\s,.!?;:]+(?:and )?{_SAID})*[\s,.!?]*", re.IGNORECASE)
_KEPT = re.compile(r"(?:no|not|sorry|yes)\b", re.IGNORECASE)


def is_courtesy(text: str) -> bool:
    """Tell whether a turn asks nothing: it is thanks, a greeting, assent or doubt alone."""
    return _ONLY.fullmatch(text) is not None


def without_courtesy(text: str) -> str:
    """Return a question without the thanks and greetings that open it ("Great, thanks. And …").

    "No" and "sorry" stay, as they may open a correction.
    """
    match = _OPENING.match(text)
    return text if match is None or _KEPT.match(text) else text[match.end() :]

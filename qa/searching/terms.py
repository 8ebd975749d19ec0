"""What a search looks for: phrases in quotation marks, and words."""

from __future__ import annotations

import re

from qa.searching.folding import fold

MOST_TERMS = 20

_QUOTED_OR_NOT = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')
_OUTER_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms that a person typed, folded, in order and each once, at most 20.

    What stands in quotation marks is one term as it stands; one that is never closed goes to the
    end. Elsewhere each word is a term, without the signs around it; hyphens and apostrophes join.
    What has no letter or digit is no term.
    """
    found: dict[str, None] = {}
    for quoted, word in _QUOTED_OR_NOT.findall(text):
        term = fold(quoted) if quoted else fold(_OUTER_SIGNS.sub("", word))
        if any(map(str.isalnum, term)):
            found[term] = None
    return tuple(found)[:MOST_TERMS]

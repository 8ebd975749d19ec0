"""British and American spellings made one, to compare words with."""

from __future__ import annotations

import re
from functools import lru_cache

# Applied to whatever has the form ("capsize", too): both sides of a comparison change alike.
# "-ise" is the better common form: stemmers take "organization" for a kind of "organ".
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})iz(?=(?:ations?|ational|able|e|ed|es|ers?|ing)$)"), "is"),
    (re.compile(r"(?<=[a-z]{3})yz(?=(?:e|ed|es|ers?|ing)$)"), "ys"),
    (
        re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al|able|ful|hoods?|ites?|ers?|less)?(?:ly)?$)"),
        "or",
    ),
    (re.compile(r"(?<=[a-z]{2}t)re(?=s?$)"), "er"),
    (re.compile(r"(?<=[a-z]{3})mme(?=s?$)"), "m"),
    (re.compile(r"(?<=[a-z]{3})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z]{3})ll(?=(?:ed|ing|[eo]rs?|ments?)$)"), "l"),
)
# Single words by their beginnings, which derived words share.
_BEGINNINGS = {
    "acknowledgement": "acknowledgment",
    "ageing": "aging",
    "aluminium": "aluminum",
    "anaem": "anem",
    "anaesth": "anesth",
    "archaeolog": "archeolog",
    "artefact": "artifact",
    "calibre": "caliber",
    "centred": "centered",
    "centring": "centering",
    "defenc": "defens",
    "diarrhoea": "diarrhea",
    "encyclopaed": "encycloped",
    "enroll": "enrol",
    "fibre": "fiber",
    "foet": "fet",
    "fulfill": "fulfil",
    "grey": "gray",
    "haem": "hem",
    "judgement": "judgment",
    "licenc": "licens",
    "manoeuv": "maneuv",
    "mould": "mold",
    "oestrogen": "estrogen",
    "offenc": "offens",
    "orthopaed": "orthoped",
    "paediatr": "pediatr",
    "plough": "plow",
    "practis": "practic",
    "pretenc": "pretens",
    "sceptic": "skeptic",
    "skillful": "skilful",
    "sulph": "sulf",
    "willful": "wilful",
}
_BEGINNING = re.compile("|".join(_BEGINNINGS))
_LONGEST = 60  # characters; what is longer is no word


def one_spelling(word: str) -> str:
    """Return the form that a word in lower case shares with its British or American counterpart.

    It serves to compare words and may be none itself. Words without a counterpart come back as
    they are, and so does what is longer than 60 characters.
    """
    return word if len(word) > _LONGEST else _one_spelling(word)


# What is longer is not kept: whoever asks could fill the memory with it.
@lru_cache(maxsize=50_000)
def _one_spelling(word: str) -> str:
    for ending, common in _ENDINGS:
        word = ending.sub(common, word)
    found = _BEGINNING.match(word)
    return word if found is None else _BEGINNINGS[found.group()] + word[found.end() :]

"""How a line of text reads: a title, a finished sentence, a cut one."""

from __future__ import annotations

import re

# Words that cannot end a phrase: after one of them a text goes on.
_BINDING_WORDS = frozenset(
    "a an the of and or to in on at by for with from as into than that which who whose its their "
    "his her is are was were be been has have had will shall may must can should including such "
    "both between among under over through via per nor but not no this these those each every "
    "any all upon within against towards toward concerning regarding".split()
)
# A finite auxiliary makes a line a statement, unless it is a terse marginal title.
_AUXILIARIES = frozenset(
    "is are was were has have had will shall may must can cannot should would does did do".split()
)
_STATEMENT_OPENERS = frozenset(
    "the this these those that each every any no a an if where when subject despite in for it "
    "there nothing all such".split()
)
_MINOR_WORDS = frozenset(
    "a an the of and or to in on at by for with from as into than that which its their is are "
    "under over through via per nor but not against between among".split()
)

_STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_RAISED = re.compile(r"\^\{([^}]*)\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"\*+|__+|(?<!\w)_|_(?!\w)")
_ESCAPED = re.compile(r"\\([^\w\s])")
_TERMINAL = re.compile(r"[.!?。][\"'”’)\]*_»\d¹²³⁰-⁹]*$")
_ET_CETERA = re.compile(r",? etc\.$")
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?]\s+[\"“(\[]?[^\W\d_]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def plain(text: str) -> str:
    """Return `text` as a person would read it: without marks, struck words and extra white space.

    For embedding and display only; what is cited never changes.
    """
    text = _STRUCK.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = _RAISED.sub(r"\1", text)
    text = _TAG.sub(" ", text)
    text = _ESCAPED.sub(r"\1", text)
    text = _EMPHASIS.sub("", text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Return the words of `text` in order, case kept; hyphens and apostrophes join."""
    return _WORD.findall(text)


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends with a mark that closes a sentence, quotes and brackets aside."""
    stripped = text.rstrip()
    return bool(_TERMINAL.search(stripped[-12:])) or stripped.endswith(("。", "！", "？"))


def is_closed(text: str) -> bool:
    """Tell whether nothing need follow `text`: it ends a sentence, an item or a bracket."""
    stripped = text.rstrip(" *_\"'”’")
    return ends_sentence(text) or stripped.endswith((";", ":", ")", "]", "|", ">"))


def ends_mid_phrase(text: str) -> bool:
    """Tell whether `text` certainly goes on: it ends with a comma, a dash or a binding word."""
    stripped = text.rstrip()
    if stripped.endswith((",", "-", "–", "—", "/", "&", "(")):
        return True
    found = words(stripped[-40:])
    return bool(found) and stripped[-1].isalnum() and found[-1].lower() in _BINDING_WORDS


def starts_lower(text: str) -> bool:
    """Tell whether the first letter of `text` is a small one, marks and opening quotes aside."""
    for character in text.lstrip(" \t\"'“‘*_~("):
        return character.islower()
    return False


def reads_as_title(text: str, longest: int = 30) -> bool:
    """Tell whether `text` can be a heading: short, capitalised, no statement, nothing to follow."""
    cleaned = _ET_CETERA.sub("", plain(text))
    found = words(cleaned)
    if not found or len(found) > longest or len(cleaned) > 250:
        return False
    if cleaned[0].islower() or cleaned.endswith((",", ";", ":", ".", "!")):
        return False
    if ends_mid_phrase(cleaned):
        return False
    if _INNER_STOP.search(cleaned):
        return False
    lowered = [word.lower() for word in found]
    if lowered[0] in _STATEMENT_OPENERS and len(found) > 5 and not is_capitalised(cleaned):
        return False
    states = any(word in _AUXILIARIES for word in lowered[1:])
    return not (states and (lowered[0] in _STATEMENT_OPENERS or len(found) > 14))


def is_capitalised(text: str) -> bool:
    """Tell whether most words of `text` that carry meaning begin with a capital or a digit."""
    found = [word for word in words(plain(text)) if word.lower() not in _MINOR_WORDS]
    raised = sum(1 for word in found if not word[0].islower())
    return bool(found) and raised >= 0.6 * len(found)


def folded(text: str) -> str:
    """Return the words of `text` in lower case, one space apart: for telling lines alike."""
    return " ".join(word.lower() for word in words(plain(text)))

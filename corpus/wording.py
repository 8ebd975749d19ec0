"""How a line of text reads: a title, a finished sentence, a cut one."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

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

_RULE = 3  # so many signs draw a rule or a blank to fill in
_LONGEST_TITLE = 250  # characters; the marks around it may take as many again

# Patterns with a start and an end exclude the start in between, or a text of starts alone would be
# scanned to its end from each of them.
STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"()]*\")?\)")
_RAISED = re.compile(r"\^\{([^{}]*)\}")
_ATTRIBUTE = (
    r"(?:[a-z][a-z0-9:_-]*\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)"
    r"|open|nowrap|hidden|reversed)"
)
TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|center|code|del|details|div|em|figcaption|figure|font|h[1-6]|hr|i|"
    r"img|ins|kbd|li|mark|ol|p|pre|q|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|"
    rf"thead|tr|tt|u|ul|var)(?:\s+{_ATTRIBUTE})*\s*/?>|<!--[^<>]*-->",
    re.IGNORECASE,
)
# A run of stars or low lines, the first of which is not escaped.
_EMPHASIS = re.compile(r"(?:(?<![\\*])|(?<=\\\*))\*+|(?:(?<![\\_])|(?<=\\_))_+")
_STAR_BULLET = re.compile(r"^[ \t]*\*(?:[ \t]*\*)*(?=\s|$)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s])")
_TERMINAL = re.compile(r"[.!?。][\"'”’)\]*_»\d¹²³⁰-⁹]*$")
# Abbreviations that end a title with a full stop of their own.
_LAST_ABBREVIATION = re.compile(
    r"(\b(?:etc|Inc|Ltd|Corp|Co|Jr|Sr|No|St)|(?<![^\W_])(?:[A-Z]\.)+[A-Z])\.$"
)
_DEFINITION = re.compile(
    r"(?:\*\*[^*]{2,80}\*\*|[“\"][^“”\"]{2,80}[”\"]|[^\W_][^\W_’' -]*(?: [^\W_]+){0,7}),?\s+"
    r"(?:means|has the (?:same )?meaning|have the (?:same )?meaning)"
    r"(?:\s(?!available\b|that\b|of\b|to\b)|$)"
)
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?]\s+[\"“(\[]?[^\W\d_]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def _without_emphasis(run: re.Match[str]) -> str:
    """Return nothing for a mark, and a run of signs that is text as it stands."""
    before = run.string[run.start() - 1 : run.start()] if run.start() else ""
    after = run.string[run.end() : run.end() + 1]
    alone = not before.strip() and not after.strip()
    calculates = (before.isdigit() or before == ")") and (after.isdigit() or after == "(")
    joins = before.isalnum() and after.isalnum() and run.group() != "**"
    is_text = len(run.group()) < _RULE and (alone or calculates or joins)
    return run.group() if is_text else ""


Mark: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
# What hides the words of a text, in the order in which it goes, and what stays in its place.
_MARKS: tuple[Mark, ...] = (
    (STRUCK, " "),
    (_LINK, r"\1"),
    (_RAISED, r"\1"),
    (TAG, " "),
    (_STAR_BULLET, ""),
    (_EMPHASIS, _without_emphasis),
    (_ESCAPED, r"\1"),
)
_SIGN_OF_A_MARK = re.compile(r"[~\[^<*_\\]")  # each of them holds one


def marks_in(text: str) -> tuple[Mark, ...]:
    """Return what may hide the words of `text`, in the order in which it goes: pattern and stay.

    Most texts hold none of the signs, and need not be looked through for each mark by itself.
    """
    return _MARKS if _SIGN_OF_A_MARK.search(text) else ()


def plain(text: str) -> str:
    """Return `text` as a person would read it: without marks, struck words and extra white space.

    Stars and low lines are marks where they touch the outer edge of a word or sign, or two and more
    of them part two words; alone in white space and between numbers they are text. For embedding
    and display only; what is cited never changes.
    """
    for pattern, kept in marks_in(text):
        text = pattern.sub(kept, text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Return the words of `text` in order, case kept; hyphens and apostrophes join."""
    return _WORD.findall(text)


def adjacent_words(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of words of `text` that nothing but one space parts."""
    found = list(_WORD.finditer(text))
    return frozenset(
        (one.group(), other.group())
        for one, other in pairwise(found)
        if other.start() - one.end() == 1 and text[one.end()] == " "
    )


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
    if stripped.endswith(("-", "–", "—")):  # "- A subtitle -" is whole
        return not stripped.startswith(("-", "–", "—"))
    if stripped.endswith((",", "/", "&", "(")):
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
    if len(text) > 2 * _LONGEST_TITLE:
        return False
    cleaned = _LAST_ABBREVIATION.sub(r"\1", plain(text))
    found = words(cleaned)
    if not found or len(found) > longest or len(cleaned) > _LONGEST_TITLE:
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
    if is_definition(cleaned):
        return False
    states = any(word in _AUXILIARIES for word in lowered[1:])
    return not (states and (lowered[0] in _STATEMENT_OPENERS or len(found) > 14))


def has_a_word(text: str) -> bool:
    """Tell whether `text` holds a word of at least two letters, numbers and citations aside."""
    return any(len(word) > 1 and not any(map(str.isdigit, word)) for word in words(text))


def is_capitalised(text: str) -> bool:
    """Tell whether most words of `text` that carry meaning begin with a capital or a digit."""
    found = [word for word in words(plain(text)) if word.lower() not in _MINOR_WORDS]
    raised = sum(1 for word in found if not word[0].islower())
    return bool(found) and raised >= 0.6 * len(found)


def folded(text: str) -> str:
    """Return the words of `text` in lower case, one space apart: for telling lines alike."""
    return " ".join(word.lower() for word in words(plain(text)))


def is_definition(text: str) -> bool:
    """Tell whether `text` begins by defining a term: `**Vessel** means …`, `vessel means a …`."""
    match = _DEFINITION.match(text)
    return match is not None and words(match.group())[0].lower() not in _STATEMENT_OPENERS

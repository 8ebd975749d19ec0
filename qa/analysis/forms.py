"""What kind of answer a question asks for, read from its words alone."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from qa.analysis.figures import NUMBER_WORDS
from qa.analysis.nouns import AUXILIARIES, PREPOSITIONS, head, is_verb, singular
from qa.analysis.question_words import QUESTION_WORDS, asking


class Form(StrEnum):
    """The kind of answer asked for."""

    DATE = "date"  # a year, a day, a period
    NUMBER = "number"  # a count, a share, an amount, a length, a frequency
    WHO = "who"  # whoever acts: a person, an office, a body
    BODY = "body"  # an organisation, as the question itself says
    PLACE = "place"
    DEFINITION = "definition"  # what something is, or what its name is short for
    REASON = "reason"  # a cause or a purpose
    MANNER = "manner"  # a way or a means
    ACTION = "action"  # what somebody does, has done or is to do
    YES_NO = "yes_no"
    WHICH = "which"  # a thing of the kind that a noun names
    TEXT = "text"  # anything else


@dataclass(frozen=True, slots=True)
class Sought:
    """The form asked for, and the noun that names it in lower case, "" where none does."""

    form: Form
    noun: str = ""


_NOUNS = {
    Form.DATE: "year month date day decade century time week era deadline weekday",
    Form.NUMBER: "number share percentage percent proportion rate amount figure total ratio cost "
    "price budget size length height age population sum value fraction extent fee salary distance "
    "weight temperature probability quota duration expenditure expense spending revenue income "
    "turnover",
    Form.WHO: "minister president person people man woman actor actress singer author official "
    "officer ambassador leader chair chairman chairperson chief head director secretary king queen "
    "player artist writer founder governor mayor commissioner owner",
    Form.BODY: "organisation organization agency ministry office institute institution body "
    "authority department company committee commission council bureau unit association university "
    "court government ngo union federation foundation corporation firm division secretariat board "
    "headquarters forum party bank",
    Form.PLACE: "country city port sea ocean region province state town place location capital "
    "island nation continent village district airport river lake prefecture territory venue street "
    "county",
    Form.DEFINITION: "meaning definition abbreviation acronym",
    Form.REASON: "reason purpose point cause motive rationale aim goal",
    Form.MANNER: "technique method means way mechanism tool process procedure",
}
_FORM_OF = {noun: form for form, nouns in _NOUNS.items() for noun in nouns.split()}
_FORM_OF |= {"means": Form.MANNER, "headquarters": Form.BODY}
_FORM_OF |= dict.fromkeys(("aims", "goals", "points"), Form.WHICH)  # a list, not a purpose
_MEASURED = frozenset(
    "many much few often long old tall big large far high deep fast heavy wide frequently great "
    "likely soon quickly small young strong thick".split()
)
_COUNTED = frozenset({"many", "much", "few"})
_COMPARED = frozenset("better more less further longer higher lower faster".split())
_BE = frozenset({"is", "are", "was", "were"})
_CAUSING = frozenset(
    "led leads caused causes prompted prompts motivated motivates inspired inspires triggered "
    "triggers drove drives persuaded convinced moved".split()
)
_ASIDE = frozenset("exactly precisely actually really else then roughly approximately".split())
_KINDS = frozenset("kind kinds type types sort sorts form forms category categories".split())
_NAMING = re.compile(
    r"\b(?:stands? for|short for|full (?:name|form|title)|long form|meant by|"
    r"(?:meaning|definition|abbreviation) of)\b"
)
_COUNTING_AS = re.compile(r"(?:counts?|qualif(?:y|ies)) as (?:an? |the )?\w")
_KEYWORDS = (
    (Form.DATE, frozenset({"date", "dates", "year"})),
    (Form.NUMBER, frozenset(_NOUNS[Form.NUMBER].split()) | {"%", "pct"}),
    (Form.DEFINITION, frozenset({"meaning", "definition", "define", "defined"})),
    (Form.REASON, frozenset({"reason", "reasons", "purpose"})),
    (Form.PLACE, frozenset({"location", "venue"})),
)
_COMMANDS = frozenset({"list", "name", "enumerate"})


def sought(question: str) -> Sought:
    """Return what `question` asks for; any text is read, and an empty one asks for TEXT."""
    found = asking(question)
    if found.at is None:
        return Sought(Form.YES_NO) if found.is_yes_no else _unmarked(found.words)
    word = found.words[found.at]
    before = found.words[: found.at]
    end = _end_of_first(found.words, found.at)
    after = list(found.words[found.at + 1 : end])
    written = list(found.written[found.at + 1 : end])
    while after and after[0] in _ASIDE:
        after, written = after[1:], written[1:]
    if word in {"who", "what"} and _COUNTING_AS.match(" ".join(after)):
        return Sought(Form.DEFINITION)
    if word in {"who", "whom", "whose"}:
        return Sought(Form.WHO, head(after) if word == "whose" else "")
    if word in {"when", "where", "why"}:
        return Sought({"when": Form.DATE, "where": Form.PLACE, "why": Form.REASON}[word])
    if _names(word, after):
        return Sought(Form.DEFINITION)
    if word == "how":
        return _how(after)
    return _what(word, before, after, written)


def _end_of_first(words: Sequence[str], at: int) -> int:
    """Return where a second question begins that "and" joins to the one asked at `at`."""
    for later in range(at + 2, len(words)):
        if words[later] in QUESTION_WORDS and words[later - 1] in {"and", "or"}:
            return later - 1
    return len(words)


def _names(word: str, after: Sequence[str]) -> bool:
    """Tell whether a meaning or a full name is asked for."""
    if word == "how":
        return any(verb in after for verb in ("defined", "define", "defines"))
    return "mean" in after or _NAMING.search(" ".join(after)) is not None


def _how(after: Sequence[str]) -> Sought:
    if not after or after[0] == "about":
        return Sought(Form.TEXT)
    if after[0] == "come":
        return Sought(Form.REASON)
    if list(after[:2]) == ["long", "ago"]:
        return Sought(Form.DATE)
    if after[0] not in _MEASURED:
        return Sought(Form.MANNER)
    counted = after[0] in _COUNTED and not _COMPARED & set(after[1:2])
    return Sought(Form.NUMBER, head(after[1:]) if counted else "")


def _what(word: str, before: Sequence[str], after: Sequence[str], written: Sequence[str]) -> Sought:
    if not after or after[0] in {"about", "happens", "happened", "if"}:
        return Sought(Form.TEXT)
    if after[0] in _CAUSING or after[0] == "for":
        return Sought(Form.REASON)
    if after[0] in _BE and word == "what":
        return _what_is(after[1:], written[1:])
    if after[0] in AUXILIARIES:
        return _what_does(after) if word == "what" else Sought(Form.WHICH)
    if word == "what" and is_verb(after[0]) and form_of(after[0]) is Form.WHICH:
        return Sought(Form.TEXT)
    if after[0] in {"%", "percent"}:
        return Sought(Form.NUMBER, "percent")
    if after[0] in _KINDS:
        return Sought(Form.WHICH, head(after[2:] if after[1:2] == ["of"] else after))
    noun = head(after[1:] if after[0] == "of" else after)
    if singular(noun) in {"part", "side"} and ({"in", "from"} & set(before) or after[-1] == "in"):
        return Sought(Form.PLACE, noun)
    return Sought(form_of(noun), noun)


def _what_does(after: Sequence[str]) -> Sought:
    """Read "what" before an auxiliary that is no form of "be"."""
    used = [following for verb, following in pairwise(after) if verb == "use"]
    if used and used[0] in {"to", "for"}:
        return Sought(Form.MANNER)
    return Sought(Form.TEXT if after[-1] in PREPOSITIONS else Form.ACTION)


def _what_is(after: Sequence[str], written: Sequence[str]) -> Sought:
    """Read "what" before a form of "be": a definition, a thing under a description, a doing."""
    if not after:
        return Sought(Form.TEXT)
    if {"do", "doing", "done"} & set(after):
        return Sought(Form.ACTION)
    if after[0] in {"used", "being"}:
        return Sought(Form.MANNER if after[0] == "used" else Form.ACTION)
    if after[-1] == "for":
        return Sought(Form.REASON)
    is_done = after[0].endswith("ed") and (len(after) == 1 or after[1] in PREPOSITIONS)
    if is_done or after[-1] in PREPOSITIONS or after[-1] == "called":
        return Sought(Form.TEXT)
    if after[0] in {"a", "an"}:
        return Sought(Form.DEFINITION)
    noun = head(after)
    if noun == "name" and "of" in after:
        noun = head(after[after.index("of") + 1 :])
        return Sought(form_of(noun), noun)
    form = form_of(noun)
    if form is Form.MANNER and _is_name(noun, after, written):  # "What is the Bologna Process?"
        return Sought(Form.DEFINITION)
    if form in {Form.NUMBER, Form.DATE, Form.REASON, Form.MANNER, Form.DEFINITION}:
        return Sought(form, noun)
    return Sought(form, noun) if _describes(noun, after, written) else Sought(Form.DEFINITION)


def _describes(noun: str, after: Sequence[str], written: Sequence[str]) -> bool:
    """Tell whether "the largest port in Spain" is asked for, not what "the Port Act" is."""
    if noun not in after or _is_name(noun, after, written):
        return False
    end = after.index(noun)
    phrase, following = after[: end + 1], after[end + 1 : end + 2]
    if any(word.endswith(("'s", "est")) or word in {"most", "main"} for word in phrase):
        return True
    if phrase[0] in NUMBER_WORDS:
        return True
    if phrase[0] in {"the", "its", "their", "his", "her", "these", "those"}:
        return bool(following) or phrase[0] != "the"
    return following == ["of"]


def _is_name(noun: str, after: Sequence[str], written: Sequence[str]) -> bool:
    """Tell whether a noun of the question is capitalised where others are not."""
    if noun not in after or not any(word.islower() for word in written):
        return False
    return written[after.index(noun)][:1].isupper()


def form_of(noun: str) -> Form:
    """Return the form that a question for a noun in lower case has, WHICH where none is special."""
    return _FORM_OF.get(noun) or _FORM_OF.get(singular(noun)) or Form.WHICH


def _unmarked(words: Sequence[str]) -> Sought:
    """Read keywords, commands and statements, which hold no question word."""
    if not words:
        return Sought(Form.TEXT)
    if words[0] in _COMMANDS and words[1:2] != ("of",):
        return Sought(Form.WHICH, head(words[1:]))
    if _NAMING.search(" ".join(words)):
        return Sought(Form.DEFINITION)
    if AUXILIARIES & set(words):
        return Sought(Form.TEXT)
    if any(pair == ("in", "charge") for pair in pairwise(words)):
        return Sought(Form.WHO)
    for form, keywords in _KEYWORDS:
        for before, word in pairwise(("", *words)):
            if word in keywords and not before.isdigit():  # "3 %" is a figure, not a wish for one
                return Sought(form, word)
    if len(words) > 1 and words[-1] == "name":
        return Sought(Form.WHICH, words[-2])
    return Sought(Form.TEXT)

"""Questions about a single item of a list, about the number of items, about what is among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.analysis.asked import asked
from qa.analysis.figures import NUMBER_WORDS
from qa.analysis.nouns import AUXILIARIES, PREPOSITIONS, singular
from qa.listing.wanted import is_plural

_LONGEST = 300  # characters of a question that is read for its form
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
)
_LAST = -1
_PLACE = rf"(?P<place>{'|'.join(_ORDINALS)}|last|final|\d{{1,2}}(?:st|nd|rd|th))"
_NOUN = r"(?P<noun>(?:[a-z][\w'’-]* ){0,2}[a-z][\w'’-]*)"
_NO_NOUNS = PREPOSITIONS | AUXILIARIES | {"and", "or", "ever", "that", "which"}
_REST = r"(?P<rest>(?: (?:of|in|for|under|on|to|that|which|listed|named|set out|given)\b.*)?)"
_SAY = r"(?: (?:say|cover|about|require|provide|state|concern|deal with))?"
_ITEM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:and )?(?:what|which) (?:is|was) the {_PLACE} (?-i:{_NOUN}){_REST}",
        rf"(?:and )?what (?:does|did) the {_PLACE} (?-i:{_NOUN}){_REST}{_SAY}",
        rf"(?:please )?(?:name|give|state|quote|show)(?: me)? the {_PLACE} (?-i:{_NOUN}){_REST}",
    )
)
_COUNT = re.compile(r"(?P<before>(?:.* )?)how many (?P<rest>.+)", re.IGNORECASE)
_AMONG = (
    r"(?:one of|among|part of|included (?:in|among)|listed (?:in|among|as one of)|"
    r"counted among|named (?:among|as one of))"
)
_MEMBER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:is|are|was|were) (?P<member>.+?) {_AMONG} (?P<list>(?:the|its|their) .+)",
        r"(?:is|are|was|were) (?P<member>.+?) an? (?P<one>member) of (?P<whole>.+)",
        r"(?:do|does|did) (?P<list>(?:the|its|their) .+?) include (?P<member>.+)",
    )
)


class ItemQuestionKind(StrEnum):
    """What is asked about a list."""

    ITEM = "item"
    COUNT = "count"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class ItemQuestion:
    """A question about a list, and the question that asks for the list itself.

    `place` is the item's place from 1 on, -1 for the last, 0 where none is asked for. `subject` are
    the words for what is asked: "second objective"; what may be among the items; "".
    """

    kind: ItemQuestionKind
    whole: str
    place: int = 0
    subject: str = ""


def item_question(question: str) -> ItemQuestion | None:
    """Return what is asked about a list, None for any other question and for long ones.

    A noun with a capital is a name ("the Second Protocol"), and one in the plural no single item.
    """
    bare = " ".join(question.split()).rstrip(" ?.!")
    if len(bare) > _LONGEST:
        return None
    return _item(bare) or _member(bare) or _count(bare)


def _item(bare: str) -> ItemQuestion | None:
    for pattern in _ITEM:
        found = pattern.fullmatch(bare)
        if found is None:
            continue
        *before, noun = found["noun"].split()
        if is_plural(noun) or _NO_NOUNS & {*before, noun}:
            return None
        place = found["place"].lower()
        number = _LAST if place in {"last", "final"} else int(_number(place))
        nouns = " ".join([*before, plural(noun)])
        whole = f"What are the {nouns}{found['rest']}?"
        return ItemQuestion(ItemQuestionKind.ITEM, whole, number, f"{place} {found['noun']}")
    return None


def _number(place: str) -> str:
    return NUMBER_WORDS.get(place, place[:-2])


def _member(bare: str) -> ItemQuestion | None:
    for pattern in _MEMBER:
        found = pattern.fullmatch(bare)
        if found is None:
            continue
        groups = found.groupdict(default="")
        named = groups.get("list") or f"the {groups['one']}s of {groups['whole']}"
        noun = asked(f"What are {named}?").noun
        if is_plural(noun):
            return ItemQuestion(
                ItemQuestionKind.MEMBER, f"What are {named}?", subject=found["member"]
            )
    return None


def _count(bare: str) -> ItemQuestion | None:
    found = _COUNT.fullmatch(bare)
    noun = asked(bare).noun
    if found is None or not is_plural(noun) or noun == "times":
        return None
    before = found["before"]
    which = "which" if before else "Which"
    return ItemQuestion(ItemQuestionKind.COUNT, f"{before}{which} {found['rest']}?")


def plural(noun: str) -> str:
    """Return the regular plural of a noun: "policy" gives "policies"; a plural stays."""
    if singular(noun) != noun:
        return noun
    if noun == "criterion":
        return "criteria"
    if noun.endswith("y") and noun[-2:-1] not in {"a", "e", "i", "o", "u"}:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"

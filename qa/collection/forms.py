"""Questions about the collection itself: its documents, what one of them or a section covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 200  # characters of a question that is read for its form
_DOCUMENTS = r"(?:documents?|texts?|files?|sources|papers|publications)"
_HELD = (
    r"(?:do you have|have you got|are (?:there|available|loaded|included|indexed)|can you search|"
    r"are in (?:the|this|your) (?:collection|corpus|library|index)|do you know|can you read|"
    r"can i (?:ask|query|search)(?: (?:you )?(?:about|on))?|do you (?:cover|hold|search|contain))"
)
_DIVISION = (
    r"(?:section|chapter|part|article|annex|appendix|schedule|title|objective|goal|pillar|priority|"
    r"theme|area|division|module|unit|volume)"
)
_LABEL = r"\(?(?:\d{1,3}(?:[.-]\d{1,3})*|[ivxlc]{1,7}|[a-z])\)?\.?"
_COVER = r"(?:cover|say|contain|deal with|discuss|address|describe|talk about|set out|include)"
_ABOUT = r"(?:about|on)"
_IN = r"(?: (?:of|in) (?P<whole>.+))?"

_LISTING = (
    rf"(?:which|what) {_DOCUMENTS} {_HELD}",
    rf"how many {_DOCUMENTS} (?:do you have|are there|are in (?:the|this|your) collection)",
    rf"(?:please )?(?:list|show|name)(?: me)? (?:all )?(?:of )?(?:the|your) {_DOCUMENTS}",
    r"what(?:'s| is) in (?:the|this|your) (?:collection|corpus|library)",
    r"what can i ask(?: you)?(?: about)?",
)
_TOPIC = (
    rf"what(?:'s| is| are) (?P<whole>(?:this|the|that) .+?) {_ABOUT}",
    r"what does (?P<whole>(?:this|the|that) .+?) cover",
    r"(?:please )?(?:give me )?(?:an? |the )?(?:overview|outline|summary|structure|contents) of "
    r"(?P<whole>(?:this|the|that) .+)",
    r"(?:please )?(?:summari[sz]e|outline) (?P<whole>(?:this|the|that) .+)",
    r"(?:which|what) (?:sections|chapters|parts) (?:does|are in) (?P<whole>(?:this|the|that) .+?)"
    r"(?: (?:have|contain))?",
)
_SECTION = (
    rf"what does (?:the )?(?P<word>{_DIVISION}) (?P<label>{_LABEL}){_IN} {_COVER}",
    rf"what(?:'s| is) (?:the )?(?P<word>{_DIVISION}) (?P<label>{_LABEL}){_IN} {_ABOUT}",
    rf"what(?:'s| is) in (?:the )?(?P<word>{_DIVISION}) (?P<label>{_LABEL}){_IN}",
    rf"(?:please )?(?:summari[sz]e|outline) (?P<word>{_DIVISION}) (?P<label>{_LABEL}){_IN}",
)


class CollectionKind(StrEnum):
    """What is asked about the collection."""

    DOCUMENTS = "documents"
    TOPIC = "topic"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class CollectionQuestion:
    """A question about the collection.

    `document` are the words for one document, "" for none; `word` and `label` name a section
    ("chapter", "2-1"), in lower case, without brackets and full stop.
    """

    kind: CollectionKind
    document: str = ""
    word: str = ""
    label: str = ""


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_FORMS = (
    (CollectionKind.DOCUMENTS, _compiled(_LISTING)),
    (CollectionKind.SECTION, _compiled(_SECTION)),
    (CollectionKind.TOPIC, _compiled(_TOPIC)),
)


def collection_question(question: str) -> CollectionQuestion | None:
    """Return what is asked about the collection; None for any other question and for long ones."""
    bare = " ".join(question.replace("’", "'").split()).rstrip(" ?.!")
    if len(bare) > _LONGEST:
        return None
    for kind, patterns in _FORMS:
        for pattern in patterns:
            found = pattern.fullmatch(bare)
            if found is not None:
                groups = {key: value or "" for key, value in found.groupdict().items()}
                label = groups.get("label", "").lower().strip("().")
                word = groups.get("word", "").lower()
                return CollectionQuestion(kind, groups.get("whole", ""), word, label)
    return None

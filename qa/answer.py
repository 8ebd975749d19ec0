"""The answer and its citations, the same at every door."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class AnswerKind(StrEnum):
    """The form of an answer."""

    SPAN = "span"
    LIST = "list"
    TABLE = "table"
    LEDGER = "ledger"
    TWO_DOCUMENTS = "two_documents"
    CONFLICT = "conflict"
    NOT_FOUND = "not_found"


class Gap(StrEnum):
    """Why the part of a question that `Answer.missing` names is not covered.

    `NOWHERE`: none of the documents searched holds it. `APART`: they hold it, away from the rest
    of the question. `UNSAID`: the nearest passages hold the rest and do not tell it.
    `CONTRADICTED`: the first of them says something else in its place. `NONE`: nothing is known to
    be missing.
    """

    NONE = "none"
    NOWHERE = "nowhere"
    APART = "apart"
    UNSAID = "unsaid"
    CONTRADICTED = "contradicted"


class Remark(StrEnum):
    """What was typed instead of a question that the documents could answer.

    `NONE` goes with every question of its own; every door words the others in its own fixed way.
    `INSTRUCTION` is an order to behave otherwise, `NO_WORDS` nothing but signs and function
    words, `OFF_TOPIC` a question far from all documents. `NOTHING_YET` goes with a question about a
    day before all documents asked.
    """

    NONE = "none"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    HELP = "help"
    ABUSE = "abuse"
    INSTRUCTION = "instruction"
    NO_WORDS = "no_words"
    OTHER_LANGUAGE = "other_language"
    OFF_TOPIC = "off_topic"
    NOTHING_YET = "nothing_yet"


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of quoted text: `document.text[start:end] == quote`, in code points."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"the quote at {self.start} is not {self.end - self.start} long")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands, well enough to find it again after the text has moved.

    `parts` are in reading order and do not overlap; a sentence cut by a page break has two.
    `edition` tells the date, too, as far as it is known. `section` is the heading path from the
    outermost in. `page` is that of the first part, None where the source has no pages. `prefix` and
    `suffix` are the characters before the first and after the last part (at most 32 each), as in a
    text-quote selector (W3C Web Annotation Data Model, 4.2.4).
    `text_sha256` is of the canonical text that the offsets count in. `link` opens the source at
    the first part, relative to the root of the service.
    """

    document: str
    title: str
    edition: str
    section: tuple[str, ...]
    page: int | None
    parts: tuple[Part, ...]
    prefix: str
    suffix: str
    text_sha256: str
    link: str

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a citation quotes something")
        if any(a.end > b.start for a, b in pairwise(self.parts)):
            raise ValueError("the parts of a citation are in order and do not overlap")

    @property
    def quote(self) -> str:
        """Return the parts as one text, joined by a space, with white space folded."""
        return " ".join(" ".join(part.quote for part in self.parts).split())


@dataclass(frozen=True, slots=True)
class Item:
    """One element of a list answer, verbatim, with its place."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Context:
    """A heading or lead-in that is shown with a quote because the quote needs it."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A passage that came near without answering, with its place."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to understand the question, with its own short answer."""

    understood_as: str
    answer: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question as typed and as read."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of how many sections were looked at."""

    sections_scanned: int
    sections: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved passage: `document.text[start:end] == text`."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known in reply to a question; every field is always there.

    `answer` is the short answer (a clause, a cell, a name; empty for lists) and `answer_parts` its
    places in the document of the first citation. `text` is what is shown first: the cited words
    with white space folded and marks such as `**` dropped, from a later clause on where the answer
    stands late in a long sentence (it then opens with "…"); `citations` hold them whole. `items`
    are the elements of a list in document order and `expected` the number that the text announces.
    In a conflict they are the two quotes that differ, the newest first; `answer` and `text` are
    then those of the one that speaks more to the question, whose citation comes first.
    `missing` names the part of the question that is not covered, in its own words, and `gap` tells
    why; several parts go with a comma between them. `suggestions` are questions that the documents
    do answer, at most three; `remark` tells what was typed where it was no question for them: both
    come with refusals alone. `confidence` is between 0 and 1. `as_of` is the day whose editions
    were asked, empty for the current ones. `generation` names the state of the index. An answer of
    any kind but not_found has at least one citation; not_found has none, and no text.
    """

    kind: AnswerKind
    answer: str = ""
    answer_parts: tuple[Part, ...] = ()
    text: str = ""
    items: tuple[Item, ...] = ()
    expected: int | None = None
    citations: tuple[Citation, ...] = ()
    context: tuple[Context, ...] = ()
    nearest: tuple[NearPassage, ...] = ()
    missing: str = ""
    gap: Gap = Gap.NONE
    suggestions: tuple[str, ...] = ()
    remark: Remark = Remark.NONE
    readings: tuple[Reading, ...] = ()
    understood_as: str = ""
    corrections: tuple[Correction, ...] = ()
    confidence: float = 0.0
    coverage: Coverage = Coverage(0, 0)
    as_of: str = ""
    generation: str = ""

    def __post_init__(self) -> None:
        found = self.kind is not AnswerKind.NOT_FOUND
        if (
            found != bool(self.citations)
            or found != bool(self.text or self.items)
            or (self.answer and not found)
        ):
            raise ValueError("an answer has text and a citation; a refusal has neither")
        if found and (self.suggestions or self.remark is not Remark.NONE):
            raise ValueError("suggestions and remarks come with refusals alone")
        if self.gap is not Gap.NONE and not self.missing:
            raise ValueError("a gap is that of a missing part")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and the passages that it was read from, best first."""

    answer: Answer
    passages: tuple[Passage, ...]

"""What became of earlier citations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qa.answer import Citation, Part


class Verdict(StrEnum):
    """What became of a quote, the best first.

    `SAME`: it stands at its offsets. `MOVED`: it stands elsewhere, in another document with the
    very same text, or with other white space. `CHANGED`: it does not stand any more, but a text
    like it, or another in its place, does. `GONE`: the document is not in the collection, or
    nothing in it is like the quote.
    """

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of some verdicts; `SAME` for none."""
    return max(verdicts, key=list(Verdict).index, default=Verdict.SAME)


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """What became of one stretch of quoted text.

    `old` is the stretch as it was cited; `now` where it stands, or what stands in its place, in the
    document as it is: `text[start:end] == quote`. `link` opens the source there. Where the part is
    gone, `now` is None and `link` empty.
    """

    old: Part
    verdict: Verdict
    now: Part | None
    link: str

    def __post_init__(self) -> None:
        if (self.now is None) != (self.verdict is Verdict.GONE) or bool(self.link) != bool(
            self.now
        ):
            raise ValueError("what is not gone has a place and a link")


@dataclass(frozen=True, slots=True)
class CitationVerdict:
    """What became of a citation.

    `verdict` is the worst of its parts'; where they stand, but no longer in their order, it is
    `CHANGED`. `document` is the id that was cited, `is_held` whether the collection has it, or
    one with the very same text. `now` is the citation made anew of the parts that are not gone;
    None where all are, or where they overlap or stand in another order. `superseded_by` is the id
    of the current edition where the quote stands in an older one, empty where it does not.
    """

    document: str
    verdict: Verdict
    is_held: bool
    parts: tuple[PartVerdict, ...]
    now: Citation | None
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class AnswerVerdict:
    """What became of an answer: the worst of its citations'.

    `name` is the question or the id that came with the answer, or empty. `citations` are all that
    the answer shows, each once, in its order; an answer without any is the `SAME`.
    """

    name: str
    verdict: Verdict
    citations: tuple[CitationVerdict, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of answers, in the order they were given: the worst of theirs.

    `generation` names the state of the index that they were held against.
    """

    verdict: Verdict
    generation: str
    answers: tuple[AnswerVerdict, ...]

"""Questions that set two things side by side, taken apart into a question for each."""

from __future__ import annotations

# ruff: noqa: SIM905 - a list of words reads best as a text
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qa.analysis.nouns import PREPOSITIONS
from qa.analysis.stems import stem

_LONGEST = 300  # characters of a question that is read for its form
_FEWEST = 2  # words of a title that name its document
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset("of the and for on in to a an with".split())
_JOINT = re.compile(
    r",? (?:and|or|with|from|to|versus|vs\.?|than)(?: (?:that|those))?"
    r"(?: (?:of|in|under|for|from|at))?(?: (?:the|a|an))? ?",
    re.IGNORECASE,
)
_PARTING = re.compile(r",? (?:and|with|from|to|versus|vs\.?) ", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_OF = "(?: the (?:main |key |most important )?"
_SHELLS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:please )?(?:compare|contrast) (?P<things>.+)",
        rf"what (?:is|are|was|were){_OF}differences?) between (?P<things>.+)",
        r"how (?:do|does|did) (?P<things>.+?) differ(?: (?:in|on|as to) (?P<by>[^,]+))?",
        r"how (?:is|are) (?P<things>.+?) different(?: in (?P<by>[^,]+))?",
        r"how (?:do|does|did|is|are) (?P<one>.+?) (?:differ|different) from (?P<other>.+)",
    )
)


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """One side of a comparison: its own question, and the document it names, "" for none."""

    question: str
    document: str


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    document: str
    words: int


def compared(
    question: str, titles: Callable[[], Mapping[str, str]]
) -> tuple[ComparedPart, ComparedPart] | None:
    """Return the two questions of one that compares two things, None for any other question.

    "Compare A and B", "what is the difference between A and B", "how do A and B differ in C" and a
    question that two titles share ("where do A and B sit?") are read so. `titles` gives titles by
    the ids of documents, and is called only where it matters; two words of a title, side by side,
    name its document.
    """
    bare = " ".join(question.split()).rstrip(" ?.!")
    if len(bare) > _LONGEST:
        return None
    for shell in _SHELLS:
        found = shell.fullmatch(bare)
        if found is not None:
            groups = found.groupdict(default="")
            things = groups.get("things") or f"{groups['one']} and {groups['other']}"
            by = groups.get("by", "")
            known = titles()
            return _shared(things, known, by, is_question=False) or _apart(things, known, by)
    if _AND.search(bare) is None:
        return None
    return _shared(bare, titles(), "", is_question=True)


def _shared(
    things: str, titles: Mapping[str, str], by: str, *, is_question: bool
) -> tuple[ComparedPart, ComparedPart] | None:
    """Take apart what two titles share: "the seat of A and of B"."""
    mentions = _mentions(things, titles)
    if len(mentions) != 2:
        return None
    first, second = mentions
    if _JOINT.fullmatch(things[first.end : second.start]) is None:
        return None
    before, after = things[: first.start], things[second.end :]

    def part(mention: _Mention) -> ComparedPart:
        phrase = f"{before}{things[mention.start : mention.end]}{after}"
        asks = f"{phrase}?" if is_question else _question(phrase, by)
        return ComparedPart(asks, mention.document)

    return part(first), part(second)


def _apart(
    things: str, titles: Mapping[str, str], by: str
) -> tuple[ComparedPart, ComparedPart] | None:
    """Take apart two things that each say what they are, at the one "and" between them.

    Where there are several, at that which parts two documents named.
    """
    mentions = _mentions(things, titles)
    joints = list(_PARTING.finditer(things))
    if len(mentions) == 2:
        first, second = mentions
        joints = [j for j in joints if first.end <= j.start() and j.end() <= second.start]
    if len(joints) != 1:
        return None
    sides = things[: joints[0].start()], things[joints[0].end() :]
    named = [_mentions(side, titles) for side in sides]
    documents = [each[0].document if len(each) == 1 else "" for each in named]
    one, other = (
        ComparedPart(_question(side, by), document)
        for side, document in zip(sides, documents, strict=True)
    )
    return one, other


def _question(phrase: str, by: str) -> str:
    return f"What is the {by} of {phrase}?" if by else f"What is {phrase}?"


def _mentions(text: str, titles: Mapping[str, str]) -> list[_Mention]:
    """Return where documents are named, in text order, each place by the one it fits best.

    A place that fits several documents as well names none of them.
    """
    found = sorted(
        (each for id_, title in titles.items() for each in _runs(text, id_, title)),
        key=lambda each: (-each.words, each.start, each.document),
    )
    kept: list[_Mention] = []
    for each in found:
        rivals = [o for o in found if o is not each and _overlaps(o, each)]
        is_best = all(other.words < each.words for other in rivals)
        if is_best and each.document not in {other.document for other in kept}:
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _overlaps(one: _Mention, other: _Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _runs(text: str, document: str, title: str) -> Iterable[_Mention]:
    """Yield the runs of a title's words in a text that hold enough of them."""
    own = {stem(word) for word in _WORD.findall(title)}
    run: list[re.Match[str]] = []
    for match in (*_WORD.finditer(text), None):
        if match is not None and stem(match[0]) in own:
            run.append(match)
            continue
        while run and run[0][0].lower() in _SMALL | PREPOSITIONS:
            del run[0]
        while run and run[-1][0].lower() in _SMALL | PREPOSITIONS:
            run.pop()
        told = sum(each[0].lower() not in _SMALL for each in run)
        if told >= _FEWEST:
            yield _Mention(run[0].start(), run[-1].end(), document, told)
        run = []

"""Sentences that define a term: "**vessel** means …", "The RILO is the base for …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from corpus.span import Span, trimmed
from corpus.terms.short_names import name_before
from corpus.wording import is_definition

_VERB = (
    r"(?P<verb>means?\b|shall mean|ha(?:s|ve) the (?:same )?meaning|(?:is|are) defined as"
    r"|(?:is|are) understood (?:as|to mean)|refers? to|denotes?|stands? for)\b[\s,:]*"
)
_LEAD = (
    r"(?:(?:In|For the purposes? of) this [^.,;]{1,60},\s*)?"
    r"(?:[Tt]he\s+)?(?:(?:term|expression|word|phrase)s?\s+)?"
)
_MARKED_NAME = r"(?:\*\*[^*\n]{1,160}\*\*|[“\"][^“”\"\n]{2,120}[”\"])"
_MARKED = re.compile(
    rf"{_LEAD}(?P<names>{_MARKED_NAME}(?:\s?,?\s(?:or\s|and\s)?{_MARKED_NAME}){{0,9}})"
    rf"(?:,[^;]{{1,200}}?,|\s(?:in|of|for|with|under)\s[^.;,()]{{1,100}}?|,)?\s+{_VERB}"
)
_PLAIN = re.compile(
    rf"{_LEAD}(?P<names>[^\W_][\w’'/-]*(?: [\w’'/-]+){{0,7}}?)"
    rf"(?:,[^.;]{{1,200}},|\s(?:in relation to|in respect of|with respect to)[^.;,]{{1,100}},|,)?"
    rf"\s+{_VERB}"
)
_NAME = re.compile(r"[^*“”\"]+")
_DECLARED = re.compile(r"(?:[Tt]he\s+)?(?:term|expression|word|phrase)s?\s")
_MEANS = re.compile(r"means?\b|shall mean|ha(?:s|ve) the")
_CLOSED = re.compile(r"[.;]\s*$")
_TRANSLATION = re.compile(r"[.;,]?\s*\(\*\*[^()]{1,500}\*\*\)\s*$")
_EXAMPLE = re.compile(r"(?<=[.。])\s+(?:Examples?|Notes?|E\.g\.)\b")
_APPOSED = re.compile(r"\)\s?(?:,|\s(?P<dash>[–—-]))\s+(?=an?\s)")
_APPOSITION_END = re.compile(r",(?=\s)|\s[–—-]\s|[;:]|\.(?=\s|$)")
_COPULA = re.compile(
    r"(?:Notes?\s?\d{0,2}[:.)]\s*)?(?:The\s+)?"
    r"(?P<name>[^\W_][^\s,;:()]{1,40}(?: [^\s,;:()]{1,40}){0,5}?)"
    r"\s+(?:is|are)\s+(?P<meaning>(?:an?|the)\s+(?!(?:only|first|last|same|most|main|key|best)\b)\S)"
)
_EXPLAINED = re.compile(
    r"\((?P<meaning>(?:an?|the|any|acts?|those|persons?|people)\s+[^()]{0,40}?"
    r"\b(?:of|that|which|who|whose|to|for|by)\b[^()]{3,300})\)"
)
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Definition:
    """A name and the words that define it."""

    name: Span
    meaning: tuple[Span, ...]


def opened_definitions(
    text: str, parts: Sequence[Span], below: Sequence[Span], known: frozenset[str]
) -> tuple[Definition, ...]:
    """Return the definition that a block, or the first sentence of one, opens with; () for none.

    There is one for each name: "**A** or **B** means …". `below` are the points that go on with it;
    they belong to the meaning where the block itself ends no sentence. Names in quotation marks, in
    bold type or called terms may be defined by any verb, other names by "means" and the like alone,
    where the block reads as a definition, or by any where they are `known` as terms. A translation
    in brackets at the end is left out.
    """
    first = parts[0]
    match = _MARKED.match(text, first.start, first.end)
    if match is None:
        match = _PLAIN.match(text, first.start, first.end)
        if match is None or not _is_sure(match, first.of(text), known):
            return ()
    end = sentences(text, parts)[0][-1].end
    meaning = _stretches(text, parts, match.end(), end)
    translation = _TRANSLATION.search(meaning[-1].of(text)) if meaning else None
    if translation is not None:
        meaning = _stretches(text, meaning, 0, meaning[-1].start + translation.start())
    if not _CLOSED.search(text[match.end() : end]):
        meaning = (*meaning, *below)
    names = _names(text, match) if meaning else ()
    return tuple(Definition(name, meaning) for name in names)


def _is_sure(match: re.Match[str], said: str, known: frozenset[str]) -> bool:
    """Tell whether a name without quotation marks is certainly a term being defined."""
    if _DECLARED.match(match.group()) or match["names"] in known:
        return True
    verb = match["verb"]
    return (
        "defined" in verb
        or "understood" in verb
        or (_MEANS.match(verb) is not None and is_definition(said))
    )


def _names(text: str, match: re.Match[str]) -> tuple[Span, ...]:
    """Return the places of the names that a definition opens with."""
    start, end = match.span("names")
    if match.re is _PLAIN:
        return (Span(start, end),)
    pieces = [found.span() for found in _NAME.finditer(text, start, end)]
    return tuple(Span(*piece) for piece in pieces[::2])


def glossary_definition(text: str, parts: Sequence[Span]) -> Definition | None:
    """Return the entry of a glossary whose term has the first line, or None if it has no other.

    Examples and notes after the definition are left out.
    """
    first = parts[0]
    line = text.find("\n", first.start, first.end)
    if line < 0:
        return None
    name = trimmed(text, first.start + (text[first.start] == "*"), line)
    example = _EXAMPLE.search(text, line, first.end)
    end = example.start() if example else parts[-1].end
    meaning = _stretches(text, parts, line, end)
    return Definition(name, meaning) if name and meaning else None


def apposed_definition(text: str, name: Span, end: int) -> Definition | None:
    """Return what is said of a name in brackets right after them: "(GEBCO), a map of …"; or None.

    It ends at the next comma or stop, after a dash at the next dash, before offset `end`.
    """
    match = _APPOSED.match(text, name.end, end)
    if match is None:
        return None
    stop = end
    for found in _APPOSITION_END.finditer(text, match.end(), end):
        if match["dash"] is None or match["dash"] in found.group() or "." in found.group():
            stop = found.start()
            break
    meaning = trimmed(text, match.end(), stop)
    return Definition(name, (meaning,)) if meaning else None


def said_of_known(text: str, parts: Sequence[Span], known: frozenset[str]) -> Iterator[Definition]:
    """Yield what the sentences of a block say known terms are: "The RILO is the base for …"."""
    for sentence in sentences(text, parts):
        match = _COPULA.match(text, sentence[0].start, sentence[0].end)
        if match is not None and match["name"] in known:
            meaning = _stretches(text, sentence, match.start("meaning"), sentence[-1].end)
            yield Definition(Span(*match.span("name")), meaning)


def explained_in_brackets(text: str, start: int, end: int) -> Iterator[Definition]:
    """Yield the names that a phrase in brackets explains: "ghost gear (nets that were lost …)"."""
    for match in _EXPLAINED.finditer(text, start, end):
        name = name_before(text, start, match.start())
        if name is None or len(match["meaning"].split()) < _FEWEST_WORDS:
            continue
        yield Definition(name, (Span(*match.span("meaning")),))


def _stretches(text: str, parts: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what of some stretches lies in `[start, end)`, without white space at the ends."""
    cut = (trimmed(text, max(part.start, start), min(part.end, end)) for part in parts)
    return tuple(part for part in cut if part is not None)

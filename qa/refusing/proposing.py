"""Questions that the places nearest to a refused one may answer, made from their structure."""

from __future__ import annotations

# ruff: noqa: SIM905 - a list of words reads best as a text
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.labels import labels_at
from corpus.lists.item_list import ListKind
from corpus.span import Span
from corpus.stitched import read
from corpus.structure import Chunk, StructuredDocument
from corpus.terms.finding import Term, TermKind
from corpus.wording import plain
from index.protocols import Index
from qa.analysis.nouns import PREPOSITIONS
from qa.listing.wanted import is_plural

_LONGEST_TITLE = 14  # words
_LONGEST_NAME = 8
_DIVISIONS = frozenset("chapter part article annex appendix schedule".split())
_EVENT = re.compile(
    r"(?:the )?(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\d{1,3}(?:st|nd|rd|th)|final|last) )?(?:[a-z]+ ){0,2}"
    r"(?:meeting|session|conference|summit|congress|establishment|signing|launch|opening|"
    r"revision|amendment|ratification|inauguration|conclusion|election)\b"
    r"(?: of| on| for| between|$)",
    re.IGNORECASE,
)
_NO_PHRASE = re.compile(r"[.;:!?\"“”()\[\]*|]|\d{4}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question, and where its answer has to stand: within `place` of the document."""

    question: str
    document: str
    place: Span


def of_section(index: Index, chunk: Chunk, is_only: bool) -> Iterator[Proposal]:
    """Yield questions for what the labelled sections around a chunk cover, the innermost first.

    The document's title goes with them unless it `is_only`: the only one; one without a title of at
    most 14 words has no such question.
    """
    document = index.document(chunk.document_id)
    title = document.document.metadata.title
    if not is_only and not 0 < len(title.split()) <= _LONGEST_TITLE:
        return
    whole = "" if is_only else f" of “{title}”"
    number: int | None = chunk.section
    while number:
        section = document.sections[number]
        label = (
            _division(plain(section.heading.of(document.document.text)))
            if (section.heading)
            else ""
        )
        if label:
            yield Proposal(f"What does {label}{whole} cover?", chunk.document_id, section.span)
        number = section.parent


def of_document(document: StructuredDocument) -> Iterator[Proposal]:
    """Yield the question for what a document is about, if it has a title of at most 14 words."""
    title = document.document.metadata.title
    if 0 < len(title.split()) <= _LONGEST_TITLE:
        whole = Span(0, len(document.document.text))
        yield Proposal(f"What is the document “{title}” about?", document.document.id, whole)


def of_structure(index: Index, chunk: Chunk) -> Iterator[Proposal]:
    """Yield questions for what a chunk itself explains, its section lists, and what it dates.

    Terms come first, then a list under a heading that names several things ("Duties of wardens"),
    then events; each in the order of the text.
    """
    document = index.document(chunk.document_id)
    structures = index.structures(chunk.document_id)
    text = document.document.text
    blocks = frozenset(chunk.blocks)

    def block_of(number: int) -> Span:
        parts = document.blocks[number].parts
        return Span(parts[0].start, parts[-1].end)

    for term in structures.terms:
        if term.block in blocks and (question := question_of_term(text, term)):
            yield Proposal(question, chunk.document_id, block_of(term.block))
    section = document.sections[chunk.section]
    listed = any(
        each.kind is ListKind.BLOCKS and each.section == chunk.section for each in structures.lists
    )
    if listed and section.heading and (question := question_of_heading(section.path[-1])):
        yield Proposal(question, chunk.document_id, section.span)
    for event in structures.events:
        if event.block in blocks and (
            question := question_of_event(plain(read(text, event.title)))
        ):
            yield Proposal(question, chunk.document_id, block_of(event.block))


def of_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the questions for every place that names a thing."""
    return tuple(f"Where is “{name}” mentioned?" for name in names if not set(name) & set("“”?"))


def _division(heading: str) -> str:
    """Return the words by which a section is asked for: "chapter 3", "section IV"; "" for none."""
    own = heading.split()
    if len(own) > 1 and own[0].lower() in _DIVISIONS:
        return f"{own[0].lower()} {own[1].strip('.:()–—-')}".strip()
    labels = labels_at(heading)
    label = heading[: labels[0].length].strip(" .():") if labels else ""
    return f"section {label}" if label and " " not in label and label.isascii() else ""


def question_of_term(text: str, term: Term) -> str:
    """Return the question for what a term of `text` means, "" where none could be asked well."""
    name = plain(term.name.of(text))
    if not 0 < len(name.split()) <= _LONGEST_NAME or _NO_PHRASE.search(name):
        return ""
    match term.kind:
        case TermKind.ABBREVIATION:
            return f"What does {name} stand for?"
        case TermKind.DEFINITION | TermKind.GLOSSARY:
            return f"What does “{name}” mean?"
        case TermKind.ALIAS:
            return ""


def question_of_heading(title: str) -> str:
    """Return "What are the duties of wardens?" for such a heading in sentence case, else ""."""
    labels = labels_at(title)
    words = plain(title[labels[0].length :] if labels else title).split()
    if not 1 < len(words) <= _LONGEST_NAME or _NO_PHRASE.search(title):
        return ""
    first, *rest = words
    is_phrase = is_plural(first.lower()) and rest[0] in PREPOSITIONS
    is_sentence_case = first[1:].islower() and all(w.islower() or w.isupper() for w in rest)
    return (
        f"What are the {first.lower()} {' '.join(rest)}?" if is_phrase and is_sentence_case else ""
    )


def question_of_event(title: str) -> str:
    """Return the question for the date of what is a noun phrase for an event, else ""."""
    if len(title.split()) > _LONGEST_TITLE or _NO_PHRASE.search(title) or not _EVENT.match(title):
        return ""
    first, _, rest = title.removeprefix("The ").removeprefix("the ").partition(" ")
    first = first if first[1:] != first[1:].lower() else first.lower()
    return f"When did the {first} {rest} take place?"

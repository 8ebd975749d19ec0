"""Answers about the collection itself, from titles, outlines and the sentences that lead in."""

# ruff: noqa: SIM905 - a list of words reads best as a text

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.labels import labels_at
from corpus.lists.item_list import ItemList, ListKind
from corpus.sentences import sentences
from corpus.span import Span
from corpus.structure import BlockKind, Section, StructuredDocument
from corpus.wording import ends_sentence, folded
from index.protocols import Index
from qa.answer import Answer, AnswerKind, Citation, Context, Item
from qa.candidates import shown
from qa.citation import cite
from qa.collection.forms import CollectionKind, CollectionQuestion, collection_question
from qa.itemising import item_at
from qa.ledger.scope import in_scope
from qa.specialists import Situation

_CONFIDENCE = 0.9  # titles and headings are exact; that they say what a text is about is likely
_ANY_DIVISION = frozenset({"section", "chapter", "part", "article"})
_DOCUMENT_NOUNS = frozenset(
    "document text file paper report act law strategy plan agreement chapter treaty policy charter "
    "programme program order code convention".split()
)
_LEADING = 2  # sentences that lead in

Parts = tuple[Span, ...]


class CollectionGuide:
    """A specialist for questions about the collection: its documents, a document, a section.

    Documents and headings come as items in their order, the sentences that lead in as the text.
    """

    is_exhaustive = True

    def answer(self, situation: Situation, common: Answer) -> Answer | None:
        """Return what the collection says of itself, or None for another kind of question.

        None, too, where the question means no one document or section.
        """
        question = collection_question(situation.understood)
        if question is None:
            return None
        index = situation.index
        if question.kind is CollectionKind.DOCUMENTS:
            documents = map(index.opening, situation.documents)  # not all in memory at once
            titles = ((document, _title(document)) for document in documents)
            return _answer(common, [_item(*each) for each in titles if each[1]])
        if question.kind is CollectionKind.SECTION and not question.document:
            return _labelled(index, question, situation.documents, common)
        found = _document(index, question, situation.documents)
        if found is None:
            return None
        section = _section(found, question)
        return None if section is None else _about(index, found, section, common)


def _labelled(
    index: Index, question: CollectionQuestion, documents: Sequence[str], common: Answer
) -> Answer | None:
    """Return what a section says whose document is not named; where several have it, the headings.

    The headings come one a document, in the order of the documents: each says which it stands in.
    """
    texts = map(index.document, documents)  # not all in memory at once
    found = [(each, section) for each in texts if (section := _section(each, question))]
    if len(found) == 1:
        return _about(index, *found[0], common)
    headings = [(each, section.heading) for each, section in found if section.heading]
    return _answer(common, [_item(each, (heading,)) for each, heading in headings])


def _document(
    index: Index, question: CollectionQuestion, documents: Sequence[str]
) -> StructuredDocument | None:
    """Return the one document that a question means, if it means one."""
    words = folded(question.document).split()
    if words and words[0] in ("this", "that", "the"):
        del words[0]
    if question.kind is CollectionKind.TOPIC and not _DOCUMENT_NOUNS & set(words):
        return None
    found = in_scope(index, " ".join(words), documents)
    return index.document(found[0]) if found is not None and len(found) == 1 else None


def _section(document: StructuredDocument, question: CollectionQuestion) -> Section | None:
    """Return the outermost section with the label asked for; for a topic, the document itself."""
    if question.kind is CollectionKind.TOPIC:
        return document.sections[0]
    named = [each for each in document.sections[1:] if _is_labelled(document, each, question)]
    outermost = min((each.level for each in named), default=0)
    first = [each for each in named if each.level == outermost]
    return first[0] if len(first) == 1 else None


def _is_labelled(
    document: StructuredDocument, section: Section, question: CollectionQuestion
) -> bool:
    """Tell whether a heading begins with a label: "Annex A", or for sections "2." alone."""
    title = shown(document, [section.heading]) if section.heading else ""
    own = folded(title).split()
    label = folded(question.label).split()
    if own[:1] == [question.word]:
        return own[1 : 1 + len(label)] == label
    if question.word not in _ANY_DIVISION or not labels_at(title):
        return False
    return folded(title[: labels_at(title)[0].length]).split() == label


def _about(
    index: Index, document: StructuredDocument, section: Section, common: Answer
) -> Answer | None:
    """Return the sentences that lead a section in, with the headings right below it as items.

    A section that is a list and no more ("The council may: …") is told by the list.
    """
    lead: Parts = _lead(document, section)
    items = [_item(document, (each,)) for each in _headings(document, section)]
    if not lead and not items:
        one = _list(index, document, section)
        lead = one.lead_in if one else ()
        items = [item_at(document, each.parts) for each in one.items] if one else []
    title = (section.heading,) if section.heading else _title(document)
    if not title:
        return None
    context = Context(shown(document, title), cite(document, title))
    answer = (
        _answer(common, items, shown(document, lead), [cite(document, lead)])
        if lead
        else _answer(common, items)
    )
    return answer and replace(answer, context=(context,))


def _list(index: Index, document: StructuredDocument, section: Section) -> ItemList | None:
    """Return the first list on lines of its own in a section, None where it has none."""
    lists = index.structures(document.document.id).lists
    own = (one for one in lists if one.section == section.number)
    return next((one for one in own if one.kind is ListKind.BLOCKS), None)


def _headings(document: StructuredDocument, section: Section) -> list[Span]:
    """Return the headings right below a section, contents pages left out.

    Of a document, the only one with others below it is its title, and gives way to these.
    """
    listed = {block.section for block in document.blocks if block.kind is BlockKind.CONTENTS}
    below: dict[int | None, list[Section]] = {}
    for each in document.sections:
        below.setdefault(each.parent, []).append(each)
    found = below.get(section.number, [])
    parents = [each for each in found if each.number in below]
    if section.parent is None and len(parents) == 1:
        at = found.index(parents[0])
        found = [*found[:at], *below[parents[0].number], *found[at + 1 :]]
    return [each.heading for each in found if each.heading and each.number not in listed]


def _lead(document: StructuredDocument, section: Section) -> Parts:
    """Return the first sentences of a section's own first paragraph; () where it has none.

    A document leads in with the first paragraph that stands anywhere.
    """
    text = document.document.text
    for block in document.blocks:
        is_own = section.parent is None or block.section == section.number
        if is_own and block.kind is BlockKind.PARAGRAPH:
            whole = sentences(text, block.parts)
            if ends_sentence(whole[0][-1].of(text)):
                return tuple(part for sentence in whole[:_LEADING] for part in sentence)
    return ()


def _title(document: StructuredDocument) -> Parts:
    """Return where a document's title stands: its first heading, else its first block.

    () for a document of neither, as one of rules and signs alone.
    """
    for section in document.sections:
        if section.heading is not None:
            return (section.heading,)
    return document.blocks[0].parts if document.blocks else ()


def _item(document: StructuredDocument, parts: Parts) -> Item:
    return Item(shown(document, parts), cite(document, parts))


def _answer(
    common: Answer, items: Sequence[Item], text: str = "", first: Sequence[Citation] = ()
) -> Answer | None:
    """Return `common` as a text and a list of items, or None without anything to cite."""
    cited = dict.fromkeys([*first, *(item.citation for item in items)])
    if not cited:
        return None
    return replace(
        common,
        kind=AnswerKind.LIST if items else AnswerKind.SPAN,
        text=text,
        items=tuple(items),
        citations=tuple(cited),
        confidence=_CONFIDENCE,
        coverage=replace(common.coverage, sections_scanned=common.coverage.sections),
    )

"""Verifying: earlier answers and citations against the documents as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.protocols import Index
from qa.answer import Citation
from qa.verifying.citations import Verified, of_no_document
from qa.verifying.given import Given
from qa.verifying.verdicts import AnswerVerdict, CitationVerdict, Verification, worst


def verify(given: Sequence[Given], index: Index) -> Verification:
    """Return what became of every citation, in the order given, by one state of the index.

    A document that is not held under its id is looked for by the SHA-256 of its text: a file that
    was only renamed is found again. A document is told to be superseded, but its quotes stand.
    """
    index = index.snapshot()
    verdicts = _verdicts({cited for each in given for cited in each.citations}, index)
    answers = []
    for each in given:
        found = tuple(verdicts[cited] for cited in each.citations)
        answers.append(AnswerVerdict(each.name, worst(one.verdict for one in found), found))
    return Verification(
        worst(answer.verdict for answer in answers), index.generation, tuple(answers)
    )


def _verdicts(citations: set[Citation], index: Index) -> Mapping[Citation, CitationVerdict]:
    """Return the verdict on each citation; every document is read once, one after the other."""
    held, editions = frozenset(index.document_ids()), index.editions()
    missing = {each.text_sha256 for each in citations if each.document not in held}
    renamed = index.documents_with_text(missing) if missing else {}
    by_document: dict[str, list[Citation]] = {}
    found: dict[Citation, CitationVerdict] = {}
    for each in citations:
        here = each.document if each.document in held else renamed.get(each.text_sha256)
        if here is None:
            found[each] = of_no_document(each)
        else:
            by_document.setdefault(here, []).append(each)
    for id_, cited in sorted(by_document.items()):
        document = Verified(index.document(id_))
        newest = editions.newest(id_)
        newer = "" if newest == id_ else newest
        found.update((each, replace(document.verdict(each), superseded_by=newer)) for each in cited)
    return found

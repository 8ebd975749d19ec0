"""Where the evidence of a gold question stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.parsing.outline import section_at
from corpus.structure import StructuredDocument
from qa.evaluation.gold import Evidence, GoldQuestion

# A document and the number of the innermost section in it.
Place = tuple[str, int]


def places(
    question: GoldQuestion, documents: Mapping[str, StructuredDocument]
) -> tuple[Place, ...]:
    """Return the innermost sections in which the evidence begins, without repeats, in its order.

    A quote counts at its first place in the document; one that is not there is passed over.
    """
    found = (_place(each, documents.get(each.doc)) for each in question.evidence)
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _place(evidence: Evidence, document: StructuredDocument | None) -> Place | None:
    if document is None:
        return None
    wording = r"\s+".join(re.escape(word) for word in evidence.quote.split())
    quoted = re.search(wording, document.document.text)
    if quoted is None:
        return None
    return evidence.doc, section_at(document.sections, quoted.start()).number

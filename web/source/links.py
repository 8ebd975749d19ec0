"""The links from an answer into its sources."""

from __future__ import annotations

from qa.answer import Citation
from web.answers.presenting import Shown
from web.questions.keeping import kept_link

_MOST_CONTEXT = 10  # places: every link of an answer names them


def source_link(citation: Citation, shown: Shown) -> str:
    """Return the link that opens a citation of an answer in its document.

    It marks the answer's context in the same document, too, and leads back to the conversation.
    """
    link = citation.link
    path, hash_, fragment = link.partition("#")
    if context := _context(citation, shown):
        link = f"{path}&context={context}{hash_}{fragment}"
    return kept_link(link, shown.back)


def _context(citation: Citation, shown: Shown) -> str:
    """Return the places of the context beside a citation, in reading order, none over another."""
    beside = sorted(
        (part.start, part.end)
        for each in shown.answer.context
        if each.citation.document == citation.document
        for part in each.citation.parts
    )
    taken = [(part.start, part.end) for part in citation.parts]
    kept: list[tuple[int, int]] = []
    for start, end in beside:
        if all(end <= a or b <= start for a, b in (*taken, *kept)):
            kept.append((start, end))
    return ",".join(f"{start}-{end}" for start, end in kept[:_MOST_CONTEXT])

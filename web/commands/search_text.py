"""The hits of a search as text for a terminal."""

from __future__ import annotations

from qa.searching.hits import MOST_HITS, SearchHits
from qa.showing.printing import wrapped
from qa.showing.sourcing import source_titles
from qa.showing.text import place_lines


def render_search(found: SearchHits) -> str:
    """Return how many places there are, then each hit in its passage with where it stands."""
    titles = source_titles(hit.citation for hit in found.hits)
    lines = [counted(found)]
    for number, hit in enumerate(found.hits, start=found.offset + 1):
        passage = "".join(f"[{run.text}]" if run.is_found else run.text for run in hit.passage)
        lines += ["", *wrapped(passage, "  "), *place_lines(number, hit.citation, titles)]
    return "\n".join(lines)


def counted(found: SearchHits) -> str:
    """Return how many places were found, in how many documents."""
    if not found.total:
        return "It stands nowhere in these documents."
    places = "1 place" if found.total == 1 else f"{found.total:,} places"
    in_documents = len(found.documents)
    documents = "1 document" if in_documents == 1 else f"{in_documents:,} documents"
    if not found.is_complete:
        return f"More than {MOST_HITS:,} places; the first {places} are in {documents}."
    return f"{places} in {documents}"

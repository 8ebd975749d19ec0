"""The format HTML."""

from __future__ import annotations

import re

from corpus.errors import DocumentError
from corpus.loading.formats.decoding import decoded_page
from corpus.loading.formats.extract import Extract

_DEEPEST = 1_000  # elements within elements: the standard's way of reading takes so long a tag
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})")
# Elements without content, and those that end where the next one begins.
_SHALLOW = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead"),
        *("tfoot", "colgroup", "option", "optgroup", "html", "head", "body"),
    )
)


class Html:
    """Web pages; nothing that they refer to is fetched."""

    name = "html/1"
    suffixes = (".html", ".htm", ".xhtml")

    def extract(self, data: bytes) -> Extract:
        """Return the main content with its headings, lists and tables.

        Navigation, banners, forms, scripts, hidden elements, heads and feet of the site are left
        out. Raises DocumentError if elements are nested deeper than a thousand times.
        """
        # The library is loaded for the first such file alone: asking starts faster without it.
        from corpus.loading.formats.html.reading import read_html

        text = decoded_page(data)
        if _depth(text) > _DEEPEST:
            raise DocumentError(f"its elements are nested more than {_DEEPEST:,} times")
        return read_html(text)


def _depth(text: str) -> int:
    """Return how deep elements are nested at most, as far as their tags tell."""
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        if tag["name"].lower() not in _SHALLOW:
            depth = max(depth - 1, 0) if tag["end"] else depth + 1
            deepest = max(deepest, depth)
    return deepest

"""What a page says of itself in its head."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from corpus.document import Metadata
from corpus.loading.formats.about import properties
from corpus.loading.formats.cleaning import clean

# Names of `<meta>`, the surest first: of the Dublin Core, of Open Graph, and plain ones.
_TITLES = ("dcterms.title", "dc.title", "citation_title", "og:title")
_ISSUERS = (
    "dcterms.publisher",
    "dc.publisher",
    "publisher",
    "author",
    "dc.creator",
    "og:site_name",
)
_DATES = (
    *("dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "citation_publication_date"),
    *("article:published_time", "date", "dcterms.modified", "article:modified_time"),
)
_DATE = 10  # characters of a date with a time: 2031-04-05T12:00


def metadata_of(tree: LexborHTMLParser, only_heading: str) -> Metadata:
    """Return what a page tells; `only_heading` is its one `<h1>`, empty where it has not one.

    The title of a page often goes on with the name of its site: its heading is taken where the
    title begins with it.
    """
    told: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        told.setdefault(name.lower(), clean(node.attributes.get("content") or ""))
    element = tree.css_first("head title")
    title = _first(told, _TITLES) or clean(element.text() if element is not None else "")
    heading = clean(only_heading)
    if heading and (not title or title.lower().startswith(heading.lower())):
        title = heading
    date = _first(told, _DATES)
    html = tree.css_first("html")
    language = None if html is None else html.attributes.get("lang")
    return properties(
        title=title,
        author=_first(told, _ISSUERS),
        date=date[:_DATE] if date[_DATE : _DATE + 1] == "T" else date,
        language=language or told.get("dc.language", ""),
    )


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name)), "")

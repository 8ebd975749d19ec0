"""A page of a document as it is shown, from the address that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Document
from corpus.span import Span
from corpus.structure import StructuredDocument
from web.source.address import SourceAddress
from web.source.contents import Entry, contents
from web.source.finding import Hits, hits, within
from web.source.layout import Region, RegionKind, layout
from web.source.marking import MarkKind, Stretch, marked, marks
from web.source.places import places
from web.source.text_pages import page_at, pages


@dataclass(frozen=True, slots=True)
class NewerEdition:
    """The current edition of a superseded document, as it is called.

    `since` is the day on which the document was superseded, be it by an edition between the two.
    """

    id: str
    title: str
    edition: str
    since: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document, the page of it that is shown and what the reader's tools need.

    `shown` is the place of the page `number`, of `last`, in the text and `stretches` what it holds;
    `entries` are its headings. `cited` and `context` are the places marked, wherever they are;
    `misplaced` tells that the address names some that the text has not. `hits` is None if nothing
    is looked for. `newer` is the current edition, None where this is it. `target` is the id of the
    element to open at, empty for the beginning.
    """

    document: Document
    address: SourceAddress
    shown: Span
    number: int
    last: int
    stretches: tuple[Stretch, ...]
    entries: tuple[Entry, ...]
    cited: tuple[Span, ...]
    context: tuple[Span, ...]
    misplaced: bool
    hits: Hits | None
    target: str
    newer: NewerEdition | None

    @property
    def title(self) -> str:
        """Return how the document is called: its id if it has no title."""
        return self.document.metadata.title or self.document.id

    @property
    def is_original(self) -> bool:
        """Tell whether the text is the file as it was received, byte for byte."""
        return self.document.text_sha256 == self.document.source_sha256

    def part_link(self, number: int) -> str:
        """Return the link to a cited part, which may stand on another page."""
        part, id_ = self.cited[number - 1], mark_id(MarkKind.CITED, number)
        is_here = self.shown.start <= part.start < self.shown.end
        return f"#{id_}" if is_here else f"{self.address.link(part=number)}#{id_}"

    def page_link(self, number: int) -> str:
        """Return the link to another page, on which what is looked for is marked, too."""
        if self.hits is None:
            return self.address.link(page=number)
        return self.address.link(find=self.hits.sought, hit=self.hits.current, page=number)

    def hit_link(self, number: int) -> str:
        """Return the link to a place that was found; after the last comes the first, and back."""
        if self.hits is None or not self.hits.places:
            raise ValueError("nothing was found")
        number = (number - 1) % len(self.hits.places) + 1
        id_ = mark_id(MarkKind.FOUND, number)
        return f"{self.address.link(find=self.hits.sought, hit=number)}#{id_}"


def mark_id(kind: MarkKind, number: int) -> str:
    """Return the id of the element in which a mark begins: `cited`, `cited-2`, `found-1`."""
    return "cited" if (kind, number) == (MarkKind.CITED, 1) else f"{kind}-{number}"


def source_view(
    found: StructuredDocument, address: SourceAddress, newer: NewerEdition | None = None
) -> SourceView:
    """Return the page of a document that an address asks for.

    A page is opened by its number, else at the hit, the section or the part that is cited, the
    first one if none is named; the first page if the address names nothing that there is.
    """
    text = found.document.text
    cited, context = _places(address.cite, text), _places(address.context, text)
    found_hits = hits(text, address.find, address.hit) if address.find else None
    regions = layout(found)
    all_pages = pages(text, [r.span.start for r in regions if r.kind is RegionKind.HEADING])
    opened = _opened(address, regions, cited or (), found_hits)
    number = address.page if 1 <= address.page <= len(all_pages) else 0
    target = "" if number else opened[0]
    number = number or page_at(all_pages, opened[1])
    shown = all_pages[number - 1]
    first_hit, near_hits = within(found_hits.places if found_hits else (), shown)
    on = (
        *marks(MarkKind.CITED, cited or ()),
        *marks(MarkKind.CONTEXT, context or ()),
        *marks(MarkKind.FOUND, near_hits, first_hit),
    )
    return SourceView(
        document=found.document,
        address=address,
        shown=shown,
        number=number,
        last=len(all_pages),
        stretches=marked(text, regions, on, shown),
        entries=contents(found.sections, shown),
        cited=cited or (),
        context=context or (),
        misplaced=cited is None or context is None,
        hits=found_hits,
        target=target,
        newer=newer,
    )


def _places(value: str, text: str) -> tuple[Span, ...] | None:
    return places(value, len(text)) if value else ()


def _opened(
    address: SourceAddress,
    regions: tuple[Region, ...],
    cited: tuple[Span, ...],
    found: Hits | None,
) -> tuple[str, int]:
    """Return the id of the element that is opened and its place in the text."""
    if found is not None and found.current:
        place = found.places[found.current - 1]
        return mark_id(MarkKind.FOUND, found.current), place.start
    for region in regions:
        if address.section and region.section == address.section:
            return f"section-{region.section}", region.span.start
    if not cited:
        return "", 0
    part = min(max(address.part, 1), len(cited))
    return mark_id(MarkKind.CITED, part), cited[part - 1].start

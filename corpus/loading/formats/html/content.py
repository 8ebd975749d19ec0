"""Which elements of a page are its content."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

TEXT = "-text"
_NEVER = (
    "script, style, noscript, template, svg, math, iframe, object, embed, canvas, audio, video, "
    "nav, aside, form, button, input, select, textarea, dialog, menu, del, s, strike, rp, rt, "
    "[hidden], [aria-hidden='true'], [role='navigation'], [role='banner'], [role='search'], "
    "[role='contentinfo'], [role='complementary'], [role='dialog'], [role='alertdialog'], "
    "[role='menu'], [role='menubar'], [role='toolbar']"
)
_OF_THE_SITE = "header, footer"  # of the site, where they stand in no article
_WITHIN = frozenset({"main", "article", "section"})
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Words in the class or id of what leads through a site, or asks something of its reader.
_ASIDE = frozenset(
    (
        *("nav", "navbar", "navigation", "navheader", "navfooter", "menu", "menubar", "submenu"),
        *("breadcrumb", "breadcrumbs", "sidebar", "toc", "pagination", "pager", "skip", "skiplink"),
        *("cookie", "cookies", "consent", "gdpr", "popup", "modal", "newsletter", "subscribe"),
        *("share", "sharing", "social", "advert", "advertisement", "ads", "promo", "related"),
        *("footer", "comments", "headerlink", "permalink", "editsection", "noprint"),
    )
)
_NAME = re.compile(r"[a-z]+")
_LONGEST_NAME = 300  # characters of classes and ids that are read
_FEWEST_LINKS = 3
_LINKED = 0.8  # of the text of a list, its numbers aside
_MOST = 0.5  # of the page's text: what holds more is no aside, whatever it is called


@dataclass(frozen=True, slots=True)
class Content:
    """The element that holds the content of a page, and what in it is none, by `mem_id`."""

    root: LexborNode
    left_out: frozenset[int]

    def walk(self) -> Iterator[tuple[LexborNode, bool]]:
        """Yield every element and text of the content twice: at its beginning, and at its end."""
        return _walk(self.root, self.left_out)


def content_of(tree: LexborHTMLParser) -> Content | None:
    """Return the content of a page, None where there is no page.

    That is the one `<main>`, or the one `<article>`, that holds most of the text, else the body.
    """
    body = tree.body
    if body is None:
        return None
    left_out = {node.mem_id for node in body.css(_NEVER)}
    left_out.update(node.mem_id for node in body.css(_OF_THE_SITE) if not _is_within(node))
    left_out.update(
        node.mem_id
        for node in body.css("[style]")
        if _HIDING.search(node.attributes.get("style") or "")
    )
    lengths = _lengths(body, left_out)
    most = _MOST * lengths[body.mem_id]
    left_out.update(
        node.mem_id
        for node in body.css("[class], [id]")
        if _is_aside(node) and lengths.get(node.mem_id, 0) <= most
    )
    left_out.update(node.mem_id for node in body.css("ul, ol") if _is_contents(node, lengths))
    return Content(_holder(body, lengths), frozenset(left_out))


def _holder(body: LexborNode, lengths: dict[int, int]) -> LexborNode:
    for selector in ("main, [role='main']", "article"):
        found = body.css(selector)
        if len(found) == 1 and lengths.get(found[0].mem_id, 0) >= _MOST * lengths[body.mem_id]:
            return found[0]
    return body


def _is_contents(node: LexborNode, lengths: dict[int, int]) -> bool:
    """Tell whether a list is a table of contents: links within the page and nothing else."""
    links = node.css("a[href]")
    return (
        len(links) >= _FEWEST_LINKS
        and all((link.attributes.get("href") or "").startswith("#") for link in links)
        and sum(lengths.get(link.mem_id, 0) for link in links)
        >= _LINKED * lengths.get(node.mem_id, 0)
    )


def _lengths(root: LexborNode, left_out: Collection[int]) -> dict[int, int]:
    """Return how much text each element holds, by `mem_id`."""
    lengths: dict[int, int] = {}
    open_lengths = [0]
    for node, begins in _walk(root, left_out):
        if node.tag == TEXT:
            if begins:
                open_lengths[-1] += len((node.text_content or "").strip())
        elif begins:
            open_lengths.append(0)
        else:
            length = open_lengths.pop()
            lengths[node.mem_id] = length
            open_lengths[-1] += length
    return lengths


def _walk(root: LexborNode, left_out: Collection[int]) -> Iterator[tuple[LexborNode, bool]]:
    waiting: list[tuple[LexborNode, bool]] = [(root, True)]
    while waiting:
        node, begins = waiting.pop()
        if begins and node is not root and node.next is not None:
            waiting.append((node.next, True))
        if begins and node.mem_id in left_out:
            continue
        if begins and not (node.is_element_node or node.tag == TEXT):
            continue
        yield node, begins
        if begins:
            waiting.append((node, False))
            if node.first_child is not None:
                waiting.append((node.first_child, True))


def _is_within(node: LexborNode) -> bool:
    """Tell whether an element stands in an article or the like."""
    above = node.parent
    while above is not None:
        if above.tag in _WITHIN:
            return True
        above = above.parent
    return False


def _is_aside(node: LexborNode) -> bool:
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_LONGEST_NAME]
    return not _ASIDE.isdisjoint(_NAME.findall(named.lower())) and node.tag != "body"

"""The documents of a collection, filtered and in order, as the library lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from babel import Locale, UnknownLocaleError

from qa.scope import year_of
from web.library.overview import DocumentEntry


class Order(StrEnum):
    """What the documents are sorted by."""

    TITLE = "title"
    ISSUER = "issuer"
    DATE = "date"
    SECTIONS = "sections"
    WORDS = "words"


# Names from A, dates and sizes from the newest and the largest.
_DESCENDING = frozenset({Order.DATE, Order.SECTIONS, Order.WORDS})
_KEYS: dict[Order, Callable[[DocumentEntry], tuple[bool, str | int]]] = {
    Order.TITLE: lambda each: (False, each.title.casefold()),
    Order.ISSUER: lambda each: (not each.issuer, each.issuer.casefold()),
    Order.DATE: lambda each: (bool(each.date), year_of(each.date) + each.date),
    Order.SECTIONS: lambda each: (False, each.sections),
    Order.WORDS: lambda each: (False, each.words),
}


def ordered(documents: Iterable[DocumentEntry], order: Order) -> tuple[DocumentEntry, ...]:
    """Return the documents in an order: what is not known comes last, ties go by title, then id.

    Titles and issuers begin with A, dates with the newest, sizes with the largest.
    """
    by_title = sorted(documents, key=lambda each: (each.title.casefold(), each.id))
    return tuple(sorted(by_title, key=_KEYS[order], reverse=order in _DESCENDING))


def filtered(documents: Sequence[DocumentEntry], wanted: str) -> tuple[DocumentEntry, ...]:
    """Return the documents of which something that is listed holds each of the words `wanted`.

    Parts of words count, too, and case does not; no words keep all documents.
    """
    words = wanted.casefold().split()
    return tuple(each for each in documents if all(word in _said(each) for word in words))


def language_name(tag: str) -> str:
    """Return how a language is called in English, or its tag where that is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (ValueError, UnknownLocaleError):
        return tag


def is_other_language(tag: str) -> bool:
    """Tell whether a language is another one than English, the one that answers are tested in."""
    return tag.partition("-")[0].lower() not in ("", "en", "eng")


def is_web_address(source: str) -> bool:
    """Tell whether where a document is from can be opened in a browser."""
    return source.startswith(("https://", "http://")) and source.isprintable() and " " not in source


def _said(each: DocumentEntry) -> str:
    said = (each.title, each.issuer, each.edition, each.date, language_name(each.language), each.id)
    return "\n".join(said).casefold()

"""A question and hits in; a cited answer out.

The names here are the whole of what notebooks and scripts need; `open_collection` comes first.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.errors import PinciteError
    from qa.answer import Answer, AnswerKind, Citation, Item, NearPassage, Part
    from qa.notebook import Collection, open_collection
    from qa.searching.hits import SearchHit, SearchHits
    from qa.settings import Models
    from qa.showing.html import ShownAnswer, show

__all__ = [
    "Answer",
    "AnswerKind",
    "Citation",
    "Collection",
    "Item",
    "Models",
    "NearPassage",
    "Part",
    "PinciteError",
    "SearchHit",
    "SearchHits",
    "ShownAnswer",
    "open_collection",
    "show",
]

_PLACES = {
    "corpus.errors": ("PinciteError",),
    "qa.answer": ("Answer", "AnswerKind", "Citation", "Item", "NearPassage", "Part"),
    "qa.notebook": ("Collection", "open_collection"),
    "qa.searching.hits": ("SearchHit", "SearchHits"),
    "qa.settings": ("Models",),
    "qa.showing.html": ("ShownAnswer", "show"),
}


def __getattr__(name: str) -> object:
    # Every module of the folder passes here: what a name needs is loaded when it is used.
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The address of a document's page: which places it marks and what it opens at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from qa.question import MAX_QUESTION_CHARACTERS
from web.questions.keeping import WAY_BACK, way_back
from web.source.finding import LONGEST_SOUGHT

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """What the query of an address asks of a document's page.

    `cite` and `context` name the places that are marked as cited and as their context. `find` is
    what is looked for and `hit` which of the places found is opened; else a `page`, a `section`
    or a `part` of what is cited. Numbers count from 1 and are 0 where the address names none.
    `came_from` are the fields that lead back to the turn of a conversation. Texts are empty where
    there are none.
    """

    path: str
    cite: str = ""
    context: str = ""
    find: str = ""
    hit: int = 0
    section: int = 0
    page: int = 0
    part: int = 0
    came_from: tuple[tuple[str, str], ...] = ()

    @property
    def back(self) -> str:
        """Return the address of the turn that the reader came from, empty if there is none."""
        return way_back(self.came_from)

    @property
    def question(self) -> str:
        """Return the question of that turn, empty where the address does not tell it."""
        return dict(self.came_from).get("q", "")

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """Return what every link within the document keeps: the places and the way back."""
        places = (("cite", self.cite), ("context", self.context))
        return (*((name, value) for name, value in places if value), *self.came_from)

    def link(self, **opened: str | int) -> str:
        """Return the address that opens something else in it, with the same places marked."""
        query = urlencode([*self.kept, *opened.items()], safe=",")
        return f"{self.path}?{query}" if query else self.path


def source_address(path: str, query: MultiDict[str, str]) -> SourceAddress:
    """Return what a query asks of the document's page at `path`; what it cannot be is ignored."""
    return SourceAddress(
        path=path,
        cite=query.get("cite", ""),
        context=query.get("context", ""),
        find=query.get("find", "")[:LONGEST_SOUGHT].strip(),
        hit=_number(query.get("hit", "")),
        section=_number(query.get("section", "")),
        page=_number(query.get("page", "")),
        part=_number(query.get("part", "")),
        came_from=tuple(
            (name, value[:MAX_QUESTION_CHARACTERS])
            for name, value in query.items(multi=True)
            if name in WAY_BACK
        ),
    )


def _number(value: str) -> int:
    return int(value) if _NUMBER.fullmatch(value) else 0

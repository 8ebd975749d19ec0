"""Front matter: the `---` lines at the top of a file that say what is known about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from corpus.document import Document, Metadata

# A rule at the top of a text looks the same: front matter begins with a named value.
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<yaml>(?:\s*#[^\n]*\n)*\s*[\w-]+[ \t]*:(?=\s).*?)"
    r"\r?\n---[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_NAMED_VALUE = re.compile(r"^(?P<name>[\w-]+)[ \t]*:[ \t]+(?P<value>[^\r\n]*)", re.MULTILINE)
_LONGEST = 20_000
_LONGEST_VALUE = 500
_READERS = ("markdown/",)  # the extractors that read front matter, whatever their version
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_NAMES = {
    "title": ("title",),
    "issuer": ("issuer", "publisher", "author"),
    "date": ("date", "published"),
    "edition": ("edition", "version"),
    "language": ("language", "lang"),
    "source": ("source", "url"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a text: `end` is the offset at which the text proper begins."""

    end: int
    metadata: Metadata


class _Loader(yaml.BaseLoader):
    """Builds texts, lists and mappings alone, each written out: no alias repeats another."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose the next node. Raises YAMLError for an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that `text` begins with, None if there is none.

    Values are taken as they are written (`2018-08` stays a text), lists of texts with commas
    between. What is not YAML, or repeats itself by an alias, is read line by line, so that a stray
    colon costs one value and not the document. A value has at most 500 characters, the rest is cut
    off; half of a surrogate pair alone is U+FFFD.
    """
    match = _FRONT_MATTER.match(text[:_LONGEST])
    if match is None:
        return None
    return FrontMatter(match.end(), _metadata(_values(match["yaml"])))


def body_start(document: Document) -> int:
    """Return the offset at which the text proper begins: 0 where the format has no front matter."""
    front = front_matter(document.text) if document.extractor.startswith(_READERS) else None
    return front.end if front else 0


def _values(source: str) -> Mapping[str, str]:
    try:
        loaded: object = yaml.load(source, Loader=_Loader)  # noqa: S506 - builds no objects
    except (yaml.YAMLError, RecursionError):
        loaded = {
            match["name"]: match["value"].strip().strip("\"'")
            for match in _NAMED_VALUE.finditer(source)
        }
    if not isinstance(loaded, dict):
        return {}
    return {name: _shown(value) for name, value in loaded.items() if isinstance(name, str)}


def _metadata(values: Mapping[str, str]) -> Metadata:
    known = {}
    for field, names in _NAMES.items():
        given = [values[name] for name in names if values.get(name, "") not in _NOTHING]
        if given:
            known[field] = given[0]
    return Metadata(**known)


def _shown(value: object) -> str:
    """Return a value as text that UTF-8 can hold, halves of a surrogate pair put together."""
    written = _one_line(value)[:_LONGEST_VALUE].strip()
    return written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _one_line(value: object) -> str:
    """Return a text, or texts with commas between; an empty text for anything else."""
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := _one_line(item)))
    return " ".join(value.split()) if isinstance(value, str) else ""

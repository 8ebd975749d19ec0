"""Front matter: the `---` lines at the top of a file that say what is known about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from corpus.document import Metadata

# A rule at the top of a text looks the same: front matter begins with a named value.
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<yaml>(?:\s*#[^\n]*\n)*\s*[\w-]+[ \t]*:(?=\s).*?)"
    r"\r?\n---[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_NAMED_VALUE = re.compile(r"^(?P<name>[\w-]+)[ \t]*:[ \t]+(?P<value>[^\r\n]*)", re.MULTILINE)
_LONGEST = 20_000
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


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that `text` begins with, None if there is none.

    Values are taken as they are written (`2018-08` stays a text), lists of texts with commas
    between. What is not YAML is read line by line, so that a stray colon costs one value and not
    the document.
    """
    match = _FRONT_MATTER.match(text[:_LONGEST])
    if match is None:
        return None
    return FrontMatter(match.end(), _metadata(_values(match["yaml"])))


def _values(source: str) -> Mapping[str, str]:
    try:
        # The base loader builds texts, lists and mappings alone.
        loaded: object = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        loaded = {
            match["name"]: match["value"].strip().strip("\"'")
            for match in _NAMED_VALUE.finditer(source)
        }
    if not isinstance(loaded, dict):
        return {}
    return {name: _one_line(value) for name, value in loaded.items() if isinstance(name, str)}


def _metadata(values: Mapping[str, str]) -> Metadata:
    known = {}
    for field, names in _NAMES.items():
        given = [values[name] for name in names if values.get(name, "") not in _NOTHING]
        if given:
            known[field] = given[0]
    return Metadata(**known)


def _one_line(value: object) -> str:
    """Return a text, or texts with commas between; an empty text for anything else."""
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := _one_line(item)))
    return " ".join(value.split()) if isinstance(value, str) else ""

"""The file `manifest.toml` of a folder: what is known about its files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from corpus.document import Metadata
from corpus.errors import DocumentError

MANIFEST = "manifest.toml"
_FIELDS = tuple(field.name for field in fields(Metadata))


def read_manifest(path: Path) -> Mapping[str, Metadata]:
    """Return what a manifest says of each file, by its path below the folder with `/`.

    A manifest that is not there says nothing. Each `[[document]]` has a `file` and any fields of
    `Metadata`; others are passed over. Raises DocumentError if the file is malformed.
    """
    if not path.is_file():
        return {}
    try:
        entries: object = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _malformed(path, f"it is not TOML: {error}") from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}") from error
    if not isinstance(entries, list):
        raise _malformed(path, "each document is a table [[document]]")
    return dict(_entry(path, entry) for entry in entries)


def merged(first: Metadata, second: Metadata) -> Metadata:
    """Return what `first` tells, and what `second` tells where `first` is silent."""
    default = Metadata()
    return Metadata(
        **{
            name: given
            if (given := getattr(first, name)) != getattr(default, name)
            else getattr(second, name)
            for name in _FIELDS
        }
    )


def _entry(path: Path, entry: object) -> tuple[str, Metadata]:
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
        raise _malformed(path, "each [[document]] needs a file")
    known = {name: entry[name] for name in _FIELDS if name in entry}
    for name, value in known.items():
        if not isinstance(value, str):
            raise _malformed(path, f"put the {name} of {entry['file']} in quotes")
    return entry["file"], Metadata(**known)


def _malformed(path: Path, reason: str) -> DocumentError:
    return DocumentError(f"{path} is malformed: {reason}")

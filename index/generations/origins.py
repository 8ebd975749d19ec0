"""Where the documents of a collection came from, and what people said about them.

They are kept with a generation. There a path below the data folder is written relative to it, so
that a copied or moved data folder finds its own files.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus.document import Metadata
from corpus.editions import Replacement
from index.generations.manifest import damaged
from index.generations.sealed import sealed, unsealed

ORIGINS_FILE = "origins.json"
NOT_TO_BE_RELIED_ON = -1


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that a document was read from, as it was then.

    `size` is in bytes, `modified` in nanoseconds since 1970; NOT_TO_BE_RELIED_ON where the file had
    been written so shortly before that it may have changed since without another time. `given` is
    what the folder's manifest said of the file, `found` that with what the file says of itself. Of
    a copy, the bytes are those of a document that another file gave its id.
    """

    document_id: str
    size: int
    modified: int
    sha256: str
    extractor: str
    given: Metadata
    found: Metadata
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not become a document, as it was then; `reason` says why.

    `size` and `modified` are as those of an origin; where `modified` is NOT_TO_BE_RELIED_ON, it may
    become one the next time though it is the same. `extractor` is what would have read it.
    """

    size: int
    modified: int
    extractor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Origins:
    """Where a collection came from; all paths are absolute.

    `places` are the files and folders that were added, sorted; `files` the origins by path.
    `refused` holds files of the places that could not become documents, by path.
    `left_out` are files of the places whose documents were removed: they stay away until they are
    added again. `described` holds by document id the fields of its metadata that a person set,
    `replaced` what people said stands in the place of a document; those that are `apart` are not
    taken for editions of others unless that was said.
    """

    places: tuple[str, ...] = ()
    files: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}))
    left_out: frozenset[str] = frozenset()
    described: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    replaced: Mapping[str, Replacement] = field(default_factory=lambda: MappingProxyType({}))
    apart: frozenset[str] = frozenset()
    refused: Mapping[str, Refusal] = field(default_factory=lambda: MappingProxyType({}))

    def of_documents(
        self, document_ids: Collection[str], renamed: Mapping[str, str] = MappingProxyType({})
    ) -> Origins:
        """Return the origins without what people said of the editions of others than these.

        What they said of a document that was `renamed` is said of its new id.
        """
        replaced = {
            renamed.get(id_, id_): Replacement(renamed.get(each.by, each.by), each.said)
            for id_, each in self.replaced.items()
        }
        return dataclasses.replace(
            self,
            replaced={
                id_: each
                for id_, each in replaced.items()
                if id_ in document_ids and each.by in document_ids
            },
            apart=frozenset(renamed.get(id_, id_) for id_ in self.apart).intersection(document_ids),
        )

    def to_bytes(self, data: Path) -> bytes:
        """Return the origins as sealed JSON for a data folder, equal bytes for equal origins."""

        def kept(path: str) -> str:
            return str(Path(path).relative_to(home)) if Path(path).is_relative_to(home) else path

        home = data.absolute()
        value = {
            "places": [kept(path) for path in self.places],
            "files": {
                kept(path): dataclasses.asdict(origin) for path, origin in self.files.items()
            },
            "left_out": sorted(map(kept, self.left_out)),
            "described": {id_: dict(fields) for id_, fields in self.described.items()},
            "replaced": {id_: dataclasses.asdict(each) for id_, each in self.replaced.items()},
            "apart": sorted(self.apart),
            "refused": {kept(path): dataclasses.asdict(e) for path, e in self.refused.items()},
        }
        return sealed(value)


def load_origins(folder: Path) -> Origins:
    """Return the origins kept with a generation, whose data folder is two above it.

    Origins of before editions were told apart, or refusals kept, say nothing of them. Raises
    DamagedError if they cannot be read.
    """
    path, home = folder / ORIGINS_FILE, folder.absolute().parent.parent
    try:
        return _origins(home, **unsealed(path.read_bytes()))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged(path) from error


def _origins(
    home: Path,
    places: list[str],
    files: dict[str, dict[str, Any]],
    left_out: list[str],
    described: dict[str, dict[str, str]],
    replaced: Mapping[str, dict[str, str]] = MappingProxyType({}),
    apart: Sequence[str] = (),
    refused: Mapping[str, dict[str, Any]] = MappingProxyType({}),
) -> Origins:
    return Origins(
        places=tuple(str(home / place) for place in places),
        files={str(home / name): _origin(**fields) for name, fields in files.items()},
        left_out=frozenset(str(home / name) for name in left_out),
        described=described,
        replaced={id_: Replacement(**said) for id_, said in replaced.items()},
        apart=frozenset(apart),
        refused={str(home / name): Refusal(**fields) for name, fields in refused.items()},
    )


def _origin(given: dict[str, str], found: dict[str, str], **rest: Any) -> Origin:
    return Origin(given=Metadata(**given), found=Metadata(**found), **rest)

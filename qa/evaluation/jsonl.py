"""Files that hold one JSON object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from corpus.errors import GoldError
from qa.deserialise import read_as
from qa.serialise import Json

_Kind = TypeVar("_Kind")


def read_records(path: Path) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield the objects of a UTF-8 file in file order, each with its place ("FILE, line N").

    A byte order mark and blank lines are passed over. Raises GoldError, naming file and line, if
    the file cannot be read or a line is not a JSON object in UTF-8.
    """
    for place, line in read_lines(path):
        yield place, record_in(place, line)


def read_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of a file, each with its place, blank ones and a byte order mark left out.

    Raises GoldError if the file cannot be read.
    """
    lines = read_bytes(path).removeprefix(codecs.BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{path}, line {number}", line


def read_bytes(path: Path) -> bytes:
    """Return what a file holds. Raises GoldError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}; check the path") from error


def record_in(place: str, line: bytes) -> dict[str, Json]:
    """Return the object of a line; raise GoldError, naming the place, if it is none in UTF-8."""
    try:
        record = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{place} is not JSON in UTF-8 ({error}); correct it") from error
    if not isinstance(record, dict):
        raise GoldError(f"{place} is not a JSON object; put one object on each line")
    return record


def record_as(kind: type[_Kind], record: Mapping[str, Json], name: str) -> _Kind:
    """Return a record as a dataclass; further fields are passed over, none may be left out.

    Raises MalformedJsonError, a ValueError, that names the place, which begins with `name`.
    """
    return read_as(kind, dict(record), name, newer=True, whole=True)


def write_records(path: Path, records: Iterable[Json]) -> None:
    """Write each record as one line of UTF-8 JSON, in order, replacing the file.

    Equal records give equal bytes. Raises GoldError if the file cannot be written.
    """
    lines = [
        json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records
    ]
    try:
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise GoldError(f"{path} cannot be written: {error.strerror}; check the path") from error

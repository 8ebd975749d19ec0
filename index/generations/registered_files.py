"""The files of generations in tables of a database, and their way there and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

import sqlalchemy as sa

from corpus.errors import DamagedError, DataFolderError
from index.databases.any_text import AnyText
from index.generations.manifest import file_sha256

_PART = 4 * 1024 * 1024  # bytes of a file that stand in one row

metadata: Final = sa.MetaData()
files: Final = sa.Table(
    "files",
    metadata,
    sa.Column("generation", AnyText, primary_key=True),
    sa.Column("path", AnyText, primary_key=True),
    sa.Column("sha256", AnyText, nullable=False),
    sa.Column("is_name", sa.Boolean, nullable=False),  # tells where a part is kept
)
_parts: Final = sa.Table(
    "parts",
    metadata,
    sa.Column("generation", AnyText, primary_key=True),
    sa.Column("path", AnyText, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def put_file(
    connection: sa.Connection,
    generation: str,
    path: str,
    parts: Iterable[bytes],
    *,
    is_name: bool = False,
) -> None:
    """Put a file of a generation into the tables; `is_name` if it tells where a part is kept."""
    digest = hashlib.sha256()
    for number, part in enumerate(parts):
        digest.update(part)
        at = {"generation": generation, "path": path, "number": number}
        connection.execute(_parts.insert().values({**at, "content": part}))
    of_file = {"generation": generation, "path": path, "is_name": is_name}
    connection.execute(files.insert().values({**of_file, "sha256": digest.hexdigest()}))


def parts_of(file: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, as much at a time as stands in one row."""
    with file.open("rb") as opened:
        while part := opened.read(_PART):
            yield part


def bring_files(
    connection: sa.Connection, generation: str, folder: Path, which: sa.ColumnElement[bool]
) -> None:
    """Write those files of a generation that are not in the folder as they are registered.

    Raises DamagedError, and writes nothing there, if a path leads out of the folder.
    """
    mine = files.c.generation == generation
    wanted = sa.select(files.c.path, files.c.sha256).where(mine, which).order_by(files.c.path)
    for path, digest in connection.execute(wanted).all():
        file = folder / path
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise DamagedError(f"{path} is no path of a file of {folder}; see who can write there.")
        if _is(file, digest):
            continue
        of_file = (_parts.c.generation == generation, _parts.c.path == path)
        content = sa.select(_parts.c.content).where(*of_file).order_by(_parts.c.number)
        fresh = file.with_name(f"{file.name}.new")
        with disk_refusals_told(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as opened:
                for (part,) in connection.execute(content).yield_per(1):
                    opened.write(part)
            fresh.replace(file)


def delete_files(connection: sa.Connection, generation: str, path: str | None = None) -> None:
    """Delete a file of a generation from the tables, or all of them."""
    for table in (_parts, files):
        mine = table.c.generation == generation
        connection.execute(
            table.delete().where(mine if path is None else mine & (table.c.path == path))
        )


def _is(file: Path, sha256: str) -> bool:
    try:
        return file_sha256(file) == sha256
    except DamagedError:
        return False


@contextmanager
def disk_refusals_told(path: Path) -> Iterator[None]:
    """Raise DataFolderError in place of what is raised where the disk refuses."""
    try:
        yield
    except OSError as error:
        raise DataFolderError(
            f"{path} cannot be written to ({error.strerror or error}); make room or choose another "
            "data folder."
        ) from error

"""Files that are there, whole, after a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Flush a folder with all that is in it."""
    for path in (*folder.rglob("*"), folder):
        sync(path)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that at any moment, a power cut included, the old one or the new is there."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_bytes(content)
        sync(fresh)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync(path.parent)

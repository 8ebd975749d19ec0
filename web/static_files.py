"""The address of the static files, which changes whenever one of them does."""

from __future__ import annotations

import hashlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"
KEPT = 365 * 24 * 60 * 60  # seconds that a browser may use them without asking again

_DIGITS = 12


def static_address(folder: Path = STATIC) -> str:
    """Return the address below which the files of a folder are served.

    It holds a digest of their names and contents, so that what a browser keeps of an address is
    never out of date. The files stand beside each other, so that a module imports its neighbour.
    """
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(f"{file.name}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"/static/{digest.hexdigest()[:_DIGITS]}"

"""The process that makes changes: `python -m web.changes SETTINGS`, started by `Starter`."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path

from index.generations.storages import storage_at
from index.protocols import Embedder
from web.changes.making import make_changes
from web.configuration.settings import Settings
from web.service import load_embedder

_NICENESS = 5  # whoever asks goes first


def main(arguments: list[str]) -> None:
    """Make the changes that are asked for."""
    given = json.loads(arguments[0])
    data, largest = Path(given["data"]), given["largest_file"]
    os.nice(_NICENESS)
    logging.basicConfig(level=logging.ERROR, format="pincite: %(message)s")

    def embedder() -> Embedder:
        threads = os.cpu_count() or 1
        return load_embedder(Settings(data=data, embedder=given["embedder"], threads=threads))

    storage = storage_at(os.environ["PINCITE_INDEX"], os.environ["PINCITE_CATALOGUE"])
    make_changes(data, embedder, largest, storage)


if __name__ == "__main__":
    main(sys.argv[1:])

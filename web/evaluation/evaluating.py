"""What an evaluation is run over: the gold questions and the collection."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from index.rows.stores import IN_FILES
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.gold_files import read_gold, shipped_gold
from qa.opening import Pincite
from web.collecting.building import build
from web.configuration.settings import Settings
from web.service import load_embedder, opened


def gold_questions(path: Path | None) -> list[GoldQuestion]:
    """Return the gold questions of a file, those of the project where none is named."""
    return list(shipped_gold() if path is None else read_gold(path))


def collection(settings: Settings, documents: Path | None) -> AbstractContextManager[Pincite]:
    """Open the collection of the settings, or one kept beside it for another folder."""
    embedder = load_embedder(settings)
    if documents is not None:
        place = hashlib.sha256(str(documents.resolve()).encode()).hexdigest()[:8]
        beside = settings.data.with_name(f"{settings.data.name}-evaluated")
        beside /= f"{documents.resolve().name}-{place}"
        settings = replace(settings, data=beside, index=IN_FILES, catalogue=IN_FILES)
        build(documents, settings.data, embedder)
    return opened(settings, embedder)

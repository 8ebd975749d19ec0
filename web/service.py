"""The composition root: settings in, a service out."""

from __future__ import annotations

from contextlib import AbstractContextManager

from index.embedded import EmbeddedIndex
from index.protocols import Embedder
from qa import opening
from qa.opening import Pincite
from qa.settings import AnswerSettings, Models
from web.configuration.settings import Settings
from web.storing import storage_of


def opened(settings: Settings, embedder: Embedder | None = None) -> AbstractContextManager[Pincite]:
    """Open the collection of the settings' data folder and close it at the end of the block.

    `embedder` is the settings' model where it is loaded already. Raises DataFolderError if there is
    no collection and ModelError if a model is missing.
    """
    answering = AnswerSettings(threshold=settings.threshold)
    storage = storage_of(settings)
    return opening.opened(settings.data, _models(settings), answering, embedder, storage)


def opened_index(settings: Settings) -> EmbeddedIndex:
    """Open the collection of the settings' data folder, without the models that answer.

    Raises DataFolderError if there is none and ModelError if the embedding model is missing.
    """
    return EmbeddedIndex.open(settings.data, load_embedder(settings), storage_of(settings))


def load_embedder(settings: Settings) -> Embedder:
    """Load the embedding model that the settings name. Raises ModelError if it is missing."""
    return opening.load_embedder(_models(settings))


def _models(settings: Settings) -> Models:
    return Models(
        settings.embedder, settings.reranker, settings.reader, settings.verifier, settings.threads
    )

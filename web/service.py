"""The composition root: settings in, a service out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.embedded import EmbeddedIndex
from index.models import find_model
from index.onnx_embedder import OnnxEmbedder
from index.protocols import Embedder
from qa.reading.reader import OnnxReader, Reader
from qa.reading.verifier import OnnxVerifier
from qa.reranker import OnnxReranker, Reranker
from qa.service import AnswerService
from qa.settings import AnswerSettings
from web.settings import Settings

_ONNX_WEIGHTS = "model.onnx"


@dataclass(frozen=True, slots=True)
class Pincite:
    """An opened collection: its index and the answer function over it."""

    index: EmbeddedIndex
    answers: AnswerService

    def refresh(self) -> None:
        """Go on with the newest generation. Raises DataFolderError as the index does."""
        self.index.refresh()

    def texts(self) -> dict[str, str]:
        """Return the canonical text of every document by id."""
        return {id_: self.index.document(id_).document.text for id_ in self.index.document_ids()}


@contextmanager
def opened(settings: Settings, embedder: Embedder | None = None) -> Iterator[Pincite]:
    """Open the collection of the settings' data folder and close it at the end of the block.

    `embedder` is the settings' model where it is loaded already. Raises DataFolderError if there is
    no collection and ModelError if a model is missing.
    """
    with ExitStack() as stack:
        index = stack.enter_context(
            EmbeddedIndex.open(settings.data, embedder or load_embedder(settings))
        )
        reranker, reader = load_reranker(settings), load_reader(settings)
        verifier = OnnxVerifier(settings.verifier, threads=settings.threads)
        for model in (reranker, reader, verifier):
            if isinstance(model, (OnnxReranker, OnnxReader, OnnxVerifier)):
                stack.callback(model.close)
        answering = AnswerSettings(threshold=settings.threshold)
        yield Pincite(index, AnswerService(index, reranker, reader, answering, verifier))


def load_embedder(settings: Settings) -> Embedder:
    """Load the embedding model that the settings name. Raises ModelError if it is missing.

    An ONNX folder is read by onnxruntime alone; PyTorch is loaded for any other model only.
    """
    if _is_onnx(settings.embedder):
        return OnnxEmbedder(settings.embedder, threads=settings.threads)
    from index.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(settings.embedder)


def load_reranker(settings: Settings) -> Reranker:
    """Load the reranker that the settings name. Raises ModelError if it is missing."""
    if _is_onnx(settings.reranker):
        return OnnxReranker(settings.reranker, threads=settings.threads)
    from index.sentence_transformer import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)


def load_reader(settings: Settings) -> Reader:
    """Load the reader that the settings name. Raises ModelError if it is missing."""
    if _is_onnx(settings.reader):
        return OnnxReader(settings.reader, threads=settings.threads)
    from qa.reading.transformers import TransformersReader

    return TransformersReader(settings.reader)


def _is_onnx(name: str) -> bool:
    model = find_model(name)
    return model is not None and Path(model.path, _ONNX_WEIGHTS).is_file()

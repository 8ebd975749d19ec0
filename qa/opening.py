"""The composition: a data folder and models in, an opened collection out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.embedded import EmbeddedIndex
from index.generations.storage import ALL_IN_FILES, Storage
from index.models.onnx_embedder import OnnxEmbedder
from index.models.packaged import find_model
from index.protocols import Embedder
from qa.reading.reader import OnnxReader, Reader
from qa.reading.verifier import OnnxVerifier
from qa.reranker import OnnxReranker, Reranker
from qa.service import AnswerService
from qa.settings import DEFAULT_MODELS, AnswerSettings, Models

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
def opened(
    data: Path,
    models: Models = DEFAULT_MODELS,
    answering: AnswerSettings | None = None,
    embedder: Embedder | None = None,
    storage: Storage = ALL_IN_FILES,
) -> Iterator[Pincite]:
    """Open the collection of a data folder and close it at the end of the block.

    `embedder` is that of the models where it is loaded already; parts of the collection may be in
    `storage`. Raises DataFolderError if there is none and ModelError if a model is missing.
    """
    with ExitStack() as stack:
        embedder = embedder or load_embedder(models)
        index = stack.enter_context(EmbeddedIndex.open(data, embedder, storage))
        reranker, reader = load_reranker(models), load_reader(models)
        verifier = OnnxVerifier(models.verifier, threads=models.threads)
        for model in (reranker, reader, verifier):
            if isinstance(model, (OnnxReranker, OnnxReader, OnnxVerifier)):
                stack.callback(model.close)
        yield Pincite(index, AnswerService(index, reranker, reader, answering, verifier))


def load_embedder(models: Models) -> Embedder:
    """Load the embedding model that is named. Raises ModelError if it is missing.

    An ONNX folder is read by onnxruntime alone; PyTorch is loaded for any other model only.
    """
    if _is_onnx(models.embedder):
        return OnnxEmbedder(models.embedder, threads=models.threads)
    from index.models.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(models.embedder)


def load_reranker(models: Models) -> Reranker:
    """Load the reranker that is named. Raises ModelError if it is missing."""
    if _is_onnx(models.reranker):
        return OnnxReranker(models.reranker, threads=models.threads)
    from index.models.sentence_transformer import CrossEncoderReranker

    return CrossEncoderReranker(models.reranker)


def load_reader(models: Models) -> Reader:
    """Load the reader that is named. Raises ModelError if it is missing."""
    if _is_onnx(models.reader):
        return OnnxReader(models.reader, threads=models.threads)
    from qa.reading.transformers import TransformersReader

    return TransformersReader(models.reader)


def _is_onnx(name: str) -> bool:
    model = find_model(name)
    return model is not None and Path(model.path, _ONNX_WEIGHTS).is_file()

"""Haystack: the hybrid retrieval of its documentation, with a ranker.

After its tutorial "Creating a Hybrid Retrieval Pipeline": `InMemoryDocumentStore`, BM25 and dense
retrievers side by side, `DocumentJoiner` by reciprocal rank fusion, `SentenceTransformersSimilarity
Ranker` last. `DocumentSplitter` is left at its default of 200 words. The tutorial's embedder is the
one that Pincite has, bge-small-en-v1.5; its ranker is replaced by the cross-encoder that Pincite
has. Both run from the same int8 weights by Haystack's own `backend="onnx"`, faster here than
PyTorch, on as many threads as ONNX Runtime takes by itself, all processors; batch sizes are
Haystack's own (32 and 16). The question is embedded with the prefix that its model asks for.
"""

from __future__ import annotations

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.rankers.sentence_transformers import (
    SentenceTransformersSimilarityRanker,
)

from web.bench.peers.protocol import Place, Retrieve, Task, serve

_CPU = ComponentDevice.from_str("cpu")
_WEIGHTS = {"file_name": "model.onnx"}


def prepare(task: Task) -> Retrieve:
    """Index the documents in memory and return the pipeline that questions go through."""
    store = InMemoryDocumentStore()
    _indexing(store, task).run(
        {"splitter": {"documents": [_document(*each) for each in task.documents.items()]}}
    )
    pipeline = _querying(store, task)

    def retrieve(question: str) -> list[Place]:
        found = pipeline.run(
            {
                "embedder": {"text": question},
                "bm25": {"query": question},
                "ranker": {"query": question},
            }
        )
        return [_place(document) for document in found["ranker"]["documents"]]

    return retrieve


def _indexing(store: InMemoryDocumentStore, task: Task) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component("splitter", DocumentSplitter())
    pipeline.add_component(
        "embedder",
        SentenceTransformersDocumentEmbedder(
            model=task.embedder,
            device=_CPU,
            backend="onnx",
            model_kwargs=_WEIGHTS,
            progress_bar=False,
            local_files_only=True,
        ),
    )
    pipeline.add_component("writer", DocumentWriter(store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    return pipeline


def _querying(store: InMemoryDocumentStore, task: Task) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component(
        "embedder",
        SentenceTransformersTextEmbedder(
            model=task.embedder,
            device=_CPU,
            prefix=task.prefix,
            backend="onnx",
            model_kwargs=_WEIGHTS,
            progress_bar=False,
            local_files_only=True,
        ),
    )
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=task.candidates))
    pipeline.add_component("bm25", InMemoryBM25Retriever(store, top_k=task.candidates))
    pipeline.add_component(
        "joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=task.candidates)
    )
    pipeline.add_component(
        "ranker",
        SentenceTransformersSimilarityRanker(
            model=task.reranker,
            device=_CPU,
            top_k=task.passages,
            backend="onnx",
            model_kwargs=_WEIGHTS,
        ),
    )
    pipeline.connect("embedder.embedding", "dense.query_embedding")
    pipeline.connect("dense", "joiner")
    pipeline.connect("bm25", "joiner")
    pipeline.connect("joiner", "ranker")
    return pipeline


def _document(name: str, text: str) -> Document:
    return Document(content=text, meta={"document": name})


def _place(document: Document) -> Place:
    start = document.meta["split_idx_start"]
    return Place(document.meta["document"], start, start + len(document.content or ""))


if __name__ == "__main__":
    serve(prepare)

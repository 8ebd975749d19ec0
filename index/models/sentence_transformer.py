"""Any model that sentence-transformers can load.

For models other than the packaged ONNX ones, for ingestion and for training: importing
sentence-transformers takes seconds and hundreds of megabytes, so it happens when a model is made.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from corpus.errors import ModelError
from index.models.hub import loading, on_disk
from index.models.packaged import (
    BGE_RECIPE,
    BGE_SMALL_EN,
    RERANKER_EN,
    EmbeddingRecipe,
    ModelFolder,
    Pooling,
    fingerprint,
)
from index.protocols import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

# The packaged cross-encoder comes without the configuration that loading it needs.
RERANKER_CONFIG: Mapping[str, object] = {
    "architectures": ["BertForSequenceClassification"],
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 384,
    "intermediate_size": 1536,
    "max_position_embeddings": 512,
    "num_attention_heads": 12,
    "num_hidden_layers": 12,
    "type_vocab_size": 2,
    "vocab_size": 30522,
    "id2label": {"0": "LABEL_0"},
    "label2id": {"LABEL_0": 0},
    "sentence_transformers": {"activation_fn": "torch.nn.modules.linear.Identity"},
}


class SentenceTransformerEmbedder:
    """Embeds text with sentence-transformers; implements `index.protocols.Embedder`.

    `model` is a packaged name, a folder or a hub id. Without a recipe, pooling, prompts and length
    are the model's own. A folder with `model.onnx` runs on ONNX Runtime, any other on PyTorch.
    Raises ModelError if the model cannot be loaded.
    """

    def __init__(self, model: str, *, recipe: EmbeddingRecipe | None = None) -> None:
        if recipe is None and model == BGE_SMALL_EN.name:
            recipe = BGE_RECIPE
        folder = on_disk(model)
        with loading(model):
            self._model = _load_embedder(model, folder, recipe)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"Model {model!r} does not say how long its vectors are; name another")
        self._dimension = dimension
        # A tokenizer of transformers cannot be used by two threads at once.
        self._alone = threading.Lock()
        self._prefix = recipe.query_prefix if recipe else None
        self._fingerprint = fingerprint(
            folder.name if folder else model,
            folder.sha256 if folder else _sha256_of_parameters(self._model),
            recipe or _own_recipe(self._model),
        )

    @property
    def fingerprint(self) -> str:
        """Name the model, its weights and the recipe: another fingerprint means other vectors."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self._dimension

    def embed_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,)."""
        with self._alone:
            vector = self._model.encode_query(text, prompt=self._prefix, show_progress_bar=False)
        return _unit(vector)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order; shape (0, dimension) for none."""
        rows = np.empty((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            with self._alone:
                vector = self._model.encode_document(text, show_progress_bar=False)
            rows[row] = _unit(vector)
        return rows


class CrossEncoderReranker:
    """Scores question and passage read together, with sentence-transformers' CrossEncoder.

    `model` is a packaged name, a folder or a hub id. Raises ModelError if it cannot be loaded or
    has more than one label.
    """

    def __init__(self, model: str = RERANKER_EN.name, *, max_tokens: int = 512) -> None:
        folder = on_disk(model)
        with loading(model), tempfile.TemporaryDirectory() as completed:
            from sentence_transformers import CrossEncoder
            from torch.nn import Identity

            path = _completed(folder, Path(completed)) if folder else model
            self._model = CrossEncoder(
                str(path),
                backend=_backend(folder),
                max_length=max_tokens,
                activation_fn=Identity(),
                local_files_only=folder is not None,
                device=_device(folder),
            )
        # Any other model would be given a head of random numbers.
        trained = " ".join(self._model.config.architectures or ())
        if "SequenceClassification" not in trained or self._model.num_labels != 1:
            raise ModelError(
                f"Model {model!r} does not give one score per pair; name one that does"
            )
        self._alone = threading.Lock()

    def score(self, query: str, passages: Sequence[str]) -> tuple[float, ...]:
        """Return one raw logit per passage, in order, higher is better; empty for none.

        The score of a pair depends on that pair alone.
        """
        return tuple(self._score(query, passage) for passage in passages)

    def _score(self, query: str, passage: str) -> float:
        with self._alone:
            return float(self._model.predict((query, passage), show_progress_bar=False))


def _load_embedder(
    model: str, folder: ModelFolder | None, recipe: EmbeddingRecipe | None
) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling as PoolingModule

    path = str(folder.path) if folder else model
    backend, device = _backend(folder), _device(folder)
    loaded: SentenceTransformer
    if recipe is None or recipe.pooling is Pooling.OWN:
        loaded = SentenceTransformer(
            path, backend=backend, device=device, local_files_only=folder is not None
        )
    else:
        encoder = Transformer(path, backend=backend)
        pooling = PoolingModule(encoder.get_embedding_dimension(), str(recipe.pooling))
        loaded = SentenceTransformer(modules=[encoder, pooling, Normalize()], device=device)
    if recipe is not None:
        loaded.max_seq_length = recipe.max_tokens
    return loaded


def _own_recipe(model: SentenceTransformer) -> EmbeddingRecipe:
    prompt = (model.prompts or {}).get("query") or ""
    return EmbeddingRecipe(Pooling.OWN, prompt, model.max_seq_length or 0)


def _backend(folder: ModelFolder | None) -> Literal["torch", "onnx"]:
    return "onnx" if folder and folder.weights.endswith(".onnx") else "torch"


def _device(folder: ModelFolder | None) -> str | None:
    """Return None, which lets PyTorch choose, except for ONNX Runtime, installed for the CPU."""
    return "cpu" if _backend(folder) == "onnx" else None


def _completed(folder: ModelFolder, target: Path) -> Path:
    """Return the folder, or `target` with links to its files and the configuration it lacks."""
    if folder.name != RERANKER_EN.name or (folder.path / "config.json").exists():
        return folder.path
    for file in folder.path.iterdir():
        (target / file.name).symlink_to(file.resolve())
    (target / "config.json").write_text(json.dumps(dict(RERANKER_CONFIG)), encoding="utf-8")
    return target


def _sha256_of_parameters(model: torch.nn.Module) -> str:
    """Return the SHA-256 of a model's parameters in the order of their names."""
    digest = hashlib.sha256()
    for name, values in sorted(model.state_dict().items()):
        digest.update(name.encode("utf-8"))
        # Exact for every type that weights come in, also for those that numpy does not know.
        digest.update(values.cpu().double().numpy().tobytes())
    return digest.hexdigest()


def _unit(vector: Vectors) -> Vectors:
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit

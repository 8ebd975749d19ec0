import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.models.onnx_embedder import OnnxEmbedder
from index.models.packaged import ALL_MINILM_L6_V2, packaged_folder
from index.models.sentence_transformer import CrossEncoderReranker, SentenceTransformerEmbedder
from qa.reranker import OnnxReranker
from tests.models_helpers import LONG_TEXT, QUERY, TEXTS

pytestmark = pytest.mark.models

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder("bge_small_en")


@pytest.fixture(scope="module")
def onnx_embedder() -> OnnxEmbedder:
    return OnnxEmbedder()


@pytest.fixture(scope="module")
def cross_encoder() -> CrossEncoderReranker:
    return CrossEncoderReranker()


@pytest.fixture(scope="module")
def onnx_reranker() -> Iterator[OnnxReranker]:
    with closing(OnnxReranker()) as made:
        yield made


def test_both_ways_to_run_the_embedder_give_the_same_vectors(
    embedder: SentenceTransformerEmbedder, onnx_embedder: OnnxEmbedder
) -> None:
    texts = [*TEXTS, LONG_TEXT]
    apart = np.abs(embedder.embed_passages(texts) - onnx_embedder.embed_passages(texts))
    assert apart.max() <= 1e-5


def test_both_ways_to_run_the_embedder_give_a_question_the_same_vector(
    embedder: SentenceTransformerEmbedder, onnx_embedder: OnnxEmbedder
) -> None:
    apart = np.abs(embedder.embed_query(QUERY) - onnx_embedder.embed_query(QUERY))
    assert apart.max() <= 1e-5


def test_both_ways_to_run_the_embedder_have_one_fingerprint(
    embedder: SentenceTransformerEmbedder, onnx_embedder: OnnxEmbedder
) -> None:
    assert embedder.fingerprint == onnx_embedder.fingerprint


@pytest.mark.parametrize("query", [QUERY, "", LONG_TEXT], ids=["question", "empty", "long"])
def test_both_ways_to_run_the_cross_encoder_give_the_same_scores(
    cross_encoder: CrossEncoderReranker, onnx_reranker: OnnxReranker, query: str
) -> None:
    passages = [*TEXTS, LONG_TEXT]
    expected = onnx_reranker.score(query, passages)
    assert cross_encoder.score(query, passages) == pytest.approx(expected, abs=1e-5)


def test_four_callers_get_the_vectors_of_one(embedder: SentenceTransformerEmbedder) -> None:
    with ThreadPoolExecutor(4) as callers:
        results = list(callers.map(embedder.embed_passages, [TEXTS] * 4))
    expected = embedder.embed_passages(TEXTS).tobytes()
    assert {result.tobytes() for result in results} == {expected}


def test_a_model_with_its_own_recipe_gives_unit_vectors() -> None:
    embedder = SentenceTransformerEmbedder("all-MiniLM-L6-v2")
    vectors = embedder.embed_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_no_texts_give_no_rows(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_hub_id_is_loaded_from_the_hubs_own_cache(tmp_path: Path) -> None:
    snapshot = tmp_path / "models--acme--mini" / "snapshots" / "0123456789abcdef"
    snapshot.parent.mkdir(parents=True)
    snapshot.symlink_to(packaged_folder(ALL_MINILM_L6_V2))
    reference = tmp_path / "models--acme--mini" / "refs" / "main"
    reference.parent.mkdir()
    reference.write_text(snapshot.name)
    program = (
        "from index.models.sentence_transformer import SentenceTransformerEmbedder as Embedder\n"
        "print(Embedder('acme/mini').fingerprint)"
    )
    offline = {**os.environ, "HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=offline, capture_output=True, text=True
    )
    assert done.stdout.startswith("acme/mini:"), done.stderr


def test_a_name_that_can_be_no_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no packaged name, folder or hub id"):
        SentenceTransformerEmbedder("no such model")


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceTransformerEmbedder(str(tmp_path))


@pytest.mark.parametrize("model", ["all-MiniLM-L6-v2", "bge_small_en"])
def test_a_model_that_was_not_trained_to_score_is_refused(model: str) -> None:
    with pytest.raises(ModelError, match="does not give one score per pair"):
        CrossEncoderReranker(model)

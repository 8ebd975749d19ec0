import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.models.onnx_embedder import OnnxEmbedder
from index.models.onnx_encoder import OnnxEncoder
from index.models.packaged import BGE_RECIPE, BGE_SMALL_EN, Pooling
from tests.models_helpers import LONG_TEXT, TEXTS, copy_of

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def embedder() -> Iterator[OnnxEmbedder]:
    yield OnnxEmbedder(threads=2)


def test_a_text_has_the_same_vector_alone_and_in_company(embedder: OnnxEmbedder) -> None:
    together = embedder.embed_passages(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert embedder.embed_passages([text])[0].tobytes() == vector.tobytes()


def test_the_order_of_texts_does_not_change_their_vectors(embedder: OnnxEmbedder) -> None:
    forwards = embedder.embed_passages(TEXTS)
    backwards = embedder.embed_passages(TEXTS[::-1])
    assert backwards[::-1].tobytes() == forwards.tobytes()


def test_one_thread_and_four_callers_give_the_same_bytes(embedder: OnnxEmbedder) -> None:
    with ThreadPoolExecutor(4) as callers:
        results = list(callers.map(embedder.embed_passages, [TEXTS] * 8))
    expected = OnnxEmbedder(threads=1).embed_passages(TEXTS).tobytes()
    assert {result.tobytes() for result in results} == {expected}


def test_vectors_have_length_one(embedder: OnnxEmbedder) -> None:
    lengths = np.linalg.norm(embedder.embed_passages(TEXTS), axis=1)
    assert np.allclose(lengths, 1.0, atol=1e-6)


def test_a_question_is_a_passage_with_the_prefix(embedder: OnnxEmbedder) -> None:
    prefixed = embedder.embed_passages([BGE_RECIPE.query_prefix + TEXTS[0]])[0]
    assert embedder.embed_query(TEXTS[0]).tobytes() == prefixed.tobytes()


def test_a_text_lies_nearer_to_its_question_than_the_others(embedder: OnnxEmbedder) -> None:
    cosines = embedder.embed_passages(TEXTS) @ embedder.embed_query("How often did they meet?")
    assert int(np.argmax(cosines)) == 0


def test_no_texts_give_no_rows(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_an_empty_text_has_a_vector(embedder: OnnxEmbedder) -> None:
    assert np.isfinite(embedder.embed_query("")).all()


def test_what_stands_after_the_cut_of_a_long_text_does_not_count(embedder: OnnxEmbedder) -> None:
    whole, longer = embedder.embed_passages([LONG_TEXT, LONG_TEXT + " and then some"])
    assert whole.tobytes() == longer.tobytes()


def test_the_recipe_changes_the_vectors() -> None:
    mean = OnnxEmbedder(recipe=replace(BGE_RECIPE, pooling=Pooling.MEAN))
    cls = OnnxEmbedder()
    assert not np.allclose(mean.embed_query(TEXTS[0]), cls.embed_query(TEXTS[0]), atol=1e-3)


def test_a_folder_can_be_named_in_place_of_the_package(
    embedder: OnnxEmbedder, tmp_path: Path
) -> None:
    copied = OnnxEmbedder(str(copy_of(BGE_SMALL_EN, tmp_path / "copied")))
    assert copied.embed_query("border").tobytes() == embedder.embed_query("border").tobytes()


def test_a_folder_whose_model_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = copy_of(BGE_SMALL_EN, tmp_path)
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"model\.onnx is not a model .* install the model again"):
        OnnxEncoder(folder, 512)


def test_a_folder_whose_tokenizer_cannot_be_read_is_refused(tmp_path: Path) -> None:
    folder = copy_of(BGE_SMALL_EN, tmp_path)
    (folder / "tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match=r"tokenizer\.json is not a tokenizer"):
        OnnxEncoder(folder, 512)


def test_a_folder_without_an_onnx_model_is_refused() -> None:
    with pytest.raises(ModelError, match=r"has no model\.onnx; name a folder that holds both"):
        OnnxEmbedder("all-MiniLM-L6-v2")


def test_a_cross_encoder_is_refused_as_an_embedder() -> None:
    with pytest.raises(ModelError, match="does not give a vector per token; name an encoder"):
        OnnxEmbedder("reranker_en")


def test_the_runtime_neither_leaves_an_id_in_the_home_folder_nor_anything_else(
    tmp_path: Path,
) -> None:
    program = (
        "from index.models.onnx_embedder import OnnxEmbedder; OnnxEmbedder().embed_query('Who?')"
    )
    given = {name: each for name, each in os.environ.items() if not name.startswith("ORT_")}
    subprocess.run(
        [sys.executable, "-c", program], env={**given, "HOME": str(tmp_path)}, check=True
    )
    assert list(tmp_path.rglob("*")) == []

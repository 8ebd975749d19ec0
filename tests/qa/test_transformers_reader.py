from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import (
    BertConfig,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    PreTrainedTokenizerFast,
)

from corpus.errors import ModelError
from qa.reading.transformers import TransformersReader
from tests.reader_helpers import word_tokenizer

WORDS = ("old", "tom", "keeps", "the", "lantern", "ann", "and", "nets", "fog", ".", "?", "who")
PASSAGES = ("Old Tom keeps the lantern.", "", "灯台 1998 cafe\u0301", "Ann and Tom. " * 40)


def tiny(folder: Path, kind: type[BertForQuestionAnswering | BertForSequenceClassification]) -> str:
    """Save a model with weights from a seed, and return its folder's name."""
    torch.manual_seed(5)
    config = BertConfig(  # type: ignore[no-untyped-call]
        vocab_size=64,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    kind(config).save_pretrained(folder)
    special = {"cls": "[CLS]", "sep": "[SEP]", "unk": "[UNK]", "pad": "[UNK]"}
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=word_tokenizer(WORDS),
        model_max_length=64,
        **{f"{name}_token": token for name, token in special.items()},
    )
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> TransformersReader:
    folder = tiny(tmp_path_factory.mktemp("tiny"), BertForQuestionAnswering)
    return TransformersReader(folder, stride=16)


def test_a_model_of_transformers_marks_whole_words(reader: TransformersReader) -> None:
    (reading,) = reader.read("Who keeps the lantern?", PASSAGES[:1])
    best = reading.spans[0]
    assert PASSAGES[0][best.start : best.end] in PASSAGES[0]
    assert " " not in (PASSAGES[0][best.start], PASSAGES[0][best.end - 1])
    assert reading.answerable == best.score - reading.no_answer


def test_a_passage_of_any_kind_is_read(reader: TransformersReader) -> None:
    readings = reader.read("Who?", PASSAGES)
    assert [bool(reading.spans) for reading in readings] == [True, False, True, True]
    assert all(np.isfinite([each.no_answer, each.answerable]).all() for each in readings)


def test_a_passage_longer_than_the_model_is_read_to_its_end(reader: TransformersReader) -> None:
    (reading,) = reader.read("Who?", PASSAGES[3:])
    # Each sentence is alike to a model without much memory: the best stand all over the passage.
    assert max(span.end for span in reading.spans) > 300


def test_a_reading_does_not_depend_on_the_others(reader: TransformersReader) -> None:
    together = reader.read("Who?", PASSAGES)
    assert tuple(reader.read("Who?", [each])[0] for each in PASSAGES) == together


def test_a_model_for_another_task_is_refused(tmp_path: Path) -> None:
    folder = tiny(tmp_path, BertForSequenceClassification)
    with pytest.raises(ModelError, match="does not mark answers; name an extractive reader"):
        TransformersReader(folder, stride=16)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no model"):
        TransformersReader(str(tmp_path))


def test_a_name_that_is_neither_a_folder_nor_a_hub_id_is_refused() -> None:
    with pytest.raises(ModelError, match="is no packaged name, folder or hub id"):
        TransformersReader("no model")

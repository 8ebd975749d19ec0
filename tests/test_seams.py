"""What can be swapped, through public seams alone: each test is all that an extension takes."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DocumentError
from corpus.loading.formats import STANDARD_FORMATS, Extract, decoded
from index.embedded import EmbeddedIndex
from index.protocols import Vectors
from qa.answer import Reply
from qa.evaluation.measure import Measure, wants_short_answer
from qa.evaluation.run import evaluate
from qa.question import Question
from qa.service import AnswerService
from tests.evaluation_helpers import answered, gold_question
from tests.fakes import HashedWords
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords, build


class CommaSeparated:
    """A document format: each record becomes a line of cells parted by tabs."""

    name = "csv/1"
    suffixes = (".csv",)

    def extract(self, data: bytes) -> Extract:
        rows = csv.reader(io.StringIO(decoded(data)), strict=True)
        try:
            return Extract("\n".join("\t".join(row) for row in rows))
        except csv.Error as error:
            raise DocumentError(f"it is not CSV ({error})") from error


def test_a_new_document_format_is_an_object_with_three_members(tmp_path: Path) -> None:
    fees = {"fees.csv": 'Boat,Dues\n"Trawler, large",nine crowns\nDinghy,one crown\n'}
    data = build(tmp_path, fees, formats=(*STANDARD_FORMATS, CommaSeparated()))
    with EmbeddedIndex.open(data, HashedWords()) as index:
        service = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
        answer = service.ask(Question("How many crowns are due for a large trawler?"))
        assert index.document("fees").document.extractor == "csv/1"
    assert answer.text == "Trawler, large nine crowns"
    assert answer.citations[0].parts[0].quote == "Trawler, large\tnine crowns"


def test_a_new_document_format_reports_a_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"fees\.csv: it is not CSV"):
        build(tmp_path, {"fees.csv": '"no end'}, formats=(CommaSeparated(),))


class Letters:
    """An embedding model: counts the letters a to z."""

    fingerprint = "letters/1"
    dimension = 26

    def embed_query(self, text: str) -> Vectors:
        counts = np.array([text.lower().count(chr(97 + n)) for n in range(26)], dtype=np.float32)
        counts[0] += 1  # a text without letters has a direction too
        vector: Vectors = counts / np.linalg.norm(counts)
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, 26), dtype=np.float32)


def test_a_new_embedding_model_is_a_class_with_four_members(tmp_path: Path) -> None:
    model = Letters()
    texts = {"bells.txt": "The bell rings at six.\n", "gates.txt": "The gate opens at noon.\n"}
    with EmbeddedIndex.open(build(tmp_path, texts, embedder=model), model) as index:
        answer = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP).ask(
            Question("Which gate opens?")
        )
        assert (index.manifest.embedder, index.manifest.dimension) == ("letters/1", 26)
    assert answer.text == "The gate opens at noon."


def test_a_new_measure_is_one_line() -> None:
    brief = Measure("brief", wants_short_answer, lambda _q, p, _d: len(p.answer.text) < 20)
    gold = [gold_question("a", answers=["six"]), gold_question("b", answers=["noon"])]
    said = iter(["The bell rings at six.", "At noon."])
    run = evaluate(gold, lambda _: Reply(answered(next(said)), ()), {"doc": ""}, measures=[brief])
    assert [outcome.score("brief") for outcome in run.outcomes] == [0.0, 1.0]

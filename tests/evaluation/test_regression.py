"""The answers to the gold questions over the shipped documents, asked in a fresh process.

A sample is asked twice, and over the same documents in Milvus; in `make soak` all of them are.
"""

import json
import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.loading.folder import SHIPPED_DOCUMENTS, read_folder
from index.generations.data_folder import DataFolder
from qa.answer import Answer, Citation, Part
from qa.evaluation.gold_files import SHIPPED_QUESTIONS, shipped_gold
from qa.evaluation.outcome import outcomes
from qa.evaluation.prediction import Prediction, read_predictions
from qa.evaluation.reference import drops, read_reference
from qa.evaluation.render import render_drops
from qa.evaluation.report import means
from qa.evaluation.run import predict
from tests.counts import tries
from web.collecting.building import build
from web.configuration.settings import Settings
from web.service import load_embedder, opened
from web.storing import storage_of

pytestmark = pytest.mark.models

SEED = 20


def pincite(data: Path, *arguments: str) -> None:
    program = Path(sys.executable).with_name("pincite")
    subprocess.run([program, *arguments, "--data", data], check=True, capture_output=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection") / "data"
    pincite(folder, "build")
    return folder


@pytest.fixture(scope="module")
def predictions(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run") / "predictions.jsonl"
    pincite(data, "evaluate", "--predictions", str(path))
    return path


def lines_without_seconds(path: Path) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in line.items() if key != "seconds"} for line in lines]


def test_another_process_order_and_four_threads_give_the_same_predictions(
    data: Path, predictions: Path, tmp_path: Path
) -> None:
    gold, again = tmp_path / "gold.jsonl", tmp_path / "again.jsonl"
    lines = (SHIPPED_QUESTIONS / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = random.Random(SEED).sample(lines, tries(60, len(lines)))  # noqa: S311 - not a secret
    gold.write_text("\n".join(chosen), encoding="utf-8")
    otherwise = ("--shuffle", "7", "--threads", "4", "--predictions", str(again))
    pincite(data, "evaluate", str(gold), *otherwise)
    found = lines_without_seconds(again)
    ids = {each["id"] for each in found}
    assert found == [each for each in lines_without_seconds(predictions) if each["id"] in ids]
    assert len(ids) == len(chosen)


def test_every_part_of_every_citation_equals_its_slice(predictions: Path) -> None:
    texts = {document.id: document.text for document in read_folder(SHIPPED_DOCUMENTS)}
    cited = [
        (texts[citation.document][part.start : part.end], part.quote)
        for prediction in read_predictions(predictions)
        for citation in all_citations(prediction)
        for part in citation.parts
    ]
    assert len(cited) > 190
    assert [quote for slice_, quote in cited if slice_ != quote] == []


def test_no_figure_has_fallen_below_the_reference(predictions: Path) -> None:
    texts = {document.id: document.text for document in read_folder(SHIPPED_DOCUMENTS)}
    found = outcomes(shipped_gold(), read_predictions(predictions), texts)
    fallen = drops(read_reference(SHIPPED_QUESTIONS / "reference.jsonl"), found)
    assert not fallen, render_drops(fallen)


@pytest.mark.scale
def test_milvus_gives_the_quotes_that_files_give(
    data: Path,
    predictions: Path,
    milvus: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    gold = shipped_gold()
    asked = random.Random(SEED).sample(gold, tries(20, len(gold)))  # noqa: S311 - not a secret
    settings = Settings(data=tmp_path / "data", index=milvus)
    with opened(_moved(data, settings)) as pincite:
        found = predict(asked, lambda question: pincite.answers.explain(question).reply)
    in_files = {each.id: each.answer for each in read_predictions(predictions)}
    pairs = [(places(each.answer), places(in_files[each.id])) for each in found]
    first = sum(ours[:1] == theirs[:1] for ours, theirs in pairs)
    every = sum(ours == theirs for ours, theirs in pairs)
    record_property("figure", f"{first} first and {every} all the same of {len(asked)}")
    assert first >= 0.98 * len(asked)
    assert every >= 0.95 * len(asked)
    assert sum(bool(theirs) for _, theirs in pairs) >= 0.8 * len(asked)


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("recall@1", 0.87),
        ("recall@5", 0.93),
        ("containment", 0.85),
        ("token_f1", 0.72),
        ("item_f1", 0.90),
        ("answered", 0.95),
        ("refused", 0.68),
    ],
)
def test_the_answers_are_at_least_so_good(measure: str, least: float, predictions: Path) -> None:
    texts = {document.id: document.text for document in read_folder(SHIPPED_DOCUMENTS)}
    found = means(outcomes(shipped_gold(), read_predictions(predictions), texts))
    assert next(mean.mean for mean in found if mean.name == measure) >= least


def test_half_of_the_answers_have_at_most_sixty_words(predictions: Path) -> None:
    texts = [prediction.answer.text for prediction in read_predictions(predictions)]
    assert statistics.median(len(text.split()) for text in texts if text) <= 60


def places(answer: Answer) -> list[tuple[str, tuple[Part, ...]]]:
    return [(citation.document, citation.parts) for citation in answer.citations]


def _moved(data: Path, settings: Settings) -> Settings:
    """Copy a collection into the folder of the settings, and from there where they keep rows."""
    DataFolder(data).copy_current(settings.data)
    build(SHIPPED_DOCUMENTS, settings.data, load_embedder(settings), storage=storage_of(settings))
    return settings


def all_citations(prediction: Prediction) -> Iterator[Citation]:
    answer = prediction.answer
    yield from answer.citations
    for group in (answer.items, answer.context, answer.nearest):
        for holder in group:
            yield holder.citation

import json
import math
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import GoldError
from qa.answer import (
    Answer,
    AnswerKind,
    Citation,
    Context,
    Correction,
    Coverage,
    Item,
    NearPassage,
    Part,
    Passage,
    Reading,
)
from qa.evaluation.prediction import Prediction, read_predictions, write_predictions
from qa.serialise import Json, answer_bytes
from tests.evaluation_helpers import REFUSAL, answered, passage, prediction


def lines(path: Path) -> list[dict[str, Json]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rewritten(folder: Path, **change: Json) -> Path:
    """Return a file with one sound prediction, changed."""
    path = folder / "predictions.jsonl"
    write_predictions(path, [prediction()])
    path.write_text(json.dumps({**lines(path)[0], **change}) + "\n", encoding="utf-8")
    return path


def test_a_line_has_the_fields_of_the_answer_and_the_four_others(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    answer = answered("In “1995”.")
    write_predictions(path, [prediction("gold-001", answer, [passage("In 1995.")], 0.25)])
    (line,) = lines(path)
    assert line == {
        "id": "gold-001",
        **json.loads(answer_bytes(answer)),
        "abstained": False,
        "passages": [{"document": "doc", "start": 0, "end": 8, "text": "In 1995."}],
        "seconds": 0.25,
    }


def test_a_refusal_is_marked_as_abstained(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    write_predictions(path, [prediction(answer=REFUSAL)])
    assert lines(path)[0]["abstained"] is True


def test_predictions_are_read_in_file_order(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    write_predictions(path, [prediction("b"), prediction("a")])
    assert [each.id for each in read_predictions(path)] == ["b", "a"]


def test_equal_predictions_are_written_as_equal_bytes(tmp_path: Path) -> None:
    write_predictions(tmp_path / "one", [prediction()])
    write_predictions(tmp_path / "two", read_predictions(tmp_path / "one"))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_empty_file_has_no_predictions(tmp_path: Path) -> None:
    write_predictions(tmp_path / "none", [])
    assert read_predictions(tmp_path / "none") == ()


def test_further_fields_are_ignored(tmp_path: Path) -> None:
    assert read_predictions(rewritten(tmp_path, note="good")) == (prediction(),)


def test_whole_seconds_are_a_number(tmp_path: Path) -> None:
    assert read_predictions(rewritten(tmp_path, seconds=2)) == (prediction(seconds=2.0),)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"abstained": True}, "'abstained' contradicts the kind 'span'"),
        ({"kind": "guess"}, "prediction.kind is 'guess' where one of span, list"),
        ({"kind": None}, "prediction.kind is None where one of span, list"),
        ({"expected": "7"}, "prediction.expected is text where a whole number is expected"),
        ({"expected": True}, "prediction.expected is true or false where a whole number"),
        ({"citations": []}, "an answer has text and a citation"),
        ({"citations": {}}, "prediction.citations is an object where a list is expected"),
        ({"citations": [{}]}, r"prediction.citations\[0\] has no field 'document'"),
        ({"coverage": None}, "prediction.coverage is null where an object is expected"),
        ({"confidence": 1.5}, "confidence 1.5 is not between 0 and 1"),
        ({"confidence": False}, "prediction.confidence is true or false where a number"),
        ({"confidence": math.nan}, "confidence nan is not between 0 and 1"),
        ({"seconds": -1}, "-1.0 is no duration in seconds"),
        ({"seconds": math.inf}, "inf is no duration in seconds"),
        ({"passages": [None]}, r"prediction.passages\[0\] is null where an object"),
        ({"id": ""}, "a prediction names its question"),
        ({"id": ["x"]}, "prediction.id is a list where text is expected"),
    ],
)
def test_a_malformed_prediction_is_refused(
    tmp_path: Path, change: dict[str, Json], message: str
) -> None:
    path = rewritten(tmp_path, **change)
    with pytest.raises(GoldError, match=f"line 1: .*{message}"):
        read_predictions(path)


def test_every_field_must_be_there(tmp_path: Path) -> None:
    path = rewritten(tmp_path)
    (line,) = lines(path)
    for name in line:
        path.write_text(json.dumps({**line, name: 0}).replace(f'"{name}": 0', '"other": 0'))
        with pytest.raises(GoldError, match=f"prediction has no field '{name}'"):
            read_predictions(path)


def test_a_question_answered_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    write_predictions(path, [prediction(), prediction()])
    with pytest.raises(GoldError, match="line 2: 'gold-001' is answered twice"):
        read_predictions(path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be written"):
        write_predictions(tmp_path / "none" / "predictions.jsonl", [prediction()])


def test_an_eleventh_passage_is_refused() -> None:
    with pytest.raises(ValueError, match="11 passages where at most 10 count"):
        prediction(passages=[passage("x")] * 11)


# Characters that a file could lose: line ends, quotes, a mark at the start, beyond 16 bits.
texts = st.text(st.sampled_from('a \n\r\t\u2028\u0085"\\\ufeff\U0001f4d6é'), max_size=5)
some_text = texts.map(lambda text: f"x{text}")
numbers = st.integers(0, 10**9)


@st.composite
def parts_in_order(draw: st.DrawFn) -> tuple[Part, ...]:
    end = 0
    found = []
    for quote in draw(st.lists(some_text, min_size=1, max_size=2)):
        start = end + draw(numbers)
        end = start + len(quote)
        found.append(Part(start, end, quote))
    return tuple(found)


citations = st.builds(
    Citation,
    document=texts,
    title=texts,
    edition=texts,
    section=st.lists(texts, max_size=2).map(tuple),
    page=st.none() | numbers,
    parts=parts_in_order(),
    prefix=texts,
    suffix=texts,
    text_sha256=texts,
    link=texts,
)
passages = st.builds(
    lambda document, start, text: Passage(document, start, start + len(text), text),
    texts,
    numbers,
    texts,
)
one_citation = citations.map(lambda each: (each,))
some_answers = st.builds(
    Answer,
    kind=st.sampled_from([kind for kind in AnswerKind if kind is not AnswerKind.NOT_FOUND]),
    answer=texts,
    text=some_text,
    items=st.lists(st.builds(Item, texts, citations), max_size=1).map(tuple),
    expected=st.none() | numbers,
    citations=one_citation,
    context=st.lists(st.builds(Context, texts, citations), max_size=1).map(tuple),
    missing=texts,
    readings=st.lists(st.builds(Reading, texts, texts, texts, one_citation), max_size=1).map(tuple),
    understood_as=texts,
    corrections=st.lists(st.builds(Correction, texts, texts), max_size=1).map(tuple),
    confidence=st.floats(0, 1),
    coverage=st.builds(Coverage, numbers, numbers),
    generation=texts,
)
refusals = st.builds(
    Answer,
    kind=st.just(AnswerKind.NOT_FOUND),
    nearest=st.lists(st.builds(NearPassage, texts, citations), max_size=2).map(tuple),
)
predictions = st.builds(
    Prediction,
    id=some_text,
    answer=some_answers | refusals,
    passages=st.lists(passages, max_size=10).map(tuple),
    seconds=st.floats(0, allow_infinity=False),
)


@given(st.lists(predictions, max_size=3, unique_by=lambda each: each.id))
def test_what_is_written_is_read_back_equal(written: list[Prediction]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        write_predictions(path, written)
        assert read_predictions(path) == tuple(written)

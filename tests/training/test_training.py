import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from corpus.span import Span
from index.models.packaged import RERANKER_EN, local_model
from qa.evaluation.confidence import auroc
from qa.reading.reader import PassageReading, ReadSpan
from qa.reranker import OnnxReranker
from tests.reader_helpers import word_tokenizer
from training.batches import Window, batched, windows
from training.model import NO_ANSWER, SpanReader
from training.rows import Row, Variation, read_rows, varied
from training.scoring import ALL, score

CONTEXT = (
    "The pier was built in 1874 by the town. It is two hundred yards long and made of oak. "
    "Old Tom Hale keeps the lantern at its end. In fog he sounds a horn every ninety seconds. "
    "Boats of the herring fleet tie up on the lee side. The dues are nine crowns a year. "
    "Ann Hale mends the nets in the shed by the gate."
)
NEVER = Variation(crop=0, miss=0, twin=0, unmarked=0, mistyped=0, keywords=0)


def row(question: str, answer: str | None, source: str = "made", id_: str = "a") -> Row:
    start = CONTEXT.index(answer) if answer else 0
    spans = (Span(start, start + len(answer)),) if answer else ()
    return Row(id_, source, question, CONTEXT, spans)


KEEPER = row("Who keeps the lantern?", "Tom Hale")
BUILT = row("Who built the pier in 1874?", "the town")


def seeded(seed: int = 5) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def many(given: Row, variation: Variation, times: int = 60) -> list[Row]:
    drawn = seeded()
    return [made for _ in range(times) for made in varied(given, variation, drawn)]


def write_rows(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in rows)
    return path


def fields(source: str, start: int) -> dict[str, object]:
    answers = [{"text": "1874", "start": start}]
    return {
        "id": "a",
        "source": source,
        "question": "When?",
        "context": "In 1874.",
        "answers": answers,
    }


def test_rows_of_sources_left_out_are_passed_over(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.gz", [fields("made", 3), fields("shop-talk", 3)])
    assert [each.source for each in read_rows(path, ["shop"])] == ["made"]
    assert [each.source for each in read_rows(path)] == ["made", "shop-talk"]


def test_an_answer_that_is_not_at_its_offset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not at its offset"):
        read_rows(write_rows(tmp_path / "rows.gz", [fields("made", 2)]))


def test_a_row_that_is_not_varied_stays_as_it_is() -> None:
    assert many(KEEPER, NEVER, 3) == [KEEPER] * 3


def test_a_cropped_row_still_holds_its_answer() -> None:
    cropped = many(KEEPER, replace(NEVER, crop=1, shortest=5, longest=30))
    assert len({each.context for each in cropped}) > 3
    for each in cropped:
        assert [span.of(each.context) for span in each.answers] == ["Tom Hale"]
        assert each.context in CONTEXT


def test_a_crop_is_whole_sentences_of_the_length_drawn() -> None:
    for each in many(KEEPER, replace(NEVER, crop=1, shortest=20, longest=25)):
        assert each.context.endswith(".")
        assert len(each.context.split()) <= 25


def test_a_row_without_an_answer_is_cropped_too() -> None:
    cropped = many(row("Who sells herring?", None), replace(NEVER, crop=1, shortest=5, longest=30))
    assert all(0 < len(each.context) < len(CONTEXT) and not each.answers for each in cropped)


def test_a_miss_lacks_the_answer() -> None:
    made = many(KEEPER, replace(NEVER, miss=1))
    misses = [each for each in made if each.id.endswith("-miss")]
    assert len(misses) == len(made) / 2
    for each in misses:
        assert not each.answers
        assert "tom hale" not in each.context.lower()
        assert each.context in CONTEXT


def test_a_twin_asks_for_a_year_that_its_paragraph_lacks() -> None:
    twins = [each for each in many(BUILT, replace(NEVER, twin=1)) if each.id.endswith("-twin")]
    assert len({each.question for each in twins}) > 3
    for each in twins:
        assert not each.answers
        year = each.question.removeprefix("Who built the pier in ").removesuffix("?")
        assert year.isdigit()
        assert year not in CONTEXT


def test_a_question_without_a_year_has_no_twin() -> None:
    assert many(KEEPER, replace(NEVER, twin=1), 3) == [KEEPER] * 3


def test_a_question_can_lose_its_mark_and_its_small_words() -> None:
    (unmarked,) = varied(KEEPER, replace(NEVER, unmarked=1), seeded())
    assert unmarked.question == "Who keeps the lantern"
    (keywords,) = varied(KEEPER, replace(NEVER, keywords=1), seeded())
    assert keywords.question == "keeps lantern"


def test_a_question_can_be_mistyped() -> None:
    mistyped = {each.question for each in many(KEEPER, replace(NEVER, mistyped=1), 30)}
    assert len(mistyped) > 3
    assert all(each.startswith("Who ") and len(each.split()) == 4 for each in mistyped)


def test_the_same_seed_gives_the_same_rows() -> None:
    assert many(BUILT, Variation()) == many(BUILT, Variation())


def known_words(stride: int, limit: int) -> Tokenizer:
    words = dict.fromkeys(CONTEXT.lower().replace(".", " . ").split())
    tokenizer = word_tokenizer(list(words))
    tokenizer.enable_truncation(limit, stride=stride, strategy="only_second")
    return tokenizer


def read(tokenizer: Tokenizer, window: Window) -> str:
    ids = window.ids[window.first : window.last + 1]
    return " ".join(tokenizer.id_to_token(each) for each in ids)


def test_a_window_marks_the_tokens_of_the_answer() -> None:
    tokenizer = known_words(0, 400)
    (window,) = windows([KEEPER], tokenizer, seeded())
    assert read(tokenizer, window) == "tom hale"
    assert window.types[window.first] == 1


def test_a_row_without_an_answer_points_at_the_first_token() -> None:
    (window,) = windows([row("Who sells?", None)], known_words(0, 400), seeded())
    assert (window.first, window.last) == (NO_ANSWER, NO_ANSWER)


def test_of_a_long_passage_a_window_with_the_answer_is_read() -> None:
    tokenizer = known_words(8, 24)
    for window in windows([KEEPER] * 20, tokenizer, seeded()):
        assert len(window.ids) <= 24
        assert read(tokenizer, window) == "tom hale"


def test_batches_hold_every_window_once_within_the_size() -> None:
    drawn = seeded()
    made = [Window((1,) * length, (0,) * length, 0, 0) for length in range(1, 100)]
    batches = list(batched(made, 256, drawn))
    assert sorted(int(mask.sum()) for batch in batches for mask in batch.mask) == list(
        range(1, 100)
    )
    assert all(batch.ids.numel() <= 256 for batch in batches)
    assert {batch.ids.shape[1] for batch in batches} == {32, 64, 96, 128}


def test_batches_come_in_the_order_of_the_seed() -> None:
    made = [Window((1,) * length, (0,) * length, 0, 0) for length in range(1, 100)]

    def order(seed: int) -> list[list[int]]:
        return [batch.mask.sum(1).tolist() for batch in batched(made, 256, seeded(seed))]

    assert order(5) == order(5) != order(6)


class Told:
    """A reader that is told what to find: the text, its score and the head's logit by question."""

    def __init__(self, answers: dict[str, tuple[str, float, float]]) -> None:
        self._answers = answers

    def read(self, question: str, passages: Sequence[str]) -> tuple[PassageReading, ...]:
        text, value, head = self._answers[question]
        found = []
        for passage in passages:
            start = passage.index(text) if text else 0
            spans = (ReadSpan(start, start + len(text), value),) if text else ()
            found.append(PassageReading(spans, 1.0, head))
        return tuple(found)


def test_a_score_takes_the_best_alternative_whatever_the_margin() -> None:
    both = replace(row("who?", "Tom Hale"), answers=(Span(0, 3), *KEEPER.answers))
    whole, *_ = score(Told({"who?": ("Old Tom Hale", -5.0, -5.0)}), [both])
    assert whole.f1 == pytest.approx(0.8)
    assert whole.exact == 0.0


def test_a_reader_that_finds_nothing_scores_nothing() -> None:
    whole, *_ = score(Told({"who?": ("", 0.0, 0.0)}), [row("who?", "Tom Hale")])
    assert (whole.f1, whole.exact, whole.by_head) == (0.0, 0.0, None)


def test_a_source_counts_with_its_rows_without_answer() -> None:
    reader = Told({"who?": ("Tom Hale", 4.0, -1.0), "what?": ("nets", 2.0, 0.0)})
    rows = [row("who?", "Tom Hale"), row("what?", None, "made-neg"), row("who?", "Ann", "other")]
    scores = score(reader, rows)
    assert [each.source for each in scores] == [ALL, "made", "other"]
    made = scores[1]
    assert (made.answered, made.unanswered, made.f1) == (1, 1, 1.0)
    assert (made.by_head, made.by_margin, made.by_sum) == (0.0, 1.0, 1.0)


def test_the_area_under_the_curve_counts_pairs() -> None:
    assert auroc([3.0, 1.0], [2.0, 0.0]) == 0.75
    assert auroc([1.0], [1.0]) == 0.5


def test_an_area_takes_both_kinds() -> None:
    assert auroc([1.0], []) is None
    assert auroc([], [1.0]) is None


@pytest.mark.models
def test_the_packaged_weights_in_floats_score_as_the_packaged_model() -> None:
    start = local_model(RERANKER_EN.name).path
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    reader = SpanReader.from_cross_encoder(start / "model.onnx").eval()
    passages = [CONTEXT, "Herring is sold on Fridays.", "Tom keeps the lantern."]
    found = []
    for passage in passages:
        encoding = tokenizer.encode(KEEPER.question, passage)
        features = (encoding.ids, encoding.attention_mask, encoding.type_ids)
        with torch.inference_mode():
            _, _, answerable = reader(*(torch.tensor([each]) for each in features))
        found.append(float(answerable[0]))
    expected = OnnxReranker(threads=1).score(KEEPER.question, passages)
    # The packaged model rounds its activations to 8 bits as well.
    assert np.allclose(found, expected, atol=0.7)

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.models.windows import Window, check_window, windows
from qa.reading.decoding import Logits, WindowLogits, passage_reading
from qa.reading.reader import OnnxReader, PassageReading, Reader
from tests.reader_helpers import LEAST, NULL, word_tokenizer, write_word_reader

ROOT = Path(__file__).parents[2]
QUESTION = "Who keeps the lantern?"
PASSAGES = (
    "The lantern stands on the pier. Old Tom keeps it, and Ann trims the wick.",
    "",
    "1998 2,370 64.4",
    "灯台は東京湾に立つ。トムが守る。",
    "Fog 🌫️ comes in — cafe\u0301 closed.",
    " ".join(f"Net {number} is mended in the shed." for number in range(70))
    + " In winter Tom keeps the lantern.",
)


def texts(passage: str, reading: PassageReading) -> list[str]:
    return [passage[span.start : span.end] for span in reading.spans]


def logits_of(window: Window, start: Mapping[int, float], end: Mapping[int, float]) -> WindowLogits:
    """Return logits given by a token's number in the passage, the first token standing for none."""

    def logits(named: Mapping[int, float]) -> Logits:
        row = np.full(len(window.ids), LEAST, dtype=np.float32)
        row[0] = NULL
        for number, value in named.items():
            row[window.first + number] = value
        return row

    return WindowLogits(window, logits(start), logits(end), null=0)


def read_words(
    passage: str,
    start: Mapping[int, float],
    end: Mapping[int, float],
    *,
    longest: int = 40,
    words: tuple[str, ...] = (),
) -> PassageReading:
    """Read a passage in one window; tokens are words unless `words` says otherwise."""
    encoding = word_tokenizer(words).encode("who", passage)
    (window,) = windows(encoding, 384, 128)
    return passage_reading(passage, [logits_of(window, start, end)], longest, None)


def test_spans_go_by_the_sum_of_their_ends_logits() -> None:
    passage = "red ann blue tom"
    reading = read_words(passage, {1: 5, 3: 6}, {1: 2, 3: 3})
    assert texts(passage, reading)[:2] == ["tom", "ann"]
    assert [span.score for span in reading.spans[:2]] == [9.0, 7.0]


def test_of_equal_spans_the_earlier_goes_first() -> None:
    passage = "ann and tom"
    assert texts(passage, read_words(passage, {0: 5, 2: 5}, {0: 5, 2: 5}))[:2] == ["ann", "tom"]


def test_of_spans_that_overlap_the_better_is_kept() -> None:
    passage = "the old keeper tom"
    reading = read_words(passage, {1: 5, 3: 4}, {3: 5})
    assert texts(passage, reading) == ["old keeper tom", "the"]


def test_a_span_is_no_longer_than_allowed() -> None:
    passage = "a b c d e"
    assert texts(passage, read_words(passage, {0: 9}, {4: 9}, longest=4))[0] != passage
    assert texts(passage, read_words(passage, {0: 9}, {4: 9}, longest=5))[0] == passage


def test_a_span_does_not_leave_its_sentence() -> None:
    passage = "Tom keeps it. Ann trims it."
    best, other, *_ = texts(passage, read_words(passage, {0: 9}, {6: 9}))
    assert (best, other) == ("Tom", "Ann trims it")


def test_every_sentence_has_its_best_span_beside_the_answer() -> None:
    passage = "Ann sells nets. Tom keeps it. Fog comes."
    reading = read_words(passage, {1: 2, 4: 9, 8: 1}, {1: 2, 4: 9, 8: 1})
    assert {"sells", "Tom", "Fog"} <= set(texts(passage, reading))


def test_there_are_at_most_twenty_spans_and_the_best_is_among_them() -> None:
    passage = "One two three four. " * 30
    reading = read_words(passage, {140: 9}, {140: 9})
    assert len(reading.spans) == 20
    assert reading.spans[0].score == 18.0


def test_a_word_is_not_cut() -> None:
    passage = "the lanterns burn"
    words = ("the", "lantern", "##s", "burn")
    begun_late = read_words(passage, {1: 1, 2: 9}, {2: 9}, words=words)
    ended_early = read_words(passage, {1: 9}, {1: 9, 2: 1}, words=words)
    assert texts(passage, begun_late)[0] == "lanterns"
    assert texts(passage, ended_early)[0] == "lanterns"


def test_a_span_ends_after_the_marks_on_its_last_letter() -> None:
    passage = "a cafe\u0301 there"
    reading = read_words(passage, {1: 9}, {1: 9})
    assert texts(passage, reading)[0] == "cafe\u0301"


def test_without_a_head_the_margin_tells_what_is_answerable() -> None:
    reading = read_words("ann and tom", {2: 5}, {2: 5})
    assert reading.no_answer == 2 * NULL
    assert reading.answerable == 10.0 - 2 * NULL


def test_an_empty_passage_has_no_spans() -> None:
    assert read_words("", {}, {}) == PassageReading((), 2 * NULL, -2 * NULL)


def test_windows_cover_a_long_passage_and_share_what_they_should() -> None:
    passage = " ".join(f"w{number}" for number in range(100))
    found = windows(word_tokenizer(()).encode("who keeps it", passage), 40, 10)
    starts = [[token.start for token in window.tokens] for window in found]
    assert {start for each in starts for start in each} == {
        token.start for token in windows(word_tokenizer(()).encode("", passage), 400, 10)[0].tokens
    }
    assert all(len(window.ids) <= 40 for window in found)
    assert all(one[-10:] == other[:10] for one, other in pairwise(starts))


def test_a_question_longer_than_half_the_window_is_cut_at_its_end() -> None:
    words = tuple(f"q{number}" for number in range(50))
    tokenizer = word_tokenizer((*words, "keeper"))
    (window,) = windows(tokenizer.encode(" ".join(words), "keeper"), 40, 0)
    read = [tokenizer.id_to_token(id_) for id_ in window.ids]
    assert read == ["[CLS]", *words[:20], "[SEP]", "keeper", "[SEP]"]


def test_windows_that_could_not_move_on_are_refused() -> None:
    with pytest.raises(ValueError, match="name a smaller stride"):
        check_window(384, 192)
    with pytest.raises(ValueError, match="too few to move on"):
        windows(word_tokenizer(()).encode("who", "tom"), 12, 10)


def test_windows_that_share_a_span_give_it_once() -> None:
    passage = " ".join(["red"] * 30 + ["tom"] + ["red"] * 30)
    found = windows(word_tokenizer(()).encode("who", passage), 40, 15)
    sharing = [
        logits_of(window, {place: 9}, {place: 9})
        for window in found
        for place, token in enumerate(window.tokens)
        if passage[token.start : token.end] == "tom"
    ]
    assert len(sharing) == 2
    reading = passage_reading(passage, sharing, 40, None)
    assert texts(passage, reading).count("tom") == 1


def test_the_null_score_is_that_of_the_window_with_the_answer() -> None:
    (window,) = windows(word_tokenizer(()).encode("who", "tom"), 40, 0)
    sure, unsure = logits_of(window, {0: 9}, {0: 9}), logits_of(window, {}, {})
    sure.start[0] = -7.0
    assert passage_reading("tom", [unsure, sure], 40, None).no_answer == -7.0 + NULL


def test_a_span_of_a_window_that_rather_holds_no_answer_counts_less() -> None:
    (window,) = windows(word_tokenizer(()).encode("who", "ann. tom."), 40, 0)
    sure, unsure = logits_of(window, {2: 8}, {2: 8}), logits_of(window, {0: 9}, {0: 9})
    unsure.start[0] = NULL + 3.0
    reading = passage_reading("ann. tom.", [unsure, sure], 40, None)
    assert texts("ann. tom.", reading)[:2] == ["tom", "ann"]
    assert [span.score for span in reading.spans[:2]] == [16.0, 15.0]


NAMES = {"tom": 9.0, "ann": 5.0, "京": 4.0, "é": 3.0}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = write_word_reader(tmp_path_factory.mktemp("words"), NAMES, NAMES)
    with closing(OnnxReader(str(folder), threads=2)) as made:
        yield made


@pytest.mark.parametrize(
    "passage", ["Old Tom keeps it.", "🌫️🇯🇵 東京 Tom", "cafe\u0301 Tom", "Tom", "1 2 " * 300 + "Tom"]
)
def test_the_answer_stands_at_its_code_points(reader: Reader, passage: str) -> None:
    assert texts(passage, reader.read(QUESTION, [passage])[0])[0] == "Tom"


def test_an_ideograph_is_a_word_of_its_own(reader: Reader) -> None:
    passage = "東京湾に立つ。"
    assert texts(passage, reader.read(QUESTION, [passage])[0])[0] == "京"


def test_the_head_speaks_for_a_long_passage_where_one_window_does(reader: Reader) -> None:
    reading = reader.read(QUESTION, ["1 2 " * 300 + "Tom"])[0]
    assert reading.answerable == NAMES["tom"]
    assert reader.read(QUESTION, ["1 2 " * 300])[0].answerable == NULL


def test_a_model_without_a_head_is_read_by_its_margin(tmp_path: Path) -> None:
    folder = write_word_reader(tmp_path, NAMES, NAMES, head=None)
    with closing(OnnxReader(str(folder), threads=1)) as reader:
        assert reader.read(QUESTION, ["Tom"])[0].answerable == 18.0 - 2 * NULL


def test_no_passages_have_no_readings(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == ()


def test_a_closed_reader_reads_no_more(tmp_path: Path) -> None:
    reader = OnnxReader(str(write_word_reader(tmp_path, NAMES, NAMES)), threads=1)
    reader.close()
    with pytest.raises(RuntimeError, match="shutdown"):
        reader.read(QUESTION, ["Tom"])


@pytest.mark.parametrize("wrong", [{"threads": 0}, {"longest": 0}, {"stride": 300}])
def test_a_number_out_of_range_is_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    folder = write_word_reader(tmp_path, NAMES, NAMES)
    make: Callable[..., OnnxReader] = OnnxReader
    with pytest.raises(ValueError, match=str(*wrong.values())):
        make(str(folder), **wrong)


@pytest.mark.parametrize("hostile", ["a", "\u0301", ".", "( ", "Tom. ", "a\u0301", "東"])
def test_a_hostile_passage_takes_time_in_step_with_its_length(hostile: str) -> None:
    def seconds(length: int) -> float:
        passage = (hostile * length)[:length]
        begun = time.process_time()
        found = windows(word_tokenizer(()).encode("who", passage), 384, 128)
        read = [logits_of(window, {}, {}) for window in found]
        passage_reading(passage, read, 40, None)
        return time.process_time() - begun

    assert seconds(40_000) < 5.0


@pytest.fixture(scope="module")
def shipped() -> Iterator[Reader]:
    with closing(OnnxReader(threads=2)) as made:
        yield made


@pytest.mark.models
@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("How old was the keeper?", "The keeper, a man of 61, climbed the tower.", "61"),
        ("When was the pier built?", "The pier was built in 1874 by the town.", "1874"),
        ("Who paints the boats?", "The nets are mended by Ann. Tom paints the boats.", "Tom"),
    ],
)
def test_a_plain_question_is_answered(
    shipped: Reader, question: str, passage: str, answer: str
) -> None:
    assert texts(passage, shipped.read(question, [passage])[0])[0] == answer


@pytest.mark.models
def test_a_passage_without_the_answer_is_less_answerable(shipped: Reader) -> None:
    with_answer, without = shipped.read(QUESTION, [PASSAGES[0], "Herring is sold on Fridays."])
    assert with_answer.answerable > without.answerable
    assert (
        with_answer.spans[0].score - with_answer.no_answer
        > without.spans[0].score - without.no_answer
    )


@pytest.mark.models
def test_a_reading_is_the_same_alone_in_company_and_in_any_order(shipped: Reader) -> None:
    together = shipped.read(QUESTION, PASSAGES)
    assert tuple(shipped.read(QUESTION, [each])[0] for each in PASSAGES) == together
    assert shipped.read(QUESTION, PASSAGES[::-1])[::-1] == together


@pytest.mark.models
def test_one_thread_and_four_callers_read_the_same(shipped: Reader) -> None:
    with ThreadPoolExecutor(4) as callers:
        results = set(callers.map(shipped.read, [QUESTION] * 4, [PASSAGES] * 4))
    with closing(OnnxReader(threads=1)) as alone:
        assert results == {alone.read(QUESTION, PASSAGES)}


@pytest.mark.models
@pytest.mark.parametrize("question", ["", "?!", "\0", "蜂", "word " * 1000, "qzx vvv 000"])
def test_a_nonsense_question_gets_readings(shipped: Reader, question: str) -> None:
    readings = shipped.read(question, PASSAGES)
    assert [bool(reading.spans) for reading in readings] == [bool(each) for each in PASSAGES]
    assert all(np.isfinite([each.no_answer, each.answerable]).all() for each in readings)


@pytest.mark.models
def test_an_answer_behind_the_first_window_is_found(shipped: Reader) -> None:
    passage = PASSAGES[-1]
    assert (
        texts(passage, shipped.read("Who keeps the lantern in winter?", [passage])[0])[0] == "Tom"
    )


@pytest.mark.models
def test_a_cross_encoder_is_refused_as_a_reader() -> None:
    with pytest.raises(ModelError, match="does not mark answers; name an extractive reader"):
        OnnxReader("reranker_en")


@pytest.mark.models
def test_reading_loads_neither_torch_nor_transformers() -> None:
    program = (
        "import sys\n"
        "from qa.reading.reader import OnnxReader\n"
        "OnnxReader().read('Who?', ['The Agency.'])\n"
        "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr

"""The model calls of an answer, kept and made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Barrier, BrokenBarrierError

import numpy as np
import numpy.typing as npt
import pytest

from index.models.onnx_encoder import Feed, Node, OnnxEncoder
from index.models.packaged import BGE_SMALL_EN, local_model
from web.bench.floor import ModelCall, Recorder, Wave, replay, waves


@dataclass
class Echo:
    """A session that gives back what it was given and remembers it."""

    given: list[tuple[tuple[str, ...], Feed]] = field(default_factory=list)
    meet: Barrier | None = None

    def get_inputs(self) -> Sequence[Node]:
        return ()

    def get_outputs(self) -> Sequence[Node]:
        return ()

    def run(self, names: Sequence[str], feed: Feed) -> Sequence[npt.NDArray[np.float32]]:
        if self.meet:
            self.meet.wait(timeout=60)
        self.given.append((tuple(names), feed))
        return ()


def call(began: float, ended: float, session: Echo | None = None) -> ModelCall:
    feed = {"ids": np.array([[round(began)]])}
    return ModelCall(session or Echo(), ("logits",), feed, began, ended)


def shape(calls: Sequence[ModelCall]) -> list[tuple[int, int]]:
    return [(len(wave.calls), wave.width) for wave in waves(calls)]


def test_calls_one_after_the_other_are_waves_of_one() -> None:
    assert shape([call(0, 1), call(1, 2), call(5, 6)]) == [(1, 1), (1, 1), (1, 1)]


def test_calls_that_overlap_are_one_wave() -> None:
    assert shape([call(0, 3), call(0, 1), call(1, 4), call(3, 5), call(6, 7)]) == [(4, 2), (1, 1)]


def test_a_wave_is_as_wide_as_calls_went_side_by_side_at_any_moment() -> None:
    assert shape([call(0, 9), call(1, 9), call(2, 3), call(4, 5)]) == [(4, 3)]


def test_no_call_is_no_wave() -> None:
    assert waves([]) == ()


def test_calls_are_made_again_with_the_same_tensors_in_the_same_order() -> None:
    session = Echo()
    calls = [call(0, 1, session), call(1, 2, session), call(2, 3, session)]
    replay(waves(calls))
    assert session.given == [(each.names, each.feed) for each in calls]


def test_calls_of_a_wave_are_made_side_by_side() -> None:
    session = Echo(meet=Barrier(2))  # a call waits until another one is under way
    calls = (call(0, 2, session), call(1, 3, session))
    replay([Wave(calls, 2)])
    assert len(session.given) == 2


def test_no_call_takes_next_to_nothing_again() -> None:
    assert replay([]).wall < 1


def test_a_call_that_fails_is_told() -> None:
    broken = Echo(meet=Barrier(1))
    assert broken.meet
    broken.meet.abort()
    with pytest.raises(BrokenBarrierError):
        replay([Wave((call(0, 2, broken), call(1, 3, broken)), 2)])


@pytest.mark.models
def test_what_a_model_is_given_is_recorded_and_forgotten_once_taken() -> None:
    recorder = Recorder()
    folder = local_model(BGE_SMALL_EN.name).path
    with recorder.recording():
        encoder = OnnxEncoder(folder, 512)
    tokens = encoder.encode("The bell rings.").ids
    vectors = encoder.run("The bell rings.")
    (recorded,) = recorder.taken()
    assert recorded.feed["input_ids"].tolist() == [list(tokens)]
    assert recorded.began < recorded.ended
    assert recorder.taken() == ()
    again = recorded.session.run(recorded.names, recorded.feed)
    assert again[0].tobytes() == vectors.tobytes()
    assert recorder.taken() == ()  # what is made again is not recorded again


@pytest.mark.models
def test_models_loaded_before_or_after_are_not_recorded() -> None:
    recorder = Recorder()
    folder = local_model(BGE_SMALL_EN.name).path
    before = OnnxEncoder(folder, 512)
    with recorder.recording():
        pass
    after = OnnxEncoder(folder, 512)
    before.run("The bell rings.")
    after.run("The bell rings.")
    assert recorder.taken() == ()

"""How the time of a question is counted for its stages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from index.stages import Stage, Stopwatch, measured_by, stage


def ticking() -> Stopwatch:
    """Return a stopwatch whose clock goes on by a second whenever it is looked at."""
    seconds: Iterator[float] = map(float, count())
    return Stopwatch(lambda: next(seconds))


def test_a_stage_within_another_counts_for_itself_alone() -> None:
    watch = ticking()
    # The one is entered at 0 and left at 3, the other at 1 and 2.
    with measured_by(watch), stage(Stage.COMPOSING), stage(Stage.READING):
        pass
    assert watch.spent == ((Stage.READING, 1.0), (Stage.COMPOSING, 2.0))


def test_a_stage_that_comes_again_is_added_up() -> None:
    watch = ticking()
    with measured_by(watch):
        for _ in range(3):
            with stage(Stage.DENSE):
                pass
    assert watch.spent == ((Stage.DENSE, 3.0),)


def test_stages_are_told_in_their_order_and_those_that_were_not_are_left_out() -> None:
    watch = ticking()
    with measured_by(watch):
        for each in (Stage.REFUSING, Stage.DENSE, Stage.UNDERSTANDING):
            with stage(each):
                pass
    assert [each for each, _ in watch.spent] == [
        Stage.UNDERSTANDING,
        Stage.DENSE,
        Stage.REFUSING,
    ]


def test_a_stage_that_fails_counts_until_then() -> None:
    watch = ticking()
    with pytest.raises(ValueError, match="broken"), measured_by(watch), stage(Stage.READING):
        raise ValueError("broken")
    assert watch.spent == ((Stage.READING, 1.0),)


def test_where_nobody_measures_nothing_is_counted() -> None:
    watch = ticking()
    with measured_by(watch):
        pass
    with stage(Stage.READING):
        pass
    assert watch.spent == ()


def test_a_thread_is_measured_by_its_own_stopwatch() -> None:
    def read(number: int) -> tuple[tuple[Stage, float], ...]:
        watch = ticking()
        with measured_by(watch):
            for _ in range(number):
                with stage(Stage.READING):
                    pass
        return watch.spent

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(read, range(1, 9)))
    assert found == [((Stage.READING, float(number)),) for number in range(1, 9)]

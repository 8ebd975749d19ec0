"""Whatever a collection went through, it is the one that its files make at once."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tests.collecting_helpers import collector, contents, document_ids, write
from tests.counts import tries
from web.collecting.events import What

NAMES = ("coasts", "harbours", "lakes", "rivers")
steps = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.integers(1, 3)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("add"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("update"), st.just(""), st.just(0)),
)


def text(name: str, edition: int) -> str:
    lines = [f"The {name} were surveyed {n} times, {edition} of them by ship." for n in range(4)]
    return "\n\n".join([name.title(), *lines]) + "\n"


def run(tmp_path: Path, chosen: list[tuple[str, str, int]]) -> None:
    folder = write(tmp_path / "reports", {"always.txt": text("always", 1)})
    changing = collector(tmp_path)
    changing.add([folder])
    away: set[str] = set()
    for what, name, edition in chosen:
        path = folder / f"{name}.txt"
        if what == "write":
            write(folder, {path.name: text(name, edition)})
        elif what == "delete":
            path.unlink(missing_ok=True)
        elif what == "add" and path.exists():
            changing.add([path])
            away.discard(name)
        elif what == "remove" and name in document_ids(tmp_path):
            changing.remove([name])
            away.add(name)
        elif what == "update":
            changing.update()
    changing.update()
    assert not changing.update().of(What.ADDED, What.CHANGED, What.REMOVED, What.FAILED)
    at_once = tmp_path / "at-once"
    at_once.mkdir()
    for path in folder.iterdir():
        if path.stem not in away:
            shutil.copy2(path, at_once)
    collector(at_once).add([at_once])
    question = "How often were the lakes surveyed by ship?"
    assert contents(tmp_path, question) == contents(at_once, question)


@pytest.mark.scale
@seed(20180303)
@settings(max_examples=tries(8, 300))
@given(st.lists(steps, max_size=12))
def test_any_sequence_of_changes_ends_as_if_everything_were_added_at_once(
    chosen: list[tuple[str, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), chosen)

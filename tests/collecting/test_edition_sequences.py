"""Whatever was added, replaced, said and removed: the editions are those of the files at once."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from corpus.errors import DataFolderError
from corpus.loading.formats import STANDARD_FORMATS
from index.embedded import EmbeddedIndex
from index.generations.origins import Origins, load_origins
from index.writer import IndexWriter
from qa.answer import Remark
from qa.in_force import in_force
from qa.question import Question
from qa.service import AnswerService
from tests.collecting_helpers import contents, document_ids, write
from tests.counts import tries
from tests.editions_helpers import QUESTION, rules
from tests.fakes import HashedWords
from tests.index_helpers import generation_of
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords
from web.collecting.adding import Collector
from web.collecting.cutting import Cutting
from web.collecting.editions import Said
from web.collecting.events import What

NAMES = ("north", "east", "south", "west")
YEARS = (2011, 2014, 2018)
steps = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(YEARS)),
    st.tuples(st.sampled_from(("add", "delete", "remove", "current")), st.sampled_from(NAMES)),
    st.tuples(st.just("replace"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.just(("update",)),
)


def collector(folder: Path) -> Collector:
    return Collector(
        folder / "data",
        HashedWords(),
        formats=STANDARD_FORMATS,
        today=lambda: date(2026, 11, 22),
    )


def said(tmp_path: Path) -> Origins:
    return load_origins(generation_of(tmp_path / "data"))


def step(changing: Collector, folder: Path, what: str, *given: object) -> None:
    held = document_ids(folder.parent)
    path = folder / f"{given[0] if given else 'no'}.md"
    match what, given:
        case "write", (_, int(year)):
            write(folder, {path.name: rules(str(year), f"{year % 100}")})
        case "add", _ if path.exists():
            changing.add([path])
        case "delete", _:
            path.unlink(missing_ok=True)
        case "remove", (str(name),) if name in held:
            changing.remove([name])
        case "current", (str(name),) if name in held:
            changing.describe(name, {}, Said(apart=True))
        case "replace", (str(newer), str(older)) if newer in held and older in held:
            try:
                changing.describe(newer, {}, Said([older]))
            except DataFolderError as refused:
                assert "cannot stand in the place of" in str(refused)
        case "update", _:
            changing.update()


def run(tmp_path: Path, chosen: list[tuple[object, ...]]) -> None:
    folder = write(tmp_path / "rules", {"always.md": rules("2009", "nine")})
    changing = collector(tmp_path)
    changing.add([folder])
    for what, *given_ in chosen:
        step(changing, folder, str(what), *given_)
    changing.update()
    assert not changing.update().of(What.SUPERSEDED, What.CURRENT)
    at_once = tmp_path / "at-once"
    at_once.mkdir()
    for id_ in document_ids(tmp_path):
        shutil.copy2(folder / f"{id_}.md", at_once)
    collector(at_once).add([at_once])
    with IndexWriter(at_once / "data", HashedWords(), chunker=Cutting().chunker) as writer:
        known = said(tmp_path)
        writer.origins = replace(writer.origins, replaced=known.replaced, apart=known.apart)
    assert contents(tmp_path, QUESTION) == contents(at_once, QUESTION)
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        check_days(index)


def check_days(index: EmbeddedIndex) -> None:
    """Check that each chain has its newest edition now, and nothing before the first."""
    editions = index.editions()
    current = set(in_force(index, (), "")[0].document_ids())
    assert {editions.newest(id_) for id_ in index.document_ids()} == current
    for id_, day in editions.days.items():
        assert id_ in in_force(index, (id_,), "")[0].document_ids()
        assert id_ not in editions.hidden(day) or id_ in editions.superseded
    service = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
    assert service.ask(Question(QUESTION, as_of="2008-12-31")).remark is Remark.NOTHING_YET


@pytest.mark.scale
@seed(20180304)
@settings(max_examples=tries(8, 300))
@given(st.lists(steps, max_size=10))
def test_any_sequence_ends_with_the_editions_of_everything_added_at_once(
    chosen: list[tuple[object, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), chosen)

"""How a collection is told of new editions, and what it makes of that."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import DataFolderError
from corpus.loading.formats import STANDARD_FORMATS
from index.embedded import EmbeddedIndex
from index.generations.origins import load_origins
from qa.question import Question
from qa.service import AnswerService
from qa.verifying.given import Given
from qa.verifying.verdicts import Verdict
from qa.verifying.verify import verify
from tests.collecting_helpers import HARBOURS, LAKES, RIVERS, write
from tests.editions_helpers import EDITIONS, QUESTION, rules
from tests.fakes import HashedWords
from tests.index_helpers import generation_of
from tests.qa_helpers import BY_OVERLAP, SharedLines, SharedWords
from web.changes.change import Change, Fate, Kind, SentFile, Stage
from web.changes.telling import Telling
from web.collecting.adding import Collector
from web.collecting.editions import Said
from web.collecting.events import Event, Outcome, What
from web.collecting.progress import summary

TODAY = "2026-11-22"


def collector(tmp_path: Path) -> Collector:
    return Collector(
        tmp_path / "data",
        HashedWords(),
        formats=STANDARD_FORMATS,
        today=lambda: date.fromisoformat(TODAY),
    )


def superseded(tmp_path: Path) -> dict[str, tuple[str, str]]:
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        found = index.editions().superseded.values()
        return {each.document: (each.by, each.since) for each in found}


def told(outcome: Outcome, what: What) -> list[tuple[str, str]]:
    return [(event.document, event.by) for event in outcome.of(what)]


def plain_files(tmp_path: Path) -> Path:
    texts = {"harbours.txt": HARBOURS, "lakes.txt": LAKES, "rivers.txt": RIVERS}
    return write(tmp_path / "reports", texts)


def test_a_later_edition_that_is_added_is_recognised_and_told(tmp_path: Path) -> None:
    write(tmp_path, EDITIONS)
    collector(tmp_path).add([tmp_path / "rules-2018.md"])
    outcome = collector(tmp_path).add([tmp_path / "rules-2021.md"])
    assert told(outcome, What.SUPERSEDED) == [("rules-2018", "rules-2021")]
    assert superseded(tmp_path) == {"rules-2018": ("rules-2021", "2021-01-01")}
    table = summary(outcome)
    assert "superseded" in table.splitlines()[1]
    assert "superseded: rules-2018 by rules-2021" in table
    assert "`pincite describe rules-2018 --current` keeps both" in table


def test_an_earlier_edition_that_comes_later_is_superseded_at_once(tmp_path: Path) -> None:
    write(tmp_path, EDITIONS)
    collector(tmp_path).add([tmp_path / "rules-2021.md"])
    outcome = collector(tmp_path).add([tmp_path / "rules-2015.md"])
    assert told(outcome, What.SUPERSEDED) == [("rules-2015", "rules-2021")]
    outcome = collector(tmp_path).add([tmp_path / "rules-2018.md"])
    assert told(outcome, What.SUPERSEDED) == [
        ("rules-2015", "rules-2018"),
        ("rules-2018", "rules-2021"),
    ]


def test_what_was_told_is_not_told_again(tmp_path: Path) -> None:
    collector(tmp_path).add([write(tmp_path / "rules", EDITIONS)])
    assert not collector(tmp_path).update().of(What.SUPERSEDED, What.CURRENT)


def test_documents_added_to_keep_both_are_no_editions_of_others(tmp_path: Path) -> None:
    write(tmp_path, EDITIONS)
    collector(tmp_path).add([tmp_path / "rules-2018.md"])
    outcome = collector(tmp_path).add([tmp_path / "rules-2021.md"], Said(apart=True))
    assert not outcome.of(What.SUPERSEDED)
    collector(tmp_path).update(anew=True)
    assert superseded(tmp_path) == {}


def test_a_file_replaces_the_document_that_is_named(tmp_path: Path) -> None:
    folder = plain_files(tmp_path)
    collector(tmp_path).add([folder / "harbours.txt"])
    outcome = collector(tmp_path).add([folder / "lakes.txt"], Said(["harbours"]))
    assert told(outcome, What.SUPERSEDED) == [("harbours", "lakes")]
    assert superseded(tmp_path) == {"harbours": ("lakes", TODAY)}
    collector(tmp_path).update()
    assert superseded(tmp_path) == {"harbours": ("lakes", TODAY)}


def test_what_was_said_stays_when_everything_is_read_or_made_again(tmp_path: Path) -> None:
    folder = plain_files(tmp_path)
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("lakes", {}, Said(["harbours", "rivers"]))
    expected = {"harbours": ("lakes", TODAY), "rivers": ("lakes", TODAY)}
    assert superseded(tmp_path) == expected
    collector(tmp_path).update(anew=True)
    assert superseded(tmp_path) == expected
    collector(tmp_path).repair()
    assert superseded(tmp_path) == expected


def test_what_was_said_can_be_taken_back_and_put_right(tmp_path: Path) -> None:
    collector(tmp_path).add([plain_files(tmp_path)])
    collector(tmp_path).describe("lakes", {}, Said(["harbours"]))
    collector(tmp_path).describe("lakes", {}, Said(["rivers"]))
    assert superseded(tmp_path) == {"rivers": ("lakes", TODAY)}
    collector(tmp_path).describe("lakes", {}, Said([""]))
    assert superseded(tmp_path) == {}


def test_a_document_can_be_said_to_be_current(tmp_path: Path) -> None:
    folder = write(tmp_path / "rules", EDITIONS)
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("rules-2015", {}, Said(apart=True))
    assert superseded(tmp_path) == {"rules-2018": ("rules-2021", "2021-01-01")}
    collector(tmp_path).describe("lamps", {}, Said(["rules-2015"]))
    assert superseded(tmp_path)["rules-2015"] == ("lamps", "2012-01-01")


def test_a_date_that_is_described_makes_an_edition(tmp_path: Path) -> None:
    texts = {"a.md": rules("2018", "forty"), "b.md": rules("soon", "fifty")}
    collector(tmp_path).add([write(tmp_path / "rules", texts)])
    assert superseded(tmp_path) == {}
    collector(tmp_path).describe("b", {"date": "May 2020"})
    assert superseded(tmp_path) == {"a": ("b", "2020-05-01")}


def test_an_edition_is_current_again_when_the_newer_one_is_removed(tmp_path: Path) -> None:
    collector(tmp_path).add([write(tmp_path / "rules", EDITIONS)])
    outcome = collector(tmp_path).remove(["rules-2021"])
    assert [event.document for event in outcome.of(What.CURRENT)] == ["rules-2018"]
    assert "rules-2018 answers again" in summary(outcome)
    assert superseded(tmp_path) == {"rules-2015": ("rules-2018", "2018-03-01")}


def test_what_was_said_of_a_document_goes_with_it(tmp_path: Path) -> None:
    folder = plain_files(tmp_path)
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("lakes", {}, Said(["harbours"]))
    collector(tmp_path).remove(["lakes"])
    collector(tmp_path).add([folder / "lakes.txt"])
    assert superseded(tmp_path) == {}


@pytest.mark.parametrize(
    ("newer", "said", "reason"),
    [
        ("lakes", Said(["oceans"]), "'oceans' is not in the collection"),
        ("lakes", Said(["lakes"]), "'lakes' cannot stand in the place of 'lakes'"),
        ("harbours", Said(["lakes"]), "'harbours' cannot stand in the place of 'lakes'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    tmp_path: Path, newer: str, said: Said, reason: str
) -> None:
    collector(tmp_path).add([plain_files(tmp_path)])
    collector(tmp_path).describe("lakes", {}, Said(["harbours"]))
    with pytest.raises(DataFolderError, match=reason):
        collector(tmp_path).describe(newer, {}, said)
    assert superseded(tmp_path) == {"harbours": ("lakes", TODAY)}


def test_several_files_cannot_replace_one_document(tmp_path: Path) -> None:
    folder = plain_files(tmp_path)
    collector(tmp_path).add([folder / "harbours.txt"])
    with pytest.raises(DataFolderError, match="3 documents cannot replace another"):
        collector(tmp_path).add([folder], Said(["harbours"]))


def answer(tmp_path: Path, as_of: str = "") -> Given:
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        service = AnswerService(index, SharedWords(), SharedLines(), BY_OVERLAP)
        return Given("earlier", service.ask(Question(QUESTION, as_of=as_of)).citations)


def verdict(tmp_path: Path, given: Given) -> Verdict:
    with EmbeddedIndex.open(tmp_path / "data", HashedWords()) as index:
        return verify([given], index).verdict


def test_an_answer_given_before_a_new_edition_came_still_verifies(tmp_path: Path) -> None:
    write(tmp_path, EDITIONS)
    collector(tmp_path).add([tmp_path / "rules-2018.md"])
    before = answer(tmp_path)
    collector(tmp_path).add([tmp_path / "rules-2021.md"])
    assert {each.document for each in answer(tmp_path).citations} == {"rules-2021"}
    assert answer(tmp_path, "2019-01-01") == before
    assert verdict(tmp_path, before) is Verdict.SAME


def test_a_file_that_is_overwritten_is_no_new_edition_and_changes_what_was_cited(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "rules", {"rules.md": rules("2018", "forty")})
    collector(tmp_path).add([folder])
    before = answer(tmp_path)
    write(folder, {"rules.md": rules("2021", "fifty")})
    collector(tmp_path).update()
    assert superseded(tmp_path) == {}
    assert verdict(tmp_path, before) is Verdict.CHANGED


def test_what_was_said_stays_when_files_are_renamed(tmp_path: Path) -> None:
    folder = plain_files(tmp_path)
    collector(tmp_path).add([folder])
    collector(tmp_path).describe("lakes", {}, Said(["harbours"]))
    collector(tmp_path).describe("rivers", {}, Said(apart=True))
    for name in ("lakes", "harbours", "rivers"):
        (folder / f"{name}.txt").rename(folder / f"new-{name}.txt")
    collector(tmp_path).update()
    assert superseded(tmp_path) == {"new-harbours": ("new-lakes", TODAY)}
    assert load_origins(generation_of(tmp_path / "data")).apart == {"new-rivers"}


def test_a_sent_file_is_told_to_supersede_a_document() -> None:
    sent = (SentFile("old.md", 9, Fate.ADDED, "old"), SentFile("new.md", 9, Fate.ADDED, "new"))
    telling = Telling(
        Change("1", Kind.ADD, Stage.WRITING, "", sent, 0, 0, "", ""), lambda _: None, ""
    )
    telling.happened(Event(What.SUPERSEDED, "older", by="new"))
    assert [len(each.warnings) for each in telling.change.files] == [0, 1]
    assert "a newer edition of older" in telling.change.files[1].warnings[0]

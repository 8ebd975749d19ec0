from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import DataFolderError, NewerFormatError
from tests.conversation_processes import OWNER, start
from tests.counts import tries
from tests.index_helpers import OTHER, TRADE, build
from web.conversations.conversation import (
    MAX_TURNS_KEPT,
    Conversation,
    FullError,
    NewTurn,
    Owner,
    Place,
)
from web.conversations.database import FILE, conversations_database
from web.conversations.store import StoredConversations

KILLS = tries(4, 100)
STRANGER = Owner("somebody else")
BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)
TURN = NewTurn("Who keeps bees?", ("plan",), (), b'{"text":"Wardens \xf0\x9f\x90\x9d"}')


@dataclass
class Clock:
    """Tells the time that it is set to."""

    now: datetime = BEGUN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, address: str, clock: Clock) -> Iterator[StoredConversations]:
    store = StoredConversations(conversations_database(tmp_path, address), days=30, clock=clock)
    yield store
    store.close()


@pytest.fixture
def in_a_file(tmp_path: Path, clock: Clock) -> Iterator[StoredConversations]:
    store = StoredConversations(conversations_database(tmp_path), days=30, clock=clock)
    yield store
    store.close()


def kept(store: StoredConversations, turn: NewTurn = TURN, request: str = "r") -> str:
    """Keep a turn in a new conversation of the owner and return its id."""
    place = store.keep(OWNER, "", [turn], request)
    assert place
    return place.conversation


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob(f"{FILE}*")))


def questions(conversation: Conversation) -> list[str]:
    return [turn.question for turn in conversation.turns]


def test_a_turn_comes_back_as_it_was_kept(store: StoredConversations) -> None:
    found = store.conversation(OWNER, kept(store))
    (turn,) = found.turns
    assert NewTurn(turn.question, turn.documents, turn.after, turn.answer) == TURN
    assert (turn.number, turn.asked) == (1, BEGUN)
    assert found.summary.title == TURN.question
    assert found.summary.questions == 1


def test_turns_are_added_behind_those_there(store: StoredConversations) -> None:
    id_ = kept(store)
    more = [replace(TURN, question=each, after=(1,)) for each in ("Second?", "Third?")]
    assert store.keep(OWNER, id_, more, "s") == Place(id_, 3)
    assert questions(store.conversation(OWNER, id_)) == [TURN.question, "Second?", "Third?"]


def test_ids_and_links_have_128_bits_that_differ(store: StoredConversations) -> None:
    ids = {kept(store, request=str(n)) for n in range(20)}
    links = {store.share(OWNER, id_) for id_ in ids}
    assert len(ids | links) == 40
    assert min(map(len, ids | links)) >= 22  # characters of six bits


def test_what_is_kept_under_a_name_is_kept_once(store: StoredConversations) -> None:
    id_ = kept(store)
    assert store.keep(OWNER, "", [TURN], "r") == Place(id_, 1)
    assert store.keep(OWNER, id_, [TURN], "r") == Place(id_, 1)
    assert store.place(OWNER, "r") == Place(id_, 1)
    assert store.count(OWNER) == 1
    assert len(store.conversation(OWNER, id_).turns) == 1


def test_what_was_withdrawn_is_neither_kept_nor_stays(store: StoredConversations) -> None:
    id_ = kept(store)
    store.keep(OWNER, id_, [TURN], "late")
    store.withdraw(OWNER, "late")
    assert len(store.conversation(OWNER, id_).turns) == 1
    store.withdraw(OWNER, "early")
    assert store.keep(OWNER, id_, [TURN], "early") is None
    assert len(store.conversation(OWNER, id_).turns) == 1


def test_a_conversation_whose_only_turn_is_withdrawn_is_gone(store: StoredConversations) -> None:
    id_ = kept(store)
    store.withdraw(OWNER, "r")
    store.withdraw(OWNER, "r")
    with pytest.raises(KeyError):
        store.conversation(OWNER, id_)


def test_another_owner_withdraws_nothing(store: StoredConversations) -> None:
    id_ = kept(store)
    store.withdraw(STRANGER, "r")
    assert store.conversation(OWNER, id_).turns


@pytest.mark.parametrize(
    "act",
    [
        lambda store, owner, id_: store.conversation(owner, id_),
        lambda store, owner, id_: store.keep(owner, id_, [TURN], "s"),
        lambda store, owner, id_: store.rename(owner, id_, "Mine"),
        lambda store, owner, id_: store.share(owner, id_),
        lambda store, owner, id_: store.unshare(owner, id_),
        lambda store, owner, id_: store.delete(owner, id_),
        lambda store, owner, _: store.place(owner, "r"),
    ],
    ids=["read", "add", "rename", "share", "unshare", "delete", "place"],
)
def test_nobody_but_the_owner_finds_a_conversation(
    store: StoredConversations, act: Callable[[StoredConversations, Owner, str], object]
) -> None:
    id_ = kept(store)
    before = store.conversation(OWNER, id_)
    with pytest.raises(KeyError):
        act(store, STRANGER, id_)
    assert store.conversation(OWNER, id_) == before
    act(store, OWNER, id_)


def test_the_newest_conversation_comes_first_and_a_new_question_makes_it_so(
    store: StoredConversations, clock: Clock
) -> None:
    ids = []
    for n in range(5):
        clock.now = BEGUN + timedelta(hours=n)
        ids.append(kept(store, replace(TURN, question=f"Number {n}?"), str(n)))
    clock.now = BEGUN + timedelta(hours=9)
    store.keep(OWNER, ids[1], [TURN], "again")
    expected = [ids[1], ids[4], ids[3], ids[2], ids[0]]
    assert [each.id for each in store.summaries(OWNER, 0, 10)] == expected
    assert [each.id for each in store.summaries(OWNER, 3, 1)] == expected[3:4]
    assert store.count(STRANGER) == 0


def test_a_title_is_given_and_one_too_long_is_cut(store: StoredConversations) -> None:
    id_ = kept(store, replace(TURN, question=f"What  is\n{'x' * 500}?"))
    title = store.conversation(OWNER, id_).summary.title
    assert title.startswith("What is x")
    assert title.endswith("x…")
    assert len(title) == 80
    store.rename(OWNER, id_, "Bees")
    assert store.conversation(OWNER, id_).summary.title == "Bees"


def test_whoever_has_the_link_reads_until_it_is_withdrawn(store: StoredConversations) -> None:
    id_ = kept(store)
    token = store.share(OWNER, id_)
    assert store.share(OWNER, id_) == token
    store.keep(OWNER, id_, [TURN], "later")
    assert len(store.shared(token).turns) == 2
    store.unshare(OWNER, id_)
    with pytest.raises(KeyError):
        store.shared(token)
    assert store.share(OWNER, id_) != token


@pytest.mark.parametrize("token", ["", "x"])
def test_no_link_leads_to_what_is_not_shared(store: StoredConversations, token: str) -> None:
    kept(store)
    with pytest.raises(KeyError):
        store.shared(token)


def test_deleting_all_leaves_what_others_have(store: StoredConversations) -> None:
    kept(store, request="a")
    kept(store, request="b")
    place = store.keep(STRANGER, "", [TURN], "c")
    assert place
    store.delete_all(OWNER)
    assert store.count(OWNER) == 0
    assert store.conversation(STRANGER, place.conversation).turns


def test_what_is_deleted_is_gone_from_the_files(
    in_a_file: StoredConversations, tmp_path: Path
) -> None:
    secret = replace(TURN, question="Secretly?", answer=b"Secretly." * 5000)
    id_ = kept(in_a_file, secret)
    kept(in_a_file, request="another")
    assert b"Secretly" in bytes_of(tmp_path)
    in_a_file.delete(OWNER, id_)
    assert b"Secretly" not in bytes_of(tmp_path)


def test_what_is_older_than_it_is_kept_is_not_found(
    store: StoredConversations, clock: Clock
) -> None:
    id_ = kept(store)
    token = store.share(OWNER, id_)
    clock.now = BEGUN + timedelta(days=30)
    assert store.conversation(OWNER, id_).turns
    clock.now += timedelta(microseconds=1)
    for find in (
        lambda: store.conversation(OWNER, id_),
        lambda: store.shared(token),
        lambda: store.keep(OWNER, id_, [TURN], "s"),
    ):
        with pytest.raises(KeyError):
            find()
    assert store.count(OWNER) == 0
    assert store.summaries(OWNER, 0, 9) == ()
    store.forget_old()
    clock.now = BEGUN
    with pytest.raises(KeyError):
        store.conversation(OWNER, id_)


def test_what_is_older_than_it_is_kept_is_then_gone_from_the_files(
    in_a_file: StoredConversations, clock: Clock, tmp_path: Path
) -> None:
    kept(in_a_file)
    clock.now = BEGUN + timedelta(days=31)
    assert TURN.answer in bytes_of(tmp_path)
    in_a_file.forget_old()
    assert TURN.answer not in bytes_of(tmp_path)


def test_a_question_renews_the_whole_conversation(store: StoredConversations, clock: Clock) -> None:
    id_ = kept(store)
    clock.now = BEGUN + timedelta(days=20)
    store.keep(OWNER, id_, [TURN], "s")
    clock.now = BEGUN + timedelta(days=40)
    store.forget_old()
    assert len(store.conversation(OWNER, id_).turns) == 2


def test_a_full_conversation_takes_no_more(store: StoredConversations) -> None:
    id_ = kept(store)
    store.keep(OWNER, id_, [TURN] * (MAX_TURNS_KEPT - 1), "many")
    with pytest.raises(FullError):
        store.keep(OWNER, id_, [TURN], "one more")
    assert len(store.conversation(OWNER, id_).turns) == MAX_TURNS_KEPT


def test_conversations_outlast_the_generations(tmp_path: Path) -> None:
    build(tmp_path, TRADE)
    store = StoredConversations(conversations_database(tmp_path), days=30)
    id_ = kept(store)
    for texts in (OTHER, TRADE, OTHER):
        build(tmp_path, texts)
    assert store.conversation(OWNER, id_).turns
    store.close()


def test_a_database_of_a_newer_program_is_refused(
    in_a_file: StoredConversations, tmp_path: Path
) -> None:
    kept(in_a_file)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(NewerFormatError, match="install a newer Pincite"):
        StoredConversations(conversations_database(tmp_path), days=30).count(OWNER)


def test_a_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(DataFolderError, match="PINCITE_HISTORY_DAYS to 0"):
        StoredConversations(conversations_database(tmp_path), days=30).count(OWNER)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="choose another data folder"):
        kept(StoredConversations(conversations_database(tmp_path / "none"), days=30))


@pytest.mark.scale
def test_two_processes_that_begin_and_write_at_once_lose_nothing(
    tmp_path: Path, address: str
) -> None:
    writers = [start(tmp_path, name, "", 10, address) for name in ("a", "b")]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    store = StoredConversations(conversations_database(tmp_path, address), days=30)
    assert store.count(OWNER) == 20
    id_ = kept(store)
    writers = [start(tmp_path, name, id_, 10, address) for name in ("c", "d")]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    numbers = [turn.number for turn in store.conversation(OWNER, id_).turns]
    assert numbers == list(range(1, 42))
    store.close()


@pytest.mark.scale
def test_a_killed_writer_leaves_whole_writes_and_all_that_it_told_of(
    tmp_path: Path, address: str
) -> None:
    store = StoredConversations(conversations_database(tmp_path, address), days=30)
    for attempt in range(KILLS):
        id_ = kept(store, request=f"begun {attempt}")
        writer = start(tmp_path, f"w{attempt}", id_, -1, address)
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(1 + attempt % 5)]
        writer.kill()
        rest, _ = writer.communicate()
        told += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        numbers = [turn.number for turn in store.conversation(OWNER, id_).turns]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) % 2 == 1  # two at a time, after the first
        assert len(numbers) >= int(told[-1])
    store.close()
    if address:
        return
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

"""What people leave behind, kept in PostgreSQL for several machines together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa
from flask import Flask

from corpus.errors import DataFolderError, NewerFormatError, SettingsError, UnreachableError
from index.databases.postgresql import OLDEST, Postgresql, check_version
from qa.answer import Answer, AnswerKind
from tests.conversation_processes import OWNER
from tests.fakes import HashedWords
from tests.postgresql_server import PASSWORD, PostgresqlServer
from tests.qa_helpers import Shelf, build, parsed
from tests.served_processes import asked_by_many, get, question, served
from tests.web_helpers import Collection, Prepared
from web.app import create_app
from web.cli import main
from web.configuration.reading import configured
from web.configuration.settings import Settings
from web.configuration.text import settings_text
from web.conversations.conversation import NewTurn
from web.conversations.database import conversations_database
from web.conversations.schema import turns
from web.conversations.store import StoredConversations
from web.doctor import database_finding
from web.keys.key import Scope
from web.keys.store import stored_keys

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
SETTING = "PINCITE_DATABASE"
TURN = NewTurn("Who keeps bees?", (), (), b"{}")


@dataclass
class Kept:
    """Conversations, and how many turns were kept so far."""

    store: StoredConversations
    names: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    def add(self, turn: NewTurn = TURN) -> str:
        """Keep a turn in a new conversation and return its id."""
        place = self.store.keep(OWNER, "", [turn], f"request {next(self.names)}")
        assert place
        return place.conversation


@pytest.fixture
def kept(tmp_path: Path, address: str) -> Iterator[Kept]:
    store = StoredConversations(conversations_database(tmp_path, address), 30, lambda: BEGUN)
    with closing(store):
        yield Kept(store)


@pytest.fixture
def at_postgresql(postgresql: PostgresqlServer) -> str:
    return postgresql.empty()


@pytest.mark.parametrize("text", ["a\0b", "\0", "\x1a", "\x1a0", "\x1a\0\x1a\x1a0", "𝔸 ﷺ\x7f"])
def test_any_characters_come_back(kept: Kept, text: str) -> None:
    id_ = kept.add(NewTurn(text, (text,), (), text.encode()))
    kept.store.rename(OWNER, id_, text)
    found = kept.store.conversation(OWNER, id_)
    (turn,) = found.turns
    assert (turn.question, turn.documents, turn.answer) == (text, (text,), text.encode())
    assert found.summary.title == text


@pytest.mark.parametrize("token", ["a\0b", "\0", "\x1a0"])
def test_a_link_of_any_characters_leads_nowhere(kept: Kept, token: str) -> None:
    kept.add()
    with pytest.raises(KeyError):
        kept.store.shared(token)


def test_ties_are_ordered_by_code_points(kept: Kept) -> None:
    ids = [kept.add() for _ in range(12)]
    assert [each.id for each in kept.store.summaries(OWNER, 0, 20)] == sorted(ids)


def test_a_reader_sees_one_state(tmp_path: Path, address: str, kept: Kept) -> None:
    kept.add()
    count = sa.select(sa.func.count()).select_from(turns)
    with (
        closing(conversations_database(tmp_path, address)) as database,
        database.reading() as connection,
    ):
        before = connection.execute(count).scalar_one()
        kept.add()
        assert (before, connection.execute(count).scalar_one()) == (1, 1)


def test_a_writer_waits_for_the_one_before(tmp_path: Path, address: str, kept: Kept) -> None:
    begun, ended = Event(), Event()

    def write_slowly() -> None:
        with database.writing():
            begun.set()
            ended.wait(0.3)
            ended.set()

    database = conversations_database(tmp_path, address)
    with closing(database), ThreadPoolExecutor(1) as other:
        slow = other.submit(write_slowly)
        assert begun.wait(20)
        kept.add()
        assert ended.is_set()
        slow.result()


def test_many_threads_keep_all_in_few_connections(
    postgresql: PostgresqlServer, at_postgresql: str, tmp_path: Path
) -> None:
    store = StoredConversations(conversations_database(tmp_path, at_postgresql), 30)
    with closing(store), ThreadPoolExecutor(20) as threads:
        id_ = Kept(store).add()
        for _ in threads.map(lambda n: store.keep(OWNER, id_, [TURN], f"of {n}"), range(40)):
            pass
        numbers = [turn.number for turn in store.conversation(OWNER, id_).turns]
        connected = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pincite'"
        assert postgresql.ask(connected) <= 8
    assert numbers == list(range(1, 42))


def test_a_process_that_is_forked_opens_connections_of_its_own(
    at_postgresql: str, tmp_path: Path
) -> None:
    with closing(stored_keys(tmp_path, at_postgresql)) as keys:
        keys.create("before", [Scope.ASK])
        child = os.fork()
        if child == 0:
            try:
                keys.create("in the child", [Scope.ASK])
            finally:
                os._exit(0)  # what is pytest's is not the child's to end
        os.waitpid(child, 0)
        keys.create("after", [Scope.ASK])
        assert {each.name for each in keys.listed()} == {"before", "in the child", "after"}


def application(folder: Path, address: str) -> Flask:
    settings = Settings(data=folder, database=address, require_key=True)
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    return create_app(settings, service)


@pytest.fixture
def machines(tmp_path: Path, at_postgresql: str) -> Iterator[tuple[Flask, Flask]]:
    """Yield the applications of two machines, which share no folder."""
    first, second = (application(tmp_path / name, at_postgresql) for name in "ab")
    with ExitStack() as closed:
        for each in (first, second):
            for name in ("keys", "history", "feedback"):
                closed.callback(each.extensions[name].close)
        yield first, second


def test_what_is_left_at_one_machine_is_known_at_another(
    machines: tuple[Flask, Flask], tmp_path: Path
) -> None:
    one, other = (each.test_client() for each in machines)
    token = str(machines[0].extensions["keys"].create("all", [Scope.ASK]))
    for each in (one, other):
        each.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    asked = one.post("/ask", data={"q": "What is there?"}, headers={"Accept": "text/html"})
    cookie = one.get_cookie("pincite")
    assert asked.status_code == 303
    assert cookie is not None
    other.set_cookie("pincite", cookie.value)
    assert "What is there?" in other.get(asked.location).text
    assert not list(tmp_path.rglob("*.sqlite"))


def test_while_the_server_is_away_callers_get_503_and_then_it_goes_on_by_itself(
    machines: tuple[Flask, Flask], postgresql: PostgresqlServer
) -> None:
    app, late = machines  # the other uses the server first while it is away
    headers = {"Authorization": f"Bearer {app.extensions['keys'].create('one', [Scope.ASK])}"}

    def ask(_: object = None) -> tuple[int, str]:
        response = app.test_client().get("/api/answer?q=Who", headers=headers)
        if response.status_code == 503:
            assert response.headers["Retry-After"]
            assert "127.0.0.1" not in response.text
            assert "cannot be reached" in response.text
        return response.status_code, (response.json or {}).get("code", "")

    with ThreadPoolExecutor(4) as threads:
        load = threads.map(ask, range(40))
        postgresql.stop()
        try:
            assert ask() == (503, "not-ready")
            assert app.test_client().get("/readyz").status_code == 503
            assert late.test_client().get("/readyz").status_code == 503
        finally:
            postgresql.start()
        assert late.test_client().get("/readyz").status_code == 200
        assert ask()[0] == 200
        assert app.test_client().get("/readyz").status_code == 200
        assert {status for status, _ in load} <= {200, 503}


@pytest.mark.scale
def test_workers_that_are_forked_after_the_check_at_the_start_keep_together(
    at_postgresql: str, tmp_path: Path
) -> None:
    kept = {"database": at_postgresql, "history_days": "30", "feedback": "on", "workers": "2"}
    text = "# Lamps\n\nThe keeper trims the lamp at dusk.\n"
    data = build(tmp_path / "collection", {"lamps.md": text}, embedder=HashedWords())
    asked = question("When does the keeper trim the lamp?")
    with closing(stored_keys(data, at_postgresql)) as keys:
        key = {"Authorization": f"Bearer {keys.create('one', [Scope.ASK])}"}
    with served(data, pause=0.05, require_key="on", **kept) as server:
        found = asked_by_many(server, 8, [asked] * 40, headers=key)
        assert len({process for process, _ in server.begun()}) == 2
        assert get(server, "/readyz").status == 200
        assert server.complaints() == []
    assert {each.status for each in found} == {200}


def test_a_server_that_takes_no_writes_for_now_counts_as_away(
    at_postgresql: str, tmp_path: Path
) -> None:
    standby = f"{at_postgresql}?options=-c%20default_transaction_read_only%3Don"
    with closing(stored_keys(tmp_path, at_postgresql)) as keys:
        token = str(keys.create("one", [Scope.ASK]))
    with closing(stored_keys(tmp_path, standby)) as keys:
        with pytest.raises(UnreachableError, match="read-only"):
            keys.create("two", [Scope.ASK])
        assert keys.key_of(token) is not None


def test_what_a_newer_program_made_is_refused(
    postgresql: PostgresqlServer, at_postgresql: str, tmp_path: Path
) -> None:
    with closing(stored_keys(tmp_path, at_postgresql)) as keys:
        keys.create("one", [Scope.ASK])
    postgresql.run("UPDATE pincite_keys.schema_version SET version = 99")
    with (
        closing(stored_keys(tmp_path, at_postgresql)) as keys,
        pytest.raises(NewerFormatError, match="install a newer Pincite"),
    ):
        keys.listed()


def refused(address: str, folder: Path) -> str:
    with (
        closing(stored_keys(folder, address)) as keys,
        pytest.raises(UnreachableError) as error,
    ):
        keys.listed()
    return str(error.value)


def test_what_is_wrong_is_told_in_one_line_without_the_password(
    postgresql: PostgresqlServer, at_postgresql: str, tmp_path: Path
) -> None:
    wrong = {
        "password authentication failed": postgresql.address("wrong%2Fsecret"),
        '"none" does not exist': postgresql.address(database="none"),
        "Connection refused": at_postgresql.replace(str(postgresql.port), "1"),
    }
    for told, address in wrong.items():
        message = refused(address, tmp_path)
        assert told in message
        assert message.startswith("PostgreSQL (the database")
        assert "\n" not in message
        for secret in (PASSWORD, "hunter2", "wrong%2Fsecret", "wrong/secret"):
            assert secret not in message


def test_a_command_ends_with_one_sentence_where_the_server_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setenv("PINCITE_DATABASE", "postgresql://keeper:hunter2@127.0.0.1:1/kept")
    assert main(["keys", "list", "--data", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("pincite: PostgreSQL (the database kept at 127.0.0.1) cannot be reached")
    assert told.count("\n") == 1
    assert "hunter2" not in told


def test_the_doctor_tells_whether_the_server_answers(at_postgresql: str, tmp_path: Path) -> None:
    well, ill = (
        database_finding(Settings(tmp_path, database=address))
        for address in (at_postgresql, "postgresql://keeper@127.0.0.1:1/kept")
    )
    assert (well.is_well, well.found) == (True, "PostgreSQL answers")
    assert not ill.is_well
    assert "cannot be reached" in ill.found


def test_without_the_package_that_speaks_to_postgresql_what_to_install_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where it is not installed
    with pytest.raises(SettingsError, match="pip install") as error:
        stored_keys(tmp_path, "postgresql://keeper:hunter2@not-asked-before/kept")
    assert "hunter2" not in str(error.value)


def test_a_server_that_is_too_old_or_holds_no_unicode_is_refused() -> None:
    check_version(OLDEST, "UTF8", "It", SETTING)
    with pytest.raises(DataFolderError, match="It is of version 12 and 13 is needed"):
        check_version(12, "UTF8", "It", SETTING)
    with pytest.raises(DataFolderError, match="It has the encoding LATIN1"):
        check_version(OLDEST, "LATIN1", "It", SETTING)


@pytest.mark.parametrize(
    "address",
    [
        "hunter2",
        "mysql://keeper:hunter2@host/kept",
        "postgresql+psycopg2://keeper:hunter2@host/kept",
        "postgresql://keeper:hunter2@x@host/kept",
        "postgresql://keeper:hunter2@host",
        "postgresql://keeper:hunter2@host:port/kept",
    ],
)
def test_what_is_no_address_is_refused_without_the_password(address: str) -> None:
    with pytest.raises(SettingsError) as error:
        given = configured(Settings, {SETTING: address}, None).settings
        _ = Postgresql(given.database, SETTING).engine
    assert "PINCITE_DATABASE is" in str(error.value)
    assert "hunter2" not in str(error.value)


def test_the_address_is_not_printed() -> None:
    given = {"PINCITE_DATABASE": "postgresql+psycopg://keeper:hunter2@host:5433/kept"}
    assert "hunter2" not in settings_text(configured(Settings, given, None))

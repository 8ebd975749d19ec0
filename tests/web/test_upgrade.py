"""Versions side by side over one data folder, in processes of their own."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from corpus.errors import NewerFormatError
from index.generations.data_folder import DataFolder
from index.generations.manifest import FORMAT_VERSION, MANIFEST_FILE
from tests.fakes import HashedWords
from tests.qa_helpers import build
from tests.served_processes import SECONDS, Got, Served, asked_by_many, code_of, get, question
from tests.served_processes import served as in_a_process
from web.configuration.settings import Settings
from web.conversations.database import FILE as CONVERSATIONS
from web.keys.key import Scope
from web.keys.store import FILE as KEYS
from web.keys.store import stored_keys
from web.server.serving import serve

pytestmark = pytest.mark.scale

WHEN = question("When does the keeper trim the lamp?")
KEPT = {"history_days": "30", "require_key": "on", "workers": "1"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    text = "# Lamps\n\nThe keeper trims the lamp at dusk.\n"
    return build(tmp_path / "collection", {"lamps.md": text}, embedder=HashedWords())


@pytest.fixture
def key(data: Path) -> dict[str, str]:
    """Return the headers of a request with a key."""
    with closing(stored_keys(data)) as keys:
        return {"Authorization": f"Bearer {keys.create('one', [Scope.ASK])}"}


def posted(server: Served, fields: str, headers: dict[str, str]) -> tuple[str, str]:
    """Ask on the page; return the conversation's address and the cookie it is kept under."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)) as connection:
        typed = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
        connection.request("POST", "/ask", fields, {**typed, **headers})
        response = connection.getresponse()
        response.read()
        assert response.status == 303
        cookie = response.headers["Set-Cookie"].partition(";")[0]
        return response.headers["Location"].partition("#")[0], cookie


def until(what: Callable[[], bool]) -> None:
    end = monotonic() + SECONDS
    while not what() and monotonic() < end:
        sleep(0.1)
    assert what()


def test_two_versions_serve_one_folder_while_requests_go_over_from_the_old_to_the_new(
    data: Path, key: dict[str, str]
) -> None:
    with in_a_process(data, 0.0, **KEPT) as old:
        conversation, cookie = posted(old, "q=When+does+the+keeper+trim+the+lamp", key)
        with in_a_process(data, 0.0, **KEPT) as new:
            answers = {get(each, WHEN, key).body for each in (old, new)}
            its_owner = {**key, "Cookie": cookie}
            follow_up = f"q=And+who+trims+it&conversation={conversation.rpartition('/')[2]}"
            assert posted(new, follow_up, its_owner)[0] == conversation
            assert b"And who trims it" in get(old, conversation, its_owner).body
            old.process.send_signal(signal.SIGTERM)
            found: list[Got] = asked_by_many(new, 4, [WHEN] * 20, headers=key)
            assert old.process.wait(timeout=SECONDS) == 0
    assert {each.status for each in found} == {200}
    assert {each.body for each in found} == answers


def by_a_newer_program(file: Path) -> None:
    """Change the tables of a database as a program would that only adds to them."""
    with closing(sqlite3.connect(file)) as database, database:
        for (table,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_version'"
        ).fetchall():
            database.execute(f"ALTER TABLE {table} ADD COLUMN added TEXT")
        database.execute("UPDATE schema_version SET version = version + 1")


@pytest.mark.parametrize("file", [CONVERSATIONS, KEYS])
def test_when_a_newer_version_adds_to_a_database_the_old_one_goes_on_but_is_not_begun_anew(
    data: Path, key: dict[str, str], file: str
) -> None:
    with in_a_process(data, 0.0, **KEPT) as old:
        posted(old, "q=When+does+the+keeper+trim+the+lamp", key)
        by_a_newer_program(data / file)
        posted(old, "q=Who+trims+the+lamp", key)
        assert [get(old, path, key).status for path in (WHEN, "/readyz")] == [200, 200]
        (worker,) = old.workers()
        old.process.send_signal(signal.SIGHUP)
        until(lambda: worker not in old.workers())
        until(lambda: get(old, "/readyz").status == 503)
        assert code_of(get(old, "/readyz")) == "not-ready"
    with pytest.raises(NewerFormatError, match="install a newer Pincite"):
        serve(Settings(data=data, listen_port=0), pytest.fail)


def test_when_a_newer_version_writes_another_format_the_old_one_goes_on_with_what_it_has(
    data: Path, key: dict[str, str]
) -> None:
    with in_a_process(data, 0.0, **KEPT) as old:
        before = get(old, WHEN, key)
        folder = DataFolder(data)
        name = folder.current_name()
        assert name is not None
        newer = f"{int(name.partition('-')[0]) + 1:0{len(name.partition('-')[0])}}-{'0' * 12}"
        shutil.copytree(folder.generations / name, folder.generations / newer)
        manifest = folder.generations / newer / MANIFEST_FILE
        told = {**json.loads(manifest.read_bytes()), "format_version": FORMAT_VERSION + 1}
        manifest.write_text(json.dumps(told), encoding="utf-8")
        (data / "CURRENT").write_text(f"{newer}\n", encoding="ascii")
        sleep(1.5)  # a process looks for a new generation once a second
        found = [get(old, WHEN, key) for _ in range(3)]
        assert {each.body for each in found} == {before.body}
        assert get(old, "/readyz").status == 200

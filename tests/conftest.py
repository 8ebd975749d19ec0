"""A browser and its pages, and the log of the service, for the tests that need them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from index.databases.postgresql import Postgresql
from tests.browser_helpers import Serve
from tests.counts import is_soak
from tests.log_helpers import Lines
from tests.milvus_server import milvus_server
from tests.postgresql_server import PostgresqlServer, postgresql_server
from tests.state_answers import application_of_states
from tests.web_helpers import serving
from web.bench.painting import chromium

# The same examples in every run, and none refused for being slow.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests record, where they are run with their full counts."""
    reports = terminalreporter.getreports("passed")
    figures = [
        f"{report.nodeid.partition('::')[2]}: {told}"
        for report in reports
        for name, told in report.user_properties
        if name == "figure"
    ]
    if figures and is_soak():
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(figures))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        if browser is None:
            pytest.skip("no Chromium was found; install it or set PINCITE_CHROMIUM to its path")
        yield browser


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Yield what the pages of a module share: the cache of files, and a process for them all."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="module")
def address_of_states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("states")
    with application_of_states(folder) as app, serving(app) as address:
        yield address


@pytest.fixture
def served() -> Iterator[Serve]:
    """Yield a way to serve applications until the page is gone.

    The browser asks for the icon again whenever the address changes, after all else is there: a
    server that ends before the page does leaves such a request in its queue, and it is reset.
    """
    with ExitStack() as servers:
        yield lambda app: servers.enter_context(serving(app))


@pytest.fixture
def page(browser: Browser, served: Serve) -> Iterator[Page]:  # noqa: ARG001 - it ends first
    """Yield a page that may neither complain nor ask another host for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    hosts: set[str] = set()

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def remember(request: Request) -> None:
        hosts.add(request.url.split("/")[2].split(":")[0])

    context.on("console", note)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", remember)
    yield context.new_page()
    context.close()
    assert complaints == []
    assert hosts == {"127.0.0.1"}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="module")
def milvus() -> Iterator[str]:
    """Yield the address of an empty database of Milvus."""
    with milvus_server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """Return the address of an empty database: "" for files, then one of PostgreSQL."""
    if request.param == "sqlite":
        return ""
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.empty()


@pytest.fixture
def catalogue(postgresql: PostgresqlServer) -> Iterator[str]:
    """Yield the address of an empty database of PostgreSQL for a collection."""
    address = postgresql.new_database()
    yield address
    Postgresql(address, "PINCITE_CATALOGUE").engine.dispose()


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[Lines]:
    lines = Lines(log_questions=getattr(request, "param", False))
    root, requests = logging.getLogger(), logging.getLogger("web.telemetry.requests")
    root.addHandler(lines)
    requests.setLevel(logging.INFO)
    yield lines
    requests.setLevel(logging.NOTSET)
    root.removeHandler(lines)

"""The files of docs/deployment.md fit each other and the project. No container is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.several_hosts import CONFIGURATION, NAMES
from web.app import LARGEST_BODY
from web.cli import parser
from web.configuration.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
FILE = ROOT / "deploy" / "compose.yaml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
NGINX = CONFIGURATION.read_text(encoding="utf-8")
OURS = [name for name, each in SERVICES.items() if each["image"] == "pincite"]


def filled_in(text: str) -> str:
    """Return a text of the file as it is where only what has to be is set, to "given"."""
    return re.sub(r"\$\{\w+:\?[^}]*\}", "given", re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_a_service_is_a_setting(name: str) -> None:
    given = {key: filled_in(value) for key, value in SERVICES[name]["environment"].items()}
    settings = read_settings(given)
    assert f"data:{settings.data}" in SERVICES[name]["volumes"]


def test_the_services_find_the_database_that_is_made() -> None:
    made = SERVICES["postgres"]["environment"]
    user, password, database = (made[f"POSTGRES_{name}"] for name in ("USER", "PASSWORD", "DB"))
    address = f"postgresql://{user}:{password}@postgres/{database}"
    assert [SERVICES[host.split(":")[0]]["environment"]["PINCITE_DATABASE"] for host in NAMES] == [
        address
    ] * len(NAMES)


def test_the_hosts_behind_the_proxy_are_the_services_that_serve() -> None:
    assert re.findall(r"server (\S+) max_fails", NGINX) == list(NAMES)
    for host in NAMES:
        name, port = host.split(":")
        assert SERVICES[name]["expose"] == [port]
        assert name in SERVICES["nginx"]["depends_on"]


def test_the_proxy_listens_at_the_port_that_is_published() -> None:
    (port,) = re.findall(r"listen (\d+);", NGINX)
    (published,) = SERVICES["nginx"]["ports"]
    assert filled_in(published).partition(":")[2] == port
    assert f":{port}/" in SERVICES["nginx"]["healthcheck"]["test"][-1]


def test_what_is_mounted_is_there() -> None:
    for service in SERVICES.values():
        for mounted in service.get("volumes", []):
            source = filled_in(mounted).split(":")[0]
            assert source in COMPOSE["volumes"] or (FILE.parent / source).exists(), source


def test_the_command_of_a_service_can_be_typed() -> None:
    assert parser().parse_args(SERVICES["ingest"]["command"]).every == 30


def test_the_proxy_takes_what_the_service_takes_and_waits_as_long() -> None:
    plain = Settings()
    assert re.findall(r"client_max_body_size (\d+)m;", NGINX) == [
        str(LARGEST_BODY // 1024**2),
        str(plain.largest_upload // 1_000_000),
    ]
    page, upload = map(int, re.findall(r"proxy_read_timeout (\d+)s;", NGINX))
    assert page > plain.request_seconds
    assert upload >= plain.upload_seconds


def test_a_service_has_the_time_to_finish_what_is_begun() -> None:
    grace = int(SERVICES["web1"]["stop_grace_period"].removesuffix("s"))
    assert grace > Settings().drain_seconds + Settings().shutdown_seconds

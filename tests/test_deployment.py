"""The files of docs/deployment.md fit each other and the project. No container is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.rows.milvus_server import MilvusAddress
from tests.several_hosts import CONFIGURATION, NAMES
from web.app import LARGEST_BODY
from web.cli import parser
from web.configuration.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
FILE = ROOT / "deploy" / "compose.yaml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
NGINX = CONFIGURATION.read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
OURS = [name for name, each in SERVICES.items() if each["image"] == "pincite"]


def filled_in(text: str) -> str:
    """Return a text of the file as it is where only what has to be is set, to "given"."""
    return re.sub(r"\$\{\w+:\?[^}]*\}", "given", re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_a_service_is_a_setting(name: str) -> None:
    given = {key: filled_in(value) for key, value in SERVICES[name]["environment"].items()}
    settings = read_settings(given)
    assert f"data:{settings.data}" in SERVICES[name]["volumes"]


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("setting", ["PINCITE_CATALOGUE", "PINCITE_DATABASE"])
def test_a_service_finds_the_database_that_is_made(name: str, setting: str) -> None:
    made = SERVICES["postgres"]["environment"]
    user, password, database = (made[f"POSTGRES_{part}"] for part in ("USER", "PASSWORD", "DB"))
    address = f"postgresql://{user}:{password}@postgres/{database}"
    assert SERVICES[name]["environment"][setting] == address


@pytest.mark.parametrize("name", OURS)
def test_a_service_finds_milvus_and_knows_its_password(name: str) -> None:
    made = SERVICES["milvus"]["environment"]
    address = MilvusAddress.of(filled_in(SERVICES[name]["environment"]["PINCITE_INDEX"]))
    assert address.place == "milvus:19530"  # where it listens unless told otherwise
    assert made["COMMON_SECURITY_AUTHORIZATIONENABLED"] == "true"
    assert (address.user, address.password) == (
        "root",
        filled_in(made["COMMON_SECURITY_DEFAULTROOTPASSWORD"]),
    )


def test_milvus_finds_what_it_keeps_things_in_and_nobody_else_does() -> None:
    milvus, etcd, minio = (SERVICES[name] for name in ("milvus", "etcd", "minio"))
    assert (
        f"-advertise-client-urls=http://{milvus['environment']['ETCD_ENDPOINTS']} "
        in (etcd["command"])
    )
    assert milvus["environment"]["MINIO_ADDRESS"] == "minio:9000"
    for theirs, ours in (("USER", "ACCESS_KEY_ID"), ("PASSWORD", "SECRET_ACCESS_KEY")):
        assert (
            minio["environment"][f"MINIO_ROOT_{theirs}"] == milvus["environment"][f"MINIO_{ours}"]
        )
    reached = {name: set(each.get("networks", ["default"])) for name, each in SERVICES.items()}
    assert COMPOSE["networks"] == {"rows": {"internal": True}}
    assert {name for name, networks in reached.items() if "rows" in networks} == {
        "milvus",
        "etcd",
        "minio",
    }
    assert [name for name, networks in reached.items() if len(networks) == 2] == ["milvus"]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("milvus", "/var/lib/milvus"),
        ("etcd", "/etcd"),
        ("minio", "/minio_data"),
        ("postgres", "/var/lib/postgresql/data"),
    ],
)
def test_what_is_kept_is_kept_in_a_volume(name: str, folder: str) -> None:
    (volume,) = SERVICES[name]["volumes"]
    assert volume == f"{name}:{folder}"
    assert name in COMPOSE["volumes"]
    if name in ("etcd", "minio"):
        assert SERVICES[name]["command"].endswith(f" {folder}")


def test_only_the_proxy_is_to_be_reached_from_outside() -> None:
    assert [name for name, each in SERVICES.items() if "ports" in each] == ["nginx"]


def test_who_waits_for_another_to_be_well_can_be_told_that_it_is() -> None:
    waited_for = {
        other
        for each in SERVICES.values()
        for other, how in each.get("depends_on", {}).items()
        if how["condition"] == "service_healthy"
    }
    assert {"postgres", "milvus"} <= waited_for
    assert all("test" in SERVICES[name]["healthcheck"] for name in waited_for)


def test_the_memory_that_is_reserved_is_what_the_guide_says() -> None:
    for name, service in SERVICES.items():
        reserved = service["deploy"]["resources"].get("reservations", {}).get("memory")
        told = re.search(rf"\| `{name.rstrip('123')}`[^|]*\| (\d+ [MG]B|–) ", GUIDE)
        assert told is not None, name
        assert told[1] == (f"{reserved[:-1]} {reserved[-1]}B" if reserved else "–"), name


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

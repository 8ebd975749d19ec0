"""The commands that make, list and revoke keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from qa.serialise import json_bytes
from web.configuration.settings import Settings
from web.keys.key import Scope
from web.keys.store import stored_keys


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `keys` with what it does to the command line."""
    sub = command("keys", manage_keys, "create, list and revoke the keys of the service")
    sub.add_argument("action", choices=["create", "list", "revoke"])
    sub.add_argument("key", nargs="?", default="", help="the id of the key to revoke")
    sub.add_argument("--name", type=_name, help="what or whom a new key is for")
    sub.add_argument(
        "--scope",
        type=_scopes,
        default=(Scope.ASK,),
        help="what a new key allows: ask, ingest, admin, or several with commas (ask)",
    )
    sub.set_defaults(usage_error=sub.error)


def manage_keys(settings: Settings, options: argparse.Namespace) -> int:
    """Create a key and print it once, print what is known of all, or forget one."""
    if (options.action == "create") != (options.name is not None):
        options.usage_error("`create` needs --name, and nothing else takes it")
    if (options.action == "revoke") != bool(options.key):
        options.usage_error("`revoke` needs the id of a key, and nothing else takes one")
    store = stored_keys(settings.data, settings.database)
    try:
        if options.action == "create":
            sys.stdout.write(f"{store.create(options.name, options.scope)}\n")
        elif options.action == "revoke":
            store.revoke(options.key)
        else:
            for key in store.listed():
                sys.stdout.buffer.write(json_bytes(key) + b"\n")
    finally:
        store.close()
    return 0


def _name(text: str) -> str:
    if not text.strip() or len(text) > 100 or not text.isprintable():
        raise argparse.ArgumentTypeError("give a name of 1 to 100 printable characters")
    return text.strip()


def _scopes(text: str) -> tuple[Scope, ...]:
    try:
        return tuple(dict.fromkeys(Scope(each.strip()) for each in text.split(",")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} has other than {', '.join(Scope)}") from error

"""The command line: what can be typed, and the exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.errors import PinciteError
from corpus.loading.folder import SHIPPED_DOCUMENTS
from web.answers.export import ExportFormat
from web.collecting.commands import add_commands as add_collecting_commands
from web.collecting.preparing_commands import add_prepare
from web.commands import collection, scoring
from web.commands.figures_told import add_json_option
from web.commands.gold import add_gold_commands
from web.commands.measuring import add_commands
from web.commands.streams import let_no_character_fail
from web.configuration.reading import Configured, declared
from web.configuration.settings import Settings, configured_settings
from web.keys.commands import add_commands as add_key_commands

_EXIT_STATUS = (
    "Exit status: 0 if it was done, 2 if it could not be, with one sentence on standard error, 130 "
    "if it was interrupted."
)

# Settings that are options, too. `--threads` of `evaluate` is another thing than the setting.
_TYPED = ("data", "listen_host", "listen_port", "host_names", "questions_at_once", "workers")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 with one sentence on standard error.

    `verify`, `doctor`, `add` and `update` end with 1 where something is not as it should be.
    """
    let_no_character_fail()
    options = parser().parse_args(arguments)
    try:
        options.configured = _configured(options)
        return int(options.command(options.configured.settings, options))
    except PinciteError as error:
        print(f"pincite: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _configured(options: argparse.Namespace) -> Configured[Settings]:
    """Return the settings; an option of the command line that is one goes before all else."""
    found = configured_settings(file=options.config)
    typed = {name: getattr(options, name, None) for name in _TYPED}
    given: dict[str, Any] = {name: each for name, each in typed.items() if each is not None}
    sources = {**found.sources, **dict.fromkeys(given, "the command line")}
    return Configured(replace(found.settings, **given), sources)


def parser() -> argparse.ArgumentParser:
    """Return what reads the words of a command line; its `command` runs what was typed."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, help="the data folder of the collection (or PINCITE_DATA)"
    )
    common.add_argument(
        "--config", type=Path, help="a TOML file of settings (or PINCITE_CONFIG; pincite.toml)"
    )
    whole = argparse.ArgumentParser(
        prog="pincite",
        description="Answers questions about documents in the documents' own words.",
    )
    known = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[Settings, argparse.Namespace], int], help: str
    ) -> argparse.ArgumentParser:
        sub = known.add_parser(
            name, help=help, description=help, epilog=_EXIT_STATUS, parents=[common]
        )
        sub.set_defaults(command=run)
        return sub

    sub = command(
        "build", collection.build_collection, "make the collection from a folder of documents"
    )
    sub.add_argument("folder", type=Path, nargs="?", default=SHIPPED_DOCUMENTS)

    add_collecting_commands(command)
    add_prepare(command)

    sub = command("ask", collection.ask, "answer one question, or one on each line of stdin")
    asked = sub.add_mutually_exclusive_group()
    asked.add_argument(
        "question",
        nargs="?",
        help="the question; - for one on each line of standard input, which is read without a "
        "question, too, unless it is a terminal: the answers are then lines of JSON",
    )
    asked.add_argument(
        "--questions",
        metavar="FILE",
        help="ask every line of a file (- for standard input), each a question as JSON",
    )
    _add_scope(sub, "ask")
    printed = sub.add_mutually_exclusive_group()
    printed.add_argument("--json", action="store_true", help="print the answer as JSON")
    printed.add_argument(
        "--rows",
        choices=[each.value for each in ExportFormat],
        help="print the items of the answer with their citations, a row each",
    )
    sub.add_argument("--explain", action="store_true", help="show why the answer won, too")

    sub = command("chat", collection.chat, "answer questions one after the other")
    _add_scope(sub, "ask")
    sub.add_argument("--json", action="store_true", help="print the answers as JSON lines")
    sub.set_defaults(explain=False, rows=None)

    sub = command("serve", collection.serve_pages, "answer questions on the web")
    _add_setting(sub, "--host", "listen_host")
    _add_setting(sub, "--port", "listen_port")
    _add_setting(sub, "--threads", "questions_at_once")
    _add_setting(sub, "--workers", "workers")
    sub.add_argument(
        "--name",
        dest="host_names",
        action="extend",
        type=_setting_type("host_names"),
        help="a host name to answer under besides localhost, as behind a proxy (repeatable)",
    )

    sub = command(
        "settings", collection.show_settings, "print the settings and where they come from"
    )
    printed = sub.add_mutually_exclusive_group()
    printed.add_argument("--json", action="store_true", help="print them as JSON")
    printed.add_argument("--table", action="store_true", help="print a table of all, in Markdown")

    add_key_commands(command)

    sub = command("search", collection.search_texts, "find a phrase, or words, in the documents")
    sub.add_argument("text", help="words, or a phrase in quotation marks: '\"the phrase\"'")
    _add_scope(sub, "search")
    sub.add_argument("--limit", type=_number, default=20, help="show so many places")
    sub.add_argument("--offset", type=_number, default=0, help="pass over so many places")
    sub.add_argument("--json", action="store_true", help="print the hits as JSON")

    command(
        "mcp",
        collection.serve_models,
        "answer over the standard streams, as a server of the Model Context Protocol",
    )

    sub = command(
        "structure", collection.show_structure, "show the sections, lists and tables of a document"
    )
    sub.add_argument("document", help="the id of the document")
    sub.add_argument("--json", action="store_true", help="print the structure as JSON")

    sub = command(
        "verify",
        collection.verify_earlier,
        "tell whether earlier answers and citations still stand",
    )
    sub.add_argument(
        "file", metavar="FILE", help="answers, citations or a conversation as JSON (- for stdin)"
    )
    sub.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    sub.epilog = f"{_EXIT_STATUS} 1 if anything has changed or is gone."

    sub = command("documents", collection.list_documents, "list the documents of the collection")
    sub.add_argument("--json", action="store_true", help="print the list as JSON")

    sub = command(
        "doctor", collection.diagnose, "look whether models, collection and machine are as needed"
    )
    sub.add_argument("--json", action="store_true", help="print the findings as JSON")
    sub.add_argument(
        "--repair",
        action="store_true",
        help="make what is damaged of the collection again from the texts that it holds",
    )
    sub.epilog = f"{_EXIT_STATUS} 1 if anything is not as needed."

    command("feedback", collection.print_feedback, "print the verdicts on answers as JSON Lines")

    sub = command("evaluate", scoring.score, "score the answers to gold questions")
    sub.add_argument("gold", type=Path, nargs="?", help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="evaluate over this folder instead")
    sub.add_argument("--predictions", type=Path, help="write the predictions to this file")
    sub.add_argument("--reference", type=Path, help="write the figures of the regression gate")
    sub.add_argument("--figures", type=Path, help="write the figures that the pages show")
    sub.add_argument(
        "--report", type=Path, metavar="FILE", help="write a page that tells what went wrong"
    )
    add_json_option(sub)
    sub.add_argument("--threads", type=_count, default=1, help="ask from so many threads at once")
    sub.add_argument("--shuffle", type=int, metavar="SEED", help="ask in another order")
    sub.add_argument("--mistype", type=int, metavar="SEED", help="ask with two typing errors each")

    sub = command(
        "ablate", scoring.score_without_parts, "score the answers with each part left out in turn"
    )
    sub.add_argument("gold", type=Path, nargs="?", help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="evaluate over this folder instead")

    add_commands(command)
    add_gold_commands(command)

    sub = command("compare", scoring.compare_predictions, "compare two files of predictions")
    sub.add_argument("before", type=Path)
    sub.add_argument("after", type=Path)
    sub.add_argument("--gold", type=Path, help="gold questions (those of the project)")
    sub.add_argument("--documents", type=Path, help="the folder evaluated over (the shipped)")
    add_json_option(sub)
    return whole


def _add_scope(sub: argparse.ArgumentParser, verb: str) -> None:
    """Add the options that confine a question to documents and to the editions of a day."""
    sub.add_argument(
        "--document", action="append", default=[], help=f"{verb} in this document only (repeatable)"
    )
    sub.add_argument("--as-of", default="", metavar="DATE", help=f"{verb} the editions of that day")


def _add_setting(sub: argparse.ArgumentParser, flag: str, name: str) -> None:
    """Add the option for a setting; without it the setting stays as it is configured."""
    (found,) = (each for each in declared(Settings) if each.name == name)
    sub.add_argument(flag, dest=name, type=_setting_type(name), help=found.help)


def _setting_type(name: str) -> Callable[[str], object]:
    (found,) = (each for each in declared(Settings) if each.name == name)

    def read(text: str) -> object:
        try:
            return found.kind.read(text)
        except ValueError as error:
            allowed = f"{text!r} is not allowed; give {found.kind.allowed}"
            raise argparse.ArgumentTypeError(allowed) from error

    return read


def _count(text: str) -> int:
    """Return a number from 1 to 64; argparse turns the error into a usage message."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 64):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 64")
    return int(text)


def _number(text: str) -> int:
    """Return a whole number of at most nine digits; argparse turns the error into a message."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number below a billion")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())

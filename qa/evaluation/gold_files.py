"""Files of gold questions, as JSON Lines and as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import GoldError
from qa.evaluation.gold import GoldQuestion, Status
from qa.evaluation.gold_table import read_table, record_of, table_bytes
from qa.evaluation.jsonl import read_lines, record_as, record_in, write_records
from qa.serialise import Json, to_json

TABLE = ".csv"
_OPTIONAL: Mapping[str, Json] = {
    "notes": "",
    "scope_doc": "",
    "scope_docs": [],
    "reference": "",
    "status": Status.ACCEPTED.value,
}

# The questions that the project ships, and the figures that its answers to them must hold.
SHIPPED_QUESTIONS = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class GoldFile:
    """What a file of gold questions holds: those that are well formed, and what is wrong.

    `problems` are sentences that name file and line, in file order.
    """

    questions: tuple[GoldQuestion, ...]
    problems: tuple[str, ...]


def shipped_gold() -> tuple[GoldQuestion, ...]:
    """Return the gold questions of the project, over the documents that it ships."""
    return read_gold(SHIPPED_QUESTIONS / "dev.jsonl")


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """Return the gold questions of a file, in file order: a table if it ends in .csv, else JSONL.

    Raises GoldError, naming file and line, if the file cannot be read, holds no question, holds an
    id twice, or a question breaks the format; and if a question is suggested only: nothing is
    scored by what nobody has accepted.
    """
    read = gold_in(path)
    for problem in read.problems:
        raise GoldError(problem)
    suggested = [each.id for each in read.questions if each.status is Status.SUGGESTED]
    if suggested:
        raise GoldError(
            f"{path} has {len(suggested)} questions that are only suggested, {suggested[0]!r} "
            "first; read each and set its status to accepted, or take it out"
        )
    return read.questions


def gold_in(path: Path) -> GoldFile:
    """Return the gold questions of a file, suggested ones too, with all that is wrong with it.

    Fields that JSON Lines hold beside those of the format are ignored. Raises GoldError if the file
    cannot be read, or is a table without a header that names the columns.
    """
    questions: dict[str, GoldQuestion] = {}
    problems: list[str] = []
    for place, record in _records(path):
        try:
            question = _question(place, record())
            if question.id in questions:
                raise GoldError(f"{place}: the id {question.id!r} occurs twice; give each its own")
            questions[question.id] = question
        except GoldError as error:
            problems.append(str(error))
    if not questions and not problems:
        wanted = "a row for each" if path.suffix == TABLE else "one JSON object on each line"
        problems.append(f"{path} holds no question; put {wanted}")
    return GoldFile(tuple(questions.values()), tuple(problems))


def write_gold(path: Path, gold: Iterable[GoldQuestion]) -> None:
    """Write gold questions as a file that reads back equal, in their order; .csv makes a table.

    Raises GoldError if the file cannot be written.
    """
    if path.suffix != TABLE:
        write_records(path, map(to_json, gold))
        return
    try:
        path.write_bytes(table_bytes(gold))
    except OSError as error:
        raise GoldError(f"{path} cannot be written: {error.strerror}; check the path") from error


def _records(path: Path) -> Iterator[tuple[str, Callable[[], dict[str, Json]]]]:
    """Yield the place of each question and what reads it or raises GoldError."""
    if path.suffix == TABLE:
        for rows in read_table(path):
            yield rows[0].place, partial(record_of, rows)
    else:
        for place, line in read_lines(path):
            yield place, partial(record_in, place, line)


def _question(place: str, record: dict[str, Json]) -> GoldQuestion:
    try:
        return record_as(GoldQuestion, {**_OPTIONAL, **record}, "question")
    except ValueError as error:
        raise GoldError(f"{place}: {error}; correct the question") from error

"""A page of its own that tells what an evaluation found, to be read in any browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corpus.errors import GoldError
from qa.evaluation.faults import Examined, Fault
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcome import Outcome
from qa.evaluation.prediction import Prediction
from qa.evaluation.published import Published
from qa.showing.wording import date_worded
from web.answers.timing_picture import times
from web.evaluation.about import percent, pictures
from web.static_files import STATIC

MOST_ITEMS = 60  # of an answer that are shown

# What each fault means, and what can be done about it.
_ADVICE = {
    Fault.NOT_RETRIEVED: "Neither search found the passage. Look whether the file was read whole "
    "(pincite structure ID), and whether question and passage share any words.",
    Fault.NOT_RANKED: "The passage was found so far down that it was not read again together with "
    "the question, or only stands beside one that was found. A scope of fewer documents brings "
    "it forward.",
    Fault.NOT_READ: "The passage was read again and put behind others, so that no sentence of it "
    "was weighed as an answer, or all were too far from the question.",
    Fault.REFUSED: "The passage was weighed, and no answer was sure enough. A lower "
    "PINCITE_THRESHOLD gives more answers, and more wrong ones.",
    Fault.PASSED_OVER: "The passage was weighed, and another one answered. Look whether that "
    "answer is right as well: then the gold lacks it.",
    Fault.WRONG_THERE: "The right passage is cited, but the words shown are not the gold answer, "
    "or a list is incomplete or has too much. Look whether another wording belongs to the gold.",
    Fault.NO_ANSWER: "The gold has no answer, and one was given. Look whether the documents "
    "answer after all.",
    Fault.GOLD_DOUBTFUL: "The gold contradicts itself, or differs from the answer by a word or "
    "two. Correct the gold question first.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A gold question with all that came of it; `number` is its place in the gold, from 1."""

    number: int
    gold: GoldQuestion
    prediction: Prediction
    outcome: Outcome
    examined: Examined


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one fault, in the order of the gold; those that came out right have none."""

    id: str
    name: str
    advice: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OfType:
    """How many questions of a type there are in all and in each group, in their order."""

    name: str
    questions: int
    counts: tuple[int, ...]


def rows(
    gold: Sequence[GoldQuestion],
    predictions: Sequence[Prediction],
    outcomes: Sequence[Outcome],
    found: Sequence[Examined],
) -> tuple[Row, ...]:
    """Return a row per question; the arguments are all in the order of the gold."""
    together = zip(gold, predictions, outcomes, found, strict=True)
    return tuple(Row(number, *each) for number, each in enumerate(together, start=1))


def groups(every: Sequence[Row]) -> tuple[Group, ...]:
    """Return a group per fault, in the order of the stages, then those that came out right."""
    wrong = [
        Group(f"fault-{number}", fault.value, _ADVICE[fault], _of(fault, every))
        for number, fault in enumerate(Fault, start=1)
    ]
    return (*wrong, Group("right", "came out right", "", _of(None, every)))


def by_type(every: Sequence[Row]) -> tuple[OfType, ...]:
    """Return the counts of each type, in the order in which the gold has them."""
    kinds = (*Fault, None)
    found = []
    for name in dict.fromkeys(each.gold.type for each in every):
        faults = [each.examined.fault for each in every if each.gold.type == name]
        found.append(OfType(name, len(faults), tuple(faults.count(kind) for kind in kinds)))
    return tuple(found)


def page(every: Sequence[Row], figures: Published, name: str) -> str:
    """Return the page as HTML that loads nothing: style and pictures are in it, scripts are none.

    `figures` are those of the rows and `name` tells where the questions are from. Every word of
    questions, answers and documents is escaped.
    """
    grouped, types = groups(every), by_type(every)
    return (
        _environment()
        .get_template("evaluation.html")
        .render(
            name=name,
            figures=figures,
            main={each.name: each for each in figures.main},
            date=date_worded(figures.date),
            pictures=(*pictures(figures), times([each.prediction.seconds for each in every])),
            groups=grouped,
            types=types,
            type_numbers={each.name: at for at, each in enumerate(types, start=1)},
            right=len(grouped[-1].rows),
            most_items=MOST_ITEMS,
            style=_style(),
        )
    )


def write_page(path: Path, html: str) -> None:
    """Write the page, replacing the file. Raises GoldError if it cannot be written."""
    try:
        path.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise GoldError(f"{path} cannot be written: {error.strerror}; check the path") from error


def _of(fault: Fault | None, every: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(each for each in every if each.examined.fault is fault)


def _style() -> Markup:
    """Return the shared styles and those of the page, all of them our own files."""
    files = ("base.css", "about.css", "evaluation.css")
    return Markup("").join(
        Markup((STATIC / each).read_text(encoding="utf-8"))  # noqa: S704 - not from outside
        for each in files
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rounded_percent"] = percent
    return environment

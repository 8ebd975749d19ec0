"""A collection written for the tests, and an answer of every kind to a question about it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from corpus.span import Span
from index.embedded import EmbeddedIndex
from index.protocols import Index
from qa.answer import (
    Answer,
    AnswerKind,
    Citation,
    Context,
    Correction,
    Coverage,
    Gap,
    Item,
    NearPassage,
    Part,
    Reading,
)
from qa.citation import cite
from tests.fakes import HashedWords
from tests.qa_helpers import COLLECTION, build
from tests.state_changes import changes_in
from tests.web_helpers import HOSTILE, ByQuestion, Collection
from web.app import create_app
from web.configuration.settings import Settings
from web.keys.key import Scope, Token, digest
from web.keys.store import FILE, KeyStore

SPAN = "When does the keeper trim the lamp?"
EXCERPT = "On which days may masters of vesels read the log, and who binds it?"
LIST = "What are the duties of wardens?"
TABLE = "What does a permit for a garden hive cost?"
LEDGER = "Where is the keeper mentioned?"
REFUSAL = "How do I bake rye bread in a lighthouse?"
BARE_REFUSAL = "Zebras, zebras?"
READINGS = "Who keeps the lamp in order?"
CONFLICT = "How many hives does the city keep?"
COMPARED = "When do the keeper and the wardens work?"
UNBROKEN = "Why" + "y" * 300 + "?"
HOSTILE_QUESTION = "<b>What</b> does the attacker write?"
KEY = Token("0123456789ab", "k" * 43)

_LATER = """\
# Report on Beekeeping of the Year 2019

The city keeps three hundred and ninety hives on public roofs. The keeper of the hives trims the
lamp of the watch house every other evening.
"""
TEXTS: Mapping[str, str] = {
    **COLLECTION,
    "report.md": _LATER,
    "hostile.md": HOSTILE,
    "unbroken.txt": f"{'Antidis' * 40}\n\n{'e' * 400} is a word of a sentence.\n",
}
DUTIES = (
    "inspect each hive twice a month;",
    "report swarms to the fire brigade;",
    "burn frames that carry foulbrood.",
)
_MENTIONS = (
    "The keeper trims the lamp at dusk",
    "In fog the keeper sounds the horn every ninety seconds.",
)


@contextmanager
def application_of_states(folder: Path) -> Iterator[Flask]:
    """Make an application over the written collection that gives the answers below.

    It keeps conversations, knows the key KEY, and lets documents be added.
    """
    data = build(folder, TEXTS)
    with EmbeddedIndex.open(data, HashedWords()) as index, ExitStack() as ended:
        ended.enter_context(changes_in(data))
        settings = Settings(data, uploads="local")
        app = create_app(settings, Collection(index, ByQuestion(_answers(index))))
        ended.callback(app.extensions["history"].close)
        ended.callback(app.extensions["keys"].close)
        _know_the_key(app.extensions["keys"], data)
        yield app


def _know_the_key(keys: KeyStore, data: Path) -> None:
    """Give a new key the token that the states sign in by."""
    made = keys.create("the reading room of the harbour office", [Scope.ASK])
    with closing(sqlite3.connect(data / FILE)) as file, file:
        row = (KEY.id, digest(KEY.secret), made.id)
        file.execute("UPDATE keys SET id = ?, digest = ? WHERE id = ?", row)


def _answers(index: Index) -> Mapping[str, Answer]:
    bees, lantern, report, hostile, unbroken = (
        _Quoting(index, id_) for id_ in ("bees", "lantern", "report", "hostile", "unbroken")
    )
    lamp = lantern("The keeper trims the lamp at dusk", "four.")
    hives = bees("The city keeps four hundred hives on public roofs.")
    fewer = report("The city keeps three hundred and ninety hives on public roofs.")
    evening = report("The keeper of the hives trims the", "evening.")
    wicks = lantern("Spare wicks are kept in the oil store.")
    attack = hostile("The attacker writes", "assembly.")
    return {
        SPAN: _span(lamp, "at dusk", 0.93),
        EXCERPT: replace(
            _span(lamp, "noon and four", 0.61),
            context=(Context("1. Lamps", lantern("1. Lamps")),),
            missing="who binds it",
            gap=Gap.NOWHERE,
            corrections=(Correction("vesels", "vessels"),),
            understood_as="On which days may masters of vessels read the harbour log?",
        ),
        LIST: Answer(
            AnswerKind.LIST,
            items=tuple(Item(duty, bees(duty)) for duty in DUTIES),
            expected=3,
            citations=(bees(DUTIES[0], DUTIES[-1]),),
            context=(Context("Every warden has the following duties:", bees("Every", "duties:")),),
            confidence=0.88,
        ),
        TABLE: Answer(
            AnswerKind.TABLE,
            answer="30 crowns",
            text="| Garden hive | 30 crowns | three years |",
            citations=(bees("| Garden hive | 30 crowns | three years |"),),
            context=(
                Context("| Permit | Fee | Valid for |", bees("| Permit | Fee | Valid for |")),
            ),
            confidence=0.9,
        ),
        LEDGER: Answer(
            AnswerKind.LEDGER,
            text="24 places in 1 document.",  # more than are shown at once
            items=tuple(Item(each, lantern(each)) for each in _MENTIONS * 12),
            citations=(lantern(_MENTIONS[0]),),
            coverage=Coverage(14, 14),
            confidence=1.0,
        ),
        REFUSAL: Answer(
            AnswerKind.NOT_FOUND,
            missing="rye bread",
            gap=Gap.NOWHERE,
            suggestions=(SPAN, LIST),
            nearest=(NearPassage(wicks.quote, wicks), NearPassage(hives.quote, hives)),
            confidence=0.08,
        ),
        BARE_REFUSAL: Answer(AnswerKind.NOT_FOUND),
        READINGS: replace(
            _span(lamp, "The keeper", 0.55),
            readings=(
                Reading(
                    "Report on Beekeeping of the Year 2019",
                    "The keeper of the hives",
                    evening.quote,
                    (evening,),
                ),
            ),
        ),
        CONFLICT: Answer(
            AnswerKind.CONFLICT,
            answer="four hundred",
            text=hives.quote,
            items=(Item(fewer.quote, fewer), Item(hives.quote, hives)),
            citations=(hives, fewer),
            confidence=0.72,
        ),
        COMPARED: Answer(
            AnswerKind.TWO_DOCUMENTS,
            text=f"{lamp.quote} {evening.quote}",
            items=(Item(lamp.quote, lamp), Item(evening.quote, evening)),
            citations=(lamp, evening),
            confidence=0.7,
        ),
        UNBROKEN: _span(unbroken("e" * 400, "sentence."), "e" * 400, 0.5),
        HOSTILE_QUESTION: _span(attack, "into minutes of the assembly", 0.8),
    }


class _Quoting:
    """Cites places of one document by their words."""

    def __init__(self, index: Index, document_id: str) -> None:
        self._document = index.document(document_id)

    def __call__(self, first: str, last: str = "") -> Citation:
        """Return the citation from the first of `first` to the next end of `last`.

        A page break between them parts the quote in two.
        """
        text = self._document.document.text
        start = text.index(first)
        end = text.index(last or first, start) + len(last or first)
        halves = re.finditer(r"[^\n\f][^\f]*[^\n\f]", text[start:end])
        return cite(
            self._document, [Span(start + half.start(), start + half.end()) for half in halves]
        )


def _span(citation: Citation, short: str, confidence: float) -> Answer:
    """Return the answer that quotes a citation whole and gives words of it as the short answer."""
    part = next(part for part in citation.parts if short in part.quote)
    start = part.start + part.quote.index(short)
    return Answer(
        AnswerKind.SPAN,
        answer=short,
        answer_parts=(Part(start, start + len(short), short),),
        text=citation.quote,
        citations=(citation,),
        confidence=confidence,
    )

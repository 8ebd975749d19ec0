"""How long a question for every mention takes over ten thousand sections that are made up."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from qa.question import Question
from web.collecting.building import build
from web.configuration.settings import Settings
from web.service import load_embedder, opened

_SEED = 20
_DOCUMENTS, _SECTIONS, _SENTENCES = 238, 40, 8  # with the title and the whole, 9,996 sections
_WHO = ("keeper", "warden", "pilot", "master", "owner of a boat", "inspector", "council")
_DOES = ("keeps", "inspects", "reports on", "pays for", "closes", "replaces", "counts")
_WHAT = ("lamps", "buoys", "nets", "chains", "quays", "dues", "anchors", "signals", "stores")
_MENTIONS = "Where is the Pilot Board mentioned?"
_TIMES = 5


@dataclass(frozen=True, slots=True)
class Mentions:
    """A ledger of `rows` over `sections`: the first one's seconds and the later ones' median."""

    first: float
    later: float
    rows: int
    sections: int


def mentions(settings: Settings) -> Mentions:
    """Make a collection of documents that all have the same text, and ask for every mention.

    The text is embedded once. The first time, nothing of the collection is in memory.
    """
    with tempfile.TemporaryDirectory() as made:
        folder, data = Path(made, "documents"), Path(made, "data")
        folder.mkdir()
        text = _made_up()
        for number in range(_DOCUMENTS):
            (folder / f"rules-{number:03}.md").write_text(text, encoding="utf-8")
        build(folder, data, load_embedder(settings))
        with opened(replace(settings, data=data)) as pincite:
            seconds = []
            for _ in range(1 + _TIMES):
                begin = time.perf_counter()
                answer = pincite.answers.ask(Question(_MENTIONS))
                seconds.append(time.perf_counter() - begin)
    first, later = seconds[0], statistics.median(seconds[1:])
    return Mentions(first, later, len(answer.items), answer.coverage.sections_scanned)


def _made_up() -> str:
    """Return a document of 40 sections, one of which names the pilot board twice."""
    drawn = random.Random(_SEED)  # noqa: S311 - no secret
    lines = ["# Rules of the Harbour"]
    for section in range(1, _SECTIONS + 1):
        sentences = [
            f"The {drawn.choice(_WHO)} {drawn.choice(_DOES)} the {drawn.choice(_WHAT)}."
            for _ in range(_SENTENCES)
        ]
        lines += [f"## {section}. Of the {drawn.choice(_WHAT)}", " ".join(sentences)]
    lines += ["The Pilot Board (PB) hears complaints.", "A pilot answers to the Pilot Board."]
    return "\n\n".join(lines) + "\n"

"""How long a question for every mention of a thing takes, for `make bench`."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from qa.question import Question
from web.building import build
from web.service import load_embedder, opened
from web.settings import Settings

_DOCUMENTS, _SECTIONS, _SENTENCES = 238, 40, 8  # with the title and the whole, 9,996 sections
_SEED = 20
_LEDGERS = 5
_MENTIONS = "Where is the Pilot Board mentioned?"
_WHO = ("keeper", "warden", "pilot", "master", "owner of a boat", "inspector", "council")
_DOES = ("keeps", "inspects", "reports on", "pays for", "closes", "replaces", "counts")
_WHAT = ("lamps", "buoys", "nets", "chains", "quays", "dues", "anchors", "signals", "stores")


def ledger_figure(settings: Settings, r20: float) -> str:
    """Tell the time of such a question over many documents that are made up, in `r20` seconds too.

    All have the same text, which is embedded once. The first time, nothing of it is in memory.
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
            for _ in range(1 + _LEDGERS):
                begin = time.perf_counter()
                answer = pincite.answers.ask(Question(_MENTIONS))
                seconds.append(time.perf_counter() - begin)
    first, median = seconds[0], statistics.median(seconds[1:])
    return (
        f"ledger          {1000 * median:6.0f} ms = {median / r20:.2f} R20, "
        f"{len(answer.items)} rows of {answer.coverage.sections_scanned} sections; "
        f"the first time {first / r20:.2f} R20"
    )


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

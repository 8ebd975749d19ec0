"""A rule book in three editions, and a collection of them, for the tests of editions."""

from __future__ import annotations

from collections.abc import Mapping

QUESTION = "How many crowns does a berth for a trawler cost?"
_RULES = """\
---
title: Harbour Rules
issuer: Harbour Board
date: {date}
---
# Berths

A berth for a trawler costs {fee} crowns a month. Boats are moored with two ropes at the outer wall.

# Inspection

Every boat is inspected once a year by the harbour master, who keeps the register of all boats.
{more}"""


def rules(date: str, fee: str, more: str = "") -> str:
    """Return the text of an edition of the rules, with front matter."""
    return _RULES.format(date=date, fee=fee, more=more)


LAMPS = """\
---
title: Lamps
issuer: Town Council
date: 2012
---
# Lamps

Lamps on the quay are lit at dusk by the lamplighter of the town.
"""
EDITIONS: Mapping[str, str] = {
    "lamps.md": LAMPS,
    "rules-2015.md": rules("2015-06-01", "thirty", "\nA gangway is hired from Grimwold.\n"),
    "rules-2018.md": rules("March 2018", "forty"),
    "rules-2021.md": rules("2021", "fifty"),
}

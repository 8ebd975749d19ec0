"""Names of regions, countries and large cities, to tell a place from other names."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

_DIRECTIONS = re.compile(r"^(?:north|south|east|west|central)(?:ern)? |^the ")
_SHORT = frozenset({"UK", "U.K", "US", "U.S", "USA", "U.S.A", "UAE", "EU"})


def is_place(name: str) -> bool:
    """Tell whether a name, with or without its article, is that of a known place.

    Regions and countries are those that the Unicode CLDR names in English, with or without a
    direction before them; cities are those that time zones are named after (IANA). Capitals count
    only for initials: "US" in small letters is a pronoun.
    """
    bare = name.removeprefix("the ").removeprefix("The ").rstrip(".")
    if bare.upper() in _SHORT:
        return bare.upper() == bare
    lowered = bare.lower()
    return lowered in _places() or _DIRECTIONS.sub("", lowered) in _places()


@cache
def _places() -> frozenset[str]:
    found: set[str] = set()
    for territory in Locale("en").territories.values():
        whole, _, aside = territory.lower().partition(" (")
        found |= {whole, aside.rstrip(")"), *whole.split(" & ")}
        # "Hong Kong SAR China", "Myanmar (Burma)"
        found.add(whole.partition(" sar ")[0])
    for zone in available_timezones():
        region, _, city = zone.rpartition("/")
        if region and region not in {"Etc", "SystemV", "posix", "right"}:
            found.add(city.replace("_", " ").lower())
    return frozenset(found - {""})

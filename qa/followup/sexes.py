"""The sex that pronouns and titles tell."""

from __future__ import annotations

from enum import Enum


class Sex(Enum):
    """The sex of a person, as far as a word tells it."""

    MALE = "m"
    FEMALE = "f"


PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Sex.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Sex.FEMALE),
}
TITLES = {
    **dict.fromkeys(("mr", "king", "prince", "lord", "sir", "father", "actor"), Sex.MALE),
    **dict.fromkeys(
        ("mrs", "ms", "miss", "queen", "princess", "lady", "dame", "mother", "actress"), Sex.FEMALE
    ),
}

"""How often the crash and property tests try: a few times in `make test`, many in `make soak`."""

import os


def tries(few: int, many: int) -> int:
    """Return `many` where PINCITE_SOAK is set, else `few`."""
    return many if os.environ.get("PINCITE_SOAK") else few

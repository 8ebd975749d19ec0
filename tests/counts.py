"""How often the crash and property tests try: a few times in `make test`, many in `make soak`."""

import os


def tries(few: int, many: int) -> int:
    """Return `many` where PINCITE_SOAK is set, else `few`."""
    return many if is_soak() else few


def is_soak() -> bool:
    """Return whether tests run with their full counts."""
    return bool(os.environ.get("PINCITE_SOAK"))

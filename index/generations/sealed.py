"""JSON objects that carry the hash of what they say, so that damage to them is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_SEAL = "sha256"


def sealed(value: Mapping[str, Any]) -> bytes:
    """Return an object as JSON with its seal, equal bytes for equal objects."""
    text = json.dumps({**value, _SEAL: _seal(value)}, indent=1, sort_keys=True)
    return f"{text}\n".encode("ascii")


def unsealed(content: bytes) -> dict[str, Any]:
    """Return the object that was sealed; one that never was is taken as it is.

    Raises ValueError if it is no JSON object or not what was sealed.
    """
    value = json.loads(content)
    if not isinstance(value, dict):
        raise ValueError("it is no JSON object")
    if value.pop(_SEAL, None) not in (None, _seal(value)):
        raise ValueError("it is not as it was sealed")
    return value


def _seal(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()

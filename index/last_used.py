"""A cache of what is dear to load and never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class LastUsed(Generic[_Value]):
    """Keeps the values of the keys used last; safe from many threads.

    Two threads that miss a key at once may both load it. What `load` raises is not kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, _Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, load: Callable[[str], _Value]) -> _Value:
        """Return the value of a key, loaded if it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        loaded = load(key)
        with self._lock:
            self._kept[key] = loaded
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return loaded

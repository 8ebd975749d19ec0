"""A cache of what is dear to load and never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class LastUsed(Generic[_Value]):
    """Keeps the values of the keys used last; safe from many threads.

    They weigh at most `capacity` together, one as `weight` says; the last one is kept whatever it
    weighs. Two threads that miss a key at once may both load it. What `load` raises is not kept.
    """

    def __init__(self, capacity: int, weight: Callable[[_Value], int]) -> None:
        self._capacity = capacity
        self._weight = weight
        self._kept: OrderedDict[str, _Value] = OrderedDict()
        self._weighs = 0
        self._lock = Lock()

    def get(self, key: str, load: Callable[[str], _Value]) -> _Value:
        """Return the value of a key, loaded if it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        loaded = load(key)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = loaded
                self._weighs += self._weight(loaded)
            while self._weighs > self._capacity and len(self._kept) > 1:
                self._weighs -= self._weight(self._kept.popitem(last=False)[1])
        return loaded

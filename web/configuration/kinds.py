"""What a setting may be: numbers, switches, names, lists and rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_DIGITS = re.compile(r"[0-9]{1,6}")
_SHARE = re.compile(r"0?\.\d{1,17}|[01]|0\.0*|1\.0*", re.ASCII)
_RATE = re.compile(r"[1-9][0-9]{0,5} per (?:second|minute|hour|day)")
_PARTS = re.compile(r"[,\s]+")
_MEGABYTE = 1_000_000  # bytes
_OFF, _ON, _AUTO = "off", "on", "auto"


class Kind(Protocol):
    """What the values of a setting are; `allowed` says it after the word "give"."""

    @property
    def allowed(self) -> str:
        """Return what is allowed, such as "a number from 1 to 64"."""

    def read(self, given: object) -> object:
        """Return the value of what a variable or a TOML file gives. Raises ValueError if none."""

    def typed(self, value: object) -> str:
        """Return a value as it is typed into a variable."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text that is not empty, matching `pattern` if there is one."""

    allowed: str
    pattern: str = r"[^\x00-\x1f\x7f]+"

    def read(self, given: object) -> str:
        """Return the text."""
        if not isinstance(given, str) or not re.fullmatch(self.pattern, given):
            raise ValueError(given)
        return given

    def typed(self, value: object) -> str:
        """Return the text."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, which need not exist."""

    allowed: str = "the path of a folder"

    def read(self, given: object) -> Path:
        """Return the path."""
        return Path(Text("").read(given))

    def typed(self, value: object) -> str:
        """Return the path."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds, both inclusive; `auto` is None where `has_auto`."""

    least: int
    most: int
    has_auto: bool = False

    @property
    def allowed(self) -> str:
        """Return the bounds in words."""
        return f"a number from {self.least} to {self.most}{' or auto' if self.has_auto else ''}"

    def read(self, given: object) -> int | None:
        """Return the number."""
        if given == _AUTO and self.has_auto:
            return None
        if isinstance(given, bool) or not isinstance(given, int | str):
            raise ValueError(given)
        typed = str(given)
        if not _DIGITS.fullmatch(typed) or not self.least <= int(typed) <= self.most:
            raise ValueError(given)
        return int(typed)

    def typed(self, value: object) -> str:
        """Return the digits, or `auto`."""
        return _AUTO if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Megabytes:
    """A number of bytes, given in whole megabytes within bounds, both inclusive."""

    least: int
    most: int

    @property
    def allowed(self) -> str:
        """Return the bounds in words."""
        return f"a number of MB from {self.least} to {self.most}"

    def read(self, given: object) -> int:
        """Return the number of bytes."""
        return (Whole(self.least, self.most).read(given) or 0) * _MEGABYTE

    def typed(self, value: object) -> str:
        """Return the megabytes."""
        return str(value // _MEGABYTE) if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class Share:
    """A number from 0 to 1."""

    allowed: str = "a number from 0 to 1"

    def read(self, given: object) -> float:
        """Return the number."""
        if isinstance(given, bool) or not _SHARE.fullmatch(str(given)):
            raise ValueError(given)
        return float(str(given))

    def typed(self, value: object) -> str:
        """Return the number."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off; in a file also true and false."""

    allowed: str = "on or off"

    def read(self, given: object) -> bool:
        """Return whether it is on."""
        if given is True or given == _ON:
            return True
        if given is False or given == _OFF:
            return False
        raise ValueError(given)

    def typed(self, value: object) -> str:
        """Return `on` or `off`."""
        return _ON if value else _OFF


@dataclass(frozen=True, slots=True)
class Several:
    """A list of texts that match a pattern, parted by commas or spaces; in a file an array."""

    allowed: str
    pattern: str

    def read(self, given: object) -> tuple[str, ...]:
        """Return the texts in their order."""
        parts = [each for each in _PARTS.split(given) if each] if isinstance(given, str) else given
        if not isinstance(parts, list):
            raise ValueError(given)
        for each in parts:
            if not isinstance(each, str) or not re.fullmatch(self.pattern, each):
                raise ValueError(given)
        return tuple(parts)

    def typed(self, value: object) -> str:
        """Return the texts, parted by commas."""
        return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in a time, such as "120 per minute"; `off` is the empty text."""

    allowed: str = "a rate like 120 per minute (or second, hour, day), or off"

    def read(self, given: object) -> str:
        """Return the rate as it was given, "" for off."""
        if given is False or given == _OFF:
            return ""
        if not isinstance(given, str) or not _RATE.fullmatch(given):
            raise ValueError(given)
        return given

    def typed(self, value: object) -> str:
        """Return the rate, or `off`."""
        return str(value) or _OFF

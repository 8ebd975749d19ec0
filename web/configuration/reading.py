"""How settings are declared once, and read from the environment and a TOML file.

A setting is a field of a frozen dataclass, made by `setting`. Its name is its key in the file, and
in the environment, in capitals and behind `PINCITE_`, its variable.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from corpus.errors import SettingsError
from web.configuration.kinds import Kind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PREFIX = "PINCITE_"
DEFAULT = "default"
_DECLARED = "declared"
_HIDDEN = "(hidden)"
_LIKE_A_SLIP = 0.85  # of the letters; orchestrators add variables of their own, which are not
_LIKE = 0.6  # of the letters, where it is only asked whether that was meant
_LARGEST_FILE = 1024 * 1024  # bytes

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Declared:
    """What is known of a setting: its name, its default, what it may be, what it does.

    The value of a secret is never shown.
    """

    name: str
    default: object
    kind: Kind
    help: str
    is_secret: bool

    @property
    def variable(self) -> str:
        """Return the name of the setting's environment variable."""
        return f"{PREFIX}{self.name.upper()}"

    def shown(self, value: object) -> str:
        """Return a value as it is typed; that of a secret is hidden unless it is the default."""
        if self.is_secret and value != self.default:
            return _HIDDEN
        return self.kind.typed(value)


@dataclass(frozen=True, slots=True)
class Configured(Generic[T]):
    """Settings, and where each comes from: a variable, a file, or `default`."""

    settings: T
    sources: Mapping[str, str]


def setting(default: Any, kind: Kind, help: str, *, is_secret: bool = False) -> Any:
    """Return the field of a dataclass that is a setting; `help` is one sentence on what it does."""
    return field(default=default, metadata={_DECLARED: (kind, help, is_secret)})


def declared(of: type[T]) -> tuple[Declared, ...]:
    """Return the settings of a dataclass in the order of its fields."""
    return tuple(
        Declared(each.name, each.default, *each.metadata[_DECLARED]) for each in fields(of)
    )


def configured(of: type[T], environment: Mapping[str, str], file: Path | None) -> Configured[T]:
    """Return the settings that the environment gives, then the file, then their defaults.

    An empty variable counts as none. A key of the file that is no setting is refused, and so is a
    variable `PINCITE_…` that is spelt almost like one; other variables are passed over. Raises
    SettingsError, which names the key, the value and what is allowed.
    """
    known = {each.name: each for each in declared(of)}
    values: dict[str, object] = {}
    sources = dict.fromkeys(known, DEFAULT)
    for name, value in ({} if file is None else _in_file(file)).items():
        if name not in known:
            raise SettingsError(f"{file} {_unknown(name, value, known)}")
        values[name] = _read(known[name], value, f"{name} in {file}")
        sources[name] = str(file)
    _refuse_slips(environment, known)
    for each in known.values():
        if environment.get(each.variable):
            values[each.name] = _read(each, environment[each.variable], each.variable)
            sources[each.name] = each.variable
    return Configured(of(**values), sources)


def _read(each: Declared, value: object, where: str) -> object:
    try:
        return each.kind.read(value)
    except ValueError as error:
        shown = _HIDDEN if each.is_secret else repr(value)[:80]
        raise SettingsError(f"{where} is {shown}; give {each.kind.allowed}") from error


def _in_file(file: Path) -> dict[str, object]:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST_FILE + 1)
        if len(content) > _LARGEST_FILE:
            raise SettingsError(f"{file} is too large for settings; at most 1 MiB is read")
        return tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8; save it in that encoding") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{file} is not TOML: {error}") from error


def _refuse_slips(environment: Mapping[str, str], known: Mapping[str, Declared]) -> None:
    variables = {each.variable for each in known.values()}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in variables:
            near = get_close_matches(name.removeprefix(PREFIX).lower(), known, 1, _LIKE_A_SLIP)
            if near:
                raise SettingsError(f"There is no {name}; did you mean {known[near[0]].variable}?")


def _unknown(name: str, value: object, known: Mapping[str, Declared]) -> str:
    """Say what is wrong with a key of the file that is no setting."""
    if isinstance(value, dict):
        return f"has a table {name!r}; settings stand in none"
    key = name.lower().removeprefix(PREFIX.lower())
    near = get_close_matches(key, known, 1, _LIKE)
    told = f"did you mean {near[0]!r}?" if near else "`pincite settings` names all"
    return f"has no setting {name!r}; {told}"

"""The settings as people read them: those in effect, and the table of the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from web.configuration.reading import Configured, declared
from web.configuration.settings import Settings


@dataclass(frozen=True, slots=True)
class Effective:
    """A setting in effect: its name, its value as it is typed, and where that comes from."""

    name: str
    value: str
    source: str


def effective(configured: Configured[Settings]) -> tuple[Effective, ...]:
    """Return every setting as it is in effect, secrets hidden, in the order of declaration."""
    return tuple(
        Effective(
            each.name,
            each.shown(getattr(configured.settings, each.name)) or "none",
            configured.sources[each.name],
        )
        for each in declared(Settings)
    )


def settings_text(configured: Configured[Settings]) -> str:
    """Return the settings in effect, a line each: name, value, source."""
    lines = effective(configured)
    names, values = (max(len(getattr(each, part)) for each in lines) for part in ("name", "value"))
    return "\n".join(
        f"{each.name:<{names}}  {each.value:<{values}}  {each.source}" for each in lines
    )


def settings_table() -> str:
    """Return a Markdown table of all settings with their defaults and what they may be."""
    return "\n".join(_rows()) + "\n"


def _rows() -> Iterator[str]:
    yield "| variable | in the file | default | may be | what it does |"
    yield "|---|---|---|---|---|"
    for each in declared(Settings):
        typed = each.kind.typed(each.default)
        default = f"`{typed}`" if typed else "none"
        yield (
            f"| `{each.variable}` | `{each.name}` | {default} | {each.kind.allowed} | {each.help} |"
        )

"""Charts as SVG: each says in a title and a description what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

# Units of the drawing, about as many CSS pixels.
_WIDTH = 440
_ROW = 30
_LABELS = 150  # for the names of the bars
_LONGEST_NAME = 20  # characters of it
_MARGIN = 44  # for the numbers beside an axis
_PLOT = 300  # height
_TICKS = tuple(step / 5 for step in range(6))

_CHART = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" role="img" '
    'aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{title}</title>'
    '<desc id="{id}-desc">{description}</desc>{inside}</svg>'
)
_LINE = Markup('<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
_TEXT = Markup('<text class="{kind}" x="{x}" y="{y}">{text}</text>')


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said of a chart: `id` is unique on its page."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A value from 0 to 1 with its interval, under a name."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Axes:
    """What is drawn along the two axes of a plot, each from its first to its last value."""

    x_name: str
    y_name: str
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)


def bars(caption: Caption, rows: Sequence[Bar]) -> Markup:
    """Return horizontal bars, one below the other, each with its interval as a thin line."""
    height = _ROW * len(rows) + _ROW

    def x(value: float) -> float:
        return _LABELS + value * (_WIDTH - _LABELS - 12)

    inside = [_line("grid", x(tick), 0, x(tick), height - _ROW) for tick in _TICKS]
    inside += [_text("tick middle", x(tick), height - 10, _percent(tick)) for tick in _TICKS]
    for number, row in enumerate(rows):
        y = number * _ROW + _ROW / 2
        inside.append(_text("name end", _LABELS - 8, y + 5, _shortened(row.name)))
        inside.append(
            Markup('<rect class="bar" x="{x}" y="{y}" width="{w}" height="{h}"/>').format(
                x=_number(x(0)), y=_number(y - 8), w=_number(x(row.value) - x(0)), h=16
            )
        )
        inside.append(_line("interval", x(row.low), y, x(row.high), y))
    return _chart(caption, height, inside)


def plot(
    caption: Caption,
    axes: Axes,
    points: Sequence[tuple[float, float]],
    *,
    joined: bool,
    ideal: bool = False,
) -> Markup:
    """Return points over two axes, joined by lines or as dots; values outside the axes are cut off.

    `ideal` draws the diagonal on which both values are the same.
    """
    height = _PLOT + _MARGIN

    def at(point: tuple[float, float]) -> tuple[float, float]:
        across, up = _share(point[0], axes.x), _share(point[1], axes.y)
        return _MARGIN + across * (_WIDTH - _MARGIN - 12), 24 + (1 - up) * (_PLOT - 24)

    left, bottom = at((axes.x[0], axes.y[0]))
    right, top = at((axes.x[1], axes.y[1]))
    inside = [_text("tick", 0, 12, axes.y_name), _text("tick end", right, height - 4, axes.x_name)]
    for share in _TICKS:
        up, across = _between(axes.y, share), _between(axes.x, share)
        y, x = at((axes.x[0], up))[1], at((across, axes.y[0]))[0]
        inside.append(_line("grid", left, y, right, y))
        inside.append(_text("tick end", left - 6, y + 5, _percent(up)))
        named = _percent(across) if axes.x[1] <= 1 else f"{across:g}"
        inside.append(_text("tick middle", x, bottom + 18, named))
    if ideal:
        inside.append(_line("ideal", left, bottom, right, top))
    places = [at(point) for point in points]
    if joined and places:
        path = " ".join(f"{_number(x)},{_number(y)}" for x, y in places)
        inside.append(Markup('<polyline class="curve" points="{}"/>').format(path))
    else:
        inside += [
            Markup('<circle class="dot" cx="{}" cy="{}" r="5"/>').format(_number(x), _number(y))
            for x, y in places
        ]
    return _chart(caption, height, inside)


def _chart(caption: Caption, height: float, inside: Sequence[Markup]) -> Markup:
    return _CHART.format(
        width=_WIDTH,
        height=_number(height),
        id=caption.id,
        title=caption.title,
        description=caption.description,
        inside=Markup("").join(inside),
    )


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return _LINE.format(kind=kind, x1=_number(x1), y1=_number(y1), x2=_number(x2), y2=_number(y2))


def _text(kind: str, x: float, y: float, text: str) -> Markup:
    return _TEXT.format(kind=kind, x=_number(x), y=_number(y), text=text)


def _shortened(name: str) -> str:
    """Return a name that fits beside its bar; the table below a chart has it whole."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _share(value: float, ends: tuple[float, float]) -> float:
    """Return where a value lies between the ends of an axis, from 0 to 1."""
    return min(max((value - ends[0]) / (ends[1] - ends[0]), 0.0), 1.0)


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + share * (ends[1] - ends[0])


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

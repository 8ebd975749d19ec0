from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from web.evaluation.charts import Axes, Bar, Caption, bars, plot

CAPTION = Caption("kinds", "Answers & <kinds>", "dates 50 %")
ROWS = (Bar("dates", 0.5, 0.25, 0.75), Bar("<b>lists</b>", 1.0, 1.0, 1.0))
AXES = Axes("asked", "wrong")


def numbers(chart: str, kind: str, name: str) -> list[float]:
    found = [tag for tag in re.findall(r"<\w+ [^>]*>", chart) if f'class="{kind}"' in tag]
    return [float(re.findall(rf' {name}="([^"]+)"', tag)[0]) for tag in found]


@pytest.mark.parametrize(
    "chart",
    [
        bars(CAPTION, ROWS),
        bars(CAPTION, ()),
        plot(CAPTION, AXES, [(0.0, 0.0), (1.0, 1.0)], joined=True),
        plot(CAPTION, AXES, [], joined=True, ideal=True),
    ],
)
def test_a_chart_is_an_image_with_a_title_and_a_description(chart: str) -> None:
    image = ElementTree.fromstring(chart)  # noqa: S314 - written a line above
    assert image.attrib["role"] == "img"
    assert image.attrib["aria-labelledby"] == "kinds-title kinds-desc"
    assert (image[0].text, image[1].text) == ("Answers & <kinds>", "dates 50 %")
    assert "style" not in chart


def test_names_never_become_markup() -> None:
    assert "<b>" not in bars(CAPTION, ROWS)
    assert "&lt;b&gt;lists&lt;/b&gt;" in bars(CAPTION, ROWS)


def test_bars_are_as_long_as_their_values() -> None:
    half, whole = numbers(bars(CAPTION, ROWS), "bar", "width")
    assert whole == 2 * half > 0


def test_an_interval_lies_around_the_end_of_its_bar() -> None:
    chart = bars(CAPTION, ROWS[:1])
    end = numbers(chart, "bar", "x")[0] + numbers(chart, "bar", "width")[0]
    low, high = numbers(chart, "interval", "x1")[0], numbers(chart, "interval", "x2")[0]
    assert (low + high) / 2 == end


def test_more_is_drawn_further_right_and_further_up() -> None:
    chart = plot(CAPTION, AXES, [(0.2, 0.1), (0.8, 0.9)], joined=False)
    across, down = numbers(chart, "dot", "cx"), numbers(chart, "dot", "cy")
    assert across[0] < across[1]
    assert down[0] > down[1]


def test_joined_points_are_one_line() -> None:
    chart = plot(CAPTION, AXES, [(0.2, 0.1), (0.8, 0.9)], joined=True)
    assert chart.count("<polyline") == 1
    assert "<circle" not in chart


def test_the_corners_of_the_axes_are_the_ends_of_the_ideal() -> None:
    chart = plot(CAPTION, AXES, [(0.0, 0.0), (1.0, 1.0)], joined=False, ideal=True)
    ends = [numbers(chart, "ideal", name)[0] for name in ("x1", "y1", "x2", "y2")]
    dots = list(zip(numbers(chart, "dot", "cx"), numbers(chart, "dot", "cy"), strict=True))
    assert dots == [tuple(ends[:2]), tuple(ends[2:])]


def test_what_lies_outside_the_axes_is_drawn_at_their_edge() -> None:
    axes = Axes("passages", "found", x=(0, 10), y=(0, 0.2))
    inside, outside = ([(10, 0.2)], [(11, 0.9)])
    assert plot(CAPTION, axes, inside, joined=False) == plot(CAPTION, axes, outside, joined=False)
    assert ">10</text>" in plot(CAPTION, axes, inside, joined=False)
    assert ">20 %</text>" in plot(CAPTION, axes, inside, joined=False)


def test_a_name_too_long_for_its_place_is_shortened() -> None:
    name = "responsibilities of ministries"
    drawn = bars(Caption("a", "Title", "Words"), [Bar(name, 0.5, 0.4, 0.6)])
    assert ">responsibilities of…<" in drawn
    assert name not in drawn

"""The page that tells what the answers are, and how good."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from qa.evaluation.published import Published, read_published
from qa.showing.wording import date_worded
from web.evaluation.about import percent, pictures

blueprint = Blueprint("about", __name__)
blueprint.add_app_template_filter(percent, "rounded_percent")


@blueprint.get("/about")
def about() -> ResponseReturnValue:
    """Tell what Pincite does, how a confidence is read, and how good the answers were measured."""
    figures = _figures()
    return render_template(
        "about.html",
        figures=figures,
        date=date_worded(figures.date),
        pictures=pictures(figures),
        main={each.name: each for each in figures.main},
    )


@cache
def _figures() -> Published:
    return read_published()

"""The addresses where probes ask whether the process lives and whether it can answer."""

from __future__ import annotations

from flask import Blueprint

from web.api.state import health, readiness

blueprint = Blueprint("health", __name__)
blueprint.add_url_rule("/healthz", view_func=health)
blueprint.add_url_rule("/readyz", view_func=readiness)

"""The addresses of the API."""

from __future__ import annotations

from flask import Flask

from web.api import answering, changing, documents, reference, searching, state, verifying
from web.api.description import PREFIX

_BEFORE_VERSIONS = "/api"


def add_api(app: Flask) -> None:
    """Add the operations below /api/v1, and those that are older than versions at /api, too."""
    for module in (answering, documents, changing, searching, verifying, state, reference):
        app.register_blueprint(module.blueprint, url_prefix=PREFIX)
    for module in (answering, documents):
        app.register_blueprint(
            module.blueprint,
            url_prefix=_BEFORE_VERSIONS,
            name=f"unversioned_{module.blueprint.name}",
        )

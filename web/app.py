"""The web application."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from web import pages
from web.answers import downloads
from web.answers import pages as citation_pages
from web.api.registering import add_api
from web.changes import pages as change_pages
from web.changes.intake import intake_of
from web.configuration.settings import Settings, read_settings
from web.conversations import exports, sharing
from web.conversations import pages as conversation_pages
from web.conversations.history import History, history_of
from web.evaluation import pages as about_pages
from web.feedback import pages as feedback_pages
from web.feedback.store import stored_feedback
from web.guards.cors import share
from web.guards.cross_site import refuse_other_sites
from web.guards.gate import Gate
from web.guards.guarding import guarded, leave_at_the_end, opened_guarded
from web.guards.headers import secure
from web.guards.hosts import answer_only_to
from web.guards.limits import limit_requests
from web.keys import pages as key_pages
from web.keys.access import admit, identify
from web.keys.store import stored_keys
from web.library import pages as library_pages
from web.library.sent_files import SentFiles
from web.mcp import views as mcp
from web.openai_api import views as openai_api
from web.opening import Collection, Opening
from web.problems.details import handle_problems
from web.server import health
from web.server.patience import Patience
from web.service import opened
from web.source import pages as source_pages
from web.source import search_pages
from web.static_files import KEPT, static_address
from web.storing import data_folder
from web.structure import pages as structure_pages
from web.telemetry import pages as metrics_pages
from web.telemetry.metrics import Metrics
from web.telemetry.requests import observe_requests
from web.tracing import trace

# Bytes. A question and twenty before it, of 2,000 characters that JSON writes in twelve bytes each,
# take half of it. Of answers in the history only the beginning is read; the rest may be cut off.
LARGEST_BODY = 1024 * 1024


def create_app(
    settings: Settings | None = None,
    service: Collection | None = None,
    hosts: Iterable[str] = (),
) -> Flask:
    """Return the application that answers from `service`.

    Without one, the collection of the settings (of the environment, if None) is opened in the
    background, and requests for it are answered with 503 until it is there; whoever ends the
    process calls `close()` of `app.extensions["pincite"]`, `["history"]` and, if it is not None,
    `["feedback"]`. Conversations and verdicts on answers are kept as the settings have it, and not
    at all beside a service without settings. Requests must name the host they are for by address,
    as localhost or as one of `hosts`; others are answered with 400.
    """
    app = Flask("web", static_url_path=static_address())
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = KEPT
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    chosen = settings or (read_settings() if service is None else Settings())
    metrics = app.extensions["metrics"] = Metrics()
    observe_requests(app, metrics, log_questions=chosen.log_questions)
    trace(app)
    answer_only_to(app, hosts)
    if chosen.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, *(chosen.trusted_proxies,) * 3
        )
    secure(app)
    refuse_other_sites(app)
    handle_problems(app)
    identify(app)
    limit_requests(app, chosen)
    admit(app, chosen)
    leave_at_the_end(app)
    for module in (
        about_pages,
        change_pages,
        citation_pages,
        conversation_pages,
        downloads,
        exports,
        feedback_pages,
        health,
        key_pages,
        library_pages,
        mcp,
        metrics_pages,
        openai_api,
        pages,
        search_pages,
        sharing,
        source_pages,
        structure_pages,
    ):
        app.register_blueprint(module.blueprint)
    add_api(app)
    gate = Gate(chosen.questions_at_once, chosen.waiting_places, chosen.queue_seconds)
    if service is None:
        settings = chosen
        app.extensions["pincite"] = Opening.begun(
            lambda: opened_guarded(opened(chosen), gate, metrics)
        )
    else:
        app.extensions["pincite"] = Opening.done(guarded(service, gate, metrics))
    app.extensions["patience"] = Patience()
    app.extensions["intake"] = None if settings is None else intake_of(settings)
    app.extensions["sent_files"] = None if settings is None else SentFiles(data_folder(settings))
    app.extensions["keys"] = (
        None if settings is None else stored_keys(settings.data, settings.database)
    )
    app.extensions["history"] = History() if settings is None else history_of(settings)
    share(app, settings.cors_origins if settings else ())
    app.extensions["feedback"] = (
        stored_feedback(settings.data, settings.database)
        if settings is not None and settings.feedback
        else None
    )
    return app

"""What is told of each request once it is handled: a line in the log, and figures."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, request

from qa.answer import Answer, AnswerKind
from web.telemetry.json_log import FIELDS
from web.telemetry.metrics import Metrics, why_refused

_NO_ROUTE = "none"  # an address that is not the service's: it may hold anything

_log = logging.getLogger(__name__)


def observe_requests(app: Flask, metrics: Metrics, *, log_questions: bool) -> None:
    """Log and count every request; call it before `trace`, whose times it tells.

    The log names the route's template in place of the address. Only if `log_questions` it holds
    the address with its query.
    """

    @app.after_request
    def tell(response: Response) -> Response:
        route = _NO_ROUTE if request.url_rule is None else request.url_rule.rule
        metrics.observe(request.method, route, response.status_code, g.stages)
        told: dict[str, object] = {
            "request_id": g.request_id,
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "milliseconds": {name: round(seconds * 1000, 1) for name, seconds in g.stages},
        }
        answer: Answer | None = g.get("answer")
        if answer is not None:
            metrics.answered(answer)
            told["kind"] = answer.kind.value
            if answer.kind is AnswerKind.NOT_FOUND:
                told["refusal"] = why_refused(answer)
        if "problem" in g:
            metrics.problem(g.problem)
            told["problem"] = g.problem
        if log_questions:
            told["address"] = request.full_path
        _log.info("request", extra={FIELDS: told})
        return response

"""Figures for Prometheus, added up over the processes of the service."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from qa.answer import Answer, AnswerKind, Gap, Remark
from web.telemetry import FOLDER_VARIABLE

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Metrics:
    """The figures of an application.

    If FOLDER_VARIABLE is set before the first import of prometheus_client, `exposition` adds up
    what all processes with that folder observed.
    """

    def __init__(self) -> None:
        own = self._own = CollectorRegistry()
        self._stages = Histogram(
            "pincite_stage_seconds",
            "Time that a stage of a request took; answer and total hold others.",
            ["stage"],
            buckets=_SECONDS,
            registry=own,
        )
        self._requests = Counter(
            "pincite_requests", "Requests by route.", ["method", "route", "status"], registry=own
        )
        self._answers = Counter("pincite_answers", "Answers by kind.", ["kind"], registry=own)
        self._refusals = Counter("pincite_refusals", "Refusals by why.", ["why"], registry=own)
        self._errors = Counter("pincite_errors", "Problems by code.", ["code"], registry=own)
        self._rejected = Counter(
            "pincite_rejected", "Requests that the queue refused.", registry=own
        )
        self._waiting = Gauge(
            "pincite_queue_length",
            "Requests that wait to be answered.",
            registry=own,
            multiprocess_mode="livesum",
        )

    def waiting(self) -> AbstractContextManager[object]:
        """Return a context in which a request counts as waiting."""
        context: AbstractContextManager[object] = self._waiting.track_inprogress()
        return context

    def rejected(self) -> None:
        """Count a request that the queue refused."""
        self._rejected.inc()

    def observe(
        self, method: str, route: str, status: int, stages: Iterable[tuple[str, float]]
    ) -> None:
        """Count a request that was handled; the times of its stages are in seconds."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        for stage, seconds in stages:
            self._stages.labels(stage).observe(seconds)

    def problem(self, code: str) -> None:
        """Count a problem."""
        self._errors.labels(code).inc()

    def answered(self, answer: Answer) -> None:
        """Count an answer, a refusal included."""
        self._answers.labels(answer.kind.value).inc()
        if answer.kind is AnswerKind.NOT_FOUND:
            self._refusals.labels(why_refused(answer)).inc()

    def exposition(self, generation: str, documents: int) -> bytes:
        """Return all figures as text, with the state of the collection; "" if there is none."""
        whole = self._own
        if FOLDER_VARIABLE in os.environ:
            whole = CollectorRegistry()
            MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        state = CollectorRegistry()
        if generation:
            state.register(_State(generation, documents))
        return generate_latest(whole) + generate_latest(state)


def why_refused(answer: Answer) -> str:
    """Return why a question was refused in a word."""
    if answer.remark is not Remark.NONE:
        return answer.remark.value
    return answer.gap.value if answer.gap is not Gap.NONE else "doubt"


class _State(Collector):
    def __init__(self, generation: str, documents: int) -> None:
        self._generation = generation
        self._documents = documents

    def collect(self) -> Iterable[GaugeMetricFamily | InfoMetricFamily]:
        info = InfoMetricFamily("pincite_index", "The generation that is answered from.")
        info.add_metric([], {"generation": self._generation})
        yield info
        yield GaugeMetricFamily("pincite_documents", "Documents held.", value=self._documents)

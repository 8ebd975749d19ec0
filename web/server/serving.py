"""The web service as a process: gunicorn with workers of several threads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import mkdtemp

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from corpus.errors import DataFolderError
from web.configuration.settings import Settings
from web.conversations.history import history_of
from web.guards.limits import check_storage
from web.server.listening import address_of, listening
from web.server.open_files import connections_to_hold
from web.server.worker import Worker
from web.stores import check_before_serving
from web.storing import data_folder
from web.telemetry import FOLDER_VARIABLE
from web.telemetry.json_log import log_configuration

_SECONDS_WITHOUT_A_SIGN = 60  # until a worker that has hung is replaced; answers may take longer
_SPARE_THREADS = 8  # for what needs no answer, and to tell others that all are taken
_LONGEST_REQUEST_LINE = 8190  # bytes, the most that gunicorn reads; what is longer, Worker refuses


def serve(
    settings: Settings,
    announce: Callable[[str], None],
    application: Callable[[Settings], Flask] | None = None,
) -> int:
    """Serve the collection of the settings until interrupted and return the exit status.

    The service answers to the host it listens at, to localhost, to every numeric address and to
    the host names of the settings, so that no other site can read it under a name of its own.
    `announce` is told, line by line, the address and a command that asks a question, once requests
    are accepted. `application` makes the one that each worker serves, in the worker; without it
    that is the web application over the collection. Raises DataFolderError if there is no
    collection or what is kept beside it cannot be used, and SettingsError if the address is
    not to be had or requests cannot be counted where they are to be.
    """
    if data_folder(settings).current_name() is None:
        raise DataFolderError(
            f"There is no collection in {settings.data}; run `pincite build` to make one."
        )
    history_of(settings).check()
    check_before_serving(settings)
    check_storage(settings.rate_storage)
    listener = listening(settings.listen_host, settings.listen_port)
    address = address_of(listener)

    def announced(_arbiter: object) -> None:
        announce(f"Pincite answers at {address}")
        announce(f"curl {address}/api/answer --get --data-urlencode 'q=…'")

    options = {
        "bind": f"fd://{listener.detach()}",  # gunicorn closes it
        "workers": settings.workers,
        "worker_class": Worker,
        "worker_connections": connections_to_hold(),
        "threads": settings.questions_at_once + settings.waiting_places + _SPARE_THREADS,
        "timeout": _SECONDS_WITHOUT_A_SIGN,
        "graceful_timeout": settings.drain_seconds + settings.shutdown_seconds,
        "forwarded_allow_ips": "",  # web.app believes proxies, as far as the settings have it
        "logconfig_dict": log_configuration(
            request_log=settings.request_log, log_questions=settings.log_questions
        ),
        "limit_request_line": _LONGEST_REQUEST_LINE,
        "loglevel": "warning",
        "control_socket_disable": True,
        "when_ready": announced,
        "worker_exit": _close,
        "child_exit": _forget_gauges,
    }
    with _figures():
        try:
            _Server(settings, application or _application, options).run()
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else 0
    return 0


@contextmanager
def _figures() -> Iterator[None]:
    """Give the workers a folder where they put figures for each other."""
    folder, own = mkdtemp(prefix="pincite-metrics-"), os.getpid()
    os.environ[FOLDER_VARIABLE] = folder
    try:
        yield
    finally:
        del os.environ[FOLDER_VARIABLE]
        if os.getpid() == own:  # a worker that ends comes by here, too
            shutil.rmtree(folder, ignore_errors=True)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type information
    """What gunicorn runs."""

    def __init__(
        self,
        settings: Settings,
        application: Callable[[Settings], Flask],
        options: dict[str, object],
    ) -> None:
        self.settings = settings
        self._application = application
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's options; neither a file nor the command line has a say."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, in the worker."""
        return self._application(self.settings)


def _application(settings: Settings) -> Flask:
    # Imported here, because onnxruntime starts threads when it is imported, and those do not
    # survive the fork that makes the worker.
    from web.app import create_app

    app = create_app(settings, hosts=(settings.listen_host, *settings.host_names))
    app.extensions["intake"].resume()
    return app


def _forget_gauges(_arbiter: object, worker: Worker) -> None:
    """Let what a worker that is gone was just doing count no longer."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _close(_arbiter: object, worker: object) -> None:
    app = getattr(worker, "wsgi", None)
    if isinstance(app, Flask):
        for name in ("pincite", "history", "feedback", "keys"):
            if app.extensions[name] is not None:
                app.extensions[name].close()

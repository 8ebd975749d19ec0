"""How many requests a key, or an address without one, may send in a time."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time

from flask import Flask, Response, g, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from limits.errors import ConfigurationError
from limits.storage import storage_from_string

from corpus.errors import SettingsError
from web.configuration.settings import Settings
from web.keys.access import is_local

_FREE = ("static", "health.", "metrics.")  # endpoints
_SIGNING_IN = "keys.signed_in"
_ATTEMPTS = "10 per minute"
_TOLD = "Too many requests were sent from here; the header Retry-After says when to go on."
_PREFIX = 64  # bits: what an IPv6 customer has to himself
_IN_MEMORY = "memory://"
# Seconds. A storage that does not answer holds up those requests alone that look for it.
_OPTIONS: dict[str, str | int] = {"socket_connect_timeout": 1, "socket_timeout": 1}


def limit_requests(app: Flask, settings: Settings) -> None:
    """Answer 429 beyond the rates of the settings; call it after the keys are identified.

    A moving window counts. Requests of this very machine are free unless they carry a key. While
    the storage cannot be reached, each process counts for itself and looks for it again after 1, 2,
    4, … up to 32 seconds; requests that miss it at the same time as another are not counted. Raises
    SettingsError as `check_storage` does.
    """
    check_storage(settings.rate_storage)

    def limit(
        rate: str, whose: Callable[[], str], exempt_when: Callable[[], bool], scope: str
    ) -> ApplicationLimit:
        return ApplicationLimit(
            rate, key_function=whose, exempt_when=exempt_when, error_message=_TOLD, scope=scope
        )

    limits = [limit(_ATTEMPTS, _address, lambda: request.endpoint != _SIGNING_IN, "attempts")]
    if settings.rate_per_key:
        limits.append(limit(settings.rate_per_key, _key, lambda: g.key is None, "key"))
    if settings.rate_per_address:
        limits.append(
            limit(
                settings.rate_per_address,
                _address,
                lambda: g.key is not None or is_local(),
                "address",
            )
        )
    limiter = Limiter(
        _address,
        app=app,
        application_limits=list(limits),
        storage_uri=settings.rate_storage,
        storage_options={} if settings.rate_storage == _IN_MEMORY else {**_OPTIONS},
        strategy="moving-window",
        in_memory_fallback_enabled=True,
        swallow_errors=True,  # of several requests that miss the storage at once, all but the first
        on_breach=_note,
    )
    limiter.request_filter(lambda: (request.endpoint or "").startswith(_FREE))

    @app.after_request
    def tell(response: Response) -> Response:
        if "retry_after" in g:
            response.headers["Retry-After"] = str(g.retry_after)
        return response


def check_storage(address: str) -> None:
    """Raise SettingsError if requests cannot be counted there; it need not be reachable yet."""
    if address == _IN_MEMORY:
        return
    try:
        storage_from_string(address)
    except ConfigurationError as error:
        raise SettingsError(
            "PINCITE_RATE_STORAGE names Redis, and the package that speaks to it is not there; "
            "run `pip install redis`"
        ) from error
    except ValueError as error:  # its message may hold the password
        raise SettingsError(
            "PINCITE_RATE_STORAGE is no address of Redis; give one like redis://host:6379"
        ) from error


def _note(limit: RequestLimit) -> None:
    g.retry_after = max(1, ceil(limit.reset_at - time()))


def _key() -> str:
    return f"key {g.key.id}"


def _address() -> str:
    """Return the address of the caller; of an IPv6 one, its network."""
    text = (request.remote_addr or "").partition("%")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return address.exploded[: _PREFIX // 4 + _PREFIX // 16 - 1]
    return str(address)

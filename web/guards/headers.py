"""The headers that keep a page to itself."""

from __future__ import annotations

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types pincite",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # An address holds the question. `no-referrer` would hide from the service, too, where a form
    # was sent from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def secure(app: Flask) -> None:
    """Give every response the security headers; pages run and load only what this host serves."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response

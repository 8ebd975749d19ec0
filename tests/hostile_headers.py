"""Tricks with the headers and the framing of a request, as bytes on the wire."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.hostile_input import KINDS

_HOSTS = (
    b"",
    b"evil.example",
    b"localhost.evil.example",
    b"localhost@evil.example",
    b"localhost:99999999",
    b"localhost:-1",
    b"[::1",
    b"[::1%25eth0]:80",
    b"127.0.0.1.",
    b"0x7f000001",
    b"localhost, evil.example",
    b"localhost/../x",
    b"xn--" + b"a" * 300,
    b"\xc3\xa9.example",
    b"local\thost",
    b"a" * 8_000,
)
_LINES = (
    b"X-Forwarded-For: @",
    b"X-Forwarded-Host: evil.example",
    b"X-Forwarded-Proto: @",
    b"X-Forwarded-Prefix: /../@",
    b"Forwarded: for=@;host=evil.example",
    b"X-Original-URL: /metrics",
    b"X-HTTP-Method-Override: DELETE",
    b"PATH_INFO: /metrics",
    b"SCRIPT_NAME: /@",
    b"Content-Type: @",
    b"Content-Type: application/json; charset=@",
    b"Content-Type: multipart/form-data; boundary=@",
    b"Content-Encoding: gzip",
    b"Accept: @",
    b"Accept: text/html;q=9" + b"9" * 400 + b", */*;q=-1",
    b"Accept-Language: @",
    b"Accept-Encoding: @",
    b"If-None-Match: @",
    b'If-None-Match: W/"' + b"a" * 4_000 + b'"',
    b"If-Modified-Since: @",
    b"If-Range: @",
    b"Range: bytes=-9999999999999999999",
    b"Range: bytes=" + b"0-0," * 1_000 + b"0-0",
    b"Range: @",
    b"Cookie: @",
    b"Cookie: pincite=@; pincite=@",
    b"Authorization: Basic @",
    b"Authorization: Bearer @",
    b"Origin: @",
    b"Origin: null",
    b"Sec-Fetch-Site: @",
    b"Referer: @",
    b"User-Agent: @",
    b"X-Request-Id: @",
    b"Expect: @",
    b"Upgrade: h2c\r\nHTTP2-Settings: @\r\nConnection: Upgrade, HTTP2-Settings",
    b"Connection: @",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: \x0bchunked",
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: +5",
    b"Content-Length: 5, 5",
    b"Content-Length: 99999999999999999999",
    b"Content-Length: 1" + b"0" * 15,
    b"X: a\r\n b",
    b"X: " + b"a" * 8_200,
    b"X: a\r\n" * 120 + b"Y: b",
    b"X : a",
    b": a",
    b"X\x00Y: a",
    b"@",
)
_FIRST_LINES: tuple[Callable[[bytes], bytes], ...] = (
    lambda line: line.replace(b"HTTP/1.1", b"HTTP/1.0"),
    lambda line: line.replace(b"HTTP/1.1", b"HTTP/9.9"),
    lambda line: line.replace(b"HTTP/1.1", b"HTTP/2.0"),
    lambda line: line.replace(b" HTTP/1.1", b""),
    lambda line: line.replace(b" /", b" http://evil.example/"),
    lambda line: line.replace(b" /", b" //evil.example/"),
    lambda line: line.replace(b" /", b" /./../%2e%2e/"),
    lambda line: line.replace(b" /", b" *"),
    lambda line: line.replace(b" /", b" evil.example:80 /"),
    lambda line: line.replace(b"GET", b"get").replace(b"POST", b"post"),
    lambda line: line.replace(b"GET", b"TRACE").replace(b"POST", b"CONNECT"),
    lambda line: line.replace(b"GET", b"DELETE").replace(b"POST", b"PATCH"),
    lambda line: line.replace(b"GET", b"HEAD").replace(b"POST", b"OPTIONS"),
    lambda line: line.replace(b"GET", b"A" * 200).replace(b"POST", b"\xff"),
    lambda line: line.replace(b" ", b"  "),
    lambda line: b"\r\n" * 3 + line,
    lambda line: b"\x16\x03\x01\x02\x00" + line,
    lambda line: b"PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n" + line,
    lambda line: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + line,
)


def tricked(request: bytes, drawn: Random) -> bytes:
    """Return a good request with one or two tricks played on it."""
    for _ in range(drawn.choice((1, 1, 2))):
        request = drawn.choice((_first_line, _host, _header, _header, _header, _end))(
            request, drawn
        )
    return request


def _first_line(request: bytes, drawn: Random) -> bytes:
    line, end, rest = request.partition(b"\r\n")
    return drawn.choice(_FIRST_LINES)(line) + end + rest


def _host(request: bytes, drawn: Random) -> bytes:
    good = b"Host: localhost\r\n"
    host = b"Host: " + drawn.choice(_HOSTS) + b"\r\n"
    return request.replace(good, drawn.choice((host, host, good + host, b"")))


def _header(request: bytes, drawn: Random) -> bytes:
    attack = KINDS[drawn.choice(list(KINDS))](drawn)[:7_000]
    if drawn.random() < 0.8:
        attack = attack.translate(None, bytes([*range(9), *range(10, 32), 127]))
    head, end, rest = request.partition(b"\r\n")
    return head + end + drawn.choice(_LINES).replace(b"@", attack) + end + rest


def _end(request: bytes, drawn: Random) -> bytes:
    """Cut the request off, send something behind it, or break its lines otherwise."""
    way = drawn.randrange(4)
    if way == 0:
        return request[: drawn.randrange(len(request))]
    if way == 1:
        return request + b"GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    return request.replace(b"\r\n", b"\n" if way == 2 else b"\r")

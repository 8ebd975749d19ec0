"""Hostile texts by the kind of attack, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

_LONGEST = 100_000  # bytes of what is repeated
_BROKEN = (b"\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xff\xfe", b"\xc3\x28")
_CONTROLS = (
    b"\x00",
    b"\x1b[2J",
    b"\x7f",
    b"\r\nSet-Cookie: a=b",
    b"\x0c",
    b"\x85",
    b"\x08",
    b"%00",
)
_BIDI = (
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200f",
    "\u061c",
    "\u0301",
    "\u200d",
    "\U000e0041",
    "\ufeff",
)
_MARKUP = (
    b"<script>alert(1)</script>",
    b"<img src=x onerror=alert(1)>",
    b"\"'><svg/onload=alert(1)>",
    b"]]><!--",
    b"{{ 7 * 7 }}${7*7}<%= 7 %>#{7}",
    b"javascript:alert(1)",
    b"&lt;script&gt;&#x3c;script&#62;",
    b"![a](javascript:alert(1))",
    b"</textarea></title></style>",
)
_SQL = (
    b"' OR 1=1; DROP TABLE keys; --",
    b'" UNION SELECT sql FROM sqlite_master --',
    b"%' AND 1=CAST((SELECT hash) AS INT)",
    b"NEAR(a b, 5) OR title:* NOT ^b",
    b"text:[a TO z} AND (+b -c)~9^1e9",
    b"'; ATTACH DATABASE '/tmp/a' AS a; --",
    b"\\'; VACUUM; /*",
)
_PATHS = (
    b"../../../../etc/passwd",
    b"..%2f..%2f..%2fetc%2fpasswd",
    b"%252e%252e%252fetc%252fpasswd",
    b"..\\..\\..\\windows\\win.ini",
    b"/etc/passwd",
    b"file:///etc/passwd",
    b"....//....//etc/passwd",
    b"keys.sqlite",
    b"~root/.ssh/id_rsa",
    b"/proc/self/environ",
    b"%c0%ae%c0%ae/",
    b"CON.txt:a",
)
_JSON = (
    b"[",
    b'{"text":',
    b'{"a":[',
    b"9",
    b"1e999,",
    b'{"text": "\\ud800"},',
    b"NaN,",
    b'"\\u0000"',
    b'{"role":"user","content":"Who?"},',
    b"-",
    b'{"text":"Who?","text":"What?","history":[{}],"limit":-1}',
)


def _broken(drawn: Random) -> bytes:
    if drawn.random() < 0.3:
        return drawn.randbytes(drawn.randint(1, 300))
    return _repeated(drawn, _BROKEN)


def _deep(drawn: Random) -> bytes:
    piece = drawn.choice(_JSON)
    opened = piece * drawn.choice((1, 10, 1_000, _LONGEST // len(piece)))
    if drawn.random() < 0.02:
        opened *= 9  # near the largest body, and beyond it
    if drawn.random() < 0.5:
        return opened
    return opened + b"".join({b"[": b"]", b"{": b"}"}[each] for each in _open_brackets(opened))


def _open_brackets(opened: bytes) -> list[bytes]:
    return [bytes([each]) for each in reversed(opened[:_LONGEST]) if each in b"[{"]


def _repeated(drawn: Random, pieces: Sequence[bytes]) -> bytes:
    count = drawn.choice((1, 1, 2, 5, 40))
    return b" ".join(drawn.choice(pieces) for _ in range(count))


def _drawn_from(pieces: Sequence[bytes]) -> Callable[[Random], bytes]:
    def attack(drawn: Random) -> bytes:
        found = _repeated(drawn, pieces)
        return found * (_LONGEST // len(found)) if drawn.random() < 0.02 else found

    return attack


KINDS: dict[str, Callable[[Random], bytes]] = {
    "broken UTF-8": _broken,
    "huge and deep JSON": _deep,
    "NUL and control characters": _drawn_from(_CONTROLS),
    "bidi controls": _drawn_from([each.encode() for each in _BIDI]),
    "markup": _drawn_from(_MARKUP),
    "SQL": _drawn_from(_SQL),
    "path traversal": _drawn_from(_PATHS),
}
_AROUND = ((b"", b""), (b"When does the keeper ", b" trim the lamp?"), (b"Who? ", b""))


def hostile(kind: str, drawn: Random) -> bytes:
    """Return an attack of this kind, alone or within a question."""
    before, after = drawn.choice(_AROUND)
    return before + KINDS[kind](drawn) + after

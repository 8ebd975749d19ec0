"""Files that are sent to the service as it runs, slowly, and the process that it starts."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from time import monotonic, sleep

from tests.collecting_helpers import LAKES
from tests.qa_helpers import build
from tests.served_processes import SECONDS, get, served

READ_SECONDS = 1
PIECES = 5
PAUSE = 0.5  # seconds: all pieces take longer than READ_SECONDS
# More than is collected before a thread takes the request: what is less must come in READ_SECONDS.
BODY = (
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n'
    + b"The port opened in 1070.\n" * 60_000
    + b"\r\n--x--\r\n"
)
HEAD = (
    b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    b"Content-Type: multipart/form-data; boundary=x\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY)
)


def test_files_may_take_longer_than_other_requests_to_arrive(tmp_path: Path) -> None:
    data = build(tmp_path, {"lakes.txt": LAKES})
    # No model is found there: the process that is started says so.
    with served(
        data,
        embedder=str(tmp_path / "nowhere"),
        uploads="local",
        read_seconds=f"{READ_SECONDS}",
        request_seconds="2",
        upload_seconds="60",
    ) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as sender:
            sender.sendall(HEAD)
            size = len(BODY) // PIECES + 1
            for first in range(0, len(BODY), size):
                sleep(PAUSE)
                sender.sendall(BODY[first : first + size])
            answer = b"".join(iter(lambda: sender.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 202"), answer
        asked = json.loads(answer.partition(b"\r\n\r\n")[2])
        until = monotonic() + SECONDS
        while True:
            told = json.loads(get(server, f"/api/v1/changes/{asked['id']}").body)
            if told["stage"] in ("done", "failed") or monotonic() > until:
                break
            sleep(0.2)
    assert told["stage"] == "failed"
    assert "nowhere" in told["reason"]

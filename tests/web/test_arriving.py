"""When a request that comes in pieces is whole."""

import pytest

from web.server.arriving import LARGEST_HEAD, Arriving, HeadTooLargeError

LARGEST = 1000


def came(*pieces: bytes) -> list[bool]:
    """Return after which of the pieces the request could be handled."""
    arriving = Arriving(LARGEST)
    found = [arriving.add(piece) for piece in pieces]
    assert bytes(arriving.bytes) == b"".join(pieces)
    return found


def test_a_request_without_a_body_is_whole_with_its_headers() -> None:
    assert came(b"GET / HTTP/1.1\r\nHost: a\r\n", b"\r", b"\n") == [False, False, True]


def test_a_request_is_whole_with_the_last_byte_of_its_body() -> None:
    head = b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\n"
    assert came(head, b"a", b"bc") == [False, False, True]


def test_bytes_that_come_one_by_one_are_a_request_like_any_other() -> None:
    whole = b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nok"
    assert came(*(bytes([byte]) for byte in whole)) == [False] * (len(whole) - 1) + [True]


def test_a_body_in_chunks_is_whole_with_the_last_of_them() -> None:
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert came(head, b"3\r\nabc\r\n", b"0\r\n", b"\r\n") == [False, False, False, True]
    assert came(head + b"0\r\n\r\n") == [True]
    assert came(head + b"3\r\nabc\r\n0;note=1\r\nSigned: yes\r\n", b"\r\n") == [False, True]


def test_a_body_that_is_refused_for_its_length_is_not_waited_for() -> None:
    assert came(b"POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n") == [True]
    chunks = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
    assert came(chunks, b"a" * (LARGEST + 1)) == [False, True]


def test_a_length_that_is_none_is_left_to_who_reads_it() -> None:
    assert came(b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n") == [True]
    assert came(b"POST / HTTP/1.1\r\nContent-Length: 9" + b"9" * 30 + b"\r\n\r\n") == [True]


def test_headers_without_an_end_are_refused() -> None:
    arriving = Arriving(LARGEST)
    assert not arriving.add(b"GET / HTTP/1.1\r\nX: " + b"a" * (LARGEST_HEAD // 2))
    with pytest.raises(HeadTooLargeError):
        arriving.add(b"a" * LARGEST_HEAD)


def test_a_client_that_waits_to_be_told_to_send_its_body_is_noticed() -> None:
    arriving = Arriving(LARGEST)
    arriving.add(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    assert arriving.expects_to_go_on
    assert arriving.add(b"ok")


def test_a_request_that_brings_files_is_known_by_its_headers() -> None:
    arriving = Arriving(LARGEST)
    arriving.add(b"POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=a\r\n")
    assert not arriving.brings_files
    arriving.add(b"Content-Length: 900\r\n\r\n--a")
    assert arriving.brings_files


def test_many_small_pieces_are_no_work() -> None:
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    arriving = Arriving(1_000_000)
    arriving.add(head)
    assert not any(arriving.add(b"\r\n") for _ in range(100_000))

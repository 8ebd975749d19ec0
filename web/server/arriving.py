"""Requests that are still arriving, collected without waiting for them.

A thread that reads a request waits for a client that sends it slowly, and a few such clients would
take all threads.
"""

from __future__ import annotations

import re

LARGEST_HEAD = 64 * 1024  # bytes
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_IN_CHUNKS = re.compile(rb"\r\nTransfer-Encoding:", re.IGNORECASE)
_FILES = re.compile(rb"\r\nContent-Type:[ \t]*multipart/", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nExpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_LAST_CHUNK = re.compile(rb"\r\n0+[ \t]*(?:;[^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n\Z")
_LONGEST_LAST_CHUNK = 1024  # bytes, with what stands behind it


class HeadTooLargeError(Exception):
    """So much has arrived without the end of the headers."""


class Arriving:
    """The bytes of a request that has not arrived whole.

    `bytes` are those that have come. Bodies of more than `largest_body` bytes are refused, and not
    waited for.
    """

    def __init__(self, largest_body: int) -> None:
        self._largest_body = largest_body
        self.bytes = bytearray()
        self._head = -1  # where it ends, once it is there
        self._whole = 0  # bytes at which the request is whole; 0 if its body comes in chunks
        self.expects_to_go_on = False  # whether the client waits to be told to send the body
        self.brings_files = False

    def add(self, piece: bytes) -> bool:
        """Add what has come and return whether the request can be handled now.

        Whatever is wrong with it is found by who handles it. Raises HeadTooLargeError if the
        headers have no end.
        """
        looked_at = len(self.bytes)
        self.bytes += piece
        if self._head < 0 and not self._has_head(max(0, looked_at - len(_END_OF_HEAD))):
            return False
        if self._whole:
            return len(self.bytes) >= self._whole
        if len(self.bytes) - self._head > self._largest_body:
            return True
        # The end of the head is that of a line, too, as where the first chunk is the last.
        begin = max(self._head - 2, len(self.bytes) - _LONGEST_LAST_CHUNK)
        return bool(_LAST_CHUNK.search(self.bytes, begin))

    def _has_head(self, since: int) -> bool:
        end = self.bytes.find(_END_OF_HEAD, since, LARGEST_HEAD)
        if end < 0:
            if len(self.bytes) >= LARGEST_HEAD:
                raise HeadTooLargeError
            return False
        self._head = end + len(_END_OF_HEAD)
        head = bytes(self.bytes[: end + 2])
        if _IN_CHUNKS.search(head):
            return True
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        self._whole = self._head + (length if length <= self._largest_body else 0)
        self.brings_files = _FILES.search(head) is not None
        self.expects_to_go_on = _EXPECTS.search(head) is not None
        return True

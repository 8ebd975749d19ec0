"""Bytes as text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from corpus.errors import DocumentError

_BOM = "\ufeff"
# Longer ones first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
# The encodings of old files that are told apart, and those of them that are read.
_READ = {"cp1251": "windows-1251", "cp1252": "windows-1252"}
_OLD = (
    *(*_READ, "cp1250", "cp1253", "cp1254", "cp1257", "koi8_r", "shift_jis", "euc_jp", "gb18030"),
    *("big5", "euc_kr"),
)
_AHEAD = 0.02  # of coherence: so much better the best one has to be
_WORD = re.compile(rb"[^\W\d_]+")
_SMALL_WORDS = frozenset((b"the", b"of", b"and", b"to", b"in", b"is", b"for", b"that", b"with"))
_ENGLISH = 0.1  # of the words of a text are small ones
_SAMPLE = 100_000  # bytes that an encoding is told from
_MOST_CHAOS = 0.1  # of the signs, as the library measures disorder
_DECLARED_WITHIN = 2048  # bytes
# What pages mean that declare these (WHATWG Encoding, 4.2), and what they cannot mean: a
# declaration that can be read is in no encoding of two bytes a letter.
_MEANT = {
    **dict.fromkeys(("iso8859-1", "ascii", "iso8859-15"), "windows-1252"),
    "iso8859-9": "windows-1254",
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"), "utf-8"),
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text and the encoding that it was found in, empty for UTF-8."""

    text: str
    encoding: str = ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what to know of a text whose encoding nothing but its letters told."""
        if not self.encoding or self.encoding.startswith("utf"):
            return ()
        return (f"it was read as {self.encoding}; if letters are wrong, save it as UTF-8",)


def recognised(data: bytes) -> Recognised:
    """Return the bytes of a text file as text, byte order mark dropped.

    They are UTF-8, or what a byte order mark says, or an old encoding of one byte a letter whose
    letters alone make sense. Raises DocumentError if that is not certain: if another encoding makes
    as much sense of them, or if they are UTF-8 in part.
    """
    marked = _by_mark(data)
    if marked is not None and marked != "utf-8-sig":
        try:
            return Recognised(data.decode(marked).removeprefix(_BOM), marked)
        except UnicodeDecodeError as error:
            raise DocumentError(
                f"it is damaged {marked} (byte {error.start}); save it as UTF-8 and add it again"
            ) from error
    try:
        return Recognised(decoded(data))
    except DocumentError:
        encoding = _likeliest(data)
        if encoding is None:
            raise
        return Recognised(data.decode(encoding), encoding)


def _likeliest(data: bytes) -> str | None:
    """Return the old encoding that makes more sense of bytes than all others, None for none."""
    if not data.decode("utf-8", "ignore").isascii():
        return None  # UTF-8 that was cut or pasted into
    # Loaded for the first such file alone: asking starts faster without it.
    import charset_normalizer

    found = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=list(_OLD))
    sure = [match for match in found if match.chaos <= _MOST_CHAOS]
    if _is_english(data[:_SAMPLE]):  # which has too few other letters to tell more
        sure = [match for match in sure if match.encoding == "cp1252"]
    if not sure or sure[0].encoding not in _READ:
        return None
    best, *others = sure
    rivals = [each for each in others if each.coherence > best.coherence - _AHEAD]
    if any(str(each) != str(best) for each in rivals):
        return None
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return _READ[best.encoding]


def _is_english(data: bytes) -> bool:
    found = _WORD.findall(data.lower())
    return len(found) > 0 and sum(word in _SMALL_WORDS for word in found) >= _ENGLISH * len(found)


def decoded(data: bytes) -> str:
    """Return UTF-8 bytes as text, byte order mark dropped. Raises DocumentError if they are not."""
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it is not UTF-8 (byte {error.start}); save it as UTF-8 and add it again"
        ) from error


def decoded_page(data: bytes) -> str:
    """Return the bytes of a web page as text.

    The encoding is that of its byte order mark, else the one declared in its first 2,048 bytes,
    else UTF-8 if they are that, else Windows-1252. What is wrong in it becomes U+FFFD.
    """
    marked = _by_mark(data)
    if marked is not None:
        return data.decode(marked, "replace")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    encoding = _known(declared[1].decode("ascii")) if declared else None
    if encoding is None:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "windows-1252"
    return data.decode(encoding, "replace")


def _by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _known(name: str) -> str | None:
    """Return the encoding that a page means by a name, None for one that is not known."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    # Some codecs of Python turn bytes into bytes.
    is_text = getattr(found, "_is_text_encoding", True)
    return _MEANT.get(found.name, found.name) if is_text else None

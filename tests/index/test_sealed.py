import pytest

from index.generations.sealed import sealed, unsealed

VALUE = {"places": ["/reports/\udcff.txt"], "count": 3, "by": {"a": "ø"}}


def test_what_was_sealed_comes_back_equal() -> None:
    assert unsealed(sealed(VALUE)) == VALUE


def test_equal_objects_have_equal_bytes() -> None:
    assert sealed(VALUE) == sealed(dict(reversed(VALUE.items())))


def test_a_change_that_is_still_json_is_told() -> None:
    with pytest.raises(ValueError, match="not as it was sealed"):
        unsealed(sealed(VALUE).replace(b"3", b"4"))


def test_what_was_never_sealed_is_taken_as_it_is() -> None:
    assert unsealed(b'{"count": 3}') == {"count": 3}


def test_another_value_than_an_object_is_refused() -> None:
    with pytest.raises(ValueError, match="no JSON object"):
        unsealed(b"[3]")

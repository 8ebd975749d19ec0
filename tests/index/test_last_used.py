from index.catalogue.last_used import LastUsed


def test_what_was_used_last_is_kept_and_not_loaded_again() -> None:
    loaded: list[str] = []

    def load(key: str) -> str:
        loaded.append(key)
        return key * 2

    kept = LastUsed[str](4, len)
    assert [kept.get(key, load) for key in ("a", "b", "a", "c", "a")] == [
        "aa",
        "bb",
        "aa",
        "cc",
        "aa",
    ]
    assert loaded == ["a", "b", "c"]
    kept.get("b", load)
    assert loaded == ["a", "b", "c", "b"]


def test_a_value_heavier_than_all_is_kept_alone() -> None:
    loaded: list[str] = []

    def load(key: str) -> str:
        loaded.append(key)
        return key * 9

    kept = LastUsed[str](4, len)
    for key in ("a", "a", "b", "b", "a"):
        kept.get(key, load)
    assert loaded == ["a", "b", "a"]

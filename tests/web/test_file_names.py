from __future__ import annotations

import pytest

from web.answers.file_names import file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("How many boats?", "pincite-how-many-boats.csv"),
        ("../../etc/passwd", "pincite-etc-passwd.csv"),
        ('C:\\con.exe "|<>*', "pincite-c-con-exe.csv"),
        ("a\r\nSet-Cookie: b", "pincite-a-set-cookie-b.csv"),
        ("fdp.\u202exslx\0", "pincite-fdp-xslx.csv"),
        ("Où est Ōtsu 大津?", "pincite-où-est-ōtsu-大津.csv"),
        ("हिन्दी", "pincite-हिन्दी.csv"),
        ("... ???", "pincite.csv"),
        ("", "pincite.csv"),
    ],
)
def test_a_file_is_named_after_a_text_without_what_a_path_could_mean(text: str, name: str) -> None:
    assert file_name(text, "csv") == name


def test_a_long_text_gives_a_name_that_every_file_system_takes() -> None:
    for text in ("word " * 1000, "𝔞" * 2000):
        name = file_name(text, "json")
        assert name.endswith(".json")
        assert "-." not in name
        assert len(name.encode("utf-8")) <= 255

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.changes.naming import kept_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Rapport d’été 2030.PDF", "Rapport d’été 2030.pdf"),
        ("報告書.docx", "報告書.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\report.txt", "report.txt"),
        ("/", "document"),
        ("", "document"),
        ("..", "document"),
        (".txt", "document.txt"),
        (".htaccess.txt", "htaccess.txt"),
        ("~$report.docx", "report.docx"),
        ("a\0b\n.txt", "ab.txt"),
        ("invoice\u202efdp.exe.txt", "invoicefdp.exe.txt"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("half\ud800.txt", "half.txt"),
        ('a<b>:"|?*c.txt', "abc.txt"),
        ("CON.txt", "document-CON.txt"),
        ("lpt1.2030.txt", "document-lpt1.2030.txt"),
        ("contents.txt", "contents.txt"),
        ("report . .txt", "report.txt"),
        ("minutes of the third meeting", "minutes of the third meeting"),
        ("No. 3 of the assembly minutes", "No. 3 of the assembly minutes"),
    ],
)
def test_a_name_is_kept_as_far_as_it_can_be(sent: str, kept: str) -> None:
    assert kept_name(sent) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = kept_name("報" * 300 + ".pdf")
    assert kept.startswith("報報")
    assert kept.endswith("報.pdf")
    assert len(kept.encode()) <= 120


@given(st.text())
def test_any_name_is_one_part_of_a_path_that_every_file_system_takes(sent: str) -> None:
    kept = kept_name(sent)
    assert 0 < len(kept.encode("utf-8")) <= 140
    assert not set(kept) & set('/\\<>:"|?*')
    assert all(unicodedata.category(sign)[0] != "C" for sign in kept)
    assert not kept.startswith((".", " "))
    assert not kept.endswith((".", " "))
    assert kept_name(kept) == kept

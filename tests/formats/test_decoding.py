"""Text files in other encodings than UTF-8."""

from pathlib import Path

import pytest

from corpus.errors import DocumentError
from corpus.loading.folder import read_folder
from corpus.loading.formats import Markdown, PlainText

ENGLISH = (
    "The board’s quays – “long” and old – are kept in repair. It meets in Tromsø and Århus each "
    "year. The naïve captain pays £5 for the berth, which the clerk enters in the register.\r\n"
)
FRENCH = (
    "Le conseil du port se réunit chaque année au mois de mars; les pêcheurs déclarent leurs "
    "prises à la mairie. La règle s’applique à tous les bâtiments, où qu’ils soient.\n"
)
CZECH = "Přístavní rada se schází každý rok v březnu. Poplatky jsou vyšší pro větší lodě. "
RUSSIAN = "Совет порта собирается каждый год в марте. Рыбаки обязаны записывать улов в реестр.\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    extract = PlainText().extract(ENGLISH.encode(encoding))
    assert extract.text == ENGLISH
    assert extract.warnings == ()


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ENGLISH, "cp1252", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        (RUSSIAN, "cp1251", "windows-1251"),
    ],
)
def test_an_old_encoding_is_read_where_the_letters_make_sense_in_no_other(
    tmp_path: Path, text: str, codec: str, name: str
) -> None:
    (tmp_path / "plan.txt").write_bytes(text.encode(codec))
    (document,) = read_folder(tmp_path)
    assert document.text == text
    assert document.extractor == f"text/2 {name}"


def test_what_was_read_in_an_old_encoding_is_told() -> None:
    (warning,) = Markdown().extract(f"# Plan\n\n{ENGLISH}".encode("cp1252")).warnings
    assert warning.startswith("it was read as windows-1252; if letters are wrong")


@pytest.mark.parametrize(
    "data",
    [
        CZECH.encode("cp1250"),
        ENGLISH.encode() + b"\xe6",
        ENGLISH.encode()[:-1] + "ø".encode()[:1],
        bytes(range(256)) * 4,
        "港湾委員会は毎年三月に会合を開きます。".encode("shift_jis"),
    ],
)
def test_bytes_whose_encoding_is_uncertain_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"it is not UTF-8 \(byte \d+\); save it as UTF-8"):
        PlainText().extract(data)


def test_a_damaged_file_with_a_mark_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"it is damaged utf-16 \(byte \d+\)"):
        PlainText().extract(b"\xff\xfea\x00\x00\xd8")

import datetime
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DocumentError
from corpus.loading.folder import SHIPPED_DOCUMENTS, list_folder, read_folder
from corpus.loading.formats import Extract
from tests.docx_helpers import docx_of


def filled(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, by their path below it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def ids(folder: Path) -> list[str]:
    return [file.document_id for file in list_folder(folder)]


def test_a_folder_is_read_in_the_order_of_its_ids(tmp_path: Path) -> None:
    folder = filled(tmp_path, {"b.txt": "Ling.", "sub/a.md": "# Cod", "C.TXT": "Hake."})
    assert [document.id for document in read_folder(folder)] == ["C", "a", "b"]


def test_files_of_other_formats_and_about_the_folder_are_passed_over(tmp_path: Path) -> None:
    folder = filled(tmp_path, {"a.txt": "Cod.", "b.odt": "Ling.", "c": "x", "README.md": "About."})
    assert ids(folder) == ["a"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    folder = filled(tmp_path, {"a.txt": "Cod.", ".b.txt": "Ling.", ".git/c.txt": "Hake."})
    assert ids(folder) == ["a"]


def test_links_that_lead_out_of_the_folder_are_passed_over(tmp_path: Path) -> None:
    outside = filled(tmp_path / "outside", {"secret.txt": "Keys."})
    folder = filled(tmp_path / "documents", {"a.txt": "Cod."})
    (folder / "b.txt").symlink_to(outside / "secret.txt")
    (folder / "c").symlink_to(outside)
    (folder / "e.txt").symlink_to(folder / "a.txt")
    assert ids(folder) == ["a", "e"]


def test_files_that_are_called_alike_are_told_apart_by_their_path(tmp_path: Path) -> None:
    folder = filled(tmp_path, {"a/x.md": "# Cod", "b/x.txt": "Ling.", "b/y.txt": "Hake."})
    assert ids(folder) == ["a--x", "b--x", "y"]


def test_files_that_no_path_tells_apart_are_refused(tmp_path: Path) -> None:
    folder = filled(tmp_path, {"x.md": "# Cod", "x.txt": "Ling."})
    with pytest.raises(
        DocumentError, match=r"x\.md and .*x\.txt would both be called x; rename one"
    ):
        list_folder(folder)


@pytest.mark.parametrize("name", [b"bod\xf8.txt", b"bod\xf8/a.txt"])
def test_a_file_whose_name_is_not_utf8_is_refused_by_name(tmp_path: Path, name: bytes) -> None:
    folder = filled(tmp_path, {os.fsdecode(name): "Cod."})
    with pytest.raises(DocumentError, match=r"the name of .*/bod\\xf8.* is not UTF-8; rename"):
        list_folder(folder)


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nowhere is not a folder"):
        list_folder(tmp_path / "nowhere")


def test_an_empty_folder_holds_no_documents(tmp_path: Path) -> None:
    assert list(read_folder(tmp_path)) == []


@pytest.mark.parametrize("content", [b"", b" \n\r\n\t", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = filled(tmp_path, {"a.txt": content})
    with pytest.raises(DocumentError, match=r"a\.txt: it holds no text"):
        list(read_folder(folder))


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    folder = filled(tmp_path, {"a.txt": b"Bod\xf8"})
    with pytest.raises(DocumentError, match=r"a\.txt: it is not UTF-8"):
        list(read_folder(folder))


def test_a_file_that_is_gone_is_reported_by_name(tmp_path: Path) -> None:
    (file,) = list_folder(filled(tmp_path, {"a.txt": "Cod."}))
    file.path.unlink()
    with pytest.raises(DocumentError, match=r"a\.txt cannot be read"):
        file.read_bytes()


def test_the_manifest_tells_about_the_files(tmp_path: Path) -> None:
    manifest = (
        '[[document]]\nfile = "sub/a.txt"\ntitle = "Cod Plan"\ndate = "1953"\nlanguage = "nb"\n'
    )
    folder = filled(tmp_path, {"sub/a.txt": "Cod.", "manifest.toml": manifest})
    (document,) = read_folder(folder)
    known = document.metadata
    assert (known.title, known.date, known.language, known.issuer) == ("Cod Plan", "1953", "nb", "")


def test_the_language_is_that_of_the_words_where_nobody_says_it(tmp_path: Path) -> None:
    text = (
        "Le port est dirigé par un conseil de neuf membres qui se réunit deux fois par an. Il a "
        "été fondé en 1844 et il est depuis ce temps chargé des phares de la côte.\n"
    )
    (tmp_path / "port.md").write_text(text)
    (tmp_path / "told.md").write_text(f"---\nlanguage: fr-CA\n---\n{text}")
    (tmp_path / "short.md").write_text("Le port\n")
    found = {each.id: each.metadata.language for each in read_folder(tmp_path)}
    assert found == {"port": "fr", "told": "fr-CA", "short": "en"}


@pytest.mark.parametrize(
    ("own", "first", "known"),
    [
        ("2031-04-05", "Signed at Cod Bay on 9 May 2029", "2029-05-09"),
        ("2029-05-12", "May 2029", "2029-05-12"),
        ("2031-04-05", "The cod.", "2031-04-05"),
    ],
)
def test_the_date_on_the_title_page_goes_before_that_of_the_last_save(
    tmp_path: Path, own: str, first: str, known: str
) -> None:
    def write(document: Any) -> None:
        document.add_paragraph(first)
        document.core_properties.modified = datetime.datetime.fromisoformat(own)

    (tmp_path / "a.docx").write_bytes(docx_of(write))
    (document,) = read_folder(tmp_path)
    assert document.metadata.date == known


def test_the_manifest_goes_before_the_front_matter(tmp_path: Path) -> None:
    manifest = '[[document]]\nfile = "a.md"\ntitle = "Cod Plan"\n'
    front = "---\ntitle: Ling Plan\ndate: 1954\n---\n\nLing.\n"
    (document,) = read_folder(filled(tmp_path, {"a.md": front, "manifest.toml": manifest}))
    assert (document.metadata.title, document.metadata.date) == ("Cod Plan", "1954")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[document]", "it is not TOML"),
        (b"\xff", "it is not TOML"),
        ('[[document]]\ntitle = "Cod"\n', "needs a file"),
        ("[[document]]\nfile = 3\n", "needs a file"),
        ("document = [1]\n", "needs a file"),
        ('document = "a.txt"\n', r"a table \[\[document\]\]"),
        ('[document]\nfile = "a.txt"\n', r"a table \[\[document\]\]"),
        ('[[document]]\nfile = "a.txt"\ndate = 1953-03-01\n', "put the date of a.txt in quotes"),
        ('[[document]]\nfile = "a.txt"\ntitle = "\\ud800"\n', "it is not TOML"),
    ],
)
def test_a_malformed_manifest_is_refused_with_its_reason(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    folder = filled(tmp_path, {"a.txt": "Cod.", "manifest.toml": content})
    with pytest.raises(DocumentError, match=rf"manifest\.toml is malformed: .*{reason}"):
        list_folder(folder)


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.md", "# *Cod* Plan\n\nCod.\n", "Cod Plan"),
        ("a.txt", "Cod Plan\n\nThe cod is counted.\n", "Cod Plan"),
        ("cod-plan.txt", "the cod is counted.\n", "cod-plan"),
    ],
)
def test_a_title_comes_from_the_text_or_the_file_name(
    tmp_path: Path, name: str, content: str, title: str
) -> None:
    (document,) = read_folder(filled(tmp_path, {name: content}))
    assert document.metadata.title == title


def test_hashes_tell_the_bytes_from_the_text(tmp_path: Path) -> None:
    (document,) = read_folder(filled(tmp_path, {"a.txt": b"\xef\xbb\xbfCod."}))
    assert document.text == "Cod."
    assert document.source_sha256 == sha256(b"\xef\xbb\xbfCod.").hexdigest()
    assert document.text_sha256 == sha256(b"Cod.").hexdigest()


def test_another_format_is_read_by_its_reader(tmp_path: Path) -> None:
    class Upper:
        name = "upper/1"
        suffixes = (".up",)

        def extract(self, data: bytes) -> Extract:
            return Extract(data.decode().upper())

    folder = filled(tmp_path, {"a.up": "cod", "b.txt": "Ling."})
    (document,) = read_folder(folder, [Upper()])
    assert (document.text, document.extractor) == ("COD", "upper/1")


def test_every_shipped_document_has_a_title_an_issuer_and_a_date() -> None:
    for document in read_folder(SHIPPED_DOCUMENTS):
        known = document.metadata
        assert known.title and known.issuer and known.date and known.source


def test_a_file_that_is_too_large_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (file,) = list_folder(filled(tmp_path, {"a.txt": "Cod and ling."}))
    assert file.read_bytes(13) == b"Cod and ling."
    with pytest.raises(DocumentError, match=r"a\.txt has more than 1\.2e-05 MB; .*PINCITE_LARGEST"):
        file.read_bytes(12)


def test_what_an_office_program_leaves_beside_an_open_file_is_passed_over(tmp_path: Path) -> None:
    assert ids(filled(tmp_path, {"a.txt": "Cod.", "~$a.docx": "x"})) == ["a"]

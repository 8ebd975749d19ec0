"""Files that cannot become documents: each is named with the reason, the others go in."""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import DocumentError
from corpus.loading.folder import LARGEST_FILE, list_folder
from tests.collecting_helpers import CHANGING, HARBOURS, RIVERS, collector, document_ids, write
from tests.docx_helpers import docx_of
from tests.fakes import HashedWords
from tests.index_processes import start
from tests.pdf_helpers import PROSE, paragraphs, pdf_of
from web.collecting.adding import Collector
from web.collecting.events import Outcome, What
from web.collecting.progress import JsonLines

Spoil = Callable[[Path], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "reports", {"harbours.txt": HARBOURS, "rivers.txt": RIVERS})


def everything(tmp_path: Path) -> Collector:
    """Return a collector that reads every format."""
    return Collector(tmp_path / "data", HashedWords())


def broken_pdf(folder: Path) -> Path:
    (folder / "broken.pdf").write_bytes(pdf_of(paragraphs(PROSE))[:200])
    return folder / "broken.pdf"


def encrypted_pdf(folder: Path) -> Path:
    path = folder / "secret.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("open sesame", strength=128))
    canvas.drawString(72, 700, PROSE[:60])
    canvas.save()
    return path


def bomb(folder: Path) -> Path:
    path = folder / "bomb.docx"
    path.write_bytes(docx_of(lambda _: None))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.xml", b"\0" * 400_000_000)
    return path


def huge(folder: Path) -> Path:
    path = folder / "huge.txt"
    path.touch()
    os.truncate(path, 2 * 1024**3)
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.txt")
    return folder / "pipe.txt"


def listening(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(folder / "socket.txt"))
    return folder / "socket.txt"


def loop(folder: Path) -> Path:
    (folder / "loop.txt").symlink_to("loop.txt")
    return folder / "loop.txt"


def nowhere(folder: Path) -> Path:
    (folder / "nowhere.txt").symlink_to("gone.txt")
    return folder / "nowhere.txt"


def two_lines(folder: Path) -> Path:
    (folder / "one\ntwo.txt").write_text(RIVERS + "\nThe Tana is 361 km long.\n")
    return folder / "one\ntwo.txt"


def not_utf8(folder: Path) -> Path:
    path = folder / os.fsdecode(b"bod\xf8.txt")
    path.write_text(RIVERS + "\nThe Tana is 361 km long.\n")
    return path


SPOILT: list[tuple[Spoil, str]] = [
    (broken_pdf, "broken.pdf: "),
    (encrypted_pdf, "secret.pdf: it is protected by a password"),
    (bomb, "bomb.docx: "),
    (huge, "has more than 200 MB"),
    (pipe, "pipe.txt is a pipe, a socket or a device; only files are read"),
    (listening, "socket.txt is a pipe, a socket or a device"),
    (loop, "loop.txt cannot be read: Too many levels of symbolic links"),
    (nowhere, "nowhere.txt is a link that leads nowhere"),
    (two_lines, r"one\ntwo.txt has a line break or control character; rename"),
    (not_utf8, r"bod\xf8.txt is not UTF-8; rename the file"),
]


EACH = pytest.mark.parametrize(
    ("spoil", "reason"), [pytest.param(*each, id=each[0].__name__) for each in SPOILT]
)


def told(outcome: Outcome) -> str:
    """Return the reason of the one failure, which every kind of output can show."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    for event in outcome.events:
        JsonLines(out).happened(event)
    (failed,) = outcome.of(What.FAILED)
    assert failed.reason.isprintable()
    return failed.reason


@EACH
def test_it_is_named_with_the_reason_and_the_others_go_in(
    folder: Path, tmp_path: Path, spoil: Spoil, reason: str
) -> None:
    spoil(folder)
    assert reason in told(everything(tmp_path).add([folder]))
    assert document_ids(tmp_path) == ("harbours", "rivers")
    again = everything(tmp_path).update()
    assert reason in told(again)
    assert not again.of(*CHANGING)


@EACH
def test_it_is_named_where_it_is_added_by_itself(
    folder: Path, tmp_path: Path, spoil: Spoil, reason: str
) -> None:
    path = spoil(folder)
    outcome = everything(tmp_path).add([folder / "rivers.txt", path])
    assert reason in told(outcome)
    assert document_ids(tmp_path) == ("rivers",)


def test_a_device_is_not_read(tmp_path: Path, folder: Path) -> None:
    (folder / "zeros.txt").symlink_to("/dev/zero")
    assert "zeros.txt is a pipe, a socket or a device" in told(
        everything(tmp_path).add([folder / "rivers.txt", folder / "zeros.txt"])
    )


def test_a_file_that_becomes_a_pipe_is_not_waited_for(folder: Path) -> None:
    (file, _) = list_folder(folder)
    file.path.unlink()
    os.mkfifo(file.path)
    with pytest.raises(DocumentError, match="is a pipe, a socket or a device"):
        file.read_bytes(LARGEST_FILE)


def test_a_subfolder_that_cannot_be_read_keeps_its_documents(tmp_path: Path, folder: Path) -> None:
    write(folder, {"north/lakes.txt": "Lakes\n\nLake Femund is 60 km long.\n"})
    collector(tmp_path).add([folder])
    (folder / "north").chmod(0)
    process = start("update_without_privileges", tmp_path)
    said, errors = process.communicate()
    (folder / "north").chmod(0o755)
    assert process.returncode == 0, errors
    assert "north cannot be read: Permission denied" in said
    assert document_ids(tmp_path) == ("harbours", "lakes", "rivers")


def test_a_file_that_may_not_be_read_keeps_its_document(tmp_path: Path, folder: Path) -> None:
    collector(tmp_path).add([folder])
    write(folder, {"rivers.txt": RIVERS.replace("621", "623")})
    (folder / "rivers.txt").chmod(0)
    said, errors = start("update_without_privileges", tmp_path).communicate()
    assert "rivers.txt cannot be read: Permission denied" in said, errors
    assert document_ids(tmp_path) == ("harbours", "rivers")

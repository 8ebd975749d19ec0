"""What holds for any bytes at all; the damages are the same in every run."""

import faulthandler
import io
import random
import resource
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from corpus.document import Document, text_sha256
from corpus.errors import DocumentError
from corpus.loading.formats import STANDARD_FORMATS, DocumentFormat, Extract
from corpus.parsing.parser import parse
from tests.counts import tries
from tests.docx_helpers import docx_of, item, with_list, with_part
from tests.formats.test_pdf_tables import CATCH, GRID, table_file
from tests.formats.test_sheets import book_of, catch
from tests.pdf_helpers import PROSE, paragraphs, pdf_of

pytestmark = pytest.mark.scale

_TRIES = 40, 2_000
_MOST_SECONDS = 20  # of a processor, for one of these small files
_NO_END = 300  # seconds
_MOST_MEMORY = 1_000_000_000  # bytes more than before


def _docx() -> bytes:
    def write(document: object) -> None:
        document.add_heading("Berths", 1)  # type: ignore[attr-defined]
        item(document, "quays", with_list(document, {0: ("lowerRoman", "%1)")}))
        document.add_table(2, 2).cell(0, 0).text = PROSE  # type: ignore[attr-defined]

    return docx_of(write)


_PAGE = (
    "<html lang=en><head><meta charset=utf-8><title>Plan</title></head><body><nav>Home</nav>"
    f"<h1>Plan</h1><p>{PROSE}<ol type=i><li>quays<ul><li>long</ul></ol>"
    "<table><tr><th>Port<th colspan=2>Catch<tr><td rowspan=2>Bergen<td>1<td>2<tr><td>3</table>"
)
_SAMPLES: dict[str, tuple[bytes, ...]] = {
    "text/2": (PROSE.encode(), PROSE.encode("utf-16"), f"Tromsø – {PROSE}".encode("cp1252")),
    "markdown/2": (f"---\ntitle: Plan\n---\n\n# Plan\n\n{PROSE}".encode(),),
    "pdf/2": (pdf_of(paragraphs(PROSE), paragraphs(PROSE)), table_file(CATCH, GRID)),
    "docx/1": (_docx(),),
    "html/1": (_PAGE.encode(),),
    "delimited/1": (b'Port;Catch\n"Bergen, north";12\n"Troms\xc3\xb8";30\n',),
    "xlsx/1": (book_of(catch),),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, moved, repeated or left out."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 1, 2, 8, 64, len(out) // 3))
        match chance.randrange(5):
            case 0:
                out[at : at + length] = chance.randbytes(min(length, len(out) - at))
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                out[at:at] = chance.choice((b"\0", b"\xff\xfe", b"<", b"<<", b"|", b'"', b"-1 "))
            case _:
                other = chance.randrange(len(out) + 1)
                out[at : at + length] = out[other : other + length]
        if not out:
            break
    return bytes(out)


def damaged_within(data: bytes, chance: random.Random) -> bytes:
    """Return an archive with one of its files damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        name = chance.choice(names)
        return with_part(data, name, damaged(archive.read(name), chance))


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    """Refuse memory beyond a bound, so that whatever asks for it fails."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    bound = pages * resource.getpagesize() + _MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (bound, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def bounded_time() -> Iterator[None]:
    """Fail where a file takes too long; where it never ends, end the run and show what it does."""
    faulthandler.dump_traceback_later(_NO_END, exit=True)
    begin = time.process_time()
    yield
    faulthandler.cancel_dump_traceback_later()
    assert time.process_time() - begin < _MOST_SECONDS


def _holds(extract: Extract) -> None:
    """Check what holds for all that is read."""
    text = extract.text
    text.encode()
    places = [mark.span for mark in extract.marks]
    assert places == sorted(places)
    assert all(span.end <= len(text) and span.of(text).strip() for span in places)
    starts = [page.offset for page in extract.pages]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    if text.strip():
        sha256 = text_sha256(text)
        about = (extract.metadata, sha256, sha256, "x/1", extract.marks, extract.pages)
        parse(Document("x", text, *about))


@pytest.mark.parametrize("format_", STANDARD_FORMATS, ids=lambda each: each.name)
def test_damaged_bytes_are_read_or_refused_and_nothing_else(format_: DocumentFormat) -> None:
    chance = random.Random(format_.name)  # noqa: S311 - the same in every run
    read = 0
    for number in range(tries(*_TRIES)):
        samples = _SAMPLES[format_.name]
        sample = samples[number % len(samples)]
        packed = sample.startswith(b"PK") and number % 4
        data = damaged_within(sample, chance) if packed else damaged(sample, chance)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with bounded_time():
                try:
                    _holds(format_.extract(data))
                    read += 1
                except DocumentError as error:
                    assert str(error).strip(), "a refusal says why"
    assert read, "no damaged file could be read: the damages are too heavy to tell anything"


@pytest.mark.parametrize("format_", STANDARD_FORMATS, ids=lambda each: each.name)
def test_whole_files_are_read_twice_alike(format_: DocumentFormat) -> None:
    for sample in _SAMPLES[format_.name]:
        extract = format_.extract(sample)
        _holds(extract)
        assert format_.extract(sample) == extract


@pytest.mark.parametrize("format_", STANDARD_FORMATS, ids=lambda each: each.name)
def test_random_bytes_are_read_or_refused(format_: DocumentFormat) -> None:
    chance = random.Random(format_.name)  # noqa: S311 - the same in every run
    for _ in range(tries(*_TRIES)):
        with bounded_time(), suppress(DocumentError):
            _holds(format_.extract(chance.randbytes(chance.randrange(300))))


def test_the_libraries_of_formats_are_loaded_for_their_files_alone() -> None:
    libraries = "{'docx', 'lxml', 'openpyxl', 'pypdfium2', 'selectolax', 'charset_normalizer'}"
    program = f"import sys, corpus.loading.formats; print({libraries} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_no_format_opens_a_file_or_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    (tmp_path / "secret.txt").write_text("SECRET")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", refused)
    page = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY s SYSTEM "secret.txt">]>'
        "<link rel=stylesheet href=http://127.0.0.1:1/x.css><img src=http://127.0.0.1:1/x.png>"
        "<object data=secret.txt></object><iframe src=secret.txt></iframe><p>Open &s;</p>"
    )
    extract = next(each for each in STANDARD_FORMATS if each.name == "html/1").extract(
        page.encode()
    )
    assert "SECRET" not in extract.text
    assert "Open" in extract.text

"""The code knows how documents are made, and nothing of the ones that ship."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.loading.folder import SHIPPED_DOCUMENTS, read_folder

ROOT = Path(__file__).parent.parent
CODE = ("corpus", "index", "qa", "web", "training")

_NAME = re.compile(r"\b[A-Z][A-Za-z]{2,}\b")
_NUMBER = re.compile(r"(?<![\w.])\d(?:[\d,.]*\d)?(?![\w.])")
_ADDRESS = re.compile(r"https?://\S+")  # XML's namespaces have years in them
_LONGEST_PLAIN_NUMBER = 3  # digits: thresholds and sizes have as many
# Words of the calendar, of headings, of kinds of bodies, ranks and places, and sentence openers,
# which any document may hold.
_COMMON = frozenset(
    """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday fiscal
    article section chapter annex part division table figure note notes contents act law charter
    protocol convention code summit months fifth sixth primary moreover although besides hence
    adoption assembly executive deputy prime vice outline
    association bureau cabinet centre commission committee congress council department institute
    union federation campaign ngo minister secretary chair guard trust island province town gulf
    north south east west southeast middle republic united sports
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)


def _known_names() -> set[str]:
    """Return the words that the shipped documents write with a capital and never without."""
    capital, small = Counter[str](), set[str]()
    for document in read_folder(SHIPPED_DOCUMENTS):
        capital.update(name.lower() for name in _NAME.findall(document.text))
        small.update(re.findall(r"\b[a-z]{3,}\b", document.text))
    return {name for name, count in capital.items() if count > 1} - small - _COMMON


def _known_numbers() -> set[str]:
    numbers: set[str] = set()
    for document in read_folder(SHIPPED_DOCUMENTS):
        found = (re.sub(r"[,.]", "", number) for number in _NUMBER.findall(document.text))
        numbers.update(number for number in found if len(number) > _LONGEST_PLAIN_NUMBER)
    # Round numbers are sizes and limits.
    return {number for number in numbers if not number.endswith("000")}


def _constants() -> Iterator[tuple[str, object]]:
    """Yield every constant of the code with its place, docstrings left out."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {
                id(node.body[0].value)
                for node in ast.walk(tree)
                if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
                and node.body
                and isinstance(node.body[0], ast.Expr)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in told:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def test_no_name_of_the_shipped_documents_stands_in_the_code() -> None:
    known = _known_names()
    assert len(known) > 100
    found = {
        (place, word)
        for place, value in _constants()
        if isinstance(value, str)
        for word in re.findall(r"[a-z]{3,}", value.lower())
        if word in known
    }
    assert not found


def test_no_year_or_number_of_the_shipped_documents_stands_in_the_code() -> None:
    known = _known_numbers()
    assert len(known) > 50
    found = set()
    for place, value in _constants():
        if isinstance(value, str):
            said = _ADDRESS.sub("", value)
            numbers = [re.sub(r"[,.]", "", number) for number in _NUMBER.findall(said)]
        else:
            numbers = [str(value)] if type(value) is int else []
        found |= {(place, number) for number in numbers if number in known}
    assert not found

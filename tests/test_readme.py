"""What the README shows is true."""

import re
from pathlib import Path

from corpus.loading.folder import SHIPPED_DOCUMENTS
from web.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|\$ |&& )make ([a-z]+)", README))
    assert named
    assert named <= targets


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:`|bin/)pincite ([a-z]+)", README))
    assert {"ask", "build"} <= named
    for command in named:
        try:
            main([command, "--help"])
        except SystemExit as ended:
            assert ended.code == 0, command


def test_the_answer_that_is_shown_stands_at_the_place_that_is_shown() -> None:
    shown = re.search(
        r'make ask Q=".*?"\n(?P<short>[^\n]+)\n\n(?P<text>.*?)\n\n\[1\].*?\n    (?P<id>[\w-]+), '
        r"characters (?P<start>\d+)–(?P<end>\d+)\n",
        README,
        re.DOTALL,
    )
    assert shown is not None
    path = SHIPPED_DOCUMENTS / f"{shown['id']}.txt"
    text = path.read_bytes().decode("utf-8")
    cited = text[int(shown["start"]) : int(shown["end"])]
    assert cited.split() == shown["text"].split()
    assert shown["short"] in " ".join(cited.split())


def test_every_file_that_is_linked_exists() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []

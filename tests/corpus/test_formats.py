import pytest

from corpus.document import Metadata
from corpus.errors import DocumentError
from corpus.loading.formats import Markdown, PlainText


def headings(text: str) -> list[tuple[int, str]]:
    extract = Markdown().extract(text.encode())
    return [(mark.level, mark.span.of(extract.text)) for mark in extract.marks]


def metadata(front: str) -> Metadata:
    return Markdown().extract(f"---\n{front}\n---\n\nFish.\n".encode()).metadata


def test_a_byte_order_mark_is_dropped() -> None:
    assert PlainText().extract(b"\xef\xbb\xbfFish.").text == "Fish."


def test_line_ends_are_kept_as_they_are() -> None:
    assert PlainText().extract(b"Cod.\r\nLing.\rHake.\n").text == "Cod.\r\nLing.\rHake.\n"


@pytest.mark.parametrize("reader", [PlainText(), Markdown()])
def test_bytes_that_are_not_utf8_are_refused_with_their_place(reader: PlainText) -> None:
    with pytest.raises(DocumentError, match=r"not UTF-8 \(byte 5\); save it as UTF-8"):
        reader.extract("Bod\u00f8".encode() + b"\xe6")


def test_hashes_declare_headings_with_their_level() -> None:
    assert headings("# Fish\n\n### Cod ###\n\n  ## Ling\n\n#Hake\n") == [
        (1, "Fish"),
        (3, "Cod"),
        (2, "Ling"),
    ]


def test_underlines_declare_headings() -> None:
    assert headings("Fish\n====\n\nCod\nand ling\n---\n\nHake.\n") == [
        (1, "Fish"),
        (2, "Cod\nand ling"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```\n# Fish\n```\n",
        "~~~sh\n# Fish\n~~~\n",
        "    # Fish\n",
        "> # Fish\n",
        "- # Fish\n",
        "<div>\n# Fish\n</div>\n",
        "\\# Fish\n",
        "#\n",
        "# #\n",
    ],
)
def test_code_quotes_lists_and_empty_titles_declare_no_heading(text: str) -> None:
    assert headings(f"It begins.\n\n{text}") == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_headings_have_their_place_whatever_the_line_ends(end: str) -> None:
    text = end.join(["# Fish", "", "Cod.", "", "Ling", "----", "", "Hake."])
    assert headings(text) == [(1, "Fish"), (2, "Ling")]


def test_a_line_in_bold_type_heads_what_follows_one_level_below() -> None:
    text = """\
# Fish

### Nets

(1) Nets are marked.

**Small nets**

(2) Small nets are not.

***The Cod Act***

(3) It does not apply.
"""
    assert headings(text)[2:] == [(4, "**Small nets**"), (4, "***The Cod Act***")]


@pytest.mark.parametrize(
    "text",
    [
        "**Nets are marked.**\n\nAlways.\n",
        "**Cod** means a fish.\n\nA large one.\n",
        "Mind **this**\n\nAlways.\n",
        "*Cod*\n\nA large fish.\n",
        "**Cod**\nA large fish.\n",
        "- **Cod**\n\nA large fish.\n",
        "**Cod**\n\n**Ling**\n",
        "**Cod**\n\n## Ling\n",
        "**Cod**\n",
    ],
)
def test_bold_type_in_other_places_declares_no_heading(text: str) -> None:
    assert [title for _, title in headings(f"# Fish\n\n{text}") if "*" in title] == []


def test_a_line_in_bold_type_before_the_first_heading_is_none() -> None:
    assert headings("**Fish**\n\nCod.\n") == []


def test_front_matter_tells_about_the_document() -> None:
    assert metadata(
        "title: Fishing Plan\npublisher: Harbour Office\ndate: 2018-08\nversion: 1.10\n"
        "lang: nb\nurl: https://a.no/plan"
    ) == Metadata("Fishing Plan", "Harbour Office", "2018-08", "1.10", "nb", "https://a.no/plan")


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: 2018", "2018"),
        ("title: yes", "yes"),
        ("title: 2018-13-45", "2018-13-45"),
        ("title: [Cod, Ling]", "Cod, Ling"),
        ("title:\n  nb: Fisk", ""),
        ("title: ~", ""),
        ("title: null", ""),
        ("title:\nother: x", ""),
        ("title: >\n  Fishing\n  Plan", "Fishing Plan"),
        ("title: Plan: part one", "Plan: part one"),
        ("title: 'Plan\nother: x", "Plan"),
        ("# a note\ntitle: Plan", "Plan"),
        ("other: x", ""),
        ("title: &a [*a]", "&a [*a]"),
        ("a: &a [x]\ntitle: *a", "*a"),
        ('title: "Cod \\ud83d\\udc1f"', "Cod \N{FISH}"),
        ('title: "Cod \\ud800 Plan"', "Cod \ufffd Plan"),
    ],
)
def test_odd_values_in_front_matter_cost_no_document(front: str, title: str) -> None:
    assert metadata(front).title == title


def test_the_issuer_is_the_issuer_before_the_author() -> None:
    assert metadata("author: A. Vos\nissuer: River Board").issuer == "River Board"


def test_a_heading_in_front_matter_is_none() -> None:
    assert headings("---\ntitle: x\n# Fish\n---\n\n# Cod\n") == [(1, "Cod")]


def test_a_rule_at_the_top_of_a_text_is_no_front_matter() -> None:
    text = "---\nThe sea is shared.\n\n# Fish\n\n---\n"
    assert headings(text) == [(1, "Fish")]
    assert Markdown().extract(text.encode()).metadata == Metadata()


def test_front_matter_without_an_end_is_text() -> None:
    assert Markdown().extract(b"---\ntitle: Fish\n\nCod.\n").metadata == Metadata()


def test_front_matter_may_end_the_file() -> None:
    assert Markdown().extract(b"---\r\ntitle: Fish\r\n---").metadata.title == "Fish"


def test_lists_that_repeat_each_other_by_aliases_are_not_written_out() -> None:
    doubled = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))
    assert metadata(f"a0: &a0 cod\n{doubled}\ntitle: *a8").title == "*a8"


def test_a_value_in_front_matter_is_cut_off_at_its_greatest_length() -> None:
    assert metadata(f"title: {'Cod' * 1_000}").title == "Cod" * 166 + "Co"

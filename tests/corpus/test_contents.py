import pytest

from corpus.parsing.contents import Contents, find_contents
from corpus.parsing.lines import lines_of
from corpus.structure import BlockKind
from tests.corpus_helpers import structured, structured_markdown, texts, tree

PLAN = """\
River Flood Plan

Table of Contents

1. Warning....... 2
2. Shelter	4
(Moving cattle to higher ground)
3. Repair ..... 5

1. Warning

The gauge at the bridge is read each hour.

2. Shelter

The school is open at night.

(Moving cattle to higher ground)

Farmers drive their cattle to the hill.

3. Repair

The dyke is mended in spring.
"""


def contents_of(text: str) -> Contents | None:
    return find_contents(lines_of(text))


def test_a_table_of_contents_announces_its_titles_without_leaders_and_pages() -> None:
    contents = contents_of(PLAN)
    assert contents is not None
    assert {"1 warning", "2 shelter", "3 repair"} <= contents.titles


def test_its_lines_are_contents_and_nothing_else() -> None:
    assert texts(structured(PLAN), BlockKind.CONTENTS) == [
        "1. Warning....... 2",
        "2. Shelter 4",
        "(Moving cattle to higher ground)",
        "3. Repair ..... 5",
    ]


def test_an_announced_title_is_a_heading_and_the_entry_is_not() -> None:
    assert tree(structured(PLAN)) == [
        "River Flood Plan",
        "  Table of Contents",
        "  1. Warning",
        "  2. Shelter",
        "    (Moving cattle to higher ground)",
        "  3. Repair",
    ]


def test_the_last_entries_may_lack_leaders_if_they_come_again_below() -> None:
    text = PLAN.replace("3. Repair ..... 5\n", "3. Repair ..... 5\n(Mending the dyke)\n").replace(
        "The dyke is", "(Mending the dyke)\n\nThe dyke is"
    )
    assert "(Mending the dyke)" in texts(structured(text), BlockKind.CONTENTS)


@pytest.mark.parametrize("leader", ["......", " . . . . ", " ……", "______"])
def test_leaders_are_dots_ellipses_or_lines(leader: str) -> None:
    contents = contents_of("".join(f"{title}{leader}3\n" for title in ("Rain", "Snow", "Ice")))
    assert contents == Contents(0, 2, frozenset({"rain", "snow", "ice"}))


def test_two_entries_are_no_table_of_contents() -> None:
    assert contents_of("Rain ..... 2\n\nSnow ..... 3\n\nThe river rises.\n") is None


def test_sentences_that_trail_off_are_no_table_of_contents() -> None:
    assert contents_of("It rained...\n\nIt rained on...\n\nThe water rose …\n") is None


def test_an_empty_text_has_no_table_of_contents() -> None:
    assert contents_of("") is None


def test_links_within_a_markdown_text_are_a_table_of_contents() -> None:
    text = "# Plan\n\n- [Rain](#rain)\n- [Snow](#snow)\n- [Ice](#ice)\n\n## Rain\n\nIt rains.\n"
    assert len(texts(structured_markdown(text), BlockKind.CONTENTS)) == 3

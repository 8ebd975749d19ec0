from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.errors import GoldError
from qa.answer import Answer
from qa.evaluation.faults import examined
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.looked import Looked
from qa.evaluation.outcome import outcomes
from qa.evaluation.published import published
from tests.evaluation_helpers import (
    REFUSAL,
    answered,
    citation,
    gold_question,
    listed,
    prediction,
    unanswerable,
)
from web.answers.timing_picture import times
from web.evaluation.report_page import MOST_ITEMS, by_type, page, rows, write_page

QUOTE = "It was set up in September 1995."
HOSTILE = '<script>alert("1")</script> & <img src=x>'
DOCUMENTS = {"doc": QUOTE}
RIGHT = gold_question("a", answers=["September 1995"], evidence=[("doc", QUOTE)])
MISSED = replace(RIGHT, id="b", type="number", question=HOSTILE)
ELSEWHERE = [citation("Later.", start=900)]


def shown(*pairs: tuple[GoldQuestion, Answer], name: str = "gold.jsonl") -> str:
    gold = [question for question, _ in pairs]
    predictions = [prediction(question.id, answer) for question, answer in pairs]
    scored = outcomes(gold, predictions, DOCUMENTS)
    found = [
        examined(question, outcome, answer, Looked((), (), (), ()), DOCUMENTS)
        for (question, answer), outcome in zip(pairs, scored, strict=True)
    ]
    figures = published(
        gold, predictions, DOCUMENTS, date="2031-05-17", generation="abc", threshold=0.4
    )
    return page(rows(gold, predictions, scored, found), figures, name)


class Outline(HTMLParser):
    """Headings, and every element with what it could load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [value for value in (given.get("id"),) if value]
        self.loads += [value for name in ("src", "href") if (value := given.get(name))]


def outline(html: str) -> Outline:
    read = Outline()
    read.feed(html)
    return read


PAGE = shown(
    (RIGHT, answered(QUOTE)),
    (MISSED, answered("Later.", cited=ELSEWHERE)),
    (unanswerable("c"), answered("Later.", cited=ELSEWHERE)),
    (replace(RIGHT, id="d"), REFUSAL),
)


def test_the_faults_are_counted_at_the_top_and_lead_to_their_questions() -> None:
    assert '<a href="#fault-1">not retrieved</a></th><td class="number">2</td>' in PAGE
    assert '<td class="number">1</td>' in PAGE.split("answered although there is no answer")[1]
    assert {"fault-1", "fault-7", "right"} <= set(outline(PAGE).ids)


def test_every_question_stands_there_once_under_its_fault() -> None:
    assert PAGE.count('<details class="question') == 4
    missed = PAGE.split('id="fault-1"')[-1].split("</section>")[0]
    assert re.findall(r"<span>(\w) ·", missed) == ["b", "d"]


def test_the_page_loads_nothing_and_has_no_script() -> None:
    read = outline(PAGE)
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert all(address.startswith("#") for address in read.loads)
    assert "default-src 'none'" in PAGE
    assert "url(" not in PAGE and "@import" not in PAGE


def test_words_from_outside_are_escaped_wherever_they_stand() -> None:
    question = replace(
        RIGHT, id=HOSTILE, type=HOSTILE, question=HOSTILE, notes=HOSTILE, reference=HOSTILE
    )
    hostile = shown((question, answered(HOSTILE, cited=[citation(HOSTILE)])), name=HOSTILE)
    assert "<script" not in hostile
    assert "<img" not in hostile
    assert hostile.count("&lt;script&gt;") >= 8


def test_the_counts_of_each_type_add_up_to_its_questions() -> None:
    scored = outcomes([RIGHT], [prediction("a", answered(QUOTE))], DOCUMENTS)
    looked = Looked((), (), (), ())
    about = [examined(RIGHT, scored[0], answered(QUOTE), looked, DOCUMENTS)]
    (only,) = by_type(rows([RIGHT], [prediction("a", answered(QUOTE))], scored, about))
    assert (only.name, only.questions, sum(only.counts), only.counts[-1]) == ("date", 1, 1, 1)


def test_no_id_occurs_twice_and_headings_do_not_skip_a_level() -> None:
    read = outline(PAGE)
    assert len(read.ids) == len(set(read.ids))
    levels = [int(tag[1]) for tag in read.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_type_and_every_fault_can_be_chosen_without_a_script() -> None:
    for chosen in ("only-fault-1", "only-right", "type-1", "type-3"):
        assert f'id="{chosen}"' in PAGE
        assert f"#{chosen}:checked" in PAGE


def test_a_long_list_is_cut_and_says_how_much_is_left_out() -> None:
    items = [f"item {number}" for number in range(MOST_ITEMS + 7)]
    assert "and 7 more" in shown((RIGHT, listed(*items)))


def test_the_time_is_told_by_quantiles_and_as_a_picture() -> None:
    told = times([0.1, 0.2, 0.3])
    assert told.rows[2] == ("50 %", "200 ms")
    assert told.rows[-1] == ("100 %", "300 ms")
    assert ">500<" in told.chart
    assert times([]).rows == ()


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be written"):
        write_page(tmp_path / "nowhere" / "page.html", "")

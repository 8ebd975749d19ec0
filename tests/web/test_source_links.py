from __future__ import annotations

from qa.answer import Answer, AnswerKind, Context
from tests.web_helpers import citation
from web.answers.presenting import shown
from web.source.links import source_link

QUOTED = citation("Bees are kept.", 100)


def link(*context: Context) -> str:
    answer = Answer(AnswerKind.SPAN, text="Bees are kept.", citations=(QUOTED,), context=context)
    return source_link(QUOTED, shown("What?", (), answer))


def test_a_link_marks_the_context_of_the_answer_in_reading_order() -> None:
    context = (
        Context("Hives:", citation("Hives:", 60)),
        Context("Rules", citation("Rules", 20)),
    )
    assert link(*context) == "/documents/doc?cite=100-114&context=20-25,60-66&q=What%3F#cited"


def test_context_in_another_document_or_in_the_quote_itself_is_not_marked() -> None:
    context = (
        Context("Hives:", citation("Hives:", 60, document="other")),
        Context("Bees", citation("Bees", 100)),
    )
    assert link(*context) == "/documents/doc?cite=100-114&q=What%3F#cited"


def test_of_much_context_the_first_ten_places_are_marked() -> None:
    context = [Context("a", citation("a", 2 * n)) for n in range(40)]
    assert link(*context).count("-") == 11

import json
from pathlib import Path

import pytest

from corpus.errors import GoldError
from qa.evaluation.gold import check_quotes
from qa.evaluation.gold_files import read_gold
from qa.question import Question, Turn
from qa.serialise import Json
from tests.evaluation_helpers import GOLD, ROOT, gold_question

RECORD: dict[str, Json] = {
    "id": "gold-001",
    "type": "date",
    "question": "When?",
    "history": [],
    "answers": ["September 1995"],
    "items": [],
    "evidence": [{"doc": "doc", "quote": "Set up in September 1995.", "section": "Heading"}],
    "answerable": True,
}


def written(folder: Path, *records: Json) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return path


def test_the_development_questions_are_190_of_which_168_have_an_answer() -> None:
    gold = read_gold(GOLD)
    assert (len(gold), sum(question.answerable for question in gold)) == (190, 168)


def test_every_development_quote_stands_in_its_document() -> None:
    gold = read_gold(GOLD)
    texts = {
        path.stem: path.read_bytes().decode("utf-8")
        for path in (ROOT / "corpus" / "documents").glob("*.txt")
    }
    quotes = [each for question in gold for each in question.evidence]
    folded = {name: " ".join(text.split()) for name, text in texts.items()}
    check_quotes(gold, texts)
    assert len(quotes) == 199
    assert all(" ".join(each.quote.split()) in folded[each.doc] for each in quotes)


def test_a_question_keeps_its_fields(tmp_path: Path) -> None:
    (question,) = read_gold(written(tmp_path, RECORD))
    expected = gold_question(
        question="When?",
        answers=["September 1995"],
        evidence=[("doc", "Set up in September 1995.")],
    )
    assert question == expected


def test_questions_come_in_file_order(tmp_path: Path) -> None:
    gold = read_gold(written(tmp_path, {**RECORD, "id": "b"}, {**RECORD, "id": "a"}))
    assert [question.id for question in gold] == ["b", "a"]


def test_the_history_becomes_turns(tmp_path: Path) -> None:
    history: Json = [{"question": "Who?", "answer": "The Cabinet."}]
    (question,) = read_gold(written(tmp_path, {**RECORD, "type": "followup", "history": history}))
    assert question.history == (Turn("Who?", "The Cabinet."),)


def test_fields_of_other_sets_are_accepted(tmp_path: Path) -> None:
    extra: dict[str, Json] = {"judge": "cited passage", "near_doc": None, "multi_turn": ["x"]}
    (question,) = read_gold(written(tmp_path, {**RECORD, **extra, "reference": "In 1995."}))
    assert question.reference == "In 1995."


def test_a_question_is_asked_with_its_history_and_its_scope() -> None:
    turn = Turn("Who?", "The Cabinet.")
    question = gold_question(type="followup", history=(turn,), scope_doc="doc")
    assert question.asked() == Question("When was it set up?", history=(turn,), documents=("doc",))


def test_a_question_without_scope_is_put_to_all_documents() -> None:
    assert gold_question().asked().documents == ()


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(RECORD).encode() + b"\r\n\r\n")
    assert [question.id for question in read_gold(path)] == ["gold-001"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": " "}, "'id' is empty"),
        ({"id": 7}, "question.id is a whole number where text is expected"),
        ({"question": ""}, "'question' is empty"),
        ({"answerable": "yes"}, "question.answerable is text where true or false is expected"),
        ({"answers": "1995"}, "question.answers is text where a list is expected"),
        ({"answers": ["***"]}, "has no word to compare"),
        ({"answers": [1995]}, r"question.answers\[0\] is a whole number where text"),
        ({"items": [[]]}, "an item has no wording"),
        ({"items": ["x"]}, r"question.items\[0\] is text where a list is expected"),
        ({"evidence": []}, "no evidence"),
        ({"evidence": [{"doc": "doc", "quote": "A text."}]}, "has no field 'section'"),
        ({"evidence": [{"doc": "", "quote": "B", "section": "C"}]}, "names no document"),
        ({"evidence": [{"doc": "d", "quote": "-", "section": "C"}]}, "has no word to compare"),
        ({"history": [{"question": "Who?", "answer": ""}]}, "lacks its question or its answer"),
        ({"history": ["Who?"]}, r"question.history\[0\] is text where an object is expected"),
        ({"type": "followup"}, "a follow-up question has no history"),
        ({"type": "list"}, "has answers but no items"),
        ({"type": "unanswerable"}, "'answerable' is true but the type is 'unanswerable'"),
        ({"answerable": False}, "an unanswerable question has answers, items or evidence"),
    ],
)
def test_a_malformed_question_is_refused(
    tmp_path: Path, change: dict[str, Json], message: str
) -> None:
    with pytest.raises(GoldError, match=message):
        read_gold(written(tmp_path, {**RECORD, **change}))


def test_a_message_names_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, RECORD, {**RECORD, "id": "gold-002", "question": ""})
    with pytest.raises(GoldError) as raised:
        read_gold(path)
    assert str(raised.value).startswith(f"{path}, line 2: ")


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    record = {name: value for name, value in RECORD.items() if name != "items"}
    with pytest.raises(GoldError, match="question has no field 'items'"):
        read_gold(written(tmp_path, record))


def test_an_id_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="line 2: the id 'gold-001' occurs twice"):
        read_gold(written(tmp_path, RECORD, RECORD))


def test_a_line_that_is_no_object_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="line 1 is not a JSON object"):
        read_gold(written(tmp_path, [RECORD]))


def test_a_line_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("{'id': 1}\n", encoding="utf-8")
    with pytest.raises(GoldError, match="line 1 is not JSON in UTF-8"):
        read_gold(path)


def test_a_line_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(json.dumps(RECORD).encode() + b'\n{"id": "\xe9"}\n')
    with pytest.raises(GoldError, match="line 2 is not JSON in UTF-8"):
        read_gold(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no question"):
        read_gold(written(tmp_path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"none\.jsonl cannot be read"):
        read_gold(tmp_path / "none.jsonl")


def test_a_quote_is_found_across_line_ends() -> None:
    question = gold_question(evidence=[("doc", "set up in 1995")])
    check_quotes([question], {"doc": "It was set\r\n  up in 1995."})


def test_a_quote_that_is_not_in_its_document_is_refused() -> None:
    question = gold_question(evidence=[("doc", "set up in 1996")])
    with pytest.raises(GoldError, match="gold-001: the quote 'set up in 1996' does not stand"):
        check_quotes([question], {"doc": "It was set up in 1995."})


def test_a_quote_from_an_unknown_document_is_refused() -> None:
    with pytest.raises(GoldError, match="gold-001 quotes 'doc', which is not among the documents"):
        check_quotes([gold_question()], {"other": "It was set up in September 1995."})

"""Drafts from what people said of answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.evaluation.gold import Status
from qa.evaluation.gold_files import gold_in
from web.cli import main
from web.feedback.record import Feedback, Verdict
from web.feedback.store import stored_feedback

pytestmark = pytest.mark.models

RIGHT = Feedback(
    at="2031-05-17T10:00:00+00:00",
    question="How long is the Glomma?",
    earlier=(),
    documents=(),
    generation="",
    answer="",
    is_as_shown=True,
    verdict=Verdict.DOWN,
    remark="",
)


def test_a_question_with_a_verdict_is_drafted_once_with_what_is_answered_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "rivers"
    folder.mkdir()
    (folder / "rivers.md").write_text("# Rivers\n\nThe Glomma is 621 km long.\n", encoding="utf-8")
    data = tmp_path / "data"
    monkeypatch.setenv("PINCITE_DATA", str(data))
    assert main(["build", str(folder)]) == 0
    store = stored_feedback(data)
    store.add(RIGHT)
    store.add(replace(RIGHT, verdict=Verdict.UP, remark="and quick"))
    store.add(replace(RIGHT, question="And the other?", earlier=(RIGHT.question,)))
    store.close()

    path = tmp_path / "drafts.jsonl"
    assert main(["gold", "suggest", str(path)]) == 0
    (draft,) = gold_in(path).questions
    assert (draft.question, draft.answers) == (RIGHT.question, ("621 km",))
    assert draft.evidence[0].quote == "The Glomma is 621 km long."
    assert draft.notes == "somebody found the answer right: and quick"
    assert draft.status is Status.SUGGESTED

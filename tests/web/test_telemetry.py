"""What the service tells of its requests: the log and the figures."""

import json
import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from qa.answer import Answer, AnswerKind, Gap
from qa.question import Question
from qa.service import Reasoned
from tests.log_helpers import Lines
from tests.qa_helpers import Shelf, parsed
from tests.web_helpers import Collection, Prepared, answering, application, keeping
from web.app import create_app
from web.configuration.settings import Settings
from web.conversations.database import FILE

SECRET = "confidential-matter"  # noqa: S105 - what is asked


def refusing() -> Flask:
    app, _ = answering(Answer(AnswerKind.NOT_FOUND, missing="moon", gap=Gap.NOWHERE))
    return app


def told(log: Lines) -> dict[str, object]:
    found: dict[str, object] = json.loads(log.lines[-1])
    return found


def test_a_request_is_one_line_of_json_with_what_became_of_it(log: Lines) -> None:
    refusing().test_client().get("/api/v1/answer?q=Who", headers={"X-Request-Id": "one"})
    (line,) = log.lines
    found = json.loads(line)
    times = found.pop("milliseconds")
    assert set(times) == {"answer", "total"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", found.pop("time"))
    assert found == {
        "level": "info",
        "logger": "web.telemetry.requests",
        "message": "request",
        "request_id": "one",
        "method": "GET",
        "route": "/api/v1/answer",
        "status": 200,
        "kind": "not_found",
        "refusal": "nowhere",
    }


def test_a_problem_is_logged_with_its_code(log: Lines) -> None:
    refusing().test_client().get("/api/v1/answer?q=Who&q=Who")
    assert (told(log)["status"], told(log)["problem"]) == (422, "invalid-parameter")


@pytest.mark.parametrize(
    "path",
    [
        f"/?q={SECRET}",
        f"/api/v1/answer?q={SECRET}",
        f"/{SECRET}",
        f"/documents/{SECRET}",
        f"/search?q={SECRET}",
        f"/api/v1/answer?{SECRET}=1",
    ],
)
def test_no_question_stands_in_the_log(log: Lines, path: str) -> None:
    client = refusing().test_client()
    client.get(path)
    client.post("/api/v1/answer", data=json.dumps({"text": SECRET}))
    client.post("/ask", data={"q": SECRET})
    assert len(log.lines) == 3
    assert SECRET not in "".join(log.lines)


class Failing(Prepared):
    def explain(self, question: Question) -> Reasoned:
        raise RuntimeError(f"this cannot be read: {question}")


@pytest.mark.parametrize(("log", "is_told"), [(False, False), (True, True)], indirect=["log"])
def test_a_failure_is_logged_with_its_place_and_its_words_only_where_questions_are(
    log: Lines, *, is_told: bool
) -> None:
    answers = Failing(Answer(AnswerKind.NOT_FOUND))
    app = create_app(service=Collection(Shelf(parsed("A text.\n")), answers))
    assert app.test_client().get(f"/api/v1/answer?q={SECRET}").status_code == 500
    failure = json.loads(log.lines[0])
    assert failure["exception"] == "RuntimeError"
    assert "in explain" in failure["traceback"]
    assert (SECRET in "".join(log.lines)) == is_told


def test_where_questions_are_logged_the_whole_address_is(log: Lines) -> None:
    service = Collection(Shelf(parsed("A text.\n")), Prepared(Answer(AnswerKind.NOT_FOUND)))
    settings = Settings(history_days=0, feedback=False, log_questions=True)
    create_app(settings, service).test_client().get(f"/api/v1/answer?q={SECRET}")
    assert told(log)["address"] == f"/api/v1/answer?q={SECRET}"


@pytest.mark.parametrize(
    "text", ["a\nb", 'a"}\n{"level":"info', "a\u2028b\x85c\x1b[2Jd\u202ee\x00"]
)
def test_nothing_within_a_record_begins_another_line(log: Lines, text: str) -> None:
    logging.getLogger("web").warning("It says %s", text)
    (line,) = log.lines
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == f"It says {text}"


def test_a_query_in_a_message_of_a_library_is_left_out(log: Lines) -> None:
    logging.getLogger("gunicorn.error").error("Error handling request GET /?q=%s", SECRET)
    assert told(log)["message"] == "Error handling request GET /?…"


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::7", "::1"])
def test_nothing_of_a_request_that_cannot_be_read_stands_in_the_log(
    log: Lines, address: str
) -> None:
    line = f"Invalid HTTP request line: 'GET /?q=top {SECRET} \n'"
    logging.getLogger("gunicorn.error").warning(f"Invalid request from ip={address}: {line}")
    assert told(log)["message"] == f"Invalid request from ip={address}"


def test_a_database_that_refuses_a_question_is_logged_without_it(
    log: Lines, tmp_path: Path
) -> None:
    with keeping(tmp_path, Answer(AnswerKind.NOT_FOUND)) as (app, _):
        client = app.test_client()
        client.post("/ask", data={"q": "Who?"})
        with closing(sqlite3.connect(tmp_path / FILE)) as file, file:
            file.execute(
                "CREATE TRIGGER full BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        assert client.post("/ask", data={"q": SECRET}).status_code == 500
    (refusal,) = (line for line in map(json.loads, log.lines) if line["level"] == "error")
    assert f"{FILE} cannot be used (full)" in refusal["message"]
    assert SECRET not in "".join(log.lines)


def figures(app: Flask) -> dict[str, float]:
    response = app.test_client().get("/metrics")
    assert response.status_code == 200
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_the_figures_count_requests_answers_refusals_and_problems() -> None:
    app = refusing()
    for path in ("/api/v1/answer?q=Who", "/api/v1/answer?q=Who", "/nowhere", "/api/v1/answer?x=1"):
        app.test_client().get(path)
    found = figures(app)
    assert found['pincite_answers_total{kind="not_found"}'] == 2
    assert found['pincite_refusals_total{why="nowhere"}'] == 2
    assert found['pincite_errors_total{code="not-found"}'] == 1
    assert found['pincite_errors_total{code="invalid-parameter"}'] == 1
    route = '{method="GET",route="/api/v1/answer",status="200"}'
    assert found[f"pincite_requests_total{route}"] == 2
    assert found['pincite_stage_seconds_count{stage="answer"}'] == 2
    assert found['pincite_stage_seconds_count{stage="total"}'] == 4
    assert found["pincite_queue_length"] == 0
    assert found["pincite_rejected_total"] == 0
    assert found["pincite_documents"] == 1


def test_the_time_of_each_stage_stands_in_the_header_the_log_and_the_figures(
    log: Lines, tmp_path: Path
) -> None:
    stages = ["understanding", "retrieving", "dense", "lexical", "reranking", "reading"]
    with application(tmp_path) as app:
        question = "/api/v1/answer?q=Where+is+honey+from+public+roofs+sold"
        response = app.test_client().get(question)
        names = [
            each.partition(";dur=")[0] for each in response.headers["Server-Timing"].split(", ")
        ]
        assert names == ["answer", *stages, "composing", "total"]
        assert list(told(log)["milliseconds"]) == names  # type: ignore[call-overload]
        found = figures(app)
    for name in names:
        assert found[f'pincite_stage_seconds_count{{stage="{name}"}}'] == 1
    within = sum(
        found[f'pincite_stage_seconds_sum{{stage="{each}"}}'] for each in [*stages, "composing"]
    )
    assert 0 < within <= found['pincite_stage_seconds_sum{stage="answer"}']


def test_a_stage_is_counted_once_a_request_however_many_questions_that_asks(
    tmp_path: Path,
) -> None:
    with application(tmp_path) as app:
        app.test_client().get("/?earlier=Who+pays+the+wardens&q=Where+are+spare+wicks+kept")
        assert figures(app)['pincite_stage_seconds_count{stage="reading"}'] == 1


def test_no_caller_makes_figures_of_names_of_its_own() -> None:
    app = refusing()
    client = app.test_client()
    sizes = []
    for number in range(40):
        client.open(f"/made-up-{number}", method=f"MADE{number}")
        client.get(f"/documents/made-up-{number}")
        sizes.append(len(figures(app)))
    assert sizes[1:] == [sizes[1]] * 39

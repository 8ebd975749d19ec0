from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from web.cli import main
from web.configuration.settings import Settings
from web.doctor import Finding, diagnosis, diagnosis_text


def finding(settings: Settings, name: str) -> Finding:
    (found,) = (each for each in diagnosis(settings) if each.name == name)
    return found


@pytest.mark.models
def test_a_model_that_nobody_knows_is_told_with_its_setting(tmp_path: Path) -> None:
    found = finding(replace(Settings(), data=tmp_path, reader="nonesuch"), "reader")
    assert not found.is_well
    assert "PINCITE_READER" in found.remedy


@pytest.mark.models
def test_a_folder_without_weights_is_no_model(tmp_path: Path) -> None:
    found = finding(replace(Settings(), data=tmp_path, verifier=str(tmp_path)), "verifier")
    assert not found.is_well
    assert "holds no model" in found.found


def test_what_to_do_stands_below_what_is_not_well() -> None:
    findings = (
        Finding("disk", is_well=True, found="9 MB free"),
        Finding("memory", is_well=False, found="1 MB free", remedy="Free some."),
    )
    assert diagnosis_text(findings) == (
        "ok      disk: 9 MB free\nnot ok  memory: 1 MB free\n        Free some."
    )


@pytest.mark.parametrize("command", ["build", "ask", "chat", "serve", "verify", "doctor"])
def test_the_help_of_a_command_tells_its_exit_status(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "Exit status: 0" in capsys.readouterr().out

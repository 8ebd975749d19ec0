"""Headings found by numbering and layout, against those that 238 Acts in Markdown declare.

The folder is named by PINCITE_EXTERNAL and holds `canada_acts/corpus/*.md`; the texts are not part
of the project. `-rP` shows the figures.
"""

import logging
import random
from pathlib import Path

import pytest

from tests.corpus_helpers import Agreement, external_acts, heading_agreement

SEED = 7
DRAWN = 40


@pytest.fixture(scope="module")
def acts() -> list[Path]:
    """Return the Acts in order of their names; skip without them."""
    return external_acts()


def agreement_of(paths: list[Path]) -> Agreement:
    found = [heading_agreement(path.read_text(encoding="utf-8")) for path in paths]
    return sum(found, start=Agreement(0, 0, 0, 0))


@pytest.mark.parametrize("sample", ["drawn", "all"])
def test_headings_are_found_without_marks(
    sample: str, acts: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    paths = random.Random(SEED).sample(acts, DRAWN) if sample == "drawn" else acts  # noqa: S311
    agreement = agreement_of(paths)
    logging.getLogger(__name__).info(
        "%d Acts, %d headings: F1 %.3f, with the declared parent above %.3f",
        len(paths),
        agreement.declared,
        agreement.f1,
        agreement.f1_with_parent,
    )
    assert agreement.f1 >= 0.90

"""Models that libraries of Hugging Face load: from this machine, or from the model hub by id."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import ModelError
from index.models.packaged import ModelFolder, find_model
from index.models.reporting import report_nothing

HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")


def on_disk(model: str) -> ModelFolder | None:
    """Return the model on disk, or None for a hub id; make the process stay offline if on disk.

    Raises ModelError if it is neither, or as `find_model` does.
    """
    report_nothing()
    folder = find_model(model)
    if folder is None and not HUB_ID.fullmatch(model):
        raise ModelError(
            f"Model {model!r} is no packaged name, folder or hub id; name one of these"
        )
    if folder is not None:
        # Read once, when the hub's client is first imported; who sets it otherwise is right.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    return folder


@contextmanager
def loading(model: str) -> Iterator[None]:
    """Report whatever importing and loading raise as a ModelError, and none of its warnings."""
    with warnings.catch_warnings():
        # Deprecations between these libraries are theirs to mend.
        warnings.simplefilter("ignore")
        try:
            yield
        except ModelError:
            raise
        except Exception as error:  # the libraries share no base
            reason = str(error).strip().split("\n", 1)[0]
            raise ModelError(
                f"Model {model!r} cannot be loaded ({reason}); "
                "name a folder on this machine, or a hub id with HF_HUB_OFFLINE=0"
            ) from error

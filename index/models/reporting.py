"""What libraries would tell their makers of their use: nothing."""

from __future__ import annotations

import os


def report_nothing() -> None:
    """Keep ONNX Runtime from reporting to Microsoft; call it before onnxruntime is imported.

    Its builds from 1.31 on do so unless told otherwise, and keep an id of the machine in the home
    folder (its Privacy.md). Whoever sets the variable otherwise is right.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

"""The systems that are compared, set up over one collection and asked."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from index.models.onnx_embedder import OnnxEmbedder
from index.models.packaged import BGE_RECIPE
from qa.evaluation.gold import GoldQuestion
from qa.question import Question
from qa.reranker import OnnxReranker
from web.bench.comparing import Comparison, compare
from web.bench.floor import Recorder
from web.bench.machine import proportional_megabytes
from web.bench.model_folders import embedder_folder, reranker_folder
from web.bench.peers.child import Peer, started
from web.bench.peers.protocol import Task
from web.bench.systems import PASSAGES, Elsewhere, InProcess, Plain, Quoter, System
from web.configuration.settings import Settings
from web.service import opened

PEERS = ("haystack", "txtai")
_CANDIDATES = 20
# Nothing in the documents is like them: what is remembered of them helps nobody afterwards.
_WARM_UP = (
    "How many anchors does the harbour warden keep?",
    "When was the ministry of lighthouses abolished?",
    "Which city hosted the second congress of falconers?",
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a system needs, apart from the time of its answers.

    `built` are the seconds in which it made its index, `ready` those from the start of its process
    until questions may come, `memory` the megabytes of its processes (PSS); None where it is part
    of the measuring process.
    """

    built: float
    ready: float | None
    memory: float | None


@dataclass(frozen=True, slots=True)
class Contest:
    """How the systems compared over `documents`, texts by id, and what each but Pincite needs."""

    comparison: Comparison
    needs: Mapping[str, Needs]
    documents: Mapping[str, str]


def contest(settings: Settings, gold: Sequence[GoldQuestion], environments: Path) -> Contest:
    """Ask Pincite, the systems that have an environment in this folder, and the plain baseline.

    Raises PeerError if a system that is there does not work.
    """
    with ExitStack() as stack:
        recorder = Recorder()
        with recorder.recording():
            pincite = stack.enter_context(opened(settings))
        texts = pincite.texts()
        reranker = OnnxReranker()  # apart from Pincite's, whose calls are recorded
        stack.callback(reranker.close)
        quoter = Quoter(pincite.index.document, reranker)
        begin = time.perf_counter()
        plain = Plain([pincite.index.document(name) for name in texts], OnnxEmbedder(), quoter)
        built = time.perf_counter() - begin
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        task = Task(
            documents=texts,
            embedder=str(embedder_folder(folder)),
            reranker=str(reranker_folder(folder)),
            prefix=BGE_RECIPE.query_prefix,
            candidates=_CANDIDATES,
            passages=PASSAGES,
        )
        peers = [
            stack.enter_context(
                started(name, python, f"web.bench.peers.with_{name}", task, _log(python))
            )
            for name, python in _there(environments)
        ]
        systems: list[System] = [InProcess(pincite.answers)]
        systems += [*(Elsewhere(peer, quoter) for peer in peers), plain]
        comparison = compare(gold, systems, recorder, [Question(text) for text in _WARM_UP])
        needs = {peer.name: _needs(peer) for peer in peers}
    return Contest(comparison, {**needs, plain.name: Needs(built, None, None)}, texts)


def _there(environments: Path) -> Iterator[tuple[str, Path]]:
    for name in PEERS:
        python = environments / name / "bin" / "python"
        if python.exists():
            yield name, python


def _log(python: Path) -> Path:
    return python.parents[1] / "errors.log"


def _needs(peer: Peer) -> Needs:
    return Needs(peer.built, peer.ready, proportional_megabytes(peer.process))

"""The figures of growth as JSON, and as a table."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from web.growth.growing import made

Figures = Mapping[str, Any]

_TIMES = {
    "embedding": "embedding of the question",
    "dense": "dense search",
    "exact": "dense search that looks at every vector",
    "hidden": "dense search, one document in a hundred left out",
    "one": "dense search in one document",
    "lexical": "lexical search",
    "longest": "lexical search of 2,000 characters",
    "catalogue": "reading what was found",
    "answer": "whole answer, median",
    "slowest": "whole answer, slowest",
    "ledger": "every place of a name, asked first",
    "opening": "opening, every file hashed",
}
_BAR = 20.0  # milliseconds that both searches may take beyond twice those of the smallest


def figures(costs: dict[str, Any], data: Path) -> Figures:
    """Return the costs of a collection with what its making took."""
    return {**costs, "making": asdict(made(data))}


def write(found: Sequence[Figures], folder: Path) -> None:
    """Write growth.json and growth.md into a folder."""
    about = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}",
    }
    text = json.dumps({**about, "sizes": found}, indent=1)
    (folder / "growth.json").write_text(text + "\n", encoding="utf-8")
    lines = [
        f"{about['date']}, {about['machine']}. Times are milliseconds of the processor, with those",
        "of the clock behind them, which others on the machine lengthen.",
        "",
        *_table(found),
    ]
    (folder / "growth.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(found: Sequence[Figures]) -> list[str]:
    rows = [
        ["chunks", *(f"{each['chunks']:,}" for each in found)],
        ["documents", *(f"{each['documents']:,}" for each in found)],
    ]
    for key, name in _TIMES.items():
        rows.append([name, *(_time(each[key]) for each in found)])
    rows += [
        ["dense and lexical search", *(f"{_both(each):.1f}" for each in found)],
        ["… may take", *(f"{2 * _both(found[0]) + _BAR:.1f}" for _ in found)],
        ["recall of the ten nearest", *(f"{each['recall']:.3f}" for each in found)],
        ["memory of the process, MB", *(f"{each['own']:,.0f}" for each in found)],
        ["pages of files in memory, MB", *(f"{each['shared']:,.0f}" for each in found)],
        ["on the disk, MB", *(f"{sum(each['disk'].values()):,.0f}" for each in found)],
    ]
    for part in dict.fromkeys(part for each in found for part in each["disk"]):
        if any(each["disk"].get(part, 0.0) >= 1 for each in found):
            rows.append([f"· {part}", *(f"{each['disk'].get(part, 0.0):,.0f}" for each in found)])
    rows += [
        ["chunks written a second", *(_rate(each) for each in found)],
        ["memory to write, MB", *(f"{each['making']['memory']:,.0f}" for each in found)],
    ]
    head, *rest = rows
    return [_line(head), _line(["---", *("---:" for _ in found)]), *map(_line, rest)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _time(taken: Mapping[str, float]) -> str:
    return f"{_number(taken['cpu'])} ({_number(taken['wall'])})"


def _number(milliseconds: float) -> str:
    return f"{milliseconds:,.1f}" if milliseconds < 100 else f"{milliseconds:,.0f}"


def _both(each: Figures) -> float:
    return float(each["dense"]["cpu"] + each["lexical"]["cpu"])


def _rate(each: Figures) -> str:
    return f"{each['chunks'] / each['making']['cpu']:,.0f}"

"""Measure how a collection behaves as it grows: `python -m web.growth EXTERNAL KEPT SIZE…`.

`EXTERNAL` is a folder of sets, each with its documents in `corpus/`. Collections of each size in
chunks are made of them in the folder `KEPT`, and used again when they are there. The figures go to
docs/measured. Each size has a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from web.configuration.settings import read_settings
from web.growth.copies import Copies
from web.growth.growing import grow, is_made, originals
from web.growth.measuring import measured
from web.growth.questions import questions, short_name
from web.growth.report import figures, write
from web.service import load_embedder

SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)


def main() -> None:
    """Make and measure every size, or with `--only` one, whose costs are printed as JSON."""
    parser = argparse.ArgumentParser(prog="python -m web.growth", description=__doc__)
    parser.add_argument("external", type=Path)
    parser.add_argument("kept", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, metavar="SIZE")
    parser.add_argument("--only", choices=("make", "measure"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    sets = {path.parent.name: path for path in sorted(args.external.glob("*/corpus"))}
    if not sets:
        parser.error(f"no folder in {args.external} has its documents in corpus/")
    if args.only:
        _one(sets, args.kept, args.sizes[0], args.only)
        return
    found = []
    for size in args.sizes:
        here = [sys.executable, "-m", "web.growth", args.external, args.kept, str(size), "--only"]
        if not is_made(args.kept / str(size)):
            subprocess.run([*here, "make"], check=True)  # noqa: S603
        run = subprocess.run([*here, "measure"], check=True, stdout=subprocess.PIPE)  # noqa: S603
        found.append(figures(json.loads(run.stdout), args.kept / str(size)))
        write(found, Path("docs/measured"))


def _one(sets: Mapping[str, Path], kept: Path, size: int, what: str) -> None:
    settings = read_settings()
    embedder = load_embedder(settings)
    given = originals(sets, kept / "originals", embedder)
    data = kept / str(size)
    if what == "make":
        grow(Copies(given), size, data, embedder)
    else:
        costs = measured(settings, data, questions(sets, given), short_name(given))
        sys.stdout.write(json.dumps(asdict(costs)))


if __name__ == "__main__":
    main()

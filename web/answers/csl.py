"""Citations as CSL-JSON, which reference managers read.

After the schema of the Citation Style Language, version 1.0.2 (csl-data.json).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from corpus.document import Metadata
from qa.answer import Answer, Citation
from qa.serialise import Json, to_json
from qa.showing.sourcing import source_path
from web.answers.presenting import numbered

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def csl_bytes(answer: Answer, known: Callable[[str], Metadata], root: str = "") -> bytes:
    """Return the citations of an answer, by their numbers, as one line of JSON; [] for a refusal.

    `known` tells what is known about a document by its id; `root` is put before the links.
    """
    items = [_item(each.citation, known(each.citation.document), root) for each in numbered(answer)]
    return json.dumps(items, ensure_ascii=False).encode("utf-8") + b"\n"


def _item(citation: Citation, known: Metadata, root: str) -> dict[str, Json]:
    """Return a citation; `note` tells its places in words, `custom` holds them as data."""
    places = ",".join(f"{part.start}-{part.end}" for part in citation.parts)
    quotes = " ".join(f"“{part.quote}”" for part in citation.parts)
    item: dict[str, Json] = {
        "id": f"{citation.document}:{places}",
        "type": "report" if known.issuer else "document",
        "title": citation.title or citation.document,
        "URL": root + citation.link,
        "note": f"{quotes} Characters {places} of the text with the SHA-256 {citation.text_sha256}",
        "custom": {"text_sha256": citation.text_sha256, "parts": to_json(citation.parts)},
    }
    optional: dict[str, Json] = {
        "author": [{"literal": known.issuer}] if known.issuer else None,
        "issued": _issued(known.date),
        "edition": known.edition or citation.edition,
        "language": known.language,
        "section": " › ".join(source_path(citation)),
        "page": citation.page,
    }
    return item | {name: value for name, value in optional.items() if value not in (None, "")}


def _issued(date: str) -> Json:
    """Return a date as its parts, as it is given where it is no year, month or day; None for ""."""
    found = _DATE.fullmatch(date)
    if found is None:
        return {"literal": date} if date else None
    return {"date-parts": [[int(part) for part in found.groups() if part]]}

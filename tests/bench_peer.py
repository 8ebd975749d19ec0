"""A system for the tests of the protocol, in a process of its own: finds a word in the documents.

It prints to standard output, as libraries do, and ends where a question tells it to.
"""

from __future__ import annotations

import sys

from web.bench.peers.protocol import Place, Retrieve, Task, serve

END = "end"


def prepare(task: Task) -> Retrieve:
    """Return a search for a word, first document first."""
    sys.stdout.write("loading\n")

    def retrieve(question: str) -> list[Place]:
        sys.stdout.write("searching\n")
        if question == END:
            sys.exit(1)
        return [
            Place(name, text.index(question), text.index(question) + len(question))
            for name, text in task.documents.items()
            if question in text
        ]

    return retrieve


if __name__ == "__main__":
    serve(prepare)

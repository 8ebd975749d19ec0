"""Questions that only make sense after what came before them."""

from __future__ import annotations

from qa.followup.ellipsis import complete, leaves_out, with_topic
from qa.followup.mentions import Exchange
from qa.followup.references import resolved
from qa.question import Question

_LONGEST = 400  # characters; a longer question says itself what it is about, an earlier one is cut


def standalone(question: Question) -> str:
    """Return the question as it is to be understood, white space folded.

    The turns of the history are resolved in order, so that each is understood from those before
    it. What a question leaves out is taken over from the question before ("And in 2007?"), and
    words that point back are replaced by what they point to. Where that is not clear, the topic
    of the question before is put behind the question in brackets. A question that needs nothing
    of the history is taken as it is.
    """
    exchanges: tuple[Exchange, ...] = ()
    for turn in question.history:
        asked = " ".join(turn.question.split())[:_LONGEST]
        exchanges = (*exchanges, _understood(asked, turn.answer, exchanges))
    return _understood(" ".join(question.text.split()), "", exchanges).question


def _understood(text: str, answer: str, exchanges: tuple[Exchange, ...]) -> Exchange:
    plain = Exchange(text, answer)
    if not exchanges or len(text) > _LONGEST:
        return plain
    completed = complete(text, exchanges)
    pointed = resolved(completed.text, completed.exchanges)
    if pointed.topics:
        made = Exchange(pointed.text, answer, pointed.topics)
    elif completed.changed:
        made = Exchange(completed.text, answer)
    elif pointed.unresolved or leaves_out(text):
        made = Exchange(with_topic(text, exchanges), answer)
    else:
        return plain
    # A conversation must not make its questions longer and longer.
    return made if len(made.question) <= _LONGEST else plain

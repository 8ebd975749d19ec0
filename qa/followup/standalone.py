"""Questions that only make sense after what came before them."""

from __future__ import annotations

from qa.followup.besides import with_exception
from qa.followup.ellipsis import complete
from qa.followup.manners import is_courtesy, without_courtesy
from qa.followup.mentions import Exchange
from qa.followup.references import resolved
from qa.followup.subject import needs_subject, with_subject
from qa.followup.topics import leaves_out, with_topic
from qa.question import Question

_LONGEST = 400  # characters; a longer question says itself what it is about, an earlier one is cut


def standalone(question: Question) -> str:
    """Return the question as it is to be understood, white space folded.

    The turns of the history are resolved in order, so that each is understood from those before
    it; thanks and greetings among them are passed over. What a question leaves out is taken over
    from the question before ("And in 2007?"), and words that point back are replaced by what they
    point to. Where that is not clear, what was spoken of is put behind the question in brackets;
    "other" things are asked for besides those named. A question that needs nothing of the history
    is taken as it is.
    """
    exchanges: tuple[Exchange, ...] = ()
    for turn in question.history:
        typed = " ".join(turn.question.split())[:_LONGEST]
        if not is_courtesy(typed):
            exchanges = (*exchanges, _understood(typed, turn.answer, exchanges))
    return _understood(" ".join(question.text.split()), "", exchanges).question


def _understood(typed: str, answer: str, exchanges: tuple[Exchange, ...]) -> Exchange:
    plain = Exchange(typed, answer, typed)
    if not exchanges or len(typed) > _LONGEST or is_courtesy(typed):
        return plain
    text = without_courtesy(typed)
    completed = complete(text, exchanges)
    pointed = resolved(completed.text, completed.exchanges)
    if pointed.topics:
        whole = pointed.text
    elif completed.changed:
        whole = completed.text
    elif needs_subject(text, exchanges):
        whole = with_subject(text, exchanges)
    elif pointed.unresolved or leaves_out(text):
        whole = with_topic(text, exchanges)
    else:
        whole = text
    whole = with_exception(whole, exchanges)
    if whole == text or len(whole) > _LONGEST:
        return plain  # a conversation must not make its questions longer and longer
    return Exchange(whole, answer, typed, pointed.topics, pointed.meant)

"""Questions that only make sense after what came before them."""

from __future__ import annotations

import re
from textwrap import shorten

from qa.question import Question

_LEAN_ON = re.compile(
    r"^(?:and|but|or|so|also|then|what about|how about|what of)\b"
    r"|\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|one(?!-)|ones|"
    r"same|others)\b"
    r"|\b(?:such(?! as)|(?<!each )other(?! than))\b"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b"
    # "that" joins clauses more often than it points back; it points where it is a phrase's head.
    r"|^that\b|\bthat\W*$|\b(?:is|are|was|were|do|does|did|has|have|had|after|before|since|of|for|"
    r"to|from|in|on|at|by|with|under|about|than|like) that\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"(?:What|Who) (?:is|are|was|were) (?:the )?[A-Z]")  # stands alone
_FEWEST_WORDS = 5  # a shorter question names too little to stand alone
_TURNS_READ = 2
_ANSWER_CHARACTERS = 200  # enough for a name; a long answer would drown the question


def standalone(question: Question) -> str:
    """Return the question as it is to be understood, white space folded.

    A question that leans on its history (it opens with "and" or "what about", refers back with a
    pronoun or is very short) is read after the last two questions of that history and the
    beginning of the last answer; any other is taken as it is.
    """
    text = " ".join(question.text.split())
    if not question.history or not _leans(text):
        return text
    earlier = [turn.question for turn in question.history[-_TURNS_READ:]]
    answer = shorten(question.history[-1].answer, _ANSWER_CHARACTERS, placeholder="")
    return " ".join(" ".join((*earlier, answer, text)).split())


def _leans(text: str) -> bool:
    if len(text.split()) < _FEWEST_WORDS and _DEFINITION.match(text) is None:
        return True
    return _LEAN_ON.search(text) is not None

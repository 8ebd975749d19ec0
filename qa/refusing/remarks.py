"""What is typed beside questions: greetings, thanks, requests for help, orders, abuse."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answer import Remark

_LONGEST = 300  # characters that are read for what is typed beside a question
_HELLO = (
    r"(?:hi|hiya|hello|hey|howdy|greetings|welcome|hallo|hola|bonjour|ciao|namaste|konnichiwa|"
    r"(?:a )?(?:very )?good (?:morning|afternoon|evening|day))"
    r"(?: (?:there|again|all|everyone|everybody|folks|team|friend|sir|madam|pincite))?"
)
_HOW_ARE_YOU = r"(?:how are you(?: doing)?(?: today)?|how(?:'s| is) it going|nice to meet you)"
_THANKS = (
    r"(?:(?:many |ok |okay |great |perfect )?(?:thanks|thank you|thankyou|thx|ty|cheers|"
    r"much appreciated)(?: (?:so much|very much|a lot|a million|again|in advance|pincite|"
    r"for (?:your|the|that|all)(?: (?:your|the))?"
    r"(?: (?:help|answers?|reply|time|information|info))?))*)"
)
_BYE = (
    r"(?:bye(?:[ -]bye)?|goodbye|good night|farewell|see you(?: (?:later|soon|tomorrow))?|"
    r"have a (?:nice|good|great) (?:day|evening|weekend|one))"
)
_HELP = (
    r"(?:(?:please )?help(?: me)?(?: please)?|(?:can|could) you help(?: me)?|i need help|"
    r"(?:who|what) (?:are|r) you|what(?:'s| is) (?:this|pincite|your (?:name|purpose|job))|"
    r"what (?:can|do|could) you (?:do|help(?: me)? with|answer)(?: for me)?|"
    r"what are you (?:for|able to do)|who (?:made|built|created) you|"
    r"how (?:do|does|can) (?:you|this|it|pincite) (?:work|help)(?: me)?|"
    r"how (?:do|can|should) i (?:start|ask(?: you)?(?: a question)?|use (?:this|you|it|pincite))|"
    r"are you (?:an? )?(?:bot|robot|human|person|real|ai|machine|chatgpt|chatbot)|"
    r"instructions|commands|menu|start|test(?:ing)?)"
)
_OPENING = (
    r"(?=\s*(?:[,.!;:…\n]|$)|\s+(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|"
    r"do|does|did|can|could|will|would|has|have|i|please|tell|and|but)\b)"
)
_GAP = r"[\s,.!;:…?)(]*"
_BESIDE = (
    (Remark.THANKS, re.compile(_THANKS + _OPENING, re.IGNORECASE)),
    (Remark.GOODBYE, re.compile(_BYE + _OPENING, re.IGNORECASE)),
    (Remark.GREETING, re.compile(_HELLO + _OPENING, re.IGNORECASE)),
    (Remark.GREETING, re.compile(_HOW_ARE_YOU + r"(?=\s*(?:[,.!?]|$))", re.IGNORECASE)),
)
_SPACE = re.compile(_GAP)
_LEFT_OVER = re.compile(r"(?:(?:and|but|so|please) )+", re.IGNORECASE)
_CLOSING = re.compile(rf"(?<=[.?!])\s+{_THANKS}[\s.!]*$", re.IGNORECASE)
_FOR_HELP = re.compile(_HELP, re.IGNORECASE)
_ORDER = re.compile(
    r"(?:please |now |and |ok |okay )*(?:"
    r"(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}"
    r"\b(?:instructions?|prompts?|rules|guidelines|directions|restrictions|training)\b|"
    r"you are now\b|from now on,? you\b|act as (?:an?|my|if|though)\b|"
    r"pretend (?:to be|you|that you)\b|role-?play\b|"
    r"(?:reveal|show|print|repeat|output|display|tell|give)(?: me)?\b[^.?!]{0,20}"
    r"\b(?:system|initial|hidden|original) (?:prompt|instructions?)\b)",
    re.IGNORECASE,
)
_INSULTS = frozenset(
    "stupid idiot idiotic dumb moron useless worthless pathetic fuck fucking shit bullshit crap "
    "suck sucks asshole bitch bastard garbage trash loser retard jerk hate".split()
)
_AROUND_INSULTS = frozenset(
    "you your you're youre are is this that thing so a an the such really very just totally "
    "completely absolute complete piece of i it its it's to off up go and what bot machine site "
    "tool pincite answer answers damn bloody hell".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed: the question in it, and what it is where there is no question.

    `question` is free of the greetings and thanks around it; all that was typed where nothing else
    is there. `remark` is NONE where there is a question.
    """

    question: str
    remark: Remark


def said(text: str) -> Said:
    """Return what `text` is; a question with a greeting before it is the question alone."""
    if _WORD.search(text) is None:
        return Said(text, Remark.NO_WORDS)
    rest, beside = _without_greetings(text.strip())
    bare = " ".join(rest.replace("’", "'").split()).strip(" .,!?;:…")
    if not bare:
        return Said(text, beside)
    if len(bare) <= _LONGEST and _FOR_HELP.fullmatch(bare):
        return Said(text, Remark.HELP)
    if _ORDER.match(bare):
        return Said(text, Remark.INSTRUCTION)
    if _is_abuse(bare[:_LONGEST]):
        return Said(text, Remark.ABUSE)
    return Said(rest, Remark.NONE)


def _without_greetings(text: str) -> tuple[str, Remark]:
    """Return a text without the greetings and thanks around it, and what the first of them is."""
    first = Remark.NONE
    at = 0
    while at < min(len(text), _LONGEST):
        matches = ((kind, pattern.match(text, at)) for kind, pattern in _BESIDE)
        kind, found = next(((k, m) for k, m in matches if m is not None), (Remark.NONE, None))
        if found is None:
            break
        first = kind if first in (Remark.NONE, Remark.GREETING) else first
        space = _SPACE.match(text, found.end())
        at = space.end() if space else found.end()
    if at:
        leading = _LEFT_OVER.match(text, at)
        at = leading.end() if leading else at
    tail = max(at, len(text) - _LONGEST)
    closing = _CLOSING.search(text, tail)
    return text[at : closing.start() if closing else len(text)].strip(), first


def _is_abuse(text: str) -> bool:
    """Tell whether a text is made of insults and the small words around them alone."""
    found = {word.lower().replace("’", "'") for word in _WORD.findall(text)}
    return bool(found & _INSULTS) and found <= _INSULTS | _AROUND_INSULTS

"""Questions for every place: "Where is X mentioned?", "At which meetings was X raised?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.ledger.dates import ANY_YEAR, Years, without_years

_LONGEST = 300  # characters of a question that is read for its form
_DOCUMENT = r"(?:documents?|texts?|files?|sources?)"
_WORK = (
    r"(?:documents|texts|files|sources|reports|papers|publications|acts|laws|statutes|treaties|"
    r"strategies|agreements)"
)
_PLACES = r"(?:sections|passages|parts|chapters|places|paragraphs|sentences|provisions)"
_PLACE = rf"(?:{_PLACES}|section|passage|part|chapter|place|paragraph|sentence|provision)"
_MENTION = (
    r"(?:mentions?|names?|refers? to|cites?|makes? (?:a )?references? to|makes? (?:a )?mention of)"
)
_TREAT = r"(?:talks? about|speaks? of|discuss(?:es)?|deals? with|contains?|uses?)"
_MENTIONING = r"(?:mentioning|naming|referring to|citing)"
_MENTIONED = r"(?:mentioned|named|referred to|cited|talked about|spoken of|referenced)"
_ALL = r"(?:all|every|each|any)(?: of)?(?: the)?"
_SHOW = r"(?:(?:please )?(?:list|show|find|give|name|tell)(?: me)? )"
_COUNT = r"(?:how many times|how often)"
_WHICH = r"(?:which|what|how many)"
_BE = r"(?:is|are|was|were|has been|have been|gets?)"
_X = r"(?P<name>.+?)"
_OF_THEM = r"(?:of (?:the|these|those|your|our) )?"
_IN = r"(?: (?:in|of|within|throughout) (?P<scope>.+?))?"
_SUBJECT = r"(?:the |these |your )?(?P<scope>.+?)"

_MENTIONS = (
    rf"where(?: exactly| else)? {_BE} {_X} {_MENTIONED}{_IN}",
    rf"where{_IN} {_BE} {_X} {_MENTIONED}",
    rf"where (?:do|does) {_SUBJECT} (?:mention|refer to|cite) {_X}",
    rf"in {_WHICH} {_PLACES}{_IN} {_BE} {_X} {_MENTIONED}",
    rf"{_WHICH} {_PLACES}{_IN} (?:{_MENTION}|{_TREAT}) {_X}",
    rf"{_SHOW}?{_ALL} {_PLACE}{_IN} (?:that|which) {_MENTION} {_X}",
    rf"{_SHOW}?{_ALL} {_PLACE}{_IN} where {_X} {_BE} {_MENTIONED}",
    rf"{_SHOW}?{_ALL} {_PLACE}{_IN} {_MENTIONING} {_X}",
    rf"{_SHOW}?{_ALL} (?:mentions?|occurrences?|references?) (?:of|to) {_X}{_IN}",
    rf"{_COUNT} {_BE} {_X} {_MENTIONED}{_IN}",
    rf"{_COUNT} (?:do|does) {_SUBJECT} (?:mention|refer to|cite) {_X}",
    rf"how many (?:mentions|references|occurrences) (?:of|to) {_X} (?:are|is) there{_IN}",
)
_DOCUMENTS = (
    rf"in {_WHICH} {_OF_THEM}(?:{_DOCUMENT}|{_WORK}) {_BE} {_X} {_MENTIONED}",
    rf"{_WHICH} {_OF_THEM}{_DOCUMENT} (?:{_MENTION}|{_TREAT}) {_X}",
    rf"{_WHICH} {_OF_THEM}{_WORK} {_MENTION} {_X}",
    rf"{_SHOW}?{_ALL} {_WORK} (?:that|which) {_MENTION} {_X}",
    rf"{_SHOW}?{_ALL} {_WORK} where {_X} {_BE} {_MENTIONED}",
    rf"{_SHOW}?{_ALL} {_WORK} {_MENTIONING} {_X}",
    rf"{_SHOW}(?:the )?{_WORK} (?:that|which) {_MENTION} {_X}",
)
_MEETING = r"(?:meetings?|sessions?|conferences?|summits?|sittings?|gatherings?|assemblies)"
_BODY = r"(?:of (?:the )?(?P<of>.+?) )?"
_BEFORE = r"(?:(?:of )?(?:the )?(?P<body>.+?) )??"
_TAKEN_UP = (
    r"(?:discussed|on the agenda|an agenda item|considered|dealt with|addressed|taken up|raised|"
    r"debated|covered|a topic|examined|talked about|mentioned|treated)"
)
_DONE = (
    r"(?P<done>followed[- ]up(?: on)?|adopted|approved|reported(?: on)?|revised|reviewed|decided)"
)
_TAKE_UP = (
    r"(?:discuss(?:ed)?|consider(?:ed)?|deal with|dealt with|address(?:ed)?|(?:take|took) up|"
    r"debated?|cover(?:ed)?|had|have)"
)
_DO = (
    r"(?P<done>follow(?:ed)?[- ]up(?: on)?|adopt(?:ed)?|approved?|report(?:ed)? on|revised?|"
    r"review(?:ed)?)"
)
_EVENTS = (
    rf"(?:at|in|during|on) {_WHICH} {_BEFORE}{_MEETING} {_BODY}(?:was|were|has|have|had) "
    rf"(?:been )?{_X} (?:{_TAKEN_UP}|{_DONE})",
    rf"(?:at|in|during|on) {_WHICH} {_BEFORE}{_MEETING} did (?P<of>.+?) (?:{_TAKE_UP}|{_DO}) {_X}",
    rf"{_WHICH} {_BEFORE}{_MEETING} {_BODY}(?:{_TAKE_UP}|{_DO}) {_X}",
    rf"{_COUNT} (?:was|were|has|have) {_X} (?:been )?(?:{_TAKEN_UP}|(?P<done>followed[- ]up))",
)
_HELD = r"(?:held|convened|called|organi[sz]ed|there|listed|recorded|taken place|take place)"
_HELD_BY = (
    rf"{_COUNT} (?:did|has|have|had|does|do) (?P<of>.+?) (?:meet|met|convened?|assembled?)",
    rf"how many {_MEETING} (?:did|has|have|had) (?P<of>.+?) (?:hold|held|have|had|convened?)",
    rf"how many {_MEETING} of (?P<of>.+?) (?:were|was|have been|are|took|has been) "
    rf"(?:{_HELD}|place)",
    rf"how many (?P<of>.+?) {_MEETING} (?:were|was|have been|are|took) (?:{_HELD}|place)",
    rf"{_SHOW}?{_ALL} {_MEETING} of (?P<of>.+?)(?: (?:{_HELD}))?",
    r"on (?:which|what) (?:dates?|days?) did (?P<of>.+?) (?:meet|convene|assemble)",
)
_SIGNED = (
    r"(?:signed|concluded|held|adopted|established|published|issued|made|reached|dated|enacted|"
    r"passed|approved|agreed|set up|founded|created|launched|decided|revised|amended|ratified|"
    r"(?:that )?(?:took place|happened|occurred|(?:entered|came) into (?:force|effect))|"
    r"began|started|"
    r"(?:that )?(?:take place|happen|occur))"
)
_DATED = (
    rf"(?:{_SHOW}?(?P<each>every|each) |{_SHOW}?{_ALL} |{_SHOW}the |{_SHOW}?{_WHICH} )"
    rf"(?P<thing>(?:[^\s,]+ ){{0,5}}?[^\s,]+) (?:(?:that|which) )?"
    rf"(?:(?:was|were|has been|have been|had been|did|is|are) )?{_SIGNED}",
)
_OF_IT = r"(?: (?:at|in|within|of) (?:the )?(?P<of>.+?))?"
_EVENTS_AT_ALL = r"(?:(?:important|main|major|key|other|notable) )?events"
_HAPPENED = (
    rf"what (?:has |have )?(?:happened|took place|occurred){_OF_IT}",
    rf"{_WHICH} {_EVENTS_AT_ALL} (?:happened|took place|occurred|(?:were|are) (?:there|recorded))"
    rf"{_OF_IT}",
    rf"{_SHOW}(?:{_ALL} |the )?{_EVENTS_AT_ALL}{_OF_IT}",
)


class LedgerKind(StrEnum):
    """What a row of the ledger is: a place, a document or a dated event."""

    MENTIONS = "mentions"
    DOCUMENTS = "documents"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class LedgerQuestion:
    """A question for every place, document or event.

    `name` is the thing named there; for events, what was on the agenda, "" for any. `done` is what
    was done with it ("followed up"), `body` whose events they are, `thing` the kind of event where
    it is no meeting; each "" where the question leaves it open. `is_of_any` tells that events of
    every kind are asked for. `years` bounds the dates. `scope` are the words for the documents it
    is asked of, "" for all.
    """

    kind: LedgerKind
    name: str = ""
    done: str = ""
    body: str = ""
    thing: str = ""
    years: Years = ANY_YEAR
    scope: str = ""
    is_of_any: bool = False


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_NAME_FORMS = (
    (LedgerKind.DOCUMENTS, _compiled(_DOCUMENTS)),
    (LedgerKind.MENTIONS, _compiled(_MENTIONS)),
)
_EVENT_FORMS = _compiled((*_EVENTS, *_HELD_BY))
_DATED_FORMS = _compiled(_DATED)
_HAPPENED_FORMS = _compiled(_HAPPENED)


def ledger_question(question: str) -> LedgerQuestion | None:
    """Return what a question for every place asks; None for any other and for long ones.

    Only whole questions of clear forms are read so.
    """
    bare = " ".join(question.split()).rstrip(" ?.!")
    if len(bare) > _LONGEST:
        return None
    for kind, patterns in _NAME_FORMS:
        found = _first(patterns, bare)
        if found is not None:
            scope = found.groupdict(default="").get("scope", "")
            return LedgerQuestion(kind, name=_thing(found["name"]), scope=_thing(scope))
    rest, years = without_years(bare)
    happened = _first(_HAPPENED_FORMS, rest) if years != ANY_YEAR else None
    if happened is not None:
        body = _thing(happened["of"] or "")
        return LedgerQuestion(LedgerKind.EVENTS, body=body, years=years, is_of_any=True)
    found = _first(_EVENT_FORMS, rest)
    if found is not None:
        groups = found.groupdict(default="")
        body = _thing(groups.get("of", "") or groups.get("body", ""))
        done = groups.get("done", "")
        return LedgerQuestion(
            LedgerKind.EVENTS, _thing(groups.get("name", "")), done, body, years=years
        )
    dated = _first(_DATED_FORMS, rest) if years != ANY_YEAR else None
    if dated is not None and (dated["each"] or _is_plural(dated["thing"])):
        return LedgerQuestion(LedgerKind.EVENTS, thing=_thing(dated["thing"]), years=years)
    return None


def _first(patterns: tuple[re.Pattern[str], ...], question: str) -> re.Match[str] | None:
    return next((found for each in patterns if (found := each.fullmatch(question))), None)


def _is_plural(thing: str) -> bool:
    """Tell whether a phrase of nouns alone ends in a plural."""
    found = thing.lower().split()
    return found[-1].endswith("s") and not found[-1].endswith(("ss", "us", "is", "was"))


def _thing(words: str) -> str:
    """Return a name without quotation marks, article and words such as "the term"."""
    bare = re.sub(r"^(?:the )?(?:terms?|words?|phrase|name|expression) (?=[\"“‘'\w])", "", words)
    return bare.strip(" \"“”‘’'«»,").removeprefix("the ").strip()

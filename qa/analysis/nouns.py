"""The noun that a question asks for."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

from collections.abc import Sequence

AUXILIARIES = frozenset(
    "is are was were be been am do does did has have had can could will would shall should may "
    "might must cannot".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for with from to into under over through between among since until before "
    "after during within about against via per as than across without towards besides apart "
    "regarding concerning following".split()
)
_DETERMINERS = frozenset(
    "the a an this these those its their his her our your my all any each every some no".split()
)
_PRONOUNS = frozenset("i you we they he she it them him us me there one's".split())
_JOINING = frozenset("and or but who whom whose which that when where if because while so".split())
_ENDS = AUXILIARIES | PREPOSITIONS | _DETERMINERS | _PRONOUNS | _JOINING
_NO_CONTENT = frozenset("other else exact exactly main very total so-called".split())
# Verbs that follow a noun asked for ("which agencies use …") and are seldom nouns there.
_VERBS = frozenset(
    "get gets got use uses include includes handle handles deal deals involve involves come comes "
    "came go goes went take takes took make makes made give gives gave lead leads led hold holds "
    "held runs ran sit sits send sends sent pay pays paid say says said wins won meets met fall "
    "falls fell build builds built sell sells sold buy buys bought write writes wrote become "
    "becomes became begin begins began keep keeps kept let lets help helps looks decide decides "
    "carry carries separates mean means belong belongs applies rises rose fled stands stood puts "
    "asks chairs signs hosts serve serves provide provides receive receives appoint appoints "
    "contain contains covers happen happens occur occurs live lives require requires allow allows "
    "exist exists remain remains agree agrees join joins owns teach teaches sing sings prohibit "
    "prohibits govern governs oversee oversees grow grows shown given".split()
)
# Endings in -ed that are nouns or numbers.
_NO_VERB = frozenset("need seed speed breed deed feed hundred shed bed".split())
# Plurals that stand before another noun: "customs offices", "drugs agency".
_PLURAL_MODIFIERS = frozenset(
    "customs sales goods arms resources sports drugs services systems communications affairs "
    "savings securities operations weapons rights jobs news means series species".split()
)
_ADVERBS = frozenset("first ever also now currently actually only already still jointly".split())


def singular(noun: str) -> str:
    """Return a noun without its plural ending: "ministries" gives "ministry"."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


def head(words: Sequence[str]) -> str:
    """Return the head of the noun phrase that `words` begin with, "" if they begin with none.

    `words` are in lower case, as they follow "which", "what" or "how many". The phrase ends before
    an auxiliary, a preposition, a determiner, a pronoun or a comma, and before a word that reads
    as its verb: "trade associations signed the" gives "associations".
    """
    run = _phrase(words)
    if not run:
        return ""
    for at, word in enumerate(run[1:], start=1):
        if is_verb(word):
            return _last_noun(run[:at])
    following = words[words.index(run[0]) + len(run) :][:1]
    if following and following[0] not in AUXILIARIES:
        for at, word in enumerate(run[:-1], start=1):
            if _is_plural(word):  # "bodies check incoming ships for": a verb follows it
                return _last_noun(run[:at])
    if len(run) > 1 and following and following[0] in (_DETERMINERS | _PRONOUNS):
        return _last_noun(run[:-1])  # "organisation oversees the": a verb stands there
    return _last_noun(run)


def _phrase(words: Sequence[str]) -> list[str]:
    run: list[str] = []
    for word in words:
        if word in _ENDS or not word[:1].isalnum():
            if run or word not in _DETERMINERS:
                break
            continue
        if run or word not in _NO_CONTENT:
            run.append(word)
    return run


def is_verb(word: str) -> bool:
    """Tell whether a word beside a noun asked for reads as a verb, by a list and by "-ed"."""
    return word in _VERBS or (word.endswith("ed") and word not in _NO_VERB and len(word) > 3)


def _is_plural(word: str) -> bool:
    if "'" in word or word in _PLURAL_MODIFIERS:
        return False
    return word == "people" or singular(word) != word


def _last_noun(run: Sequence[str]) -> str:
    nouns = [word for word in run if word not in _ADVERBS and not word.endswith("ly")]
    return nouns[-1] if nouns else run[-1]

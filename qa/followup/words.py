"""The words of a text, and the closed classes of English words."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A quoted title is one word; the bound keeps an unclosed quotation mark from costing more.
_WORD = re.compile(
    r'"[^"\n]{1,100}"|“[^”\n]{1,100}”'
    r"|[$€£¥]?[^\W_]+(?:(?:[-'’./&]|,(?=\d))[^\W_]+)*%?"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_IRREGULAR_PLURALS = frozenset(("people", "men", "women", "children", "police", "data", "media"))
_EITHER_NUMBER = frozenset(("headquarters", "means", "series", "species", "crossroads", "works"))
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:s|[-–/]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]`, in code points.

    A possessive ending belongs to the word. `lower` is the word in lower case without that ending.
    `after_mark` tells whether punctuation stands between it and the word before it, and
    `opens` whether it opens a sentence.
    """

    text: str
    lower: str
    start: int
    end: int
    after_mark: bool
    opens: bool

    @property
    def possessive(self) -> bool:
        """Whether the word has a possessive ending."""
        return self.text.endswith(("'s", "’s"))

    @property
    def capital(self) -> bool:
        """Whether the word is written as names and titles are."""
        return self.text[:1].isupper() or self.text[:1] in '"“' or self.text[:2].isupper()


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; a text without letters and digits has none."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        gap = text[before : match.start()]
        opens = not found or any(mark in gap for mark in ".?!\n")
        # "etc." and initials end no sentence, but cutting a phrase there does no harm.
        word = match.group()
        lower = _POSSESSIVE.sub("", word.lower())
        found.append(Word(word, lower, match.start(), match.end(), bool(gap.strip()), opens))
        before = match.end()
    return tuple(found)


def is_year(word: str) -> bool:
    """Tell whether a word is a year, a decade or a span of years ("1997", "1990s", "1997-98")."""
    return _YEAR.fullmatch(word) is not None


def stem(word: str) -> str:
    """Return a noun without its plural ending, in lower case, to compare two nouns with."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def plural_of(noun: str) -> str:
    """Return a regular noun's plural; one that already is plural comes back as it is."""
    if is_plural(noun):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def is_either_number(noun: str) -> bool:
    """Tell whether a noun has the same form in the singular and the plural ("headquarters")."""
    return noun.lower() in _EITHER_NUMBER


def is_plural(noun: str) -> bool:
    """Tell whether a noun has the ending of a plural or is a common irregular one."""
    return stem(noun) != noun.lower() or noun.lower() in _IRREGULAR_PLURALS


def listed(text: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces."""
    return frozenset(text.split())


QUESTION_WORDS = listed("who whom whose what which when where why how")
AUXILIARIES = listed(
    "is are was were am be been being do does did has have had can could will would shall"
    " should may might must isn't aren't wasn't weren't doesn't don't didn't hasn't haven't"
    " can't won't"
)


PREPOSITIONS = listed(
    "of in on at by for from to with without against about between among amongst under over"
    " after before since until till during through throughout into within per via like than as"
    " across towards toward upon near behind besides except despite regarding concerning"
    " following off around above below beside beyond outside inside onto"
)


CONJUNCTIONS = listed("and or but nor so if because while although though whether that")
ARTICLES = listed("the a an")
DETERMINERS = ARTICLES | listed(
    "this that these those its their his her my your our any some no every each all both"
    " another many much several most few"
)


PRONOUNS = listed(
    "i me you we us he him himself she herself it itself they them themselves one ones someone"
    " anyone everyone something anything everything nothing nobody there here theirs hers ours"
    " mine yours i'm i've i'll i'd he'll he'd she'll she'd they're they've they'll they'd we're"
    " we've you're you've it'll"
)


ADVERBS = listed(
    "ever also then now still already actually currently today again yet even only just not"
    " never always often mainly mostly really exactly too else later soon once twice very so far"
    " long ago away back up out down together alone instead finally initially originally"
    " eventually please maybe perhaps however therefore thus yes no ok okay well usually"
    " normally roughly approximately probably previously recently formerly there here how when"
    " where why"
)


MONTHS = listed(
    "january february march april june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday"
)


SEASONS = listed("spring summer autumn winter fall")
# Nouns that name nothing by themselves, or the text that is being read.
_VAGUE = listed(
    "article aspect detail document fact information page passage piece section something subject"
    " text thing topic"
)


def is_vague(noun: str) -> bool:
    """Tell whether a noun names nothing by itself ("aspects", "this article")."""
    return stem(noun) in _VAGUE


FUNCTION_WORDS = (
    QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | DETERMINERS | PRONOUNS | ADVERBS
)

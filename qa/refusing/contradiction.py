"""What a question takes for granted and the passage that speaks of it says otherwise."""

from __future__ import annotations

from qa.analysis.agreement import Evidence
from qa.analysis.asked import Asked
from qa.analysis.figures import years
from qa.analysis.forms import Form
from qa.analysis.stems import stem, words

_FEWEST = 2  # other words that the sentence has to share
# Questions that take what they say for granted; others ask for a figure, or whether it is so.
_PRESUMING = frozenset(
    {Form.REASON, Form.MANNER, Form.WHO, Form.BODY, Form.PLACE, Form.DEFINITION, Form.ACTION}
)
_OPPOSITES = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        ("join joined enter entered", "leave left quit withdraw withdrew withdrawn"),
        ("accept accepted approve approved adopt adopted", "reject rejected refuse refused"),
        ("increase increased rise rose grow grew", "decrease decreased decline fall fell drop"),
        ("open opened found founded establish established create created", "close closed abolish"),
        ("allow allowed permit permitted", "forbid forbade forbidden prohibit prohibited ban"),
        ("begin began begun start started launch launched", "end ended stop stopped cease ceased"),
        ("strengthen strengthened", "weaken weakened"),
        ("extend extended expand expanded", "shorten shortened reduce reduced"),
    )
)


def contradicted(asked: Asked, sentence: str, around: str) -> str:
    """Return the part of a question that `sentence` contradicts, as `Asked` gives it; "" for none.

    The sentence has to hold every name, year and other content word of the question, at least two,
    but that part: for it, it has another year, and what is `around` does not have the year asked
    for; or a verb of the opposite meaning. Only questions that presume what they say count.
    """
    if asked.form not in _PRESUMING:
        return ""
    here = Evidence.of(sentence)
    terms = [term for term in asked.terms if term != asked.noun]
    lacking = [term for term in terms if stem(term) not in here.stems]
    if len(terms) - len(lacking) < _FEWEST:
        return ""
    other_years = [year for year in asked.years if year not in here.years]
    if not lacking and len(other_years) == 1 and years(sentence):
        (year,) = other_years
        return "" if year in Evidence.of(around).years else year
    if len(lacking) == 1 and not other_years:
        return lacking[0] if _is_turned_round(stem(lacking[0]), sentence) else ""
    return ""


def _is_turned_round(verb: str, sentence: str) -> bool:
    """Tell whether a text has a verb that means the opposite, and no verb that means the same."""
    said = {stem(word) for word in words(sentence)}
    for pair in _OPPOSITES:
        for same, opposite in (pair, pair[::-1]):
            if verb in same and said & opposite and not said & same:
                return True
    return False

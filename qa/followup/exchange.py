"""A question asked again with one of its phrases exchanged for another of the same kind."""

from __future__ import annotations

from qa.followup.antecedents import same_sort
from qa.followup.phrases import Kind, Phrase, phrases
from qa.followup.verbs import VERBS
from qa.followup.words import ARTICLES, FUNCTION_WORDS, PREPOSITIONS, stem, words

_ENOUGH = 3.0  # below it the two phrases are too unlike for one to stand in the other's place


def exchanged(fragment: str, prior: str) -> str | None:
    """Return `prior` with the phrase that fits `fragment` exchanged for it, or None if none fits.

    A fragment with a preposition ("for Norway") takes the place of the phrase with the same
    preposition, else of a phrase of its kind, for a name with "for" or "to" of whoever receives
    something; else it is put at the end. One without takes the
    place of the phrase most like it in words, sort, kind, article and number; of equals the last.
    """
    found = words(fragment)
    if not found:
        return None
    lead = found[0].lower if found[0].lower in PREPOSITIONS and len(found) > 1 else ""
    body = fragment[found[1].start :] if lead else fragment
    new = _whole(body)
    if new is None:
        return None
    old = phrases(prior)
    if not lead:
        target = _most_like(new, old)
        return None if target is None else _put(prior, target, body, new)
    same = [each for each in old if each.lead == lead and _same_sort(new, each)]
    if same:
        return _put(prior, _longest_last(same), body, new)
    alike = [each for each in old if each.kind is new.kind and new.kind is not Kind.THING]
    if alike:
        nearest = _longest_last(alike)
        if new.kind is Kind.TIME and nearest.lead:
            before = [word for word in words(prior) if word.end <= nearest.start][-1]
            return prior[: before.start] + fragment + prior[nearest.end :]
        return _put(prior, nearest, body, new)
    if lead in ("for", "to") and new.name and (target := _receiver(prior, old)) is not None:
        return _put(prior, target, body, new)
    if lead == "of" and (target := _most_like(new, old)) is not None:
        return _put(prior, target, body, new)
    end = prior.rstrip(" ?!.")
    return f"{end} {lead}{fragment[len(lead) :]}?"


def _receiver(prior: str, old: tuple[Phrase, ...]) -> Phrase | None:
    """Return the name straight after the verb: "promise Norway boats" is "boats for Norway"."""
    found = words(prior)
    for each in old:
        before = [word for word in found if word.end <= each.start][-1:]
        if each.name and not each.lead and any(word.lower in VERBS for word in before):
            return each
    return None


def _whole(body: str) -> Phrase | None:
    starting = [each for each in phrases(body) if each.start == 0]
    return max(starting, key=lambda each: each.end, default=None)


def _same_sort(one: Phrase, other: Phrase) -> bool:
    if Kind.TIME in (one.kind, other.kind):
        return one.kind is other.kind
    return one.name == other.name or one.head == other.head


def _longest_last(found: list[Phrase]) -> Phrase:
    return max(found, key=lambda each: (each.start + len(each.full), each.end - each.start))


def _most_like(new: Phrase, old: tuple[Phrase, ...]) -> Phrase | None:
    scored = [(_likeness(new, each), each) for each in old]
    good = [(score, each) for score, each in scored if score >= _ENOUGH]
    if not good:
        return None
    return max(good, key=lambda pair: (pair[0], pair[1].start, pair[1].end))[1]


def _likeness(new: Phrase, old: Phrase) -> float:
    if (new.kind is Kind.TIME) != (old.kind is Kind.TIME):
        return 0.0
    score = 3.0 * bool(_stems(new) & _stems(old)) + 3.0 * (stem(new.head) == stem(old.head))
    alike = new.kind is old.kind and new.kind is not Kind.THING
    score += 3.0 * (alike or same_sort(new.head, old.head))
    same_article = _article(new) == _article(old)
    score += (new.name == old.name) + same_article + (new.plural == old.plural)
    if new.determiner in ("any", "every", "no") and new.determiner == old.determiner:
        score += 2.0
    return score


def _article(phrase: Phrase) -> str:
    return phrase.determiner if phrase.determiner in ARTICLES else ""


def _stems(phrase: Phrase) -> set[str]:
    return {stem(word.lower) for word in words(phrase.bare)} - FUNCTION_WORDS


def _put(prior: str, target: Phrase, body: str, new: Phrase) -> str:
    # The same thing of another sort keeps what follows it ("the spring course of the ministry").
    end = target.end if stem(new.head) == stem(target.head) else target.start + len(target.full)
    counted = target.determiner in ("many", "much", "any", "every", "each") and not new.determiner
    body = f"{target.determiner} {body}" if counted else body
    made = prior[: target.start] + body + prior[end:]
    return made[:1].upper() + made[1:]

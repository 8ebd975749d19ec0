"""Whether a text is written in another language than English, by its small words and its script."""

# ruff: noqa: SIM905 - lists of words read best as a text

from __future__ import annotations

import re
import unicodedata

from qa.followup.words import FUNCTION_WORDS

_LONGEST = 500  # characters that are read
_WORD = re.compile(r"[^\W\d_]+")
# Articles and prepositions that stand within names everywhere: "Rio de la Plata", "van der Meer".
_IN_NAMES = frozenset(
    "de la le les el los las del della di da do dos das des du der den die dem van von zu zur y e "
    "et i na al al- san am im".split()
)
_LANGUAGES = tuple(
    frozenset(words.split())
    for words in (
        # German
        "der die das den dem des ein eine einen einer eines und oder aber nicht ist sind war "
        "waren wurde wurden wird werden hat haben hatte wer wen wem wessen was welche welcher "
        "welches welchen wann wo warum wieso wie viel viele wieviel mit von zu zum zur für "
        "gegen über unter durch bei nach seit auf aus im am ich du er sie es wir ihr mir mich "
        "dir dich gibt kann können soll müssen dass bitte",
        # French
        "le la les un une des du de et ou mais ne pas est sont était étaient sera qui que quoi "
        "quel quelle quels quelles quand où pourquoi comment combien avec pour par sur dans "
        "sous contre entre chez ce cette ces il elle ils elles nous vous je tu mon ma mes son "
        "sa ses leur leurs au aux fait ont été avez est-ce qu c d l s n",
        # Spanish
        "el la los las un una unos unas y o pero no es son fue fueron era será ser está están "
        "quién quien quiénes qué que cuál cuales cuáles cuándo cuando dónde donde cómo como "
        "cuánto cuántos cuántas cuanto cuantos cuantas con por para sobre contra entre desde "
        "hasta en de del al se su sus lo le les nos mi tu yo ha han hay muy más este esta estos "
        "estas ese esa",
        # Italian
        "il lo la i gli le un uno una e o ma non è sono era erano fu stato stata chi che cosa "
        "quale quali quando dove perché come quanto quanti quante con per su contro tra fra da "
        "di del della dei delle degli nel nella nei al alla ai si suo sua loro ha hanno questo "
        "questa mi ti",
        # Portuguese
        "o a os as um uma e ou mas não é são foi foram era será quem que qual quais quando onde "
        "porque como quanto quantos quantas com por para sobre contra entre desde até em no na "
        "nos nas de do da dos das ao se seu sua seus tem têm há muito mais este esta isso você",
        # Dutch
        "de het een en of maar niet is zijn was waren werd werden wordt worden heeft hebben had "
        "wie wat welke welk wanneer waar waarom hoe hoeveel met van voor tegen over onder door "
        "bij naar sinds op uit te aan ik jij hij zij wij jullie deze dit die dat kan moet mag "
        "zal",
        # Swedish, Danish, Norwegian
        "och og att at det den de en ett et som är er var blev ble har hade vem hvem vad hvad "
        "hva vilken hvilken hvilke när når hvor varför hvorfor hur hvordan med av af för til "
        "till från fra på om inte ikke jag jeg du han hon hun vi ni kan ska skal",
        # Polish
        "i w z na do od po za o u nie jest są był była było były kto co który która które kiedy "
        "gdzie dlaczego jak ile czy się to ten ta te tego dla przez przy pod nad jako przed",
        # Turkish
        "ve veya bir bu şu o ne kim kimin nerede nereden zaman neden niçin nasıl kaç hangi mi "
        "mı mu mü için ile gibi kadar olan olarak değil var yok",
    )
)


def is_english(text: str) -> bool:
    """Tell whether `text` may be English: nothing speaks for another language.

    It is in another one if most of its letters are not Latin, or if it holds more small words of
    one other language that are no English ones than English ones that are not in that language;
    those that stand within names ("de la") count only beside others. Text of names alone may be
    English.
    """
    text = text[:_LONGEST]
    if _is_in_another_script(text):
        return False
    found = {word.lower() for word in _WORD.findall(text)}
    return not any(_is_in(language, found) for language in _LANGUAGES)


def _is_in(language: frozenset[str], words: set[str]) -> bool:
    own = words & language - FUNCTION_WORDS
    english = words & FUNCTION_WORDS - language
    return len(own) > len(english) and bool(own - _IN_NAMES)


def _is_in_another_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return bool(letters) and 2 * latin < len(letters)

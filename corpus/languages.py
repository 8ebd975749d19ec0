"""The language that a document is written in, by its commonest words and its script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

ENGLISH: Final = "en"
_READ = 40_000  # characters: of a longer text its beginning, middle and end
_FEWEST_WORDS = 20
_FEWEST_OF_IT = 5  # different words of the language
_LEAST_SHARE = 0.12  # of the words; running text has twice as many, a table none
_MARGIN = 1.3  # times as many as of English, which is what documents are thought to be in
_WORD = re.compile(r"[^\W\d_]+")
# The words that running text has most of, whatever it is about.
_COMMONEST: Final = {
    language: frozenset(words.split())
    for language, words in {
        ENGLISH: "the of and to in is that for with as was are by on be this which or from at have "
        "has not an it its their will been shall may who were also",
        "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als "
        "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se "
        "ce il sont la avec son aux ou cette leur été ont être d l",
        "es": "de la que el en y a los del se las por un para con no una su al es lo como más o "
        "pero sus le ha este sí ya está entre son también",
        "it": "di e il la che in a per un del è della le con si una da i dei nel al non alla sono "
        "come delle gli più anche lo ha dal nella su",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas ao "
        "das à seu sua ou foi são pelo pela também",
        "nl": "de van het een en in is dat op te voor met zijn die niet aan er om ook als dan maar "
        "bij uit door naar worden werd deze tot over heeft",
        "sv": "och i att det som en på är av för med till den har de inte om ett från ska men vid "
        "kan var eller under också detta",
        "da": "og i at det er en til af den på for med de der som ikke et har om fra kan skal men "
        "ved var eller blev også dette",
        "nb": "og i å det er en til av den på for med de som ikke et har om fra kan skal men ved "
        "var eller ble også dette seg",
        "fi": "ja on ei se että oli hän en joka ovat mutta kun myös sen jos tai kuin ole niin sitä "
        "vuonna mukaan sekä voi ovat",
        "pl": "w i na z do się nie że o jest to od po przez dla za oraz są jak ale co przy być "
        "jego które który został lub",
        "cs": "a v se na je že o s z do i to by ve pro jsou jako k za po které který od ale byl "
        "jeho není nebo při",
        "hu": "a az és hogy nem is egy van meg volt ez de el csak mint már még vagy ha azt után "
        "kell lesz között által",
        "ro": "de și în a la cu pe că o din nu este un pentru ce mai au fost sau care prin ale "
        "sunt se al ca",
        "tr": "ve bir bu da de için ile olarak olan çok daha en gibi kadar sonra var ne ya veya "
        "ancak tarafından değil her",
        "id": "yang dan di dengan untuk dari pada ini dalam tidak itu akan adalah ke oleh sebagai "
        "atau telah juga karena tersebut dapat",
        "vi": "và của là có trong cho các được một những với không này đã người để khi theo từ về "
        "tại",
    }.items()
}
# What a script says of the language; Han characters are Japanese beside kana.
_SCRIPTS: Final = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "CYRILLIC": "und-Cyrl",
    "ARABIC": "und-Arab",
    "DEVANAGARI": "und-Deva",
}


def language_of(text: str) -> str:
    """Return the BCP 47 tag of the language that a text is mostly in, "" where that is not seen.

    A script that several languages share is told with an undetermined one (`und-Cyrl`). Of a long
    text some 40,000 characters are read. A text of few words, or of names and figures, is in none.
    """
    read = _parts(text)
    return _by_script(read) or _by_words(read)


def _parts(text: str) -> str:
    if len(text) <= _READ:
        return text
    third = _READ // 3
    middle = len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _by_script(text: str) -> str:
    """Return the language of the script that most letters are of; "" for Latin and unknown ones."""
    signs = Counter(sign for sign in text if sign.isalpha())
    found: Counter[str] = Counter()
    for sign, times in signs.items():
        found[unicodedata.name(sign, "").partition(" ")[0].partition("-")[0]] += times
    if 2 * found["LATIN"] >= found.total() or not found:
        return ""
    kana = found["HIRAGANA"] + found["KATAKANA"]
    if 10 * kana > found["CJK"] + kana and kana:
        return "ja"
    del found["LATIN"]
    return _SCRIPTS.get(found.most_common(1)[0][0], "")


def _by_words(text: str) -> str:
    words = Counter(map(str.lower, _WORD.findall(text)))
    if words.total() < _FEWEST_WORDS:
        return ""
    counts = {
        language: sum(words[word] for word in common) for language, common in _COMMONEST.items()
    }
    best = max(counts, key=lambda language: counts[language])
    if (
        len(_COMMONEST[best] & words.keys()) < _FEWEST_OF_IT
        or counts[best] < _LEAST_SHARE * words.total()
    ):
        return ""
    return best if counts[best] > _MARGIN * counts[ENGLISH] else ENGLISH

import pytest

from corpus.languages import language_of

# The same two sentences about a harbour, written for these tests.
TEXTS = {
    "en": "The port is run by a board of nine members, which meets twice a year. It was founded in "
    "1844 and has been responsible for the lights of the coast since that time.",
    "de": "Der Hafen wird von einem Rat mit neun Mitgliedern geleitet, der zweimal im Jahr tagt. "
    "Er wurde 1844 gegründet und ist seit dieser Zeit auch für die Lichter an der Küste zuständig.",
    "fr": "Le port est dirigé par un conseil de neuf membres qui se réunit deux fois par an. Il a "
    "été fondé en 1844 et il est depuis ce temps chargé des phares de la côte.",
    "es": "El puerto está dirigido por un consejo de nueve miembros que se reúne dos veces al año. "
    "Fue fundado en 1844 y desde entonces es el encargado de los faros de la costa.",
    "it": "Il porto è diretto da un consiglio di nove membri che si riunisce due volte all'anno. È "
    "stato fondato nel 1844 e da allora è responsabile anche dei fari della costa.",
    "pt": "O porto é dirigido por um conselho de nove membros que se reúne duas vezes por ano. "
    "Foi fundado em 1844 e desde então é também responsável pelos faróis da costa.",
    "nl": "De haven wordt bestuurd door een raad van negen leden die twee keer per jaar komt. "
    "Hij werd in 1844 opgericht en is sindsdien ook verantwoordelijk voor de lichten op de kust.",
    "sv": "Hamnen leds av ett råd med nio ledamöter som träffas två gånger om året. Det bildades "
    "1844 och har från den tiden också varit ansvarigt för fyrarna på kusten och vid öarna.",
    "da": "Havnen ledes af et råd med ni medlemmer, der mødes to gange om året. Det blev oprettet "
    "i 1844 og har fra den tid også været ansvarligt for fyrene på kysten og ved øerne.",
    "nb": "Havnen ledes av et råd med ni medlemmer som møtes to ganger i året. Det ble opprettet i "
    "1844 og har fra den tid også vært ansvarlig for å drive fyrene på kysten og ved øyene.",
    "pl": "Port jest prowadzony przez radę, która zbiera się dwa razy do roku i na której czele "
    "stoi burmistrz. Rada została założona w 1844 i od tego czasu jest odpowiedzialna za latarnie.",
    "tr": "Liman dokuz üyeden oluşan bir kurul tarafından yönetilir ve bu kurul yılda iki kez "
    "toplanır. Kurul 1844 yılında kuruldu ve o zamandan sonra fenerler için de sorumludur.",
    "ja": "港は九人の委員からなる委員会が運営し、年に二回会議を開く。",
    "zh": "港口由九名委员组成的委员会管理，每年召开两次会议。",
    "ko": "항구는 아홉 명의 위원으로 구성된 위원회가 운영한다.",
    "el": "Το λιμάνι διοικείται από συμβούλιο εννέα μελών.",
    "und-Cyrl": "Портом управляет совет из девяти членов.",
    "und-Arab": "يدير الميناء مجلس من تسعة أعضاء.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_told_by_its_words_or_its_script(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_english_with_foreign_names_stays_english() -> None:
    text = "The mayor of Rio de la Plata met the council of La Paz, which is in Los Andes, for a "
    text += "week; the board of El Prado and that of San Juan de los Lagos were there as well."
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text", ["", "Harbours", "1844 1845 1846", "Bergen; Oslo; Hamar; " * 30, "\U0001d11e" * 50]
)
def test_what_is_no_running_text_is_in_no_language(text: str) -> None:
    assert language_of(text) == ""


def test_a_long_text_is_in_the_language_of_most_of_it() -> None:
    assert language_of(TEXTS["en"] + TEXTS["fr"] * 2_000) == "fr"

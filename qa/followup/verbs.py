"""Common English verbs in all their forms."""

from __future__ import annotations

from qa.followup.words import listed, plural_of

# Verbs that are rarely nouns; a phrase ends before any of their forms.
_BASE = listed("""
accept achieve act address adopt affect agree aim allow amend amount announce answer apply appoint
approve argue arrest arrive ask assign attend ban base become begin believe belong block break
bring build burn buy call care carry catch cause chair change charge charter check choose claim
clean close collect combat come compare complain complete concern conclude conduct confirm connect
consider consist contain continue contribute control convict cooperate cost count cover create cut
deal decide declare define deliver deny depend deploy describe design destroy determine develop
die discover discuss divide do draft draw drive drop earn eat elect employ encourage end enforce
enjoy ensure enter establish examine exchange exist expand expect expire explain export express
extend fail fall feel fight file fill find finish fix follow forbid force form found fund gain
gather get give go govern grow guard guide handle happen have hear help hire hold host identify
implement import impose improve include increase inform inherit inspect install intend introduce
invest investigate invite involve issue join judge keep kill know lack land last launch lead learn
leave let lie limit list live locate look lose maintain make manage marry matter mean measure meet
mention merge monitor move name need negotiate notice occur offer open operate oppose order
organise organize own participate pass pay perform permit plan play point prepare prevent produce
prohibit promise promote propose protect prove provide publish punish purchase push put raise rank
ratify reach react read receive recommend record recover reduce refer reflect refuse regard
regulate reject relate release rely remain remove renew rent repeat replace reply report represent
request require resign resolve respond result retire return reveal review rise rule run say search
see seek seem seize sell send serve set settle share shift show sign sit solve speak specify spend
stand start state stay stop store strengthen study submit succeed suffer suggest supervise supply
support suspect suspend take talk teach tell tend test think touch track train transfer translate
travel treat trust try turn understand update use visit vote wait walk want warn watch win
withdraw work worry write
""")
_IRREGULAR = listed("""
became began begun belonged born bought brought built came caught chose chosen dealt died felt
forbade forbidden fought found gave given gone got grew grown heard held kept knew known lain lay
learnt led left lived lost made meant met paid put ran read said sat saw seen sent sold sought
spent stood taken taught thought told took understood went won written wrote
""")
# Of these the bare form is as often a noun: "the plan's aim", "a report", "her play".
_ALSO_NOUNS = listed("""
act address aim amount answer ban base block break call care cause change charge charter check
claim close combat complete concern conduct contact control cost count cover cut deal design draft
draw drive drop end exchange export express fall feel fight file fill fix force form found fund
gain guard guide handle help host import increase issue judge lack land last lead limit list look
matter measure monitor move name need notice offer open order own pass pay permit plan play point
promise purchase push raise rank record regard release rent reply report request result return
review rise rule run search set share shift show sign stand start state stay stop store study
supply support suspect talk test touch track train transfer travel trust turn update use visit
vote wait walk watch work worry
""")


def _forms(verb: str) -> set[str]:
    root = verb[:-1] if verb.endswith("e") else verb
    third = plural_of(verb) if not verb.endswith("s") else verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, third, verb[:-1] + "ied", verb + "ing"}
    doubled = {verb + verb[-1] + ending for ending in ("ed", "ing")}
    return {verb, third, root + "ed", root + "ing"} | doubled


VERBS = _IRREGULAR.union(*(_forms(verb) for verb in _BASE))
PLAIN_VERBS = frozenset(
    form for form in VERBS if form not in _ALSO_NOUNS and not form.endswith("ing")
) - {plural_of(noun) for noun in _ALSO_NOUNS}


def is_plain_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb and seldom a noun, as "wrote" or "co-wrote"."""
    return word.removeprefix("co-").removeprefix("re-") in PLAIN_VERBS

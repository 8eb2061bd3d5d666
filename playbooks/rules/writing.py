"""In which of the six languages somebody writes of whom nothing else is known; a guess, for the answer alone."""

from __future__ import annotations

import re

from playbooks.rules.reply_text import HAN, WORD, fold
from playbooks.rules.vocabulary import Language

_SCRIPTS = (
    (Language.ZH, re.compile(f"[{HAN}]")),
    (Language.AR, re.compile("[\u0600-\u06ff]")),
    (Language.RU, re.compile("[а-яё]")),
)
#: Words that tell French and Spanish from English, folded; of calls for help first (our choice).
_WORDS = {
    Language.FR: """
aide aidez aider secours urgence blesse blessee blesses coince coincee coinces incendie feu je nous suis sommes est
dans le les des une avec pas vite besoin appelez bureau etage ai il sont au
""",
    Language.ES: """
ayuda ayudame ayudenme ayudenos ayudar auxilio socorro emergencia herido herida heridos atrapado atrapada atrapados
fuego incendio estoy estamos necesito necesitamos el los las una con hay piso yo
""",
}


def language_of(text: str) -> Language:
    """Tell the language from the script, or between those in Latin letters from words; English in doubt."""
    folded = fold(text)
    for language, script in _SCRIPTS:
        if script.search(folded):
            return language
    said = WORD.findall(folded)
    found = {language: sum(word in words.split() for word in said) for language, words in _WORDS.items()}
    best = max(found, key=lambda language: found[language])
    return best if found[best] and list(found.values()).count(found[best]) == 1 else Language.EN

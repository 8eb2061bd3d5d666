"""The language of somebody unknown, for the answer alone."""

from __future__ import annotations

import pytest

from playbooks.rules.vocabulary import Language
from playbooks.rules.writing import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("SOS", Language.EN), ("help me, we are trapped", Language.EN), ("no exit here", Language.EN),
        ("", Language.EN),
        ("AIDE", Language.FR), ("Au secours, je suis coincé", Language.FR), ("on est bloqués au 3e étage", Language.FR),
        ("AYUDA", Language.ES), ("socorro!", Language.ES), ("estoy herido en el piso 3", Language.ES),
        ("ПОМОГИТЕ", Language.RU), ("sos пожар", Language.RU), ("النجدة", Language.AR), ("救命", Language.ZH),
    ],
)  # fmt: skip
def test_it_is_told_from_the_script_or_from_words_and_is_english_in_doubt(text: str, language: Language) -> None:
    assert language_of(text) is language

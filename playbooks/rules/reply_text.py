"""What the readers of page answers and check-in answers share: folding typed text, codes, numbers, phrases.

Everything here takes time in proportion to the length of the text, since anybody may send anything.
"""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Give the text in small letters without accents and unseen characters, digits of any script as 0-9."""
    # Marks go first: normalising a long run of them takes time by its square.
    bare = "".join(character for character in text if not _is_mark(character)).translate(_SAME)
    compatible = unicodedata.normalize("NFKC", bare)
    plain = unicodedata.normalize("NFKD", "".join(_seen(character) for character in compatible)).casefold()
    kept = "".join(character for character in plain if not _is_mark(character))
    return _SHORT.sub("", _NOT.sub("nt", kept.translate(_SAME))).replace("'", " ")


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and (
        unicodedata.combining(character) > 0 or unicodedata.category(character) in {"Mn", "Me"}
    )


def _seen(character: str) -> str:
    match unicodedata.category(character):
        case "Cf" | "Cs":
            return ""
        case "Cc":
            return " "
        case _:
            return str(unicodedata.digit(character, character))


def any_of(phrases: str) -> str:
    """Make one pattern of a word list; whole words, with any punctuation between those of a phrase."""
    parts = fold("|".join(phrases.strip().splitlines())).replace(" ", r"[\W_]+")
    return rf"(?<![^\W\d_])(?:{parts})(?![^\W\d_])"


def find(phrases: str, han: str) -> re.Pattern[str]:
    """Make a pattern of a word list and a list of Chinese phrases, which are looked for anywhere."""
    return re.compile(f"{any_of(phrases)}|{'|'.join(han.split())}")


def set_of(listed: str) -> frozenset[str]:
    """Give the single words of a list."""
    return frozenset(fold(listed.replace("|", " ")).split())


def take_codes(folded: str) -> tuple[str, list[str]]:
    """Give the text without incident codes, an answer glued to one set free; and the codes, each once.

    The codes are upper case and shaped like one (``vocabulary.incident_code``); there may be no such incident.
    """
    codes: list[str] = []

    def free(match: re.Match[str]) -> str:
        code = "".join(match["code"].split()).replace("-", "").translate(LOOKALIKES).upper()
        if code not in codes:
            codes.append(code)
        return f" {match['before']} {match['after']} "

    return _CODE.sub(free, folded), codes


#: Signs and letters that are typed one for the other.
_SAME = str.maketrans("’‘ʼ`´′؟ةىیکٱ", "''''''?هييكا", "ـ")
_NOT = re.compile(r"n't\b|(?<=\bca)n t\b|(?<=\bwo)n t\b|(?<=\bdo)n t\b")
_SHORT = re.compile(r"(?<=[a-z])'(?=(?:m|ll|ve|re|s)\b)")

#: Chinese characters, for use inside ``[...]`` of a pattern.
HAN = r"\u3400-\u9fff\uf900-\ufaff"
IS_HAN = re.compile(f"[{HAN}]+")
_NEAR = r"a-z0-9а-я\u0600-\u06ff"
#: Latin letters, and the Cyrillic ones that look like them.
_LETTER = "[a-zавекмнрстух]"
#: The Latin letter that a folded Cyrillic one looks like.
LOOKALIKES = str.maketrans("авекмнрстух", "abekmhpctyx")
#: Shape of `vocabulary.incident_code`, also typed with spaces, with one digit of an answer glued to it.
_CODE = re.compile(
    rf"(?<![{_NEAR}])(?P<before>[789]|[123](?!h\dm)|)"
    rf"(?P<code>{_LETTER}\d{_LETTER}(?:\d{_LETTER})*|[a-z][ -]\d[ -][a-z])(?P<after>[1-9]?)(?![{_NEAR}])"
)
WORD = re.compile(r"[^\W_]+")

"""Text that people typed, made fit to keep and to show.

Words in any script are kept as they were typed. What goes is control, invisible and direction-turning
characters: they could hide a word, forge a line of the log, or turn the direction of what stands around them.
"""

from __future__ import annotations

import re
import unicodedata

from playbooks.rules.errors import Invalid

#: Joiners that Persian, the languages of India and composed emoji need.
_JOINERS = "\u200c\u200d"
#: Format characters that are seen: signs that Arabic and Syriac put under a number.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean(text: str, *, limit: int, what: str, required: bool = False) -> str:
    """Give `text` in Unicode form C, stripped, without unseen characters; lines end with a newline.

    `what` names the text in a refusal and begins its sentence: "A title". Raises Invalid when the text is
    longer than `limit` characters, or empty although `required`.
    """
    kept = _seen(text).strip().strip(_JOINERS).strip()
    if required and not kept:
        raise Invalid(f"{what} is missing; write at least one word.")
    if len(kept) > limit:
        raise Invalid(f"{what} is limited to {limit} characters; yours has {len(kept)}. Please shorten it.")
    return kept


def storable(text: str) -> str:
    """Give `text` of any length without unseen characters, which some databases refuse; the rest as it was typed."""
    return _seen(text)


def one_line(text: str) -> str:
    """Put `text` on one line, single-spaced and without unseen characters, for titles and table cells."""
    return _SPACES.sub(" ", _seen(text)).strip()


def _seen(text: str) -> str:
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", "".join(character for character in lines if _stays(character)))


def _stays(character: str) -> bool:
    match unicodedata.category(character):
        case "Cc":
            return character == "\n"
        case "Cf":
            return character in _JOINERS or character in _VISIBLE_FORMAT
        case category:
            # A lone half of a surrogate pair is no character and cannot be stored.
            return category != "Cs"

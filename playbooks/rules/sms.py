"""How many parts an SMS takes, by the GSM 03.38 alphabet (domain 3.6).

One character outside the alphabet turns the entire message to UCS-2 and cuts its room from 160 to 70.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: GSM 03.38 basic set without the escape: one unit each.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: GSM 03.38 extension table: an escape goes before, so two units each.
_EXTENSION = frozenset("\f^{}\\[~]|€")
#: What stands nearest to characters that have no decomposition of their own.
_NEAREST = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "«": '"',
        "»": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "ı": "i",
    }
)


class Encoding(StrEnum):
    """How a text travels."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


#: Units in a single message and in each part of a longer one; six bytes of header make the difference.
_ROOM = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True)
class Parts:
    """What sending a text costs."""

    encoding: Encoding
    #: Septets in GSM-7, 16-bit units in UCS-2.
    units: int
    #: At least 1; each is charged as one message.
    parts: int
    #: The characters that force UCS-2, each once, in order of appearance; empty in GSM-7.
    offenders: tuple[str, ...]


def measure(text: str) -> Parts:
    """Count the parts of `text`; a pair of units that belongs together is never cut in two."""
    offenders = tuple(dict.fromkeys(char for char in text if char not in _BASIC and char not in _EXTENSION))
    if offenders:
        encoding, costs = Encoding.UCS2, [2 if ord(char) > 0xFFFF else 1 for char in text]
    else:
        encoding, costs = Encoding.GSM7, [2 if char in _EXTENSION else 1 for char in text]
    alone, in_part = _ROOM[encoding]
    units = sum(costs)
    return Parts(encoding, units, 1 if units <= alone else _pack(costs, in_part), offenders)


def fold(text: str) -> str:
    """Replace what GSM-7 lacks by the nearest letter (ê -> e, ú -> u); leave other scripts as they are."""
    composed = unicodedata.normalize("NFC", text).translate(_NEAREST)
    return "".join(char if char in _BASIC or char in _EXTENSION else _bare(char) for char in composed)


def _bare(char: str) -> str:
    """Take the marks off one character, if what remains is in the alphabet."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return letters if letters and all(c in _BASIC for c in letters) else char


def _pack(costs: Iterable[int], room: int) -> int:
    """Fill parts of `room` units one after another."""
    parts, used = 1, 0
    for cost in costs:
        if used + cost > room:
            parts, used = parts + 1, 0
        used += cost
    return parts

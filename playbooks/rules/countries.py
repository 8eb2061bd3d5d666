"""What a country lets through: whether people there can answer a text, from whom it comes, what it costs (domain 3.6).

A table of prefixes; the longest that fits a number counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: The country's part of a number (ITU-T E.164): one digit, two, or else three.
_CODE = re.compile(r"\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})")


def calling_code(number: str) -> str:
    """Give the country's part of an E.164 number, ``+41``; the number where it has none."""
    found = _CODE.match(number)
    return found.group() if found else number


@dataclass(frozen=True)
class Country:
    """One row of the table."""

    #: ``+41``; empty for all that is not in the table.
    prefix: str
    name: str
    #: A reply reaches us. Where it does not, the text says how else to answer.
    two_way: bool
    #: Texts with a link arrive.
    links: bool
    #: The sender to use there, if not the usual one.
    sender: str | None
    #: Of one part, in the table's currency; an estimate.
    price: Decimal
    #: When somebody last looked this up; None when nobody has.
    checked: date | None
    #: How many texts a second the sender may send there (our choice for an ordinary number; domain 3.6 knows of 1).
    per_second: float = 10.0


@dataclass(frozen=True)
class Countries:
    """The table."""

    currency: str
    #: For all that has no row.
    usual: Country
    by_prefix: Mapping[str, Country]

    def of(self, number: str) -> Country:
        """Give the row for an E.164 number."""
        fitting = (number[:length] for length in range(len(number), 1, -1))
        return next((self.by_prefix[prefix] for prefix in fitting if prefix in self.by_prefix), self.usual)

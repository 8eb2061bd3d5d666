"""What a country lets through: the longest prefix counts, all others are usual."""

from __future__ import annotations

from decimal import Decimal

import pytest

from playbooks.rules.countries import Countries, Country


def row(prefix: str, *, two_way: bool = True) -> Country:
    return Country(prefix, prefix or "all others", two_way, False, None, Decimal("0.10"), None)


TABLE = Countries("USD", row(""), {each.prefix: each for each in (row("+1"), row("+1876", two_way=False), row("+50"))})


@pytest.mark.parametrize(
    ("number", "prefix"),
    [("+18765551234", "+1876"), ("+18775551234", "+1"), ("+50688887777", "+50"), ("+41791234567", ""), ("+1", "+1")],
)
def test_the_longest_prefix_counts(number: str, prefix: str) -> None:
    assert TABLE.of(number).prefix == prefix

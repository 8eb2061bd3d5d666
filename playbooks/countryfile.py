"""The shape of `countries.yaml`, checked with line, fault and remedy."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, StringConstraints

from playbooks.rules.countries import Countries, Country
from playbooks.yamlfile import Document, Strict, suggest, validate

_PREFIX = re.compile(r"\+[1-9][0-9]{0,7}")
_KEYS = ("currency", "usual", "countries")


class _Usual(Strict):
    """What holds in a country."""

    two_way: bool
    links: bool
    sender: str | None
    price: Annotated[Decimal, Field(ge=0, le=10)]
    checked: date | None
    per_second: Annotated[float, Field(gt=0, le=1000)] = Country.per_second


class _Row(_Usual):
    """The same of one that has a row."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class _File(Strict):
    """All of it."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    usual: _Usual
    countries: dict[str, _Row]


def check_countries(document: Document) -> Countries:
    """Check the table. Raises BadFile with every problem."""
    for key in document.data.keys() - set(_KEYS):
        document.wrong((key,), f"'{key}' is not known here", suggest(key, list(_KEYS)))
    document.finish()
    found = validate(document, _File, document.data)
    if found is not None:
        for prefix in found.countries:
            if not _PREFIX.fullmatch(prefix):
                document.wrong(("countries", prefix), f"'{prefix}' is no prefix", 'Write "+41", in quotes')
    document.finish()
    if found is None:
        raise AssertionError("a file that does not fit was not refused")
    return Countries(
        currency=found.currency,
        usual=Country(prefix="", name="all others", **dict(found.usual)),
        by_prefix=MappingProxyType(
            {prefix: Country(prefix=prefix, **dict(row)) for prefix, row in found.countries.items()}
        ),
    )

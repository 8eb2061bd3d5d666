"""What every typed command has: its word, the power it needs, the incident it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from playbooks.rules.authority import Power

Scope = Literal["one", "one or new", "if named", "none"]


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A command that a person types, presses or fills in."""

    word: ClassVar[str]
    power: ClassVar[Power]
    scope: ClassVar[Scope] = "none"


@dataclass(frozen=True, kw_only=True)
class OnIncident(Typed):
    """A command about one incident."""

    scope: ClassVar[Scope] = "one"
    #: The incident's code, when it was typed.
    code: str | None = None

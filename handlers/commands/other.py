"""Help, forms, and the demonstration's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.commands.base import OnIncident, Typed
from playbooks.rules.authority import Power


@dataclass(frozen=True, kw_only=True)
class Help(Typed):
    """help [COMMAND]

    Show the commands, or how one of them is typed.
    """

    word = "help"
    power = Power.WHOIS
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class ShowForm(OnIncident):
    """A command word typed alone that is easier filled in than typed."""

    word = "form"
    power = Power.WHOIS
    scope = "if named"
    of: str


@dataclass(frozen=True, kw_only=True)
class PushClock(Typed):
    """The demonstration's clock is pushed forward."""

    word = "clock"
    power = Power.CLOCK
    by: timedelta

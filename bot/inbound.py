"""Where a typed line comes in, and where every error becomes a sentence for the person who typed it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot import logs
from handlers import commands as c
from handlers.cards import Card, Text, Tone
from handlers.execute import Engine, Envelope

_log = logging.getLogger(__name__)


class Inbound:
    """Carries out lines and commands; never raises for anything that happens inside."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: Internal errors since the start, for /healthz.
        self.failures = 0

    def line(self, envelope: Envelope, text: str) -> Card | None:
        """Carry out a typed line and give the card for the one who typed it."""
        return self._guarded(envelope, lambda: self._engine.line(envelope, text))

    def command(self, envelope: Envelope, command: c.Typed) -> Card | None:
        """Carry out a command that no grammar stands for (a pin, a pushed clock)."""
        return self._guarded(envelope, lambda: self._engine.execute(envelope, command))

    def _guarded(self, envelope: Envelope, act: Callable[[], Card | None]) -> Card | None:
        with logs.about(event=envelope.event_id):
            try:
                return act()
            except Exception as error:
                self.failures += 1
                reference = f"{self._engine.chance(envelope.event_id + '/error').randrange(16**4):04X}"
                _log.exception("internal error, reference %s", reference)
                return _internal(error, reference)


def _internal(error: Exception, reference: str) -> Card:
    # A failing database has words of its own (a full disk, for example), which the person can act on.
    said = str(error) if type(error).__module__.startswith("storage") else "Something went wrong inside Muster."
    if "nothing was recorded" not in said:
        said += " Nothing was recorded. Try again."
    text = f"{said} If it stays, tell the administrator: reference {reference}."
    return Card("Not done", (Text(text),), Tone.ALARM)

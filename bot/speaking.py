"""What whoever calls or is called hears, and in which language: looked up while they wait."""

from __future__ import annotations

import asyncio

from handlers.execute import Engine
from handlers.replying import emergency
from playbooks.rules.vocabulary import Language


class Speaks:
    """Knows it for one organisation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with engine.store.read() as uow:
            organisation = engine.bare(uow, "speaking").organisation
        self.org = organisation.short_name
        self.duty_number = organisation.duty_number

    def say(self, key: str, language: Language, **values: str) -> str:
        """Write what is said."""
        return self._engine.library.spoken(key, language, **values)

    async def listener(self, number: str) -> tuple[Language, str]:
        """Give the language of whoever has this number, English for a stranger, and whom to call there in danger."""
        return await asyncio.to_thread(self._listener, number)

    def _listener(self, number: str) -> tuple[Language, str]:
        with self._engine.store.read() as uow:
            people = uow.roster.by_number(number)
            ctx = self._engine.bare(uow, "speaking")
            return (people[0].language if people else Language.EN), emergency(ctx, people[0].site if people else None)

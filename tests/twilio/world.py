"""A World whose telephones are the fake Twilio's: a real organisation, the real SDK, real webhooks over HTTP."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import uvicorn

from bot.config import Provider, demonstration
from bot.health import Health
from bot.web import public_app
from storage.store import NO_HOOKS, CommitHooks
from tests.twilio.account import Account
from tests.twilio.application import PUBLIC
from tests.twilio.phones import Phones, Telephone
from tests.twilio.server import FakeTwilio
from tests.world import World, folder_files


def provider(fake: FakeTwilio, name: str = "twilio", caller: str | None = None) -> Provider:
    """Give the account as Muster's settings know it."""
    account: Account = fake.account
    return Provider(name, account.sid, account.token, account.service_sid, fake.url, caller)


def real_organisation() -> dict[str, bytes]:
    """Give the demonstration's people as a real organisation: its messages leave."""
    files = folder_files(demonstration())
    said = files["organisation.yaml"].decode()
    assert "demonstration: true" in said
    return files | {"organisation.yaml": said.replace("demonstration: true", "demonstration: false").encode()}


class Ringing(World):
    """One Muster on one database, with telephones behind providers."""

    def __init__(
        self, url: str, *fakes: FakeTwilio, hooks: CommitHooks = NO_HOOKS, caller: str | None = None, **app: Any
    ) -> None:  # fmt: skip
        """The first fake is the first provider; with a number that is its `caller`, people are called as well."""
        self.fakes = fakes
        names = ("twilio", "twilio2")
        providers = tuple(provider(fake, name, caller) for fake, name in zip(fakes, names, strict=False))
        super().__init__(url, files=real_organisation(), hooks=hooks, providers=providers, public_url=PUBLIC, **app)
        self.phones = Phones(fakes[0], self, lambda named: self.who(named).mobile or "")

    def _start(self, hooks: CommitHooks) -> None:
        super()._start(hooks)
        assert self.app.telephones is not None
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=1_024)
        asgi = public_app(self.app.telephones.routes(), Health(self.app.ready, self.app.figures))
        self._server = uvicorn.Server(uvicorn.Config(asgi, log_config=None, lifespan="off"))
        for fake in self.fakes:
            fake.outward.reach(PUBLIC, f"http://127.0.0.1:{self._listening.getsockname()[1]}")
        self.run(self._serve())

    async def _serve(self) -> None:
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listening]))

    def close(self) -> None:
        """Stop, as a process that ends."""
        self._server.should_exit = True
        self.run(self._end())
        self._listening.close()
        super().close()

    async def _end(self) -> None:
        await self._serving
        assert self.app.telephones is not None
        await self.app.telephones.close()

    def settle(self) -> None:
        """Let everything that is due be done and sent; what providers report comes when a test lets it."""
        super().settle()

    def phone(self, named: str) -> Telephone:  # type: ignore[override]  # the same words, over HTTP
        """Look at somebody's telephone."""
        return self.phones.phone(named)

    def texts(self) -> dict[str, list[str]]:
        """Give all that arrived, by number."""
        return self.phones.texts()

    def nobody_else_was_texted(self) -> None:
        """Fail if any text arrived that no phone of the test expected."""
        self.phones.nobody_else_was_texted()

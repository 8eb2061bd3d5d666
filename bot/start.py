"""Starting: settings, database, organisation, the app, the console; and what is told to whoever starts it."""

from __future__ import annotations

import asyncio
import gc
import secrets
import socket
from typing import TYPE_CHECKING

from bot.app import App
from bot.clock import SystemClock, going_on
from bot.config import Settings
from bot.folder import read_folder
from bot.replica import Outdated
from handlers.importing import import_organisation
from playbooks.library import Library
from playbooks.rules.checkin_replies import read_checkin_reply
from storage.migrate import migrate
from storage.store import Store

if TYPE_CHECKING:
    from starlette.applications import Starlette


class CannotStart(Exception):
    """Muster cannot start; the text says why, and what to do."""


def run(settings: Settings) -> int:
    """Start Muster and serve until it is told to stop; gives the exit code. Raises CannotStart and StorageError."""
    listening = _listen(settings.console_host, settings.console_port, "CONSOLE")
    public: socket.socket | None = None
    _prepare(settings)
    store = Store.open(settings.database_url)
    try:
        _load_organisation(store, settings)
        with store.read() as uow:
            clock = going_on(uow.meta.time_seen())
        # Its word lists take a second to be made ready, for which the first call for help must not wait.
        read_checkin_reply("")
        app = App(
            store, clock, library=Library.load(settings.playbooks), providers=settings.providers,
            public_url=settings.public_url or "", texts_per_second=settings.texts_per_second,
            heartbeat_url=settings.heartbeat_url,
        )  # fmt: skip
        public = _listen(settings.public_host, settings.public_port, "PUBLIC") if app.telephones else None
        _say_hello(app, settings)
        # What is loaded by now stays; else all of it is looked through again and again, and everything stops meanwhile.
        gc.collect()
        gc.freeze()
        asyncio.run(_serve(app, settings, listening, public))
    finally:
        store.close()
        listening.close()
        if public:
            public.close()
    return 0


def _listen(host: str, port: int, what: str) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CannotStart(
            f"{host}:{port} cannot be used ({error.strerror}). Is Muster running already? "
            f"Another port: MUSTER_{what}_PORT={port + 1} make run"
        ) from error
    return listening


def _prepare(settings: Settings) -> None:
    try:
        settings.var_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "Set MUSTER_VAR_DIR to one you may write in."
        raise CannotStart(f"The folder {settings.var_dir} cannot be made ({error.strerror}). {advice}") from error
    if migrate(settings.database_url):
        print("Database made or brought up to date.")  # noqa: T201  # the person at the terminal reads this


def _load_organisation(store: Store, settings: Settings) -> None:
    with store.read() as uow:
        if uow.roster.organisation() is not None:
            return
    report = import_organisation(
        store, read_folder(settings.organisation), now=SystemClock().now(), chance=secrets.SystemRandom(), author="cli"
    )
    if not report.applied:
        raise CannotStart("\n".join([f"{settings.organisation} was not loaded:", *report.lines()]))


def _say_hello(app: App, settings: Settings) -> None:
    host = f"[{settings.console_host}]" if ":" in settings.console_host else settings.console_host
    lines = [f"Muster runs for {app.organisation.name}."]
    if app.organisation.demonstration:
        lines.append("DEMONSTRATION: invented people; its messages leave only through the console.")
    if app.telephones:
        names = ", ".join(app.telephones.port.works())
        lines.append(f"Texts leave through {names}; answers come to {settings.public_url}/twilio/.")
    elif settings.providers:
        lines.append("A provider of texts is set up; a demonstration does not use it.")
    lines += [
        f"Console: http://{host}:{settings.console_port}/",
        "Open it, choose who you are (the CMT chair, say), and type: /crisis declare fire GVA L3 smoke on floor 3",
        "Stop with Ctrl+C.",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201  # the person at the terminal reads this


async def _serve(app: App, settings: Settings, console: socket.socket, public: socket.socket | None) -> None:
    import uvicorn  # heavy; only a running bot needs it

    from bot.console.pages import console_app
    from bot.health import Health
    from bot.web import public_app

    def server(asgi: Starlette) -> uvicorn.Server:
        return uvicorn.Server(
            uvicorn.Config(asgi, log_config=None, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
        )

    listening = [(server(console_app(app, settings)), console)]
    if public and app.telephones:
        listening.append((server(public_app(app.telephones.routes(), Health(app.ready, app.figures))), public))

    def stop(*_: object) -> None:
        for one, _socket in listening:
            one.should_exit = True

    working = asyncio.create_task(app.serve())
    # Without what sends and fires, a console that still answers would only look alive.
    working.add_done_callback(stop)
    try:
        serving = [asyncio.create_task(one.serve(sockets=[where])) for one, where in listening]
        for each in serving:
            # Whichever is told to stop, all do.
            each.add_done_callback(stop)
        await asyncio.gather(*serving)
    finally:
        working.cancel()
        (ended,) = await asyncio.gather(working, return_exceptions=True)
    if isinstance(ended, BaseExceptionGroup):
        outdated = ended.subgroup(Outdated)
        raise CannotStart(str(outdated.exceptions[0])) if outdated else ended

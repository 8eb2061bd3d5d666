"""Two processes with the machine's own clock: one sets a timer of two seconds and dies, the other lets it fire.

python -m tests.e2e.real_timer DATABASE set|wait
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from datetime import timedelta

from bot.app import App
from bot.clock import SystemClock
from handlers import system
from handlers.importing import import_organisation
from storage.migrate import migrate
from storage.store import Store
from tests.e2e.script import TWELVE


def main(database: str, what: str) -> None:
    """Set the timer and die, or wait until it has fired."""
    if migrate(database):
        store = Store.open(database)
        now = SystemClock().now()
        import_organisation(store, TWELVE, now=now, chance=random.Random("import"), author="cli")
        store.close()
    store = Store.open(database)
    app = App(store, SystemClock())
    asyncio.run(_set(app) if what == "set" else _wait(app))
    store.close()


async def _set(app: App) -> None:
    await app.line("watch", "T01", None, "/crisis declare unrest HQX L0 protest announced")
    with app.engine.store.begin() as uow:
        incident = uow.incidents.recent(1)[0]
        due = app.now() + timedelta(seconds=2)
        uow.timers.put("review soon", due, system.to_json(system.ReviewWatch(incident.id)), incident.id)
    os.kill(os.getpid(), signal.SIGKILL)


async def _wait(app: App) -> None:
    serving = asyncio.create_task(app.serve())
    deadline = app.now() + timedelta(seconds=6)
    while app.now() < deadline:
        await app.dispatcher.rest()
        with app.engine.store.read() as uow:
            due = uow.timers.due(app.now() + timedelta(seconds=2))
        if not due and not app.ready()["waiting"]:
            break
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

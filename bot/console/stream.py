"""The event stream: tells an open page what changed behind the change it has seen last.

Messages travel in the stream itself; for all else it names the part of the page that is out of date, and the page
fetches that part. Behind all that a look gave comes the number of the change up to which that is everything. A browser
that comes back says it (`Last-Event-ID`) and is told what it missed; one that was cut off in between hears all of that
look again. Who is no longer in a room hears nothing more of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.console.backend import Backend, ChangeSeen
from bot.console.place import Place
from bot.console.render import digits, html
from bot.console.views import Item, NoSuchPlace, Views

#: Milliseconds after which a browser connects again (our choice).
_RETRY = 1_000


class EventStream(StreamingResponse):
    """The response that carries a stream; stopping the server ends it in order, and the browser comes back."""

    media_type = "text/event-stream"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the browser goes or the server stops."""
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            # The server cancels what is still open when it stops. Nothing is left to do but to say that it ends.
            await send({"type": "http.response.body", "body": b"", "more_body": False})


@dataclass
class Batch:
    """What one look at the changes gives a page."""

    #: The change up to which the page knows everything.
    upto: int
    #: Ready events, in order.
    messages: list[str] = field(default_factory=list)
    #: Names of the parts that are out of date, each once.
    stale: dict[str, None] = field(default_factory=dict)

    def mark(self, *parts: str) -> None:
        """Name parts that are out of date."""
        self.stale.update(dict.fromkeys(parts))

    def text(self) -> str:
        """Write the events as they travel."""
        return "".join([*self.messages, *(event(name, "-") for name in self.stale), known(self.upto)])


def event(name: str, data: str) -> str:
    """Write one server-sent event."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {name}\n{lines}\n"


def known(upto: int) -> str:
    """Write the event that says up to which change the page knows everything."""
    return f"id: {upto}\n{event('upto', '-')}"


async def events(backend: Backend, views: Views, place: Place, after: int) -> AsyncIterator[str]:
    """Give the stream of one page, from behind change `after`; ends when the browser goes."""
    yield f"retry: {_RETRY}\n\n"
    while True:
        changes = await asyncio.to_thread(backend.store.changes, after)
        if not changes:
            await backend.changed(after)
            # Said again though nothing changed: a page that hears nothing at all knows that its connection is dead.
            yield known(after)
            continue
        batch = await asyncio.to_thread(_look, backend, views, place, changes)
        after = batch.upto
        yield batch.text()


def _look(backend: Backend, views: Views, place: Place, changes: Sequence[ChangeSeen]) -> Batch:
    """Turn changes into what this page must hear."""
    batch = Batch(changes[-1].id)
    mine = {room.ref for room in backend.store.rooms_of(place.person)}
    for change in changes:
        match change.kind:
            case "sms":
                batch.mark("phones", f"sms-{digits(change.number or '')}")
            case "direct" if change.person == place.person:
                # Somebody may have answered by a button what their phone asks.
                batch.mark("rooms", "phones")
                _message(batch, backend, views, place, change, here=place.room is None)
            case "member" if change.person == place.person:
                batch.mark("rooms", *(["room"] if change.room == place.room else []))
            case "message" if change.room in mine and change.person in (None, place.person):
                batch.mark("rooms", *(["phones"] if change.person else []))
                _message(batch, backend, views, place, change, here=change.room == place.room)
            case "room" | "member" | "edit" | "pin" if change.room in mine:
                _room(batch, place, change)
    return batch


def _room(batch: Batch, place: Place, change: ChangeSeen) -> None:
    if change.kind == "room":
        batch.mark("rooms")
    if change.room != place.room:
        return
    if change.kind in {"room", "member"}:
        batch.mark("room")
    elif change.person in (None, place.person):
        batch.mark("board", f"message-{change.ref}")


def _message(batch: Batch, backend: Backend, views: Views, place: Place, change: ChangeSeen, *, here: bool) -> None:
    """Send a new message to the page that shows its conversation; one that must be acted on is announced on any."""
    if not here:
        return
    try:
        item = views.message(place, change.ref or "")
    except NoSuchPlace:
        return
    if not (item.pinned and item.card):
        batch.messages.append(event("message", render_item(item, backend, place)))


def render_item(item: Item, backend: Backend, place: Place) -> str:
    """Render one message."""
    return html("message_alone.html", item=item, place=place, now=backend.now())

"""What people send: a line, a filled form, a pin, a text from a phone, a push of the clock.

Each form carries an event id of its own, made when it was rendered, so that a double click acts once. The id that
goes on is bound to what was sent: a page that an old browser kept may send something else under the same id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.adapters import E164
from bot.console.backend import Backend
from bot.console.place import Place
from bot.console.render import asked_of, many, new_id, page, read_form
from bot.console.simulate import Asks
from bot.console.views import Views
from handlers.cards import Form
from playbooks.rules.errors import Invalid

#: How far the clock can be pushed at once, in minutes.
PUSHES: Final = (1, 5, 15, 60)


class Mistake(Exception):
    """What was sent cannot be taken; the text says why, and what to do instead."""


class Posts:
    """Takes what the pages send."""

    def __init__(self, backend: Backend, views: Views) -> None:
        self._backend = backend
        self._views = views

    async def line(self, request: Request) -> Response:
        """Take a typed line or a pressed button."""
        place, form = await self._sent(request)
        text = _text(form, "text")
        if not text.strip():
            raise Mistake("Nothing was typed. Type a message, or /crisis help.")
        await self._backend.line(_event(form, place, text), place.person, place.room, text)
        return _done(request, form, place)

    async def filled(self, request: Request) -> Response:
        """Take a filled form."""
        place, form = await self._sent(request)
        try:
            asked = read_form(_text(form, "form"))
        except ValueError as wrong:
            raise Mistake("This form cannot be read. Reload the page and fill it in again.") from wrong
        try:
            line = f"/crisis {self._backend.fill(asked, _values(asked, form))}"
        except Invalid as wrong:
            raise Mistake(wrong.text) from wrong
        await self._backend.line(_event(form, place, line), place.person, place.room, line)
        return _done(request, form, place)

    async def pin(self, request: Request) -> Response:
        """Mark a message for the log."""
        place, form = await self._sent(request)
        ref = _text(form, "message")
        await run_in_threadpool(self._views.message, place, ref)
        await self._backend.pin(_event(form, place, ref), place.person, ref)
        return _done(request, form, place)

    async def sms(self, request: Request) -> Response:
        """Let a simulated phone send a text to Muster; whoever looks at the console has no part in it."""
        form = await request.form()
        place = Place(request.path_params["person"], _text(form, "room") or None)
        number, text = _text(form, "number"), _text(form, "text")
        if not E164.fullmatch(number):
            raise Mistake(f"'{number[:40]}' is not a phone number; write it as +41791234567.")
        if not text.strip():
            raise Mistake("The text is empty. Type an answer, for example 7.")
        await self._backend.sms_reply(_event(form, place, number, text), number, text)
        return _done(request, form, place)

    async def others(self, request: Request) -> Response:
        """Let every phone with an unanswered question answer."""
        place, form = await self._sent(request)
        answered = await self._backend.others_answer(_event(form, place))
        return _done(request, form, place, _answering(answered))

    async def clock(self, request: Request) -> Response:
        """Push the demonstration's clock forward."""
        place, form = await self._sent(request)
        minutes = _text(form, "minutes")
        if not self._backend.demonstration():
            raise Mistake("The clock can be pushed in the demonstration alone.")
        if minutes not in {str(push) for push in PUSHES}:
            raise Mistake(f"The clock is pushed by {', '.join(map(str, PUSHES))} minutes.")
        await self._backend.push_clock(_event(form, place, minutes), place.person, int(minutes))
        return _done(request, form, place, "The clock was pushed forward.")

    async def _sent(self, request: Request) -> tuple[Place, FormData]:
        """Read the form; raises NoSuchPlace when the person may not write there."""
        form = await request.form()
        place = Place(request.path_params["person"], _text(form, "room") or None)
        await run_in_threadpool(self._may_write, place)
        return place, form

    def _may_write(self, place: Place) -> None:
        self._views.must_exist(place.person)
        self._views.room(place)


def back_of(form: FormData, place: Place) -> str:
    """Give the page from which a form without script was sent; only ever one of this person's own."""
    back = _text(form, "back")
    return back if back == place.base or back.startswith((f"{place.base}/", f"{place.base}?")) else place.base


def _done(request: Request, form: FormData, place: Place, said: str = "") -> Response:
    """Answer a page with script by a notice and the next event id; one without by the page as it is now."""
    if "hx-request" not in request.headers:
        return RedirectResponse(back_of(form, place), 303)
    more = {"x-event-id": new_id()}
    if not said:
        return HTMLResponse("", headers=more)
    return page("notice.html", 200, more, title="", text=said, code=200, back="")


def _answering(answered: Mapping[str, frozenset[Asks]]) -> str:
    if not answered:
        return "No phone has an unanswered page or check-in."
    return f"{many(len(answered), 'phone')} {'answers' if len(answered) == 1 else 'answer'}: {asked_of(answered)}."


def _event(form: FormData, place: Place, *content: str) -> str:
    told = "\x00".join([place.person, place.room or "", *content])
    return f"console:{_text(form, 'event_id')[:64]}:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _values(asked: Form, form: FormData) -> dict[str, str | list[str]]:
    return {
        field.name: [str(value) for value in form.getlist(f"v-{field.name}")]
        if field.kind == "choices"
        else _text(form, f"v-{field.name}")
        for field in asked.fields
    }


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""

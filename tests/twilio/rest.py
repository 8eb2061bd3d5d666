"""Twilio's REST interface over HTTP: what is asked, who asks, what befalls the request, and the answer.

Both interfaces that a customer uses (the 2010 one and messaging v1) are served at the same address, so that one base
URL serves for both. Answers are 201 for what was created and 200 for what was found; refusals are JSON. A fault that
stores carries the request out first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from tests.twilio.contract import Contract
from tests.twilio.exchange import Exchange
from tests.twilio.faults import Fault, Faults, On
from tests.twilio.paging import page, within
from tests.twilio.records import Message
from tests.twilio.refusals import Refusal
from tests.twilio.resources import account_resource, number_resource, numbers_page, service_numbers, service_resource
from tests.twilio.voice import Switchboard

ROOT = "/2010-04-01/Accounts/{account}"
#: Ends the connection of the client at this address without an answer.
Break = Callable[[tuple[str, int]], None]
_REFUSED_BY = {Fault.TOO_MANY: 20429, Fault.ERROR: 20500, Fault.UNAVAILABLE: 20503}
_STORES = {Fault.HANG_STORED, Fault.BROKEN_STORED}


@dataclass(frozen=True)
class Asked:
    """A request that was let in."""

    path: str
    base: str
    named: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str] = field(default_factory=dict)
    #: The values of StatusCallbackEvent, which may come several times.
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is answered, and what happens afterwards."""

    status: int
    payload: dict[str, Any]
    after: Callable[[], None] = lambda: None


class Silence(Response):
    """No answer: the request hangs until the client gives up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the client to go."""
        while (await receive())["type"] != "http.disconnect":
            pass


class Broken(Silence):
    """No answer: the connection breaks."""

    def __init__(self, breaks: Break) -> None:
        super().__init__()
        self._breaks = breaks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Break it."""
        self._breaks(tuple(scope["client"]))
        await super().__call__(scope, receive, send)


class Rest:
    """The REST interface of one account."""

    def __init__(
        self, exchange: Exchange, switchboard: Switchboard, faults: Faults, breaks: Break, contract: Contract | None
    ) -> None:
        self.account, self._exchange, self._switchboard = exchange.account, exchange, switchboard
        self._faults, self._breaks, self._contract = faults, breaks, contract
        self._pages: dict[str, dict[str, tuple[On, Callable[[Asked], Answer]]]] = {
            ROOT + ".json": {"GET": (On.LOOK, self._show_account)},
            ROOT + "/Messages.json": {"GET": (On.LOOK, self._messages), "POST": (On.SEND, self._create_message)},
            ROOT + "/Messages/{sid}.json": {"GET": (On.LOOK, self._message)},
            ROOT + "/Calls.json": {"GET": (On.LOOK, self._calls), "POST": (On.CALL, self._create_call)},
            ROOT + "/Calls/{sid}.json": {"GET": (On.LOOK, self._call), "POST": (On.CALL, self._update_call)},
            ROOT + "/IncomingPhoneNumbers.json": {"GET": (On.LOOK, self._numbers)},
            ROOT + "/IncomingPhoneNumbers/{sid}.json": {"GET": (On.LOOK, self._number)},
            "/v1/Services/{sid}": {"GET": (On.LOOK, self._service)},
            "/v1/Services/{sid}/PhoneNumbers": {"GET": (On.LOOK, self._service_numbers)},
        }

    def routes(self) -> list[BaseRoute]:
        """Give the routes; what else is asked for is not found."""
        known = [Route(path, self._serves(pages), methods=list(pages)) for path, pages in self._pages.items()]
        return [*known, Route("/{path:path}", self._unknown, methods=["GET", "POST", "DELETE", "PUT"])]

    def _serves(
        self, pages: Mapping[str, tuple[On, Callable[[Asked], Answer]]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
            # The SDK asks with GET; Starlette lets HEAD in with it.
            on, carry_out = pages.get(request.method, pages[next(iter(pages))])
            asked = Asked(
                path=request.url.path,
                base=str(request.base_url).rstrip("/"),
                named=request.path_params,
                query=dict(parse_qsl(request.url.query, keep_blank_values=True)),
                form=dict(pairs),
                events=tuple(value for name, value in pairs if name == "StatusCallbackEvent"),
            )
            answer, response = self._answer(request, on, asked, carry_out)
            # What is refused tells the application itself what was wrong.
            if self._contract is not None and response.status_code != 400:
                self._contract.violations += self._contract.asked(request.method, asked.path, asked.query, pairs)
            if self._contract is not None and answer is not None:
                self._contract.answered(request.method, asked.path, answer.status, answer.payload)
            return response

        return serve

    async def _unknown(self, request: Request) -> Response:
        if self._contract is not None:
            self._contract.violations.append(f"{request.method} {request.url.path}: the fake has nothing there")
        refusal = Refusal(20404, request.url.path)
        return JSONResponse(refusal.payload(), refusal.status)

    def _answer(
        self, request: Request, on: On, asked: Asked, carry_out: Callable[[Asked], Answer]
    ) -> tuple[Answer | None, Response]:
        try:
            self._let_in(request, asked)
            fault = self._faults.befalls(on, asked.form.get("To") or asked.query.get("To") or "")
            if fault is not None and fault not in _STORES:
                return None, self._fails(fault)
            answer = carry_out(asked)
        except Refusal as refusal:
            return None, JSONResponse(refusal.payload(), refusal.status)
        answer.after()
        return answer, JSONResponse(answer.payload, answer.status) if fault is None else self._fails(fault)

    def _let_in(self, request: Request, asked: Asked) -> None:
        if not self.account.admits(request.headers.get("authorization", "")):
            raise Refusal(20003)
        if asked.named.get("account", self.account.sid) != self.account.sid:
            raise Refusal(20404, asked.path)

    def _fails(self, fault: Fault) -> Response:
        match fault:
            case Fault.TOO_MANY | Fault.ERROR | Fault.UNAVAILABLE:
                refusal = Refusal(_REFUSED_BY[fault])
                return JSONResponse(refusal.payload(), refusal.status)
            case Fault.GATEWAY:
                return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502)
            case Fault.HANG | Fault.HANG_STORED:
                return Silence()
            case Fault.BROKEN | Fault.BROKEN_STORED:
                return Broken(self._breaks)

    def _show_account(self, asked: Asked) -> Answer:
        return Answer(200, account_resource(self.account))

    def _create_message(self, asked: Asked) -> Answer:
        message = self._exchange.create(asked.form)
        # Shown as it is now: the rest of its way is made after the answer.
        return Answer(201, message.resource(self.account.sid), lambda: self._exchange.send(message))

    def _message(self, asked: Asked) -> Answer:
        message = self._exchange.messages.get(asked.named["sid"])
        if message is None:
            raise Refusal(20404, asked.path)
        return Answer(200, message.resource(self.account.sid))

    def _messages(self, asked: Asked) -> Answer:
        to, sender = asked.query.get("To"), asked.query.get("From")
        known = self._exchange.by_recipient.get(to, []) if to else list(self._exchange.messages.values())
        shown_before = self._exchange.now() - self.account.list_lag
        found: list[Message] = [
            one
            for one in reversed(known)
            if (not sender or one.sender == sender)
            and one.created <= shown_before
            and within(asked.query, "DateSent", one.sent or one.created)
        ]
        return Answer(200, page(asked.path, asked.query, "messages", found, lambda one: one.resource(self.account.sid)))

    def _create_call(self, asked: Asked) -> Answer:
        call = self._switchboard.create(asked.form, asked.events)
        return Answer(201, call.resource(self.account.sid), lambda: self._switchboard.dial(call))

    def _update_call(self, asked: Asked) -> Answer:
        call = self._switchboard.calls.get(asked.named["sid"])
        if call is None:
            raise Refusal(20404, asked.path)
        if asked.form.get("Status") in {"canceled", "completed"}:
            self._switchboard.update(call, asked.form["Status"])
        return Answer(200, call.resource(self.account.sid))

    def _call(self, asked: Asked) -> Answer:
        call = self._switchboard.calls.get(asked.named["sid"])
        if call is None:
            raise Refusal(20404, asked.path)
        return Answer(200, call.resource(self.account.sid))

    def _calls(self, asked: Asked) -> Answer:
        query = asked.query
        found = [
            one
            for one in reversed(self._switchboard.calls.values())
            if query.get("To", one.to) == one.to
            and query.get("From", one.sender) == one.sender
            and query.get("Status", one.status) == one.status
            and within(query, "StartTime", one.started or one.created)
            and within(query, "EndTime", one.ended)
        ]
        return Answer(200, page(asked.path, query, "calls", found, lambda one: one.resource(self.account.sid)))

    def _numbers(self, asked: Asked) -> Answer:
        return Answer(200, numbers_page(self.account, asked.path, asked.query))

    def _number(self, asked: Asked) -> Answer:
        found = next((one for one in self.account.numbers if one.sid == asked.named["sid"]), None)
        if found is None:
            raise Refusal(20404, asked.path)
        return Answer(200, number_resource(self.account, found))

    def _service(self, asked: Asked) -> Answer:
        if self.account.service is None or asked.named["sid"] != self.account.service_sid:
            raise Refusal(20404, asked.path)
        return Answer(200, service_resource(self.account, self.account.service, asked.base))

    def _service_numbers(self, asked: Asked) -> Answer:
        self._service(asked)
        return Answer(200, service_numbers(self.account, asked.base))

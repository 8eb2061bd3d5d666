"""The hand on a fake that runs as its own process: addresses under /fake, JSON in and out.

| address | takes | does |
|---|---|---|
| POST /fake/reach | public, listeners | says where addresses that begin with `public` lead |
| POST /fake/door | closed | closes or opens the way to the application |
| POST /fake/faults | seed, rates: {on: {fault: share}} | draws faults from now on |
| POST /fake/callbacks | seed, shares: {order: share} | disorders status callbacks from now on |
| POST /fake/late | | posts the callbacks that were kept |
| POST /fake/habits | seed, habits: [{when, also, replies, calls, after}] | lets phones act on their own |
| POST /fake/text | from, body, to?, key?, forged? | a phone sends a text; answers with the webhook's HTTP status |
| GET /fake/texts | | what the phones have: {number: [text, ...]} |
| GET /fake/messages | | every message, in and out, oldest first; `callback` is the address asked for its reports |
| GET /fake/befell | | how often a fault befell a request: {kind of request: {number: times}} |
| GET /fake/figures | | counts of messages, faults, callbacks and acts of phones; what was not as Twilio describes it |
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from tests.twilio.contract import Contract
from tests.twilio.exchange import Exchange
from tests.twilio.faults import Fault, Faults, On
from tests.twilio.habits import Habit, Habits
from tests.twilio.outward import Callbacks, Order, Outward


def control_routes(
    exchange: Exchange,
    outward: Outward,
    callbacks: Callbacks,
    faults: Faults,
    habits: Habits,
    contract: Contract | None,
) -> list[BaseRoute]:
    """Give the routes."""
    hand = _Hand(exchange, outward, callbacks, faults, habits, contract)
    posts = (hand.reach, hand.door, hand.faults, hand.callbacks, hand.late, hand.habits, hand.text)
    gets = (hand.texts, hand.messages, hand.befell, hand.figures)
    return [
        *(Route(f"/fake/{one.__name__}", one, methods=["POST"]) for one in posts),
        *(Route(f"/fake/{one.__name__}", one, methods=["GET"]) for one in gets),
    ]


class _Hand:
    def __init__(
        self,
        exchange: Exchange,
        outward: Outward,
        callbacks: Callbacks,
        faults: Faults,
        habits: Habits,
        contract: Contract | None,
    ) -> None:
        self._exchange, self._outward = exchange, outward
        self._callbacks, self._faults, self._habits = callbacks, faults, habits
        self._contract = contract

    async def reach(self, request: Request) -> JSONResponse:
        asked = await request.json()
        self._outward.reach(asked["public"], *asked["listeners"])
        return _done()

    async def door(self, request: Request) -> JSONResponse:
        self._outward.door_closed = bool((await request.json())["closed"])
        return _done()

    async def faults(self, request: Request) -> JSONResponse:
        asked = await request.json()
        rates = {
            On(on): {Fault(fault): share for fault, share in rates.items()} for on, rates in asked["rates"].items()
        }
        self._faults.at_random(asked["seed"], rates)
        return _done()

    async def callbacks(self, request: Request) -> JSONResponse:
        asked = await request.json()
        self._callbacks.at_random(asked["seed"], {Order(order): share for order, share in asked["shares"].items()})
        return _done()

    async def late(self, request: Request) -> JSONResponse:
        return JSONResponse({"posted": len(await self._callbacks.post())})

    async def habits(self, request: Request) -> JSONResponse:
        asked = await request.json()
        known = [Habit(**{**one, "after": tuple(one.get("after", (0, 0)))}) for one in asked["habits"]]
        self._habits.are(asked["seed"], *known)
        return _done()

    async def text(self, request: Request) -> JSONResponse:
        asked = await request.json()
        posted = await self._exchange.receive(
            asked["from"],
            asked["body"],
            to=asked.get("to"),
            key=asked.get("key", ""),
            forged=asked.get("forged", False),
        )
        return JSONResponse({"status": posted.status if posted else None})

    async def texts(self, request: Request) -> JSONResponse:
        numbers = list(self._exchange.by_recipient)
        return JSONResponse({number: [one.body for one in self._exchange.texts(number)] for number in numbers})

    async def messages(self, request: Request) -> JSONResponse:
        return JSONResponse(
            [
                {
                    "sid": one.sid,
                    "inbound": one.direction == "inbound",
                    "from": one.sender,
                    "to": one.to,
                    "body": one.body,
                    "arrived": one.arrived,
                    "callback": one.status_callback,
                }
                for one in self._exchange.messages.values()
            ]
        )

    async def befell(self, request: Request) -> JSONResponse:
        counted: dict[str, dict[str, int]] = {on: {} for on in On}
        for (on, number), times in self._faults.befell.items():
            counted[on][number] = times
        return JSONResponse(counted)

    async def figures(self, request: Request) -> JSONResponse:
        faults = {f"{on}/{fault}": times for (on, fault), times in self._faults.happened.items()}
        figures: dict[str, Any] = {
            "messages": len(self._exchange.messages),
            "inbound": sum(one.direction == "inbound" for one in self._exchange.messages.values()),
            "faults": faults,
            "callbacks_kept": len(self._callbacks.waiting),
            "callbacks_under_way": self._callbacks.under_way,
            "acts_under_way": self._habits.under_way,
            "not_as_described": self._contract.violations if self._contract else [],
        }
        return JSONResponse(figures)


def _done() -> JSONResponse:
    return JSONResponse({"done": True})

"""The fake as a process of its own: `python -m tests.twilio [--port N] [--name first] [--number +41...]...`.

Prints its port on a line of its own once it listens, then serves until it is stopped. Everything else is told to it
under /fake (see tests/twilio/control.py).
"""

from __future__ import annotations

import argparse
import asyncio
import socket

from bot.clock import SystemClock
from tests.twilio.account import Account, Number
from tests.twilio.server import Parts, server_of


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.twilio", description="A fake Twilio on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 for any that is free")
    parser.add_argument("--name", default="first", help="the account's name, from which its identifiers come")
    parser.add_argument("--number", action="append", help="a number that the account owns")
    parser.add_argument("--public", default="", help="the application's public address, for texts and calls")
    parser.add_argument("--listener", action="append", help="where that address leads; several for replicas")
    arguments = parser.parse_args()
    account = Account(arguments.name)
    if arguments.number:
        account = Account(arguments.name, numbers=[Number(one) for one in arguments.number])
    if arguments.public:
        account = account.at(arguments.public)
    asyncio.run(serve(account, arguments.port, arguments.public, arguments.listener or []))


async def serve(account: Account, port: int, public: str, listeners: list[str]) -> None:
    """Serve until stopped."""
    parts = Parts(account, SystemClock().now)
    if listeners:
        parts.outward.reach(public, *listeners)
    listening = socket.create_server(("127.0.0.1", port), backlog=1_024)
    print(listening.getsockname()[1], flush=True)  # noqa: T201  # its only output
    try:
        await server_of(parts).serve(sockets=[listening])
    finally:
        await parts.close()


main()

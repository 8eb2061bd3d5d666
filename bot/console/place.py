"""Where somebody is in the console; all of it stands in the address, so that several tabs are several people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from starlette.requests import Request


@dataclass(frozen=True)
class Place:
    """Who looks at what."""

    person: str
    #: The open room; None for the direct messages from Muster.
    room: str | None = None
    #: The number of the open phone.
    phone: str = ""
    #: What is searched for among the phones.
    q: str = ""
    #: Show the whole conversation and not only the latest part of it.
    whole: bool = False

    @classmethod
    def of(cls, request: Request) -> Place:
        """Read the place from an address."""
        query = request.query_params
        return cls(
            person=request.path_params["person"],
            room=request.path_params.get("room") or query.get("room") or None,
            phone=query.get("phone", "")[:40],
            q=query.get("q", "")[:80],
            whole="whole" in query,
        )

    @property
    def base(self) -> str:
        """Give the address of the person."""
        return f"/as/{quote(self.person, safe='')}"

    def with_phone(self, number: str) -> Place:
        """Give the same place with another phone open; none when `number` is empty."""
        return replace(self, phone=number)

    def with_room(self, room: str | None) -> Place:
        """Give the same place with another conversation open, from its latest part."""
        return replace(self, room=room, whole=False)

    def in_whole(self) -> Place:
        """Give the same place with the whole conversation shown."""
        return replace(self, whole=True)

    @property
    def url(self) -> str:
        """Give the address of this place."""
        path = f"{self.base}/room/{quote(self.room, safe='')}" if self.room else self.base
        return path + self._query()

    def part(self, name: str, **more: str) -> str:
        """Give the address of a part of the page, for a live update of it."""
        room = {"room": self.room} if self.room else {}
        return f"{self.base}/{name}{self._query(**room, **more)}"

    def _query(self, **more: str) -> str:
        values = {"phone": self.phone, "q": self.q, "whole": "1" if self.whole else "", **more}
        filled = {name: value for name, value in values.items() if value}
        return f"?{urlencode(filled)}" if filled else ""

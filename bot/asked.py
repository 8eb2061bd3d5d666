"""What the console looks up: who there is, and which telephones still owe an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.console.simulate import Asks, Waiting, asks
from handlers.authorise import DUTY_OFFICER
from playbooks.rules.checkin import SILENT_SO_FAR, Status
from playbooks.rules.paging import Page
from playbooks.rules.people import Seat, on_duty
from playbooks.rules.vocabulary import Language, PersonId
from storage.console import ConsoleStore
from storage.store import Store
from storage.uow import UnitOfWork

#: Who was not understood is asked once more, and has still to say.
_NOT_SAID = SILENT_SO_FAR | {Status.UNCLEAR}


#: What the console calls those on duty now, in the order in which they are paged.
_DUTY_TITLES = ("SSD duty officer", "SSD duty officer, backup")


@dataclass(frozen=True)
class Listed:
    """Somebody whom the console can be used as."""

    id: str
    name: str
    language: str
    site: str | None
    roles: tuple[str, ...]
    mobile: str | None
    kind: str


@dataclass(frozen=True)
class Owing:
    """One telephone that owes an answer."""

    language: Language
    asks: frozenset[Asks]


def still_asked(uow: UnitOfWork) -> dict[str, Owing]:
    """Give by number what is not answered yet, however the answer could have come: by text, by a button, by others."""
    found: dict[str, Owing] = {}
    for round_ in uow.campaigns.running():
        for one in uow.campaigns.in_status(round_.id, _NOT_SAID):
            if one.number is not None and one.asked_at is not None:
                _owes(found, one.number, one.language, Asks.CHECK_IN)
    people = _paged(uow)
    for person in uow.roster.people(list(people)).values():
        if person.active and person.mobile is not None:
            _owes(found, person.mobile, person.language, Asks.PAGE)
    return found


def _paged(uow: UnitOfWork) -> dict[PersonId, None]:
    pages = [page for incident in uow.incidents.open() for page in uow.pages.of(incident.id)]
    return {call.person: None for page in pages for call in page.calls if _unanswered(page, call.person)}


def _unanswered(page: Page, person: PersonId) -> bool:
    call = page.latest_call(person)
    return call is not None and call.answer is None


def _owes(found: dict[str, Owing], number: str, language: Language, kind: Asks) -> None:
    known = found.get(number)
    found[number] = Owing(language, (known.asks if known else frozenset()) | {kind})


def waiting(store: Store, console: ConsoleStore) -> list[Waiting]:
    """List every question that has reached a simulated phone and is not answered."""
    with store.read() as uow:
        owing = still_asked(uow)
    reached = console.phones_summary()
    return [
        Waiting(number, one.language, kind, _question(console, number, kind, reached[number].text))
        for number, one in sorted(owing.items())
        if number in reached
        for kind in sorted(one.asks)
    ]


def _question(console: ConsoleStore, number: str, kind: Asks, last: str) -> str:
    if asks(last) is kind:
        return last
    texts = reversed(console.sms(number))
    return next((sms.text for sms in texts if sms.direction == "out" and asks(sms.text) is kind), "")


def list_people(uow: UnitOfWork, now: datetime) -> list[Listed]:
    """List everybody who is with the organisation, with what the console calls their roles."""
    duty = list(zip(on_duty(uow.roster.duty(), DUTY_OFFICER, now), _DUTY_TITLES, strict=False))
    roles: dict[str, list[str]] = {}
    for seat in uow.roster.seats():
        for holder in seat.holders:
            roles.setdefault(holder, []).append(_place(seat, holder))
    for officer, title in duty:
        roles.setdefault(officer, []).append(title)
    return [
        Listed(
            person.id, person.name, person.language, person.site, tuple(roles.get(person.id, ())),
            person.mobile, person.kind,
        )
        for person in uow.roster.everyone()
        if person.active
    ]  # fmt: skip


def _place(seat: Seat, person: PersonId) -> str:
    rung = seat.holders.index(person)
    return f"{seat.title} (alternate {rung})" if rung else seat.title

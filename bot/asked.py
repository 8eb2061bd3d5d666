"""Which telephones still owe an answer: what the console marks, and what its simulated phones answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.console.simulate import Asks, Waiting, asks
from playbooks.rules.checkin import SILENT_SO_FAR, Status
from playbooks.rules.paging import Page
from playbooks.rules.vocabulary import Language, PersonId
from storage.console import ConsoleStore
from storage.store import Store
from storage.uow import UnitOfWork

#: Who was not understood is asked once more, and has still to say.
_NOT_SAID = SILENT_SO_FAR | {Status.UNCLEAR}


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

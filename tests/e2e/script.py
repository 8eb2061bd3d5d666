"""A crisis of twelve people as steps that may be done twice: each has its own event id, and moments are absolute."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from handlers import system
from handlers.cards import from_json, plain_text
from handlers.execute import Envelope
from playbooks.rules.delivery import DeliveryState
from playbooks.rules.vocabulary import IncidentId, incident_code
from tests.world import START, World, folder_files

TWELVE = folder_files(Path(__file__).parents[1] / "fixtures" / "twelve")


@dataclass(frozen=True)
class Step:
    """Something that happens; its name is its event id."""

    name: str
    act: Callable[[World, str], None]

    def __call__(self, world: World) -> None:
        """Let it happen, and everything that follows from it."""
        self.act(world, self.name)
        world.settle()


@dataclass(frozen=True, eq=False)
class Story:
    """A crisis, step by step, and the organisation in which it happens (None: the demonstration's)."""

    name: str
    steps: tuple[Step, ...]
    files: Mapping[str, bytes] | None = None


def types(who: str, line: str, room: str = "") -> Callable[[World, str], None]:
    """Somebody types a line; ``{0}``, ``{1}`` ... stand for the codes of the incidents so far, oldest first."""

    def act(world: World, event: str) -> None:
        codes = _codes(world)
        world.person(who).types(line.format(*codes), room=room.format(*codes).lower() or None, event=event)

    return act


def texts(who: str, text: str) -> Callable[[World, str], None]:
    """Somebody answers by SMS."""

    def act(world: World, event: str) -> None:
        world.phone(who).replies(text.format(*_codes(world)), event=event)

    return act


def texts_at_once(*replies: tuple[str, str]) -> Callable[[World, str], None]:
    """Several answer in the same moment: their texts are stored in one transaction, and carried out together.

    So it cannot depend on a kill which of them one log entry counts together.
    """

    def act(world: World, event: str) -> None:
        stored = [
            (f"{event}/{who}", number, text, system.to_json(system.InboundSms(number, text)))
            for who, text in replies
            for number in [world.phone(who).number]
        ]
        world.app.console.sms_in(stored, world.app.now())

    return act


def says_and_pins(who: str, words: str) -> Callable[[World, str], None]:
    """Somebody says something in the first room, and it is marked by the pin."""

    def act(world: World, event: str) -> None:
        person = world.person(who)
        room = person.room(f"crisis-{_codes(world)[0].lower()}")
        world.run(world.app.line(f"{event}/said", person.person.id, room, words))
        said = world.app.console.messages(room, person.person.id)
        ref = next(one.ref for one in said if one.text == words)
        world.run(world.app.pin(event, person.person.id, ref))

    return act


def corrects(who: str, begins: str, words: str) -> Callable[[World, str], None]:
    """Somebody corrects the entry of the first incident that begins with certain words."""

    def act(world: World, event: str) -> None:
        code = _codes(world)[0]
        number = next(at for at, text in enumerate(world.log(code), 1) if text.startswith(begins))
        world.person(who).types(f"/crisis correct {code} {number} {words}", event=event)

    return act


def passes(**span: float) -> Callable[[World, str], None]:
    """Time passes, up to so long after the start."""

    def act(world: World, event: str) -> None:
        world.until(START + timedelta(**span))

    return act


def hears(command: system.System) -> Callable[[World, str], None]:
    """Muster is told something by itself or by a provider."""

    def act(world: World, event: str) -> None:
        world.app.engine.execute(Envelope(event, "provider"), command)

    return act


def pushes(minutes: int) -> Callable[[World, str], None]:
    """Somebody pushes the demonstration's clock."""

    def act(world: World, event: str) -> None:
        world.run(world.app.push_clock(event, "T01", minutes))

    return act


def name_is_taken(next_event: str) -> Callable[[World, str], None]:
    """Somebody has a room of the name that the next incident's will have."""

    def act(world: World, event: str) -> None:
        code = incident_code(random.Random(next_event).choice, set(_codes(world)).__contains__)
        world.app.console.open_room(event, f"crisis-{code.lower()}", "somebody else's")

    return act


SCRIPT = tuple(
    Step(name, act)
    for name, act in (
        ("a staff member is refused", types("T12", "/crisis lower L0")),
        ("a report", types("T08", '/crisis report "smoke in the hall" type=fire')),
        ("the duty officer is silent", passes(minutes=5)),
        ("the backup takes it", texts("T05", "٧")),
        ("verified", types("T05", "/crisis verify {0} L1 seen by the guard")),
        ("the leader joins", texts("T11", "7")),
        ("raised to L2", types("T11", "/crisis raise {0} L2 reason=spreads", "crisis-{0}")),
        ("the chair is late", texts("T01", "8 20")),
        ("security cannot", texts("T04", "9")),
        ("the alternate answers in chat", types("T05", "/crisis answer joining {0}")),
        ("nobody for communications", passes(minutes=20)),
        ("the chair pages again", types("T01", "/crisis page CCD", "crisis-{0}")),
        ("ladders go on", passes(minutes=30)),
        ("and on", passes(minutes=40)),
        ("raised to L3", types("T05", "/crisis raise {0} L3")),
        ("a member joins unasked", types("T10", "/crisis join {0}")),
        ("the chair leaves", types("T01", "/crisis answer leaving {0}")),
        ("the deputy takes the chair", texts("T02", "7 j'arrive")),
        ("a note", types("T02", "/crisis log fire service called at=10:20", "crisis-{0}")),
        ("a fact", types("T05", "/crisis fact two floors evacuated source=guard", "crisis-{0}")),
        ("an assumption", types("T05", "/crisis assume nobody inside", "crisis-{0}")),
        ("a decision", types("T02", "/crisis decide stay out because=structure options=wait; enter", "crisis-{0}")),
        ("a pinned message", says_and_pins("T05", "the hall is empty, says the guard")),
        ("a restricted fact", types("T02", "/crisis fact one person injured", "crisis-{0}-restricted")),
        ("a correction", corrects("T05", "two floors", "three floors evacuated")),
        ("an undo", types("T05", "/crisis undo {0}")),
        ("a purge", types("T10", "/crisis purge {0} 3 reason=personal data")),
        ("evidence", types("T06", "/crisis sop evidence {0} d1 the guard rang 117")),
        ("a step is done", types("T06", "/crisis sop done {0} d1")),
        ("a decision's step", types("T02", "/crisis sop done {0} d12 close the floor because=smoke", "crisis-{0}")),
        ("a step is left out", types("T04", "/crisis sop skip {0} d8 reason=nobody there")),
        ("a step does not apply", types("T02", "/crisis sop na {0} d14 reason=no event")),
        ("a step is given away", types("T02", "/crisis sop assign {0} d13 T05")),
        ("a note on a step", types("T05", "/crisis sop note {0} d13 asked the office")),
        ("a step is opened again", types("T10", "/crisis sop reopen {0} d1 reason=another alarm")),
        ("a step more", types("T10", "/crisis sop add {0} Water for the team role=HSSD within=2h")),
        ("staff are asked", types("T06", "/crisis checkin start {0}")),
        ("one answers in chat", types("T02", "/crisis checkin iam safe {0}")),
        ("two at once", texts_at_once(("T08", "1"), ("T12", "1"))),
        ("one needs help", texts("T12", "2")),
        ("nobody takes it", passes(minutes=46)),
        ("taken by SMS", texts("T06", "H1")),
        ("another needs help", texts("T08", "SOS")),
        ("taken in chat", types("T05", "/crisis checkin take {0} H2")),
        ("resolved", types("T05", "/crisis checkin resolve {0} H2 safe note=she is out")),
        ("a warden has seen one", types("T10", "/crisis checkin proxy {0} T09 safe source=seen on the lawn")),
        ("it was another", types("T04", "/crisis checkin correct {0} T09 noreply reason=another")),
        ("who looks for him", types("T04", "/crisis checkin assign {0} T09 T02")),
        ("reminded", types("T06", "/crisis checkin remind {0}")),
        ("the list to print", types("T04", "/crisis checkin unaccounted {0}")),
        ("the first reminder", passes(minutes=56)),
        ("the second reminder", passes(minutes=71)),
        ("the wardens look", passes(minutes=86)),
        ("the check-in is closed", types("T06", "/crisis checkin close {0} reason=the others are on leave")),
        (
            "an external",
            types("T02", '/crisis augment {0} "Jane Doe" role=liaison until=2026-11-23 number=+12025550177'),
        ),
        ("a second incident", types("T05", "/crisis declare fire HQX L0 smell of gas")),
        ("two pages are open", types("T05", "/crisis raise {1} L3")),
        ("a bare seven is asked which", texts("T07", "7")),
        ("and says which", texts("T07", "7 {1}")),
        ("no more texts", texts("T07", "STOP")),
        ("a cry for help", texts("+12025550199", "help me")),
        ("the duty officer takes the cry", texts("T06", "7 {2}")),
        ("all is well with them", types("T06", "/crisis falsealarm {2} reason=a joke")),
        ("merged", types("T05", "/crisis merge {1} into {0}")),
        ("the name is taken", name_is_taken("a third incident")),
        ("a third incident", types("T01", "/crisis declare cyber HQX L1 mail is down")),
        ("quorum overdue", passes(minutes=110)),
        ("quorum still overdue", passes(minutes=120)),
        ("a false alarm", types("T01", "/crisis falsealarm {3} reason=it was a cable")),
        ("lowered", types("T02", "/crisis lower {0} L2 reason=fire is out")),
        ("asked again", types("T06", "/crisis checkin start {0} T07 T09 --again")),
        ("a watch", types("T01", "/crisis declare unrest HQX L0 protest announced")),
        ("stand-down proposed", types("T07", "/crisis standdown {0} reason=over")),
        ("kept going", types("T02", "/crisis keepgoing {0} reason=not yet")),
        ("stood down", types("T02", "/crisis standdown {0}")),
        ("the report", types("T02", "/crisis report", "crisis-{0}")),
        ("the report by code", types("T10", "/crisis aar {0}")),
        ("closed", types("T02", "/crisis close {0} reason=handed to facilities")),
        ("reopened", types("T02", "/crisis reopen {0} reason=smoke again")),
        ("paged anew", passes(minutes=126)),
        ("and it was nothing", types("T02", "/crisis falsealarm {0}")),
        ("the provider sends the first text", hears(system.Reported(1, "twilio", "SM1", DeliveryState.SENT))),
        ("a page without an answer is called", hears(system.CallPaged(IncidentId(1), ()))),
        ("a key is pressed in a call that is none", hears(system.CallAnswered(1, "7"))),
        ("somebody calls", hears(system.CallCame("+12025550198"))),
        ("a provider fails", hears(system.ProviderChanged("twilio", works=False, why="it is down"))),
        ("the morning's look", hears(system.Preflight())),
        ("one goes on leave", types("T07", "/crisis away from 2026-11-23 until 2026-12-04")),
        ("another leave is noted", types("T10", "/crisis away T04 until 2026-11-30")),
        ("the communicator is back", types("T07", "/crisis back")),
        ("the evening", passes(hours=9)),
        ("the night", passes(hours=17)),
        ("a day passes", passes(hours=26)),
        ("the clock is pushed", pushes(5)),
    )
)
TWELVE_PEOPLE = Story("twelve people", SCRIPT, TWELVE)


def seen(world: World) -> dict[str, Any]:
    """Give all that people can see of a world: logs, rooms, what each was told, phones. Hashes are left out."""
    console = world.app.console
    people = [who.id for who in world.app.people()]
    rooms: dict[str, Any] = {}
    for person in people:
        for room in console.rooms_of(person):
            if room.name in rooms:
                continue
            everyone = [one for one in console.messages(room.ref, person, limit=10_000) if one.only_for is None]
            rooms[room.name] = (room.topic, room.closed, sorted(console.members(room.ref)), _said(everyone))
    with world.store.read() as uow:
        logs = {
            chain: sorted((entry.kind, entry.author, _masked(entry.text)) for entry in uow.log.entries(chain))
            for chain in uow.log.chains()
        }
    return {
        "logs": logs,
        "rooms": rooms,
        "told": {person: _said(console.direct(person, limit=10_000)) for person in people},
        "phones": {
            number: sorted((str(sms.direction), sms.text) for sms in console.sms(number))
            for number in console.phones_summary()
        },
    }


def _said(messages: Any) -> list[tuple[str, str]]:
    # Lanes keep their order, but lanes of one moment may end in either order; so does a board's last figure.
    return sorted(
        (one.by, _masked(plain_text(from_json(one.card)) if one.card else one.text or "")) for one in messages
    )


def _masked(text: str) -> str:
    return re.sub(r"[0-9a-f]{64}|\b\d+:[0-9a-f]{12}\b", "HASH", text)


def _codes(world: World) -> list[str]:
    with world.store.read() as uow:
        return [incident.code for incident in reversed(uow.incidents.recent(100))]

"""What a handler has in hand: the unit of work, the actor, the time, chance, and the ways to let things follow.

A handler changes state, logs, queues effects and timers; all of it is committed together or not at all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers import effects as fx
from handlers import system
from handlers.cards import Card, Text
from playbooks.library import Library
from playbooks.rules.authority import Power, Verdict
from playbooks.rules.errors import NotAllowed
from playbooks.rules.incident import Incident
from playbooks.rules.organisation import Organisation
from playbooks.rules.people import Person
from playbooks.rules.rooms import Room, RoomKind, RoomState
from playbooks.rules.vocabulary import Element, EntryKind, IncidentId, Language, PersonId, Sensitivity
from storage.uow import UnitOfWork

#: Author of what Muster does by itself.
MUSTER = "muster"
#: Name of the organisation's own log (refused commands, imports, unknown numbers).
ORG = "org"


@dataclass(frozen=True)
class Actor:
    """Who does it, and with which roles as far as this incident goes."""

    person: Person | None
    roles: frozenset[str]

    @property
    def id(self) -> str:
        """Give the author for the log."""
        return self.person.id if self.person else MUSTER

    @property
    def name(self) -> str:
        """Give the name people know."""
        return self.person.name if self.person else "Muster"


@dataclass
class Context:
    """One command's reach. `now` is aware, UTC."""

    uow: UnitOfWork
    now: datetime
    event_id: str
    organisation: Organisation
    library: Library
    #: Chance, handed in; a given event always meets the same.
    chance: random.Random
    #: Chat platforms on which an incident gets its rooms.
    platforms: tuple[str, ...]
    actor: Actor
    #: The incident that the command is about, if it is about one.
    incident: Incident | None = None
    #: Telephones can be called.
    calls: bool = False
    #: The room in which it was typed.
    room: Room | None = None
    follow_ups: list[system.System] = field(default_factory=list)
    _effects: int = 0
    _timers: int = 0

    def the_incident(self) -> Incident:
        """Give the incident of a command that always has one."""
        if self.incident is None:
            raise AssertionError("a command of scope 'one' reached its handler without an incident")
        return self.incident

    def me(self) -> Person:
        """Give the person of a command that only people give."""
        if self.actor.person is None:
            raise AssertionError("a typed command reached its handler without a person")
        return self.actor.person

    def may(self, power: Power) -> Verdict:
        """Ask the authority matrix."""
        return self.uow.roster.matrix().verdict(power, self.actor.roles)

    def must(self, power: Power) -> None:
        """Raise NotAllowed unless the actor holds the power."""
        verdict = self.may(power)
        if not verdict.allowed:
            raise NotAllowed(verdict.rule, verdict.who_may)

    def log(
        self,
        chain: str,
        kind: EntryKind,
        text: str,
        *,
        at: datetime | None = None,
        author: str | None = None,
        on_behalf: str | None = None,
        element: Element = Element.CM,
        sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL,
        supersedes: int | None = None,
        **details: Any,
    ) -> int:
        """Append an entry to the chain of an incident code or ``org``; give its number.

        `at` is when it happened, if not now. Empty details are left out.
        """
        body = {"text": text, **{key: value for key, value in details.items() if value not in (None, "", [], ())}}
        entry = self.uow.log.append(
            chain,
            event_at=at or self.now,
            now=self.now,
            kind=kind,
            author=author or self.actor.id,
            body=body,
            salt=self.chance.randbytes(16).hex(),
            on_behalf=on_behalf,
            element=element,
            sensitivity=sensitivity,
            supersedes=supersedes,
        )
        return entry.seq

    def send(self, effect: fx.Effect) -> None:
        """Queue an effect; it is performed after the commit. Edits of one live card that still wait become one."""
        self._effects += 1
        put = self.uow.outbox.put_latest if isinstance(effect, fx.EditLive) else self.uow.outbox.put
        put(
            f"{self.event_id}#{self._effects}",
            priority=fx.priority_of(effect),
            lane=fx.lane_of(effect),
            kind=fx.kind_of(effect),
            payload=fx.to_json(effect),
            now=self.now,
            incident=_incident_of(effect, self.incident),
            room=effect.room if isinstance(effect, fx.RoomEffect) else None,
            expires_at=self.now + fx.useful_for(effect),
        )

    def two_way(self, number: str) -> bool:
        """Tell whether a reply from this number reaches us; simulated telephones answer from everywhere."""
        return self.organisation.demonstration or self.library.countries.of(number).two_way

    def after(self, delay: timedelta, command: system.System, incident: IncidentId | None = None) -> None:
        """Give `command` again after `delay`; a restart loses nothing."""
        self._timers += 1
        key = f"{self.event_id}@{self._timers}"
        self.uow.timers.put(key, self.now + delay, system.to_json(command), incident=incident)

    def then(self, command: system.System) -> None:
        """Carry out another command in this same transaction, when this handler is done."""
        self.follow_ups.append(command)

    def open_rooms(self, incident: Incident, kind: RoomKind = RoomKind.MAIN) -> list[Room]:
        """Give the incident's rooms of a kind that are open or will be."""
        usable = {RoomState.WANTED, RoomState.OPEN}
        return [room for room in self.uow.rooms.of(incident.id) if room.kind is kind and room.state in usable]

    def post(self, incident: Incident, card: Card, sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL) -> None:
        """Post a card in the incident's main rooms; what is strictly confidential, in the restricted ones alone."""
        secret = sensitivity is Sensitivity.STRICTLY_CONFIDENTIAL
        for room in self._rooms_now(incident, RoomKind.RESTRICTED if secret else RoomKind.MAIN):
            self.send(fx.PostCard(room.id, card, sensitivity))

    def spoken_at(self) -> Sensitivity:
        """Say how sensitive is what was typed here: what is said in a restricted room stays restricted."""
        if self.room is not None and self.room.kind is RoomKind.RESTRICTED:
            return Sensitivity.STRICTLY_CONFIDENTIAL
        return Sensitivity.CONFIDENTIAL

    def aside(self, incident: Incident, words: str) -> str:
        """Give the words that may stand in the main room: what is typed in a restricted room stays there."""
        secret = self.spoken_at()
        if not words or secret is not Sensitivity.STRICTLY_CONFIDENTIAL:
            return words
        self.log(incident.code, EntryKind.NOTE, words, sensitivity=secret)
        self.post(incident, Card(f"{incident.code}: said here", (Text(words),)), secret)
        return "(More in the restricted room.)"

    def refresh(self, incident: Incident) -> None:
        """Let the pinned situation cards show the new state."""
        for room in self._rooms_now(incident, RoomKind.MAIN):
            self.send(fx.EditLive(room.id))

    def _rooms_now(self, incident: Incident, kind: RoomKind) -> list[Room]:
        """Give the incident's open rooms; once it was merged and they are closed, those in which it goes on."""
        while not (rooms := self.open_rooms(incident, kind)) and incident.merged_into is not None:
            incident = self.uow.incidents.look(incident.merged_into)
        return rooms

    def sms(self, person: Person, purpose: fx.Purpose, text: str, incident: IncidentId | None = None) -> None:
        """Queue a text to a person who has a number."""
        if person.mobile is None:
            raise AssertionError(f"{person.id} has no number; the caller must have looked")
        self.send(fx.SendSms(person.mobile, text, purpose, person.id, incident))

    def words(self, key: str, language: Language, **values: str) -> str:
        """Compose an SMS from the approved template in the person's language."""
        return self.library.sms(key, language, **values)

    def names(self, people: list[PersonId]) -> str:
        """Name people for a text, in the order given."""
        known = self.uow.roster.people(people)
        return ", ".join(known[person].name for person in people)


def _incident_of(effect: fx.Effect, incident: Incident | None) -> IncidentId | None:
    match effect:
        case fx.SendSms() | fx.Call() | fx.HangUp() | fx.Tell():
            return effect.incident
        case _:
            return incident.id if incident else None

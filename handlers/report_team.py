"""Who may be named in a report: the people of the team, with their roles; everybody else is a member of staff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handlers.authorise import DUTY_OFFICER
from handlers.context import MUSTER, Context
from handlers.ladder import seat_of
from handlers.report_model import Participant
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Page
from playbooks.rules.people import Person
from playbooks.rules.vocabulary import PersonId

#: Stands in the place of a name that a report does not give.
SOMEBODY = "[a member of staff]"
#: The role under which whoever reported it is let into the room: that makes nobody part of the team.
_REPORTER = "raised the alarm"
_SEVERAL = re.compile(rf"{re.escape(SOMEBODY)}(?:, {re.escape(SOMEBODY)})+")
_NUMBER = re.compile(r"\+\d[\d ]{6,16}\d")
_WORD = re.compile(r"\w+")


class Team:
    """The people of one incident's team, and the names that its report leaves out."""

    def __init__(self, ctx: Context, incident: Incident, pages: Iterable[Page]) -> None:
        self._roles: dict[PersonId, list[str]] = {}
        for person, role in [*_standing(ctx), *_called(ctx, pages)]:
            roles = self._roles.setdefault(person, [])
            if role not in roles:
                roles.append(role)
        #: Who is or was in the rooms, with the role that brought them.
        self._inside = _members(ctx, incident)
        for person, role in self._inside.items():
            self._roles.setdefault(person, [role])
        self._named = frozenset(self._roles)
        # Wardens answer for others; they are staff all the same, and a function is enough.
        for warden in ctx.uow.roster.wardens():
            self._roles.setdefault(warden.person, ["a warden"])
        people = ctx.uow.roster.everyone()
        self._names = {one.id: one.name for one in people}
        # By the first word of the name: a text is read once, whatever the number of people.
        self._by_word: dict[str, list[Person]] = {}
        for one in people:
            if first := _WORD.search(one.name):
                self._by_word.setdefault(first[0], []).append(one)

    def role(self, person: PersonId | None) -> str:
        """Give somebody's first role, without the name."""
        return self._roles[person][0] if person in self._roles else "a member of staff"

    def by(self, author: str) -> str:
        """Name the author of an entry: a person of the team with the role, Muster, or a member of staff."""
        person = PersonId(author)
        if person in self._named and person in self._names:
            return f"{self._names[person]}, {self.role(person)}"
        return "Muster" if author == MUSTER else self.role(person)

    def name(self, person: PersonId) -> str:
        """Give the name of somebody who was called."""
        return self._names.get(person, str(person))

    def masked(self, text: str, *, functions: bool = False, keep: str = "") -> str:
        """Take out of a text the names of people who are not of the team, and telephone numbers.

        With `functions` the team's names give way to what each is, but that of the person `keep`: in what is said of
        check-ins and requests for help people appear as functions alone (domain 3.9).
        """
        for word in dict.fromkeys(_WORD.findall(text)):
            for person in self._by_word.get(word, ()):
                if person.name in text and person.id not in self._named:
                    text = text.replace(person.name, SOMEBODY)
                elif functions and person.id != keep:
                    text = text.replace(person.name, self.role(person.id))
        return _NUMBER.sub("[a number]", _SEVERAL.sub("[members of staff]", text))

    def participants(self) -> tuple[Participant, ...]:
        """List who was in the rooms, by role."""
        there = [person for person in self._inside if person in self._names]
        listed = (Participant(self._names[person], tuple(self._roles[person])) for person in there)
        return tuple(sorted(listed, key=lambda one: (one.roles, one.name)))


def _standing(ctx: Context) -> Iterator[tuple[PersonId, str]]:
    """Name who holds a function of the organisation."""
    for seat in ctx.uow.roster.seats():
        for rung, person in enumerate(seat.holders):
            yield person, seat.title if rung == 0 else f"{seat.title} (alternate {rung})"
    for shift in ctx.uow.roster.duty():
        yield shift.person, seat_of(ctx, DUTY_OFFICER).title


def _called(ctx: Context, pages: Iterable[Page]) -> Iterator[tuple[PersonId, str]]:
    """Name who was called for a seat that somebody else may hold by now."""
    standing = {person for person, _ in _standing(ctx)}
    for page in pages:
        for call in page.calls:
            if call.person not in standing:
                yield call.person, seat_of(ctx, page.seat).title


def _members(ctx: Context, incident: Incident) -> dict[PersonId, str]:
    inside: dict[PersonId, str] = {}
    for room in ctx.uow.rooms.of(incident.id):
        for member in ctx.uow.rooms.members(room.id):
            if member.role != _REPORTER:
                inside.setdefault(member.person, member.role)
    return inside

"""Paging a seat: the ladder of holder and alternates, answers, escalation, quorum and the line of succession.

A page belongs to one seat of one incident. Its ladder is stamped when a round starts, so that editing the roster
cannot change a running escalation; the next round takes the people of then. Each rung is rung once a round and in
order; the latest answer of a person counts; a late timer changes nothing, since it names the round and rung that it
was set for. Methods return what follows from the change as decisions; they perform nothing (R46, domain 3.10).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from playbooks.rules.people import Seat
from playbooks.rules.vocabulary import IncidentId, Level, PageId, PersonId, SeatCode, Team


class Answer(StrEnum):
    """What a paged person said."""

    JOINING = "joining"
    LATE = "late"
    CANNOT = "cannot"
    LEFT = "left"  #: Was joining, and has left since.


COMING = frozenset({Answer.JOINING, Answer.LATE})
SAYS_NO = frozenset({Answer.CANNOT, Answer.LEFT})
#: Whoever comes later than this comes, but does not hold up the page: somebody must sit there meanwhile (our choice).
LATEST_TO_COVER = timedelta(minutes=60)


class Delivery(StrEnum):
    """How far the SMS of a call came."""

    WAITING = "waiting"
    SENT = "sent"  #: The provider took it.
    DELIVERED = "delivered"  #: A receipt came; not a sign that anybody read it.
    FAILED = "failed"
    NOT_SENT = "not sent"  #: No SMS was needed: the person had answered already, or came unasked.


class PageState(StrEnum):
    """Where a page stands."""

    RINGING = "ringing"
    COVERED = "covered"
    EXHAUSTED = "uncovered"  #: Everybody on the ladder was tried; it starts again.
    STOPPED = "stopped"


@dataclass(eq=False)
class Call:
    """One person told once on behalf of one seat."""

    person: PersonId
    #: 1 for the first time through the ladder.
    round: int
    #: 0 for who is rung first, the holder unless on leave; -1 when the person came unasked and is not on the ladder.
    rung: int
    told_at: datetime
    delivery: Delivery = Delivery.WAITING
    #: In words, for people: "carrier refused: unknown number".
    delivery_note: str = ""
    delivered_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    #: Only with LATE.
    late_by: timedelta | None = None

    @property
    def covers(self) -> bool:
        """The person comes, and soon enough for the seat."""
        return self.answer in COMING and (self.late_by or timedelta()) <= LATEST_TO_COVER


@dataclass(frozen=True)
class Ring:
    """Tell this person now, and look again after the answering time."""

    person: PersonId
    round: int
    rung: int


@dataclass(frozen=True)
class Skipped:
    """This person could not be told; the ladder went on at once."""

    person: PersonId
    why: str


@dataclass(frozen=True)
class Covered:
    """The seat has somebody coming."""

    person: PersonId


@dataclass(frozen=True)
class Exhausted:
    """Nobody on the ladder comes; start again after a while."""

    round: int


Decision = Ring | Skipped | Covered | Exhausted


@dataclass(frozen=True)
class Reach:
    """What is known when a rung is rung."""

    #: Person -> why no SMS can be sent ("no mobile number").
    unreachable: Mapping[PersonId, str] = field(default_factory=dict)
    #: Person -> latest answer on any page of the same incident.
    answers: Mapping[PersonId, Answer] = field(default_factory=dict)
    #: Person -> by how much those of `answers` who are late said to be.
    late_by: Mapping[PersonId, timedelta] = field(default_factory=dict)
    #: Who is called for the seat now, for a round that starts; None when the seat is gone: then whoever was.
    ladder: tuple[PersonId, ...] | None = None


@dataclass(eq=False)
class Page:
    """The page of one seat in one incident."""

    id: PageId
    incident: IncidentId
    seat: SeatCode
    #: Stamped at the start of the round.
    ladder: tuple[PersonId, ...]
    state: PageState = PageState.RINGING
    round: int = 0
    rung: int = -1
    #: Oldest first.
    calls: list[Call] = field(default_factory=list)

    def start(self, reach: Reach, now: datetime) -> list[Decision]:
        """Ring the first rung of the ladder of now; on a page that ran before, begin another round.

        A covered page is left as it is. A stopped one begins anew: what was answered before the stop has no meaning
        for a team that is called again, and a chair who joined last week is not on the way now.
        """
        if self.state is PageState.STOPPED:
            self._forget_answers()
        elif self.covering():
            return []
        self.ladder = self.ladder if reach.ladder is None else reach.ladder
        self.round, self.rung, self.state = self.round + 1, -1, PageState.RINGING
        return self._ring_next(reach, now)

    def overdue(self, round_: int, rung: int, reach: Reach, now: datetime) -> list[Decision]:
        """Go on when nobody answered in time; a late or repeated timer changes nothing."""
        if self.state is not PageState.RINGING or (self.round, self.rung) != (round_, rung):
            return []
        return self._ring_next(reach, now)

    def restart(self, round_: int, reach: Reach, now: datetime) -> list[Decision]:
        """Begin again after an exhausted `round_`; anything else changes nothing."""
        if self.state is not PageState.EXHAUSTED or self.round != round_:
            return []
        return self.start(reach, now)

    def can_be_rung(self, person: PersonId, reach: Reach, now: datetime) -> list[Decision]:
        """Ring at once somebody of an exhausted ladder who could not be rung before, as another round from there on."""
        ladder = self.ladder if reach.ladder is None else reach.ladder
        if self.state is not PageState.EXHAUSTED or person not in ladder:
            return []
        self.ladder, self.round, self.state = ladder, self.round + 1, PageState.RINGING
        self.rung = ladder.index(person) - 1
        return self._ring_next(reach, now)

    def answered(
        self, person: PersonId, answer: Answer, late_by: timedelta | None, reach: Reach, now: datetime
    ) -> list[Decision]:
        """Take a person's answer, the latest of which counts; somebody leaving, or very late, pages the next.

        A no never rings the one who says it, in a repeated round either, which asks those again who said no before.
        """
        call = self.latest_call(person)
        if call is None:
            call = Call(person, self.round, -1, now, delivery=Delivery.NOT_SENT)
            self.calls.append(call)
        call.answer, call.answered_at, call.late_by = answer, now, late_by
        if self.state is PageState.STOPPED:
            return []
        answers, late = {**reach.answers, person: answer}, {**reach.late_by, person: late_by or timedelta()}
        reach = replace(reach, answers=answers, late_by=late)
        if call.covers:
            already = self.state is PageState.COVERED
            self.state = PageState.COVERED
            return [] if already else [Covered(person)]
        was_waiting_for = self._waits_for(call)
        lost_cover = self.state is PageState.COVERED and not self.covering()
        if not (was_waiting_for or lost_cover):
            return []
        self.state = PageState.RINGING
        return self._ring_next(reach, now, speaker=person)

    def failed(
        self, person: PersonId, note: str, reach: Reach, now: datetime, told_at: datetime | None = None
    ) -> list[Decision]:
        """Record that the SMS did not go; page the next at once if it was the rung being waited for.

        `told_at` names the call by the moment at which its SMS was queued, since the news of an earlier round may
        come late; without it the last call is meant. The same news twice changes nothing.
        """
        texted = [call for call in self.calls if call.person == person and call.delivery is not Delivery.NOT_SENT]
        meant = [call for call in texted if told_at is None or call.told_at == told_at]
        if not meant or meant[-1].delivery is Delivery.FAILED:
            return []
        call = meant[-1]
        call.delivery, call.delivery_note, call.delivered_at = Delivery.FAILED, note, now
        if self._waits_for(call) and call.answer is None:
            return self._ring_next(reach, now)
        return []

    def stop(self) -> None:
        """Ring nobody any more (stand-down, false alarm, merge)."""
        self.state = PageState.STOPPED

    def latest_call(self, person: PersonId) -> Call | None:
        """Give the person's last call on this page."""
        return next((call for call in reversed(self.calls) if call.person == person), None)

    def coming(self) -> list[PersonId]:
        """Name those whose latest answer is joining or late, in the order of the ladder, the unasked last."""
        latest = {call.person: call.answer for call in self.calls}
        coming = [person for person, answer in latest.items() if answer in COMING]
        return [*(person for person in dict.fromkeys(self.ladder) if person in coming),
                *(person for person in coming if person not in self.ladder)]  # fmt: skip

    def covering(self) -> list[PersonId]:
        """Name those of `coming` who come soon enough for the seat."""
        return [person for person in self.coming() if (call := self.latest_call(person)) and call.covers]

    def _ring_next(self, reach: Reach, now: datetime, speaker: PersonId | None = None) -> list[Decision]:
        decisions: list[Decision] = []
        while self.rung + 1 < len(self.ladder):
            self.rung += 1
            decision = self._tell(self.ladder[self.rung], reach, now, speaker)
            if decision is not None:
                decisions.append(decision)
            if isinstance(decision, Ring | Covered):
                return decisions
        self.state = PageState.EXHAUSTED
        return [*decisions, Exhausted(self.round)]

    def _tell(self, person: PersonId, reach: Reach, now: datetime, speaker: PersonId | None) -> Decision | None:
        """Call the person on the present rung; None where nothing needs to be said or done.

        `speaker` is whoever has answered at this moment.
        """
        known, late_by = self._known(person, reach)
        if known in SAYS_NO and self._passes_over(reach):
            return None
        call = Call(person, self.round, self.rung, now)
        if known in COMING:
            # On the way already: no second SMS; and unless that takes too long, the seat is covered.
            call.delivery, call.answer, call.answered_at, call.late_by = Delivery.NOT_SENT, known, now, late_by
            if call.covers:
                self.state = PageState.COVERED
            if call.covers or person not in self.coming():
                self.calls.append(call)
            return Covered(person) if call.covers else None
        self.calls.append(call)
        if known in SAYS_NO and (self.round == 1 or person == speaker):
            call.delivery, call.answer, call.answered_at = Delivery.NOT_SENT, known, now
            return Skipped(person, f"said {known} already")
        if why := reach.unreachable.get(person):
            call.delivery, call.delivery_note = Delivery.FAILED, why
            return Skipped(person, why)
        return Ring(person, self.round, self.rung)

    def _passes_over(self, reach: Reach) -> bool:
        """Leave those who said no out of a repeated round, as long as somebody else can still be rung.

        Somebody whose texts do not arrive does not count: then even those who said no are asked again. Nor does
        somebody who comes much too late, and is not rung any more.
        """
        return self.round > 1 and any(
            self._known(person, reach)[0] is None and self._seems_reachable(person, reach) for person in self.ladder
        )

    def _seems_reachable(self, person: PersonId, reach: Reach) -> bool:
        call = self.latest_call(person)
        return person not in reach.unreachable and (call is None or call.delivery is not Delivery.FAILED)

    def _known(self, person: PersonId, reach: Reach) -> tuple[Answer | None, timedelta | None]:
        """Give what the person said last and how late that is, on this page if not known from elsewhere."""
        if person in reach.answers:
            return reach.answers[person], reach.late_by.get(person)
        here = next((call for call in reversed(self.calls) if call.person == person and call.answer), None)
        return (here.answer, here.late_by) if here else (None, None)

    def _waits_for(self, call: Call) -> bool:
        """Tell whether `call` is the one that rings now."""
        at = (self.round, self.rung)
        return self.state is PageState.RINGING and self.rung >= 0 and (call.round, call.rung) == at

    def _forget_answers(self) -> None:
        """Take the answers off the calls; the log keeps them."""
        for call in self.calls:
            call.answer = call.answered_at = call.late_by = None


@dataclass(frozen=True)
class QuorumRule:
    """When a team can act (R46): functions that must be covered, and how many people in all."""

    functions: frozenset[str]
    minimum: int
    #: After the declaration; then its absence is announced (domain 1.4 B5).
    within: timedelta


@dataclass(frozen=True)
class Quorum:
    """How far a team is."""

    met: bool
    #: Different people who are coming.
    present: int
    needed: int
    #: Functions without anybody, sorted.
    missing: tuple[str, ...]


def team_for(level: Level) -> Team:
    """Name the team that leads at `level` (domain 2.2): ORT up to L1, CMT from L2."""
    return Team.CMT if level >= Level.L2 else Team.ORT


def quorum(rule: QuorumRule, covered: Iterable[tuple[Seat, Page]], gone: Container[PersonId] = frozenset()) -> Quorum:
    """Count who is coming in time for the seats of one team; one person with two seats counts once.

    Whoever is `gone` from the organisation does not count, whatever they said.
    """
    people: set[PersonId] = set()
    functions: set[str] = set()
    for seat, page in covered:
        coming = [person for person in page.covering() if person not in gone]
        people.update(coming)
        if coming:
            functions.add(seat.function)
    missing = tuple(sorted(rule.functions - functions))
    return Quorum(len(people) >= rule.minimum and not missing, len(people), rule.minimum, missing)


def acting_chair(
    line: Sequence[Seat], answers: Mapping[PersonId, Answer], late_by: Mapping[PersonId, timedelta] | None = None
) -> PersonId | None:
    """Name who leads: the first in the line of succession who is joining, else the first who is late.

    Whoever is later than a page waits for leads only while nobody else does. `line` is in order of succession;
    inside a seat the holder goes before the alternates.
    """
    in_line = [person for seat in line for person in seat.holders]
    far = {person for person, late in (late_by or {}).items() if late > LATEST_TO_COVER}
    joining, late = ([one for one in in_line if answers.get(one) is said] for said in (Answer.JOINING, Answer.LATE))
    return next(iter([*joining, *(one for one in late if one not in far), *late]), None)


def latest_answers(pages: Iterable[Page]) -> dict[PersonId, Answer]:
    """Give each person's latest answer over the pages of one incident that are not stopped.

    On one page the order of the calls decides, between pages the time, so that a clock that jumps back does no harm.
    """
    return {person: call.answer for person, call in _latest_calls(pages).items() if call.answer}


def lateness(pages: Iterable[Page]) -> dict[PersonId, timedelta]:
    """Give by how much those are late who said so last, over the same pages as `latest_answers`."""
    return {person: call.late_by for person, call in _latest_calls(pages).items() if call.late_by}


def _latest_calls(pages: Iterable[Page]) -> dict[PersonId, Call]:
    latest: dict[PersonId, tuple[datetime, Call]] = {}
    for page in pages:
        here = {call.person: call for call in page.calls if call.answer and page.state is not PageState.STOPPED}
        for person, call in here.items():
            if call.answered_at and not (person in latest and latest[person][0] > call.answered_at):
                latest[person] = (call.answered_at, call)
    return {person: call for person, (_, call) in latest.items()}

"""The report in figures: milestones, the indicators of the response against their targets, the summary's sentences.

Indicators and targets: domain 1.4, family B.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.authorise import DUTY_OFFICER
from handlers.report_log import Told, first
from handlers.report_model import Figure, HelpLine, Milestone, Outcome, PlaybookLine, Round, SeatLine, Title
from playbooks.rules.checkin import TAKE_WITHIN
from playbooks.rules.incident import Incident
from playbooks.rules.paging import Delivery, Page
from playbooks.rules.times import both_times
from playbooks.rules.vocabulary import EntryKind

_MINUTE = timedelta(minutes=1)
VERIFY, DECLARE_L3, DECLARE = 30 * _MINUTE, 30 * _MINUTE, 60 * _MINUTE
FIRST_PAGE, ANSWER, QUORUM, FIRST_CHECK_IN = 2 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE, 15 * _MINUTE
ACCOUNTED_90 = 120 * _MINUTE
#: Per cent of the mandatory steps that are done, and done on time (B12).
STEPS_DONE, STEPS_ON_TIME = 95, 85
NOT_REACHED = "not reached"


@dataclass(frozen=True)
class Gathered:
    """Everything that the figures are made of."""

    incident: Incident
    title: Title
    told: Told
    pages: Sequence[Page]
    seats: Sequence[SeatLine]
    playbook: PlaybookLine | None
    rounds: Sequence[Round]
    helps: Sequence[HelpLine]

    @property
    def first_page(self) -> datetime | None:
        """Tell when the first text to the team was taken by the provider; the duty officer's while there is no team."""
        team = [page for page in self.pages if page.seat != DUTY_OFFICER]
        gone = {Delivery.SENT, Delivery.DELIVERED}
        return first([call.delivered_at for page in team or self.pages for call in page.calls if call.delivery in gone])

    @property
    def first_answer(self) -> datetime | None:
        """Tell when somebody of the team first answered."""
        calls = [
            call for seat in self.seats if seat.code != DUTY_OFFICER or len(self.seats) == 1 for call in seat.calls
        ]
        return first([call.answered_at for call in calls])

    @property
    def quorum(self) -> datetime | None:
        """Tell when the team could act for the first time."""
        return next((one.at for one in self.told.quorum() if one.met), None)

    @property
    def first_check_in(self) -> datetime | None:
        """Tell when the first question left."""
        return first([one.first_sent_at for one in self.rounds])

    def accounted(self, percent: int) -> datetime | None:
        """Tell when so many of everybody were accounted for in the first check-in."""
        if not self.rounds:
            return None
        return next((one.at for one in self.rounds[0].reached if one.percent == percent), None)


def milestones(got: Gathered) -> tuple[Milestone, ...]:
    """Give the moments that a review asks for, those not reached too."""
    incident = got.incident
    duty = first([call.told_at for seat in got.seats if seat.code == DUTY_OFFICER for call in seat.calls])
    moments: list[tuple[str, datetime | None]] = [("Reported", incident.reported_at)]
    if duty and len(got.seats) > 1:
        moments.append(("Duty officer paged", duty))
    moments += [
        ("Verified", incident.verified_at),
        ("Declared", incident.declared_at),
        ("First page", got.first_page),
        ("First answer", got.first_answer),
        ("Quorum", got.quorum),
        ("First check-in text", got.first_check_in),
        ("50 % accounted for", got.accounted(50)),
        ("90 % accounted for", got.accounted(90)),
        ("100 % accounted for", got.accounted(100)),
        ("Stood down", incident.stood_down_at),
    ]
    return tuple(
        Milestone(name, at, _since(at, incident.reported_at), _since(at, incident.declared_at)) for name, at in moments
    )


def figures(got: Gathered) -> tuple[Figure, ...]:
    """Hold the response against its targets."""
    incident = got.incident
    level = got.title.levels[0].level if got.title.levels else got.title.level
    declare_within = DECLARE_L3 if level == "L3" else DECLARE
    began, declared, now = incident.reported_at, incident.declared_at, got.title.made_at
    check_in = got.rounds[0].started_at if got.rounds else None
    return (
        _length("B1", "Report to verified", began, incident.verified_at, VERIFY, now),
        _length("B2", "Report to declaration", began, declared, declare_within, now),
        _length("B3", "Declaration to first page", declared, got.first_page, FIRST_PAGE, now),
        *_answers(got.seats),
        _length("B5", "Declaration to quorum", declared, got.quorum, QUORUM, now),
        _length("B6", "Declaration to first check-in text", declared, got.first_check_in, FIRST_CHECK_IN, now),
        _length("B7", "Check-in to 90 % accounted for", check_in, got.accounted(90), ACCOUNTED_90, now),
        *_helped(got),
        *_steps(got.playbook),
        *_decided(got.told),
        Figure("B18", "Entries corrected", str(got.told.corrections())),
    )


def summary(got: Gathered) -> tuple[str, ...]:
    """Say in a few sentences what the figures say."""
    title, place = got.title, got.title.sites[0]

    def at(moment: datetime) -> str:
        return f"{moment:%Y-%m-%d} {both_times(moment, place.time_zone, place.name)}"

    began = f"{title.type} at {', '.join(site.name for site in title.sites)}, first reported {at(title.reported_at)}."
    if title.declared_at:
        level = title.levels[0].level if title.levels else title.level
        later = title.declared_at - title.reported_at
        began += f" Declared {level} {f'{_words(later)} later' if later else 'at once'}."
    over = got.incident.stood_down_at
    end = f"It is {title.phase}" + (f", {_words(over - title.reported_at)} after the report." if over else ".")
    return tuple(part for part in (began, _team_sentence(got), *_people_sentences(got), end) if part)


def _team_sentence(got: Gathered) -> str:
    if not got.seats:
        return "Nobody was paged."
    answered = sum(any(call.answer for call in seat.calls) for seat in got.seats)
    calls = sum(1 + call.again for seat in got.seats for call in seat.calls)
    text = f"{len(got.seats)} seats were called with {calls} calls; {answered} of them had an answer."
    if got.quorum and got.incident.declared_at:
        return f"{text} The team had quorum {_words(got.quorum - got.incident.declared_at)} after the declaration."
    return text if got.quorum else f"{text} Quorum was never reached."


def _people_sentences(got: Gathered) -> list[str]:
    if not got.rounds:
        return ["No check-in was made."]
    last = got.rounds[-1]
    missing = last.everybody - last.accounted
    asked = f"Of {last.everybody} people {last.accounted} were accounted for when this was made, {missing} were not"
    sentences = [f"{asked} (check-in {last.number}; {last.basis})."]
    if got.helps:
        untaken = sum(one.taken_at is None and one.ended_at is None for one in got.helps)
        noun = "request" if len(got.helps) == 1 else "requests"
        sentences.append(f"{len(got.helps)} {noun} for help came in; {untaken or 'none'} of them nobody has taken.")
    return sentences


def _answers(seats: Sequence[SeatLine]) -> tuple[Figure, ...]:
    calls = [call for seat in seats for call in seat.calls if call.place != "came unasked" and not call.failed]
    took = sorted(call.answered_at - call.told_at for call in calls if call.answered_at)
    answered = Figure("", "Calls answered", f"{len(took)} of {sum(1 + call.again for call in calls)}")
    if not took:
        return (Figure("B4", "Median time to answer a page", "no answer", _words(ANSWER)), answered)
    middle, slow = took[(len(took) - 1) // 2], took[math.ceil(0.9 * len(took)) - 1]
    return (
        Figure("B4", "Median time to answer a page", _words(middle), _words(ANSWER), middle <= ANSWER),
        Figure("B4", "Slowest tenth of the answers from", _words(slow), _words(ANSWER), slow <= ANSWER),
        answered,
    )


def _helped(got: Gathered) -> tuple[Figure, ...]:
    if not got.helps:
        return ()
    took = [one.taken_at - one.opened_at for one in got.helps if one.taken_at]
    waiting = sum(one.taken_at is None for one in got.helps)
    value = _words(max(took)) if took else "none taken"
    value += f", {waiting} never taken" if waiting and took else ""
    met = not waiting and all(length <= TAKE_WITHIN for length in took)
    return (Figure("B8", "Longest wait of a request for help", value, _words(TAKE_WITHIN), met),)


def _steps(playbook: PlaybookLine | None) -> tuple[Figure, ...]:
    """Count the mandatory steps whose time has come; what does not apply or is not due yet is held against nobody."""
    left_out = {Outcome.NOT_APPLICABLE, Outcome.NOT_STARTED, Outcome.OPEN}
    steps = [one for one in playbook.steps if one.mandatory and one.outcome not in left_out] if playbook else []
    if not steps:
        return ()
    done = sum(one.outcome in {Outcome.ON_TIME, Outcome.LATE, Outcome.DONE} for one in steps)
    on_time = sum(one.outcome in {Outcome.ON_TIME, Outcome.DONE} for one in steps)
    skipped = sum(one.outcome is Outcome.SKIPPED for one in steps)
    shares = [100 * count // len(steps) for count in (done, on_time)]
    return (
        Figure("B12", "Mandatory steps done", f"{shares[0]} %", f"{STEPS_DONE} %", shares[0] >= STEPS_DONE),
        Figure(
            "B12", "Mandatory steps done on time", f"{shares[1]} %", f"{STEPS_ON_TIME} %", shares[1] >= STEPS_ON_TIME
        ),
        Figure("B12", "Mandatory steps skipped, with the reason", str(skipped)),
    )


def _decided(told: Told) -> tuple[Figure, ...]:
    decisions = [entry.body for entry in told.of_kind(EntryKind.DECISION) if entry.body]
    if not decisions:
        return ()
    whole = sum(all(body.get(key) for key in ("because", "options", "owner")) for body in decisions)
    share = 100 * whole // len(decisions)
    return (
        Figure(
            "B13", "Decisions with reason, options and owner", f"{share} % of {len(decisions)}", "100 %", share == 100
        ),
    )


def _length(
    kpi: str, name: str, start: datetime | None, end: datetime | None, target: timedelta, now: datetime
) -> Figure:
    if start is None or end is None:
        too_late = start is not None and now - start > target
        return Figure(kpi, name, NOT_REACHED, _words(target), False if too_late else None)
    # A check-in or a page may go out before the declaration: life safety first.
    length = end - start
    return Figure(kpi, name, _words(length) if length >= timedelta() else "before", _words(target), length <= target)


def _since(at: datetime | None, start: datetime | None) -> timedelta | None:
    return None if at is None or start is None or at < start else at - start


def _words(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    if 0 < seconds < 60:
        return f"{seconds} s"
    days, rest = divmod(seconds // 60, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "at once"

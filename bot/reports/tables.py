"""The tables of the after-action report: what stands in which cell, in words and site time.

A cell is text, which the template escapes, or markup made here from escaped parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.reports.drawing import span
from bot.reports.steps_chart import phase_name
from handlers.report_model import CallLine, Entry, Failure, Figure, Milestone, Outcome, Place, Report, Round, StepLine

Cell = str | Markup
NOT_REACHED = "not reached"


@dataclass(frozen=True)
class Table:
    """Rows under a heading; the first cell of each row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: Class of each row, for struck entries and missed targets.
    marks: tuple[str, ...] = ()
    #: "timeline", "blank": how wide the columns are.
    kind: str = ""


def when(moment: datetime | None, place: Place, missing: str = "") -> Cell:
    """Show a moment in UTC and on the site's clock, with the local day where it is another."""
    if moment is None:
        return missing
    utc, local = moment.astimezone(UTC), moment.astimezone(ZoneInfo(place.time_zone))
    day = f"{local:%Y-%m-%d} " if local.date() != utc.date() else ""
    return Markup('<time datetime="{}"><b>{} UTC</b> <span>{}{} {}</span></time>').format(
        f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%d %H:%M}", day, f"{local:%H:%M}", place.name
    )


def isolated(text: str) -> Markup:
    """Let text find its own writing direction."""
    return Markup('<bdi dir="auto">{}</bdi>').format(text)


def figures(all_: Sequence[Figure]) -> Table:
    """List the indicators against their targets."""
    rows = tuple(
        (one.name, one.value, one.target, "" if one.met is None else "met" if one.met else "missed", one.kpi)
        for one in all_
    )
    marks = tuple("missed" if one.met is False else "" for one in all_)
    return Table(
        "Indicators of the response against their targets",
        ("Indicator", "Value", "Target", "Result", "KPI"),
        rows,
        marks,
    )


def milestones(all_: Sequence[Milestone], place: Place) -> Table:
    """List the milestones, those not reached too."""
    rows = tuple(
        (
            one.name,
            when(one.at, place, NOT_REACHED),
            _span(one.after_report),
            _span(one.after_declaration),
            one.note,
        )
        for one in all_
    )
    return Table("Milestones", ("Milestone", "When", "After the report", "After the declaration", "Note"), rows)


def timeline(report: Report) -> Table:
    """List the curated log; what was corrected is struck through with a pointer to its correction."""
    place = report.title.sites[0]
    rows = tuple(
        (str(one.number), when(one.at, place), one.kind, _words(one), isolated(one.by)) for one in report.timeline
    )
    marks = tuple("struck" if one.struck_by else "" for one in report.timeline)
    return Table("Timeline from the incident's log", ("No.", "When", "Kind", "What", "By"), rows, marks, "timeline")


def decisions(report: Report) -> Table:
    """List the decisions with their reasons."""
    place = report.title.sites[0]
    rows = tuple((str(one.number), when(one.at, place), _words(one), isolated(one.by)) for one in report.decisions)
    marks = tuple("struck" if one.struck_by else "" for one in report.decisions)
    return Table("Decisions register", ("No.", "When", "Decision", "Recorded by"), rows, marks, "register")


def calls(report: Report) -> Table:
    """List the calls, seat by seat."""
    place = report.title.sites[0]
    rows = tuple(
        (
            seat.title,
            Markup("{} <small>{}{}</small>").format(
                isolated(call.person), call.place, f", round {call.round}" if call.round > 1 else ""
            ),
            _told(call, place),
            call.delivery,
            _answer(call),
            _span(call.answered_at - call.told_at) if call.answered_at else "",
        )
        for seat in report.seats
        for call in seat.calls
    )
    headings = ("Seat", "Who", "Told", "Text message", "Answer", "Took")
    return Table("Everybody who was called", headings, rows)


def _told(call: CallLine, place: Place) -> Cell:
    if not call.again:
        return when(call.told_at, place)
    return Markup("{}<br><small>and {} more times, last</small> {}").format(
        when(call.told_at, place), call.again, when(call.last_told_at, place)
    )


def _answer(call: CallLine) -> str:
    if not call.answer:
        return "no answer"
    late = f" by {span(call.late_by)}" if call.late_by and call.answer == "late" else ""
    return f"{call.answer}{late}" + (f"; later {call.later}" if call.later else "")


def quorum(report: Report) -> Table:
    """List when the team could act, and when not any more."""
    place = report.title.sites[0]
    rows = tuple((when(one.at, place), "reached" if one.met else "lost", isolated(one.text)) for one in report.quorum)
    return Table("When the team could act", ("When", "Quorum", "What was announced"), rows)


def steps(all_: Iterable[StepLine], phase: int, place: Place) -> Table:
    """List the steps of one phase: what was planned, and what happened."""
    mine = [one for one in all_ if one.phase == phase]
    rows = tuple(
        (
            one.id + (f" ({one.occurrence})" if one.occurrence > 1 else ""),
            Markup("{} <small>{}{}</small>").format(
                isolated(one.text), one.element, f" · {', '.join(one.roles)}" if one.roles else ""
            ),
            when(one.target, place, "no target"),
            when(one.finished_at, place, ""),
            _outcome(one),
            _evidence(one),
        )
        for one in mine
    )
    marks = tuple("missed" if one.outcome in {Outcome.LATE, Outcome.OVERDUE} else "" for one in mine)
    return Table(phase_name(phase), ("Step", "Planned", "Target", "Done", "Result", "Recorded"), rows, marks, "steps")


def elements(report: Report) -> Table:
    """Count the steps of each element by how they came out."""
    outcomes = [one for one in Outcome if any(one == name for line in report.elements for name, _ in line.steps)]
    rows = tuple(
        (f"{line.code} {line.name}", *(str(dict(line.steps).get(one, "")) for one in outcomes))
        for line in report.elements
        if line.steps
    )
    return Table("Steps by element of the UN ORMS", ("Element", *(one.capitalize() for one in outcomes)), rows)


def counts(round_: Round) -> Table:
    """List people by status; the two sums make up everybody."""
    rows: list[tuple[Cell, ...]] = [
        (status, str(count) if known else "", "" if known else str(count))
        for status, known, count in sorted(round_.counts, key=lambda part: not part[1])
    ]
    rows.append(("Together", str(round_.accounted), str(round_.everybody - round_.accounted)))
    return Table(
        f"Headcount of check-in {round_.number}: everybody is {round_.everybody}",
        ("Status", "Accounted for", "Not accounted for"), tuple(rows), ("",) * (len(rows) - 1) + ("sum",),
    )  # fmt: skip


def by_site(round_: Round) -> Table:
    """List the headcount site by site."""
    rows = tuple(
        (one.site, str(one.everybody), str(one.accounted), str(one.everybody - one.accounted), str(one.need_help))
        for one in round_.by_site
    )
    headings = ("Site", "Everybody", "Accounted for", "Not accounted for", "Need help or injured")
    return Table(f"Check-in {round_.number} by site", headings, rows)


def curve(round_: Round) -> Table:
    """Give the share accounted for at the moments that KPI B7 names, and when the milestones were reached."""
    rows: list[tuple[Cell, ...]] = []
    last = max((minute for minute, _ in round_.curve), default=0)
    for minutes in (15, 30, 60, 120, 240):
        count = next((count for minute, count in reversed(round_.curve) if minute <= minutes), 0)
        share = f"{100 * count // max(round_.everybody, 1)} %"
        rows.append((f"after {span(timedelta(minutes=minutes))}", str(count), share))
        if minutes >= last:
            break
    return Table(f"Check-in {round_.number}: accounted for over time", ("When", "People", "Share"), tuple(rows))


def helps(report: Report) -> Table:
    """List the requests for help, without who asked."""
    place = report.title.sites[0]
    rows = tuple(
        (
            one.name,
            when(one.opened_at, place),
            str(one.alerts),
            _span(one.taken_at - one.opened_at) if one.taken_at else "nobody took it",
            one.taken_by,
            when(one.ended_at, place, "open"),
            one.outcome,
        )
        for one in report.helps
    )
    return Table(
        "Requests for help", ("Request", "Opened", "Alerts", "Taken after", "Taken by", "Ended", "Outcome"), rows
    )


def failures(report: Report) -> Table:
    """List what did not arrive."""
    place = report.title.sites[0]
    rows = tuple((when(one.at, place), _failed(one, place)) for one in report.failures)
    return Table("Messages that did not arrive", ("When", "What"), rows, (), "failures")


def _failed(one: Failure, place: Place) -> Markup:
    if not one.again:
        return isolated(one.text)
    last = when(one.last_at, place)
    return Markup("{}<br><small>and {} more times, last</small> {}").format(isolated(one.text), one.again, last)


def participants(report: Report) -> Table:
    """List the team."""
    rows = tuple((isolated(one.name), ", ".join(one.roles)) for one in report.participants)
    return Table("Participants", ("Name", "Roles"), rows)


def to_fill_in(caption: str, headings: tuple[str, ...], rows: int) -> Table:
    """Give an empty table to write in, its rows numbered."""
    empty = ("",) * (len(headings) - 1)
    return Table(caption, headings, tuple((str(number), *empty) for number in range(1, rows + 1)), (), "blank")


def _span(length: timedelta | None) -> str:
    return "" if length is None else span(length)


def _words(one: Entry) -> Markup:
    words = Markup("<del>{}</del>").format(isolated(one.text)) if one.struck_by else isolated(one.text)
    more = [Markup("<small>{}: {}</small>").format(name, isolated(value)) for name, value in one.details]
    if one.struck_by:
        more.append(Markup("<small>corrected by entry {}</small>").format(one.struck_by))
    if one.corrects:
        more.append(Markup("<small>corrects entry {}</small>").format(one.corrects))
    if one.late:
        more.append(Markup("<small>entered late, at {} UTC</small>").format(f"{one.recorded_at:%Y-%m-%d %H:%M}"))
    return Markup("<br>").join([words, *more])


def _outcome(one: StepLine) -> str:
    if one.outcome is Outcome.LATE and one.target and one.finished_at:
        return f"late by {span(one.finished_at - one.target)}"
    return str(one.outcome)


def _evidence(one: StepLine) -> Markup:
    parts = [isolated(text) for text in one.evidence]
    if one.reason:
        parts.insert(0, Markup("Reason: {}").format(isolated(one.reason)))
    if one.by:
        parts.append(Markup("<small>{}</small>").format(isolated(one.by)))
    return Markup("<br>").join(parts)

"""The charts of the after-action report: milestones, who was called, the check-in, the headcount.

Each takes a part of the model and gives SVG; the same model gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.reports.drawing import (
    BLUE,
    GREEN,
    INK,
    LINE,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    ROW,
    SKY,
    SOFT,
    Canvas,
    Frame,
    Scale,
    axis,
    fitted,
    for_each_frame,
    isolated,
    span,
    width_of,
    wrapped,
)
from handlers.report_model import CallLine, Milestone, Round, SeatLine

#: Nobody reads bars that are squeezed by one answer of the next day: later calls stand in the table alone.
PAGING_WINDOW = timedelta(hours=2)
#: The same for the check-in's curve.
CHECK_IN_WINDOW = timedelta(hours=4)
#: So many calls stand in one drawing: more do not fit on a sheet.
CALLS_A_SHEET = 36
MINUTE = timedelta(minutes=1)
_UNDER_CURVE = "#dcebf5"


def milestones(all_: Sequence[Milestone], reported: datetime) -> str:
    """Draw the milestones that were reached on one line from the first report."""
    reached = sorted((one for one in all_ if one.at and one.at >= reported), key=lambda one: one.at or reported)
    if len(reached) < 2:
        return ""
    places = [((one.at or reported) - reported) / MINUTE for one in reached]
    said = "; ".join(f"{one.name} after {span((one.at or reported) - reported)}" for one in reached)

    def draw(frame: Frame) -> str:
        canvas = Canvas(frame, "milestones", "Milestones after the first report", said)
        after = ["" if frame.narrow or not minutes else f" {span(timedelta(minutes=minutes))}" for minutes in places]
        flags = [f"{one.name}{more}" for one, more in zip(reached, after, strict=True)]
        scale = _with_room_for(flags, places, frame)
        at = [scale.at(minutes) for minutes in places]
        lanes = _lanes([(x, width_of(flag) + 10) for x, flag in zip(at, flags, strict=True)])
        bottom = (max(lanes) + 1) * ROW + 10
        axis(canvas, scale, 4, bottom)
        canvas.line(scale.left, bottom, scale.right, bottom, INK, 1.5)
        for x, lane, flag in zip(at, lanes, flags, strict=True):
            y = bottom - 10 - lane * ROW
            canvas.line(x, y - 9, x, bottom, SOFT)
            canvas.box(x + 1, y - 11, width_of(flag) + 2, 14, PAPER)
            canvas.text(x + 4, y, flag)
            canvas.dot(x, bottom, 4, BLUE, PAPER)
        canvas.height = bottom + 20
        return canvas.svg()

    return for_each_frame(draw)


def _with_room_for(flags: Sequence[str], places: Sequence[float], frame: Frame) -> Scale:
    """Make a line on which the flag of each place fits beside it."""
    most, left = max(places[-1], 10), 6.0
    part = Scale(0, 1, most, bend=4)
    parts = [(part.at(minutes), width_of(flag) + 8) for minutes, flag in zip(places, flags, strict=True)]
    ends = [left + (frame.width - room - left) / share for share, room in parts if share > 0]
    return Scale(left, max(min([*ends, frame.width - 6]), left + 40), most, bend=4)


def _lanes(flags: Sequence[tuple[float, float]]) -> list[int]:
    """Give each flag, (place, width) from left to right, a height at which no other's pole crosses it."""
    lanes = [0] * len(flags)
    for one in reversed(range(len(flags))):
        x, room = flags[one]
        under = [lanes[other] for other in range(one + 1, len(flags)) if flags[other][0] < x + room]
        lanes[one] = max(under, default=-1) + 1
    return lanes


def paging(seats: Sequence[SeatLine], until: datetime) -> list[str]:
    """Draw who was called for each seat, from being told to the answer; one drawing for each sheet."""
    told = [call.told_at for seat in seats for call in seat.calls]
    if not told:
        return []
    start = min(told)
    end = min(until, start + PAGING_WINDOW)
    shown = [(seat, [call for call in seat.calls if call.told_at <= end]) for seat in seats if seat.calls]
    last = max((_end_of(call, end) for _, calls in shown for call in calls), default=end)
    most = max((last - start) / MINUTE, 5)
    sheets: list[list[tuple[SeatLine, list[CallLine]]]] = [[]]
    for seat, calls in shown:
        if sheets[-1] and sum(len(some) for _, some in sheets[-1]) + len(calls) > CALLS_A_SHEET:
            sheets.append([])
        sheets[-1].append((seat, calls))
    return [
        for_each_frame(lambda frame, number=number, sheet=sheet: _paging(frame, number, sheet, start, most))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
        for number, sheet in enumerate(sheets, 1)
    ]


def _paging(
    frame: Frame, number: int, seats: Sequence[tuple[SeatLine, list[CallLine]]], start: datetime, most: float
) -> str:
    said = "; ".join(
        f"{seat.title}: " + ", then ".join(f"{call.person} {_result(call)}" for call in calls) for seat, calls in seats
    )
    canvas = Canvas(frame, f"paging-{number}", "Who was called, and when the answer came", said)
    scale = Scale(0, frame.width - 8, most) if frame.narrow else Scale(184, 428, most)
    rows: list[tuple[float, CallLine]] = []
    y = 6.0
    for seat, calls in seats:
        if frame.narrow:
            y += ROW
            canvas.text(0, y, fitted(seat.title, frame.width), bold=True)
        elif calls:
            canvas.text(0, y + ROW, fitted(seat.title, 176), bold=True)
        for call in calls:
            if frame.narrow:
                y += ROW - 3
                canvas.text(0, y, fitted(_said(call), frame.width))
            y += ROW
            rows.append((y, call))
        y += 6
    axis(canvas, scale, 4, y + 2)
    for row, call in rows:
        _bar(canvas, scale, row, call, _end_of(call, start + timedelta(minutes=most)), start)
        if not frame.narrow:
            canvas.text(438, row, fitted(_said(call), frame.width - 438))
    canvas.height = y + 22
    return canvas.svg()


def _bar(canvas: Canvas, scale: Scale, y: float, call: CallLine, end: datetime, start: datetime) -> None:
    left = scale.at((call.told_at - start) / MINUTE)
    width = max(scale.at((end - start) / MINUTE) - left, 3)
    if call.failed and not call.answer:
        canvas.cross(left + 5, y - 4, RED)
    elif call.answer:
        canvas.box(left, y - 10, width, 11, _COLOURS.get(call.answer, PURPLE))
    else:
        canvas.box(left + 0.5, y - 9.5, width, 10, PAPER, SOFT, "3 2")


#: By answer; what is not named here was a refusal.
_COLOURS = {"joining": GREEN, "late": ORANGE}


def _end_of(call: CallLine, end: datetime) -> datetime:
    """Tell when a call was answered, or given up for the next one."""
    return max(min(call.answered_at or call.next_at or end, end), call.told_at)


def _said(call: CallLine) -> str:
    return f"{isolated(call.person)}: {_result(call)}"


def _result(call: CallLine) -> str:
    if call.answer and call.answered_at:
        late = f" {span(call.late_by)}" if call.late_by and call.answer == "late" else ""
        took = call.answered_at - call.told_at
        return f"{call.answer}{late}" + (
            f", after {span(took)}" if took else ", unasked" if call.place == UNASKED else ""
        )
    result = call.delivery if call.failed else "no answer"
    return f"{result}, {1 + call.again} times" if call.again else result


#: `CallLine.place` of somebody whom nobody called.
UNASKED = "came unasked"


def check_in(round_: Round) -> str:
    """Draw how many were accounted for, minute by minute, with the reminders and the halves."""
    if not round_.everybody:
        return ""
    window = CHECK_IN_WINDOW / MINUTE
    last = max((minute for minute, _ in round_.curve), default=0)
    most = max(min(last * 1.08, window), 60)
    inside = [(minute, count) for minute, count in round_.curve if minute <= most] or [(0, 0)]
    said = "; ".join(
        f"{one.percent} % " + (f"after {span(one.at - round_.started_at)}" if one.at else "not reached")
        for one in round_.reached
    )
    title = f"Check-in {round_.number}: people accounted for, of {round_.everybody}"

    def draw(frame: Frame) -> str:
        canvas = Canvas(frame, f"check-in-{round_.number}", title, said)
        top, bottom = 26.0, 226.0
        scale = Scale(44, frame.width - (12 if frame.narrow else 96), most)

        def height(count: int) -> float:
            return bottom - (bottom - top) * count / round_.everybody

        axis(canvas, scale, top, bottom)
        for percent in (50, 90, 100):
            y = bottom - (bottom - top) * percent / 100
            canvas.line(
                scale.left, y, scale.right, y, SOFT if percent == 90 else LINE, 1, "" if percent == 100 else "4 3"
            )
            canvas.text(38, y + 4, f"{percent} %", anchor="end", fill=SOFT, size=11)
        steps = [(scale.at(0), height(inside[0][1]))]
        for minute, count in inside:
            steps += [(scale.at(minute), steps[-1][1]), (scale.at(minute), height(count))]
        steps.append((scale.right, steps[-1][1]))
        canvas.path([(steps[0][0], bottom), *steps, (scale.right, bottom)], fill=_UNDER_CURVE)
        canvas.path(steps, stroke=BLUE)
        canvas.line(scale.left, bottom, scale.right, bottom, INK, 1.5)
        _stops(canvas, scale, round_, top, bottom)
        _marks(canvas, scale, round_, top, bottom)
        if not frame.narrow:
            canvas.text(scale.right + 8, steps[-1][1] + 4, f"{inside[-1][1]} of {round_.everybody}", bold=True)
        canvas.height = _legend(canvas, round_, bottom + 34)
        return canvas.svg()

    return for_each_frame(draw)


def _stops(canvas: Canvas, scale: Scale, round_: Round, top: float, bottom: float) -> None:
    """Number the reminders above the curve."""
    for number, stop in enumerate(round_.stops, 1):
        minutes = (stop.at - round_.started_at) / MINUTE
        if 0 <= minutes <= scale.most:
            x = scale.at(minutes)
            canvas.line(x, top - 4, x, bottom, PURPLE, 1, "2 3")
            canvas.dot(x, top - 12, 8, PURPLE)
            canvas.text(x, top - 8, str(number), anchor="middle", fill=PAPER, size=11, bold=True)


def _marks(canvas: Canvas, scale: Scale, round_: Round, top: float, bottom: float) -> None:
    for one in round_.reached:
        minutes = (one.at - round_.started_at) / MINUTE if one.at else None
        if minutes is None or minutes > scale.most:
            continue
        x, y = scale.at(minutes), bottom - (bottom - top) * one.percent / 100
        label = f"{one.percent} % after {span(timedelta(minutes=minutes))}"
        room = width_of(label, 11) + 6
        right = x + 8 + room <= scale.right
        left = x + 7 if right else x - 7 - room
        canvas.box(left, y + 3, room, 15, _UNDER_CURVE)
        canvas.text(left + 3, y + 14, label, size=11)
        canvas.dot(x, y, 4.5, BLUE, PAPER)


def _legend(canvas: Canvas, round_: Round, y: float) -> float:
    pieces = [
        f"{number} {stop.name} {span(stop.at - round_.started_at)}" for number, stop in enumerate(round_.stops, 1)
    ]
    for line in wrapped(pieces, canvas.frame.width - 4, 11):
        canvas.text(2, y, line, fill=SOFT, size=11)
        y += 16
    return y


#: Accounted first; those who need somebody stand out.
_STATUS_COLOURS = {
    "safe": GREEN, "safe elsewhere": SKY, "needs help": RED, "injured": "#8f2d00", "accounted for, other": "#9aa5b4",
}  # fmt: skip


def headcount(round_: Round) -> str:
    """Draw everybody as one bar: accounted for on the left, the rest outlined on the right."""
    if not round_.everybody:
        return ""
    parts = sorted(round_.counts, key=lambda part: not part[1])
    said = "; ".join(f"{count} {status}" for status, _, count in parts)
    share = round(100 * round_.accounted / round_.everybody)
    accounted = f"{round_.accounted} accounted for ({share} %)"
    missing = f"{round_.everybody - round_.accounted} not"
    title = f"Headcount {round_.number}: {round_.accounted} of {round_.everybody} accounted for"

    def draw(frame: Frame) -> str:
        canvas = Canvas(frame, f"headcount-{round_.number}", title, said)
        scale = Scale(1, frame.width - 1, round_.everybody)
        middle = scale.at(round_.accounted)
        canvas.text(1, 12, accounted, bold=True)
        if round_.accounted < round_.everybody:
            canvas.text(frame.width - 1, 12, missing, anchor="end", bold=True)
        canvas.line(1, 18, max(middle - 2, 1), 18, INK, 2)
        if round_.accounted < round_.everybody:
            canvas.line(min(middle + 2, frame.width - 1), 18, frame.width - 1, 18, RED, 2)
        before, x_key, y_key = 0, 0.0, 74.0
        for status, known, count in parts:
            left, right = scale.at(before), scale.at(before + count)
            colour = _STATUS_COLOURS.get(status, GREEN) if known else PAPER
            canvas.box(
                left, 24, max(right - left - 1.5, 1), 28, colour, "none" if known else RED, "" if known else "3 2"
            )
            if right - left > 26:
                dark = not known or colour in {SKY, "#9aa5b4"}
                canvas.text((left + right) / 2, 42, str(count), anchor="middle", fill=INK if dark else PAPER, bold=True)
            before += count
            label = f"{count} {status}"
            room = width_of(label) + 30
            if x_key and x_key + room > frame.width:
                x_key, y_key = 0.0, y_key + ROW
            canvas.box(x_key + 1, y_key - 10, 11, 11, colour, "none" if known else RED, "" if known else "3 2")
            canvas.text(x_key + 18, y_key, label)
            x_key += room
        canvas.height = y_key + 8
        return canvas.svg()

    return for_each_frame(draw)

"""The chart of the playbook's steps: when each was due, and when it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reports.drawing import (
    BLUE,
    GREEN,
    INK,
    LINE,
    PAPER,
    RED,
    ROW,
    SOFT,
    Canvas,
    Frame,
    Scale,
    axis,
    fitted,
    for_each_frame,
    span,
)
from handlers.report_model import Outcome, StepLine

MINUTE = timedelta(minutes=1)
#: So many steps stand in one drawing: more do not fit on a sheet.
STEPS_A_SHEET = 34
#: The phases of every playbook (domain 11.0).
PHASES = (
    "Alert and verify", "Activate", "Immediate response", "Sustain", "Recover", "Stand down and learn",
)  # fmt: skip


@dataclass(frozen=True)
class _Sheet:
    number: int
    steps: tuple[StepLine, ...]


def steps(all_: Sequence[StepLine], reported: datetime, until: datetime) -> list[str]:
    """Draw target against done, from the first report on; one drawing for each sheet.

    Steps without a target, or with one before the report, stand in the table alone.
    """
    timed = [one for one in all_ if one.target and one.target >= reported and one.outcome is not Outcome.NOT_APPLICABLE]
    if not timed:
        return []
    ends = [moment for one in timed for moment in (one.target, one.finished_at) if moment]
    ends += [until] if any(one.outcome is Outcome.OVERDUE for one in timed) else []
    most = max((max(ends) - reported) / MINUTE, 60)
    sheets = [
        _Sheet(number, tuple(timed[at : at + STEPS_A_SHEET]))
        for number, at in enumerate(range(0, len(timed), STEPS_A_SHEET), 1)
    ]
    return [_sheet(sheet, reported, until, most) for sheet in sheets]


def _sheet(sheet: _Sheet, reported: datetime, until: datetime, most: float) -> str:
    said = "; ".join(f"{one.id} {_words(one)}" for one in sheet.steps)

    def draw(frame: Frame) -> str:
        canvas = Canvas(frame, f"steps-{sheet.number}", "Steps of the playbook: target and done", said)
        scale = Scale(8, frame.width - 12, most, 4) if frame.narrow else Scale(334, 614, most, 4)
        y, phase, rows = 4.0, -1, []
        for one in sheet.steps:
            if one.phase != phase:
                phase, y = one.phase, y + ROW + 4
                canvas.text(0, y, phase_name(phase), bold=True)
            y += ROW
            if frame.narrow:
                canvas.text(0, y, fitted(f"{one.id} {one.text}", frame.width, 11), size=11)
                y += ROW - 2
            else:
                canvas.text(0, y, fitted(f"{one.id} {one.text}", 320, 11), size=11)
            rows.append((y, one))
        axis(canvas, scale, 8, y + 6)
        for row, one in rows:
            _row(canvas, scale, row - 4, one, reported, until)
        canvas.height = y + 26
        return canvas.svg()

    return for_each_frame(draw)


def _row(canvas: Canvas, scale: Scale, y: float, one: StepLine, reported: datetime, until: datetime) -> None:
    def place(moment: datetime) -> float:
        return scale.at((moment - reported) / MINUTE)

    target = place(one.target or until)
    late = one.outcome in {Outcome.LATE, Outcome.OVERDUE}
    end = place(one.finished_at or until) if one.finished_at or late else target
    canvas.line(min(target, end), y, max(target, end), y, RED if late else LINE, 2.5 if late else 2)
    canvas.line(target, y - 6, target, y + 6, INK, 2)
    _sign(canvas, end, y, one.outcome)
    right = max(target, end) + 9
    if not canvas.frame.narrow:
        canvas.text(628, y + 4, _words(one), size=11, fill=RED if late else INK)
    elif right < scale.right - 110:
        canvas.text(right, y + 4, _words(one), size=11, fill=RED if late else INK)
    else:
        canvas.text(min(target, end) - 9, y + 4, _words(one), size=11, fill=RED if late else INK, anchor="end")


def _sign(canvas: Canvas, x: float, y: float, outcome: Outcome) -> None:
    match outcome:
        case Outcome.ON_TIME:
            canvas.dot(x, y, 4.5, GREEN, PAPER)
        case Outcome.LATE:
            canvas.box(x - 4, y - 4, 8, 8, RED)
        case Outcome.OVERDUE:
            canvas.box(x - 4, y - 4, 8, 8, PAPER, RED)
        case Outcome.SKIPPED:
            canvas.cross(x, y, SOFT)
        case _:
            canvas.dot(x, y, 4, PAPER, BLUE)


def _words(one: StepLine) -> str:
    if one.outcome is Outcome.LATE and one.target and one.finished_at:
        return f"late by {span(one.finished_at - one.target)}"
    return str(one.outcome)


def phase_name(phase: int) -> str:
    """Name a phase with its number."""
    return f"Phase {phase}: {PHASES[phase]}" if 0 <= phase < len(PHASES) else f"Phase {phase}"

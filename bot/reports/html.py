"""Documents as HTML: one page that needs nothing else, runs nothing, and carries a policy of its own.

The same model gives the same bytes. All text is escaped by the templates; the stylesheet is the page's only one, and
the policy allows exactly that one by its digest, no script, and no address to fetch anything from.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.reports import charts, tables
from bot.reports.drawing import INK, PAPER, span
from bot.reports.steps_chart import steps as steps_chart
from handlers.report_model import Place, Report, Round, UnaccountedList

#: Rows to write in, for each element and for the corrective actions.
STRENGTHS, IMPROVEMENTS, ACTIONS = 2, 3, 12
#: The chapters, by their ids.
CONTENTS = (
    ("summary", "Summary"), ("milestones", "Milestones"), ("timeline", "Timeline"),
    ("team", "The team: pages and answers"), ("steps", "The playbook: planned and happened"),
    ("people", "Accounting for people"), ("help", "Requests for help"), ("decisions", "Decisions"),
    ("failures", "Messages that did not arrive"), ("review", "Review by element of the UN ORMS"),
    ("actions", "Corrective actions"), ("participants", "Participants and method"),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A rendered document, and the policy under which it is shown."""

    html: str
    #: The value of Content-Security-Policy; the page carries the same.
    policy: str


def render(model: Report | UnaccountedList) -> Sheet:
    """Render a document."""
    return _report(model) if isinstance(model, Report) else _unaccounted(model)


def _report(report: Report) -> Sheet:
    title, place = report.title, report.title.sites[0]
    phases = sorted({one.phase for one in report.playbook.steps}) if report.playbook else []
    steps = report.playbook.steps if report.playbook else ()
    context = {
        "report": report,
        "title": f"{title.code} after-action report, {title.version.lower()}",
        "contents": CONTENTS,
        "tiles": [one for one in report.figures if one.kpi][:8],
        "tables": SimpleNamespace(
            figures=tables.figures(report.figures),
            milestones=tables.milestones(report.milestones, place),
            timeline=tables.timeline(report),
            calls=tables.calls(report),
            quorum=tables.quorum(report),
            elements=tables.elements(report),
            steps=[tables.steps(steps, phase, place) for phase in phases],
            helps=tables.helps(report),
            decisions=tables.decisions(report),
            failures=tables.failures(report),
            participants=tables.participants(report),
            actions=_actions(),
        ),
        "charts": SimpleNamespace(
            milestones=Markup(charts.milestones(report.milestones, title.reported_at)),  # noqa: S704  # escaped where it is drawn
            paging=[Markup(one) for one in charts.paging(report.seats, title.made_at)],  # noqa: S704
            steps=[Markup(one) for one in steps_chart(steps, title.reported_at, title.made_at)],  # noqa: S704
        ),
        "rounds": [_round(one) for one in report.rounds],
        "elements": [_element(line) for line in report.elements],
        "restricted": _restricted(report),
        "later_calls": _later_calls(report),
    }
    footer = f"{title.organisation} · {title.code} after-action report · {title.version} · {title.classification}"
    return _sheet(
        "report.html", f"{footer} · {title.marking.split(':')[0]}" if title.marking else footer, place, context
    )


def _unaccounted(model: UnaccountedList) -> Sheet:
    headings = ("Name", "Site and zone", "Last known", "Who looks for them", "Telephone", "Found: where, how, when")
    sheets = [
        SimpleNamespace(
            sheet=sheet,
            table=tables.Table(
                f"{len(sheet.people)} not accounted for",
                headings,
                tuple(
                    (
                        tables.isolated(one.name),
                        f"{one.site} {one.zone}".strip(),
                        one.status,
                        tables.isolated(one.owner),
                        one.phone,
                        "",
                    )
                    for one in sheet.people
                ),
            ),
        )
        for sheet in model.sheets
    ]
    context = {"list": model, "title": f"{model.code} unaccounted people", "sheets": sheets}
    footer = f"{model.organisation} · {model.code} unaccounted people · Strictly Confidential"
    return _sheet("unaccounted.html", footer, model.place, context)


def _sheet(template: str, footer: str, place: Place, context: dict[str, Any]) -> Sheet:
    style = f"{_stylesheet()}\n{_page_rule(footer)}"
    policy = policy_of(style)

    def when(moment: datetime | None, missing: str = "") -> tables.Cell:
        return tables.when(moment, place, missing)

    made = _environment().get_template(template)
    page = made.render(**context, style=Markup(style), policy=policy, when=when, key=_key)  # noqa: S704  # our own file
    return Sheet(page, policy)


def policy_of(style: str) -> str:
    """Give the policy that allows this stylesheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.reports", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _stylesheet() -> str:
    return (files("bot.reports") / "report.css").read_text(encoding="utf-8").strip()


def _page_rule(footer: str) -> str:
    """Say what stands at the foot of each printed sheet."""
    words = "".join(one if one.isalnum() and one.isascii() else f"\\{ord(one):x} " for one in footer)
    font = "font: 8pt sans-serif; color: #4b5666;"
    return (
        "@page { size: A4; margin: 16mm 16mm 18mm; "
        f'@bottom-left {{ content: "{words}"; {font} width: 80%; }} '
        f'@bottom-right {{ content: counter(page) " / " counter(pages); {font} }} }}'
    )


def _key(shape: str, colour: str) -> Markup:
    """Draw one sign of a chart's legend."""
    inside = {
        "box": f'<rect x="2" y="3" width="22" height="9" fill="{colour}"/>',
        "outline": f'<rect x="2" y="3" width="22" height="9" fill="{PAPER}" stroke="{colour}" stroke-dasharray="3 2"/>',
        "cross": f'<path d="M8 3 l9 9 m0 -9 l-9 9" stroke="{colour}" stroke-width="2"/>',
        "tick": f'<path d="M13 1 v13" stroke="{INK}" stroke-width="2"/>',
        "dot": f'<circle cx="13" cy="7.5" r="4.5" fill="{colour}"/>',
    }[shape]
    return Markup(f'<svg viewBox="0 0 26 15" aria-hidden="true">{inside}</svg>')  # noqa: S704  # our own words


def _round(one: Round) -> SimpleNamespace:
    rest = [count for minute, count in one.curve if minute > charts.CHECK_IN_WINDOW / charts.MINUTE]
    after = f" After {span(charts.CHECK_IN_WINDOW)}: {rest[-1]} in the end." if rest else ""
    return SimpleNamespace(
        round=one,
        headcount=Markup(charts.headcount(one)),  # noqa: S704  # escaped where it is drawn
        curve=Markup(charts.check_in(one)),  # noqa: S704
        counts=tables.counts(one),
        over_time=tables.curve(one),
        by_site=tables.by_site(one),
        after=after,
    )


def _element(line: Any) -> SimpleNamespace:
    strengths = tables.to_fill_in(
        f"{line.name}: strengths", ("No.", "What worked", "Why, and how to keep it"), STRENGTHS
    )
    headings = ("No.", "Observation", "Reference (entry, step)", "Root cause", "Recommendation")
    return SimpleNamespace(
        line=line,
        strengths=strengths,
        improvements=tables.to_fill_in(f"{line.name}: areas for improvement", headings, IMPROVEMENTS),
    )


def _actions() -> tables.Table:
    headings = ("No.", "Corrective action", "Element", "Kind: plan, organisation, equipment, training, exercise",
                "Owner", "Start", "Due", "How it will be verified, by whom")  # fmt: skip
    return tables.to_fill_in("Corrective actions", headings, ACTIONS)


def _restricted(report: Report) -> str:
    if not report.restricted:
        return "No restricted entry was written."
    verb = "entry is" if report.restricted == 1 else "entries are"
    single = (
        f", {report.restricted_answers} of them single answers to check-ins and requests for help"
        if report.restricted_answers
        else ""
    )
    return f"{report.restricted} restricted {verb} kept in the restricted log{single}."


def _later_calls(report: Report) -> str:
    told = sorted(call.told_at for seat in report.seats for call in seat.calls)
    later = sum(moment > told[0] + charts.PAGING_WINDOW for moment in told)
    return f"; {later} later calls stand in the table below" if later else ""

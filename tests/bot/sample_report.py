"""A report made by hand: an earthquake with 120 people, as the real ones come out, and as nasty as one likes."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from handlers.report_model import (
    CallLine,
    ElementLine,
    Entry,
    Failure,
    Figure,
    HelpLine,
    LevelChange,
    Milestone,
    Outcome,
    Participant,
    Place,
    PlaybookLine,
    QuorumChange,
    Reached,
    Report,
    Round,
    SeatLine,
    SiteCount,
    StepLine,
    Stop,
    Title,
    UnaccountedList,
    UnaccountedPerson,
    WardenSheet,
)
from playbooks.rules.vocabulary import PersonId
from tests.world import START

ADDIS = Place("ADD", "Addis Ababa", "Africa/Addis_Ababa")
_ELEMENTS = {
    "CM": "Crisis management",
    "SS": "Safety and security",
    "CC": "Crisis communications",
    "MC": "Mass-casualty incident response",
    "IT": "IT disaster recovery",
    "BC": "Business continuity",
    "SF": "Support to staff, survivors and families",
}
_SEATS = (
    ("CHAIR", "Chef de cabinet, chair", "Hélène Marchandeau"),
    ("HSSD", "Head of Safety and Security", "Samuel Wanjohi"),
    ("HR", "Human Resources", "فاطمة الحمداوي"),
    ("FAC", "Facilities Management", "黄晓梅"),
    ("CCD", "Communications", "Beatriz Salcedo Vega"),
    ("ITBC", "IT business continuity and DR manager", "Дмитрий Аксарин"),
    ("ORT-L@ADD", "ORT leader, Addis Ababa", "Tsehay Wolde"),
    ("MA", "Medical Adviser", "Ana Pereira da Conceição"),
)
_STEPS = (
    ("x1", 0, "SS", "Verify the report with a second source and say who it is.", 10, 8),
    ("c1", 0, "SS", "Drop, cover, hold on; then leave the building by the stairs to the assembly point.", 5, 4),
    ("c2", 1, "CM", "Declare, page the team, open the rooms.", 30, 12),
    ("c3", 1, "CM", "First meeting of the CMT with quorum.", 60, 85),
    ("c4", 2, "SS", "Send the check-in to everybody concerned.", 15, 6),
    ("c5", 2, "MC", "Account for the injured; hospital liaison at each hospital.", 90, None),
    ("c6", 2, "CC", "First message to staff, cleared by the chair.", 30, 55),
    ("c7", 2, "SF", "Tell the family of each person in hospital, by a trained human.", 240, 200),
    ("c8", 3, "BC", "Decide whether the prioritised activities move to another site.", 360, 300),
    ("c9", 3, "IT", "Test the services that the site hosts.", 720, 800),
    ("c10", 4, "SS", "Let an engineer say in writing that the building may be entered.", 2880, None),
    ("x9", 5, "CM", "Hot wash within 72 hours of the stand-down.", 4320, None),
)


def at(minutes: float) -> datetime:
    """Give a moment after the first report."""
    return START + timedelta(minutes=minutes)


def sample(words: str = "") -> Report:
    """Make the report; `words` stand in every text that somebody may have written."""

    def said(text: str) -> str:
        return words or text

    return Report(
        title=_title(said("Strong shaking, plaster fell, people are in the car park")),
        summary=(
            "An earthquake was reported at Addis Ababa on 2026-11-23 at 09:00 UTC and declared L2 after 12 min.",
            said("The team had quorum after 34 min. Of 120 people 118 were accounted for; 3 asked for help."),
        ),
        figures=(
            Figure("B1", "Time to verify", "8 min", "30 min", True),
            Figure("B2", "Time to declare", "12 min", "60 min", True),
            Figure("B3", "Declaration to first page", "20 s", "2 min", True),
            Figure("B4", "Median time to answer a page", "4 min", "10 min", True),
            Figure("B5", "Declaration to quorum", "34 min", "30 min", False),
            Figure("B6", "Declaration to first check-in text", "3 min", "15 min", True),
            Figure("B7", "90 % accounted for", "1 h 52 min", "2 h", True),
            Figure("B12", "Mandatory steps done", "75 %", "95 %", False),
        ),
        milestones=_milestones(),
        timeline=_timeline(said),
        restricted=41,
        restricted_answers=38,
        seats=_seats(words),
        quorum=(QuorumChange(at(46), True, said("Quorum reached: 5 coming, 5 needed.")),),
        playbook=PlaybookLine("Earthquake at a duty station", "3f9a1c22d0b4", "", at(0), _steps(said)),
        rounds=(_round(said),),
        helps=(
            HelpLine("H1", at(22), at(24), "Head of Safety and Security", at(70), "safe"),
            HelpLine("H2", at(31), at(38), "SSD duty officer", at(190), "ended"),
            HelpLine("H3", at(140), None, "", None, ""),
        ),
        decisions=tuple(entry for entry in _timeline(said) if entry.kind == "decision"),
        failures=(Failure(at(13), said("The page to [a member of staff] was not delivered: no mobile number")),),
        elements=tuple(
            ElementLine(code, name, (("on time", 2), ("late", 1)) if code in {"CM", "SS"} else ())
            for code, name in _ELEMENTS.items()
        ),
        participants=tuple(Participant(words or name, (title,)) for _, title, name in _SEATS),
    )


def unaccounted(words: str = "", people: int = 30) -> UnaccountedList:
    """Make a list of two zones."""
    listed = tuple(
        UnaccountedPerson(
            words or f"Person {one}",
            "Addis Ababa",
            "Floor 2",
            "no reply",
            words or "Tsehay Wolde",
            f"+25191100{one:04}",
        )
        for one in range(people)
    )
    sheet = WardenSheet("Addis Ababa", words or "Floor 2", "Car park", ("Tsehay Wolde",), (PersonId("P060"),), listed)
    other = WardenSheet("Addis Ababa", "No zone", "", (), (), listed[:1])
    return UnaccountedList(
        "International Telecommunication Union",
        "K7Q",
        "K7Q Earthquake, Addis Ababa",
        "",
        ADDIS,
        at(60),
        words or "Staff list of 2026-11-23.",
        120,
        120 - people - 1,
        (sheet, other),
    )


def _title(what: str) -> Title:
    return Title(
        organisation="International Telecommunication Union (demonstration)",
        code="K7Q",
        type="Earthquake",
        what=what,
        sites=(ADDIS, Place("GVA", "Geneva", "Europe/Zurich")),
        marking="DEMONSTRATION: invented people",
        classification="Confidential",
        version="Draft",
        level="L2",
        phase="stood down",
        levels=(
            LevelChange(at(12), "L2", ""),
            LevelChange(at(55), "L3", "two colleagues are injured"),
            LevelChange(at(1500), "L2", "everybody is accounted for"),
        ),
        reported_at=at(0),
        declared_at=at(12),
        made_at=at(2900),
        made_by="Samuel Wanjohi, Head of Safety and Security",
        head_count=412,
        head_hash="9c1f" * 16,
    )


def _milestones() -> tuple[Milestone, ...]:
    moments = (
        ("Reported", 0),
        ("Verified", 8),
        ("Declared", 12),
        ("First page", 12.3),
        ("First answer", 14),
        ("First check-in text", 15),
        ("50 % accounted for", 27),
        ("Quorum", 46),
        ("90 % accounted for", 127),
        ("100 % accounted for", None),
        ("Stood down", 2880),
    )
    return tuple(
        Milestone(
            name,
            None if minutes is None else at(minutes),
            None if minutes is None else timedelta(minutes=minutes),
            None if minutes is None or minutes < 12 else timedelta(minutes=minutes - 12),
        )
        for name, minutes in moments
    )


def _timeline(said: object) -> tuple[Entry, ...]:
    assert callable(said)
    by = said("Samuel Wanjohi, Head of Safety and Security")
    more = (
        ("because", said("aftershocks are likely")),
        ("options", said("stay; move to Geneva")),
        ("owner", said("FAC")),
    )
    fixed = (
        Entry(1, at(0), at(0), "report", "CM", by, said("Reported: strong shaking, plaster fell")),
        Entry(5, at(12), at(12), "status", "CM", by, said("Declared L2: Earthquake, Addis Ababa, Geneva.")),
        Entry(
            19,
            at(10),
            at(30),
            "fact",
            "CM",
            by,
            said("two floors are evacuated"),
            (("source", said("guard")),),
            late=True,
            struck_by=24,
        ),
        Entry(24, at(40), at(40), "correction", "CM", by, said("three floors are evacuated"), corrects=19),
        Entry(30, at(44), at(44), "message", "CM", by, said("باب الدرج مغلق من الداخل (door 2.14)")),
        Entry(
            31,
            at(50),
            at(50),
            "decision",
            "CM",
            by,
            said("Nobody enters the building before an engineer has looked at it"),
            more,
        ),
    )
    rest = tuple(
        Entry(
            40 + one, at(60 + 9 * one), at(60 + 9 * one), "fact", "CM", by, said(f"Hospital {one} reached; 电话已接通")
        )
        for one in range(40)
    )
    return fixed + rest


def _seats(words: str) -> tuple[SeatLine, ...]:
    chance = random.Random("seats")
    lines = []
    for number, (code, title, name) in enumerate(_SEATS):
        name = words or name
        took = chance.uniform(1, 9)
        first = CallLine(name, "holder", 1, at(12.3), "SMS sent", "joining", at(12.3 + took), None)
        if number == 3:
            first = CallLine(name, "holder", 1, at(12.3), "SMS failed: unknown number", "", None, None, failed=True)
        if number == 4:
            first = CallLine(name, "holder", 1, at(12.3), "SMS sent", "late", at(15), timedelta(minutes=20))
        if number == 5:
            first = CallLine(name, "holder", 1, at(12.3), "SMS sent", "", None, None)
        calls = [first]
        if number in {3, 5}:
            calls.append(CallLine("Amina Diallo", "alternate 1", 1, at(17.3), "SMS sent", "joining", at(21), None))
        if number == 6:
            calls.append(CallLine("Kebede Alemu", "came unasked", 1, at(33), "no SMS needed", "joining", at(33), None))
        lines.append(SeatLine(code, title, True, tuple(calls)))
    return tuple(lines)


def _steps(said: object) -> tuple[StepLine, ...]:
    assert callable(said)
    lines = []
    for id_, phase, element, text, due, done in _STEPS:
        outcome = Outcome.OVERDUE if done is None else Outcome.ON_TIME if done <= due else Outcome.LATE
        outcome = Outcome.OPEN if due > 2900 else outcome
        lines.append(
            StepLine(
                id_,
                1,
                phase,
                element,
                ("HSSD",),
                True,
                said(text),
                at(due),
                None if done is None else at(done),
                outcome,
                "" if done is None else said("Samuel Wanjohi"),
                "",
                () if done is None else (said("done, see entry 31"),),
            )
        )
    lines.append(
        StepLine(
            "c11",
            1,
            3,
            "SF",
            (),
            False,
            said("Counsellors on site."),
            None,
            None,
            Outcome.NOT_APPLICABLE,
            said("HR"),
            said("nobody asked"),
            (),
        )
    )
    lines.append(
        StepLine(
            "c12",
            1,
            3,
            "SF",
            (),
            False,
            said("Rest rota for the team."),
            at(480),
            at(470),
            Outcome.SKIPPED,
            said("HR"),
            said("short crisis"),
            ("recorded, restricted",),
        )
    )
    return tuple(sorted(lines, key=lambda one: one.phase))


def _round(said: object) -> Round:
    assert callable(said)
    chance = random.Random("answers")
    moments = sorted([1 + chance.expovariate(1 / 28) for _ in range(117)] + [1100])
    curve: dict[int, int] = {0: 0}
    for number, moment in enumerate(moments, 1):
        curve[int(moment)] = number
    return Round(
        number=1,
        started_at=at(15),
        first_sent_at=at(15.1),
        closed_at=at(2860),
        silent=False,
        audience=said("all concerned: Addis Ababa, Geneva"),
        basis=said("staff list of 2026-11-23, travellers of 2026-11-20"),
        everybody=120,
        accounted=118,
        counts=(
            ("unreachable", False, 1),
            ("no reply", False, 1),
            ("safe", True, 96),
            ("safe elsewhere", True, 17),
            ("needs help", True, 2),
            ("accounted for, other", True, 3),
        ),
        curve=tuple(curve.items()),
        stops=(
            Stop("first reminder", at(30)),
            Stop("second reminder", at(45)),
            Stop("wardens' lists", at(60)),
            Stop("call-down", at(75)),
            Stop("SSD review", at(135)),
        ),
        reached=(_reached(curve, 50), _reached(curve, 90), Reached(100, None)),
        by_site=(SiteCount("Addis Ababa", 80, 78, 2), SiteCount("Geneva", 40, 40, 0)),
    )


def _reached(curve: dict[int, int], percent: int) -> Reached:
    return Reached(percent, at(15 + next(minute for minute, count in curve.items() if 100 * count >= percent * 120)))

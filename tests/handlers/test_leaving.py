"""Somebody leaves the organisation in the middle of a crisis: nobody counts on them any more, and their seat rings."""

from __future__ import annotations

from handlers.importing import import_organisation
from playbooks.rules.paging import PageState
from tests.handlers.desk import declared, incident, leaves, text
from tests.handlers.test_paging import states
from tests.world import World


def everybody_comes(world: World) -> str:
    code = declared(world)
    for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
        world.phone(seat).replies("7")
    assert incident(world, code).quorum is True
    return code


def test_at_the_next_move_the_seat_rings_again_another_leads_and_quorum_is_lost(world: World) -> None:
    code = everybody_comes(world)
    leaves(world, "P034")
    assert "Quorum: not reached: 2 coming, 2 needed, missing: leader" in text(world, "CHAIR", f"status {code}")
    text(world, "ORT-D@GVA", f"answer late 5 {code}")
    world.phone("ORT-L@GVA/1").expects("PAGE", code)
    assert states(world, code)["ORT-L@GVA"] == PageState.RINGING
    assert (incident(world, code).acting_chair, incident(world, code).quorum) == (None, False)
    assert world.person("P034").rooms() == []
    assert any(
        "has left the organisation, and does not count any more for ORT-L@GVA" in line for line in world.log(code)
    )
    world.phone("ORT-L@GVA/1").replies("7")
    assert incident(world, code).quorum is True


def test_the_import_that_marks_them_as_left_is_enough(world: World) -> None:
    code = everybody_comes(world)
    person = world.who("P034")
    header = "id,name,kind,language,site,mobile,left_on"
    row = f"P034,{person.name},staff,{person.language},GVA,{person.mobile},2026-11-22"
    report = import_organisation(
        world.store,
        {"people.csv": f"{header}\n{row}\n".encode()},
        now=world.app.now(), chance=world.app.engine.chance("import"), author="cli", confirm=True,
    )  # fmt: skip
    assert report.applied, report.lines()
    world.settle()
    assert states(world, code)["ORT-L@GVA"] == PageState.RINGING
    assert incident(world, code).quorum is False
    assert world.person("P034").rooms() == []


def test_an_alarm_goes_to_the_next_in_the_chairs_seat_when_its_holder_has_left(world: World) -> None:
    code = declared(world, by="HSSD")
    leaves(world, "CHAIR")
    world.passes(minutes=30)
    assert any(f"{code}: quorum is overdue" in card for card in world.person("CHAIR/1").told())
    assert any(code in sms for sms in world.phone("CHAIR/1").texts())

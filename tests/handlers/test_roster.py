"""Who is who, and who comes in addition: whois, join, augment (R8, R51)."""

from __future__ import annotations

import pytest

from handlers.cards import plain_text
from playbooks.rules.people import PersonKind
from tests.handlers.desk import ANYBODY, ask, buttons, declared, entries, last, text
from tests.world import World


class TestWhoIs:
    @pytest.mark.parametrize(
        ("what", "shown"),
        [
            ("HSSD", "HSSD | Head of Safety and Security | Samuel Wanjohi | Дмитрий Аксарин"),
            ("@hssd", "Samuel Wanjohi"),
            ("CMT", "BCO | Business Continuity Officer"),
            ("GVA", "Assembly point: Lakeside lawn"),
            ("Genève", "Emergency number: 117 (checked 2026-09-14)"),
            ("Женева", "Local time: 10:00 (Europe/Zurich)"),
            ("duty", "on duty | "),
            ("SSD-DO", "backup 1 | Rose Atieno Were"),
            ("P005", "Head of Safety and Security (holder)"),
            ("wanjohi", "Mobile: on file"),
            ("غونزالو", "is no seat, site or person"),
            ("Sipho", "Facilities (alternate 1)"),
            ("Gonzalo", "Mobile: no number"),
        ],
    )
    def test_a_seat_a_site_a_duty_or_a_person_is_shown(self, world: World, what: str, shown: str) -> None:
        assert shown in text(world, ANYBODY, f"whois {what}")

    @pytest.mark.parametrize("what", ["xyzzy", "%", "_", "' OR 1=1 --", "P999", "💥"])
    def test_nonsense_is_refused_with_what_may_be_asked(self, world: World, what: str) -> None:
        answer = text(world, ANYBODY, f"whois {what}")
        assert f"'{what}' is no seat, site or person" in answer
        assert "/crisis whois HSSD, whois GVA or whois NAME" in answer

    def test_a_name_that_fits_several_people_lists_them_with_their_ids(self, world: World) -> None:
        answer = text(world, ANYBODY, "whois an")
        assert "Several people fit 'an'" in answer
        assert "(P0" in answer

    def test_it_changes_nothing_and_gives_no_private_number(self, world: World) -> None:
        before = entries(world, "org")
        assert "+4179" not in text(world, ANYBODY, "whois wanjohi")
        assert entries(world, "org") == before


class TestJoining:
    def test_whoever_may_joins_the_room_and_covers_the_seats_they_stand_in_for(self, world: World) -> None:
        code = declared(world)
        assert f"You join {code}" in text(world, "ORT-L@GVA/2", f"join {code}")
        assert world.person("ORT-L@GVA/2").rooms() == [f"crisis-{code.lower()}"]
        board = text(world, "CHAIR", f"status {code}").splitlines()
        covered = next(line for line in board if line.startswith("ORT Leader, Geneva"))
        assert "سامر الخياط" in covered
        assert "✓ joining" in covered

    def test_joining_twice_lets_in_once(self, world: World) -> None:
        code = declared(world)
        text(world, "FIN", f"join {code}")
        text(world, "FIN", f"join {code}")
        assert sum("Let into" in line and "陈国楷" in line for line in world.log(code)) == 1

    @pytest.mark.parametrize("line", ["join {code}", "augment {code} P001 role=driver"])
    def test_nobody_joins_what_is_over(self, world: World, line: str) -> None:
        code = declared(world)
        text(world, "CHAIR", f"standdown {code}")
        before, texts = entries(world, code), world.texts()
        assert "nobody joins it any more" in text(world, "CHAIR", line.format(code=code))
        assert entries(world, code) == before
        assert world.texts() == texts

    def test_an_unknown_code_is_said_to_be_unknown(self, world: World) -> None:
        declared(world)
        assert "There is no incident K7Q" in text(world, "FIN", "join k7q")


class TestAugmenting:
    def test_one_of_the_organisation_is_let_in_texted_and_logged(self, world: World) -> None:
        code = declared(world)
        answer = text(world, "CHAIR", f"augment {code} faleolo role=speaks for the house until=2026-11-30")
        assert f"Tomasi Faleolo is added to {code} as speaks for the house until 2026-12-01 00:00 UTC" in answer
        world.phone("P001").expects("added", code)
        assert world.person("P001").rooms() == [f"crisis-{code.lower()}"]
        assert any("Tomasi Faleolo added as speaks for the house" in line for line in world.log(code))

    @pytest.mark.parametrize("number", ["+41791112233", "+41 79 111 22 33", "+41 (79) 111-22.33"])
    def test_an_external_with_a_number_becomes_a_member_who_may_work(self, world: World, number: str) -> None:
        code = declared(world)
        text(world, "CHAIR", f'augment {code} Ana Núñez role="UNDSS liaison" number={number}')
        world.phone("+41791112233").expects(code)
        with world.store.read() as uow:
            (added,) = uow.roster.by_number("+41791112233")
        assert (added.kind, added.name) == (PersonKind.EXTERNAL, "Ana Núñez")
        room = f"crisis-{code.lower()}"
        assert "Logged" in text(world, added.id, "log police are here", room=room)
        assert "CM policy 7.3" in text(world, added.id, "decide leave because=police", room=room)
        assert "Samuel Wanjohi" in text(world, added.id, "whois HSSD")
        assert code in text(world, added.id, "status")
        assert f"crisis-{code.lower()}-restricted" not in world.person(added.id).rooms()

    def test_an_external_whose_time_is_over_may_do_nothing_but_ask_for_help(self, world: World) -> None:
        code = declared(world)
        for seat in ("ORT-L@GVA", "ORT-D@GVA", "ORT-F@GVA"):
            world.phone(seat).replies("7")
        text(world, "CHAIR", f"augment {code} Ana role=liaison number=+41791112233 until=2026-11-23")
        with world.store.read() as uow:
            (added,) = uow.roster.by_number("+41791112233")
        world.passes(hours=16)
        for line in (f"log {code} x", f"status {code}", f"answer joining {code}", "whois HSSD", "report fire"):
            refusal = ask(world, added.id, line)
            assert "Who may: " in plain_text(refusal)
            assert buttons(refusal) == {}
        assert "What you can type" in text(world, added.id, "help")

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ("augment {code} Ana role=liaison number=0791112233", "international number"),
            ("augment {code} Ana role=liaison number=+0791112233", "international number"),
            ("augment {code} Ana role=liaison number=12", "international number"),
            ('augment {code} "" role=liaison number=+41791112233', "needs a name"),
            ("augment {code} P001", "Say as what the person comes"),
            ("augment {code} P001 role=adviser until=2026-11-22", "is over already"),
            ("augment {code} P001 role=adviser until=tomorrow", "is not a date"),
            ("augment {code} P001 role=adviser until=2026-02-30", "is not a date"),
            ("augment {code} P001 role=adviser until=9999-12-31", "is not a date"),
            ("augment {code} Nobody Known role=adviser", "Nobody on the list is called"),
            ("augment {code} ma role=adviser", "Several people fit"),
        ],
    )
    def test_what_is_missing_or_wrong_is_said_and_nobody_is_added(self, world: World, line: str, why: str) -> None:
        code = declared(world)
        before, texts = entries(world, code), world.texts()
        assert why in text(world, "CHAIR", line.format(code=code))
        assert entries(world, code) == before
        assert world.texts() == texts

    def test_a_number_that_is_on_the_list_already_adds_no_second_person(self, world: World) -> None:
        code = declared(world)
        answer = text(world, "CHAIR", f"augment {code} Tomi role=adviser number=+41790000001")
        assert "is Tomasi Faleolo's" in answer
        assert "P001" in answer

    def test_the_same_external_added_twice_stays_one_person(self, world: World) -> None:
        code = declared(world)
        for name in ("Ana Núñez", "ana  nunez"):
            assert f"added to {code}" in text(
                world, "CHAIR", f'augment {code} "{name}" role=liaison number=+41791112233'
            )
        with world.store.read() as uow:
            assert [one.name for one in uow.roster.by_number("+41791112233")] == ["Ana Núñez"]

    def test_another_name_with_an_externals_number_renames_nobody(self, world: World) -> None:
        code = declared(world)
        text(world, "CHAIR", f'augment {code} "Ana Núñez" role=liaison number=+41791112233')
        refusal = text(world, "CHAIR", f'augment {code} "Bob Stone" role=driver number=+41791112233')
        assert "is Ana Núñez's, who was added before" in refusal
        assert f"augment {code} X-{code}-1 role=" in refusal
        with world.store.read() as uow:
            assert [one.name for one in uow.roster.by_number("+41791112233")] == ["Ana Núñez"]

    def test_somebody_without_a_mobile_is_added_and_the_chair_told_to_tell_them(self, world: World) -> None:
        code = declared(world)
        assert "without a mobile number: tell them yourself" in text(world, "CHAIR", f"augment {code} P053 role=scribe")
        assert last(world, code).kind == "team"

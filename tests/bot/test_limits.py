"""How fast texts may leave: per lane, provider and country, so that a campaign holds up no page."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.limits import AT_PROVIDER, PATIENCE, SHARE, Limits
from handlers.delivery import CONSOLE
from handlers.effects import Priority
from playbooks.rules.countries import Countries, Country, calling_code
from tests.world import LIBRARY

CARRIER, ADDIS, GENEVA = "carrier", "+251970000001", "+41790000028"
USUAL = LIBRARY.countries.usual


def limits(per_second: float = 10.0, at_provider: float = 1_000.0) -> Limits:
    usual = Country("", "all others", True, False, None, USUAL.price, None, per_second)
    return Limits(Countries("USD", usual, {}), at_provider)


@dataclass
class Clock:
    """Waits as a dispatcher does, and notes when each text left."""

    now: float = 1_000.0
    left: list[float] = field(default_factory=list)

    def send(self, found: Limits, lane: Priority, number: str, many: int) -> None:
        for _ in range(many):
            wait = found.take(CARRIER, lane, number, self.now)
            if wait is None:
                self.now += PATIENCE
                continue
            self.left.append(self.now + wait)


def test_a_campaign_leaves_no_faster_than_its_share_of_the_senders_rate() -> None:
    clock, found = Clock(), limits(per_second=10.0)
    clock.send(found, Priority.CHECK_IN, ADDIS, 1_000)
    first, last = clock.left[0], clock.left[-1]
    rate = 10.0 * SHARE[Priority.CHECK_IN]
    assert len(clock.left) / (last - first) == pytest.approx(rate, rel=0.05)


def test_a_page_to_the_same_country_waits_for_nothing_of_a_campaign() -> None:
    clock, found = Clock(), limits(per_second=1.0)
    clock.send(found, Priority.CHECK_IN, ADDIS, 500)
    assert found.take(CARRIER, Priority.PAGE, ADDIS, clock.now) == 0.0


def test_one_country_holds_up_no_other() -> None:
    found = limits(per_second=1.0)
    while found.take(CARRIER, Priority.CHECK_IN, ADDIS, 0.0) is not None:
        pass
    assert found.full((Priority.CHECK_IN,), 0.0) == ["+251"]
    assert found.full((Priority.PAGE,), 0.0) == []
    assert found.take(CARRIER, Priority.CHECK_IN, GENEVA, 0.0) == 0.0
    assert found.full((Priority.CHECK_IN,), PATIENCE) == [], "there is room again after a while"


def test_a_provider_that_is_full_takes_no_more_of_this_lane_to_anywhere() -> None:
    found = limits(per_second=1_000.0, at_provider=10.0)
    while found.take(CARRIER, Priority.CHECK_IN, ADDIS, 0.0) is not None:
        pass
    assert found.full((Priority.CHECK_IN,), 0.0) == ["+"]


def test_a_provider_that_asks_for_a_pause_gets_it_from_that_lane_alone() -> None:
    found = limits()
    found.hold(CARRIER, Priority.CHECK_IN, 5.0, 0.0)
    assert found.take(CARRIER, Priority.CHECK_IN, ADDIS, 0.0) == pytest.approx(5.0)
    assert found.take(CARRIER, Priority.PAGE, ADDIS, 0.0) == 0.0


def test_simulated_telephones_have_no_limit() -> None:
    found = limits(per_second=0.001)
    assert {found.take(CONSOLE, Priority.CHECK_IN, ADDIS, 0.0) for _ in range(99)} == {0.0}


def test_the_shares_leave_room_for_pages_at_every_provider() -> None:
    assert sum(SHARE.values()) < 1
    assert AT_PROVIDER <= 100


@pytest.mark.parametrize(
    ("number", "code"),
    [("+41790000028", "+41"), ("+12025550100", "+1"), ("+251970000001", "+251"), ("+77010000000", "+7"),
     ("+8613800000000", "+86"), ("+85291234567", "+852"), ("+201000000000", "+20"), ("+211912345678", "+211")],
)  # fmt: skip
def test_the_country_of_a_number_is_read_off_it(number: str, code: str) -> None:
    assert calling_code(number) == code

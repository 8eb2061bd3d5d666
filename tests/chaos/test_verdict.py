"""The verdict notices each thing that may go wrong, on a run of two people in which nothing did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from playbooks.rules.checkin import Respondent, Status
from playbooks.rules.paging import Answer, Call, Delivery, Page, PageState
from playbooks.rules.vocabulary import CampaignId, IncidentId, Language, PageId, PersonId, SeatCode
from storage.outbox import Outgoing
from storage.queue_tables import OutgoingState
from tests.chaos.evidence import Evidence, Provider, Text
from tests.chaos.plan import full
from tests.chaos.verdict import doubled, wrongs

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNE, BORIS, CHAIR = PersonId("A"), PersonId("B"), PersonId("C")
NUMBERS = {ANNE: "+251971000001", BORIS: "+251971000002", CHAIR: "+41790000001"}
CRISIS = IncidentId(1)


def effect(id_: int, person: PersonId, purpose: str, state: OutgoingState, note: str = "") -> Outgoing:
    payload = {"person": person, "number": NUMBERS[person], "purpose": purpose}
    return Outgoing(
        id_, f"key-{id_}", 2, "lane", CRISIS, None, "SendSms", payload, NOON, NOON, None, state, 1, None, note, None
    )


def respondent(person: PersonId, status: Status) -> Respondent:
    return Respondent(CampaignId(1), person, NUMBERS[person], Language.EN, None, None, 1, status)


def page(*answers: Answer | None, state: PageState) -> Page:
    calls = [
        Call(CHAIR, round_, 0, NOON, delivery=Delivery.SENT, answer=answer) for round_, answer in enumerate(answers, 1)
    ]
    return Page(PageId(1), CRISIS, SeatCode("CHAIR"), (CHAIR,), state, len(calls), 0, calls)


def calm() -> Evidence:
    """Anne is safe, Boris asks for help, the chair comes."""
    texts = [
        Text("S1", False, NUMBERS[ANNE], "1=", effect=1),
        Text("S2", False, NUMBERS[BORIS], "1=", effect=2),
        Text("S3", False, NUMBERS[CHAIR], "7=", effect=3),
        Text("I1", True, NUMBERS[ANNE], "1"),
        Text("I2", True, NUMBERS[BORIS], "2"),
        Text("I3", True, NUMBERS[CHAIR], "7"),
    ]
    return Evidence(
        provider=Provider(texts, {}, {}),
        effects=[
            effect(1, ANNE, "check-in", OutgoingState.SENT),
            effect(2, BORIS, "check-in", OutgoingState.SENT),
            effect(3, CHAIR, "page", OutgoingState.SENT),
        ],
        last_effect=3,
        events={"twilio:I1": True, "twilio:I2": True, "twilio:I3": True},
        respondents=[respondent(ANNE, Status.SAFE), respondent(BORIS, Status.NEED_HELP)],
        helped=frozenset({BORIS}),
        pages=[page(Answer.JOINING, state=PageState.COVERED)],
        numbers=NUMBERS,
    )


def texts(found: Evidence, *more: Text, without: str = "", **looks: int) -> Evidence:
    """Give the same run with other texts at the provider."""
    kept = [one for one in found.provider.texts if one.sid != without]
    failed: Mapping[str, int] = {NUMBERS[PersonId(who)]: times for who, times in looks.items()}
    return replace(found, provider=Provider([*kept, *more], failed, {}))


def effects(found: Evidence, *changed: Outgoing) -> Evidence:
    """Give the same run with other ends of these effects."""
    ids = {one.id for one in changed}
    return replace(found, effects=[*(one for one in found.effects if one.id not in ids), *changed])


def statuses(found: Evidence, anne: Status, boris: Status) -> Evidence:
    """Give the same run with another roll-up."""
    return replace(found, respondents=[respondent(ANNE, anne), respondent(BORIS, boris)])


AGAIN = Text("S4", False, NUMBERS[ANNE], "1=", effect=1)
FAULTS: dict[str, tuple[Callable[[Evidence], Evidence], str]] = {
    "a text that never came": (lambda it: texts(it, without="S1"), "never came"),
    "a text that another telephone got": (
        lambda it: texts(it, Text("S1", False, NUMBERS[BORIS], "1=", effect=1), without="S1"), "never came",
    ),
    "a text that hangs": (
        lambda it: effects(it, effect(1, ANNE, "check-in", OutgoingState.LEASED)), "neither left nor ended",
    ),
    "a text that ended in silence": (
        lambda it: effects(it, effect(1, ANNE, "check-in", OutgoingState.DEAD)), "without a reason",
    ),
    "somebody forgotten in the check-in": (
        lambda it: replace(it, respondents=it.respondents[:1]), "1 are in the check-in",
    ),
    "somebody who was not asked": (lambda it: replace(it, effects=it.effects[1:]), "never asked"),
    "an answer that did not reach Muster": (
        lambda it: replace(it, events={"twilio:I2": True, "twilio:I3": True}), "never reached",
    ),
    "an answer that nobody read": (lambda it: replace(it, events={**it.events, "twilio:I1": False}), "not carried out"),
    "somebody safe who is looked for": (lambda it: statuses(it, Status.SENT, Status.NEED_HELP), "reads as asked"),
    "somebody in need who reads as safe": (lambda it: statuses(it, Status.SAFE, Status.SAFE), "reads as safe"),
    "somebody silent who reads as safe": (lambda it: texts(it, without="I1"), "said []"),
    "a call for help that nobody is told of": (lambda it: replace(it, helped=frozenset()), "nobody is told"),
    "a seat that was not called": (lambda it: replace(it, pages=[]), "0 seats"),
    "a page that stands still": (
        lambda it: replace(it, pages=[page(None, state=PageState.RINGING)]), "neither acknowledged nor escalated",
    ),
    "a page that counts as sent and was not": (
        lambda it: replace(it, effects=it.effects[:2]), "counts as called",
    ),
    "an answer to a page that it does not show": (
        lambda it: replace(it, pages=[page(None, None, state=PageState.EXHAUSTED)]), "shows no answer",
    ),
    "a text doubled though the provider could be asked": (lambda it: texts(it, AGAIN), "came 2 times"),
    "a text doubled while another was in doubt": (lambda it: texts(it, AGAIN, B=1), "came 2 times"),
    "a broken log": (lambda it: replace(it, broken_logs=["entry 3"]), "entry 3"),
}  # fmt: skip


def test_a_run_in_which_nothing_went_wrong_is_clean() -> None:
    assert wrongs(calm(), 2, 1) == []


@pytest.mark.parametrize("planted", FAULTS)
def test_each_fault_is_noticed(planted: str) -> None:
    plant, words = FAULTS[planted]
    assert any(words in one for one in wrongs(plant(calm()), 2, 1)), wrongs(plant(calm()), 2, 1)


def test_a_text_may_be_doubled_where_the_provider_could_not_be_asked() -> None:
    found = texts(calm(), AGAIN, A=1)
    assert wrongs(found, 2, 1) == []
    assert doubled(found) == {1: 1}


def test_a_text_of_the_last_moment_may_still_be_on_its_way() -> None:
    late = effect(4, CHAIR, "alarm", OutgoingState.LEASED)
    assert wrongs(effects(calm(), late), 2, 1) == []


def test_a_text_that_ended_with_a_reason_is_not_lost() -> None:
    ended = effect(1, ANNE, "check-in", OutgoingState.REFUSED, "nobody has this number")
    found = statuses(texts(effects(calm(), ended), without="S1"), Status.SAFE, Status.NEED_HELP)
    assert wrongs(found, 2, 1) == []


def test_the_same_seed_strikes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAOS_SEED", "any")
    assert full() == full()
    assert full().strokes() == full().strokes() != replace(full(), seed="other").strokes()

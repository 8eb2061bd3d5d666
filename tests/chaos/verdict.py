"""What must hold after a run, whatever happened: each sentence names something that does not.

Lost is what neither reached a telephone nor ended with a reason, and an answer that nobody was told of. Doubled is a
text that came twice: allowed where the provider could not be asked whether the first had left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbooks.rules.checkin import ACCOUNTED, STICKY, Respondent, Status
from playbooks.rules.paging import Delivery, Page, PageState
from playbooks.rules.vocabulary import PersonId
from storage.queue_tables import OutgoingState
from tests.chaos.evidence import Evidence

SAFE, HELP, JOINING, CANNOT = "1", "2", "7", "9"
_QUESTION, _PAGES = "check-in", frozenset({"page", "report"})
_NOT_OVER = frozenset({OutgoingState.WAITING, OutgoingState.LEASED})
_CAME = frozenset({Delivery.SENT, Delivery.DELIVERED})


def wrongs(found: Evidence, people: int, pages: int) -> list[str]:
    """Name everything that does not hold; `people` were to be asked and `pages` seats to be called."""
    return [
        *_unsent(found),
        *_unasked(found, people),
        *_unheard(found),
        *_misread(found),
        *_unpaged(found, pages),
        *_doubled_without_need(found),
        *found.broken_logs,
    ]


def doubled(found: Evidence) -> Counter[int]:
    """Count how often too often each text reached the provider."""
    times = Counter(one.effect for one in found.provider.texts if one.effect is not None)
    return Counter({effect: many - 1 for effect, many in times.items() if many > 1})


def sentence(found: Evidence) -> str:
    """Say in one line what happened."""
    texts, twice = found.provider.texts, doubled(found)
    came = sum(one.inbound for one in texts)
    looks = sum(found.provider.failed_looks.values())
    failed = sum(times for what, times in found.provider.faults.items() if what.startswith("send/"))
    return (
        f"{len(found.effects)} texts, {failed} sends failed, {looks} looks at the provider failed, "
        f"{twice.total()} texts doubled; {came} answers, {len(found.helped)} ask for help, "
        f"{sum(one.status is Status.SAFE for one in found.respondents)} of {len(found.respondents)} safe"
    )


def _unsent(found: Evidence) -> Iterator[str]:
    """What was to be sent has reached the telephone, or ended with a reason."""
    arrived = {(one.effect, one.number) for one in found.provider.texts if one.arrived}
    for one in found.effects:
        number = one.payload["number"]
        what = f"text {one.id} ({one.payload['purpose']}, {one.state}, {one.tries} tries) to {number}"
        if one.state in _NOT_OVER and one.id <= found.last_effect:
            yield f"{what} neither left nor ended"
        elif one.state is OutgoingState.SENT and (one.id, number) not in arrived:
            yield f"{what} never came"
        elif one.state not in {OutgoingState.SENT, *_NOT_OVER} and not one.note:
            yield f"{what} ended without a reason"


def _unasked(found: Evidence, people: int) -> Iterator[str]:
    if len(found.respondents) != people:
        yield f"{len(found.respondents)} are in the check-in, not {people}"
    asked = {one.payload["person"] for one in found.effects if one.payload["purpose"] == _QUESTION}
    for one in found.respondents:
        if one.person not in asked:
            yield f"{one.person} was never asked"


def _unheard(found: Evidence) -> Iterator[str]:
    """What a telephone sent has reached Muster, and was carried out."""
    for one in found.provider.texts:
        if one.inbound and not found.events.get(f"twilio:{one.sid}"):
            how = "was not carried out" if f"twilio:{one.sid}" in found.events else "never reached Muster"
            yield f"the answer {one.body} from {one.number} {how}"


def _misread(found: Evidence) -> Iterator[str]:
    """The roll-up shows what each person said; whoever asked for help once needs help until a human ends that."""
    said = found.provider.answers()
    shared = Counter(one.number for one in found.respondents)
    for one in found.respondents:
        answers = [text for text in said.get(one.number or "", []) if text in {SAFE, HELP}]
        if shared[one.number] == 1 and not _fits(one, answers):
            yield f"{one.person} said {answers} and reads as {one.status}"
        if HELP in answers and shared[one.number] == 1 and one.person not in found.helped:
            yield f"{one.person} asked for help, and nobody is told"


def _fits(one: Respondent, answers: list[str]) -> bool:
    if HELP in answers:
        return one.status in STICKY
    return one.status is Status.SAFE if answers else one.status not in ACCOUNTED


def _unpaged(found: Evidence, pages: int) -> Iterator[str]:
    if len(found.pages) != pages:
        yield f"{len(found.pages)} seats were called, not {pages}"
    texted = {(one.incident, one.payload["person"]) for one in found.effects if one.payload["purpose"] in _PAGES}
    for page in found.pages:
        if not (_acknowledged(page) or _escalated(page)):
            yield f"the page of {page.seat} was neither acknowledged nor escalated"
        for call in page.calls:
            if call.delivery in _CAME and (page.incident, call.person) not in texted:
                yield f"{call.person} counts as called for {page.seat} and was not"
            if call.delivery is Delivery.FAILED and not call.delivery_note:
                yield f"{call.person} could not be called for {page.seat}, and nothing says why"
    yield from _unanswered(found)


def _acknowledged(page: Page) -> bool:
    return page.state is PageState.COVERED and bool(page.covering())


def _escalated(page: Page) -> bool:
    return page.state is PageState.EXHAUSTED or len({(call.round, call.rung) for call in page.calls}) > 1


def _unanswered(found: Evidence) -> Iterator[str]:
    """Whoever answered a page, and was called in one incident alone, has answered it there."""
    said = found.provider.answers()
    calls: dict[PersonId, set[int]] = {}
    for page in found.pages:
        for call in page.calls:
            calls.setdefault(call.person, set()).add(page.incident)
    answered = {call.person for page in found.pages for call in page.calls if call.answer is not None}
    for person, incidents in calls.items():
        answers = {JOINING, CANNOT} & set(said.get(found.numbers.get(person, ""), []))
        if answers and len(incidents) == 1 and person not in answered:
            yield f"{person} answered {sorted(answers)} to a page, which shows no answer"


def _doubled_without_need(found: Evidence) -> Iterator[str]:
    numbers = {one.effect: one.number for one in found.provider.texts}
    for effect, times in doubled(found).items():
        number = numbers[effect]
        if not found.provider.failed_looks.get(number):
            yield f"text {effect} to {number} came {times + 1} times, and no look at the provider failed"

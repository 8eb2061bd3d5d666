"""Tells a story step by step, and looks after each step whether the headcount adds up."""

from __future__ import annotations

from handlers.report_model import Report, UnaccountedList
from playbooks.rules.checkin import ACCOUNTED, Respondent, Rollup
from playbooks.rules.vocabulary import DocumentId, IncidentId, PersonId
from tests.e2e.earthquake import EARTHQUAKE
from tests.world import World


class Telling:
    """The earthquake, as far as it has come."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._steps = iter(EARTHQUAKE.steps)
        self._people: dict[int, int] = {}
        self._texts: dict[str, int] = {}

    def until(self, name: str) -> None:
        """Go on up to the step of this name."""
        for step in self._steps:
            step(self.world)
            self._adds_up()
            if step.name == f"earthquake/{name}":
                return
        raise AssertionError(f"there is no further step {name!r}")

    def texted(self) -> set[str]:
        """Give the numbers that got a text since this was asked for the last time."""
        now = {number: len(texts) for number, texts in self.world.texts().items()}
        before, self._texts = self._texts, now
        return {number for number, many in now.items() if many > before.get(number, 0)}

    def numbers(self, *who: str) -> set[str]:
        """Give the telephones of people."""
        return {self.world.phone(one).number for one in who}

    def last(self, who: str) -> str:
        """Give the last text on somebody's phone."""
        return self.world.phone(who).texts()[-1]

    @property
    def code(self) -> str:
        """The incident's code."""
        return self.world.code(0)

    @property
    def room(self) -> str:
        """The main room."""
        return f"crisis-{self.code.lower()}"

    def board(self) -> str:
        """Give the situation card that the chair sees."""
        return self.world.person("CHAIR").board(self.room)

    def answer(self, who: str) -> str:
        """Give what Muster answered to somebody's last line in the main room."""
        return self.world.person(who).reads(self.room)[-1]

    def rollup(self, number: int = -1) -> Rollup:
        """Count a round."""
        with self.world.store.read() as uow:
            campaign = uow.campaigns.of(IncidentId(1))[number]
            return Rollup(campaign, self.world.app.now(), uow.campaigns.counts(campaign.id))

    def person(self, who: str, number: int = -1) -> Respondent:
        """Give a person of a round."""
        with self.world.store.read() as uow:
            found = uow.campaigns.one(uow.campaigns.of(IncidentId(1))[number].id, PersonId(who))
            assert found is not None
            return found

    def document(self, who: str, number: int) -> Report | UnaccountedList:
        """Open a document as somebody."""
        return self.world.app.engine.document(self.world.who(who).id, DocumentId(number))

    def _adds_up(self) -> None:
        with self.world.store.read() as uow:
            for campaign in uow.campaigns.of(IncidentId(1)):
                people = uow.campaigns.respondents(campaign.id)
                count = Rollup(campaign, self.world.app.now(), uow.campaigns.counts(campaign.id))
                assert count.everybody == len(people) == count.accounted + count.unaccounted
                assert count.accounted == sum(one.status in ACCOUNTED for one in people)
                assert len(people) >= self._people.get(campaign.number, 0), "the denominator never shrinks"
                self._people[campaign.number] = len(people)

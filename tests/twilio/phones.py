"""The device language: telephones over the fake, with the words of `tests.world.Phone`, and calls besides.

``phones.phone("+41...").expects("CMT PAGE").replies("7")`` reads as over the console. The texts come from what the
application created over HTTP, the replies go to its webhook, signed. A driver runs the application meanwhile: a
`World` is one (`run` and `settle`); without one the application must be listening on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from tests.twilio.account import sid
from tests.twilio.exchange import Fate
from tests.twilio.outward import Order, Posted
from tests.twilio.records import Call, Said
from tests.twilio.server import FakeTwilio
from tests.twilio.voice import Person

T = TypeVar("T")


class Driver(Protocol):
    """Whoever runs the application while phones speak."""

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Run this in the application's loop."""
        ...

    def settle(self) -> None:
        """Let everything that is due be done."""
        ...


class Phones:
    """All telephones of one test."""

    def __init__(
        self, fake: FakeTwilio, driver: Driver | None = None, number_of: Callable[[str], str] = lambda named: named
    ) -> None:
        """`number_of` finds somebody's number by the name a test uses; a number stands for itself."""
        self.fake, self._driver, self._number_of = fake, driver, number_of
        self._looked: dict[str, int] = {}
        self._calls_expected: set[str] = set()

    def phone(self, named: str) -> Telephone:
        """Look at somebody's telephone."""
        return Telephone(self, named if named.startswith("+") else self._number_of(named))

    def texts(self) -> dict[str, list[str]]:
        """Give all that arrived, by number; Twilio's own answers to STOP, START and HELP are left out."""
        exchange = self.fake.exchange
        own = {number.number for number in self.fake.account.numbers}
        return {
            number: [one.body for one in exchange.texts(number)]
            for number in list(exchange.by_recipient)
            if number not in own
        }

    def nobody_else_was_texted(self) -> None:
        """Fail if any text arrived that no phone of the test expected."""
        unseen = {number: texts[self.looked_at(number) :] for number, texts in self.texts().items()}
        assert not {number: texts for number, texts in unseen.items() if texts}

    def nobody_else_was_called(self) -> None:
        """Fail if any phone rang that the test did not speak of."""
        rang = {one.to for one in self.fake.switchboard.calls.values() if one.direction == "outbound-api"}
        assert rang <= self._calls_expected, f"these rang: {sorted(rang - self._calls_expected)}"

    def took(self, number: str, count: int) -> None:
        """Note that a test has looked at so many texts of a phone."""
        self._looked[number] = max(count, self.looked_at(number))

    def looked_at(self, number: str) -> int:
        """Tell how many texts of a phone a test has looked at."""
        return self._looked.get(number, 0)

    def rang(self, number: str) -> None:
        """Note that a test spoke of a call to this phone."""
        self._calls_expected.add(number)

    def act(self, act: Coroutine[Any, Any, T]) -> T:
        """Do something at the fake while the application runs, wait for its callbacks, then let it settle."""
        if self._driver is None:
            done = self.fake.run(act)
            self.fake.run(self.fake.callbacks.quiet())
            return done
        done = self._driver.run(self.fake.there(act))
        self.quiet()
        return done

    def quiet(self) -> None:
        """Let every status callback reach the application, and let that settle."""
        if self._driver is None:
            self.fake.run(self.fake.callbacks.quiet())
            return
        self._driver.settle()
        self._driver.run(self.fake.there(self.fake.callbacks.quiet()))
        self._driver.settle()

    def post_callbacks(self, order: Order = Order.IN_TURN, *, seed: int = 0) -> list[Posted]:
        """Post the status callbacks that were held (`fake.callbacks.held = True`), in this order."""
        return self.act(self.fake.callbacks.post(order, seed=seed))


class Telephone:
    """Somebody's telephone."""

    def __init__(self, phones: Phones, number: str) -> None:
        self.phones, self.number = phones, number
        self._fake = phones.fake

    def texts(self) -> list[str]:
        """Give the texts that arrived here."""
        return [one.body for one in self._fake.exchange.texts(self.number)]

    def expects(self, *words: str) -> Telephone:
        """Expect the next text to have come, with these words in it."""
        index = self.phones.looked_at(self.number)
        texts = self.texts()
        assert len(texts) > index, f"no further text to {self.number}; it had {texts}"
        missing = [word for word in words if word not in texts[index]]
        assert not missing, f"{missing} is not in the text {texts[index]!r}"
        self.phones.took(self.number, index + 1)
        return self

    def is_silent(self) -> Telephone:
        """Expect no further text."""
        assert self.texts()[self.phones.looked_at(self.number) :] == []
        return self

    def replies(self, text: str, *, event: str | None = None) -> Telephone:
        """Answer by SMS; the same `event` a second time is the same message, posted again."""
        self.sends(text, event=event)
        return self

    def sends(self, text: str, *, event: str | None = None, forged: bool = False, to: str | None = None) -> Posted:
        """Send a text; gives the webhook and what the application answered (status None: it was not reached)."""
        posted = self.phones.act(self._fake.exchange.receive(self.number, text, to=to, key=event or "", forged=forged))
        assert posted is not None, "the account has no address for texts that come in"
        return posted

    def sent_sid(self, event: str) -> str:
        """Give the MessageSid of the text that was sent as this `event`."""
        return sid("SM", self._fake.account.sid, "in", event)

    def notices(self) -> list[str]:
        """Give what Twilio itself answered to STOP, START and HELP."""
        return self._fake.exchange.notices(self.number)

    def is_unreachable(self, error: int = 30003, *, end: str = "undelivered") -> Telephone:
        """Let texts from now on end `undelivered` or `failed`, with this reason."""
        self._fake.exchange.fates[self.number] = Fate(end, error, arrives=False)
        return self

    def gives_no_receipt(self, *, arrives: bool = True) -> Telephone:
        """Let texts from now on stay at `sent`."""
        self._fake.exchange.fates[self.number] = Fate("sent", arrives=arrives)
        return self

    def is_reachable(self) -> Telephone:
        """Let texts arrive again."""
        self._fake.exchange.fates.pop(self.number, None)
        self._fake.exchange.refused.pop(self.number, None)
        return self

    def is_refused(self, code: int) -> Telephone:
        """Let Twilio refuse to create messages to here, with this code (21211, 21408, 21612, 21614)."""
        self._fake.exchange.refused[self.number] = code
        return self

    def opted_out(self) -> Telephone:
        """Have written STOP some time ago."""
        self._fake.exchange.opts_out(self.number)
        return self

    def rings(self) -> bool:
        """Tell whether it rings now."""
        self.phones.rang(self.number)
        return self._fake.switchboard.ringing(self.number) is not None

    def never_rang(self) -> Telephone:
        """Expect that nobody called here."""
        assert [one for one in self._fake.switchboard.calls.values() if one.to == self.number] == []
        return self

    def answers(self, *digits: str) -> Telephone:
        """Pick up and press these keys, one item for each question; then nothing. Without any: no input."""
        return self._picks_up(Person(digits))

    def goes_to_voicemail(self) -> Telephone:
        """Let a machine pick up."""
        return self._picks_up(Person(machine=True))

    def hangs_up(self) -> Telephone:
        """Pick up, listen to the first question, and hang up."""
        return self._picks_up(Person(stays=False))

    def is_busy(self) -> Telephone:
        """Turn the ringing call away."""
        return self._ends("busy")

    def does_not_answer(self) -> Telephone:
        """Let it ring until it stops."""
        return self._ends("no-answer")

    def cannot_be_called(self) -> Telephone:
        """Let the ringing call fail in the network."""
        return self._ends("failed")

    def calls(self, *digits: str, to: str | None = None, event: str | None = None) -> Telephone:
        """Call the account's number and press these keys, one item for each question."""
        self.phones.act(self._fake.switchboard.receive(self.number, digits, to=to, key=event or ""))
        return self

    def last_call(self) -> Call:
        """Give the newest call to or from here."""
        with_it = [one for one in self._fake.switchboard.calls.values() if self.number in (one.to, one.sender)]
        assert with_it, f"no call to or from {self.number}"
        return with_it[-1]

    def heard(self) -> list[Said]:
        """Give what was heard in the newest call."""
        return list(self.last_call().heard)

    def hears(self, *words: str, language: str | None = None) -> Telephone:
        """Expect these words in the newest call, said in this language when one is given."""
        heard = self.heard()
        text = " ".join(one.text for one in heard)
        missing = [word for word in words if word not in text]
        assert not missing, f"{missing} was not heard; it was {text!r}"
        assert language is None or {one.language for one in heard} == {language}
        return self

    def _ringing(self) -> Call:
        call = self._fake.switchboard.ringing(self.number)
        assert call is not None, f"{self.number} does not ring"
        self.phones.rang(self.number)
        return call

    def _picks_up(self, person: Person) -> Telephone:
        self.phones.act(self._fake.switchboard.pick_up(self._ringing(), person))
        return self

    def _ends(self, status: str) -> Telephone:
        async def ends(call: Call) -> None:
            self._fake.switchboard.end(call, status)

        self.phones.act(ends(self._ringing()))
        return self

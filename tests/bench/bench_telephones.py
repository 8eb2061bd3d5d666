"""Texts out and answers in over real HTTP: Muster as users run it, against a bare client and a bare route.

Out: a check-in through Twilio's own library to the fake Twilio; a text counts when it is on record that Twilio took it.
The bare client makes one durable row of each text and posts the same. What Twilio reports of texts is left out of
both. In: signed webhooks; an answer counts when the board shows it. The bare route checks the signature and makes one
durable row of each. Muster's acknowledgements leave meanwhile, at the rate that is set.

``quick`` takes 2,000 people; ``sqlite`` or ``postgresql`` that database alone.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

from bot.app import App
from bot.clock import SystemClock
from playbooks.library import Library
from storage.store import Store
from tests.bench import organisation
from tests.bench.bare import post_all
from tests.bench.databases import Board, Look, postgresql
from tests.bench.load import post, request
from tests.bench.server import Server, until
from tests.twilio.outward import signature
from tests.twilio.process import TwilioProcess

PEOPLE, QUICK = 10_000, 2_000
PUBLIC, PORT, CHAIR = "https://muster.example.org", 8_811, "P002"
#: Answers a second at a moderate rate, and for how many seconds.
MODERATE, SECONDS = 50, 15
#: As many texts at once as Muster has on their way (bot.dispatcher.GROUPS).
AT_ONCE = 40
_WORDS = ("1", "1 ok", "1. merci", "1", "3", "1")


@dataclass(frozen=True)
class Stage:
    """One database, and the replicas on it."""

    folder: Path
    url: str
    people: int
    replicas: int

    def prepare(self) -> None:
        """Import a real organisation."""
        files = organisation.write(self.folder / "organisation", self.people, real=True)
        environment = {"MUSTER_DATABASE_URL": self.url, "PATH": "/usr/bin:/bin"}
        command = [sys.executable, "-m", "bot", "import", str(files), "--yes"]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

    def ask_everybody(self) -> None:
        """Declare an earthquake and start its check-in, beside the replicas."""
        store = Store.open(self.url)
        app = App(store, SystemClock())
        asyncio.run(app.line(uuid4().hex, CHAIR, None, "/crisis declare earthquake ADD L1 strong tremor"))
        with store.read() as uow:
            code = uow.incidents.recent(1)[0].code
        asyncio.run(app.line(uuid4().hex, CHAIR, None, f"/crisis checkin start {code}"))
        store.close()

    @contextmanager
    def running(self, fake: TwilioProcess, *, freely: bool) -> Iterator[list[Server]]:
        """Let the replicas run, each on a public port. `freely`: no rate binds how fast texts leave."""
        account = fake.account
        environment = {
            "MUSTER_VAR_DIR": str(self.folder / "var"), "MUSTER_DATABASE_URL": self.url, "MUSTER_PUBLIC_URL": PUBLIC,
            "MUSTER_TWILIO_ACCOUNT": account.sid, "MUSTER_TWILIO_TOKEN": account.token,
            "MUSTER_TWILIO_FROM": account.service_sid, "MUSTER_TWILIO_API_URL": fake.url,
            "MUSTER_LOG_LEVEL": "error",
        }  # fmt: skip
        if freely:
            environment |= {"MUSTER_TEXTS_PER_SECOND": "1000000", "MUSTER_PLAYBOOKS": str(_no_limits(self.folder))}
        servers = []
        with ExitStack() as running:
            for port in range(PORT, PORT + self.replicas):
                own = {"MUSTER_PUBLIC_PORT": str(port), "MUSTER_CONSOLE_PORT": str(port + 50)}
                servers.append(running.enter_context(Server(port, "bot", "run", environment=environment | own)))
            yield servers


def main() -> None:
    """Print one line per figure."""
    people = QUICK if "quick" in sys.argv else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        if "postgresql" not in sys.argv:
            _measure(Path(folder) / "sqlite", lambda: f"sqlite:///{folder}/sqlite/{uuid4().hex}.db", people, (1,))
        if "sqlite" not in sys.argv:
            with postgresql(Path(folder) / "server") as fresh:
                _measure(Path(folder) / "postgresql", fresh, people, (1, 2, 4))


def _measure(folder: Path, fresh: Callable[[], str], people: int, replicas: Sequence[int]) -> None:
    for many in replicas:
        folder.mkdir()
        stage = Stage(folder, fresh(), people, many)
        name = f"{folder.name}, {many} replica{'s' if many > 1 else ''}"
        stage.prepare()
        out, bodies = _texts(stage)
        bare = _bare_texts(fresh(), bodies)
        print(f"{name}: texts out {out:.0f}/s, bare client {bare:.0f}/s, ratio {out / bare:.2f} (aim 0.5)", flush=True)
        _answers(stage, fresh(), name)
        shutil.rmtree(folder)


def _texts(stage: Stage) -> tuple[float, list[tuple[str, str]]]:
    look, taken = Look(stage.url), "SELECT count(*) FROM delivery"
    with _fake() as fake:
        with stage.running(fake, freely=True):
            stage.ask_everybody()
            until(lambda: look.one(taken) > 0)
            began, before = time.perf_counter(), look.one(taken)
            until(lambda: look.one(taken) >= stage.people)
            rate = (stage.people - before) / (time.perf_counter() - began)
        bodies = [(number, text) for number, texts in fake.ask("texts").items() for text in texts]
    look.close()
    return rate, bodies[: stage.people]


def _bare_texts(url: str, bodies: Sequence[tuple[str, str]]) -> float:
    with _fake() as fake:
        account, status = fake.account, f"{PUBLIC}/twilio/status/"
        forms = [
            {"To": to, "Body": text, "StatusCallback": f"{status}{at}", "MessagingServiceSid": account.service_sid}
            for at, (to, text) in enumerate(bodies)
        ]
        began = time.perf_counter()
        asyncio.run(post_all(url, fake.url, (account.sid, account.token), forms, AT_ONCE))
        return len(forms) / (time.perf_counter() - began)


def _answers(stage: Stage, empty: str, name: str) -> None:
    with _fake() as fake:
        asked = _signed(fake, stage.people)
        few, rest = asked[: MODERATE * SECONDS], asked[MODERATE * SECONDS :]
        with Server(PORT, "tests.bench.bare", empty, str(PORT), fake.account.token, PUBLIC) as route:
            began, before = time.perf_counter(), route.worked()
            asyncio.run(post([PORT], rest))
            bare, bare_work = len(rest) / (time.perf_counter() - began), route.worked() - before
        with stage.running(fake, freely=False) as servers:
            ports = [server.port for server in servers]
            board = Board(stage.url)
            sent = asyncio.run(post(ports, few, per_second=MODERATE))
            until(lambda: board.shown() >= len(few))
            print(f"{name}: from receipt to board at {MODERATE} answers/s: {_cuts(board, sent, 0)}", flush=True)
            before = sum(server.worked() for server in servers)
            sent = asyncio.run(post(ports, rest))
            until(lambda: board.shown() >= stage.people)
            work = sum(server.worked() for server in servers) - before
            board.stop()
    rate = len(rest) / (board.when(stage.people) - sent[0])
    print(
        f"{name}: answers on the board {rate:.0f}/s, bare route {bare:.0f}/s, ratio {rate / bare:.2f} (aim 0.5); "
        f"{_cuts(board, sent, len(few))}; processor {work / len(rest) * 1000:.2f} ms an answer, "
        f"bare {bare_work / len(rest) * 1000:.2f}",
        flush=True,
    )


def _cuts(board: Board, sent: Sequence[float], before: int) -> str:
    """Say how late the board was; the answer sent as the n-th is on it when it shows n."""
    cuts = quantiles([board.when(at) - moment for at, moment in enumerate(sent, before + 1)], n=100)
    return f"median {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s"


@contextmanager
def _fake() -> Iterator[TwilioProcess]:
    with TwilioProcess() as fake:
        fake.tell("callbacks", seed=1, shares={"lost": 1.0})
        yield fake


def _signed(fake: TwilioProcess, people: int) -> list[bytes]:
    """Write the requests by which Twilio brings everybody's answer."""
    account = fake.account
    asked = []
    for at, number in enumerate(organisation.numbers(people)):
        sid = f"SM{at:032x}"
        form = {
            "ToCountry": "CH", "ToState": "", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "", "FromZip": "",
            "SmsSid": sid, "FromState": "", "SmsStatus": "received", "FromCity": "", "Body": _WORDS[at % len(_WORDS)],
            "FromCountry": "ET", "To": account.numbers[0].number, "MessagingServiceSid": account.service_sid,
            "ToZip": "", "NumSegments": "1", "MessageSid": sid, "AccountSid": account.sid, "From": number,
            "ApiVersion": "2010-04-01",
        }  # fmt: skip
        headers = {
            "Host": "muster.example.org",
            "X-Twilio-Signature": signature(account.token, f"{PUBLIC}/twilio/sms", form),
        }
        asked.append(request("/twilio/sms", form, headers))
    return asked


def _no_limits(folder: Path) -> Path:
    """Write a table of countries in which the people of this organisation are spread over ten fast senders."""
    own = folder / "playbooks"
    own.mkdir(exist_ok=True)
    price = Library.load().countries.usual.price
    row = f'two_way: true, links: false, sender: null, price: "{price}", checked: null, per_second: 1000'
    rows = "\n".join(f'  "{prefix}": {{name: Part, {row}}}' for prefix in organisation.PREFIXES)
    (own / "countries.yaml").write_text(f"currency: USD\nusual: {{{row}}}\ncountries:\n{rows}\n", encoding="utf-8")
    return own


if __name__ == "__main__":
    main()

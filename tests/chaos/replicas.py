"""Three replicas as users start them, killed and started again."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path
from time import monotonic
from types import TracebackType

from tests.chaos.plan import REPLICAS, Stroke
from tests.processes import command, free_port, surroundings, until
from tests.twilio.application import PUBLIC
from tests.twilio.process import TwilioProcess


class Replicas:
    """A context manager; they are killed at its end."""

    def __init__(self, url: str, folder: Path, fake: TwilioProcess) -> None:
        """Their own logs are files in `folder`; the fake is told where they listen."""
        account, self._folder = fake.account, folder
        settings = {
            "PLAYBOOKS": str(folder / "playbooks"),
            "PUBLIC_URL": PUBLIC,
            "TWILIO_ACCOUNT": account.sid,
            "TWILIO_TOKEN": account.token,
            "TWILIO_FROM": account.service_sid,
            "TWILIO_API_URL": fake.url,
        }
        doors = [free_port() for _ in range(2 * REPLICAS)]
        self._public = doors[:REPLICAS]
        self._environments = [
            surroundings(url, folder, PUBLIC_PORT=str(public), CONSOLE_PORT=str(console), **settings)
            for public, console in zip(self._public, doors[REPLICAS:], strict=True)
        ]
        self._running: list[subprocess.Popen[bytes] | None] = [None] * REPLICAS
        #: How many were killed.
        self.killed = 0

    def __enter__(self) -> Replicas:
        for one in range(REPLICAS):
            self.start(one)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Kill all that run."""
        for one in range(REPLICAS):
            self.kill(one)

    def listeners(self) -> list[str]:
        """Name where they take webhooks."""
        return [f"http://127.0.0.1:{port}" for port in self._public]

    def start(self, one: int) -> None:
        """Start a replica that does not run."""
        if self._running[one] is None:
            with self._log(one).open("ab") as log:
                self._running[one] = subprocess.Popen(
                    command("run"), cwd=self._folder, env=self._environments[one], stdout=log, stderr=log
                )

    def kill(self, one: int) -> None:
        """Kill a replica, wherever it is; it must not have ended by itself."""
        process = self._running[one]
        if process is not None:
            ended = process.poll()
            process.kill()
            process.wait(20)
            self._running[one] = None
            assert ended is None, f"replica {one} ended by itself:\n{self._log(one).read_text()[-3_000:]}"

    def strike(self, strokes: list[Stroke], seconds: float) -> None:
        """Kill and start again as drawn."""
        acts = [(one.at, self._struck, one.replica) for one in strokes]
        acts += [(one.again_at, self.start, one.replica) for one in strokes]
        began = monotonic()

        def passed(moment: float) -> bool:
            return monotonic() - began >= moment

        for at, act, replica in sorted(acts, key=lambda each: each[0]):
            until(partial(passed, at), at + 30)
            act(replica)
        until(partial(passed, seconds), seconds + 30)

    def _struck(self, one: int) -> None:
        self.kill(one)
        self.killed += 1

    def errors(self) -> list[str]:
        """Give what their logs hold of errors."""
        found = []
        for one in range(REPLICAS):
            lines = self._log(one).read_text().splitlines() if self._log(one).exists() else []
            found += [line for line in lines if "level=error" in line or "Traceback" in line]
        return found

    def _log(self, one: int) -> Path:
        return self._folder / f"replica-{one}.log"

"""The fake in a process of its own, as a test of several replicas needs it."""

from __future__ import annotations

import subprocess
import sys
from types import TracebackType
from typing import Any

import httpx

from tests.twilio.account import Account


class TwilioProcess:
    """Starts `python -m tests.twilio` and waits until it listens; a context manager."""

    def __init__(self, *arguments: str, name: str = "first") -> None:
        """`arguments` are those of the command line besides `--name`."""
        command = [sys.executable, "-m", "tests.twilio", "--name", name, *arguments]
        #: Its identifiers and secrets; its numbers are those of the arguments.
        self.account = Account(name)
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line.strip().isdigit(), "the fake did not start"
        self.url = f"http://127.0.0.1:{int(line)}"

    def __enter__(self) -> TwilioProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)

    def tell(self, what: str, **fields: Any) -> Any:
        """Post to /fake/`what` (tests/twilio/control.py says what there is)."""
        return httpx.post(f"{self.url}/fake/{what}", json=fields, timeout=60).raise_for_status().json()

    def ask(self, what: str) -> Any:
        """Get /fake/`what`."""
        return httpx.get(f"{self.url}/fake/{what}", timeout=60).raise_for_status().json()

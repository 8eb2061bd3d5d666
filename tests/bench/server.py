"""A server under measurement: a process of its own, with its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType


class Server:
    """Starts a Python module and waits until it answers on its port."""

    def __init__(self, port: int, module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        """Begin; gives up with RuntimeError when the process ends before it answers."""
        self.port = port
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL,
        )
        while not self.answers():
            if self._process.poll() is not None:
                raise RuntimeError(f"{module} ended with code {self._process.returncode}")

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(20)

    def answers(self) -> bool:
        """Tell whether it is up."""
        try:
            return self.get("/healthz").startswith(b"")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def get(self, path: str) -> bytes:
        """Read a page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as response:
            content: bytes = response.read()
        return content

    def worked(self) -> float:
        """Tell how long it has kept processors busy, in seconds."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> float:
        """Give the most memory it ever held, in MiB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


def until(condition: object, seconds: float = 600) -> float:
    """Wait until `condition()` is true; give how long that took. Raises TimeoutError."""
    began = time.perf_counter()
    pause = 0.02
    while not condition():  # type: ignore[operator]  # a function of no arguments
        if time.perf_counter() - began > seconds:
            raise TimeoutError(f"not within {seconds} seconds")
        _pause(pause)
    return time.perf_counter() - began


def _pause(seconds: float) -> None:
    # A figure is measured by looking; a test would wait for a condition of the program instead.
    import threading

    threading.Event().wait(seconds)

"""How long the second start takes, and how much memory Muster holds at rest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PORT = 8797


def main() -> None:
    """Print one line per figure."""
    with tempfile.TemporaryDirectory() as folder:
        first = _start(folder)
        second = _start(folder)
    sys.stdout.write(f"first start (database made, demonstration loaded): {first[0]:.2f} s\n")
    sys.stdout.write(f"second start: {second[0]:.2f} s (aim under 3)\n")
    sys.stdout.write(f"memory at rest after 5 s: {second[1]:.0f} MiB resident\n")


def _start(folder: str) -> tuple[float, float]:
    """Give the seconds until the console answered, and the MiB resident after five more."""
    environment = {**os.environ, "MUSTER_VAR_DIR": f"{folder}/var", "MUSTER_CONSOLE_PORT": str(PORT)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers():
            if process.poll() is not None:
                raise SystemExit(f"muster run ended with code {process.returncode}")
        took = time.perf_counter() - began
        while time.perf_counter() - began < took + 5:
            _answers()
        return took, _resident(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=0.5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()

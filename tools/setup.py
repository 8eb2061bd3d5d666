"""Prepare this checkout for `make`: the virtual environment and, for tests, the browser.

Run by the machine's own Python before anything is installed, so only the standard library is used. A second
call with nothing changed does nothing. A call after an interrupted one starts the environment afresh: the
stamp that says "complete" is taken away first and written last.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "muster-setup.json"
#: The lock file of each kind of environment; "test" holds everything that "run" holds.
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
#: What the browser tests need from Debian: a real browser, and letters for the six languages.
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def stop(sentence: str) -> NoReturn:
    """End with one sentence on standard error and exit code 1."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def say(line: str) -> None:
    """Show progress at once, also when the output is a pipe."""
    print(line, flush=True)


def wanted(kind: str) -> dict[str, str]:
    """Describe the environment that this checkout, this lock and this Python need."""
    digest = hashlib.sha256(LOCKS[kind].read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"kind": kind, "digest": digest.hexdigest(), "python": python, "root": str(ROOT)}


def present() -> dict[str, str]:
    """Read what the last complete setup wrote; empty when there was none, or its Python has gone."""
    if not (VENV / "bin" / "muster").exists() or not (VENV / "bin" / "python").exists():
        return {}
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def up_to_date(kind: str, stamp: dict[str, str]) -> bool:
    """Say whether the environment serves `kind`; a test environment serves a run as well."""
    return stamp in (wanted(kind), wanted("test"))


def setup(kind: str) -> None:
    """Make the environment hold exactly what the lock file of `kind` says, and the project itself."""
    stamp = present()
    if up_to_date(kind, stamp):
        return
    python = str(VENV / "bin" / "python")
    reusable = stamp.get("python") == wanted(kind)["python"] and stamp.get("root") == str(ROOT)
    if reusable and stamp.get("kind") == "test":
        kind = "test"
    say(f"Setting up Muster in {VENV.relative_to(ROOT)}. The first time takes a minute or two.")
    STAMP.unlink(missing_ok=True)
    if not reusable:
        make_environment()
    install_locked(python, LOCKS[kind])
    say("  Muster itself")
    editable = [
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--editable",
        str(ROOT),
    ]
    if pip(python, *editable).wait() != 0:
        stop("Muster itself could not be installed; the reason stands above.")
    STAMP.write_text(json.dumps(wanted(kind)), encoding="utf-8")
    say("Ready.")


def make_environment() -> None:
    """Make an empty virtual environment with pip in it, in place of whatever was there."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        stop(
            f"The venv module of {sys.executable} is missing: install it (Debian: apt-get install "
            "python3-venv) and run make again."
        )
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason was given"]
        stop(f"The virtual environment {VENV} could not be made: {lines[-1]}")


def pip(python: str, *arguments: str, output: int | None = None) -> subprocess.Popen[str]:
    """Start pip in the environment, undisturbed by this folder and by the caller's Python variables."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    command = [python, "-I", "-m", "pip", *arguments]
    return subprocess.Popen(command, env=environment, stdout=output, text=True, cwd=ROOT)


def install_locked(python: str, lock: Path) -> None:
    """Install every line of `lock`, checked against its hashes; nothing is built from source."""
    total = len(re.findall(r"^[A-Za-z0-9][^=\s]*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--progress-bar=off"]
    process = pip(python, "install", *options, "--requirement", str(lock), output=subprocess.PIPE)
    count = 0
    for line in process.stdout or ():
        if named := re.match(r"(?:Collecting|Processing|Requirement already satisfied:) (\S+)", line):
            count += 1
            say(f"  [{count:2}/{total}] {Path(named[1]).name}")
        elif line.startswith("Installing collected packages"):
            say("  putting them in place")
    if process.wait() != 0:
        stop(
            "The packages that Muster needs could not be installed; the reason stands above. "
            "Check the network connection and run make again."
        )


def browser() -> None:
    """Have a browser and letters for the tests: by apt-get when root, else say what to install."""
    if chosen := os.environ.get("MUSTER_CHROMIUM"):
        if shutil.which(chosen) is None:
            stop(f"MUSTER_CHROMIUM={chosen} cannot be run: name the Chromium program, or leave it out.")
        return
    missing = [name for name in PACKAGES if not is_installed(name)]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        stop(
            f"The browser tests need more: run 'sudo apt-get install {' '.join(missing)}', "
            "or point MUSTER_CHROMIUM at a Chromium on this machine."
        )
    say(f"Installing {' '.join(missing)} with apt-get.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *missing]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
            stop(f"'{' '.join(command)}' failed; the reason stands above.")


def is_installed(package: str) -> bool:
    """Say whether Debian's package is there in full; False where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return False
    command = ["dpkg-query", "--show", "--showformat=${Status}", package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout == "install ok installed"


def main() -> None:
    """Do what `make` asks: `setup.py run`, or `setup.py test` which brings the browser too."""
    parser = argparse.ArgumentParser(description="Prepare this checkout.")
    parser.add_argument("kind", choices=sorted(LOCKS))
    parser.add_argument("--browser", action="store_true", help="have Chromium and fonts as well")
    arguments = parser.parse_args()
    turn = os.open(ROOT, os.O_RDONLY)  # two makes at once take turns; the lock ends with the process
    fcntl.flock(turn, fcntl.LOCK_EX)
    try:
        setup(arguments.kind)
    except OSError as problem:
        stop(f"Muster could not be set up in {ROOT}: {problem.strerror or problem} ({problem.filename}).")
    except KeyboardInterrupt:
        stop("Interrupted; the next make starts the setup afresh.")
    if arguments.browser:
        browser()


if __name__ == "__main__":
    main()

"""Checks of the machine and the process for ``muster doctor``: settings, texts, disk, port, package names.

What the database holds is checked by `handlers.readiness`.
"""

from __future__ import annotations

import errno
import http.client
import importlib.util
import json
import os
import shutil
import socket
from collections.abc import Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

from bot.config import Settings, is_loopback
from handlers.readiness import Finding, State
from playbooks.library import Library
from playbooks.rules.vocabulary import Language
from playbooks.yamlfile import BadFile

PACKAGES = ("bot", "handlers", "playbooks", "storage")
DISTRIBUTION = "muster-bot"
#: Below this a day's log and its backup may not fit; below a tenth of it an incident may not (our choice).
ENOUGH_BYTES = 1_000_000_000
#: As many of a kind are named; the rest is counted.
_NAMED = 5
#: Seconds to wait for a process on the console's port to say who it is.
_PATIENCE = 2


def machine(settings: Settings) -> list[Finding]:
    """Check everything but the database."""
    return [
        _settings(settings),
        *texts(settings.playbooks),
        disk(settings.var_dir),
        port(settings.console_host, settings.console_port),
        packages(packages_distributions()),
    ]


def _settings(settings: Settings) -> Finding:
    who = "only from this machine" if is_loopback(settings.console_host) else "FROM OTHER MACHINES, with a password"
    return Finding(State.OK, "settings", f"all readable; the console can be reached {who}.")


def texts(folder: Path | None = None) -> list[Finding]:
    """Check what Muster writes by SMS, the kinds of incident, and the playbooks."""
    try:
        library = Library.load(folder)
    except BadFile as bad:
        return [Finding(State.PROBLEM, "texts", f"{bad.problems[0]} ({len(bad.problems)} in all)")]
    return [messages(library), countries(library), playbooks(library)]


def messages(library: Library) -> Finding:
    """Say which texts no native speaker has checked (domain 3.8)."""
    in_all = (len(library.texts) + len(library.said) + len(library.events)) * len(Language)
    if not library.unread:
        text = f"{in_all} texts in six languages, all checked, version {library.version}."
        return Finding(State.OK, "texts", text)
    unread = sum(len(languages) for languages in library.unread.values())
    text = f"{unread} of {in_all} texts are not checked by a native speaker: {_some(library.unchecked())}."
    return Finding(State.WARNING, "texts", text)


def countries(library: Library) -> Finding:
    """Say which rows of the table of countries nobody has looked up."""
    table = library.countries
    rows = [table.usual, *table.by_prefix.values()]
    unchecked = [row.name for row in rows if row.checked is None]
    one_way = ", ".join(row.name for row in rows if not row.two_way) or "none"
    if not unchecked:
        return Finding(State.OK, "countries", f"{len(rows)} rows, all looked up; no replies from: {one_way}.")
    text = f"{len(unchecked)} of {len(rows)} rows of countries.yaml have not been looked up: {_some(unchecked)}."
    return Finding(State.WARNING, "countries", f"{text} No replies from: {one_way}.")


def playbooks(library: Library) -> Finding:
    """Say which playbooks nobody has approved."""
    if not library.drafts:
        return Finding(State.OK, "playbooks", f"{len(library.playbooks)}, all approved.")
    text = f"{len(library.drafts)} of {len(library.playbooks) + 1} files are drafts that nobody has approved"
    return Finding(State.WARNING, "playbooks", f"{text}: {_some(library.drafts)}.")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def disk(folder: Path) -> Finding:
    """Check that the data folder can be written and has room."""
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        return Finding(State.PROBLEM, "disk", f"{place} cannot be written; set var_dir to a folder that can.")
    free = shutil.disk_usage(place).free
    text = f"{free / 1e9:.1f} GB free in {place}"
    if free < ENOUGH_BYTES:
        state = State.PROBLEM if free < ENOUGH_BYTES / 10 else State.WARNING
        return Finding(state, "disk", f"only {text}; make room.")
    return Finding(State.OK, "disk", f"{text}.")


def port(host: str, number: int) -> Finding:
    """Check that the console's port is free, or that Muster itself holds it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            text = f"{host}:{number} cannot be used ({error.strerror}); set console_host or console_port."
            return Finding(State.PROBLEM, "port", text)
        if _is_muster(host, number):
            return Finding(State.OK, "port", f"Muster runs on {host}:{number}.")
        return Finding(State.PROBLEM, "port", f"port {number} is busy; set console_port.")
    return Finding(State.OK, "port", f"{host}:{number} is free.")


def _is_muster(host: str, number: int) -> bool:
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # where "everywhere" is asked
    connection = http.client.HTTPConnection(asked, number, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        said = json.loads(connection.getresponse().read(10_000))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    return isinstance(said, dict) and "status" in said


def packages(owners: Mapping[str, Sequence[str]]) -> Finding:
    """Check that nobody else's package stands in for one of ours; `owners` maps package to distributions."""
    others = [f"{name} (of {owner})" for name in PACKAGES for owner in owners.get(name, ()) if owner != DISTRIBUTION]
    ours = Path(__file__).resolve().parent.parent
    others += [name for name in PACKAGES if _place(name) != ours / name]
    if others:
        text = f"other software uses our names: {', '.join(others)}; install Muster into an environment of its own."
        return Finding(State.PROBLEM, "packages", text)
    return Finding(State.OK, "packages", "ours are the ones in use.")


def _place(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None

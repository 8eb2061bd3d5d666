"""Settings of the process: defaults, then a TOML file, then the environment, then flags; the later one wins.

What the organisation is (people, seats, sites, plans) is no setting: it is imported into the database.
Secrets come from the environment or from a file that the environment names (`MUSTER_..._FILE`), never from
TOML or flags, so that neither a repository nor a list of processes shows them (design 3.10).
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

PREFIX = "MUSTER_"
#: Environment names that are not settings: the file itself, and what the tests are told.
_OTHER_NAMES = frozenset({"MUSTER_CONFIG", "MUSTER_CHROMIUM", "MUSTER_CONTRACTS", "MUSTER_TEST_DATABASE"})
_LEVELS = ("debug", "info", "warning", "error")
_PASSWORD_IN_URL = re.compile(r"(?<=://)([^/@]*?):([^/]*)(?=@)")
_HIDDEN = "********"
_ACCOUNT = re.compile(r"AC[0-9a-f]{32}")
_SENDER = re.compile(r"MG[0-9a-f]{32}|\+[1-9][0-9]{6,14}")
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
#: Plain HTTP only to this machine: a proxy, or a test.
_PUBLIC = re.compile(r"https://[^/?#\s]+(/[^?#\s]*)?|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^?#\s]*)?")


@dataclass(frozen=True)
class Setting:
    """One setting, as documentation, flags and checks all read it."""

    #: Name in TOML and in `Settings`; `MUSTER_` and capitals in the environment, dashes as a flag.
    name: str
    #: What holds when nothing is set, as a person would write it; "" when it is worked out or must be given.
    default: str
    help: str
    #: Secrets come only from the environment or a file, and are never shown.
    secret: bool = False


SETTINGS = (
    Setting(
        "database_url",
        "sqlite:///{var_dir}/muster.db",
        "where the database is: sqlite:///PATH or postgresql://...; with a password only as a secret",
    ),
    Setting("var_dir", "var", "folder for the database and everything else that Muster writes"),
    Setting("console_host", "127.0.0.1", "address the console listens on; another than loopback needs a password"),
    Setting("console_port", "8765", "port the console listens on"),
    Setting(
        "console_password",
        "",
        "password of the console; needed when console_host is not loopback",
        secret=True,
    ),
    Setting("organisation", "", "folder imported when the database is empty; the demonstration when not set"),
    Setting("playbooks", "", "folder of an organisation's own texts and playbooks; those of Muster when not set"),
    Setting("public_url", "", "where Twilio reaches this Muster, https://...; needed with a provider"),
    Setting("public_host", "127.0.0.1", "address that listens for what providers call; behind a proxy that speaks TLS"),
    Setting("public_port", "8080", "port that listens for what providers call"),
    Setting("twilio_account", "", "account at Twilio (AC...); texts leave through it when it is set"),
    Setting("twilio_token", "", "auth token of that account", secret=True),
    Setting("twilio_from", "", "Messaging Service (MG...) or number (+41...) that texts come from"),
    Setting("twilio_call_from", "", "number that calls come from; without it twilio_from, where that is a number"),
    Setting("twilio_api_url", "https://api.twilio.com", "where Twilio's interface is; another only for a proxy"),
    Setting("twilio2_account", "", "second account, used when the first fails"),
    Setting("twilio2_token", "", "auth token of the second account", secret=True),
    Setting("twilio2_from", "", "Messaging Service or number of the second account"),
    Setting("twilio2_call_from", "", "number that calls of the second account come from"),
    Setting("twilio2_api_url", "https://api.twilio.com", "where the second account's interface is"),
    Setting("texts_per_second", "80", "texts a second to one provider from this process; with replicas, its share"),
    Setting("heartbeat_url", "", "address called every minute while the audit finds nothing that hangs"),
    Setting("log_level", "info", f"what the program's own log shows: {', '.join(_LEVELS)}"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


#: Providers of text messages, in the order in which they are tried, and what each needs.
PROVIDERS = ("twilio", "twilio2")
_PARTS = ("account", "token", "from", "call_from", "api_url")


@dataclass(frozen=True)
class Provider:
    """An account at a provider of text messages."""

    name: str
    account: str
    token: str = field(repr=False)
    #: A Messaging Service (MG...) or a number.
    sender: str
    api_url: str
    #: A number; None where nobody can be called.
    caller: str | None = None


@dataclass(frozen=True)
class Settings:
    """Everything the process was told, checked; built once and handed on."""

    database_url: str = field(repr=False)
    var_dir: Path
    console_host: str
    console_port: int
    #: None on loopback, where none is needed.
    console_password: str | None = field(repr=False)
    #: The folder to import when the database is empty.
    organisation: Path
    #: Where it has a file of its own, that one counts; None for Muster's alone.
    playbooks: Path | None
    log_level: str
    #: Without a slash at the end; None without a provider.
    public_url: str | None
    public_host: str
    public_port: int
    #: In the order in which they are tried; empty when texts stay in the console.
    providers: tuple[Provider, ...]
    texts_per_second: int
    heartbeat_url: str | None

    def masked(self) -> dict[str, str]:
        """Give every setting as text for a person, secrets and a password inside the database URL hidden."""
        shown = {setting.name: str(getattr(self, setting.name, "")) for setting in SETTINGS}
        for prefix in PROVIDERS:
            found = next((one for one in self.providers if one.name == prefix), None)
            given = (
                (found.account, _HIDDEN, found.sender, found.caller or "(no calls)", found.api_url)
                if found
                else ("(not set)",) * len(_PARTS)
            )
            shown |= dict(zip((f"{prefix}_{part}" for part in _PARTS), given, strict=True))
        shown["database_url"] = _PASSWORD_IN_URL.sub(rf"\1:{_HIDDEN}", self.database_url)
        shown["console_password"] = _HIDDEN if self.console_password else "(not set)"
        shown["heartbeat_url"] = self.heartbeat_url or "(not set)"
        return shown


class ConfigError(Exception):
    """Everything that is wrong with the settings, one sentence each, reported together."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the sentences; as text, one per line."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class _Given:
    """A value that somebody set, and where, in words for an error."""

    text: str
    origin: str
    #: What a relative path in it is relative to.
    folder: Path


def load(
    flags: Mapping[str, str | None] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path = Path(),
) -> Settings:
    """Read and check all settings; raises ConfigError with every problem at once.

    `flags` maps names of settings to what the command line said (None: not given). `environ` is the process's
    own environment unless given. `folder` is where `muster.toml` is looked for and relative paths start;
    those in the TOML file start from that file's folder. An empty value in the environment counts as not set.
    """
    environ = os.environ if environ is None else environ
    problems: list[str] = []
    given: dict[str, _Given] = {}
    for layer in (
        _from_toml(environ, folder, problems),
        _from_environment(environ, folder, problems),
        _from_flags(flags or {}, folder, problems),
    ):
        given.update(layer)
    settings = _checked(given, problems)
    if problems or settings is None:
        raise ConfigError(problems)
    return settings


def _from_toml(environ: Mapping[str, str], folder: Path, problems: list[str]) -> dict[str, _Given]:
    named = environ.get("MUSTER_CONFIG")
    path = folder / (named or "muster.toml")
    if not named and not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        problems.append(f"{path} cannot be read: {getattr(problem, 'strerror', None) or problem}.")
        return {}
    given = {}
    for name, value in table.items():
        if _refused(name, str(path), problems):
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            problems.append(f"{path}: {name} must be a text or a number.")
            continue
        given[name] = _Given(str(value), f"{path}: {name}", path.parent)
        if name == "database_url":
            _refuse_password_inside(given[name], problems)
    return given


def _from_flags(flags: Mapping[str, str | None], folder: Path, problems: list[str]) -> dict[str, _Given]:
    given = {}
    for name, value in flags.items():
        if value is None or _refused(name, "the command line", problems):
            continue
        given[name] = _Given(value, f"--{name.replace('_', '-')}", folder)
        if name == "database_url":
            _refuse_password_inside(given[name], problems)
    return given


def _refused(name: str, where: str, problems: list[str]) -> bool:
    """Report a name that is no setting, or a secret that must not stand there."""
    if name not in _BY_NAME:
        problems.append(f"{where}: {name} is not a setting{_suggestion(name, list(_BY_NAME))}.")
        return True
    if _BY_NAME[name].secret:
        variable = PREFIX + name.upper()
        problems.append(f"{where}: {name} is a secret; set {variable} or {variable}_FILE in the environment.")
        return True
    return False


def _refuse_password_inside(given: _Given, problems: list[str]) -> None:
    if _PASSWORD_IN_URL.search(given.text):
        problems.append(f"{given.origin} has a password in it; set MUSTER_DATABASE_URL(_FILE) in the environment.")


def _from_environment(environ: Mapping[str, str], folder: Path, problems: list[str]) -> dict[str, _Given]:
    by_file = {"database_url", *(setting.name for setting in SETTINGS if setting.secret)}
    plain = {PREFIX + name.upper(): name for name in _BY_NAME}
    in_files = {f"{PREFIX}{name.upper()}_FILE": name for name in by_file}
    given: dict[str, _Given] = {}
    for variable, value in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable in _OTHER_NAMES or not value:
            continue
        name = plain.get(variable) or in_files.get(variable)
        if name is None:
            problems.append(f"{variable} is not a setting{_suggestion(variable, [*plain, *in_files])}.")
        elif name in given:
            problems.append(f"{given[name].origin} and {variable} are both set; keep one.")
        elif variable in in_files:
            given.update(_content(variable, name, folder / value, problems))
        else:
            given[name] = _Given(value, variable, folder)
    return given


def _content(variable: str, name: str, path: Path, problems: list[str]) -> dict[str, _Given]:
    """Read a secret's file; the line end that editors add is no part of it."""
    try:
        text = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as problem:
        problems.append(f"{variable}={path} cannot be read: {getattr(problem, 'strerror', None) or 'not text'}.")
        return {}
    if not text:
        problems.append(f"{variable}={path} is empty.")
        return {}
    return {name: _Given(text, variable, path.parent)}


def _suggestion(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f" (there are: {', '.join(sorted(known))})"


def _checked(given: Mapping[str, _Given], problems: list[str]) -> Settings | None:
    """Turn texts into values; None when a text does not fit, with the reasons in `problems`."""
    before = len(problems)
    texts = {name: given[name].text.strip() for name in given}

    def text(name: str) -> str:
        return texts.get(name) or _BY_NAME[name].default

    var_dir = _path(given, "var_dir") or Path(_BY_NAME["var_dir"].default)
    host, port, level = text("console_host"), text("console_port"), text("log_level").lower()
    password = given["console_password"].text if "console_password" in given else None
    problems.extend(_value_problems(given, host, port, level, password))
    rate = text("texts_per_second")
    if not (rate.isascii() and rate.isdigit() and int(rate) > 0):
        problems.append(f"{given['texts_per_second'].origin}: {rate!r} is no rate; give a whole number from 1 on.")
    providers = _providers(given, problems)
    public_url = text("public_url").rstrip("/") or None
    problems.extend(_public_problems(given, public_url, text("public_host"), text("public_port"), providers))
    if len(problems) > before:
        return None
    return Settings(
        database_url=text("database_url").replace("{var_dir}", str(var_dir)),
        var_dir=var_dir,
        console_host=host,
        console_port=int(port),
        console_password=password,
        organisation=_path(given, "organisation") or demonstration(),
        playbooks=_path(given, "playbooks"),
        log_level=level,
        public_url=public_url,
        public_host=text("public_host"),
        public_port=int(text("public_port")),
        providers=providers,
        texts_per_second=int(text("texts_per_second")),
        heartbeat_url=text("heartbeat_url") or None,
    )


def _value_problems(
    given: Mapping[str, _Given], host: str, port: str, level: str, password: str | None
) -> Iterator[str]:
    def origin(name: str) -> str:
        return given[name].origin if name in given else name

    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        yield f"{origin('console_port')}: {port!r} is not a port; give a number from 1 to 65535."
    if level not in _LEVELS:
        yield f"{origin('log_level')}: {level!r} is not a level; give one of {', '.join(_LEVELS)}."
    if not is_loopback(host) and password is None:
        yield (
            f"{origin('console_host')}: {host} can be reached from other machines, so the console needs a "
            "password: set MUSTER_CONSOLE_PASSWORD or MUSTER_CONSOLE_PASSWORD_FILE."
        )
    if "database_url" in given and not given["database_url"].text.startswith(("sqlite:///", "postgresql")):
        yield f"{origin('database_url')}: give sqlite:///PATH or postgresql://USER@HOST/NAME."
    for name in ("organisation", "playbooks"):
        folder = _path(given, name)
        if folder is not None and not folder.is_dir():
            yield f"{origin(name)}: there is no folder {folder}."


def _providers(given: Mapping[str, _Given], problems: list[str]) -> tuple[Provider, ...]:
    """Put together what each provider needs; half of it is a problem."""
    found = []
    for prefix in PROVIDERS:
        parts = {part: given[name].text.strip() for part in _PARTS if (name := f"{prefix}_{part}") in given}
        missing = [f"{PREFIX}{prefix.upper()}_{part.upper()}" for part in _PARTS[:3] if part not in parts]
        if len(missing) == 3:
            continue
        if missing:
            problems.append(f"{prefix}: {', '.join(missing)} must be set as well.")
            continue
        if not _ACCOUNT.fullmatch(parts["account"]):
            problems.append(f"{given[f'{prefix}_account'].origin}: an account is AC and 32 hexadecimal digits.")
        if not _SENDER.fullmatch(parts["from"]):
            problems.append(f"{given[f'{prefix}_from'].origin}: give a Messaging Service (MG...) or a number (+41...).")
        url = parts.get("api_url", _BY_NAME[f"{prefix}_api_url"].default).rstrip("/")
        caller = parts.get("call_from") or parts["from"]
        if "call_from" in parts and not _NUMBER.fullmatch(caller):
            problems.append(f"{given[f'{prefix}_call_from'].origin}: give a number (+41...) of yours that can call.")
        can_call = caller if _NUMBER.fullmatch(caller) else None
        found.append(Provider(prefix, parts["account"], parts["token"], parts["from"], url, can_call))
    if found and found[0].name != PROVIDERS[0]:
        problems.append("twilio2: the second account is used when the first fails; set the first as well.")
    return tuple(found)


def _public_problems(
    given: Mapping[str, _Given], url: str | None, host: str, port: str, providers: tuple[Provider, ...]
) -> Iterator[str]:
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        origin = given["public_port"].origin if "public_port" in given else "public_port"
        yield f"{origin}: {port!r} is not a port; give a number from 1 to 65535."
    if url is not None and not _PUBLIC.fullmatch(url):
        yield f"{given['public_url'].origin}: give an address like https://muster.example.org."
    if providers and url is None:
        yield "public_url: answers and receipts reach Muster there; set MUSTER_PUBLIC_URL=https://..."


def _path(given: Mapping[str, _Given], name: str) -> Path | None:
    """Give a path as it was meant: relative to where it was written."""
    if name not in given:
        return None
    return given[name].folder / Path(given[name].text).expanduser()


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach `host`; a name other than localhost counts as reachable."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def demonstration() -> Path:
    """Give the folder of the demonstration organisation that comes with Muster."""
    return Path(str(files("playbooks") / "demo"))

"""The command line: run, migrate, doctor, import, export, verify-log, read-reply, backup, restore, config.

Each command loads only what it needs, so that help and a start are quick. What can be expected to go wrong is told
in a sentence with a non-zero exit; only a fault of Muster's own shows a traceback.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import SETTINGS, ConfigError, Settings, load

if TYPE_CHECKING:
    from handlers.readiness import Finding
    from playbooks.rules.countries import Countries
    from storage.store import Store

#: Exit codes: done; refused, or a problem was found.
DONE, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code (2 for a line that cannot be read)."""
    told = _parser().parse_args(arguments)
    try:
        return int(told.act(told))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone ("muster export org | head"); the rest of it has nowhere to go.
        sys.stderr.close()
        return FAILED
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="muster", description="Crisis coordination in chat: declare, page the team, keep the log."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    settings = _settings_flags()

    def add(name: str, help_: str, act: object, *, uses_settings: bool = True) -> argparse.ArgumentParser:
        parents = [settings] if uses_settings else []
        command = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", parents=parents)
        command.set_defaults(act=act)
        return command

    add("run", "start Muster: database, organisation and console", _run)
    add("migrate", "make the database, or bring its tables up to date", _migrate)
    checking = add("doctor", "check settings, database, organisation, duty, log, machine and providers", _doctor)
    checking.add_argument(
        "--text", metavar="NUMBER", help="send a test text to this number (+41...) and wait for its answer"
    )
    importing = add("import", "import an organisation's folder, or one of its files", _import)
    importing.add_argument("path", type=Path, metavar="FOLDER|FILE", help="holds organisation.yaml, people.csv, ...")
    importing.add_argument("--skip-bad-rows", action="store_true", help="load the good rows of files with bad ones")
    importing.add_argument(
        "--full", action="store_true", help="people.csv and seats.csv are complete: who is absent has left (previewed)"
    )
    importing.add_argument("--yes", action="store_true", help="do what the preview showed")
    exporting = add("export", "export the log of an incident, or of the organisation; or the lists of people", _export)
    exporting.add_argument("log", metavar="CODE|org|lists|people", help="an incident's code, org, or a list")
    exporting.add_argument(
        "--format", choices=("jsonl", "csv"), default="jsonl", help="jsonl (default) can be verified"
    )
    exporting.add_argument("--out", type=Path, metavar="FILE", help="write here, with the verifier beside it")
    verifying = add("verify-log", "verify a JSON Lines export of a log", _verify, uses_settings=False)
    verifying.add_argument("file", metavar="FILE", help="the export")
    verifying.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="COUNT:HASH",
        help="a head posted in the room; may be repeated",
    )
    reading = add(
        "read-reply", "read check-in answers from JSON lines, to try the reader", _read_reply, uses_settings=False
    )
    reading.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help='lines of {"id", "lang", "text"}; without it standard input'
    )
    copying = add("copy-database", "copy all data of another database into the configured one, which is empty", _copy)
    copying.add_argument("source", metavar="FROM", help="sqlite:///PATH of the other; stop Muster on it first")
    backing = add("backup", "write everything into one new file, while Muster runs", _backup)
    backing.add_argument("file", type=Path, metavar="FILE", help="is made; give a new name each time")
    restoring = add("restore", "make a backup the configured database; stop Muster first", _restore)
    restoring.add_argument("file", type=Path, metavar="FILE", help="what muster backup wrote")
    restoring.add_argument("--replace", action="store_true", help="set aside the organisation that is there")
    restoring.add_argument(
        "--send-waiting", action="store_true", help="send the texts and calls that waited, though they may have left"
    )
    add("config", "show the settings, secrets hidden", _config)
    return parser


def _settings_flags() -> argparse.ArgumentParser:
    flags = argparse.ArgumentParser(add_help=False)
    group = flags.add_argument_group("settings (also in muster.toml and as MUSTER_... in the environment)")
    for setting in SETTINGS:
        if not setting.secret:
            default = f" (default {setting.default})" if setting.default else ""
            flag = f"--{setting.name.replace('_', '-')}"
            group.add_argument(flag, dest=setting.name, metavar="VALUE", help=setting.help + default)
    return flags


def _settings(told: argparse.Namespace) -> Settings:
    return load({setting.name: getattr(told, setting.name) for setting in SETTINGS if not setting.secret})


def _sentence(error: Exception) -> str | None:
    """Give the sentence of an error that can be expected; None for a fault of Muster's own."""
    from bot.folder import Unreadable
    from handlers.execute import NoOrganisation
    from playbooks.rules.errors import CrisisError
    from storage.errors import StorageError

    match error:
        case ConfigError() | StorageError() | NoOrganisation() | Unreadable() | CrisisError():
            return str(error)
        case OSError():
            return f"{error.filename or 'The operating system'}: {error.strerror or error}."
        case _:
            # bot.start is heavy, and only `run` loads it.
            start = sys.modules.get("bot.start")
            return str(error) if start and isinstance(error, start.CannotStart) else None


def _run(told: argparse.Namespace) -> int:
    settings = _settings(told)
    from bot import logs
    from bot.start import run

    logs.configure(settings.log_level)
    return run(settings)


def _prepare(settings: Settings) -> bool:
    """Make the data folder and the tables; True if anything changed."""
    from storage.migrate import migrate

    settings.var_dir.mkdir(parents=True, exist_ok=True)
    return migrate(settings.database_url)


def _migrate(told: argparse.Namespace) -> int:
    changed = _prepare(_settings(told))
    print("The database was made or brought up to date." if changed else "The database is up to date already.")
    return DONE


def _copy(told: argparse.Namespace) -> int:
    from storage.copying import copy_database

    total = copy_database(told.source, _settings(told).database_url, print)
    print(f"{total} rows copied. Start Muster on the copy alone; muster export and verify-log show that it is whole.")
    return DONE


def _backup(told: argparse.Namespace) -> int:
    from bot.backup import back_up
    from bot.clock import SystemClock

    print("\n".join(back_up(_settings(told).database_url, told.file, SystemClock().now())))
    return DONE


def _restore(told: argparse.Namespace) -> int:
    from bot.backup import restore
    from bot.clock import SystemClock
    from playbooks.library import Library

    settings = _settings(told)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    lines = restore(
        told.file, settings.database_url, settings.var_dir, SystemClock().now(), Library.load(settings.playbooks),
        replace=told.replace, send_waiting=told.send_waiting,
    )  # fmt: skip
    print("\n".join(lines))
    return DONE


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    from storage.store import Store

    store = Store.open(settings.database_url)
    try:
        yield store
    finally:
        store.close()


def _import(told: argparse.Namespace) -> int:
    import secrets

    from bot.clock import SystemClock
    from bot.folder import read_folder
    from handlers.importing import import_organisation

    settings, files = _settings(told), read_folder(told.path)
    _prepare(settings)
    with _store(settings) as store:
        report = import_organisation(
            store,
            files,
            now=SystemClock().now(),
            chance=secrets.SystemRandom(),
            author="cli",
            skip_bad_rows=told.skip_bad_rows,
            full=told.full,
            confirm=told.yes,
        )
    print("\n".join(report.lines()))
    return DONE if report.applied else FAILED


def _export(told: argparse.Namespace) -> int:
    from bot.clock import SystemClock
    from handlers.exporting import chain_of, export_csv, export_jsonl, export_lists, export_people

    write = export_csv if told.format == "csv" else export_jsonl
    lists = {"lists": export_lists, "people": export_people}.get(told.log.casefold())
    with _store(_settings(told)) as store, store.read() as uow:
        lines = lists(uow) if lists else write(uow, chain_of(uow, told.log), SystemClock().now())
        if told.out is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a real stream
            sys.stdout.writelines(lines)
            sys.stdout.flush()
            return DONE
        _write_new(told.out, lines)
    print(f"Written: {told.out}.")
    if told.format == "jsonl" and not lists:
        verifier = _write_verifier(told.out.parent)
        print(f"To verify it, with nothing but Python: python {verifier} {told.out} --head COUNT:HASH")
    return DONE


def _write_new(path: Path, lines: Iterator[str]) -> None:
    """Write a file that only its owner can read, and never over another. Raises OSError."""
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _write_verifier(folder: Path) -> Path:
    """Put the verifier beside an export, so that an auditor has it."""
    from playbooks.rules import logbook

    verifier = folder / "verify_log.py"
    verifier.write_bytes(Path(logbook.__file__).read_bytes())
    return verifier


def _verify(told: argparse.Namespace) -> int:
    from playbooks.rules import logbook

    heads = [word for head in told.head for word in ("--head", head)]
    return logbook.main([told.file, *heads])


def _read_reply(told: argparse.Namespace) -> int:
    from bot.read_reply import answer_lines

    if told.file is None:
        return DONE if answer_lines(sys.stdin.buffer, sys.stdout, sys.stderr) else FAILED
    with told.file.open("rb") as lines:
        return DONE if answer_lines(lines, sys.stdout, sys.stderr) else FAILED


def _config(told: argparse.Namespace) -> int:
    for name, value in _settings(told).masked().items():
        print(f"{name} = {value}")
    return DONE


def _doctor(told: argparse.Namespace) -> int:
    from handlers.readiness import State

    try:
        settings = _settings(told)
    except ConfigError as error:
        for problem in error.problems:
            print(f"{State.PROBLEM:<8} settings: {problem}")
        return FAILED
    from bot.doctor import machine

    found = [*machine(settings), *_database(settings), *_providers(settings, told.text)]
    for finding in found:
        print(finding)
    return FAILED if any(finding.state is State.PROBLEM for finding in found) else DONE


def _providers(settings: Settings, number: str | None) -> list[Finding]:
    if not settings.providers:
        return []
    import asyncio

    from bot.clock import SystemClock
    from bot.sms.proof import providers, text_and_answer

    public_url = settings.public_url or ""
    found = asyncio.run(providers(settings.providers, public_url))
    for one in settings.providers if number else ():
        found.append(asyncio.run(text_and_answer(one, public_url, number or "", SystemClock().now, print)))
    return found


def _database(settings: Settings) -> list[Finding]:
    from bot.clock import SystemClock
    from handlers.readiness import Finding, State, readiness
    from storage.errors import StorageError

    try:
        with _store(settings) as store, store.read() as uow:
            opened = Finding(State.OK, "database", f"{store.where} opens and its tables are current.")
            return [opened, *readiness(uow, SystemClock().now(), _countries(settings))]
    except StorageError as error:
        return [Finding(State.PROBLEM, "database", str(error))]


def _countries(settings: Settings) -> Countries | None:
    from playbooks.library import Library
    from playbooks.yamlfile import BadFile

    try:
        return Library.load(settings.playbooks).countries
    except BadFile:
        return None  # said by another check


if __name__ == "__main__":
    raise SystemExit(main())

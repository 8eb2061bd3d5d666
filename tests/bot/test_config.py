"""Settings: who wins, what is refused, and that no secret is shown."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import SETTINGS, ConfigError, Settings, is_loopback, load
from bot.limits import AT_PROVIDER


def problems(folder: Path, environ: dict[str, str] | None = None, flags: dict[str, str | None] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(flags, environ or {}, folder)
    return "\n".join(caught.value.problems)


def test_with_nothing_set_it_is_sqlite_in_var_and_the_console_on_loopback(tmp_path: Path) -> None:
    settings = load({}, {}, tmp_path)
    assert settings.database_url == "sqlite:///var/muster.db"
    assert settings.var_dir == Path("var")
    assert (settings.console_host, settings.console_port) == ("127.0.0.1", 8765)
    assert settings.console_password is None
    assert settings.organisation.parts[-2:] == ("playbooks", "demo")
    assert settings.log_level == "info"
    assert settings.texts_per_second == AT_PROVIDER


def test_every_setting_is_a_field_and_has_help() -> None:
    own = [setting.name for setting in SETTINGS if not setting.name.startswith("twilio")]
    assert set(own) == {one.name for one in fields(Settings)} - {"providers"}
    assert all(setting.help for setting in SETTINGS)


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "muster.toml").write_text('console_port = 1001\nlog_level = "error"\nvar_dir = "a"\n')
    environ = {"MUSTER_CONSOLE_PORT": "1002", "MUSTER_LOG_LEVEL": "warning"}
    settings = load({"console_port": "1003", "log_level": None}, environ, tmp_path)
    assert settings.console_port == 1003
    assert settings.log_level == "warning"
    assert settings.var_dir == tmp_path / "a"


def test_the_database_follows_the_folder_for_data(tmp_path: Path) -> None:
    assert load({}, {"MUSTER_VAR_DIR": "/srv/m"}, tmp_path).database_url == "sqlite:////srv/m/muster.db"


def test_paths_in_the_file_start_from_the_files_folder(tmp_path: Path) -> None:
    (tmp_path / "etc" / "people").mkdir(parents=True)
    (tmp_path / "etc" / "m.toml").write_text('organisation = "people"\n')
    settings = load({}, {"MUSTER_CONFIG": str(tmp_path / "etc" / "m.toml")})
    assert settings.organisation == tmp_path / "etc" / "people"


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "muster.toml").write_text("consol_port = 1\nlog_level = true\n")
    environ = {"MUSTER_LOGLEVEL": "info", "MUSTER_CONSOLE_PORT": "99999", "MUSTER_ORGANISATION": "nowhere"}
    said = problems(tmp_path, environ, {"console_host": "0.0.0.0"})
    assert "consol_port is not a setting; did you mean console_port?" in said
    assert "log_level must be a text or a number" in said
    assert "MUSTER_LOGLEVEL is not a setting; did you mean MUSTER_LOG_LEVEL?" in said
    assert "MUSTER_CONSOLE_PORT: '99999' is not a port; give a number from 1 to 65535." in said
    assert f"MUSTER_ORGANISATION: there is no folder {tmp_path / 'nowhere'}." in said
    assert "--console-host: 0.0.0.0 can be reached from other machines" in said
    assert len(said.splitlines()) == 6


@pytest.mark.parametrize("port", ["0", "-1", "65536", "eighty", "8765.0", "٨٧٦٥"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    assert "is not a port" in problems(tmp_path, {"MUSTER_CONSOLE_PORT": port})


@pytest.mark.parametrize("rate", ["0", "-1", "fast", "1.5"])
def test_a_rate_of_texts_that_is_none_is_refused(tmp_path: Path, rate: str) -> None:
    assert "MUSTER_TEXTS_PER_SECOND" in problems(tmp_path, {"MUSTER_TEXTS_PER_SECOND": rate})


def test_an_unknown_level_of_log_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    assert "give one of debug, info, warning, error" in problems(tmp_path, {"MUSTER_LOG_LEVEL": "loud"})


def test_a_console_that_others_can_reach_needs_a_password(tmp_path: Path) -> None:
    assert "MUSTER_CONSOLE_PASSWORD" in problems(tmp_path, {"MUSTER_CONSOLE_HOST": "10.0.0.5"})
    open_console = {"MUSTER_CONSOLE_HOST": "10.0.0.5", "MUSTER_CONSOLE_PASSWORD": "a long one"}
    assert load({}, open_console, tmp_path).console_password == "a long one"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True)]
    + [(host, False) for host in ("0.0.0.0", "::", "10.0.0.1", "muster.example", "localhost.example", "")],
)
def test_only_loopback_addresses_count_as_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_secret_is_read_from_a_file_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("from a file\n")
    settings = load({}, {"MUSTER_CONSOLE_PASSWORD_FILE": str(tmp_path / "password")}, tmp_path)
    assert settings.console_password == "from a file"


def test_a_secrets_file_that_is_missing_or_empty_is_reported(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path, {"MUSTER_CONSOLE_PASSWORD_FILE": "nowhere"})
    (tmp_path / "empty").write_text("\n")
    assert "is empty" in problems(tmp_path, {"MUSTER_CONSOLE_PASSWORD_FILE": "empty"})


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("x")
    environ = {"MUSTER_CONSOLE_PASSWORD": "y", "MUSTER_CONSOLE_PASSWORD_FILE": "password"}
    assert "are both set; keep one" in problems(tmp_path, environ)


def test_a_secret_in_the_file_or_in_a_flag_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "muster.toml").write_text('console_password = "hunter2"\n')
    said = problems(tmp_path, {}, {"console_password": "hunter2"})
    assert said.count("console_password is a secret; set MUSTER_CONSOLE_PASSWORD") == 2
    assert "hunter2" not in said


def test_a_database_password_comes_only_from_the_environment(tmp_path: Path) -> None:
    url = "postgresql://muster:hunter2@db.example/muster"
    (tmp_path / "muster.toml").write_text(f'database_url = "{url}"\n')
    assert "has a password in it; set MUSTER_DATABASE_URL" in problems(tmp_path)
    (tmp_path / "muster.toml").unlink()
    assert load({}, {"MUSTER_DATABASE_URL": url}, tmp_path).database_url == url
    (tmp_path / "url").write_text(url + "\n")
    assert load({}, {"MUSTER_DATABASE_URL_FILE": "url"}, tmp_path).database_url == url


def test_a_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert "give sqlite:///PATH or postgresql://" in problems(tmp_path, {"MUSTER_DATABASE_URL": "mysql://x/y"})


def test_what_is_shown_hides_every_secret(tmp_path: Path) -> None:
    environ = {
        "MUSTER_DATABASE_URL": "postgresql://muster:hunter2@db.example/muster",
        "MUSTER_CONSOLE_PASSWORD": "hunter3",
    }
    settings = load({}, environ, tmp_path)
    shown = settings.masked()
    assert list(shown) == [setting.name for setting in SETTINGS]
    assert shown["database_url"] == "postgresql://muster:********@db.example/muster"
    assert "hunter" not in str(shown)
    assert "hunter" not in repr(settings)
    assert load({}, {}, tmp_path).masked()["console_password"] == "(not set)"


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    assert load({}, {"MUSTER_CONSOLE_PORT": ""}, tmp_path).console_port == 8765


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    assert "m.toml cannot be read" in problems(tmp_path, {"MUSTER_CONFIG": "m.toml"})


def test_a_file_that_is_no_toml_is_reported_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "muster.toml").write_text("console_port = \n")
    assert "line 1" in problems(tmp_path)


def test_what_the_tests_are_told_is_no_unknown_setting(tmp_path: Path) -> None:
    load(
        {},
        {"MUSTER_CHROMIUM": "/x", "MUSTER_CONTRACTS": "/y", "MUSTER_TEST_DATABASE": "sqlite", "HOME": "/z"},
        tmp_path,
    )


ACCOUNT = "AC" + "1" * 32
TWILIO = {
    "MUSTER_TWILIO_ACCOUNT": ACCOUNT, "MUSTER_TWILIO_TOKEN": "tells-nobody", "MUSTER_TWILIO_FROM": "+41445550100",
    "MUSTER_PUBLIC_URL": "https://muster.example.org/",
}  # fmt: skip


def test_a_provider_is_put_together_and_its_token_is_never_shown(tmp_path: Path) -> None:
    settings = load({}, TWILIO, tmp_path)
    (found,) = settings.providers
    assert (found.name, found.account, found.sender) == ("twilio", ACCOUNT, "+41445550100")
    assert found.api_url == "https://api.twilio.com"
    assert settings.public_url == "https://muster.example.org"
    shown = settings.masked()
    assert shown["twilio_account"] == ACCOUNT
    assert "tells-nobody" not in f"{shown} {settings!r} {found!r}"


@pytest.mark.parametrize(
    ("change", "caller"),
    [
        ({}, "+41445550100"),
        ({"MUSTER_TWILIO_FROM": "MG" + "1" * 32}, None),
        ({"MUSTER_TWILIO_FROM": "MG" + "1" * 32, "MUSTER_TWILIO_CALL_FROM": "+41445550199"}, "+41445550199"),
    ],
)
def test_calls_come_from_a_number_and_none_leaves_without(
    tmp_path: Path, change: dict[str, str], caller: str | None
) -> None:
    (found,) = load({}, TWILIO | change, tmp_path).providers
    assert found.caller == caller


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"MUSTER_TWILIO_CALL_FROM": "MG1"}, "give a number (+41...) of yours that can call."),
        ({"MUSTER_TWILIO_TOKEN": ""}, "twilio: MUSTER_TWILIO_TOKEN must be set as well."),
        ({"MUSTER_TWILIO_ACCOUNT": "SK1"}, "an account is AC and 32 hexadecimal digits."),
        ({"MUSTER_TWILIO_FROM": "Muster"}, "give a Messaging Service (MG...) or a number (+41...)."),
        ({"MUSTER_PUBLIC_URL": ""}, "answers and receipts reach Muster there; set MUSTER_PUBLIC_URL=https://..."),
        ({"MUSTER_PUBLIC_URL": "http://muster.example.org"}, "give an address like https://muster.example.org."),
        ({"MUSTER_PUBLIC_PORT": "0"}, "'0' is not a port"),
    ],
)
def test_half_a_provider_is_refused_in_words(tmp_path: Path, change: dict[str, str], said: str) -> None:
    assert said in problems(tmp_path, TWILIO | change)


def test_a_second_provider_alone_is_refused(tmp_path: Path) -> None:
    second = {key.replace("TWILIO", "TWILIO2"): value for key, value in TWILIO.items()}
    assert "set the first as well" in problems(tmp_path, second)

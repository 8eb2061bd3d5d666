"""The program's own log: one line each, with ids, without telephone numbers."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import OWN, OneLine, about, configure, redact

LOGGER = logging.getLogger("bot.somewhere")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    configure("info", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in (*OWN, "apscheduler.scheduler"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_a_line_carries_time_level_origin_and_text(written: io.StringIO) -> None:
    LOGGER.warning("the carrier refused %s messages", 3)
    line = written.getvalue()
    assert line.startswith("time=2")
    assert line.endswith('Z level=warning from=bot.somewhere msg="the carrier refused 3 messages"\n')


def test_a_line_says_which_incident_event_and_effect_it_is_about(written: io.StringIO) -> None:
    with about(incident="K7Q", event="sms-17"):
        with about(effect="42"):
            LOGGER.info("sent")
        LOGGER.info("answered")
    LOGGER.info("idle")
    sent, answered, idle = written.getvalue().splitlines()
    assert "incident=K7Q event=sms-17 effect=42 msg=sent" in sent
    assert "incident=K7Q event=sms-17 msg=answered" in answered
    assert "incident" not in idle


def test_lines_below_the_level_are_not_written(written: io.StringIO) -> None:
    LOGGER.debug("details")
    assert written.getvalue() == ""


def test_other_people_s_libraries_are_heard_when_something_goes_wrong(written: io.StringIO) -> None:
    library = logging.getLogger("twilio.async_http_client")
    library.info("-- BEGIN Twilio API Request --")
    library.warning("it breaks")
    (line,) = written.getvalue().splitlines()
    assert "from=twilio.async_http_client" in line


def test_a_text_with_line_ends_cannot_forge_a_second_line(written: io.StringIO) -> None:
    LOGGER.info("%s", 'hello"\ntime=2027 level=error msg="all is lost\x9b\u202e\u2028')
    assert len(written.getvalue().split("\n")) == 2
    assert written.getvalue().isprintable() or written.getvalue()[:-1].isprintable()


def test_a_traceback_stays_on_the_line_and_hides_numbers_too(written: io.StringIO) -> None:
    try:
        int("+41 79 555 01 02 has no carrier")
    except ValueError:
        LOGGER.exception("failed")
    line = written.getvalue()
    assert line.count("\n") == 1
    assert "ValueError" in line
    assert "555" not in line


@pytest.mark.parametrize(
    "number",
    [
        "+41795550102",
        "+41 79 555 01 02",
        "+1 (212) 555-0102",
        "0041 79 555 01 02",
        "00251911555102",
        "079 555 01 02",
        "41795550102",
    ],
)
def test_a_telephone_number_keeps_only_its_last_two_digits(number: str) -> None:
    assert redact(f"SMS to {number}, refused") == "SMS to [number ..02], refused"


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-01T12:00:00.123456Z",
        "2027-03-01 12:00:00",
        "due 03-04 05:06",
        "incident K7Q, entry 1000000",
        "127.0.0.1:8765",
        "sent 12 of 120 in 00:04:10",
        "answer 7",
    ],
)
def test_dates_counts_and_addresses_are_left_as_they_are(text: str) -> None:
    assert redact(text) == text


def test_two_numbers_in_one_text_are_both_hidden() -> None:
    assert redact("from +41795550102 to +41795550199") == "from [number ..02] to [number ..99]"


def test_an_id_that_is_a_number_is_hidden_too(written: io.StringIO) -> None:
    with about(event="sms:+41795550102_3"):
        LOGGER.info("in")
    assert "4179555" not in written.getvalue()


def test_the_formatter_can_be_given_to_any_handler() -> None:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "to %s", ("+41795550102",), None)
    assert OneLine().format(record).endswith('from=x msg="to [number ..02]"')


def test_seconds_in_which_much_is_to_do_are_not_told_one_by_one(written: io.StringIO) -> None:
    scheduler = logging.getLogger("apscheduler.scheduler")
    scheduler.warning("skipped: maximum number of running instances reached")
    scheduler.error("the scheduler broke down")
    assert "skipped" not in written.getvalue()
    assert "broke down" in written.getvalue()

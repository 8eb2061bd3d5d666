"""Reading a check-in answer takes work in proportion to its length, whatever is sent (domain 3.5)."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from playbooks.rules.checkin_replies import read_checkin_reply

#: Four times the text may take four times the work, and a little for what grows in steps.
LONGER, MOST_WORK = 4, 4.5


def work_on(text: str) -> int:
    """Count the instructions that reading a text takes: the same on every machine and at every run."""
    count = 0

    def within(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return within

    def entered(frame: FrameType, event: str, arg: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return within

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        read_checkin_reply(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "words",
    [
        "vrkzt from ", "scared but ", "but scared ", "scared ", "vrkzt is ", "vrkzt and ", "was safe ", "not in ",
        "safe? no ", "1 - ", "Vrkzt ", "Vrkzt. ", "не ", "不", "魑", "😭", "help. ",
    ],
)  # fmt: skip
def test_a_text_four_times_as_long_takes_no_more_than_four_times_the_work(words: str) -> None:
    read_checkin_reply(words)
    short, long = work_on(words * 80), work_on(words * 80 * LONGER)
    assert long / short <= MOST_WORK

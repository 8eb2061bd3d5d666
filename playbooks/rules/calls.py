"""Calls to people who do not answer by SMS: when, and what the keys mean (R46, R52).

The keys are those of the texts. No key, and a voicemail that listens, are no answer: nothing follows from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from playbooks.rules.checkin import Status
from playbooks.rules.paging import Answer

#: How the names of providers of calls end.
CALLS = " calls"
#: Half of the time in which an SMS should be answered, at most (our choice): then there is time to pick up.
CALL_AFTER = timedelta(minutes=2)
#: So many of those who are silent are called, in the order of the list (our choice): a provider begins one call a
#: second, and half an hour later supervisors call everybody.
MOST_CALLS = 1_000

PAGE_KEYS: Mapping[str, Answer] = {"7": Answer.JOINING, "8": Answer.LATE, "9": Answer.CANNOT}
CHECKIN_KEYS: Mapping[str, Status] = {"1": Status.SAFE, "2": Status.NEED_HELP, "3": Status.SAFE_ELSEWHERE}
#: By which somebody who calls us asks for help.
HELP_KEY = "2"


def call_after(answer_within: timedelta) -> timedelta:
    """Say how long after the SMS a page is called."""
    return min(CALL_AFTER, answer_within / 2)

"""Plays one step in a process of its own, and kills that process with SIGKILL from inside a commit hook.

python -m tests.e2e.one_step DATABASE STEP BEGAN COMMAND before|after
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime

from tests.e2e.crash import Killer
from tests.e2e.script import SCRIPT
from tests.world import World


def main(database: str, step: str, began: str, command: str, moment: str) -> None:
    """Play the step up to the command's first commit; the process does not live to return."""
    killer = Killer(0, moment, lambda: os.kill(os.getpid(), signal.SIGKILL), command)
    with World(database, start=datetime.fromisoformat(began), hooks=killer.hooks()) as world:
        killer.armed = True
        SCRIPT[int(step)](world)


if __name__ == "__main__":
    main(*sys.argv[1:])

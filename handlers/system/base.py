"""What every command has that Muster gives itself, and how timers and raw inbound events store it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True)
class System:
    """A command that Muster gives itself: a follow-up, a timer, a receipt, an inbound text."""


@cache
def _kinds() -> dict[str, type[System]]:
    # Asked when all are known: they are defined in modules that import this one.
    return {kind.__name__: kind for kind in System.__subclasses__()}


@cache
def _adapter(name: str) -> TypeAdapter[System]:
    return TypeAdapter(_kinds()[name])


def to_json(command: System) -> dict[str, Any]:
    """Give a system command as JSON data, for the timers and the inbox."""
    name = type(command).__name__
    return {"command": name, "with": _adapter(name).dump_python(command, mode="json")}


def from_json(data: dict[str, Any]) -> System:
    """Read what `to_json` gave."""
    return _adapter(data["command"]).validate_python(data["with"])

"""The neutral card: what a person is shown, without Slack, Matrix or HTML in it.

A button is a line that somebody typed for you: it carries no rights, and authority is checked for whoever presses.
A form is a line with blanks. Every platform renders all of it; what it cannot do it shows as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from pydantic import TypeAdapter


class Tone(StrEnum):
    """How a card is meant, never by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    ALARM = "alarm"  #: Wakes people up: you must act.


@dataclass(frozen=True)
class Button:
    """A line to send as if typed."""

    label: str
    #: Without the leading ``/crisis``.
    line: str
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True)
class Field:
    """One blank of a form."""

    #: The name that stands as ``{name}`` in the form's line.
    name: str
    label: str
    kind: Literal["text", "long", "choice", "choices"] = "text"
    #: (value, label) pairs for choice and choices.
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    required: bool = True
    hint: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph of plain text; line breaks count."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Facts:
    """Names and values."""

    facts: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Table:
    """Rows under a heading."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: Shown above, and read out by screen readers.
    caption: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Buttons:
    """Things to press."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True)
class Form:
    """Blanks that make one line: ``lower K7Q {level} reason={reason}`` holds a ``{name}`` for each field."""

    fields: tuple[Field, ...]
    line: str
    submit: str
    title: str = ""
    kind: Literal["form"] = "form"


@dataclass(frozen=True)
class Open:
    """A document to open; who may see it is looked at when it is opened."""

    label: str
    document: int
    kind: Literal["open"] = "open"


Block = Text | Facts | Table | Buttons | Form | Open


@dataclass(frozen=True)
class Card:
    """One message from Muster."""

    title: str
    blocks: tuple[Block, ...] = ()
    tone: Tone = Tone.PLAIN
    #: Something the reader must do: shown first, announced, and told in person.
    must_act: bool = False


_ADAPTER: TypeAdapter[Card] = TypeAdapter(Card)


def to_json(card: Card) -> dict[str, Any]:
    """Give the card as JSON data."""
    data: dict[str, Any] = _ADAPTER.dump_python(card, mode="json")
    return data


def from_json(data: Any) -> Card:
    """Read what `to_json` gave."""
    return _ADAPTER.validate_python(data)


def plain_text(card: Card) -> str:
    """Write the card as plain text lines, for logs, tests and platforms that can do no better."""
    return "\n".join([card.title, *(_block_text(block) for block in card.blocks)])


def _block_text(block: Block) -> str:
    match block:
        case Text():
            return block.text
        case Facts():
            return "\n".join(f"{name}: {value}" for name, value in block.facts)
        case Table():
            rows = [" | ".join(row) for row in (block.heading, *block.rows)]
            return "\n".join([block.caption, *rows] if block.caption else rows)
        case Buttons():
            return "\n".join(f"[{button.label}] /crisis {button.line}" for button in block.buttons)
        case Form():
            return f"[{block.title or block.submit}] /crisis {block.line}"
        case Open():
            return f"[{block.label}] document {block.document}"

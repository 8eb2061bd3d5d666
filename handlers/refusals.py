"""Errors as cards: what was wrong, why, what to type instead, and that nothing was changed."""

from __future__ import annotations

import re

from handlers import commands as c
from handlers import system
from handlers.cards import Block, Button, Buttons, Card, Field, Form, Text, Tone
from handlers.grammar import PREFIX
from handlers.parse import split_word, two_words
from playbooks.rules.errors import Ambiguous, CrisisError, NeedsConfirmation, NotAllowed

#: Longest part of a refused line that the report carries (our choice: a page of text).
_CARRIED = 2_000
#: How the line to type instead ends where only the reason was missing.
_WANTS_REASON = "reason=..."


def error_card(error: CrisisError, line: str, report: str = "") -> Card:
    """Show an error to whoever typed `line`; `report` is the line behind "Report it to the duty officer"."""
    buttons: list[Button] = []
    texts = [error.text]
    if isinstance(error, Ambiguous):
        buttons += [Button(label, with_code(line, code)) for label, code in error.choices]
    if error.meant:
        typed, meant = error.meant
        whole = re.compile(rf'(?<![^\s,"@=]){re.escape(typed)}(?![^\s,"])')
        again = whole.sub(lambda _: meant, PREFIX.sub("", line, count=1).strip(), count=1)
        buttons.append(Button(f"I meant '{meant}'", again, "primary"))
    if isinstance(error, NotAllowed) and report:
        buttons.append(Button("Report it to the duty officer", report, "primary"))
    if error.meant:
        texts.append(f"Did you mean '{error.meant[1]}'?")
    if error.instead:
        texts.append(f"Type instead: /crisis {error.instead}")
    texts.append("Nothing was changed.")
    blocks: list[Block] = [Text("\n".join(texts))]
    if isinstance(error, NeedsConfirmation) and error.instead.endswith(_WANTS_REASON):
        # Nobody should have to type the line again for want of a reason.
        whole_line = error.instead.removesuffix(_WANTS_REASON) + "reason={reason}"
        blocks.append(Form((Field("reason", "Why?"),), whole_line, "Do it, for this reason"))
    if buttons:
        blocks.append(Buttons(tuple(buttons)))
    return Card("Not done", tuple(blocks), Tone.WARNING)


def without_words(command: c.Typed | system.System, line: str) -> str:
    """Give the line as refusals repeat and log it: what was to be recorded on a step may belong in no such place."""
    match command:
        case c.SopDone() | c.SopSkip() | c.SopNotApplicable() | c.SopNote() | c.SopEvidence() | c.SopReopen():
            return " ".join(part for part in (command.word, command.code, command.step) if part)
        case _:
            return line


def with_code(line: str, code: str) -> str:
    """Put an incident code behind the command word of a line."""
    word, rest = split_word(PREFIX.sub("", line, count=1).strip())
    pair = two_words(word, rest)
    if pair:
        word, rest = pair
    return f"{word} {code} {rest}".strip()


def report_line(command: c.Typed | system.System, line: str) -> str:
    """Make the report that a refused person may send instead; empty when it would not help anybody."""
    match command:
        case c.Declare():
            site = f" site={quoted(command.sites[0])}" if command.sites else ""
            said = (command.title or command.type)[:_CARRIED]
            return f"report {quoted(said)} type={quoted(command.type)}{site}"
        case c.OnIncident() if not isinstance(command, c.Report) and line:
            asked = PREFIX.sub("", line, count=1).strip()[:_CARRIED]
            return f"report {command.code or ''} {quoted('Asked for, and was refused: ' + asked)}".replace("  ", " ")
        case _:
            return ""


def quoted(text: str) -> str:
    """Put a value in double quotes as the grammar reads them."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

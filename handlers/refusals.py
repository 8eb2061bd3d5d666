"""Errors as cards: what was wrong, why, what to type instead, and that nothing was changed."""

from __future__ import annotations

import re

from handlers import audience, system
from handlers import commands as c
from handlers.cards import Block, Button, Buttons, Card, Field, Form, Text, Tone
from handlers.context import Context
from handlers.grammar import PREFIX
from handlers.parse import split_word, two_words
from playbooks.rules.errors import Ambiguous, CrisisError, NeedsConfirmation, NotAllowed
from playbooks.rules.vocabulary import Sensitivity

#: Longest part of a refused line that the report carries (our choice: a page of text).
_CARRIED = 2_000
#: How the line to type instead ends where only the reason was missing.
_WANTS_REASON = "reason=..."
#: What a report says in the place of words that are not for everybody's eyes.
_ASK_THEM = "(Its words stand nowhere: ask who typed it.)"


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


def without_words(command: c.Typed | system.System, line: str, ctx: Context) -> str:
    """Give the line as the log and a report may repeat it: what it says of persons, and what was to be recorded, not.

    Of what was typed in a restricted room nothing but the command is repeated.
    """
    kept: tuple[str | None, ...]
    secret = ctx.spoken_at() is Sensitivity.STRICTLY_CONFIDENTIAL
    match command:
        case c.SopDone() | c.SopSkip() | c.SopNotApplicable() | c.SopNote() | c.SopEvidence() | c.SopReopen():
            return for_the_author(command, line)
        case c.CheckinStart() | c.CheckinPreview():
            kept = (command.code, *(word for word in command.who if audience.names_nobody(ctx, word)))
        case c.CheckinProxy() | c.CheckinTake() | c.CheckinResolve() | c.CheckinCorrect() | c.CheckinAssign():
            kept = (command.code,)
        case c.OnIncident() if secret or isinstance(command, c.CheckinClose):
            kept = (command.code,)
        case _:
            return line
    return " ".join(part for part in (command.word, *kept) if part)


def for_the_author(command: c.Typed | system.System, line: str) -> str:
    """Give the line as the answer's buttons repeat it: the author's own, but for what is kept nowhere at all."""
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


def report_line(command: c.Typed | system.System, line: str, kept: str) -> str:
    """Make the report that a refused person may send instead, with what may be repeated of the line.

    Empty when it would not help anybody.
    """
    match command:
        case c.Declare():
            site = f" site={quoted(command.sites[0])}" if command.sites else ""
            said = (command.title or command.type)[:_CARRIED]
            return f"report {quoted(said)} type={quoted(command.type)}{site}"
        case c.OnIncident() if not isinstance(command, c.Report) and line:
            asked = PREFIX.sub("", kept, count=1).strip()[:_CARRIED]
            # Whoever may see the words asks for them; the room in which the report is posted may not.
            more = "" if line.endswith(kept) else f" {_ASK_THEM}"
            said = f"Asked for, and was refused: {asked}{more}"
            return f"report {command.code or ''} {quoted(said)}".replace("  ", " ")
        case _:
            return ""


def quoted(text: str) -> str:
    """Put a value in double quotes as the grammar reads them."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

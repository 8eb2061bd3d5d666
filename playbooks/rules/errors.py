"""What a person can put right: each error's text may be shown to whoever typed the command.

    CrisisError
    ├── Invalid              the words typed do not make a command; nothing was done
    ├── NotFound             no such incident, seat, site, person, entry
    ├── Conflict             right words, wrong moment: the incident's state does not allow it
    ├── Ambiguous            two things fit; the person must say which (never guessed)
    ├── NeedsConfirmation    allowed, but one more press or a reason is asked for
    └── NotAllowed           the authority matrix says no; carries the rule and who may

A class's docstring is its default text.
"""

from __future__ import annotations


class CrisisError(Exception):
    """The command could not be carried out."""

    def __init__(self, text: str = "", *, instead: str = "", meant: tuple[str, str] | None = None) -> None:
        #: What was wrong, in a sentence.
        self.text = text or (self.__class__.__doc__ or "").strip()
        #: A line to type instead, without the leading ``/crisis``; empty when there is none.
        self.instead = instead
        #: (word typed, word probably meant): one press types the line again with the other word.
        self.meant = meant
        super().__init__(self.text)


class Invalid(CrisisError):
    """That is not a command Muster understands."""


class NotFound(CrisisError):
    """There is nothing of that name."""


class Conflict(CrisisError):
    """That cannot be done in the incident's present state."""


class Ambiguous(CrisisError):
    """More than one thing fits; say which."""

    def __init__(self, text: str = "", *, choices: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(text)
        #: (label, line) pairs to offer as buttons.
        self.choices = choices


class NeedsConfirmation(CrisisError):
    """One more thing is needed before this is done."""


class NotAllowed(CrisisError):
    """You may not do that."""

    def __init__(self, rule: str, who_may: str, *, about: str = "") -> None:
        """Refuse by a rule; `about` is for whoever typed it alone, and may name people: no log repeats it."""
        super().__init__(f"{about} {rule} Who may: {who_may}.".strip())
        #: The sentence of the authority matrix that decided.
        self.rule = rule
        #: The roles that may, in words.
        self.who_may = who_may

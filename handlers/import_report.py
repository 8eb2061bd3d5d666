"""What an import found and did, as people read it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playbooks.yamlfile import Problem


@dataclass(frozen=True)
class Counts:
    """What one file changes."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    #: No longer there: a warden, a shift, or in a full list a seat.
    removed: int = 0
    #: Rows that cannot be used.
    bad: int = 0

    @property
    def changes(self) -> bool:
        """Tell whether the file changes anything."""
        return bool(self.new or self.changed or self.removed)

    def __str__(self) -> str:
        words = [f"{self.new} new", f"{self.changed} changed", f"{self.unchanged} unchanged"]
        words += [f"{self.removed} removed"] if self.removed else []
        words += [f"{self.bad} not usable"] if self.bad else []
        return ", ".join(words)


@dataclass
class ImportReport:
    """The outcome of an import, or the preview of one."""

    #: By file and line; every row that cannot be used.
    problems: list[Problem] = field(default_factory=list)
    #: Why nothing can be imported, whatever is asked for; sentences.
    refused: list[str] = field(default_factory=list)
    #: By file, in the order in which they were read.
    counts: dict[str, Counts] = field(default_factory=dict)
    #: Who is marked as left, or would be: "P005 Samuel Wanjohi".
    left: list[str] = field(default_factory=list)
    #: What becomes of the seats, shifts and zones of whoever left, and which seats go or change hands; sentences.
    seats_affected: list[str] = field(default_factory=list)
    #: Worth knowing: columns and files left aside, seats without two alternates.
    notes: list[str] = field(default_factory=list)
    #: The good rows are to be loaded although others are bad.
    skips_bad_rows: bool = False
    #: Somebody must look at the preview and agree before this is done.
    needs_confirmation: bool = False
    #: The database now holds what the files say.
    applied: bool = False

    @property
    def changes(self) -> bool:
        """Tell whether anything is, or would be, changed."""
        return bool(self.left or self.seats_affected) or any(counts.changes for counts in self.counts.values())

    def lines(self) -> list[str]:
        """Tell it to whoever imports."""
        told = [str(problem) for problem in self.problems]
        told += [f"{file}: {counts}." for file, counts in self.counts.items()]
        told += [f"{'Marked' if self.applied else 'Would be marked'} as left: {name}" for name in self.left]
        return [*told, *self.seats_affected, *self.notes, self._outcome()]

    def _outcome(self) -> str:
        if self.refused:
            return " ".join(["Nothing was imported.", *self.refused])
        if self.problems and not self.skips_bad_rows:
            many = f"{len(self.problems)} problems" if len(self.problems) > 1 else "problem"
            return f"Nothing was imported: correct the {many} above, or load the good rows alone with --skip-bad-rows."
        if not self.applied:
            return "This is a preview; nothing was changed. To do it, give the same command with --yes."
        if not self.changes:
            return "Nothing to change: the database holds all of this already."
        return f"Imported{', without the rows named above' if self.problems else ''}."

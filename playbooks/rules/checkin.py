"""Accounting for people: one check-in of an incident, each person's status, requests for help (R52, domain 3).

A person's status is the most recent credible one, but need-help and injured are sticky: only a human lowers them.
Nothing that is not understood counts as safe. Accounted and unaccounted always add up to everybody who was ever
listed: the denominator never shrinks, whoever is excluded stays in it as accounted for, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from playbooks.rules.vocabulary import CampaignId, HelpId, IncidentId, Language, PersonId, SiteCode


class Status(StrEnum):
    """What is known of a person (domain 3.2)."""

    NOT_CONTACTED = "not contacted"
    SENT = "asked"  #: The provider took the text.
    DELIVERED = "delivered"  #: A handset's receipt; no sign of safety.
    NO_REPLY = "no reply"  #: Reminded twice in vain.
    UNREACHABLE = "unreachable"  #: No number, failed, opted out, wrong number.
    UNCLEAR = "unclear"  #: Answered, not understood; a human looks.
    MISSING = "missing"  #: Declared by SSD.
    SAFE = "safe"
    SAFE_ELSEWHERE = "safe elsewhere"
    NEEDS_ASSIST = "needs assistance"  #: Not urgent.
    NEED_HELP = "needs help"
    INJURED = "injured"
    HOSPITALISED = "hospitalised"
    DECEASED = "deceased"
    EXCLUDED = "excluded"  #: Not to be counted here, with the reason.


ACCOUNTED = frozenset(
    {
        Status.SAFE, Status.SAFE_ELSEWHERE, Status.NEEDS_ASSIST, Status.NEED_HELP, Status.INJURED,
        Status.HOSPITALISED, Status.DECEASED, Status.EXCLUDED,
    }
)  # fmt: skip
#: Only a human lowers these, by ending the request for help.
STICKY = frozenset({Status.NEED_HELP, Status.INJURED})
#: Set by named people alone, after official confirmation, in the restricted room; no text leads in or out.
OFFICIAL = frozenset({Status.HOSPITALISED, Status.DECEASED})
#: Still to be asked or reminded.
SILENT_SO_FAR = frozenset({Status.NOT_CONTACTED, Status.SENT, Status.DELIVERED, Status.NO_REPLY})


class Source(StrEnum):
    """Who or what a status comes from."""

    SMS = "SMS"  #: The person's own text.
    CHAT = "chat"  #: The person, in chat.
    PROXY = "proxy"  #: A warden or colleague.
    HUMAN = "by hand"  #: SSD or HR, resolving or correcting.
    SENDING = "sending"  #: What became of the text to them.


@dataclass(frozen=True)
class Change:
    """One status of one person: a row of the history."""

    campaign: CampaignId
    person: PersonId
    status: Status
    #: When it was so; a proxy may tell of an earlier moment.
    at: datetime
    recorded_at: datetime
    source: Source
    #: Who said so, if not the person.
    by: PersonId | None = None
    #: Their words, or how the proxy knows; personal, purged with the campaign's texts.
    words: str = ""


class Heard(StrEnum):
    """What a person's text leads to."""

    TAKEN = "taken"  #: The status is changed, or was so already.
    HELP = "help"  #: Open or repeat a request for help.
    STUCK = "stuck"  #: They asked for help before; a human decides.
    ASK_AGAIN = "ask again"  #: Not understood the first time.
    HUMAN = "human"  #: Not understood again, or against what a human recorded.


@dataclass(eq=False)
class Respondent:
    """One person in one check-in."""

    campaign: CampaignId
    person: PersonId
    #: E.164, at the start or since it was corrected; None when the list has none.
    number: str | None
    language: Language
    site: SiteCode | None
    zone: str | None
    #: Order of sending: the incident's sites first.
    position: int
    status: Status = Status.NOT_CONTACTED
    #: When it became so.
    since: datetime | None = None
    source: Source | None = None
    by: PersonId | None = None
    #: When the question was queued.
    asked_at: datetime | None = None
    #: When they first answered anything.
    answered_at: datetime | None = None
    #: Asked once more because the answer was not understood.
    asked_again: bool = False
    #: Who goes on looking for them.
    owner: PersonId | None = None
    #: Why unreachable, excluded, unclear; in words.
    note: str = ""

    @property
    def accounted(self) -> bool:
        """Known to be somewhere, in whatever state."""
        return self.status in ACCOUNTED

    def said(self, status: Status, source: Source, now: datetime) -> Heard:
        """Take the person's own SAFE, SAFE_ELSEWHERE, NEED_HELP or UNCLEAR.

        Need-help always leads to a request; from a status that a human set officially it changes no status. Nobody is
        dead or in hospital by text: taken as not understood.
        """
        self.answered_at = self.answered_at or now
        if status in OFFICIAL:
            status = Status.UNCLEAR
        if status is Status.NEED_HELP:
            if self.status not in OFFICIAL and self.status is not Status.INJURED:
                self._become(status, source, None, now)
            return Heard.HELP
        if self.status in STICKY:
            return Heard.STUCK
        if self.status in OFFICIAL or self.status is Status.MISSING:
            return Heard.HUMAN
        if status is Status.UNCLEAR:
            return self._unclear(source, now)
        self._become(status, source, None, now)
        return Heard.TAKEN

    def reported(self, status: Status, by: PersonId, at: datetime) -> bool:
        """Take what a proxy says of the person at `at`; False when it does not count.

        It does not lower need-help or injured, does not touch what was recorded officially, and does not overrule
        something more recent. A proxy's need-help or injured always counts, whatever its time.
        """
        if OFFICIAL & {self.status, status}:
            return False
        if status in STICKY:
            if self.status not in {status, Status.INJURED}:
                self._become(status, Source.PROXY, by, at)
            return True
        # What became of a text says nothing of the person: somebody seen before it failed was seen.
        older = self.since is not None and at < self.since and self.status not in SILENT_SO_FAR | {Status.UNREACHABLE}
        if self.status in STICKY or older:
            return False
        self._become(status, Source.PROXY, by, at)
        return True

    def set_by_hand(self, status: Status, by: PersonId, note: str, now: datetime) -> None:
        """Record a human's decision; the only way out of need-help, injured and the official statuses."""
        self._become(status, Source.HUMAN, by, now)
        self.note = note

    def asked(self, now: datetime) -> None:
        """Note that the question was queued for this person."""
        self.asked_at = self.asked_at or now

    def text_left(self, now: datetime, *, came: bool = False) -> bool:
        """Note that the provider took the text, or that it came to the telephone; tell whether that is new."""
        if self.status is not Status.NOT_CONTACTED and not (came and self.status is Status.SENT):
            return False
        self._become(Status.DELIVERED if came else Status.SENT, Source.SENDING, None, now)
        return True

    def not_reached(self, why: str, now: datetime) -> bool:
        """Note that no text reaches the person; nothing that is known of them is overwritten."""
        if self.status not in SILENT_SO_FAR:
            return False
        self._become(Status.UNREACHABLE, Source.SENDING, None, now)
        self.note = why
        return True

    def gets_number(self, number: str | None, now: datetime) -> None:
        """Take another number; whoever was not heard has not been contacted there. What is known of them stays."""
        self.number = number
        if self.status in SILENT_SO_FAR | {Status.UNREACHABLE}:
            self._become(Status.NOT_CONTACTED, Source.SENDING, None, now)
            self.asked_at = None

    def gives_no_reply(self, now: datetime) -> bool:
        """Note that the last reminder went unanswered; anything that was heard stays."""
        if self.status not in {Status.SENT, Status.DELIVERED}:
            return False
        self._become(Status.NO_REPLY, Source.SENDING, None, now)
        return True

    def change(self, now: datetime, words: str = "") -> Change:
        """Give the present status as a row of the history."""
        source = self.source or Source.SENDING
        return Change(self.campaign, self.person, self.status, self.since or now, now, source, self.by, words)

    def _unclear(self, source: Source, now: datetime) -> Heard:
        if self.status in {Status.SAFE, Status.SAFE_ELSEWHERE, Status.NEEDS_ASSIST, Status.EXCLUDED}:
            # They were heard already: "thanks" after a 1 makes nobody unsafe, but a human sees it.
            return Heard.HUMAN
        self._become(Status.UNCLEAR, source, None, now)
        first, self.asked_again = not self.asked_again, True
        return Heard.ASK_AGAIN if first else Heard.HUMAN

    def _become(self, status: Status, source: Source, by: PersonId | None, at: datetime) -> None:
        self.status, self.source, self.by, self.since, self.note = status, source, by, at, ""


class Stage(StrEnum):
    """What happens when people do not answer (domain 3.4)."""

    REMINDER_1 = "first reminder"
    REMINDER_2 = "second reminder"  #: And a second way: their chat.
    WARDENS = "wardens' lists"  #: Each unaccounted person gets an owner.
    CALL_DOWN = "call-down"
    REVIEW = "SSD review"  #: The decision who is missing.
    NEXT_OF_KIN = "next of kin"  #: HR, by a trained human; never by Muster.


#: After the start (domain 3.4).
CADENCE: tuple[tuple[Stage, timedelta], ...] = (
    (Stage.REMINDER_1, timedelta(minutes=15)),
    (Stage.REMINDER_2, timedelta(minutes=30)),
    (Stage.WARDENS, timedelta(minutes=45)),
    (Stage.CALL_DOWN, timedelta(minutes=60)),
    (Stage.REVIEW, timedelta(minutes=120)),
    (Stage.NEXT_OF_KIN, timedelta(minutes=240)),
)
#: A silent check-in rings nobody's telephone a second time (domain 3.4).
NOT_WHEN_SILENT = frozenset({Stage.REMINDER_1, Stage.REMINDER_2})


@dataclass(eq=False)
class Campaign:
    """One round of asking, for one incident."""

    id: CampaignId
    incident: IncidentId
    #: 1 for the first round of the incident.
    number: int
    started_by: PersonId
    started_at: datetime
    #: Armed attack, hostages: no reminders, no calls, words of its own.
    silent: bool
    #: Who was asked, in words: "all concerned: Addis Ababa".
    audience: str
    #: Where the list of people comes from, and of when it is.
    basis: str
    #: Everybody up to this position has been texted.
    expanded: int = 0
    #: When the first text left.
    first_sent_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: PersonId | None = None

    @property
    def open(self) -> bool:
        """Still asking."""
        return self.closed_at is None

    def stages(self) -> tuple[tuple[Stage, timedelta], ...]:
        """Give the cadence of this round."""
        return tuple((stage, after) for stage, after in CADENCE if not (self.silent and stage in NOT_WHEN_SILENT))


@dataclass(frozen=True)
class Rollup:
    """The headcount at one moment."""

    campaign: Campaign
    as_of: datetime
    counts: Mapping[Status, int]

    @property
    def everybody(self) -> int:
        """The denominator."""
        return sum(self.counts.values())

    @property
    def accounted(self) -> int:
        """How many are accounted for."""
        return sum(count for status, count in self.counts.items() if status in ACCOUNTED)

    @property
    def unaccounted(self) -> int:
        """How many are not."""
        return self.everybody - self.accounted

    def of(self, *statuses: Status) -> int:
        """Count some statuses together."""
        return sum(self.counts.get(status, 0) for status in statuses)


def count(respondents: Iterable[Respondent]) -> dict[Status, int]:
    """Count people by status, each status named."""
    counts = dict.fromkeys(Status, 0)
    for each in respondents:
        counts[each.status] += 1
    return counts


#: Nobody has taken a request for so long: the next is told, and the board turns red (domain 3.11, KPI B8).
TAKE_WITHIN = timedelta(minutes=5)


@dataclass(eq=False)
class HelpRequest:
    """Somebody asked for help, and a human must take it."""

    id: HelpId
    incident: IncidentId
    #: Counted in the incident: ``H3``.
    number: int
    #: None when it came outside of a check-in.
    campaign: CampaignId | None
    #: None for a telephone that is nobody's on the list.
    person: PersonId | None
    phone: str | None
    opened_at: datetime
    #: Their words, newest last; personal.
    words: tuple[str, ...]
    #: Letters A to E of the follow-up.
    needs: frozenset[str] = field(default_factory=frozenset)
    place: str = ""
    #: May have been meant for a page: the person has one open too.
    in_doubt: bool = False
    #: Who is told, in order; ends with the Head of Security.
    ladder: tuple[PersonId, ...] = ()
    #: How many of the ladder were told.
    told: int = 0
    #: Nobody took it in time.
    red: bool = False
    taken_by: PersonId | None = None
    taken_at: datetime | None = None
    ended_by: PersonId | None = None
    ended_at: datetime | None = None
    outcome: str = ""

    @property
    def name(self) -> str:
        """Give the number as people type it."""
        return f"H{self.number}"

    @property
    def waiting(self) -> bool:
        """Nobody has taken it."""
        return self.taken_at is None and self.ended_at is None

    @property
    def open(self) -> bool:
        """Not ended by a human."""
        return self.ended_at is None

    def tell_next(self) -> tuple[PersonId, ...]:
        """Name who is told now: the next of the ladder; everybody again once all were told. Nobody when taken.

        Red from the second telling on; at once when there is nobody to tell.
        """
        if not self.waiting:
            return ()
        if not self.ladder:
            self.red = True
            return ()
        before, self.told = self.told, self.told + 1
        self.red = self.red or before > 0
        return self.ladder if before >= len(self.ladder) else (self.ladder[before],)

    def take(self, by: PersonId, now: datetime) -> bool:
        """Let a human take it; False when somebody has or it is ended."""
        if not self.waiting:
            return False
        self.taken_by, self.taken_at, self.red = by, now, False
        return True

    def give_back(self) -> None:
        """Let it wait again: whoever took it has left the organisation."""
        self.taken_by = self.taken_at = None

    def end(self, by: PersonId, outcome: str, now: datetime) -> bool:
        """Let a human end it; False when it was ended before."""
        if not self.open:
            return False
        self.ended_by, self.ended_at, self.outcome, self.red = by, now, outcome, False
        return True

    def said_more(self, words: str, needs: frozenset[str], place: str) -> None:
        """Add what the person said since."""
        self.words = (*self.words, words)
        self.needs |= needs
        self.place = place or self.place

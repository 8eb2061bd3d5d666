"""Every table of Muster, but for those of the simulated platform (`storage.console_tables`).

The checks mirror the rules' invariants, so that no program error and no hand in the database can record what
the rules forbid. Indexes are chosen so that the board of an incident costs the same with ten thousand others and
a million log entries beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)

from playbooks.rules.authority import Power
from playbooks.rules.paging import Answer, Delivery, PageState
from playbooks.rules.people import PersonKind
from playbooks.rules.rooms import RoomKind, RoomState
from playbooks.rules.vocabulary import IncidentType, Language, Level, Phase, Sensitivity, Team
from storage.columns import BigId, Duration, Json, Utc, Word

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(column: str, words: Iterable[Enum]) -> CheckConstraint:
    """Refuse what is not one of `words`."""
    values = sorted(word.value for word in words)
    listed = ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("duty_number", Text, nullable=False),
    Column("answer_within", Duration, nullable=False),
    Column("restart_ladder", Duration, nullable=False),
    Column("first_meeting", Duration, nullable=False),
    Column("quorum", Json, nullable=False),
    Column("restricted_roles", Json, nullable=False),
    CheckConstraint("id = 1", name="there_is_one"),
    CheckConstraint("answer_within > 0 AND restart_ladder > 0 AND first_meeting > 0", name="durations"),
)

site = Table(
    "site",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("names", Json, nullable=False),
    Column("address", Text, nullable=False),
    Column("assembly_point", Text, nullable=False),
    Column("emergency_number", Text, nullable=False),
    Column("duty_number", Text, nullable=False),
    Column("numbers_checked", Date),
)

_AWAY = text("away_until IS NOT NULL")

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    #: Name without case and accents, for finding.
    Column("folded", Text, nullable=False),
    Column("kind", Word(PersonKind), nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("site", Text, ForeignKey("site.code")),
    Column("zone", Text),
    Column("mobile", Text),
    Column("email", Text),
    Column("unit", Text),
    Column("job_title", Text),
    Column("left_on", Date),
    Column("away_from", Date),
    Column("away_until", Date),
    one_of("kind", PersonKind),
    one_of("language", Language),
    Index(None, "mobile"),
    Index("ix_person_away", "away_until", sqlite_where=_AWAY, postgresql_where=_AWAY),
)

zone = Table(
    "zone",
    metadata,
    Column("code", Text, primary_key=True),
    Column("site", Text, ForeignKey("site.code"), nullable=False),
    Column("name", Text, nullable=False),
    Column("assembly_point", Text, nullable=False),
)

warden = Table(
    "warden",
    metadata,
    Column("zone", Text, ForeignKey("zone.code"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    CheckConstraint("rank >= 1", name="rank"),
)

seat = Table(
    "seat",
    metadata,
    Column("code", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("team", Word(Team), nullable=False),
    Column("site", Text, ForeignKey("site.code")),
    Column("function", Text, nullable=False),
    Column("core", Boolean, nullable=False),
    Column("succession", Integer),
    one_of("team", Team),
    CheckConstraint("succession >= 1", name="succession"),
)

seat_holder = Table(
    "seat_holder",
    metadata,
    Column("seat", Text, ForeignKey("seat.code"), primary_key=True),
    #: 0 holds the seat; 1, 2 ... are the alternates in the order in which they are paged.
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    UniqueConstraint("seat", "person"),
    CheckConstraint("rank >= 0", name="rank"),
)

duty_shift = Table(
    "duty_shift",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    Column("days", Json, nullable=False),
    Column("start", Time, nullable=False),
    Column("end", Time, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_until", Date),
)

authority_rule = Table(
    "authority_rule",
    metadata,
    Column("power", Word(Power), primary_key=True),
    Column("roles", Json, nullable=False),
    Column("text", Text, nullable=False),
)


incident = Table(
    "incident",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("type", Word(IncidentType), nullable=False),
    Column("title", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("phase", Word(Phase), nullable=False),
    Column("sites", Json, nullable=False),
    Column("sensitivity", Word(Sensitivity), nullable=False),
    Column("declared_by", Text, ForeignKey("person.id"), nullable=False),
    Column("reported_at", Utc, nullable=False),
    Column("declared_at", Utc),
    Column("verified_at", Utc),
    Column("verified_by", Text, ForeignKey("person.id")),
    Column("first_meeting", Utc),
    Column("stood_down_at", Utc),
    Column("closed_at", Utc),
    Column("merged_into", BigInteger, ForeignKey("incident.id")),
    Column("acting_chair", Text, ForeignKey("person.id")),
    Column("quorum", Boolean),
    one_of("type", IncidentType),
    one_of("level", Level),
    one_of("phase", Phase),
    one_of("sensitivity", Sensitivity),
    CheckConstraint("code = upper(code)", name="code"),
    CheckConstraint("(phase = 'merged') = (merged_into IS NOT NULL)", name="merged"),
    CheckConstraint("merged_into <> id", name="merged_into_another"),
    CheckConstraint("(verified_at IS NULL) = (verified_by IS NULL)", name="verified"),
    CheckConstraint("phase NOT IN ('stood down', 'closed') OR stood_down_at IS NOT NULL", name="stood_down"),
    Index(None, "phase"),
    # Few are merged; each question about requests for help follows it.
    Index(
        "ix_incident_merged_into",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
)

page = Table(
    "page",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("incident", BigInteger, ForeignKey("incident.id"), nullable=False),
    Column("seat", Text, nullable=False),
    Column("ladder", Json, nullable=False),
    Column("state", Word(PageState), nullable=False),
    Column("round", Integer, nullable=False),
    Column("rung", Integer, nullable=False),
    one_of("state", PageState),
    CheckConstraint("round >= 0 AND rung >= -1", name="ladder"),
    Index(None, "incident"),
)

page_call = Table(
    "page_call",
    metadata,
    Column("page", BigInteger, ForeignKey("page.id"), primary_key=True, autoincrement=False),
    #: Place in the page's list of calls, 0 for the oldest.
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("rung", Integer, nullable=False),
    Column("told_at", Utc, nullable=False),
    Column("delivery", Word(Delivery), nullable=False),
    Column("delivery_note", Text, nullable=False),
    Column("delivered_at", Utc),
    Column("answer", Word(Answer)),
    Column("answered_at", Utc),
    Column("late_by", Duration),
    one_of("delivery", Delivery),
    one_of("answer", Answer),
    CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    sqlite_with_rowid=False,
)

room = Table(
    "room",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("incident", BigInteger, ForeignKey("incident.id"), nullable=False),
    Column("kind", Word(RoomKind), nullable=False),
    Column("platform", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Word(RoomState), nullable=False),
    Column("ref", Text),
    Column("live_ref", Text),
    Column("note", Text, nullable=False),
    UniqueConstraint("platform", "ref"),
    one_of("kind", RoomKind),
    one_of("state", RoomState),
    CheckConstraint("state <> 'open' OR ref IS NOT NULL", name="open_has_ref"),
    Index(None, "incident"),
)

member = Table(
    "member",
    metadata,
    Column("room", BigInteger, ForeignKey("room.id"), primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    Column("role", Text, nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc),
    Column("left_at", Utc),
    Column("note", Text, nullable=False),
    Index(None, "person"),
    # Only external members expire (R51): a handful among all.
    Index(
        "ix_member_until",
        "until",
        sqlite_where=text("until IS NOT NULL AND left_at IS NULL"),
        postgresql_where=text("until IS NOT NULL AND left_at IS NULL"),
    ),
    sqlite_with_rowid=False,
)


#: One row a chain: its lock, and its end.
log_chain = Table(
    "log_chain",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("entries", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    #: When its last entry was recorded, RFC 3339; empty before the first.
    Column("recorded_at", Text, nullable=False),
)

#: Headers. The kinds of entries are not checked here: SQLite can widen such a list only by rebuilding the
#: table, and this one is never rebuilt.
log_entry = Table(
    "log_entry",
    metadata,
    Column("chain", Text, ForeignKey("log_chain.chain"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    # Times as the text that is hashed.
    Column("event_at", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("on_behalf", Text),
    Column("element", Text),
    Column("sensitivity", Text, nullable=False),
    Column("supersedes", BigInteger),
    Column("digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("seq >= 1 AND supersedes < seq", name="order"),
    Index(None, "chain", "author", "seq"),
    Index(
        "ix_log_entry_supersedes",
        "chain",
        "supersedes",
        sqlite_where=text("supersedes IS NOT NULL"),
        postgresql_where=text("supersedes IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

#: The words of an entry, apart, so that they can be purged while the header stays.
log_body = Table(
    "log_body",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Json),
    Column("salt", Text),
    ForeignKeyConstraint(["chain", "seq"], ["log_entry.chain", "log_entry.seq"]),
    CheckConstraint("(body IS NULL) = (salt IS NULL)", name="purged_together"),
    sqlite_with_rowid=False,
)

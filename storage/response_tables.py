"""The tables of the response: steps of the playbook, check-ins, requests for help, documents."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from playbooks.rules.checkin import Source, Status
from playbooks.rules.steps import StepState
from playbooks.rules.vocabulary import IncidentType, Language, Sensitivity
from storage.columns import BigId, Json, Utc, Word
from storage.tables import metadata, one_of

#: One run of a playbook an incident.
sop_run = Table(
    "sop_run",
    metadata,
    Column("incident", BigInteger, ForeignKey("incident.id"), primary_key=True, autoincrement=False),
    Column("type", Word(IncidentType), nullable=False),
    Column("title", Text, nullable=False),
    #: Stamped: an edited file is another version, and changes no running incident.
    Column("version", Text, nullable=False),
    Column("approved", Text, nullable=False),
    Column("started_at", Utc, nullable=False),
    one_of("type", IncidentType),
)

sop_step = Table(
    "sop_step",
    metadata,
    Column("incident", BigInteger, ForeignKey("sop_run.incident"), primary_key=True, autoincrement=False),
    Column("step", Text, primary_key=True),
    #: 1, and one more each time a repeating step comes round.
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    #: The step as it stood in the file.
    Column("definition", Json, nullable=False),
    Column("state", Word(StepState), nullable=False),
    #: None while its clock has not started.
    Column("started_at", Utc),
    Column("due_at", Utc),
    #: When its holders were told that it is overdue.
    Column("overdue_told_at", Utc),
    Column("finished_at", Utc),
    Column("finished_by", Text),
    Column("assigned_to", Text, ForeignKey("person.id")),
    Column("reason", Text, nullable=False),
    #: Kinds and numbers of log entries; the words stand in the log alone, where a purge takes them.
    Column("records", Json, nullable=False),
    one_of("state", StepState),
    CheckConstraint("occurrence >= 1", name="occurrence"),
    CheckConstraint("(state = 'open') = (finished_at IS NULL)", name="finished"),
    sqlite_with_rowid=False,
)

#: People who are somewhere for a while, travellers for instance, as the organisation listed them (domain 3.1).
people_list = Table(
    "people_list",
    metadata,
    Column("code", Text, primary_key=True),
    Column("title", Text, nullable=False),
    #: Where they are; a check-in of this site asks them too.
    Column("site", Text, ForeignKey("site.code")),
    Column("source", Text, nullable=False),
    Column("as_of", Date),
)

people_list_member = Table(
    "people_list_member",
    metadata,
    Column("list", Text, ForeignKey("people_list.code"), primary_key=True),
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    sqlite_with_rowid=False,
)

#: Numbers to which nothing is sent any more: opted out, or somebody else's.
sms_block = Table(
    "sms_block",
    metadata,
    Column("number", Text, primary_key=True),
    Column("why", Text, nullable=False),
    Column("since", Utc, nullable=False),
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("incident", BigInteger, ForeignKey("incident.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("started_by", Text, ForeignKey("person.id"), nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("audience", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("expanded", Integer, nullable=False),
    Column("first_sent_at", Utc),
    Column("closed_at", Utc),
    Column("closed_by", Text, ForeignKey("person.id")),
    UniqueConstraint("incident", "number"),
    CheckConstraint("number >= 1 AND expanded >= 0", name="numbers"),
    Index("ix_campaign_open", "id", sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL")),
)

respondent = Table(
    "respondent",
    metadata,
    Column("campaign", BigInteger, ForeignKey("campaign.id"), primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    Column("number", Text),
    Column("language", Word(Language), nullable=False),
    Column("site", Text),
    Column("zone", Text),
    Column("position", Integer, nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("since", Utc),
    Column("source", Word(Source)),
    Column("by", Text, ForeignKey("person.id")),
    Column("asked_at", Utc),
    Column("answered_at", Utc),
    Column("asked_again", Boolean, nullable=False),
    Column("owner", Text, ForeignKey("person.id")),
    Column("note", Text, nullable=False),
    one_of("language", Language),
    one_of("status", Status),
    one_of("source", Source),
    # Nobody is dead by text message (domain 3.2).
    CheckConstraint("status NOT IN ('deceased', 'hospitalised') OR source = 'by hand'", name="official"),
    Index(None, "campaign", "position"),
    Index(None, "campaign", "status"),
    Index(None, "number"),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

#: Every status that anybody ever had, in the order in which it was recorded.
status_change = Table(
    "status_change",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("campaign", BigInteger, ForeignKey("campaign.id"), nullable=False),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("at", Utc, nullable=False),
    Column("recorded_at", Utc, nullable=False),
    Column("source", Word(Source), nullable=False),
    Column("by", Text, ForeignKey("person.id")),
    Column("words", Text, nullable=False),
    one_of("status", Status),
    one_of("source", Source),
    Index(None, "campaign", "id"),
)

help_request = Table(
    "help_request",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("incident", BigInteger, ForeignKey("incident.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("campaign", BigInteger, ForeignKey("campaign.id")),
    Column("person", Text, ForeignKey("person.id")),
    Column("phone", Text),
    Column("opened_at", Utc, nullable=False),
    Column("words", Json, nullable=False),
    Column("needs", Json, nullable=False),
    Column("place", Text, nullable=False),
    Column("in_doubt", Boolean, nullable=False),
    Column("ladder", Json, nullable=False),
    Column("told", Integer, nullable=False),
    Column("red", Boolean, nullable=False),
    Column("taken_by", Text, ForeignKey("person.id")),
    Column("taken_at", Utc),
    Column("ended_by", Text, ForeignKey("person.id")),
    Column("ended_at", Utc),
    Column("outcome", Text, nullable=False),
    UniqueConstraint("incident", "number"),
    CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name="taken"),
    CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="ended"),
    Index(
        "ix_help_request_open",
        "incident",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

#: What was made to be read: the after-action report, the list of unaccounted people. The model, not the rendering.
document = Table(
    "document",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("incident", BigInteger, ForeignKey("incident.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    #: None once something in it was purged.
    Column("model", Json),
    #: SHA-256 of the model.
    Column("digest", Text, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("made_by", Text, ForeignKey("person.id"), nullable=False),
    Column("sensitivity", Word(Sensitivity), nullable=False),
    one_of("sensitivity", Sensitivity),
    Index(None, "incident"),
)

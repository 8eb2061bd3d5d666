"""Steps of playbooks, check-ins, requests for help, documents; and the rights they need."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import BigId, Json, Utc

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TYPES = (
    "armed-attack",
    "cyber",
    "data-breach",
    "earthquake",
    "event",
    "fire",
    "missing",
    "other",
    "pandemic",
    "reputation",
    "staff-death",
    "unrest",
)
_STATES = (
    "done",
    "not applicable",
    "open",
    "skipped",
)
_LANGUAGES = (
    "ar",
    "en",
    "es",
    "fr",
    "ru",
    "zh",
)
_SOURCES = (
    "SMS",
    "by hand",
    "chat",
    "proxy",
    "sending",
)
_STATUSES = (
    "asked",
    "deceased",
    "delivered",
    "excluded",
    "hospitalised",
    "injured",
    "missing",
    "needs assistance",
    "needs help",
    "no reply",
    "not contacted",
    "safe",
    "safe elsewhere",
    "unclear",
    "unreachable",
)
_SENSITIVITIES = (
    "confidential",
    "strictly confidential",
    "unclassified",
)
#: Who may, in an organisation that was loaded before these powers existed; its own authority.csv replaces them.
_RIGHTS = {
    "sop": (["CMT", "MEMBER", "ORT", "SSD-DO", "WARDEN"], "Members of the incident work through its steps."),
    "sop_control": (["CHAIR", "HSSD", "ORMS"], "The chair, security or the ORMS coordinator sets a gate aside."),
    "check_in": (["CMT", "HSSD", "ORT", "SSD-DO"], "The CMT, the site's ORT and the SSD duty officer ask staff."),
    "headcount": (["CMT", "MEMBER", "ORT", "SSD-DO", "WARDEN"], "The headcount is for those who work on it."),
    "names": (["HR", "HSSD", "SSD-DO"], "Who answered what is for security and human resources."),
    "proxy": (["HR", "HSSD", "ORT", "SSD-DO", "WARDEN"], "Wardens report for the people of their zone."),
    "help_requests": (["HSSD", "ORT", "SSD-DO"], "Security and the site's ORT take requests for help."),
    "review": (["CMT", "ORT", "SSD-DO"], "The CMT, the site's ORT and the duty officer make the report."),
}


def upgrade() -> None:
    """Make the tables, and give the new powers to whoever holds the like."""
    _steps()
    _people()
    _checkins()
    _documents()
    _rights()


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _one_of(column: str, name: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(name))


def _steps() -> None:
    """Make the runs of playbooks."""
    op.create_table(
        "sop_run",
        sa.Column("incident", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("approved", sa.Text(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        _one_of("type", "ck_sop_run_type", _TYPES),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_sop_run_incident")),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_sop_run")),
    )
    op.create_table(
        "sop_step",
        sa.Column("incident", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("definition", Json, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", Utc(), nullable=True),
        sa.Column("due_at", Utc(), nullable=True),
        sa.Column("overdue_told_at", Utc(), nullable=True),
        sa.Column("finished_at", Utc(), nullable=True),
        sa.Column("finished_by", sa.Text(), nullable=True),
        sa.Column("assigned_to", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("records", Json, nullable=False),
        sa.CheckConstraint("(state = 'open') = (finished_at IS NULL)", name=op.f("ck_sop_step_finished")),
        _one_of("state", "ck_sop_step_state", _STATES),
        sa.CheckConstraint("occurrence >= 1", name=op.f("ck_sop_step_occurrence")),
        sa.ForeignKeyConstraint(["assigned_to"], ["person.id"], name=op.f("fk_sop_step_assigned_to")),
        sa.ForeignKeyConstraint(["incident"], ["sop_run.incident"], name=op.f("fk_sop_step_incident")),
        sa.PrimaryKeyConstraint("incident", "step", "occurrence", name=op.f("pk_sop_step")),
        sqlite_with_rowid=False,
    )


def _people() -> None:
    """Make the lists of people and the numbers that get nothing."""
    op.create_table(
        "people_list",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_people_list_site")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_people_list")),
    )
    op.create_table(
        "people_list_member",
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["list"], ["people_list.code"], name=op.f("fk_people_list_member_list")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_people_list_member_person")),
        sa.PrimaryKeyConstraint("list", "person", name=op.f("pk_people_list_member")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sms_block",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sms_block")),
    )


def _checkins() -> None:
    """Make check-ins, the history of statuses, and requests for help."""
    op.create_table(
        "campaign",
        sa.Column("id", BigId, nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("expanded", sa.Integer(), nullable=False),
        sa.Column("first_sent_at", Utc(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.CheckConstraint("number >= 1 AND expanded >= 0", name=op.f("ck_campaign_numbers")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_campaign_closed_by")),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_campaign_incident")),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("fk_campaign_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("incident", "number", name=op.f("uq_campaign_incident_number")),
    )
    op.create_index("ix_campaign_open", "campaign", ["id"], **_where("closed_at IS NULL"))
    op.create_table(
        "respondent",
        sa.Column("campaign", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", Utc(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("asked_at", Utc(), nullable=True),
        sa.Column("answered_at", Utc(), nullable=True),
        sa.Column("asked_again", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _one_of("language", "ck_respondent_language", _LANGUAGES),
        _one_of("source", "ck_respondent_source", _SOURCES),
        _one_of("status", "ck_respondent_status", _STATUSES),
        sa.CheckConstraint(
            "status NOT IN ('deceased', 'hospitalised') OR source = 'by hand'", name=op.f("ck_respondent_official")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_respondent_by")),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_respondent_campaign")),
        sa.ForeignKeyConstraint(["owner"], ["person.id"], name=op.f("fk_respondent_owner")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_respondent_person")),
        sa.PrimaryKeyConstraint("campaign", "person", name=op.f("pk_respondent")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_respondent_campaign_position"), "respondent", ["campaign", "position"])
    op.create_index(op.f("ix_respondent_campaign_status"), "respondent", ["campaign", "status"])
    op.create_index(op.f("ix_respondent_number"), "respondent", ["number"])
    op.create_index(op.f("ix_respondent_person"), "respondent", ["person"])
    op.create_table(
        "status_change",
        sa.Column("id", BigId, nullable=False),
        sa.Column("campaign", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("recorded_at", Utc(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        _one_of("source", "ck_status_change_source", _SOURCES),
        _one_of("status", "ck_status_change_status", _STATUSES),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_status_change_by")),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_status_change_campaign")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_status_change_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index(op.f("ix_status_change_campaign_id"), "status_change", ["campaign", "id"])
    op.create_table(
        "help_request",
        sa.Column("id", BigId, nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("needs", Json, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("ladder", Json, nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("red", sa.Boolean(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("taken_at", Utc(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name=op.f("ck_help_request_ended")),
        sa.CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name=op.f("ck_help_request_taken")),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_help_request_campaign")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_help_request_ended_by")),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_help_request_incident")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_help_request_person")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_help_request_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
        sa.UniqueConstraint("incident", "number", name=op.f("uq_help_request_incident_number")),
    )
    op.create_index("ix_help_request_open", "help_request", ["incident"], **_where("ended_at IS NULL"))
    op.create_index("ix_incident_merged_into", "incident", ["merged_into"], **_where("merged_into IS NOT NULL"))


def _documents() -> None:
    """Make what is kept to be read."""
    op.create_table(
        "document",
        sa.Column("id", BigId, nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("model", Json, nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("sensitivity", sa.Text(), nullable=False),
        _one_of("sensitivity", "ck_document_sensitivity", _SENSITIVITIES),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_document_incident")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_document_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_incident"), "document", ["incident"])


def _rights() -> None:
    """Add the rules that an organisation loaded earlier lacks."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM authority_rule")).first() is None:
        return
    rule = sa.table("authority_rule", sa.column("power"), sa.column("roles", Json), sa.column("text"))
    rows = [{"power": power, "roles": roles, "text": text} for power, (roles, text) in _RIGHTS.items()]
    connection.execute(sa.insert(rule), rows)

"""The first tables: the organisation, incidents, the log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import BigId, Json, Utc
from storage.migrations import guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _roster()
    _incidents()
    _log()


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _roster() -> None:
    """Make the organisation and its people."""
    op.create_table(
        "site",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("names", Json, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("assembly_point", sa.Text(), nullable=False),
        sa.Column("emergency_number", sa.Text(), nullable=False),
        sa.Column("duty_number", sa.Text(), nullable=False),
        sa.Column("numbers_checked", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_site")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('consultant', 'contractor', 'delegate', 'external', 'intern', 'staff')",
            name=op.f("ck_person_kind"),
        ),
        sa.CheckConstraint("language IN ('ar', 'en', 'es', 'fr', 'ru', 'zh')", name=op.f("ck_person_language")),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_person_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_mobile"), "person", ["mobile"])
    op.create_table(
        "zone",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("assembly_point", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_zone_site")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_zone")),
    )
    op.create_table(
        "warden",
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_warden_rank")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_warden_person")),
        sa.ForeignKeyConstraint(["zone"], ["zone.code"], name=op.f("fk_warden_zone")),
        sa.PrimaryKeyConstraint("zone", "rank", name=op.f("pk_warden")),
    )
    op.create_table(
        "seat",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("succession", sa.Integer(), nullable=True),
        sa.CheckConstraint("team IN ('CMT', 'ORT', 'SSD')", name=op.f("ck_seat_team")),
        sa.CheckConstraint("succession >= 1", name=op.f("ck_seat_succession")),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name=op.f("fk_seat_site")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_seat")),
    )
    op.create_table(
        "seat_holder",
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.CheckConstraint("rank >= 0", name=op.f("ck_seat_holder_rank")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_seat_holder_person")),
        sa.ForeignKeyConstraint(["seat"], ["seat.code"], name=op.f("fk_seat_holder_seat")),
        sa.PrimaryKeyConstraint("seat", "rank", name=op.f("pk_seat_holder")),
        sa.UniqueConstraint("seat", "person", name=op.f("uq_seat_holder_seat_person")),
    )
    op.create_table(
        "duty_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("days", Json, nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_duty_shift_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_shift")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("duty_number", sa.Text(), nullable=False),
        sa.Column("answer_within", sa.BigInteger(), nullable=False),
        sa.Column("restart_ladder", sa.BigInteger(), nullable=False),
        sa.Column("first_meeting", sa.BigInteger(), nullable=False),
        sa.Column("quorum", Json, nullable=False),
        sa.Column("restricted_roles", Json, nullable=False),
        sa.CheckConstraint(
            "answer_within > 0 AND restart_ladder > 0 AND first_meeting > 0", name=op.f("ck_organisation_durations")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_there_is_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "authority_rule",
        sa.Column("power", sa.Text(), nullable=False),
        sa.Column("roles", Json, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("power", name=op.f("pk_authority_rule")),
    )


def _incidents() -> None:
    """Make incidents, pages and rooms."""
    op.create_table(
        "incident",
        sa.Column("id", BigId, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("sites", Json, nullable=False),
        sa.Column("sensitivity", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.Text(), nullable=False),
        sa.Column("reported_at", Utc(), nullable=False),
        sa.Column("declared_at", Utc(), nullable=True),
        sa.Column("verified_at", Utc(), nullable=True),
        sa.Column("verified_by", sa.Text(), nullable=True),
        sa.Column("first_meeting", Utc(), nullable=True),
        sa.Column("stood_down_at", Utc(), nullable=True),
        sa.Column("closed_at", Utc(), nullable=True),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.Column("acting_chair", sa.Text(), nullable=True),
        sa.Column("quorum", sa.Boolean(), nullable=True),
        sa.CheckConstraint("(phase = 'merged') = (merged_into IS NOT NULL)", name=op.f("ck_incident_merged")),
        sa.CheckConstraint(
            "phase IN ('active', 'closed', 'false alarm', 'merged', 'reported', 'stand-down proposed', 'stood down')",
            name=op.f("ck_incident_phase"),
        ),
        sa.CheckConstraint(
            "phase NOT IN ('stood down', 'closed') OR stood_down_at IS NOT NULL", name=op.f("ck_incident_stood_down")
        ),
        sa.CheckConstraint(
            "sensitivity IN ('confidential', 'strictly confidential', 'unclassified')",
            name=op.f("ck_incident_sensitivity"),
        ),
        sa.CheckConstraint(
            "type IN ('armed-attack', 'cyber', 'data-breach', 'earthquake', 'event', 'fire', "
            "'missing', 'other', 'pandemic', 'reputation', 'staff-death', 'unrest')",
            name=op.f("ck_incident_type"),
        ),
        sa.CheckConstraint("(verified_at IS NULL) = (verified_by IS NULL)", name=op.f("ck_incident_verified")),
        sa.CheckConstraint("code = upper(code)", name=op.f("ck_incident_code")),
        sa.CheckConstraint("level IN (0, 1, 2, 3)", name=op.f("ck_incident_level")),
        sa.CheckConstraint("merged_into <> id", name=op.f("ck_incident_merged_into_another")),
        sa.ForeignKeyConstraint(["acting_chair"], ["person.id"], name=op.f("fk_incident_acting_chair")),
        sa.ForeignKeyConstraint(["declared_by"], ["person.id"], name=op.f("fk_incident_declared_by")),
        sa.ForeignKeyConstraint(["merged_into"], ["incident.id"], name=op.f("fk_incident_merged_into")),
        sa.ForeignKeyConstraint(["verified_by"], ["person.id"], name=op.f("fk_incident_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("code", name=op.f("uq_incident_code")),
    )
    op.create_index(op.f("ix_incident_phase"), "incident", ["phase"])
    op.create_table(
        "page",
        sa.Column("id", BigId, nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("ladder", Json, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('covered', 'ringing', 'stopped', 'uncovered')", name=op.f("ck_page_state")),
        sa.CheckConstraint("round >= 0 AND rung >= -1", name=op.f("ck_page_ladder")),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_page_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
    )
    op.create_index(op.f("ix_page_incident"), "page", ["incident"])
    op.create_table(
        "page_call",
        sa.Column("page", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("told_at", Utc(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("delivery_note", sa.Text(), nullable=False),
        sa.Column("delivered_at", Utc(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", Utc(), nullable=True),
        sa.Column("late_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("answer IN ('cannot', 'joining', 'late', 'left')", name=op.f("ck_page_call_answer")),
        sa.CheckConstraint(
            "delivery IN ('delivered', 'failed', 'not sent', 'sent', 'waiting')", name=op.f("ck_page_call_delivery")
        ),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_page_call_answered")),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name=op.f("fk_page_call_page")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_page_call_person")),
        sa.PrimaryKeyConstraint("page", "position", name=op.f("pk_page_call")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room",
        sa.Column("id", BigId, nullable=False),
        sa.Column("incident", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("live_ref", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('main', 'restricted')", name=op.f("ck_room_kind")),
        sa.CheckConstraint("state <> 'open' OR ref IS NOT NULL", name=op.f("ck_room_open_has_ref")),
        sa.CheckConstraint("state IN ('closed', 'failed', 'open', 'wanted')", name=op.f("ck_room_state")),
        sa.ForeignKeyConstraint(["incident"], ["incident.id"], name=op.f("fk_room_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("platform", "ref", name=op.f("uq_room_platform_ref")),
    )
    op.create_index(op.f("ix_room_incident"), "room", ["incident"])
    op.create_table(
        "member",
        sa.Column("room", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", Utc(), nullable=False),
        sa.Column("until", Utc(), nullable=True),
        sa.Column("left_at", Utc(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_member_person")),
        sa.ForeignKeyConstraint(["room"], ["room.id"], name=op.f("fk_member_room")),
        sa.PrimaryKeyConstraint("room", "person", name=op.f("pk_member")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_member_person"), "member", ["person"])
    op.create_index("ix_member_until", "member", ["until"], **_where("until IS NOT NULL AND left_at IS NULL"))


def _log() -> None:
    """Make the log, and put its guards up."""
    op.create_table(
        "log_chain",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_log_chain")),
    )
    op.create_table(
        "log_entry",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_at", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("on_behalf", sa.Text(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("seq >= 1 AND supersedes < seq", name=op.f("ck_log_entry_order")),
        sa.ForeignKeyConstraint(["chain"], ["log_chain.chain"], name=op.f("fk_log_entry_chain")),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_log_entry")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_log_entry_chain_author_seq"), "log_entry", ["chain", "author", "seq"])
    op.create_index("ix_log_entry_supersedes", "log_entry", ["chain", "supersedes"], **_where("supersedes IS NOT NULL"))
    op.create_table(
        "log_body",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", Json, nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.CheckConstraint("(body IS NULL) = (salt IS NULL)", name=op.f("ck_log_body_purged_together")),
        sa.ForeignKeyConstraint(
            ["chain", "seq"], ["log_entry.chain", "log_entry.seq"], name=op.f("fk_log_body_chain_seq")
        ),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_log_body")),
        sqlite_with_rowid=False,
    )
    for statement in guards.statements(op.get_context().dialect.name):
        op.execute(statement)

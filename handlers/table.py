"""The table of contents of the program: which function carries out which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers import (
    boards,
    delivery,
    demonstration,
    forms,
    inbound_sms,
    incident,
    logbook,
    paging,
    reports,
    rooms,
    roster,
    system,
)
from handlers import commands as c
from handlers.cards import Card
from handlers.context import Context

#: Takes its own command type; the table pairs them, which the type checker cannot see.
Handler = Callable[[Any, Context], Card | None]

#: Commands that only look: no transaction of their own, nothing claimed.
READS: Mapping[type, Handler] = {
    c.Status: boards.status,
    c.WhoIs: roster.whois,
    c.Help: forms.help_card,
    c.ShowForm: forms.show_form,
}

HANDLERS: Mapping[type, Handler] = {
    c.Declare: incident.declare,
    c.Report: reports.report,
    c.Verify: incident.verify,
    c.Raise: incident.raise_level,
    c.Lower: incident.lower_level,
    c.Merge: incident.merge,
    c.StandDown: incident.stand_down,
    c.KeepGoing: incident.keep_going,
    c.Close: incident.close,
    c.Reopen: incident.reopen,
    c.FalseAlarm: incident.false_alarm,
    c.PageSeat: paging.page_seat,
    c.AnswerPage: paging.answer_page,
    c.Join: roster.join,
    c.Augment: roster.augment,
    c.Log: logbook.note,
    c.Fact: logbook.fact,
    c.Assume: logbook.assume,
    c.Decide: logbook.decide,
    c.Correct: logbook.correct,
    c.Undo: logbook.undo,
    c.Purge: logbook.purge,
    c.Pin: logbook.pin,
    c.PushClock: demonstration.push_clock,
    system.OpenRooms: rooms.open_rooms,
    system.LetIn: rooms.let_in,
    system.Admit: rooms.admit,
    system.ExpireMember: rooms.expire_member,
    system.RoomOpened: rooms.room_opened,
    system.RoomFailed: rooms.room_failed,
    system.NotLetIn: rooms.not_let_in,
    system.CloseRooms: rooms.close_rooms,
    system.StartPages: paging.start_pages,
    system.PageDutyOfficer: paging.page_duty_officer,
    system.StopPages: paging.stop_pages,
    system.TakeAnswer: paging.take_answer,
    system.Escalate: paging.escalate,
    system.RestartLadders: paging.restart_ladders,
    system.CheckQuorum: paging.check_quorum,
    system.SmsSent: paging.sms_sent,
    system.SmsFailed: paging.sms_failed,
    system.CallForHelp: reports.call_for_help,
    system.ReviewWatch: incident.review_watch,
    system.PublishHead: logbook.publish_head,
    system.InboundSms: inbound_sms.inbound_sms,
    system.Delivered: delivery.delivered,
    system.NotDelivered: delivery.not_delivered,
}

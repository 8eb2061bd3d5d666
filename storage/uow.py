"""The unit of work: everything that one transaction may load, change, log, send and set timers for."""

from __future__ import annotations

from storage.aggregates.campaigns import Campaigns
from storage.aggregates.documents import Documents
from storage.aggregates.helps import Helps
from storage.aggregates.incidents import Incidents
from storage.aggregates.lists import Lists
from storage.aggregates.pages import Pages
from storage.aggregates.rooms import Rooms
from storage.aggregates.roster import Roster
from storage.aggregates.runs import Runs
from storage.backlog import Backlog
from storage.deliveries import Deliveries
from storage.link import Link
from storage.logbook import Logbook
from storage.queues import Inbox, Meta, Outbox, Timers
from storage.replicas import Replicas


class UnitOfWork:
    """One transaction. `Store.begin` commits or rolls it back; nothing here does.

    On PostgreSQL, load the incident with ``incidents.get`` or ``incidents.by_code`` before changing anything
    that belongs to it: that locks it, so that each incident has one writer at a time.
    """

    def __init__(self, link: Link) -> None:
        self.link = link
        self.incidents = Incidents(link)
        self.pages = Pages(link)
        self.rooms = Rooms(link)
        self.runs = Runs(link)
        self.roster = Roster(link)
        self.lists = Lists(link)
        self.campaigns = Campaigns(link)
        self.helps = Helps(link)
        self.documents = Documents(link)
        self.log = Logbook(link)
        self.outbox = Outbox(link)
        self.backlog = Backlog(link)
        self.deliveries = Deliveries(link)
        self.timers = Timers(link)
        self.inbox = Inbox(link)
        self.meta = Meta(link)
        self.replicas = Replicas(link)

    def flush(self) -> None:
        """Write what was kept back to be written together."""
        self.pages.flush()
        self.rooms.flush()
        self.campaigns.flush()
        self.log.flush()
        self.outbox.flush()
        self.timers.flush()

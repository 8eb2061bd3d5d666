"""What one Slack workspace holds: people, channels, messages, views; the truth that all parts of the fake share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

#: Any: what Slack's JSON holds.
Json = dict[str, Any]

#: The bot scopes that the fake knows; an application has those of its manifest.
ALL_SCOPES = frozenset(
    {
        "bookmarks:read", "bookmarks:write", "channels:history", "channels:read", "chat:write", "chat:write.public",
        "commands", "files:read", "files:write", "groups:history", "groups:read", "groups:write", "im:history",
        "im:read", "im:write", "pins:read", "pins:write", "reactions:read", "reactions:write", "team:read",
        "usergroups:read", "usergroups:write", "users:read", "users:read.email",
    }
)  # fmt: skip


@dataclass(eq=False)
class User:
    """Somebody with an account, or a bot."""

    id: str
    name: str
    real_name: str = ""
    mail: str = ""
    is_bot: bool = False
    deleted: bool = False
    #: Guests in Slack's words: ``is_restricted``.
    guest: bool = False
    team: str = ""


@dataclass(eq=False)
class Message:
    """One message in a channel; ``only_for`` is set for what one person alone sees (ephemeral)."""

    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    edited: str | None = None
    only_for: str | None = None
    #: Emoji name -> user ids.
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    deleted: bool = False


@dataclass(eq=False)
class Channel:
    """A channel, or a conversation between two (``im_of`` names the person opposite the bot)."""

    id: str
    name: str
    creator: str
    private: bool = False
    im_of: str | None = None
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    created: int = 0
    members: list[str] = field(default_factory=list)
    #: Oldest first, ephemeral and deleted ones included.
    messages: list[Message] = field(default_factory=list)
    #: ts of pinned messages.
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        """Find a message that everybody in the channel may see."""
        return next((one for one in self.messages if one.ts == ts and not one.deleted and not one.only_for), None)


@dataclass(eq=False)
class View:
    """A modal, or an App Home."""

    id: str
    user: str
    view: Json
    hash: str
    root: str
    previous: str | None = None
    open: bool = True


@dataclass
class Call:
    """One request to the Web API, as it was understood."""

    method: str
    args: Json
    at: datetime
    #: ``ok``, Slack's error, or what befell it.
    outcome: str = ""


@dataclass
class Settings:
    """What a test may change before it begins."""

    #: Messages a second and channel, as Slack's published limit; None for no limit.
    per_second: float | None = 1.0
    #: Requests a minute and method before ratelimited; None for no limit.
    per_minute: int | None = None
    may_open_private: bool = True
    page_size: int = 200
    #: Seconds in which a delivery must be acknowledged, and a trigger used.
    ack_within: float = 3.0
    #: Seconds between the tries of an event that was not acknowledged (Slack: at once, one minute, five minutes).
    retry_after: tuple[float, ...] = (0.0, 0.2, 0.4)


class Workspace:
    """One workspace with one application installed. Lives in the fake's own loop; nothing here waits."""

    def __init__(self, now: Callable[[], datetime], settings: Settings | None = None) -> None:
        self.now = now
        self.settings = settings or Settings()
        self.team, self.domain, self.app = "T0MUSTER", "example-org", "A0MUSTER"
        self.bot, self.bot_id = "U0MUSTER", "B0MUSTER"
        self.bot_token, self.app_token = "xoxb-fake-bot-token", "xapp-fake-app-token"
        self.signing_secret, self.verification_token = "fake-signing-secret", "fake-verification"
        self.scopes = set(ALL_SCOPES)
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        #: handle -> (id, user ids).
        self.groups: dict[str, tuple[str, list[str]]] = {}
        #: Modals, by view id; ``homes`` by user.
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Json] = {}
        #: trigger_id -> moment it was given; "" once it was used.
        self.triggers: dict[str, datetime | None] = {}
        self.calls: list[Call] = []
        #: Each is told of every event as Slack's Events API words it (``{"type": "message", ...}``), at once.
        self.hears: list[Callable[[Json], None]] = []
        self._numbers = count(1)
        self._last_ts = 0
        self.users[self.bot] = User(self.bot, "muster", "Muster", is_bot=True, team=self.team)

    def new_id(self, letter: str) -> str:
        """Give an id that nothing has: ``C00000001``."""
        return f"{letter}{next(self._numbers):08d}"

    def new_ts(self) -> str:
        """Give a message's ts: later than any before."""
        self._last_ts = max(int(self.now().timestamp() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def happen(self, event: Json) -> None:
        """Let the application's subscriptions hear of something."""
        for hears in self.hears:
            hears(event)

    def add_user(self, name: str, mail: str = "", real_name: str = "", **kind: Any) -> User:
        """Give somebody an account. Any: the fields of `User`."""
        user = User(self.new_id("U"), name, real_name or name, mail, **{"team": self.team, **kind})
        self.users[user.id] = user
        return user

    def im_with(self, user: str) -> Channel:
        """Give the conversation between the bot and somebody, made when there is none."""
        for channel in self.channels.values():
            if channel.im_of == user:
                return channel
        made = Channel(self.new_id("D"), "", self.bot, private=True, im_of=user, members=[self.bot, user])
        self.channels[made.id] = made
        return made

    def new_trigger(self) -> str:
        """Give a trigger that opens one modal within three seconds."""
        trigger = f"{next(self._numbers)}.{self.team}.trigger"
        self.triggers[trigger] = self.now()
        return trigger

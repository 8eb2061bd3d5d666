"""Templates: everything that came from a person is escaped, and marked so that it finds its own writing direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import TypeAdapter
from starlette.responses import HTMLResponse

from bot.console.simulate import Asks
from handlers.cards import Card, Form, Tone, from_json
from playbooks.rules.vocabulary import Language

FORMS: TypeAdapter[Form] = TypeAdapter(Form)
FOLDER = Path(str(files("bot") / "console"))
#: How each language calls itself, for the chooser and the phones.
LANGUAGES = {
    Language.EN: "English",
    Language.FR: "Français",
    Language.ES: "Español",
    Language.RU: "Русский",
    Language.AR: "العربية",
    Language.ZH: "中文",
}
#: The word beside the colour.
TONE_WORDS: Final = {Tone.PLAIN: "", Tone.GOOD: "Good", Tone.WARNING: "Attention", Tone.ALARM: "Alarm"}

#: What Muster writes in capitals where somebody has to do something.
_BAD: Final = re.compile(r"\bRED:|^OVERDUE\b|^UNCOVERED$")


@cache
def environment() -> Environment:
    """Build the template environment, once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        utc=utc, span=span, form_json=form_json, language=language, cell=cell_class, digits=digits, iso=iso,
        urgent_first=urgent_first,
    )  # fmt: skip
    made.globals.update(tone_words=TONE_WORDS, new_id=new_id)
    return made


def new_id() -> str:
    """Make the id of an event that has not happened yet: each form that is rendered gets one."""
    return uuid4().hex


def html(template: str, **context: Any) -> str:
    """Render a template."""
    return environment().get_template(template).render(**context)


def page(template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> HTMLResponse:
    """Render a template as a response."""
    return HTMLResponse(html(template, **context), status, dict(headers or {}))


def problem(status: int, text: str, *, fragment: bool, back: str = "/") -> HTMLResponse:
    """Say what went wrong: as a whole page, or as the one sentence that a live page shows in its place for notices."""
    title = {404: "Not here", 405: "Not like that", 413: "Too long", 429: "Too many tries"}.get(status)
    context: dict[str, Any] = {"title": title or HTTPStatus(status).phrase, "text": text, "code": status, "back": back}
    return page("notice.html" if fragment else "error.html", status, **context)


def card_of(data: Mapping[str, Any] | None) -> Card | None:
    """Read a stored card."""
    return None if data is None else from_json(data)


def form_json(form: Form) -> str:
    """Give a form as the text that it carries along once rendered: an edited card cannot change its meaning."""
    return FORMS.dump_json(form).decode()


def read_form(text: str) -> Form:
    """Read what `form_json` gave; raises ValueError when it is no such thing."""
    return FORMS.validate_json(text)


def iso(moment: datetime) -> str:
    """Give a moment for machines."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc(moment: datetime, now: datetime) -> str:
    """Give a moment for people: ``14:03 UTC``, with the date when it is not today's."""
    moment = moment.astimezone(UTC)
    day = "" if moment.date() == now.astimezone(UTC).date() else f"{moment:%Y-%m-%d} "
    return f"{day}{moment:%H:%M} UTC"


def span(length: timedelta) -> str:
    """Give a length of time for people: ``1 h 20 min``."""
    minutes = int(length.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours))


def language(tag: str) -> str:
    """Name a language in itself."""
    return LANGUAGES.get(Language(tag), tag) if tag in set(Language) else tag


def digits(number: str) -> str:
    """Give the digits of a telephone number, for ids."""
    return "".join(character for character in number if character.isdigit())


def many(count: int, what: str) -> str:
    """Count something in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def asked_of(phones: Mapping[str, frozenset[Asks]]) -> str:
    """Count what phones are asked: ``15 pages, 118 check-ins``."""
    counted = {kind: sum(kind in asked for asked in phones.values()) for kind in Asks}
    return ", ".join(many(count, kind) for kind, count in counted.items() if count)


def cell_class(text: str) -> str:
    """Tell how a cell or a fact of a board is meant, by the mark or the capitals that say it in words already."""
    if text.startswith("✓"):
        return "good"
    return "bad" if text.startswith("✗") or _BAD.search(text) else ""


def urgent_first(facts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put what is bad in front: a board may be longer than what is seen of it."""
    return sorted(facts, key=lambda fact: cell_class(fact[1]) != "bad")

"""Forms for what is easier filled in than typed, and the help that is generated from the commands."""

from __future__ import annotations

from collections.abc import Callable

from handlers import commands as c
from handlers.cards import Block, Button, Buttons, Card, Field, Form, Table, Text
from handlers.context import Context
from handlers.parse import about, command_word, usage
from playbooks.rules.errors import Invalid
from playbooks.rules.vocabulary import IncidentType, Level

#: Makes a form; the incident's code is empty where none is meant yet.
MakeForm = Callable[[Context, str], Form]

_LEVELS = (
    (str(Level.L0), "L0 Watch: credible warning, no impact yet"),
    (str(Level.L1), "L1 Incident: the site's ORT handles it"),
    (str(Level.L2), "L2 Emergency: injuries, partial loss, media interest; core CMT"),
    (str(Level.L3), "L3 Crisis: death, loss of premises, threat to the mandate; full CMT"),
)


def show_form(command: c.ShowForm, ctx: Context) -> Card:
    """Give the form of a command that was typed alone."""
    kind = {one.word: one for one in c.TYPED}[command.of]
    form = _FORMS[command.of](ctx, ctx.incident.code if ctx.incident else "")
    return Card(form.title, (Text(about(kind)), form))


def help_card(command: c.Help, ctx: Context) -> Card:
    """Show all commands, or one."""
    if not command.topic:
        rows = tuple((usage(kind), about(kind)) for kind in c.TYPED)
        table = Table(("Type /crisis ...", "What it does"), rows, "Commands")
        text = Text("A CODE such as K7Q may be left out in the incident's room, or when only one is open.")
        return Card(
            "What you can type", (text, table, Buttons((Button("Declare", "declare"), Button("Status", "status"))))
        )
    kind = next((one for one in c.TYPED if one.word == command_word(command.topic)), None)
    if kind is None:
        raise Invalid(f"There is no command '{command.topic[:40]}'.", instead="help")
    blocks: list[Block] = [Text(f"/crisis {usage(kind)}"), Text(about(kind))]
    if kind.word in _FORMS:
        blocks.append(Buttons((Button("Fill it in", kind.word),)))
    return Card(f"Help: {kind.word}", tuple(blocks))


def _declare(ctx: Context, code: str) -> Form:
    sites = tuple((site.code, f"{site.code} {site.name()}") for site in ctx.uow.roster.sites().values())
    own = ctx.me().site or ""
    return Form(
        (
            Field("type", "What is it?", "choice", _types(ctx), value=IncidentType.OTHER),
            Field("sites", "Where?", "choices", sites, value=own),
            Field("level", "How grave?", "choice", (("", "As usual for this type"), *_LEVELS), required=False),
            Field("title", "In one line, what has happened?", hint="The team sees it; it is never texted to staff."),
            Field("reported", "When was it first reported, if earlier?", required=False, hint="HH:MM at the site"),
        ),
        "declare {type} {sites} {level} {title} reported={reported}",
        "Declare and page the team now",
        "Declare an incident",
    )


def _report(ctx: Context, code: str) -> Form:
    sites = tuple((site.code, f"{site.code} {site.name()}") for site in ctx.uow.roster.sites().values())
    return Form(
        (
            Field("text", "What do you see or know?", "long"),
            Field("type", "What is it?", "choice", _types(ctx), value=IncidentType.OTHER),
            Field("site", "Where?", "choice", sites, value=ctx.me().site or ""),
        ),
        "report {text} type={type} site={site}",
        "Report to the duty officer",
        "Report to the SSD duty officer",
    )


def _level(word: str, title: str, required: bool) -> MakeForm:
    def form(ctx: Context, code: str) -> Form:
        fields = (
            Field("level", "To which level?", "choice", _LEVELS, value=str(Level.L2)),
            Field("reason", "Why?", required=required),
        )
        return Form(fields, f"{word} {code} {{level}} reason={{reason}}", title, title)

    return form


def _augment(ctx: Context, code: str) -> Form:
    fields = (
        Field("who", "Who? A name or id from the list, or an external's name"),
        Field("role", "As what?", hint="for example UNDSS liaison"),
        Field("until", "Until which day?", required=False, hint="YYYY-MM-DD"),
        Field("number", "Mobile, for externals only", required=False, hint="+41..."),
    )
    return Form(
        fields, f"augment {code} {{who}} role={{role}} until={{until}} number={{number}}", "Add", "Add a person"
    )


def _mark(word: str, title: str, *more: Field) -> MakeForm:
    def form(ctx: Context, code: str) -> Form:
        at = Field("at", "When, if it was earlier?", required=False, hint="HH:MM at the site")
        keys = " ".join(f"{field.name}={{{field.name}}}" for field in (*more, at))
        text = Field("text", title, "long")
        return Form((text, *more, at), f"{word} {code} {{text}} {keys}", "Write it in the log", title)

    return form


def _types(ctx: Context) -> tuple[tuple[str, str], ...]:
    return tuple((kind.value, ctx.library.event(kind).label) for kind in IncidentType)


_FORMS: dict[str, MakeForm] = {
    "declare": _declare,
    "report": _report,
    "raise": _level("raise", "Raise the level", False),
    "lower": _level("lower", "Lower the level", True),
    "augment": _augment,
    "log": _mark("log", "What to note?"),
    "fact": _mark("fact", "What is known?", Field("source", "Who says so?", required=False)),
    "assume": _mark("assume", "What do we take as true?", Field("because", "Why?", required=False)),
    "decide": _mark(
        "decide",
        "What is decided?",
        Field("because", "Why?", "long"),
        Field("options", "Which options were considered?", required=False, hint="separated by ;"),
        Field("owner", "Who does it?", required=False),
        Field("by", "By when?", required=False),
    ),
}

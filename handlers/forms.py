"""Forms for what is easier filled in than typed, and the help that is generated from the commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers import commands as c
from handlers import questions
from handlers.authorise import open_to
from handlers.cards import Block, Button, Buttons, Card, Field, Form, Table, Text
from handlers.context import Context
from handlers.grammar import usage
from handlers.parse import about, command_word
from playbooks.rules.errors import Invalid
from playbooks.rules.vocabulary import IncidentType, Level, SiteCode

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
    shown = _preview(ctx) if kind is c.CheckinStart else ()
    return Card(form.title, (Text(about(kind)), *shown, form))


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


def _away(ctx: Context, code: str) -> Form:
    fields = (
        Field("who", "Who, if not you?", required=False, hint="a name or id from the list"),
        Field("since", "From which day?", required=False, hint="YYYY-MM-DD; empty: from today"),
        Field("until", "Up to and with which day?", hint="YYYY-MM-DD"),
    )
    return Form(fields, "away {who} from={since} until={until}", "Note it", "Say that you are away")


def _mark(word: str, title: str, *more: Field) -> MakeForm:
    def form(ctx: Context, code: str) -> Form:
        at = Field("at", "When, if it was earlier?", required=False, hint="HH:MM at the site")
        keys = " ".join(f"{field.name}={{{field.name}}}" for field in (*more, at))
        text = Field("text", title, "long")
        return Form((text, *more, at), f"{word} {code} {{text}} {keys}", "Write it in the log", title)

    return form


def _add_step(ctx: Context, code: str) -> Form:
    known = tuple((role.code, f"{role.code} {role.title}") for role in ctx.library.sop_roles.values())
    fields = (
        Field("text", "What is to be done?"),
        Field("role", "Whose is it?", "choice", (("", "The chair"), *known), required=False),
        Field("within", "Within what time?", required=False, hint="for example 30m, 2h, 1d"),
        Field("after", "Counted from the end of which step?", required=False, hint="for example c3; empty: from now"),
    )
    line = f"sop add {code} {{text}} role={{role}} within={{within}} after={{after}}"
    return Form(fields, line, "Add the step", "Add a step to this incident's playbook")


def _checkin_start(ctx: Context, code: str) -> Form:
    """Ask whom to ask; where no incident is meant, which one, and where none is open, what has happened and where."""
    title = "Ask people whether they are safe"
    silent = Field(
        "silent", "Are people hiding?", "choice",
        (("", "No"), ("--silent", "Yes: a silent text, no reminders, no calls")), required=False,
    )  # fmt: skip
    mine = [ctx.incident] if ctx.incident else open_to(ctx.uow, ctx.me().id, ctx.now)
    if not mine:
        sites = tuple((site.code, f"{site.code} {site.name()}") for site in ctx.uow.roster.sites().values())
        fields = (
            Field("type", "What is it?", "choice", _types(ctx), value=IncidentType.OTHER),
            Field("site", "Where?", "choice", sites, value=ctx.me().site or ""),
            silent,
        )
        return Form(fields, "checkin start {type} {site} {silent}", "Ask them now", title)
    who = _who(ctx, [site for one in mine for site in one.sites])
    if len(mine) == 1:
        return Form((who, silent), f"checkin start {mine[0].code} {{who}} {{silent}}", "Ask them now", title)
    choices = tuple((one.code, f"{one.code} {one.title}") for one in mine)
    which = Field("code", "For which incident?", "choice", choices)
    fields = (which, replace(who, value=""), silent)
    return Form(fields, "checkin start {code} {who} {silent}", "Ask them now", title)


def _preview(ctx: Context) -> tuple[Block, ...]:
    """Show what the form sends as it stands: to whom, and in which words. Of several incidents none is meant yet."""
    mine = [ctx.incident] if ctx.incident else open_to(ctx.uow, ctx.me().id, ctx.now)
    return questions.preview(ctx, mine[0], (), silent=False)[1] if len(mine) == 1 else ()


def _who(ctx: Context, sites: Sequence[SiteCode]) -> Field:
    """Offer sites, lists and everybody; chosen are the sites and the lists of people who are there."""
    known, lists = ctx.uow.roster.sites(), ctx.uow.lists.all()
    here = dict.fromkeys(sites)
    options = (
        *((site, f"{site} {known[site].name()}") for site in here),
        *((one.code, f"{one.code} {one.title} ({len(one.people)})") for one in lists),
        ("everyone", "Everybody in the organisation"),
    )
    chosen = ",".join([*here, *(one.code for one in lists if one.site in here)])
    hint = "Nothing chosen: all concerned. Beyond the incident's sites it asks you once more."
    return Field("who", "Whom?", "choices", options, chosen, required=False, hint=hint)


def _checkin_proxy(ctx: Context, code: str) -> Form:
    states = (
        ("safe", "Safe"),
        ("elsewhere", "Safe, not there"),
        ("help", "Needs help"),
        ("injured", "Injured"),
        ("assist", "Needs assistance, not urgent"),
    )
    fields = (
        Field("people", "Whom do you know of?", hint="names or ids, several separated by commas"),
        Field("status", "How are they?", "choice", states, value="safe"),
        Field("source", "How do you know?", hint="for example: seen at the assembly point"),
        Field("at", "When was it so, if earlier?", required=False, hint="HH:MM at the site"),
    )
    line = f"checkin proxy {code} {{people}} {{status}} source={{source}} at={{at}}"
    return Form(fields, line, "Record it", "Report for somebody else")


def _types(ctx: Context) -> tuple[tuple[str, str], ...]:
    return tuple((kind.value, ctx.library.event(kind).label) for kind in IncidentType)


_FORMS: dict[str, MakeForm] = {
    "declare": _declare,
    "report": _report,
    "raise": _level("raise", "Raise the level", False),
    "lower": _level("lower", "Lower the level", True),
    "augment": _augment,
    "away": _away,
    "sop add": _add_step,
    "checkin start": _checkin_start,
    "checkin proxy": _checkin_proxy,
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

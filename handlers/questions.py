"""The words of a check-in: what each person is asked in their language, and what that costs in SMS parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from handlers.audience import Audience, resolve
from handlers.cards import Table, Text
from handlers.context import Context
from handlers.replying import emergency
from playbooks.rules.checkin import Respondent
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.sms import measure
from playbooks.rules.vocabulary import Language, SiteCode


def question(ctx: Context, incident: Incident, one: Respondent, key: str) -> str:
    """Write one of the check-in's texts for a person; the declarer's own words are never in it."""
    return _words(ctx, incident, one.language, one.site, key)


def preview(
    ctx: Context, incident: Incident, words: Sequence[str], silent: bool
) -> tuple[Audience, tuple[Text, Table]]:
    """Find whom a check-in would ask, and show how many they are and which words they get."""
    meant = resolve(ctx, incident.sites, words)
    people = ctx.uow.roster.people([*meant.near, *meant.far]).values()
    no_number = sum(one.mobile is None for one in people)
    text = Text(f"{len(people)} people: {meant.words}. Without a number: {no_number}. Basis: {meant.basis}.")
    return meant, (text, _texts(ctx, incident, people, silent))


def _texts(ctx: Context, incident: Incident, people: Iterable[Person], silent: bool) -> Table:
    """Show for each language how many are asked, with which words, in how many parts, and whether they were checked."""
    key = "checkin_silent" if silent else "checkin"
    counts = Counter(person.language for person in people)
    unread = ctx.library.unread.get(key, ())
    rows = []
    for language, many in counts.most_common():
        text = _words(ctx, incident, language, incident.sites[0], key)
        size = measure(text)
        parts = f"{size.parts} part{'s' if size.parts > 1 else ''}, {size.encoding}, {size.units} units"
        checked = "not checked by a native speaker" if language in unread else "checked"
        rows.append((str(language), str(many), text, f"{parts}; {checked}"))
    return Table(("Language", "People", "Text", "Size"), tuple(rows), "What is texted")


def _words(ctx: Context, incident: Incident, language: Language, own: SiteCode | None, key: str) -> str:
    # Of several sites the person's own is named; whoever is elsewhere is asked about the first. The number to call in
    # danger is that of the country where they are, whichever site it is about.
    site = ctx.uow.roster.sites()[own if own in incident.sites else incident.sites[0]]
    return ctx.words(
        key,
        language,
        org=ctx.organisation.short_name,
        code=incident.code,
        event=ctx.library.event(incident.type).phrase(language),
        site=site.name(language),
        emergency=emergency(ctx, own or site.code),
        count="",
    )

"""The words of a check-in: what each person is asked in their language, and what that costs in SMS parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal

from handlers.audience import Audience, resolve
from handlers.cards import Table, Text
from handlers.context import Context
from handlers.replying import emergency
from playbooks.rules.checkin import Respondent
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.sms import measure
from playbooks.rules.vocabulary import Language, SiteCode

#: So few characters that force UCS-2 are named (our choice).
_FEW = 8


def question(ctx: Context, incident: Incident, one: Respondent, key: str) -> str:
    """Write one of the check-in's texts for a person; the declarer's own words are never in it."""
    return _words(ctx, incident, one.language, one.site, _answered(ctx, one.number, key))


def preview(
    ctx: Context, incident: Incident, words: Sequence[str], silent: bool
) -> tuple[Audience, tuple[Text, Table]]:
    """Find whom a check-in would ask, and show how many they are and which words they get."""
    meant = resolve(ctx, incident.sites, words)
    people = ctx.uow.roster.people([*meant.near, *meant.far]).values()
    no_number = sum(one.mobile is None for one in people)
    one_way = sum(bool(person.mobile and not ctx.two_way(person.mobile)) for person in people)
    said = f"{len(people)} people: {meant.words}. Without a number: {no_number}. Basis: {meant.basis}."
    if one_way:
        said += f" Cannot answer by SMS where their number is: {one_way}; they are told how else."
    table, cost = _texts(ctx, incident, people, silent)
    return meant, (Text(f"{said} {cost}"), table)


def _answered(ctx: Context, number: str | None, key: str) -> str:
    """Choose the text that says how else to answer, where replies do not reach us."""
    if number is None or ctx.two_way(number):
        return key
    return "checkin_silent_one_way" if key == "checkin_silent" else "checkin_one_way"


def _texts(ctx: Context, incident: Incident, people: Collection[Person], silent: bool) -> tuple[Table, str]:
    """Show for each language how many are asked, with which words, in how many parts, what forces UCS-2, at what cost.

    One SMS each, at the rough prices of `countries.yaml`; reminders cost again.
    """
    usual = "checkin_silent" if silent else "checkin"
    numbers: dict[tuple[Language, str], list[str]] = {}
    for person in people:
        key = _answered(ctx, person.mobile, usual)
        numbers.setdefault((person.language, key), []).extend([person.mobile] if person.mobile else [])
    everybody = Counter((person.language, _answered(ctx, person.mobile, usual)) for person in people)
    rows, total = [], Decimal(0)
    for (language, key), many in everybody.most_common():
        text = _words(ctx, incident, language, incident.sites[0], key)
        size = measure(text)
        cost = sum((ctx.library.countries.of(one).price for one in numbers[language, key]), Decimal(0)) * size.parts
        total += cost
        parts = f"{size.parts} part{'s' if size.parts > 1 else ''}, {size.encoding}, {size.units} units"
        # In Russian, Arabic and Chinese every letter does; where only a few do, another spelling may halve the cost.
        forced = f" because of {' '.join(size.offenders)}" if 0 < len(size.offenders) <= _FEW else ""
        checked = "not checked by a native speaker" if language in ctx.library.unread.get(key, ()) else "checked"
        price = f"about {cost:.2f} {ctx.library.countries.currency}"
        rows.append((str(language), str(many), text, f"{parts}{forced}; {price}; {checked}"))
    table = Table(("Language", "People", "Text", "Size and cost"), tuple(rows), "What is texted")
    return table, f"About {total:.2f} {ctx.library.countries.currency} at the rough prices of countries.yaml."


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
        number=ctx.organisation.duty_number,
    )

"""A text as the answer to a page, or as one that nobody understands while no check-in is open."""

from __future__ import annotations

from datetime import timedelta

from handlers import system
from handlers.cards import Card, Text, Tone
from handlers.context import ORG, Context
from handlers.inbound_reading import ANSWERS, Inbound
from handlers.replying import may_answer, reply, tell_duty
from playbooks.rules.incident import Incident
from playbooks.rules.people import Person
from playbooks.rules.replies import Meaning, Reading
from playbooks.rules.vocabulary import EntryKind, Phase


def answer_page(ctx: Context, inbound: Inbound, person: Person, page: Reading) -> None:
    """Take the answer to the page that is meant; what fits several is asked back."""
    pages, text = inbound.pages, inbound.text
    fitting = [one for one in pages if page.code in (None, one.code)]
    if not pages:
        ctx.log(ORG, EntryKind.MESSAGE, f"SMS from {person.name}, nothing open: {text}", author=person.id)
        tell_duty(ctx, f"SMS from {person.name}", f"No page is open for them: {text}", about=[person.id])
        if may_answer(ctx, inbound.number):
            reply(ctx, person, "nothing_open")
    elif len(fitting) != 1:
        said = f"SMS from {person.name} fits several pages; asked which: {text}"
        ctx.log(ORG, EntryKind.MESSAGE, said, author=person.id)
        if may_answer(ctx, inbound.number):
            reply(ctx, person, "ask_which", pages[0], codes=", ".join(incident.code for incident in pages))
    else:
        incident = fitting[0]
        # Words may be meant for a check-in too, and say how somebody is: the room sees the answer alone.
        said = "the answer to the page" if inbound.places else text
        ctx.log(incident.code, EntryKind.MESSAGE, f"SMS from {person.name}: {said}", author=person.id)
        ctx.then(system.TakeAnswer(incident.id, person.id, ANSWERS[page.meaning], page.late_by, "SMS"))
        minutes = (page.late_by or timedelta(0)) // timedelta(minutes=1)
        reply(ctx, person, _receipt(page, incident), incident, minutes=str(minutes))


def unclear_page(ctx: Context, inbound: Inbound, person: Person) -> None:
    """Show to a human what is no answer, and ask the person again."""
    pages, text = inbound.pages, inbound.text
    ctx.log(
        pages[0].code if len(pages) == 1 else ORG,
        EntryKind.MESSAGE, f"SMS from {person.name}, not understood: {text}", author=person.id, why=inbound.page.why,
    )  # fmt: skip
    card = Card(f"SMS from {person.name} that Muster does not understand", (Text(text),), Tone.WARNING)
    for incident in pages:
        ctx.post(incident, card)
    if not pages:
        tell_duty(ctx, card.title, text, about=[person.id])
    elif inbound.page.meaning is Meaning.CHECKIN_DIGIT or inbound.said.urgent:
        # 1 to 3 answer check-ins: the duty officer sees it whatever the room does.
        title = f"{person.name} texted {text}, and no check-in is open"
        tell_duty(ctx, title, "Ask whether they need help.", about=[person.id])
    if may_answer(ctx, inbound.number):
        reply(ctx, person, "not_understood" if pages else "nothing_open", pages[0] if pages else None)


def _receipt(page: Reading, incident: Incident) -> str:
    match page.meaning:
        case Meaning.JOINING:
            return "ack_taken" if incident.phase is Phase.REPORTED else "ack_joining"
        case Meaning.LATE if page.late_by:
            return "ack_late"
        case Meaning.LATE:
            return "ack_joining"
        case _:
            return "ack_cannot"

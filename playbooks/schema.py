"""What must stand in `messages/sms.yaml` and `messages/events.yaml`, packaged or an organisation's own.

Every message in six languages, with its words in braces, within its budget of SMS parts (domain 3.6).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints

from playbooks.rules.sms import Encoding, measure
from playbooks.rules.vocabulary import IncidentType, Language, Sensitivity
from playbooks.yamlfile import Document, Strict, Where, suggest, validate

#: What each SMS says, in every language: the words in braces (domain 3.8, 3.10).
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "page": frozenset({"org", "code", "level", "event", "site", "when"}),
    "page_again": frozenset({"org", "code", "level", "event", "site"}),
    "report_page": frozenset({"org", "code", "time", "event", "site"}),
    "alarm": frozenset({"org", "code", "level", "number"}),
    "ack_joining": frozenset({"org", "code", "time"}),
    "ack_taken": frozenset({"org", "code", "time"}),
    "ack_late": frozenset({"org", "code", "minutes", "time"}),
    "ack_cannot": frozenset({"org", "code", "time"}),
    "ask_which": frozenset({"org", "codes", "code"}),
    "not_understood": frozenset({"org", "code", "number"}),
    "nothing_open": frozenset({"org", "number"}),
    "unknown_number": frozenset({"org", "number"}),
    "false_alarm": frozenset({"org", "code", "time"}),
    "stand_down": frozenset({"org", "code", "time", "event", "site"}),
    "all_clear": frozenset({"org", "code", "time", "number"}),
    "over_help": frozenset({"org", "code", "time", "emergency"}),
    "merged": frozenset({"org", "code", "into"}),
    "augmented": frozenset({"org", "code", "level", "event", "site", "number"}),
    "help_received": frozenset({"org", "number"}),
    "checkin": frozenset({"org", "code", "event", "site", "emergency"}),
    "checkin_silent": frozenset({"org", "code", "event", "site", "emergency"}),
    "checkin_reminder": frozenset({"org", "code", "emergency"}),
    "checkin_shared": frozenset({"org", "code", "event", "site", "emergency"}),
    "page_one_way": frozenset({"org", "code", "level", "event", "site", "number"}),
    "checkin_one_way": frozenset({"org", "code", "event", "site", "emergency", "number"}),
    "checkin_silent_one_way": frozenset({"org", "code", "event", "site", "emergency", "number"}),
    "checkin_warden": frozenset({"org", "code", "count", "site"}),
    "ack_safe": frozenset({"org", "code", "time"}),
    "ack_elsewhere": frozenset({"org", "code", "time"}),
    "checkin_unclear": frozenset({"org", "code", "emergency"}),
    "ask_which_checkin": frozenset({"org", "code", "codes"}),
    "ask_who": frozenset({"org", "code", "emergency"}),
    "proxy_ask": frozenset({"org", "code", "emergency"}),
    "proxy_noted": frozenset({"org", "number"}),
    "late_noted": frozenset({"org", "code", "emergency"}),
    "stop_noted": frozenset({"org", "number"}),
    "help_received_checkin": frozenset({"org", "code", "emergency"}),
    "help_noted": frozenset({"org", "code", "emergency"}),
    "help_taken": frozenset({"org", "code", "emergency", "name"}),
    "help_taken_silent": frozenset({"org", "code", "name"}),
    "help_alert": frozenset({"org", "code", "name", "phone", "request", "site"}),
    "help_yours": frozenset({"org", "code", "name", "phone", "request"}),
    "help_yours_silent": frozenset({"org", "code", "name", "phone", "request"}),
    "help_gone": frozenset({"org", "code", "name", "request"}),
    "help_ended": frozenset({"org", "code", "name", "request"}),
    "ask_which_help": frozenset({"org", "code", "codes", "request"}),
    "ask_page_or_help": frozenset({"org", "code", "emergency"}),
    "doubt_alert": frozenset({"org", "code", "name", "phone"}),
}
#: What is said on the telephone: the words in braces.
SPOKEN: Mapping[str, frozenset[str]] = {
    "call_page": frozenset({"org", "code", "level", "event", "site"}),
    "call_report": frozenset({"org", "code", "event", "site"}),
    "call_checkin": frozenset({"org", "code", "event", "site", "emergency"}),
    "call_came": frozenset({"org", "emergency"}),
    "call_noted": frozenset({"digit"}),
    "call_help": frozenset({"emergency"}),
    "call_again": frozenset({"keys"}),
    "call_nothing": frozenset({"number"}),
}
#: Values of a usual length: a text that is too long with these is over its budget (our choice).
_USUAL = {
    "org": "ABCDE",
    "code": "K7Q",
    "level": "L3",
    "time": "14:05 UTC",
    "minutes": "20",
    "codes": "K7Q, M4R, T2B",
    "into": "M4R",
    "number": "+41220000000",
    "phone": "+41790000000",
    "name": "Maria Fernandez",
    "request": "H3",
    "emergency": "117 / +41220000000",
    "count": "24",
}
#: A phrase and a site of a usual length, where the language decides.
_USUAL_PLACE = {
    Language.EN: ("serious incident", "Addis Ababa"),
    Language.FR: ("troubles civils", "Addis-Abeba"),
    Language.ES: ("incidente grave", "Adis Abeba"),
    Language.RU: ("серьёзный инцидент", "Аддис-Абеба"),
    Language.AR: ("طارئ معلوماتي", "أديس أبابا"),
    Language.ZH: ("突发公共卫生事件", "亚的斯亚贝巴"),
}
Template = TypeVar("Template", bound="SpokenTemplate")
_WORD = re.compile(r"\{([^{}]*)\}")
#: Keeps the plus sign of a telephone number in its place in an Arabic line.
_LEFT_TO_RIGHT_MARK = "\u200e"


class Checked(Strict):
    """Which native speaker read a text, and when; empty until somebody has."""

    by: str | None
    on: date | None

    @property
    def done(self) -> bool:
        """Whether somebody has, and says when."""
        return bool(self.by and self.on)


class SmsText(Strict):
    """One SMS in one language."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    checked: Checked


class Budget(Strict):
    """How many parts an SMS may take."""

    gsm: Annotated[int, Field(ge=1, le=6)]
    ucs2: Annotated[int, Field(ge=1, le=6)]


class SpokenTemplate(Strict):
    """What is said, in all languages."""

    use: str
    en: SmsText
    fr: SmsText
    es: SmsText
    ru: SmsText
    ar: SmsText
    zh: SmsText

    def texts(self) -> dict[Language, str]:
        """Give the text by language."""
        entries = {Language(name): getattr(self, name) for name in Language}
        return {language: entry.text for language, entry in entries.items()}

    def unchecked(self) -> tuple[Language, ...]:
        """Give the languages in which no native speaker has read it."""
        return tuple(language for language in Language if not getattr(self, language).checked.done)


class SmsTemplate(SpokenTemplate):
    """One SMS in all languages."""

    budget: Budget


_Phrase = Annotated[str, StringConstraints(min_length=1, max_length=30)]


class Phrases(Strict):
    """What an SMS says about a kind of incident."""

    en: _Phrase
    fr: _Phrase
    es: _Phrase
    ru: _Phrase
    ar: _Phrase
    zh: _Phrase


class PhrasesChecked(Strict):
    """Which native speaker read each phrase; null until somebody has."""

    en: Checked | None
    fr: Checked | None
    es: Checked | None
    ru: Checked | None
    ar: Checked | None
    zh: Checked | None


class EventEntry(Strict):
    """One kind of incident."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    aliases: list[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]]
    phrase: Phrases
    checked: PhrasesChecked
    default_level: Literal["L0", "L1", "L2", "L3"]
    sensitivity: Sensitivity

    def unchecked(self) -> tuple[Language, ...]:
        """Give the languages in which no native speaker has read the phrase."""
        found = {language: getattr(self.checked, language) for language in Language}
        return tuple(language for language, checked in found.items() if checked is None or not checked.done)


def check_sms(document: Document) -> dict[str, SmsTemplate]:
    """Check `sms.yaml`: every message and language, the words in braces, the budgets. Raises BadFile."""
    templates = _check_templates(document, PLACEHOLDERS, SmsTemplate)
    for key, template in templates.items():
        for language, text in template.texts().items():
            if set(_WORD.findall(text)) == PLACEHOLDERS[key]:
                filled = fill(text, usual_values(language))
                _check_budget(document, (key, language.value, "text"), filled, template.budget)
    document.finish()
    return templates


def check_calls(document: Document) -> dict[str, SpokenTemplate]:
    """Check `calls.yaml`: every message and language, and the words in braces. Raises BadFile."""
    templates = _check_templates(document, SPOKEN, SpokenTemplate)
    document.finish()
    return templates


def check_events(document: Document) -> dict[IncidentType, EventEntry]:
    """Check `events.yaml`: every kind of incident, and no word for two of them. Raises BadFile."""
    entries: dict[IncidentType, EventEntry] = {}
    taken: dict[str, IncidentType] = {}
    kinds = [kind.value for kind in IncidentType]
    for key in document.data.keys() - set(kinds):
        document.wrong((key,), f"there is no kind of incident called '{key}'", suggest(key, kinds))
    for kind in IncidentType:
        if kind not in document.data:
            document.wrong((), f"the kind of incident '{kind}' is missing", f"Write '{kind}:' with its entries")
        elif entry := validate(document, EventEntry, document.data[kind], (kind.value,)):
            entries[kind] = entry
            for place, alias in enumerate(entry.aliases):
                if taken.setdefault(alias, kind) is not kind:
                    where = (kind.value, "aliases", place)
                    document.wrong(where, f"'{alias}' means '{taken[alias]}' already", "Take it out in one place")
            for language in Language:
                _check_characters(document, (kind.value, "phrase", language.value), getattr(entry.phrase, language))
    document.finish()
    return entries


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put `values` in the place of the words in braces; a KeyError names one that is missing."""
    return _WORD.sub(lambda match: values[match.group(1)], text)


def usual_values(language: Language) -> dict[str, str]:
    """Give a value of a usual length for every word in braces."""
    event, site = _USUAL_PLACE[language]
    return {**_USUAL, "event": event, "site": site, "when": f"14:20 UTC (16:20 {site})"}


def _check_templates(
    document: Document, known: Mapping[str, frozenset[str]], kind: type[Template]
) -> dict[str, Template]:
    templates: dict[str, Template] = {}
    for key in document.data.keys() - known.keys():
        document.wrong((key,), f"Muster sends no message called '{key}'", suggest(key, list(known)))
    for key, wanted in known.items():
        if key not in document.data:
            document.wrong((), f"the message '{key}' is missing", f"Write '{key}:' with its texts")
        elif template := validate(document, kind, document.data[key], (key,)):
            templates[key] = template
            for language, text in template.texts().items():
                _check_text(document, key, language, text, wanted)
    return templates


def _check_text(document: Document, key: str, language: Language, text: str, wanted: frozenset[str]) -> None:
    where: Where = (key, language.value, "text")
    found = set(_WORD.findall(text))
    for word in sorted(found - wanted):
        document.wrong(where, f"'{{{word}}}' is not known in '{key}'", suggest(word, sorted(wanted)))
    for word in sorted(wanted - found):
        document.wrong(where, f"'{{{word}}}' is missing in the text", f"Write {{{word}}} where it belongs")
    if set("{}") & set(_WORD.sub("", text)):
        document.wrong(where, "a brace stands alone", "Write words in braces like {code}, and no other braces")
    _check_characters(document, where, text.replace(_LEFT_TO_RIGHT_MARK, ""))


def _check_characters(document: Document, where: Where, text: str) -> None:
    bad = sorted({char for char in text if unicodedata.category(char)[0] == "C"})
    if bad:
        names = ", ".join(f"U+{ord(char):04X}" for char in bad)
        document.wrong(where, f"the text holds invisible characters ({names})", "Write it in one line without them")


def _check_budget(document: Document, where: Where, filled: str, budget: Budget) -> None:
    measured = measure(filled)
    latin = where[1] in {Language.EN, Language.FR, Language.ES}
    if latin and measured.encoding is Encoding.UCS2:
        letters = " ".join(measured.offenders)
        document.wrong(where, f"GSM-7 has no {letters}, which more than doubles the message", "Write plain letters")
    elif measured.parts > (allowed := budget.gsm if latin else budget.ucs2):
        wrong = f"{measured.units} units take {measured.parts} parts, the budget is {allowed}"
        document.wrong(where, wrong, "Shorten the text")

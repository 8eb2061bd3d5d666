"""The doctrine as the program uses it: what an SMS says, the kinds of incident, the playbooks."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from playbooks.countryfile import check_countries
from playbooks.rules.countries import Countries
from playbooks.rules.sms import fold
from playbooks.rules.steps import Playbook, SopRole
from playbooks.rules.vocabulary import IncidentType, Language, Level, Sensitivity
from playbooks.schema import EventEntry, SpokenTemplate, check_calls, check_events, check_sms, fill
from playbooks.sopfile import NAMES, Sop, read_sop
from playbooks.yamlfile import BadFile, Problem, read_yaml, suggest

_FILES = ("sms.yaml", "calls.yaml", "events.yaml", "countries.yaml")
#: Written in GSM-7, where one foreign letter more than doubles the message (domain 3.6).
_LATIN = frozenset({Language.EN, Language.FR, Language.ES})


@dataclass(frozen=True)
class Event:
    """A kind of incident, in words."""

    type: IncidentType
    #: English, for forms and the log.
    label: str
    #: Lower-case words a person may type instead of the code; no word is in two kinds.
    aliases: tuple[str, ...]
    #: All six languages.
    phrases: Mapping[Language, str]
    #: When the declarer gives none.
    default_level: Level
    sensitivity: Sensitivity

    def phrase(self, language: Language | str) -> str:
        """Say neutrally what happened, for an SMS; English for a language that is not one of the six."""
        return self.phrases[_known(language)]


@dataclass(frozen=True)
class Library:
    """Everything Muster says, checked, and its version."""

    #: In the order of `IncidentType`.
    events: Mapping[IncidentType, Event]
    #: Message -> language -> text with words in braces.
    texts: Mapping[str, Mapping[Language, str]]
    #: The same of what is said on the telephone.
    said: Mapping[str, Mapping[Language, str]]
    #: Twelve hexadecimal digits of the SHA-256 of the message files: an edited file is another version.
    version: str
    #: In the order of `IncidentType`; each has a version of its own.
    playbooks: Mapping[IncidentType, Playbook]
    #: Code -> role that playbooks name.
    sop_roles: Mapping[str, SopRole]
    #: Playbooks that nobody has approved, by the names of their files; "core" is the part they share.
    drafts: tuple[str, ...]
    #: Message, or "phrase of" a kind of incident -> languages in which no native speaker has read it.
    unread: Mapping[str, tuple[Language, ...]]
    #: What each country lets through.
    countries: Countries

    @classmethod
    def load(cls, folder: Path | None = None) -> Library:
        """Read the packaged files, or those of the organisation's `folder` where it has them: `sop/fire.yaml`.

        Raises BadFile with every problem of a file: line, what is wrong, what to write instead.
        """
        if folder is not None and not folder.is_dir():
            raise BadFile([Problem(str(folder), 1, "there is no such folder", "Name the folder with sms.yaml in it")])
        sources = {name: _read(name, "messages", folder) for name in _FILES}
        sms = check_sms(read_yaml(*sources["sms.yaml"]))
        calls = check_calls(read_yaml(*sources["calls.yaml"]))
        events = check_events(read_yaml(*sources["events.yaml"]))
        sop = _sop(folder / "sop" if folder is not None else None)
        digest = hashlib.sha256("\0".join(text for text, _ in sources.values()).encode())
        return cls(
            events=MappingProxyType({kind: _event(kind, events[kind]) for kind in IncidentType}),
            texts=MappingProxyType({key: MappingProxyType(template.texts()) for key, template in sms.items()}),
            said=MappingProxyType({key: MappingProxyType(template.texts()) for key, template in calls.items()}),
            version=digest.hexdigest()[:12],
            playbooks=MappingProxyType(dict(sop.playbooks)),
            sop_roles=MappingProxyType(dict(sop.roles)),
            drafts=sop.drafts,
            unread=MappingProxyType(_unread({**sms, **calls}, events)),
            countries=check_countries(read_yaml(*sources["countries.yaml"])),
        )

    def playbook(self, type_code: IncidentType | str) -> Playbook:
        """Give the playbook of a kind of incident; a ValueError for a code that is none."""
        return self.playbooks[IncidentType(type_code)]

    def unchecked(self) -> list[str]:
        """Name each text that nobody has checked, with its languages: ``page (en fr es)``."""
        return [f"{name} ({' '.join(languages)})" for name, languages in self.unread.items()]

    def event(self, type_code: IncidentType | str) -> Event:
        """Give the kind of incident; a ValueError for a code that is none."""
        return self.events[IncidentType(type_code)]

    def sms(self, key: str, language: Language | str, **values: object) -> str:
        """Write the message `key` in `language`; English for a language that is not one of the six.

        `values` are those of `schema.PLACEHOLDERS[key]`; others are ignored, so that one set serves several
        messages. A KeyError names a missing one. Control and bidirectional characters in values become spaces
        or vanish; in English, French and Spanish, letters foreign to GSM-7 lose their accents (Moscú, Moscu).
        """
        chosen = _known(language)
        clean = {name: _clean(str(value)) for name, value in values.items()}
        if chosen in _LATIN:
            clean = {name: fold(value) for name, value in clean.items()}
        return fill(self.texts[key][chosen], clean)

    def spoken(self, key: str, language: Language | str, **values: object) -> str:
        """Write what is said on the telephone, as `sms` does for texts; letters keep their accents."""
        clean = {name: _clean(str(value)) for name, value in values.items()}
        return fill(self.said[key][_known(language)], clean)


def _known(language: Language | str) -> Language:
    return Language(language) if language in set(Language) else Language.EN


def _clean(value: str) -> str:
    """Neutralise what could forge lines or turn the reading direction round."""
    composed = unicodedata.normalize("NFC", value)
    return " ".join("".join(_harmless(char) for char in composed).split())


def _harmless(char: str) -> str:
    match unicodedata.category(char):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf" | "Cs" | "Co" | "Cn":
            return ""
        case _:
            return char


def _event(kind: IncidentType, entry: EventEntry) -> Event:
    return Event(
        type=kind,
        label=entry.label,
        aliases=tuple(entry.aliases),
        phrases=MappingProxyType({language: str(getattr(entry.phrase, language)) for language in Language}),
        default_level=Level[entry.default_level],
        sensitivity=entry.sensitivity,
    )


def _unread(
    texts: Mapping[str, SpokenTemplate], events: Mapping[IncidentType, EventEntry]
) -> dict[str, tuple[Language, ...]]:
    phrases = {f"phrase of {kind}": events[kind] for kind in IncidentType}
    named: dict[str, SpokenTemplate | EventEntry] = {**texts, **phrases}
    return {name: languages for name, entry in named.items() if (languages := entry.unchecked())}


def _sop(folder: Path | None) -> Sop:
    known = [f"{name}.yaml" for name in NAMES]
    for path in sorted(folder.glob("*.y*ml")) if folder is not None else ():
        if path.name not in known:
            raise BadFile([Problem(str(path), 1, "no playbook has this name", suggest(path.name, known))])
    return read_sop({name: _read(f"{name}.yaml", "sop", folder) for name in NAMES})


def _read(name: str, packaged_in: str, folder: Path | None) -> tuple[str, str]:
    """Give a file's text and the name to call it by in a message."""
    own = folder / name if folder is not None else None
    if own is None or not own.exists():
        packaged = files("playbooks") / packaged_in / name
        return packaged.read_text(encoding="utf-8"), f"playbooks/{packaged_in}/{name}"
    try:
        return own.read_text(encoding="utf-8-sig"), str(own)
    except UnicodeDecodeError as error:
        raise BadFile([Problem(str(own), 1, "the file is not UTF-8", "Save it as UTF-8")]) from error
    except OSError as error:
        raise BadFile([Problem(str(own), 1, f"the file cannot be read ({error.strerror})", "Check it")]) from error

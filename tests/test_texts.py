"""What Muster writes by SMS: six languages, within budget, no trap words; mistakes in the files are named."""

from __future__ import annotations

import csv
import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from playbooks.library import Library
from playbooks.rules.sms import Encoding, measure
from playbooks.rules.vocabulary import IncidentType, Language, Level, Sensitivity
from playbooks.schema import PLACEHOLDERS, SPOKEN
from playbooks.yamlfile import BadFile

LIBRARY = Library.load()
LATIN = {Language.EN, Language.FR, Language.ES}
MESSAGES = [(key, language) for key in PLACEHOLDERS for language in Language]


def demo_sites() -> list[dict[str, str]]:
    text = (files("playbooks") / "demo" / "sites.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def longest(language: Language) -> dict[str, str]:
    """Give the longest values that the demonstration and the kinds of incident can bring."""
    site = max((row[f"name_{language}"] for row in demo_sites()), key=len)
    return {
        "org": "IWU",
        "code": "K7Q",
        "level": "L3",
        "event": max((event.phrase(language) for event in LIBRARY.events.values()), key=len),
        "site": site,
        "when": f"14:20 UTC (16:20 {site})",
        "time": "14:05 UTC",
        "minutes": "120",
        "codes": "K7Q, M4R, T2B",
        "into": "M4R",
        "number": "+41220000000",
        "emergency": "117 / +41220000000",
        "count": "1200",
        "request": "H12",
        "name": "Rafael Quintanilla Ibarra",
        "phone": "+41790000000",
    }


@pytest.mark.parametrize(("key", "language"), MESSAGES)
def test_every_message_fits_its_budget_with_the_longest_values(key: str, language: Language) -> None:
    measured = measure(LIBRARY.sms(key, language, **longest(language)))
    assert measured.encoding is (Encoding.GSM7 if language in LATIN else Encoding.UCS2), measured.offenders
    assert measured.parts <= (1 if language in LATIN else 2), measured


@pytest.mark.parametrize(("key", "language"), MESSAGES)
def test_no_message_uses_a_carrier_s_word_or_a_link(key: str, language: Language) -> None:
    text = LIBRARY.sms(key, language, **longest(language))
    assert not re.search(r"\b(STOP|END|CANCEL|QUIT|UNSUBSCRIBE|YES|NO=|HELP|INFO|ARRET)\b", text)
    assert "http" not in text
    assert "www" not in text


@pytest.mark.parametrize("language", Language)
def test_a_page_offers_seven_eight_and_nine_and_never_the_digits_of_a_check_in(language: Language) -> None:
    for key in ("page", "page_again", "not_understood"):
        text = LIBRARY.sms(key, language, **longest(language))
        assert re.findall(r"(\d)=", text) == ["7", "8", "9"]
    assert re.findall(r"(\d)=", LIBRARY.sms("report_page", language, **longest(language))) == ["7", "9"]


@pytest.mark.parametrize("language", Language)
def test_a_check_in_offers_one_two_and_three_and_never_the_digits_of_a_page(language: Language) -> None:
    for key, digits in (("checkin", "123"), ("checkin_reminder", "123"), ("checkin_shared", "12")):
        assert re.findall(r"(\d)=", LIBRARY.sms(key, language, **longest(language))) == list(digits), key


@pytest.mark.parametrize("language", Language)
def test_a_silent_check_in_asks_for_nothing_but_a_1_when_they_are_safe(language: Language) -> None:
    text = LIBRARY.sms("checkin_silent", language, **longest(language) | {"code": "KXQ", "emergency": "-"})
    assert re.findall(r"\d", text) == ["1"]


def test_no_check_in_names_anybody_or_a_cause() -> None:
    for key in ("checkin", "checkin_silent", "checkin_reminder", "checkin_shared", "checkin_warden"):
        assert PLACEHOLDERS[key] <= {"org", "code", "event", "site", "emergency", "count"}


@pytest.mark.parametrize("key", PLACEHOLDERS)
def test_an_arabic_line_is_set_from_right_to_left_by_its_first_letter(key: str) -> None:
    text = LIBRARY.sms(key, Language.AR, **longest(Language.AR))
    first = next(char for char in text if unicodedata.bidirectional(char) in {"L", "R", "AL"})
    assert unicodedata.bidirectional(first) == "AL"


def test_the_number_to_call_keeps_its_plus_on_the_left_in_arabic() -> None:
    assert "\u200e+41220000000" in LIBRARY.sms("unknown_number", Language.AR, org="IWU", number="+41220000000")


def test_an_unknown_number_and_one_without_questions_learn_nothing_about_incidents() -> None:
    assert PLACEHOLDERS["unknown_number"] == PLACEHOLDERS["nothing_open"] == {"org", "number"}


def test_whoever_asks_for_help_is_told_what_is_done_and_whom_to_call_first() -> None:
    text = LIBRARY.sms("help_received", Language.EN, org="IWU", number="+41220000000")
    assert text == "IWU: received. We are alerting Security now. If life is at risk call +41220000000 first."
    for language in Language:
        assert "+41220000000" in LIBRARY.sms("help_received", language, org="IWU", number="+41220000000")


def test_the_page_reads_as_agreed() -> None:
    text = LIBRARY.sms(
        "page",
        Language.EN,
        org="IWU",
        code="K7Q",
        level=Level.L3,
        event=LIBRARY.event("fire").phrase("en"),
        site="Geneva",
        when="14:20 UTC (16:20 Geneva)",
    )
    assert text == (
        "IWU PAGE K7Q L3: building fire, Geneva. Meeting 14:20 UTC (16:20 Geneva). "
        "Reply 7=Joining 8=Late(min) 9=Cannot, page alternate"
    )


def test_a_language_that_is_not_one_of_the_six_gets_english() -> None:
    assert LIBRARY.sms("nothing_open", "pt", org="IWU", number="117") == LIBRARY.sms(
        "nothing_open", Language.EN, org="IWU", number="117"
    )
    assert LIBRARY.event(IncidentType.EARTHQUAKE).phrase("xx") == "earthquake"


def test_values_cannot_forge_a_line_or_turn_the_text_round() -> None:
    text = LIBRARY.sms("nothing_open", Language.EN, org="IWU\r\nBANK:\x00 call\u202e", number="1\u20661\u20697\u200b")
    assert text == "IWU BANK: call: nothing is open for you to answer. In danger call 117"


def test_a_value_with_braces_is_not_filled_in_again() -> None:
    assert "{number}" in LIBRARY.sms("nothing_open", Language.EN, org="{number}", number="117")


def test_accents_foreign_to_gsm_7_do_not_cost_a_second_part() -> None:
    text = LIBRARY.sms("stand_down", Language.ES, org="IWU", code="K7Q", time="14:05 UTC", event="x", site="Moscú")
    assert "Moscu" in text
    assert measure(text).encoding is Encoding.GSM7


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="number"):
        LIBRARY.sms("nothing_open", Language.EN, org="IWU")


@pytest.mark.parametrize("kind", ["staff-death", "missing", "data-breach"])
def test_the_phrase_of_a_sensitive_kind_gives_nothing_away(kind: str) -> None:
    assert {LIBRARY.event(kind).phrase(language) for language in Language} == {
        "serious incident",
        "incident grave",
        "incidente grave",
        "серьёзный инцидент",
        "حادث خطير",
        "严重事件",
    }
    assert LIBRARY.event(kind).default_level is Level.L3


@pytest.mark.parametrize("language", Language)
def test_what_is_said_on_the_telephone_names_every_key_and_no_other_in_each_language(language: Language) -> None:
    keys = {"call_page": "789", "call_report": "79", "call_checkin": "123", "call_came": "213789", "call_noted": "1"}
    known = longest(language) | {"digit": "1", "site": "Geneva", "code": "KXQ", "level": "L", "emergency": "the police"}
    for key, digits in keys.items():
        said = LIBRARY.spoken(key, language, **known)
        assert "".join(re.findall(r"\d", said)) == digits, said


@pytest.mark.parametrize("language", Language)
def test_what_is_said_on_the_telephone_is_short_and_names_nobody(language: Language) -> None:
    for key, wanted in SPOKEN.items():
        assert not wanted & {"name", "phone", "request"}, "anybody may pick up, and a voicemail keeps it"
        # Some 15 letters, or 4 Chinese characters, are read in a second; it is said twice within a minute (our choice).
        said = LIBRARY.spoken(key, language, **longest(language) | {"digit": "1", "keys": "1, 2, 3"})
        assert len(said) <= (110 if language is Language.ZH else 450), said


def test_every_kind_of_incident_has_a_label_a_level_and_words_of_its_own() -> None:
    assert list(LIBRARY.events) == list(IncidentType)
    words = [alias for event in LIBRARY.events.values() for alias in event.aliases]
    assert len(words) == len(set(words))
    for kind, event in LIBRARY.events.items():
        assert event.type is kind
        assert event.label
        assert kind.value not in set(words) - set(event.aliases)
    assert LIBRARY.event("missing").sensitivity is Sensitivity.STRICTLY_CONFIDENTIAL


def test_what_nobody_has_checked_is_named_with_its_languages(tmp_path: Path) -> None:
    assert len(LIBRARY.unchecked()) == len(LIBRARY.texts) + len(LIBRARY.said) + len(LIBRARY.events)
    assert "call_page (en fr es ru ar zh)" in LIBRARY.unchecked()
    assert "phrase of fire (en fr es ru ar zh)" in LIBRARY.unchecked()
    edit(
        tmp_path, "events.yaml", "checked: {en: null, fr: null", "checked: {en: {by: A. Name, on: 2026-05-31}, fr: null"
    )
    edit(tmp_path, "sms.yaml", "by: null, on: null", "by: A. Name, on: 2026-05-31")
    said = set(Library.load(tmp_path).unchecked()) - set(LIBRARY.unchecked())
    assert said == {"phrase of staff-death (fr es ru ar zh)", "page (fr es ru ar zh)"}


def test_a_check_without_its_day_does_not_count(tmp_path: Path) -> None:
    edit(tmp_path, "events.yaml", "checked: {en: null", "checked: {en: {by: A. Name, on: null}")
    assert Library.load(tmp_path).unchecked() == LIBRARY.unchecked()


# What happens when somebody edits a file ------------------------------------------------------------------


def packaged(name: str) -> str:
    return (files("playbooks") / "messages" / name).read_text(encoding="utf-8")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Put the packaged file with one change into the organisation's folder."""
    text = packaged(name)
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path, name: str, old: str, new: str) -> list[str]:
    """Load the packaged files with one change in one of them, and give what is said about it."""
    edit(folder, name, old, new)
    with pytest.raises(BadFile) as caught:
        Library.load(folder)
    return [str(problem) for problem in caught.value.problems]


def line_of(name: str, part: str) -> int:
    before, found, _ = packaged(name).partition(part)
    assert found
    return before.count("\n") + 1


def test_a_misspelt_key_is_named_with_its_line_and_the_right_word(tmp_path: Path) -> None:
    problems = refused(tmp_path, "sms.yaml", "    checked: {by: null, on: null}", "    cheked: {by: null, on: null}")
    file, line = tmp_path / "sms.yaml", line_of("sms.yaml", "    checked: {by")
    assert f"{file}, line {line}: unknown key 'cheked' in page.en. Write 'checked' if that was meant." in problems


def test_a_missing_language_is_named(tmp_path: Path) -> None:
    problems = refused(tmp_path, "events.yaml", "ar: زلزال, ", "")
    where = f"{tmp_path / 'events.yaml'}, line {line_of('events.yaml', '  phrase: {en: earthquake')}"
    assert problems == [f"{where}: 'ar' is missing in earthquake.phrase. Write 'ar: ...' there."]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("sms.yaml", "PAGE {code} {level}", "PAGE {kode} {level}", "'{kode}' is not known in 'page'. Write"),
        ("sms.yaml", "PAGE {code} {level}", "PAGE {code}", "'{level}' is missing in the text"),
        ("sms.yaml", "PAGE {code}", "PAGE {code", "a brace stands alone"),
        ("sms.yaml", "Réunion {when}", "Prêts {when}", "GSM-7 has no ê"),
        (
            "sms.yaml",
            "page alternate",
            "page alternate" + " now" * 10,
            "2 parts, the budget is 1. Shorten the text",
        ),
        ("sms.yaml", "{org} PAGE", "{org}\\u202E PAGE", "invisible characters (U+202E)"),
        ("sms.yaml", "\npage_again:", "\npaging:", "Muster sends no message called 'paging'"),
        ("sms.yaml", "\npage_again:", "\npage:", "'page' stands here a second time. Keep one of the two"),
        ("sms.yaml", "budget: {gsm: 1", "budget: {gsm: one", "'gsm' cannot be 'one'. Write a whole number"),
        ("sms.yaml", "  use: The first", "\tuse: The first", "this is not YAML"),
        ("events.yaml", "default_level: L3", "default_level: L4", "'L4' is not known for 'default_level'. "),
        ("events.yaml", "sensitivity: confidential", "sensitivity: secret", "Write 'unclassified', 'confid"),
        ("events.yaml", "[pandemic, ", "[pandemic, crash, ", "'crash' means 'staff-death' already"),
        ("events.yaml", "[pandemic, ", "[Bird Flu, ", "Write lower-case letters, digits and hyphens"),
        ("events.yaml", "checked: {en: null, ", "checked: {", "'en' is missing in staff-death.checked"),
        ("events.yaml", "checked: {en: null", "checked: {en: {bye: x, on: null}", "Write 'by' if that was meant"),
        ("events.yaml", "\nfire:", "\nfires:", "called 'fires'. Write 'fire' if"),
        ("countries.yaml", '"+84"', '"84"', "'84' is no prefix. Write"),
        ("countries.yaml", 'price: "0.15"', 'price: "cheap"', "'price' cannot be 'cheap'"),
        ("countries.yaml", "\nusual:", "\nusally:", "'usally' is not known here. Write 'usual' if"),
        ("countries.yaml", "Nam, two_way: false", "Nam, two_way: perhaps", "'two_way' cannot be 'perhaps'"),
        ("countries.yaml", "currency: USD", "currency: dollars", "currency"),
    ],
)
def test_a_mistake_is_explained(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in refused(tmp_path, name, old, new))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file holds no 'key: value' lines"),
        (b"- a\n- b\n", "the file holds no 'key: value' lines"),
        (b"page: \xff\xfe", "the file is not UTF-8. Save it as UTF-8"),
        (b"page: !!python/object:os.system {}\n", "is missing"),
        (b"page: &a [*a]\n", "too many levels inside one another"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "sms.yaml").write_bytes(content)
    with pytest.raises(BadFile, match=re.escape(said)):
        Library.load(tmp_path)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there is no such folder"):
        Library.load(tmp_path / "nothing")


def test_an_organisation_s_own_file_replaces_the_packaged_one_and_changes_the_version(tmp_path: Path) -> None:
    text = packaged("events.yaml").replace("en: earthquake", "en: strong quake")
    (tmp_path / "events.yaml").write_text(text, encoding="utf-8-sig")
    own = Library.load(tmp_path)
    assert own.event("earthquake").phrase("en") == "strong quake"
    assert own.texts == LIBRARY.texts
    assert own.version != LIBRARY.version
    assert Library.load().version == LIBRARY.version

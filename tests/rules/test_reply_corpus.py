"""The reading of check-in answers, judged by texts written without sight of the parser's words (tests/rules/corpus)."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from playbooks.rules.checkin_replies import read_checkin_reply

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
CLASSES = {"SAFE", "SAFE_ELSEWHERE", "NEED_HELP", "UNCLEAR", "WRONG_NUMBER", "STOP", "PROXY"}
SAFE_CLASSES = {"SAFE", "SAFE_ELSEWHERE"}
#: What hands a safe person's answer to a human for nothing.
HUMAN_CLASSES = {"UNCLEAR", "PROXY", "NEED_HELP"}
FEWEST_TEXTS = 60  # issue 3, "What must be shown" 2
#: Written after the parser was fitted to the corpus, and never fitted to: what wording nobody thought of may do.
UNSEEN = CORPUS / "unseen"
#: Younger and harder, read once before anything was mended by it (see the corpus's README).
UNSEEN_LATER = CORPUS / "unseen2"
#: At that first reading; the parser may only become better.
MISSED_AT_FIRST = 40
MOST_NEEDLESS = 0.10  # our choice: more would bury the desk in a check-in to thousands


@dataclass(frozen=True)
class Judged:
    """One text of the corpus beside what the parser made of it."""

    language: str
    label: str
    text: str
    read: str
    urgent: bool

    @property
    def missed_danger(self) -> bool:
        return self.label == "NEED_HELP" and self.read != "NEED_HELP"

    @property
    def false_safe(self) -> bool:
        return self.label not in SAFE_CLASSES and self.read in SAFE_CLASSES

    @property
    def needless_human(self) -> bool:
        return self.label in SAFE_CLASSES and self.read in HUMAN_CLASSES

    def __str__(self) -> str:
        return f"{self.language} {self.label} read as {self.read}: {self.text!r}"


def labelled_texts(language: str, folder: Path = CORPUS) -> list[tuple[str, str]]:
    """Return (class, text) of one language's file; a written backslash-n becomes a line break."""
    lines = (folder / f"{language}.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1].replace("\\n", "\n")) for row in rows]


def judge(language: str, folder: Path = CORPUS) -> list[Judged]:
    """Read every text of one language."""
    judged = []
    for label, text in labelled_texts(language, folder):
        reading = read_checkin_reply(text, language)
        judged.append(Judged(language, label, text, reading.reply.name, reading.urgent))
    return judged


def figures(name: str, judged: list[Judged]) -> str:
    """Return the one line of figures for a language or for all of them."""
    dangers = sum(one.label == "NEED_HELP" for one in judged)
    missed = [one for one in judged if one.missed_danger]
    urgent = sum(one.read == "UNCLEAR" and one.urgent for one in missed)
    right = sum(one.label == one.read for one in judged)
    return (
        f"reply corpus {name:>3}: {len(judged)} texts, "
        f"missed danger {len(missed)}/{dangers} ({len(missed) / dangers:.1%}; {urgent} of them unclear but urgent), "
        f"false safe {sum(one.false_safe for one in judged)}, "
        f"needless human {needless_rate(judged):.1%}, accuracy {right / len(judged):.1%}"
    )


def needless_rate(judged: list[Judged]) -> float:
    """Return the share of the safe answers that a human must look at for nothing."""
    safe = [one for one in judged if one.label in SAFE_CLASSES]
    return sum(one.needless_human for one in safe) / len(safe)


def listed(judged: list[Judged]) -> str:
    return "\n" + "\n".join(str(one) for one in judged)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_enough_different_texts_of_every_class(language: str) -> None:
    texts = labelled_texts(language)
    assert len(texts) >= FEWEST_TEXTS
    assert {label for label, _ in texts} == CLASSES
    assert [text for text, times in Counter(text for _, text in texts).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_danger_is_missed_and_nobody_is_called_safe_who_did_not_say_so(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    judged = judge(language)
    with capsys.disabled():
        sys.stdout.write(f"\n{figures(language, judged)}\n")
    missed = [one for one in judged if one.missed_danger]
    false_safe = [one for one in judged if one.false_safe]
    needless = [one for one in judged if one.needless_human]
    assert not missed, listed(missed)
    assert not false_safe, listed(false_safe)
    assert needless_rate(judged) <= MOST_NEEDLESS, listed(needless)


def test_the_figures_of_all_languages_together_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    judged = [one for language in LANGUAGES for one in judge(language)]
    with capsys.disabled():
        sys.stdout.write(f"\n{figures('all', judged)}\n")
    assert not [one for one in judged if one.missed_danger or one.false_safe]


def test_texts_that_the_parser_was_never_fitted_to_miss_no_danger_either(capsys: pytest.CaptureFixture[str]) -> None:
    judged = [one for language in LANGUAGES for one in judge(language, UNSEEN)]
    with capsys.disabled():
        sys.stdout.write(f"\n{figures('unseen', judged)}\n")
    wrong = [one for one in judged if one.missed_danger or one.false_safe]
    assert not wrong, listed(wrong)


def test_harder_texts_that_it_was_never_fitted_to_make_nobody_safe_who_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    judged = [one for language in LANGUAGES for one in judge(language, UNSEEN_LATER)]
    with capsys.disabled():
        sys.stdout.write(f"\n{figures('unseen2', judged)}\n")
    false_safe = [one for one in judged if one.false_safe]
    missed = [one for one in judged if one.missed_danger]
    assert not false_safe, listed(false_safe)
    assert not [one for one in missed if one.read in SAFE_CLASSES], listed(missed)
    assert len(missed) <= MISSED_AT_FIRST, listed(missed)

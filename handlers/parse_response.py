"""How the commands of the response are typed: the playbook's steps, the check-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from handlers import commands as c
from handlers.grammar import CODE, Rest, only_code, want

#: ``c3``, ``x11``; ``n1`` for a step that was added during the run.
STEP = re.compile(r"#?[a-z]{1,2}[0-9]{1,3}", re.IGNORECASE)
#: Telephones turn two hyphens into a dash.
_FLAG = re.compile(r"(?:^|(?<=\s))(?:--|—|–)(silent|again|confirmed)\b", re.IGNORECASE)
_IAM: dict[str, Literal["safe", "help", "elsewhere"]] = {
    "safe": "safe", "1": "safe", "ok": "safe", "help": "help", "2": "help", "elsewhere": "elsewhere", "3": "elsewhere",
}  # fmt: skip


def _step(kind: type[c.Typed], rest: Rest) -> tuple[str | None, str]:
    """Read an incident code, if there is one, and a step's id."""
    code = rest.take_code()
    step = rest.take_if(STEP)
    if step is None:
        raise want(kind, "the step, for example c3 (/crisis sop next shows them)")
    return code or rest.take_code(), step.lstrip("#").lower()


def _show(rest: Rest) -> c.Typed:
    code = rest.take_code()
    step = rest.take_if(STEP)
    code = code or rest.take_code()
    if rest.words:
        raise want(c.SopShow, f"a step such as c3, not '{rest.words[:40]}'")
    return c.SopShow(code=code, step=step.lstrip("#").lower() if step else None)


def _done(rest: Rest) -> c.Typed:
    code, step = _step(c.SopDone, rest)
    values = {key: rest.value(key) for key in ("because", "cleared")}
    return c.SopDone(code=code, step=step, text=rest.text(), at=rest.value("at") or None, **values)


def _left_out(kind: type[c.SopSkip] | type[c.SopNotApplicable] | type[c.SopReopen]) -> Callable[[Rest], c.Typed]:
    def read(rest: Rest) -> c.Typed:
        code, step = _step(kind, rest)
        return kind(code=code, step=step, reason=rest.value("reason") or rest.text())

    return read


def _assign(rest: Rest) -> c.Typed:
    code, step = _step(c.SopAssign, rest)
    who = rest.text().removeprefix("to ").lstrip("@")
    if not who:
        raise want(c.SopAssign, "a person")
    return c.SopAssign(code=code, step=step, who=who)


def _written(kind: type[c.SopNote] | type[c.SopEvidence]) -> Callable[[Rest], c.Typed]:
    def read(rest: Rest) -> c.Typed:
        code, step = _step(kind, rest)
        return kind(code=code, step=step, text=rest.text())

    return read


def _add(rest: Rest) -> c.Typed:
    code = rest.take_code()
    if not rest.words and not rest.values:
        return c.ShowForm(of=c.SopAdd.word, code=code)
    values = {key: rest.value(key) for key in ("role", "within", "after")}
    return c.SopAdd(code=code, text=rest.text(), **values)


def _audience(rest: Rest) -> tuple[str | None, tuple[str, ...], set[str]]:
    """Read code, audience words and flags; ``site=GVA`` and the like are audience words too. A form quotes them all."""
    flags: set[str] = set()
    words: list[str] = []
    code = rest.take_code()
    while (word := rest.take()) is not None:
        if flag := _FLAG.fullmatch(word):
            flags.add(flag[1].lower())
        elif code is None and CODE.fullmatch(word):
            code = word.strip("#:").upper()
        else:
            words += word.split(",")
    for key in ("site", "zone", "list", "who"):
        value = rest.value(key)
        flags |= {flag.lower() for flag in _FLAG.findall(value)}
        words += _FLAG.sub(" ", value).split(",")
    return code, tuple(word.strip() for word in words if word.strip()), flags


def _start(rest: Rest) -> c.Typed:
    if not rest.words and not rest.values:
        return c.ShowForm(of=c.CheckinStart.word)
    code, who, flags = _audience(rest)
    return c.CheckinStart(
        code=code, who=who, silent="silent" in flags, again="again" in flags, confirmed="confirmed" in flags
    )


def _preview(rest: Rest) -> c.Typed:
    code, who, flags = _audience(rest)
    return c.CheckinPreview(code=code, who=who, silent="silent" in flags)


def _proxy(rest: Rest) -> c.Typed:
    code = rest.take_code()
    if not rest.words and not rest.values:
        return c.ShowForm(of=c.CheckinProxy.word, code=code)
    people, status = _names_and_status(c.CheckinProxy, rest)
    named = tuple(part.strip().lstrip("@") for part in people.split(",") if part.strip())
    at = rest.value("at") or None
    return c.CheckinProxy(code=code, people=named, status=status, source=rest.value("source"), at=at)


def _names_and_status(kind: type[c.Typed], rest: Rest) -> tuple[str, str]:
    """Read a name of any length and, as the last word, a status; a form quotes both."""
    words: list[str] = []
    while (word := rest.take()) is not None:
        words.append(word)
    *name, status = words or [""]
    if not name:
        raise want(kind, "a person and a status")
    return " ".join(name), status.lower()


def _resolve(rest: Rest) -> c.Typed:
    code = rest.take_code()
    request, status = _names_and_status(c.CheckinResolve, rest)
    return c.CheckinResolve(code=code, request=request.lstrip("@"), status=status, note=rest.value("note"))


def _correct(rest: Rest) -> c.Typed:
    code = rest.take_code()
    who, status = _names_and_status(c.CheckinCorrect, rest)
    return c.CheckinCorrect(code=code, who=who.lstrip("@"), status=status, reason=rest.value("reason"))


def _take(rest: Rest) -> c.Typed:
    code = rest.take_code()
    request = rest.text().lstrip("@")
    if not request:
        raise want(c.CheckinTake, "a request such as H3, or a name")
    return c.CheckinTake(code=code, request=request)


def _iam(rest: Rest) -> c.Typed:
    code = rest.take_code()
    answer = _IAM.get((rest.take() or "").lower())
    if answer is None:
        raise want(c.CheckinSay, "safe, help or elsewhere")
    return c.CheckinSay(code=code or rest.take_code(), answer=answer)


def _owner(rest: Rest) -> c.Typed:
    code = rest.take_code()
    who, _, owner = rest.text().partition(" to ")
    if not owner:
        who, owner = _names_and_status(c.CheckinAssign, Rest(who))
    return c.CheckinAssign(code=code, who=who.strip().lstrip("@"), owner=owner.strip().lstrip("@"))


def _close(rest: Rest) -> c.Typed:
    code = rest.take_code()
    return c.CheckinClose(code=code, reason=rest.value("reason") or rest.text())


#: The keys that each command knows.
KEYS: dict[str, tuple[str, ...]] = {
    "sop done": ("because", "cleared", "at"), "sop skip": ("reason",), "sop na": ("reason",),
    "sop reopen": ("reason",), "sop add": ("role", "within", "after"),
    "checkin start": ("site", "zone", "list", "who"), "checkin preview": ("site", "zone", "list", "who"),
    "checkin proxy": ("source", "at"), "checkin resolve": ("note",), "checkin correct": ("reason",),
    "checkin close": ("reason",),
}  # fmt: skip

READERS: dict[str, Callable[[Rest], c.Typed]] = {
    "sop": lambda rest: c.SopNext(code=only_code(c.SopNext, rest)),
    "sop show": _show,
    "sop next": lambda rest: c.SopNext(code=only_code(c.SopNext, rest)),
    "sop done": _done,
    "sop skip": _left_out(c.SopSkip),
    "sop na": _left_out(c.SopNotApplicable),
    "sop assign": _assign,
    "sop note": _written(c.SopNote),
    "sop evidence": _written(c.SopEvidence),
    "sop reopen": _left_out(c.SopReopen),
    "sop add": _add,
    "checkin": lambda rest: c.CheckinStatus(code=only_code(c.CheckinStatus, rest)),
    "checkin start": _start,
    "checkin preview": _preview,
    "checkin status": lambda rest: c.CheckinStatus(code=only_code(c.CheckinStatus, rest)),
    "checkin unaccounted": lambda rest: c.CheckinUnaccounted(code=only_code(c.CheckinUnaccounted, rest)),
    "checkin remind": lambda rest: c.CheckinRemind(code=only_code(c.CheckinRemind, rest)),
    "checkin iam": _iam,
    "checkin proxy": _proxy,
    "checkin take": _take,
    "checkin resolve": _resolve,
    "checkin correct": _correct,
    "checkin assign": _owner,
    "checkin close": _close,
}

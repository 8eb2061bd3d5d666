"""What the words of one clause say together: what a negation turns, what is asked, who is spoken of.

A clause is a list of items, the phrases of `checkin_words` and `checkin_context` in their order. Each step below
gives the items again, some of them of another kind; nothing is concluded here (see `checkin_replies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from playbooks.rules.checkin_kinds import Item, Kind
from playbooks.rules.checkin_persons import tell_persons
from playbooks.rules.reply_text import set_of

#: How far behind a negation its object may stand, in items (our choice).
REACH = 7
#: How far behind "with" or "will be" what it belongs to may stand (our choice).
NEAR = 5

_SAFE = {Kind.SAFE, Kind.SAFE_WEAK}
_ANSWER = _SAFE | {Kind.ONE, Kind.THREE}
#: Danger in itself.
_ALARM = {Kind.DANGER, Kind.LIFELINE, Kind.FEAR}
_TURNED = _ANSWER | _ALARM | {
    Kind.NOT_DANGER, Kind.ELSEWHERE, Kind.NOT, Kind.AWAY, Kind.SUPPLY, Kind.CAN, Kind.SHAKEN
}  # fmt: skip
_IDLE = {Kind.FILLER, Kind.IS, Kind.SELF, Kind.ONLY}
#: What endangers those who cannot do or get it.
_UNABLE = {Kind.ACT, Kind.SUPPLY}
#: What changes nothing once negations are bound.
_SETTLED = {Kind.SUPPLY, Kind.ACT, Kind.CAN, Kind.LACK, Kind.BIT}
#: A danger that is said with a negation: "cannot breathe" is not denied by "je ne", nor by "no" before it.
_NEGATED = re.compile(
    r"\b(?:no|not|cant|cannot|couldnt|unable|dont|isnt|pas|plus|sin|не|нет|без|لا|ما|لست|لسنا|مش|مو|غير|ليس|bu)\b|[不没无出逃]"
)
#: "no I am hurt": an answer and a statement, where "no estoy herido" is one denial.
_SAYS_NO = set_of("no nope non нет")
#: These deny what they follow at the end of a clause: "раненых нет".
_SAYS_NONE = set_of("нет нету net none zero 没有 没 ninguno ninguna aucun aucune مفيش مافي")
#: What a negation may belong to before it reaches a danger word.
_OWN = {Kind.STRANGE, Kind.ACT, Kind.CANNOT, Kind.LATER, Kind.PAST, Kind.LACK}
#: After one of these another thought begins.
_SINCE = set_of("since after because depuis apres despues desde porque после из за потому بعد منذ لان 因为 自从 后")
#: French says so after the verb: "je trouve plus ma fille".
_AFTER_VERB = set_of("pas plus plu pa jamais")
_NOT_THE = re.compile(r"^(?:pas|plus) la$")
#: After "pas là": a time, a reason, another statement.
_AFTER_THERE = set_of(
    "aujourd ce cet cette ces en depuis jusqu bas maintenant hier demain et mais car je j moi merci lundi mardi mercredi"
    " jeudi vendredi samedi dimanche actuellement a pour avant apres donc"
) | {"aujourd hui", "en ce moment", "en conge", "en conges", "en mission", "cette semaine", "pour le moment"}
#: After "no" these begin a statement of its own.
_SAYS_I = set_of(
    "i im iam i'm we please pls je я мы actually wait sorry there theres the this its it my our en fait attendez"
    " attends le la les l il ils on mon ma y ya se el hay esta estan yo estamos los las un una они здесь тут дом"
    " انا احنا نحن في 我 我们 这里 有 对"
)
#: What is needed; to deny it denies its object too.
_NEEDS = re.compile(
    r"need|nid|requir|besoin|bsoin|bzoin|neces|neses|nesec|nece|presis|nuzh|nuj|нуж|надо|треб"
    r"|[انيت]?حتاج|احتاج|محتاج|بحاجه|خاصن|بدي|عايز|عاوز|a7ta|me7ta|mi7ta|xu ?yao|需要"
)
#: Between "not in" and its object: "not in a safe place", "no en lugar seguro".
_ARTICLES = set_of(
    "a an the any very such really so my good un une el la los las de en lugar zona sitio endroit lieu place area zone"
    " мои очень مكان منطقه 一 个 很"
)
#: "But" in words that end a clause like any other.
_AT_THE_END = {"though", "tho", "however", "nevertheless", "quand meme", "nomas", "зато", "toutefois"}
#: They want an object: "pas sur" by itself is "not sure".
_PREPOSITIONS = set_of("in at near a au aux en dans sur pres por в во на у في")


def read_clause(items: list[Item], *, asked: bool, numbered: bool) -> list[Item]:
    """Give a clause's items as they stand after negations, times, questions and persons are sorted out.

    `asked`: it ends with a question mark. `numbered`: the text holds a 1, 2 or 3 somewhere.
    """
    for step in (_bind_negations, _bind_lacks, _settle, _shift, _place, _doubt_fragments):
        items = step(items)
    items = _doubt_questions(items, asked=asked)
    return tell_persons(items, numbered=numbered)


def is_about_safety(items: list[Item]) -> bool:
    return any(item.kind in _SAFE for item in items)


def answer_no(items: list[Item]) -> list[Item]:
    """Take a clause that only says no for the answer to the question before it: "safe? no!"."""
    noes = bool(items) and all(item.kind is Kind.LOOSE for item in items)
    return [_as(Kind.UNSAFE, item) for item in items] if noes else items


def _bind_negations(items: list[Item]) -> list[Item]:
    turned = list(items)
    for at, item in enumerate(items):
        if item.kind is Kind.NOT or (item.kind is Kind.AWAY and _is_article(items, at)):
            _turn(items, turned, at)
        elif item.kind is Kind.NOT_DANGER:
            _deny(items, turned, at)
            if at and items[at - 1].kind in _ALARM and _NEEDS.search(item.text):  # "помощи не надо"
                turned[at - 1] = _as(Kind.DENIED, items[at - 1])
    return turned


#: What somebody says of themselves after a "no" that answers the question.
_STATED = frozenset({Kind.NOT_DANGER, Kind.SAFE, Kind.SAFE_WEAK, Kind.DANGER, Kind.FEAR})


def _is_article(items: list[Item], at: int) -> bool:
    """Tell whether "pas la" is "not the" and no "not there": what follows is a thing, no time."""
    following = items[at + 1] if at + 1 < len(items) else None
    return bool(_NOT_THE.search(items[at].text) and following and following.text not in _AFTER_THERE)


def _turn(items: list[Item], turned: list[Item], at: int) -> None:
    """Turn what the negation at `at` belongs to."""
    turned[at] = _as(Kind.FILLER, items[at])
    following = items[at + 1] if at + 1 < len(items) else None
    if following and following.kind is Kind.ONLY:
        return
    target = next(_targets(items, at), None)
    kind_before = items[at - 1].kind if at else None
    after_verb = items[at].text.split()[0] in _AFTER_VERB and kind_before is Kind.SUPPLY
    if after_verb or (
        target is None
        and items[at].text in _SAYS_NONE
        and at == len(items) - 1
        and kind_before in {*_ALARM, Kind.SUPPLY}
    ):
        _turn_before(items, turned, at)
        return
    if target is None:
        turned[at] = _as(Kind.LOOSE, items[at])
        return
    statement = following and items[at].text in _SAYS_NO and following.text.split()[0] in _SAYS_I
    if statement and items[target].kind in _STATED:
        turned[at] = _as(Kind.LOOSE, items[at])
        return
    _turn_target(items, turned, at, target)


def _turn_target(items: list[Item], turned: list[Item], at: int, target: int) -> None:
    match items[target].kind:
        case Kind.DANGER if _NEGATED.search(items[target].text) or _stands_apart(items, at, target):
            return
        case Kind.DANGER | Kind.NOT_DANGER | Kind.FEAR:
            _deny(items, turned, target)
        case Kind.LIFELINE | Kind.SUPPLY:
            turned[target] = _as(Kind.DANGER, items[target], f"{items[at].text} ... {items[target].text}")
        case Kind.CAN:
            turned[target] = _as(Kind.CANNOT, items[target], f"{items[at].text} {items[target].text}")
        case Kind.SHAKEN:
            turned[target] = _as(Kind.FILLER, items[target])
        case Kind.SAFE | Kind.SAFE_WEAK:
            turned[target] = _as(Kind.UNSAFE, items[target], f"{items[at].text} ... {items[target].text}")
        case Kind.ELSEWHERE | Kind.AWAY | Kind.ONE | Kind.THREE:
            turned[target] = _as(Kind.DOUBT, items[target])


def _stands_apart(items: list[Item], at: int, target: int) -> bool:
    """Tell whether a negation belongs to something else than a danger word: "I hear nothing since the explosion"."""
    between = items[at + 1 : target]
    return any(item.kind in _OWN or item.text in _SINCE for item in between)


def _turn_before(items: list[Item], turned: list[Item], at: int) -> None:
    """Turn what a negation at the end of a clause follows: "раненых нет", "воды нет"."""
    before = items[at - 1]
    vital = before.kind in {Kind.LIFELINE, Kind.SUPPLY}
    turned[at - 1] = _as(Kind.DANGER if vital else Kind.DENIED, before, f"{before.text} {items[at].text}")


def _targets(items: list[Item], at: int) -> Iterator[int]:
    for index in range(at + 1, min(at + 1 + REACH, len(items))):
        if items[index].kind is Kind.CONTRAST:
            return
        if items[index].kind in _TURNED:
            yield index


def _deny(items: list[Item], turned: list[Item], at: int) -> None:
    """Deny a danger word, what "or" joins to it, and what is not needed."""
    turned[at] = _as(Kind.DENIED, items[at])
    carries = items[at].kind is Kind.NOT_DANGER or _NEEDS.match(items[at].text) is not None
    for index in range(at + 1, len(items)):
        kind = items[index].kind
        if kind in _ALARM and (carries or _NEEDS.match(items[index].text)):
            turned[index] = _as(Kind.DENIED, items[index])
            carries = False
        elif kind is Kind.OR:
            carries = True
        elif kind not in _IDLE:
            return


def _bind_lacks(items: list[Item]) -> list[Item]:
    """Make danger of what is used up, and of what cannot be done: "out of water", "cannot get out"."""
    bound = list(items)
    for at, item in enumerate(items):
        if item.kind is Kind.LACK:
            near = range(max(0, at - NEAR), min(at + NEAR, len(items)))
            missed = (index for index in near if items[index].kind in {Kind.SUPPLY, Kind.LIFELINE})
        elif item.kind is Kind.CANNOT:
            missed = (index for index in range(at + 1, _reach(items, at)) if items[index].kind in _UNABLE)
        else:
            continue
        for index in missed:
            bound[index] = _as(Kind.DANGER, items[index], f"{item.text} ... {items[index].text}")
    return bound


def _reach(items: list[Item], at: int) -> int:
    """Give the end of what an item may belong to: the next "but", or as far as it reaches."""
    end = min(at + 1 + REACH, len(items))
    return next((index for index in range(at + 1, end) if items[index].kind is Kind.CONTRAST), end)


def _settle(items: list[Item]) -> list[Item]:
    """Let go of what came to nothing; a little fear, and one that was, is a fright."""

    def settled(at: int) -> Kind:
        kind = items[at].kind
        before = {item.kind for item in items[max(0, at - NEAR) : at]}
        if kind is Kind.FEAR and before & {Kind.BIT, Kind.TENSE}:
            return Kind.SHAKEN
        if kind is Kind.LIFELINE:
            return Kind.DANGER
        return Kind.FILLER if kind in _SETTLED else kind

    return [_as(settled(at), item) for at, item in enumerate(items)]


def settle_fear(items: list[Item]) -> list[Item]:
    """Make fear a danger, but a fright where the writer goes on "but safe"; a fright by itself is a doubt."""
    answers = [at for at, item in enumerate(items) if item.kind in _ANSWER]
    contrasts = [at for at, item in enumerate(items) if item.kind is Kind.CONTRAST and answers and at < answers[-1]]
    overcome = contrasts[-1] if contrasts else -1

    def settled(at: int) -> Kind:
        kind = items[at].kind
        if kind is Kind.FEAR:
            return Kind.FILLER if at < overcome else Kind.DANGER
        return (Kind.FILLER if answers else Kind.DOUBT) if kind is Kind.SHAKEN else kind

    return [_as(settled(at), item) for at, item in enumerate(items)]


def _place(items: list[Item]) -> list[Item]:
    """Make "not in ..." an elsewhere, unless its object is a safe or a danger word."""
    placed = list(items)
    for at, item in enumerate(items):
        if item.kind is not Kind.AWAY:
            continue
        after = at + 1
        while after < len(items) and items[after].text in _ARTICLES:
            after += 1
        thing = items[after] if after < len(items) else None
        became = _OF_AWAY.get(thing.kind) if thing else None
        nowhere = at == len(items) - 1 and item.text.split()[-1] in _PREPOSITIONS
        placed[at] = _as(Kind.DOUBT if nowhere else Kind.FILLER if became else Kind.ELSEWHERE, item)
        if thing and became:
            placed[after] = _as(became, thing, f"{item.text} {thing.text}")
    return placed


_OF_AWAY = {
    Kind.SAFE: Kind.UNSAFE,
    Kind.SAFE_WEAK: Kind.UNSAFE,
    Kind.DANGER: Kind.DENIED,
    Kind.NOT_DANGER: Kind.DENIED,
    Kind.ELSEWHERE: Kind.DOUBT,
}


def _shift(items: list[Item]) -> list[Item]:
    """Doubt what speaks of another time: "was safe", "safe soon"."""

    def of_another_time(at: int) -> bool:
        since = _after_contrast(items, at)
        before = items[max(since, at - NEAR) : at]
        past = any(item.kind is Kind.PAST for item in items[since : _reach(items, at)])
        later = at + 1 < len(items) and items[at + 1].kind is Kind.LATER
        return later or past or any(item.kind in {Kind.TENSE, Kind.LATER} for item in before)

    shifted = _doubted(items, lambda at: items[at].kind in _SAFE and of_another_time(at))
    return [
        _as(Kind.FILLER, item) if item.kind is Kind.ELSEWHERE and of_another_time(at) else item
        for at, item in enumerate(shifted)
    ]


def _after_contrast(items: list[Item], at: int) -> int:
    """Give where what may be said of an item begins: after the last "but", or as far before it as words reach."""
    start = max(0, at - REACH)
    return next((index + 1 for index in range(at - 1, start - 1, -1) if items[index].kind is Kind.CONTRAST), start)


def _doubt_fragments(items: list[Item]) -> list[Item]:
    """Doubt a clause that ends with "but", and one that tells nobody's state: "is ok"."""

    def a_fragment(at: int) -> bool:
        last = at == len(items) - 1
        nobodys = at == 0 and not last and items[at].kind is Kind.IS and items[1].kind in _SAFE
        return nobodys or (last and items[at].kind is Kind.CONTRAST and items[at].text not in _AT_THE_END)

    return _doubted(items, a_fragment)


def _doubt_questions(items: list[Item], *, asked: bool) -> list[Item]:
    """Doubt answers that are asked about; "1 what happened?" asks about something else."""
    asking = [at for at, item in enumerate(items) if item.kind is Kind.QUESTION]
    first = asking[0] if asking else len(items)
    courtesy = any(item.kind is Kind.COURTESY for item in items)
    if asked and not asking and not courtesy:
        first = -1
    return _doubted(items, lambda at: items[at].kind in _ANSWER and at > first)


def _as(kind: Kind, item: Item, text: str = "") -> Item:
    return replace(item, kind=kind, text=text or item.text)


def _doubted(items: list[Item], doubtful: Callable[[int], bool]) -> list[Item]:
    return [_as(Kind.DOUBT, item) if doubtful(at) else item for at, item in enumerate(items)]

"""Who a clause of a check-in answer speaks of: the writer, others, or the writer among others.

Where somebody else is said to be safe nothing is said of the writer (issue 3: PROXY).
"""

from __future__ import annotations

from dataclasses import replace

from playbooks.rules.checkin_kinds import Item, Kind
from playbooks.rules.reply_text import IS_HAN, set_of

#: How far before an item what it belongs to may stand, in items: a verb, a "with" (our choice).
REACH, NEAR = 7, 5

_SAFE = {Kind.SAFE, Kind.SAFE_WEAK}
#: May stand between "is" and what somebody is.
_IDLE = {Kind.FILLER, Kind.IS, Kind.SELF, Kind.ONLY}
#: Between a name and what is said of it: "Daniel from finance".
_OF_A_PLACE = set_of("from in of at de du des del d la из с من في بال 部 的")
#: Said of one whose name stands before it.
_OF_ONE = {"is", "are", "est", "esta", "va"}
#: Between two names.
_AND = set_of("and y e et и و 和 跟 与 w")
#: What may be said of somebody, and so not of the writer.
_STATE = {*_SAFE, Kind.ELSEWHERE}
_SAYS = {Kind.IS, *_STATE}
#: Said of others, where no "I" stands before it.
_OF_THE_THIRD = {"va bien", "va tres bien", "vont bien"}
#: After a name: "Sara with me".
_BESIDE_ME = {
    "with me",
    "with us",
    "avec moi",
    "avec nous",
    "conmigo",
    "con nosotros",
    "со мнои",
    "с нами",
    "معي",
    "معنا",
    "ma3i",
}
#: Who is spoken of where a new statement begins.
_SUBJECTS = set_of(
    "he hes she shes they theyre il elle ils elles el ella ellos ellas он она они هو هي هم 他 她 他们 她们"
)


def tell_persons(items: list[Item], *, numbered: bool) -> list[Item]:
    """Settle who is spoken of: others alone, or the writer too."""
    kinds = {item.kind for item in items}
    told = list(items)
    for at, item in enumerate(items):
        if item.kind is Kind.OTHER:
            beside = any(before.kind is Kind.WITH for before in items[max(0, at - NEAR) : at])
            if (beside and not _is_subject(items, at)) or Kind.GROUP in kinds:
                told[at] = _as(Kind.FILLER, item)
        elif (
            item.kind is Kind.STRANGE and Kind.GROUP not in kinds and (Kind.SELF not in kinds or _is_said_of(items, at))
        ):
            told[at] = _as(_of_a_name(items, at, numbered=numbered), item)
    return told


def _is_subject(items: list[Item], at: int) -> bool:
    """Tell whether a new statement begins with somebody else: "Tom is with me and he is fine"."""
    return items[at].text in _SUBJECTS and items[at - 1].text in _AND


def _is_said_of(items: list[Item], at: int) -> bool:
    """Tell whether an "is" follows at once, whoever else is spoken of: "I saw that Daniel is fine"."""
    if at + 1 == len(items):
        return False
    following = items[at + 1]
    of_han = IS_HAN.fullmatch(items[at].text) is not None and following.kind in _SAFE  # "my <unknown> is safe"
    return of_han or following.text in _OF_ONE


def _of_a_name(items: list[Item], at: int, *, numbered: bool) -> Kind:
    """Tell what a strange word is: the name of somebody who "is safe", a word nobody can place, or neither."""
    after = at + 1
    if after + 1 < len(items) and items[after].text in _OF_A_PLACE:  # "Daniel from finance is fine"
        after = next((end for end in range(after + 1, _reach(items, after)) if items[end].kind in _SAYS), len(items))
    if after < len(items) and items[after].text in _AND:  # "Juan y Ana están bien"
        return Kind.OTHER if any(item.kind in _STATE for item in items[after : after + REACH]) else Kind.STRANGE
    thing = items[after] if after < len(items) else None
    if thing and thing.kind is Kind.IS:
        after += 1
        end = _reach(items, after)
        while after < end and items[after].kind in _IDLE:
            after += 1
        return Kind.OTHER if after < len(items) and items[after].kind in {*_STATE, Kind.WITH} else Kind.STRANGE
    if thing and (thing.text in _BESIDE_ME or (thing.kind is Kind.SAFE and thing.text in _OF_THE_THIRD)):
        return Kind.OTHER
    whose = thing and thing.kind in _STATE and not numbered
    return Kind.DOUBT if whose else Kind.STRANGE


def _reach(items: list[Item], at: int) -> int:
    """Give the end of what may be said of an item: the next "but", or as far as it reaches."""
    end = min(at + 1 + REACH, len(items))
    return next((index for index in range(at + 1, end) if items[index].kind is Kind.CONTRAST), end)


def _as(kind: Kind, item: Item) -> Item:
    return replace(item, kind=kind)

"""What a phrase of a check-in answer does (see `checkin_clauses`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a phrase does in an answer."""

    DANGER = "danger"
    LIFELINE = "what nobody can do without"
    SUPPLY = "what is of note if it is missing"
    ACT = "what is of note if it cannot be done"
    CAN = "an ability"
    LACK = "something used up"
    FEAR = "fear"
    SHAKEN = "a fright that is over"
    BIT = "a little"
    NOT_DANGER = "a danger denied in one phrase"
    DENIED = "a negated danger word"
    SAFE = "safe"
    SAFE_WEAK = "yes or ok"
    UNSAFE = "a negated safe word"
    ELSEWHERE = "elsewhere"
    AWAY = "not in"
    NOT = "a negation"
    CANNOT = "something that could not be"
    LOOSE = "a negation that belongs to nothing"
    DOUBT = "a doubt, a condition, a question or a worry"
    TENSE = "another time"
    PAST = "a moment in the past"
    LATER = "a later time"
    CONTRAST = "but"
    OR = "or"
    ONLY = "only"
    OTHER = "somebody else"
    GROUP = "we"
    WITH = "with"
    TOO = "too"
    SELF = "I"
    IS = "is"
    QUESTION = "a question word"
    COURTESY = "a courtesy"
    ACK = "received"
    WRONG = "a wrong number"
    STOP = "an opt-out word"
    STOP_ALONE = "an opt-out word if alone"
    FILLER = "nothing of note"
    STRANGE = "a word that is not understood"
    NAME = "the name of somebody or of a place"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    PAGE = "a page's digit"
    NUMBER = "a number"
    BREAK = "the end of a clause"
    ASK = "a question mark"


@dataclass(frozen=True)
class Item:
    """A phrase of the text and what it does."""

    kind: Kind
    text: str

"""An earthquake near Addis Ababa, in 48 hours and 120 people: steps that may be done twice, as those of `script`.

Each step is one text or one line, or many texts that are stored in one transaction: what a log entry counts together
must not depend on where the process was killed.
"""

from __future__ import annotations

from collections.abc import Callable

from playbooks.rules.vocabulary import Language
from tests.e2e.script import Step, Story, passes, texts, texts_at_once, types
from tests.world import World

#: On duty in Security on a Monday morning, the backup, and at night.
DUTY, BACKUP, NIGHT = "P043", "P045", "P044"
#: Addis Ababa: the head of the office, her deputy, two wardens, two members of staff.
HEAD, DEPUTY, WARDEN, DRIVER = "P067", "P068", "P069", "P072"
FRENCH, ARABIC = "P070", "P071"
#: Travellers there: from Brasilia, Cairo, Moscow, Dakar, Beijing and Santiago.
BRASILIA, CAIRO, MOSCOW, DAKAR, BEIJING, SANTIAGO = TRAVELLERS = ("P081", "P086", "P094", "P098", "P106", "P112")
#: Bangkok: silent on leave, colleague of the one on leave, not the owner of the number, two who answer.
ON_LEAVE, COLLEAGUE, STRANGER, CHINESE, AWAY = "P074", "P076", "P077", "P078", "P075"
#: Geneva: opted out, a warden of one zone, a person of that zone and one of another, both without a telephone.
OPTED_OUT, ZONE_WARDEN, IN_ZONE, NOT_IN_ZONE = "P055", "P047", "P053", "P033"
UNKNOWN = "+12025550177"
#: CMT members who answer the page with what follows.
COMING = {
    "CHAIR": "7", "HSSD": "7", "ORMS": "٧", "CCD": "7", "HR": "7", "FAC": "je viens", "ITBC": "8 15", "MA": "7",
    "SC": "voy", "BCO": "7", "FIN": "7",
}  # fmt: skip
#: How people of each language say that they are safe.
SAFE = {
    Language.EN: "I am safe", Language.FR: "je suis en securite", Language.ES: "Estoy a salvo",
    Language.RU: "в безопасности", Language.AR: "١", Language.ZH: "我安全",
}  # fmt: skip
_OTHERS = {
    HEAD, DEPUTY, WARDEN, DRIVER, FRENCH, ARABIC, *TRAVELLERS, ON_LEAVE, COLLEAGUE, STRANGER, CHINESE, AWAY,
    OPTED_OUT, IN_ZONE, NOT_IN_ZONE,
}  # fmt: skip


def everybody_else_is_safe() -> Callable[[World, str], None]:
    """All who play no part of their own answer in the same moment, each in their language; the legal adviser later."""

    def act(world: World, event: str) -> None:
        here = [one for one in world.app.people() if one.mobile and one.id not in {*_OTHERS, world.who("LEG").id}]
        texts_at_once(*((one.id, SAFE[Language(one.language)]) for one in here))(world, event)

    return act


ROOM, SECRET = "crisis-{0}", "crisis-{0}-restricted"
#: Chapter by chapter; `test_golden_earthquake` looks at what people see at the end of each.
BEFORE_ANYTHING_IS_DECLARED = (
    ("the duty officer asks the office", types(DUTY, "/crisis checkin start earthquake ADD ADD-1")),
    ("the report is taken", texts(DUTY, "7 {0}")),
    ("the warden is safe", texts(WARDEN, "1")),
    ("safe in Arabic digits", texts(ARABIC, "١")),
    ("safe in French", texts(FRENCH, "Je suis en sécurité")),
    ("safe with a typo", texts(DEPUTY, "im saef")),
    ("trapped, though with a 1", texts(DRIVER, "1 but trapped under the stairs")),
    ("what the driver needs", texts(DRIVER, "B, office 3rd floor")),
    ("taken by SMS", texts(DUTY, "H1")),
    ("travellers are asked too", types(DUTY, "/crisis checkin start {0} TRAVEL-ADD")),
    ("safe in Spanish", texts(SANTIAGO, "Estoy a salvo")),
    ("safe in Russian, with a typo", texts(MOSCOW, "я в безопастности")),
    ("safe, for now", texts(BRASILIA, "1")),
    ("a negated danger word", texts(DAKAR, "pas blessé")),
    ("a two", texts(CAIRO, "2")),
    ("and a one after it", texts(CAIRO, "1")),
    ("a two after a one", texts(BRASILIA, "2")),
    ("taken in chat", types("HSSD", "/crisis checkin take {0} H3")),
)
DECLARED = (
    ("nobody has taken it yet", passes(minutes=5)),
    ("verified and declared", types(DUTY, "/crisis verify {0} L3 USGS: 6.1, 20 km south; the warden saw cracks")),
    *((f"{seat} answers", texts(seat, f"{answer} {{0}}")) for seat, answer in COMING.items()),
    ("the head of the office answers both", texts(HEAD, "7 1")),
    ("the deputy comes", texts(DEPUTY, "7")),
    ("the warden comes", texts(WARDEN, "7")),
    ("red, and everybody is told", passes(minutes=31)),
    ("taken at last", types(BACKUP, "/crisis checkin take {0} H2")),
    ("one is safe now", types(BACKUP, "/crisis checkin resolve {0} H2 safe note=a nurse spoke with her")),
)
FURTHER = (
    ("Bangkok needs a press", types(DUTY, "/crisis checkin start {0} BKK")),
    ("Bangkok is asked", types(DUTY, "/crisis checkin start {0} BKK --confirmed")),
    ("a colleague speaks for somebody else", texts(COLLEAGUE, "my colleague Anan is fine")),
    ("and then for herself", texts(COLLEAGUE, "1")),
    ("safe in Chinese", texts(CHINESE, "我安全")),
    ("safe, but away", texts(AWAY, "3")),
    ("not that person's telephone", texts(STRANGER, "wrong number")),
    ("on leave", types("HR", "/crisis checkin correct {0} P074 excluded reason=on leave in Europe")),
    ("everybody is asked", types("HSSD", "/crisis checkin start {0} everyone --confirmed")),
    ("no more texts, please", texts(OPTED_OUT, "STOP")),
    ("somebody whom nobody knows", texts(UNKNOWN, "hello from the hotel")),
    ("a bare two to two questions", texts("LEG", "2")),
    ("it was for the page", texts("LEG", "7")),
    ("nearly all at once", everybody_else_is_safe()),
    ("the adviser is well", types(BACKUP, "/crisis checkin resolve {0} H4 safe note=she meant the page")),
)
THE_PLAYBOOK = (
    ("evidence", types(DUTY, "/crisis sop done {0} c1 USGS 08:51, M 6.1, 20 km south; 12 of ours")),
    ("a decision without its reason", types("CHAIR", "/crisis sop done {0} c8 everybody out of the building", ROOM)),
    (
        "a decision",
        types("CHAIR", "/crisis sop done {0} c8 everybody out of the building because=it is cracked", ROOM),
    ),
    ("a liaison", types("HSSD", "/crisis sop done {0} c5 UNDSS 09:25: plan in force, point at the airport", ROOM)),
    ("a message nobody cleared", types("CCD", "/crisis sop done {0} c9 We are counting our people.", ROOM)),
    ("a message", types("CCD", "/crisis sop done {0} c9 We are counting our people. cleared=the chair", ROOM)),
    ("a secret in the main room", types("MA", "/crisis sop done {0} c7 one fractured pelvis, Black Lion", ROOM)),
    ("in the restricted room", types("MA", "/crisis sop done {0} c7 one fractured pelvis, Black Lion", SECRET)),
    ("a step is left out", types("ITBC", "/crisis sop skip {0} c12 reason=the office is shut", ROOM)),
    ("a step does not apply", types("BCO", "/crisis sop na {0} c14 reason=no function is there", ROOM)),
    ("a step is given away", types("CHAIR", "/crisis sop assign {0} x5 P009", ROOM)),
    ("a note on it", types("ORMS", "/crisis sop note {0} x5 draft by eleven", ROOM)),
    ("evidence on it", types("ORMS", "/crisis sop evidence {0} x5 report 1, in the incident's folder", ROOM)),
    ("a step more", types("ORMS", "/crisis sop add {0} Water for the team role=FAC within=2h", ROOM)),
    ("a step is opened again", types("HSSD", "/crisis sop reopen {0} c5 reason=the point has moved", ROOM)),
    ("the gate is shut", types("FAC", "/crisis sop done {0} c19 two walls because=we must rent", ROOM)),
    ("the structural check", types("FAC", "/crisis sop done {0} c10 Main block, Eng. Bekele, safe to enter", ROOM)),
    ("the gate is open", types("FAC", "/crisis sop done {0} c19 two walls, claim sent because=we must rent", ROOM)),
)
NOBODY_IS_FORGOTTEN = (
    ("the wardens look for them", passes(minutes=46)),
    (
        "the warden has seen one",
        types(WARDEN, "/crisis checkin proxy {0} P106 safe source=met at the hotel at=12:40"),
    ),
    ("another zone is another warden's", types(ZONE_WARDEN, "/crisis checkin proxy {0} P033 safe source=saw him")),
    ("a warden's own zone", types(ZONE_WARDEN, "/crisis checkin proxy {0} P053 safe source=sits beside me")),
    ("the annex", types("P050", "/crisis checkin proxy {0} P033 safe source=at the tram stop at=12:40")),
    ("who wanted no texts", types("P038", "/crisis checkin proxy {0} P055 safe source=telephoned")),
    ("whose number is wrong", types(COLLEAGUE, "/crisis checkin proxy {0} P077 elsewhere source=he is in Jakarta")),
    ("she was wrong", types("HSSD", "/crisis checkin correct {0} P106 noreply reason=it was somebody else")),
    ("no negation is trusted", types(DUTY, "/crisis checkin correct {0} P098 safe reason=we spoke on the telephone")),
    ("who looks for her", types("HSSD", "/crisis checkin assign {0} P106 P068")),
    ("who is missing", types("HSSD", "/crisis checkin correct {0} P106 missing reason=last seen 08:40, Bole road")),
    ("not in the main room", types("HSSD", "/crisis checkin resolve {0} H3 hospitalised note=Black Lion", ROOM)),
    ("in hospital", types("HSSD", "/crisis checkin resolve {0} H3 hospitalised note=Black Lion", SECRET)),
    ("the driver is out", types(DUTY, "/crisis checkin resolve {0} H1 injured note=freed by the fire brigade")),
    ("the list to print", types("HSSD", "/crisis checkin unaccounted {0}")),
)
THE_NIGHT = (
    ("two hours", passes(minutes=125)),
    ("half a day", passes(hours=13)),
    ("found", types(NIGHT, "/crisis checkin correct {0} P106 safe reason=found at the house of friends")),
    ("the next morning", passes(hours=23)),
)
THE_NEXT_DAY = (
    ("a second round", types(DUTY, "/crisis checkin start {0} ADD TRAVEL-ADD --again")),
    ("safe again", texts(WARDEN, "1")),
    ("safe in chat", types(FRENCH, "/crisis checkin iam safe {0}")),
    (
        "the office is safe",
        texts_at_once((HEAD, "1"), (DEPUTY, "ok"), (ARABIC, "١"), (CAIRO, "١"), (BEIJING, "1"), (SANTIAGO, "a salvo")),
    ),
    ("reminded", types(DUTY, "/crisis checkin remind {0}")),
    ("only after the reminder", texts(MOSCOW, "1")),
    ("a day and an hour", passes(hours=25)),
    ("closing needs a reason", types("HSSD", "/crisis checkin close {0}")),
    ("the round is closed", types("HSSD", "/crisis checkin close {0} reason=the wardens go on")),
    ("late, with a page beside it", texts(HEAD, "1 {0}")),
    ("late, but well", texts(DAKAR, "1 {0}")),
    ("the last one", types("HSSD", "/crisis checkin correct {0} P098 safe reason=he texted us")),
)
THE_END = (
    ("the second day", passes(hours=40)),
    ("over", types("CHAIR", "/crisis standdown {0} reason=no more aftershocks", ROOM)),
    ("the report", types("ORMS", "/crisis report", ROOM)),
    ("closed", types("CHAIR", "/crisis close {0} reason=handed to the office", ROOM)),
    ("the report of the whole", types("ORMS", "/crisis report {0}")),
    ("two days", passes(hours=47)),
    ("late, and not well", texts(MOSCOW, "2")),
    ("48 hours", passes(hours=48)),
)
CHAPTERS = (
    BEFORE_ANYTHING_IS_DECLARED, DECLARED, FURTHER, THE_PLAYBOOK, NOBODY_IS_FORGOTTEN, THE_NIGHT, THE_NEXT_DAY, THE_END,
)  # fmt: skip
EARTHQUAKE = Story("earthquake", tuple(Step(f"earthquake/{name}", act) for part in CHAPTERS for name, act in part))

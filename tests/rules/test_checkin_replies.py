"""Reading answers to a safety check-in as people type them (domain 3.5, 3.7): tables, then what must never happen."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbooks.rules.checkin_replies import READ_AT_MOST, ReplyClass, read_checkin_reply, read_needs

READ_AS: dict[ReplyClass, dict[str, list[str]]] = {
    ReplyClass.SAFE: {
        "digit": ["1", "1.", "(1)", "#1", " 1 \n", "K7Q 1", "1k7q", "K7Q1", "1\u200b", "\u202e1"],
        "scripts": ["١", "۱", "१", "１", "①", "1️⃣", "一", "𝟏"],
        "words for it": ["one", "uno", "un", "un merci", "один", "واحد", "我选一"],
        "words beside": [
            "1 ok", "ok1", "1ok", "1 Marie Dupont", "1, Jean", "1 thanks see you at the lake",
            "1 floor 3",
        ],
        "courtesies": [
            "1 and you?", "1 what happened?", "1 hope you are all safe", "I'm safe, don't worry",
        ],
        "en": [
            "safe", "I'm safe", "im ok", "yes", "ok", "all good here",
            "I'm fine thanks for checking", "Safe and sound",
        ],
        "en contractions": ["we're safe", "We’re all fine", "I'm safe, I'll stay at home", "ok, ill call you"],
        "en typed badly": ["im saef", "saaaafe", "iam fyn", "imsafe", "alrigth"],
        "fr": [
            "je suis en sécurité", "tout va bien", "sain et sauf", "RAS", "oui",
            "je vais bien merci", "à l'abri",
        ],
        "fr typed badly": ["je suis en securité", "tt va bien", "jsuis en secu", "je suis en sécurite"],
        "es": [
            "estoy a salvo", "todo bien", "sí, estoy bien", "sano y salvo", "sin novedad",
            "toy bien grax", "tdo bien",
        ],
        "ru": [
            "я в безопасности", "всё в порядке", "все хорошо", "жив здоров", "да", "все впорядке",
            "норм",
        ],
        "ru transliterated": ["ya v poryadke", "vse ok", "vse horosho spasibo"],
        "ar": [
            "أنا بخير", "بأمان", "تمام الحمد لله", "كله تمام", "نعم", "انا كويس", "انا منيح",
            "انا زين",
        ],
        "ar transliterated": ["ana kwayes", "ana bikhair", "ana tayeb", "ana b5air", "kolo tamam"],
        "zh": ["我很安全", "没事", "平安", "一切都好", "我没事，谢谢关心", "都平安", "我沒事"],
        "zh transliterated": ["wo hen hao", "wo anquan", "meishi"],
        "mixed": ["safe, gracias", "todo bien, thanks", "أنا بخير thanks", "我很好 ok 1"],
        "the writer among others": [
            "we are all ok 1", "my wife and I are safe", "safe with my colleagues", "мы с женой в безопасности",
            "انا وعائلتي بخير", "我和家人都安全", "ma famille et moi allons bien",
        ],
    },
    ReplyClass.SAFE_ELSEWHERE: {
        "digit": ["3", "٣", "③", "三", "3 ok", "3 on leave", "three"],
        "en": [
            "not in Geneva", "I am not there", "on leave", "on sick leave",
            "working from home in France", "abroad",
        ],
        "with a 1": ["1 on leave", "1 not in the office"],
        "fr": [
            "en congé", "je ne suis pas à Genève", "je ne suis pas là", "en mission",
            "en télétravail",
        ],
        "es": ["no estoy en la zona", "de vacaciones", "no estoy allí", "estoy de viaje"],
        "ru": ["я не там, в отпуске", "в командировке", "меня там нет", "я не в Женеве"],
        "ar": ["لست هناك", "في إجازة", "أنا مسافر", "لست في جنيف"],
        "zh": ["不在当地", "休假", "我在出差", "我不在日内瓦"],
    },
    ReplyClass.NEED_HELP: {
        "digit": [
            "2", "٢", "②", "2️⃣", "二", "two", "deux", "dos", "два", "2k7q", "K7Q2", "22", "a 2 b",
            "2A",
        ],
        "a 2 beside others": [
            "1 2", "1️⃣2️⃣", "①②", "floor 2", "at 2pm", "2 of us", "2 079 123 45 67",
            "2 2 2 2 2 2 2",
        ],
        "beside a 1": [
            "1 but my leg is broken", "1 help", "1 mais blessé", "1 но ранен", "1 我受伤了",
            "١ لكن مصاب",
        ],
        "calls": [
            "HELP", "SOS", "S.O.S", "h e l p", "🆘", "AYUDA", "aidez-moi", "ПОМОГИТЕ", "救命",
            "النجدة", "СОS",
        ],
        "typed badly": [
            "heeeelp", "hlep", "emergancy", "i am trappd", "nesecito ayuda", "памагите", "imhurt",
        ],
        "transliterated": ["jiuming", "pomogite", "musaada", "mosa3da", "wo shoushang le", "ana masab"],
        "en": [
            "I'm stuck in the lift", "can't breathe", "safe but smoke everywhere", "he is injured",
            "no water here",
        ],
        "fr": ["je suis coincée", "je ne peux pas sortir", "j'ai besoin d'aide", "il y a le feu"],
        "es": ["estoy atrapada", "no puedo salir", "me duele la pierna", "hay disparos"],
        "ru": ["мне плохо", "я застрял в лифте", "нужен врач", "не могу выйти"],
        "ar": ["انا محاصر", "محتاج مساعدة", "لا أستطيع الخروج", "في حريق"],
        "zh": ["我被困了", "出不去", "着火了", "需要帮助", "我受傷了"],
        "negated safe en": [
            "I am not ok", "not safe", "I don't think I'm safe", "not in a safe place", "notsafe",
            "imnotok", "far from safe",
        ],
        "negated safe fr": [
            "pas en sécurité", "je ne vais pas bien", "nous ne sommes pas en sécurité",
            "ça va pas",
        ],
        "negated safe es": ["no estoy a salvo", "no estoy bien", "no estamos seguros"],
        "negated safe ru": ["не в безопасности", "небезопасно", "я не в порядке", "ya ne v poryadke"],
        "negated safe ar": [
            "لست بأمان", "مش كويس", "مو بخير", "غير آمن", "ana mish kwayes", "لست في مكان آمن",
        ],
        "negated safe zh": ["我不安全", "我不太好", "不在安全的地方", "wo bu anquan"],
        "with 'no' for an answer": [
            "no", "нет", "no i am injured", "STOP help me", "not injured but trapped",
        ],
        "about somebody else": ["my colleague is trapped", "I'm safe but Jean is missing", "他受伤了"],
        "long": ["x " * 600 + "help", "safe " * 300 + "2"],
    },
    ReplyClass.UNCLEAR: {
        "nothing": [
            "", " ", "?", "👍", "✅", "\x00", "hello", "merci", "收到", "recibido", "K7Q", "12", "4",
            "L1",
        ],
        "two answers": [
            "1 3", "1 or 3", "1 7", "1 no", "No, I'm safe", "yes and no", "1 K7Q M4R", "1 stop",
        ],
        "negated danger": [
            "not injured", "no need for help", "1 not injured", "safe, no injuries",
            "not hurt or trapped",
        ],
        "negated danger too": [
            "je ne suis pas blessé", "no estoy herido", "я не ранен", "我没有受伤", "لست مصابا", "I don't need help",
            "no necesito ayuda", "我不需要帮助", "не нужна помощь",
        ],
        "questions": [
            "1?", "safe?", "am I safe?", "¿a salvo?", "安全吗", "هل انا بامان", "is everyone safe?",
        ],
        "doubt": [
            "I think ok", "maybe", "creo que estoy bien", "вроде все нормально", "safe for now",
            "1 I hope",
        ],
        "another time": [
            "was safe an hour ago", "will be safe soon", "estaba bien", "был в порядке",
            "serai en sécurité",
        ],
        "on the way": ["trying to get to a safe place", "looking for somewhere safe", "keep me safe"],
        "not elsewhere": ["not on leave", "je ne suis pas en congé", "was on leave last week"],
        "counts and places": [
            "room 1", "3 people", "gate 3", "1 hour", "第1", "+1 555 123 4567", "3andi mushkila",
        ],
        "unknown languages": ["Ich bin zu Hause und mir geht es soweit", "1 xa xb xc xd xe xf xg xh"],
        "unfinished": ["1 but...", "ok but", "todo bien excepto"],
        "long": ["1" + " " * READ_AT_MOST + "ok"],
    },
    ReplyClass.PROXY: {
        "en": [
            "my colleague Jean is safe", "this is his wife, he is fine", "Jean is safe",
            "1 my wife is safe",
        ],
        "fr": ["il va bien", "elle est en sécurité", "mon mari va bien"],
        "es": ["mi esposo está a salvo", "Pedro está bien"],
        "ru": ["он в порядке", "моя жена в безопасности"],
        "ar": ["زوجتي بخير", "هو بخير"],
        "zh": ["他很安全", "我同事安全"],
    },
    ReplyClass.STOP: {
        "alone": [
            "STOP", "Stop.", "ARRET", "BAJA", "СТОП", "退订", "توقف", "unsubscribe", "CANCEL", "END",
            "K7Q STOP",
        ],
        "first": ["stop texting me", "please stop"],
    },
    ReplyClass.WRONG_NUMBER: {
        "en": ["wrong number", "WRONG", "who is this?", "sorry wrong number", "new phone who dis"],
        "fr": ["mauvais numéro", "qui est-ce ?", "vous vous êtes trompé"],
        "es": ["número equivocado", "¿quién es?"],
        "ru": ["ошиблись номером", "кто это?"],
        "ar": ["رقم خاطئ", "من هذا؟"],
        "zh": ["打错了", "你是谁", "不认识"],
    },
}  # fmt: skip
TABLE = [
    pytest.param(text, reply, id=f"{reply}-{group}-{number}")
    for reply, groups in READ_AS.items()
    for group, texts in groups.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("text", "reply"), TABLE)
def test_texts_are_read_as_their_writer_meant_them_or_shown_to_a_human(text: str, reply: ReplyClass) -> None:
    read = read_checkin_reply(text)
    assert read.reply is reply, read.why
    assert read.why


@pytest.mark.parametrize("text", [*READ_AS[ReplyClass.UNCLEAR]["negated danger"], "2", "help", "I cannot say"])
def test_distress_and_what_may_hide_it_is_urgent(text: str) -> None:
    assert read_checkin_reply(text).urgent


@pytest.mark.parametrize("text", ["1", "safe", "on leave", "👍", "maybe", "wrong number", "STOP", "he is fine"])
def test_nothing_else_is_urgent(text: str) -> None:
    assert not read_checkin_reply(text).urgent


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Juan y Ana están bien", "es"), ("Ana y Luis a salvo", "es"), ("Юра и Оля в порядке", "ru"),
        ("Tom and Sara safe", "en"),
    ],
)  # fmt: skip
def test_two_names_that_are_joined_are_two_other_people(text: str, language: str) -> None:
    assert read_checkin_reply(text, language).reply is ReplyClass.PROXY


@pytest.mark.parametrize(
    "text", ["je trouve pas la sortie", "1 pas la sortie", "je vais bien, pas la sortie", "1 on a pas la sortie"]
)
def test_an_exit_that_is_missing_is_a_call_for_help_and_no_elsewhere(text: str) -> None:
    assert read_checkin_reply(text, "fr").reply is ReplyClass.NEED_HELP


@pytest.mark.parametrize(
    "text", ["1 j'ai pas la clé de la porte", "pas la clé", "ok j'ai pas la clef", "ok mais pas la force"]
)
def test_a_thing_that_is_missing_makes_nobody_safe_elsewhere(text: str) -> None:
    assert read_checkin_reply(text, "fr").reply is ReplyClass.UNCLEAR


@pytest.mark.parametrize(
    "text", ["safe? no!", "am I safe? no", "en sécurité ? non", "¿a salvo? no", "в безопасности? нет"]
)
def test_no_to_the_question_repeated_is_a_call_for_help(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.NEED_HELP


@pytest.mark.parametrize("text", ["I hear nothing since the explosion", "no answer since the explosion"])
def test_a_danger_since_which_something_is_missing_is_not_denied(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.NEED_HELP


@pytest.mark.parametrize("text", ["it was scary before but I am safe now", "was on leave but back, safe"])
def test_what_was_before_a_but_does_not_make_now_doubtful(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.SAFE


def test_a_word_that_means_two_things_is_read_in_the_persons_language() -> None:
    assert read_checkin_reply("si", "es").reply is ReplyClass.SAFE
    assert read_checkin_reply("si", "fr").reply is ReplyClass.UNCLEAR


@pytest.mark.parametrize(
    ("text", "code"), [("1", None), ("1 k7q", "K7Q"), ("2k7q9m", "K7Q9M"), ("1 K7Q M4R", None), ("help К7Т", "K7T")]
)
def test_the_incident_code_is_found_in_any_case(text: str, code: str | None) -> None:
    assert read_checkin_reply(text).code == code


@pytest.mark.parametrize(
    ("text", "digits"), [("7", {7}), ("8 and 2", {8}), ("7 9", {7, 9}), ("1 ok room 7", set()), ("17", set())]
)
def test_digits_of_a_page_are_told_apart(text: str, digits: set[int]) -> None:
    assert read_checkin_reply(text).page_digits == digits


@pytest.mark.parametrize(
    ("text", "needs", "place"),
    [
        ("A", "A", ""),
        ("b", "B", ""),
        ("A, B", "AB", ""),
        ("A and C", "AC", ""),
        ("ABD", "ABD", ""),
        ("Ａ／Ｂ", "AB", ""),
        ("А В", "AB", ""),
        ("أ ب", "AB", ""),
        ("甲、丙", "AC", ""),
        ("b floor 3, room 12", "B", "floor 3, room 12"),
        ("3rd floor; B, D", "BD", "3rd floor"),
        ("B: near the lift", "B", "near the lift"),
        ("2 B", "B", ""),
        ("BAD smoke", "", "BAD smoke"),
        ("à la maison", "", "à la maison"),
        ("c'est fini", "", "c'est fini"),
        ("a salvo", "", "a salvo"),
        ("в школе", "", "в школе"),
        ("", "", ""),
    ],
)
def test_the_letters_of_the_follow_up_and_the_place_are_read(text: str, needs: str, place: str) -> None:
    found, rest = read_needs(text)
    assert "".join(sorted(found)) == needs
    assert rest == place


SAFE_TEXTS = [
    text
    for reply in (ReplyClass.SAFE, ReplyClass.SAFE_ELSEWHERE)
    for texts in READ_AS[reply].values()
    for text in texts
]
SAFE_PHRASES = [
    "safe", "I am safe", "ok", "fine", "en sécurité", "tout va bien", "a salvo", "estoy bien", "в безопасности",
    "все хорошо", "安全", "很好", "بخير", "بأمان", "1", "1 ok", "kwayes", "v poryadke",
]  # fmt: skip
NEGATIONS = [
    "not", "no", "never", "isn't", "don't feel", "pas", "ne", "jamais", "no estoy", "nunca", "не", "нет", "不", "没",
    "لست", "مش", "لا", "غير", "mish", "cannot be", "pas vraiment",
]  # fmt: skip
DANGERS = [
    "help", "SOS", "trapped", "injured", "bleeding", "fire", "blessé", "au secours", "coincé", "herido", "ayuda",
    "atrapado", "помогите", "ранен", "пожар", "救命", "受伤", "被困", "النجدة", "مصاب", "محاصر", "jiuming", "pomogite",
]  # fmt: skip
ANYTHING = st.text(st.characters(codec=None), max_size=200) | st.text("123789 kK7Q.?,!не不لاnotsafeok\n", max_size=60)


@given(ANYTHING, st.sampled_from(["en", "fr", "es", "ru", "ar", "zh", "xx"]))
@example("\ud83d 1", "en")
@example("1" * 5_000, "en")
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_read_without_an_error(text: str, language: str) -> None:
    read = read_checkin_reply(text, language)
    assert read.why
    assert read.urgent or read.reply is not ReplyClass.NEED_HELP
    assert read_needs(text)[0] <= set("ABCDE")


@given(st.sampled_from(SAFE_TEXTS), st.sampled_from(DANGERS), st.sampled_from(SAFE_TEXTS))
@settings(max_examples=400, deadline=None)
def test_a_danger_word_among_any_safe_words_is_a_call_for_help(before: str, danger: str, after: str) -> None:
    for text in (f"{danger}. {after}", f"{before}. {danger}", f"{before}, {danger}, {after}"):
        assert read_checkin_reply(text).reply is ReplyClass.NEED_HELP, text


@given(ANYTHING, ANYTHING)
@settings(max_examples=300, deadline=None)
def test_a_2_anywhere_is_a_call_for_help(before: str, after: str) -> None:
    assert read_checkin_reply(f"{before} ; 2 ; {after}").reply is ReplyClass.NEED_HELP


@given(st.sampled_from(NEGATIONS), st.sampled_from(SAFE_PHRASES), st.sampled_from(["", " 1", " thanks", ", Jean"]))
@settings(max_examples=400, deadline=None)
def test_no_negation_before_a_safe_phrase_reads_as_safe(negation: str, phrase: str, more: str) -> None:
    read = read_checkin_reply(f"{negation} {phrase}{more}")
    assert read.reply in {ReplyClass.NEED_HELP, ReplyClass.UNCLEAR}, read.why


@given(st.sampled_from(NEGATIONS), st.sampled_from(SAFE_PHRASES), st.text("abcdefgh ", max_size=20))
@settings(max_examples=300, deadline=None)
def test_no_negation_anywhere_in_the_clause_reads_as_safe(negation: str, phrase: str, more: str) -> None:
    for text in (f"{phrase} {negation}", f"{negation} {more} {phrase}"):
        assert read_checkin_reply(text).reply is not ReplyClass.SAFE, text


@given(st.sampled_from(NEGATIONS), st.sampled_from(DANGERS))
@settings(max_examples=300, deadline=None)
def test_a_danger_word_is_shown_to_a_human_whatever_is_said_about_it(negation: str, danger: str) -> None:
    read = read_checkin_reply(f"1 {negation} {danger}")
    assert read.reply in {ReplyClass.NEED_HELP, ReplyClass.UNCLEAR}
    assert read.urgent


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "not " * 50_000, "one " * 50_000, "\u0301\u0316" * 100_000, "不" * 200_000, "1 1-" * 50_000],
    ids=["one word", "negations", "numbers", "marks", "han", "telephones"],
)
def test_long_and_repetitive_texts_are_never_an_answer(text: str) -> None:
    assert read_checkin_reply(text).reply is ReplyClass.UNCLEAR

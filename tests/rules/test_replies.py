"""Reading answers to a page as people type them (domain 3.5, 3.7): one table for each language, then properties."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbooks.rules.replies import READ_AT_MOST, Meaning, read_page_answer

READ_AS: dict[Meaning, dict[str, list[str]]] = {
    Meaning.JOINING: {
        "digit": ["7", "7.", "7!!", "#7", "(7)", " 7 \n", "7 7", "7\u200b", "\u202e7", "7 👍"],
        "scripts": ["٧", "۷", "７", "7️⃣", "⑦", "➆", "𝟕", "七", "七。"],
        "words beside": [
            "7 ok",
            "ok 7",
            "7ok",
            "ack 7",
            "Reply: 7",
            "7 joining now",
            "7 on my way",
            "7 L3",
            "7, which room?",
        ],
        "names": ["7 Jean Dupont", "Jean Dupont 7", "7 will be there, taking the tram"],
        "times beside": [
            "7 in 10 min",
            "7 est. 10 min",
            "7 by train at 9",
            "7, there at 14:30",
            "7, tel +41 79 123 45 67",
        ],
        "code": [
            "7 K7Q",
            "K7Q 7",
            "7k7q",
            "K7Q7",
            "K7Q: 7",
            "7 K7Q9M",
            "k7q9m7",
            "k-7-q 7",
            "К7Т 7",
            "7我来K7Q",
            "joining k7q",
        ],
        "en": ["joining", "Coming!", "on my way", "I'm coming", "I’ll join", "will join asap", "I'll be there", "omw"],
        "fr": [
            "j'arrive",
            "J’arrive",
            "jarrive",
            "en route",
            "je suis en route",
            "J'y serai",
            "oui, je viens tout de suite",
        ],
        "es": ["voy", "Ya voy, gracias", "voy en camino", "estoy en camino", "me uno ahora"],
        "ru": ["еду", "иду", "Уже еду", "Хорошо, буду", "выезжаю", "7еду", "да, подключаюсь"],
        "zh": ["我来", "来了", "我马上到", "好的，我来了", "我會來", "回复7", "7我来"],
        "ar": ["قادم", "أنا قادم", "قادمة", "في الطريق", "سأحضر", "نعم، أنا في الطريق", "قَادِم"],
    },
    Meaning.LATE: {
        "digit": ["8", "8.", "八", "٨", "8 K7Q", "8k7q", "8 late", "8 stuck in traffic"],
        "both": ["7 late", "joining late", "on my way but late"],
        "en": ["late", "running late", "I will be late", "delayed"],
        "fr": ["en retard", "j'ai du retard", "je serai en retard"],
        "es": ["tarde", "llego tarde", "con retraso"],
        "ru": ["опоздаю", "опаздываю", "буду позже"],
        "zh": ["我会迟到", "遲到", "稍后到"],
        "ar": ["متأخر", "سأتأخر", "أنا متأخرة"],
    },
    Meaning.CANNOT: {
        "digit": [
            "9",
            "9!",
            "9 sorry",
            "九",
            "９",
            "٩",
            "k7q 9",
            "9k7q",
            "9 not coming",
            "9 no I cannot",
            "9, in hospital",
        ],
        "en": [
            "cannot",
            "can't",
            "can´t come",
            "cant make it",
            "I cannot join",
            "not coming",
            "I won't be able to attend",
        ],
        "en too": ["unable to attend", "I'm not available", "sorry, I can't come today", "I am not going to make it"],
        "fr": [
            "je ne peux pas",
            "je peux pas venir",
            "Je ne viendrai pas",
            "désolé, je ne pourrai pas",
            "pas disponible",
        ],
        "es": ["no puedo", "No puedo ir, lo siento", "no voy", "no estoy disponible"],
        "ru": ["не могу", "не приду", "Извините, не смогу приехать", "не буду"],
        "zh": ["不能", "我来不了", "我不能来", "抱歉，去不了", "無法參加"],
        "ar": ["لا أستطيع", "لن أحضر", "لا أستطيع الحضور", "لست قادما", "غير قادر على الحضور"],
    },
    Meaning.CHECKIN_DIGIT: {
        "any": ["1", "2", "3", "1.", "(2)", "1 ok", "1 thanks", "K7Q 2", "k7q2", "١", "１", "一", "2️⃣", "③"],
    },
    Meaning.HELP: {
        "en": [
            "HELP",
            "help me",
            "7 help",
            "HELP 7 K7Q",
            "HELPME",
            "h\u200belp",
            "SOS",
            "🆘",
            "2 need help",
            "not safe",
        ],
        "en danger": ["we are trapped 7", "7 he is injured", "7 people trapped", "can't breathe", "7 under attack"],
        "fr": ["AIDE", "aidez-moi", "au secours 7", "pas en sécurité", "7 nous avons des blessés"],
        "es": ["AYUDA", "¡Ayúdame!", "7 ayuda", "no estoy a salvo", "hay heridos"],
        "ru": ["ПОМОГИТЕ", "помогите 7", "на помощь", "я не в безопасности", "здесь раненые"],
        "zh": ["救命", "7救命", "我不安全", "有人受伤", "请帮帮我"],
        "ar": ["النجدة", "ساعدوني", "7 ساعدوني", "لست بأمان", "نحن في خطر"],
        "long": ["x " * 490 + "help"],
    },
    Meaning.STOP: {
        "any": ["STOP", "Stop.", "stop all", "STOPALL", "K7Q STOP", "stop texting me", "opt-out", "UNSUBSCRIBE"],
        "alone": ["CANCEL", "END", "QUIT", "ARRET", "arrêt", "стоп", "退订", "توقف"],
    },
    Meaning.UNCLEAR: {
        "nothing": ["", "  ", "?", "👍", "ok", "yes", "no", "нет", "4", "0", "10", "77", "789", "07", "L3", "\x00"],
        "code alone": ["K7Q", "k7q", "K 7 Q", "К7Т", "K7Q9M", "7 K7Q M4R"],
        "two digits": ["7 9", "7 and 9", "7/9", "7,8,9", "8 7", "8 9", "7 2", "8 2", "1 7", "9 1", "1 joining"],
        "the page quoted": ["Reply 7=Joining 8=Late(min) 9=Cannot, page alternate"],
        "negation en": [
            "not 7",
            "7 not",
            "7 no I cannot",
            "I can't join 7",
            "7 can't",
            "nope 7",
            "not coming 7",
            "8 cannot",
        ],
        "negation en too": ["won't be late", "not late", "don't worry, coming", "cannot talk, joining", "7\x00no"],
        "negation fr": ["7 je ne peux pas", "je n'arrive pas", "je ne suis pas en route", "7 ne viens pas", "pas 7"],
        "negation es": ["no puedo 7", "7 no voy", "no, ya voy", "nunca 7"],
        "negation ru": ["не еду 7", "7 нет", "не опоздаю", "7 не могу"],
        "negation zh": ["不 7", "我不会来 7", "7 没空", "7不来"],
        "negation ar": ["لا 7", "7 لا", "7 لن أحضر", "لست قادما 7"],
        "contradiction": ["late 9", "9 joining", "9 j'arrive", "7 stop", "stop 7", "7 cancel that"],
        "doubt": [
            "7?",
            "7 ?",
            "٧؟",
            "maybe 7",
            "7 maybe",
            "7 if needed",
            "what is 7",
            "peut-être 7",
            "7 возможно",
            "可能 7",
        ],
        "question": ["are you coming?", "who is coming", "joining?", "ты едешь?", "你来吗"],
        "counts": [
            "7 people here",
            "room 7",
            "floor 9",
            "9th floor",
            "im at gate 8",
            "第7",
            "7楼",
            "étage 7",
            "7 человек",
        ],
        "times": ["7:30", "9:30", "9am", "at 9", "8:20pm", "9点", "星期七", "7 min", "8 min", "20 min", "9 h", "à 9 h"],
        "telephones": ["+7 916 123 45 67", "8 916 123 45 67", "0041791234567", "8 500000"],
        "others": [
            "smoke is coming in",
            "police are coming",
            "7 this is his wife",
            "wrong number",
            "cannot find the room",
        ],
        "long": ["x" * 2000, "7" + " " * READ_AT_MOST + "not", "we met in the hall by the lifts and then 7"],
    },
}
TABLE = [
    pytest.param(text, meaning, id=f"{meaning}-{group}-{number}")
    for meaning, groups in READ_AS.items()
    for group, texts in groups.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("text", "meaning"), TABLE)
def test_texts_are_read_as_their_writer_meant_them_or_not_at_all(text: str, meaning: Meaning) -> None:
    read = read_page_answer(text)
    assert read.meaning is meaning, read.why
    assert read.why


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8", None),
        ("8 20", 20),
        ("8: 20 min", 20),
        ("8:20", 20),
        ("8 (20)", 20),
        ("8, 30 min late", 30),
        ("٨ ٢٠", 20),
        ("8 K7Q 20", 20),
        ("8k7q 20", 20),
        ("late 20", 20),
        ("Late, 15 minutes", 15),
        ("late 7 min", 7),
        ("7 10 min late", 10),
        ("8 1h", 60),
        ("8 1h30", 90),
        ("8 1h5m", 65),
        ("8 1.5 h", 90),
        ("late 2 hours", 120),
        ("8 half an hour", 30),
        ("8 demi-heure", 30),
        ("retard 20 min", 20),
        ("tarde 20 minutos", 20),
        ("8 media hora", 30),
        ("опоздаю на 20 минут", 20),
        ("8 полчаса", 30),
        ("迟到20分钟", 20),
        ("8 半小时", 30),
        ("سأتأخر 20 دقيقة", 20),
        ("8 0", None),
        ("8 5000", None),
        ("8 999", None),
        ("8 14:30", None),
        ("8 20 30", None),
    ],
)
def test_how_late_somebody_is(text: str, minutes: int | None) -> None:
    read = read_page_answer(text)
    assert read.meaning is Meaning.LATE
    assert read.late_by == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7", None),
        ("7 k7q", "K7Q"),
        ("K7Q", "K7Q"),
        ("7k7q9m", "K7Q9M"),
        ("K7Q 7 K7Q", "K7Q"),
        ("К7Т 7", "K7T"),
        ("help K7Q", "K7Q"),
        ("7 K7Q M4R", None),
    ],
)
def test_the_incident_code_is_found_in_any_case(text: str, code: str | None) -> None:
    assert read_page_answer(text).code == code


@pytest.mark.parametrize("text", ["a" * 100_000, "7 " * 50_000, "8:" * 5_000, "not " * 5_000, "ﷺ" * 1_000, "no " * 333])
def test_long_and_repetitive_texts_are_never_an_answer(text: str) -> None:
    assert read_page_answer(text).meaning is Meaning.UNCLEAR


NEGATIONS = [
    "not", "no", "cannot", "can't", "can’t", "won't", "don't", "never", "unable", "je ne peux pas", "pas", "jamais",
    "non", "no puedo", "nunca", "не", "нет", "не могу", "不", "没", "不能",
    "无法", "لا", "لن", "ليس", "لا أستطيع", "لست",
]  # fmt: skip
JOINING_WORDS = ["7", "7 K7Q", "joining", "on my way", "j'arrive", "voy", "еду", "我来", "قادم", "ok 7", "⑦", "7!"]
ANYTHING = st.text(max_size=60)


@given(st.text(st.characters(codec=None), max_size=300) | st.text("789 123kqKQ:.,+-h()min?\n٧七", max_size=40))
@example("\ud83d 7")
@settings(max_examples=300)
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    read = read_page_answer(text)
    assert read.late_by is None or read.meaning is Meaning.LATE


@given(
    st.permutations(["said", "negation", "more"]), st.sampled_from(JOINING_WORDS), st.sampled_from(NEGATIONS), ANYTHING
)
@settings(max_examples=300)
def test_no_text_with_a_negation_reads_as_joining(order: list[str], said: str, negation: str, more: str) -> None:
    parts = {"said": said, "negation": negation, "more": more}
    assert read_page_answer(" ".join(parts[part] for part in order)).meaning is not Meaning.JOINING


@given(
    st.sampled_from(["7 ", "", "K7Q 7 ", "9 "]), st.sampled_from(["help", "SOS", "ayuda", "помогите", "救命", "النجدة"])
)
def test_a_call_for_help_wins_wherever_it_stands(answer: str, call: str) -> None:
    assert read_page_answer(f"{answer}{call}").meaning is Meaning.HELP
    assert read_page_answer(f"{call} {answer}").meaning is Meaning.HELP


@given(st.sampled_from("123"), st.sampled_from(["", " ok", "!", " K7Q"]))
def test_the_digits_of_a_check_in_never_answer_a_page(digit: str, rest: str) -> None:
    assert read_page_answer(digit + rest).meaning is Meaning.CHECKIN_DIGIT

"""Calls for help that name no danger outright, by what happens to people and in six languages (domain 3.5, 3.7)."""

from __future__ import annotations

import pytest

from playbooks.rules.checkin_replies import ReplyClass, read_checkin_reply

CALLS: dict[str, dict[str, list[str]]] = {
    "en": {
        "shut in": ["the door wont budge", "they have locked us in", "the way down is blocked", "let us out"],
        "breath and blood": ["he is turning blue", "hard to breathe in here", "feel weak, cold sweat"],
        "medicine": [
            "I am out of insulin",
            "1 but no insulin",
            "forgot my inhaler at home",
            "no dialysis since monday",
        ],
        "birth": ["baby is on the way", "my waters just went", "my wife has contractions"],
        "water": ["1 we are in the water", "water up to my neck", "the river is coming in", "car went in the ditch"],
        "gas and fire": ["it smells like gas", "smoke coming under the door", "its getting hotter"],
        "attackers": ["they are going door to door", "someone is trying the door handle", "i can hear footsteps"],
        "held": ["they wont let us leave", "soldiers took my passport", "stopped at a checkpoint"],
        "bites and falls": ["i was bit by a dog", "scorpion stung me", "slipped on the stairs cant put weight on it"],
        "not able": ["my crutches are upstairs", "I use a wheelchair and the lift is out", "he is not answering"],
        "hurry": ["come quick", "please send somebody", "dont leave us here", "911", "112 please"],
        "the second answer": ["the second one", "option two", "number two"],
        "denied": ["less than safe", "anything but safe", "no safety here"],
    },
    "fr": {
        "water": ["l'eau arrive jusqu'au cou", "on est dans l'eau", "la rivière déborde"],
        "held": ["on m'a arrêté au barrage, ils veulent m'emmener", "laissez-nous sortir"],
        "attackers": ["quelqu'un frappe à la porte", "j'entends des pas", "on les entend dehors"],
        "health": ["piqué par un scorpion", "sueurs froides et palpitations", "j'ai oublié mes béquilles"],
        "hurry": ["ne nous laissez pas", "faites vite", "deuxième option"],
        "denied": ["jamais été aussi peu en sécurité", "tout sauf en sécurité"],
    },
    "es": {
        "water": ["el agua ya llega al techo del carro", "el río se desborda", "estamos en el agua"],
        "held": ["no nos dejan salir", "nos apuntan", "me quitaron el pasaporte"],
        "attackers": ["están pateando la puerta", "oigo pasos afuera"],
        "health": ["me picó una culebra en el campo", "se me hincha la mano", "se me rompió la fuente"],
        "hurry": ["no nos dejen aquí", "lo más rápido posible", "la segunda opción"],
        "denied": ["todo menos a salvo", "poco seguro aquí"],
    },
    "ru": {
        "water": ["вода дошла до окон", "стоим по пояс", "мы в воде"],
        "held": ["нас держат в комнате", "не дают выйти", "отобрали паспорт"],
        "attackers": ["слышу шаги", "кто-то за дверью"],
        "health": ["укусила змея", "kollega bez soznaniya", "отошли воды"],
        "hurry": ["не бросайте нас", "поторопитесь", "двойка"],
        "denied": ["никакой безопасности тут нет", "далеко не в безопасности"],
    },
    "ar": {
        "water": ["الماء واصل لرقبتي", "نحن في الماء"],
        "held": ["ما عم يخلونا نطلع", "وقفونا على الحاجز"],
        "attackers": ["حدا عم يدق الباب", "سامع خطوات"],
        "health": ["عضتني حية والرجل تورمت", "لدغتني عقرب", "جاني الطلق"],
        "hurry": ["لا تتركونا", "el72ooni", "الخيار الثاني"],
    },
    "zh": {
        "water": ["水到腰了", "我掉进河里", "水淹到胸口"],
        "held": ["他们不让我们走", "护照被扣了", "在检查站被拦住"],
        "attackers": ["有人在敲门", "听到脚步声"],
        "health": ["被蛇咬了", "冒冷汗", "羊水破了"],
        "hurry": ["别丢下我们", "快来啊", "选第二个"],
        "denied": ["不是", "哪里安全", "根本不安全"],
    },
}
TABLE = [
    pytest.param(text, language, id=f"{language}-{what}-{number}")
    for language, kinds in CALLS.items()
    for what, texts in kinds.items()
    for number, text in enumerate(texts)
]


@pytest.mark.parametrize(("text", "language"), TABLE)
def test_a_danger_that_is_only_described_is_a_call_for_help(text: str, language: str) -> None:
    read = read_checkin_reply(text, language)
    assert read.reply is ReplyClass.NEED_HELP, read.why


@pytest.mark.parametrize(("text", "language"), [pytest.param(*case.values, id=case.id) for case in TABLE])
def test_and_so_it_is_beside_a_1(text: str, language: str) -> None:
    read = read_checkin_reply(f"1, {text}", language)
    assert read.reply in {ReplyClass.NEED_HELP, ReplyClass.UNCLEAR}, read.why

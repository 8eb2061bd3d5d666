"""Words of distress, of six languages and the commonest of some others (domain 3.5, 3.7; our choice)."""

from __future__ import annotations

from playbooks.rules import (
    checkin_danger_ar,
    checkin_danger_en,
    checkin_danger_es,
    checkin_danger_fr,
    checkin_danger_ru,
    checkin_danger_zh,
)

#: Each with its lists DANGER, LIFELINE, SUPPLY, ACT, FEAR, SHAKEN and LACK.
LANGUAGES = (
    checkin_danger_en, checkin_danger_fr, checkin_danger_es, checkin_danger_ru, checkin_danger_ar, checkin_danger_zh,
)  # fmt: skip

#: The commonest calls of other languages that staff and their families speak (our choice).
OTHERS = """
hilfe|verletzt|notfall|gefahr|eingeschlossen|gebrochen|brauche|krank|schmerzen|feuer|blut|aiuto|aiutatemi|ferito
ferita|pericolo|intrappolato|intrappolata|bloccato|rotto|rotta|sangue|ospedale
ajuda|ajudem|ajudar|ferido|preso|presa|perigo|preciso|sangrando|machucado|machucada|quebrado|msaada|nisaidie
tusaidie
saidia|nimeumia|majeruhi|hatari|yardim|imdat|yarali|tolong|bantuan|terluka|saklolo|tulong|bachao|madad
помогніть|допоможіть|допомога|поранений|поранена|небезпека|помагите|کمک|نجات|مدد|زخمی|بچاؤ|मदद|बचाओ|घायल|খতরা
সাহায্য
እርዳኝ|እርዳታ|助けて|도와줘|살려줘
"""

"""An organisation of any size: the demonstration's, with as many more people in Addis Ababa as are asked for."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from bot.config import demonstration

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


def numbers(people: int) -> list[str]:
    """Give the telephone numbers of the added people."""
    return [f"+25197{at:07d}" for at in range(people)]


def write(folder: Path, people: int) -> Path:
    """Write the organisation's files and give their folder."""
    shutil.copytree(demonstration(), folder)
    rows = list(csv.DictReader((folder / "people.csv").open(encoding="utf-8")))
    like = next(row for row in rows if row["site"] == "ADD")
    for at, number in enumerate(numbers(people)):
        more = {"id": f"B{at:05d}", "name": f"Person {at}", "mobile": number, "language": LANGUAGES[at % 6]}
        rows.append({**like, **more, "email": f"b{at}@iwu.example"})
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(like))
    writer.writeheader()
    writer.writerows(rows)
    (folder / "people.csv").write_text(text.getvalue(), encoding="utf-8")
    return folder

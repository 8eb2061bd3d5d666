"""An organisation of any size: the demonstration's, with as many more people in Addis Ababa as are asked for."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from bot.config import demonstration

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


#: The added people's numbers begin with these in turn: each can have a sender of its own.
PREFIXES = [f"+2517{digit}" for digit in range(10)]


def numbers(people: int) -> list[str]:
    """Give the telephone numbers of the added people."""
    return [f"{PREFIXES[at % 10]}{at // 10:07d}" for at in range(people)]


def write(folder: Path, people: int, *, real: bool = False) -> Path:
    """Write the organisation's files and give their folder; messages of a `real` one leave."""
    shutil.copytree(demonstration(), folder)
    if real:
        said = (folder / "organisation.yaml").read_text(encoding="utf-8")
        real_one = said.replace("demonstration: true", "demonstration: false")
        (folder / "organisation.yaml").write_text(real_one, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO((folder / "people.csv").read_text(encoding="utf-8"))))
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

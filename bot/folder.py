"""Reads an organisation's files, from its folder or one of them, for the import."""

from __future__ import annotations

from pathlib import Path

#: Endings of the files that a folder is searched for; anything else in it is none of ours.
ENDINGS = frozenset({".csv", ".yaml", ".yml"})
#: A hundred times a list of ten thousand people (our choice); something larger was named by mistake.
LARGEST = 100_000_000


class Unreadable(Exception):
    """The folder or file cannot be read; the text says which, and why."""


def read_folder(path: Path) -> dict[str, bytes]:
    """Give the files' bytes by name. Raises Unreadable."""
    if not path.exists():
        raise Unreadable(f"There is no folder or file {path}; name the folder with organisation.yaml and people.csv.")
    try:
        found = sorted(one for one in path.iterdir() if _wanted(one)) if path.is_dir() else [path]
        if not found:
            raise Unreadable(f"The folder {path} holds no .csv or .yaml file; name the organisation's folder.")
        large = [one for one in found if one.stat().st_size > LARGEST]
        if large:
            raise Unreadable(f"{large[0]} has more than {LARGEST // 1_000_000} MB; that is no list of ours.")
        return {one.name: one.read_bytes() for one in found}
    except OSError as error:
        raise Unreadable(f"{error.filename or path} cannot be read ({error.strerror}).") from error


def _wanted(path: Path) -> bool:
    return path.suffix.casefold() in ENDINGS and not path.name.startswith(".") and path.is_file()

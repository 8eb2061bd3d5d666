"""Read a YAML file so that a mistake can be named: the line, what is wrong, what to write instead.

All problems of a file are reported together. An unknown key is an error: a misspelt one is never ignored.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from playbooks.rules.errors import Invalid

#: Deeper than any of our files; an anchor that holds itself would never end.
_DEEPEST = 12

#: The quick one where the machine has it: every start of Muster reads a dozen files.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Where something is in a file: ("page", "fr", "text").
Where = tuple[str | int, ...]
AnyModel = TypeVar("AnyModel", bound=BaseModel)


class Strict(BaseModel):
    """A part of a file whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file."""

    file: str
    #: 1 for the first line.
    line: int
    wrong: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.wrong}. {self.instead}."


class BadFile(Invalid):
    """The file cannot be used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        #: In the order of the file; at least one.
        self.problems = tuple(problems)


@dataclass
class Document:
    """A YAML mapping, the line of each of its values, and what is wrong with it."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, where: Where, wrong: str, instead: str) -> None:
        """Note a problem in the line of `where`, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        self.problems.append(Problem(self.file, self.lines.get(where, 1), wrong, instead))

    def finish(self) -> None:
        """Raise BadFile if anything was wrong."""
        if self.problems:
            raise BadFile(sorted(self.problems, key=lambda problem: problem.line))


def read_yaml(text: str, file: str) -> Document:
    """Read a YAML mapping; every key is taken as the word that stands there, so `on` is not a truth value.

    Raises BadFile when the text is no YAML or not a mapping.
    """
    document = Document(file)
    try:
        loader = _LOADER(text)
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "a character that does not belong there"
        document.lines[()] = mark.line + 1 if mark else 1
        document.wrong((), f"this is not YAML ({reason})", "Check the indentation and put texts in double quotes")
    else:
        if isinstance(node, yaml.MappingNode):
            document.data = _value(document, loader, node, ())
        else:
            document.wrong((), "the file holds no 'key: value' lines", "Start from the file that comes with Muster")
    document.finish()
    return document


def _value(document: Document, loader: yaml.SafeLoader, node: yaml.Node, where: Where) -> Any:
    # Any: YAML holds anything until a model has checked it.
    document.lines[where] = node.start_mark.line + 1
    if len(where) > _DEEPEST:
        document.wrong(where, "too many levels inside one another", "Write it flat, without anchors")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, loader, node, where)
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, loader, item, (*where, place)) for place, item in enumerate(node.value)]
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError):
        document.wrong(where, f"'{node.value}' cannot be read", "Put it in double quotes if it is a text")
        return None


def _mapping(document: Document, loader: yaml.SafeLoader, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            document.lines[(*where, key)] = key_node.start_mark.line + 1
            document.wrong((*where, key), f"'{key}' stands here a second time", "Keep one of the two")
            continue
        found[key] = _value(document, loader, value_node, (*where, key))
        document.lines[(*where, key)] = key_node.start_mark.line + 1
    return found


def validate(document: Document, model: type[AnyModel], value: object, where: Where = ()) -> AnyModel | None:
    """Check `value`, found at `where`, against `model`; None when it does not fit: the document says why."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors():
            _explain(document, model, detail, where)
        return None


#: pydantic's kind of error -> what to write instead.
_INSTEAD = {
    "string_type": "Write a text in double quotes",
    "string_too_short": "Write at least one character",
    "string_pattern_mismatch": "Write lower-case letters, digits and hyphens, starting with a letter",
    "int_type": "Write a whole number",
    "int_parsing": "Write a whole number",
    "bool_type": "Write true or false",
    "bool_parsing": "Write true or false",
    "list_type": "Write a list: [one, two]",
    "date_from_datetime_parsing": "Write a date like 2026-05-31",
    "date_type": "Write a date like 2026-05-31",
    "model_type": "Write 'key: value' lines under it",
}


def _explain(document: Document, model: type[BaseModel], detail: ErrorDetails, where: Where) -> None:
    inside, key = detail["loc"][:-1], str(detail["loc"][-1]) if detail["loc"] else ""
    full = (*where, *detail["loc"])
    parent = ".".join(str(step) for step in (*where, *inside)) or "the file"
    kind = detail["type"]
    if kind == "missing":
        document.wrong(full[:-1], f"'{key}' is missing in {parent}", f"Write '{key}: ...' there")
    elif kind == "extra_forbidden":
        allowed = _keys_at(model, inside)
        document.wrong(full, f"unknown key '{key}' in {parent}", suggest(key, allowed))
    elif "expected" in detail.get("ctx", {}):
        document.wrong(full, f"'{detail['input']}' is not known for '{key}'", f"Write {detail['ctx']['expected']}")
    else:
        instead = _INSTEAD.get(kind, detail["msg"].replace("should", "must"))
        document.wrong(full, f"'{key or parent}' cannot be {_short(detail['input'])}", instead)


def suggest(word: str, allowed: Sequence[str]) -> str:
    """Say which word was probably meant, or else which are possible."""
    near = difflib.get_close_matches(word, allowed, n=1)
    return f"Write '{near[0]}' if that was meant" if near else f"Write one of: {', '.join(allowed)}"


def _short(value: object) -> str:
    if isinstance(value, dict | list):
        return "a list of things"
    words = repr(value)
    return words if len(words) <= 40 else words[:37] + "..."


def _keys_at(model: type[BaseModel], inside: Sequence[str | int]) -> list[str]:
    for step in inside:
        annotation = model.model_fields[str(step)].annotation
        annotation = next(iter(get_args(annotation)), annotation)  # "this or null"
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        model = annotation
    return list(model.model_fields)

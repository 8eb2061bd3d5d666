"""Twilio's own published description (OpenAPI), held against what is asked of the fake and what it answers.

Read from the folder that MUSTER_CONTRACTS names, when there is one. It describes the 2010 interface alone: messaging
v1 is let through. Refusals are not described.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

#: Any: the description is JSON whose shape OpenAPI 3.0 gives.
Schema = Mapping[str, Any]


@cache
def _read(folder: str) -> dict[str, Any]:
    text = (Path(folder) / "twilio_api_v2010.json").read_text(encoding="utf-8")
    description: dict[str, Any] = json.loads(text)
    return description


class Contract:
    """Collects what is not as described."""

    def __init__(self, folder: str) -> None:
        self._description = _read(folder)
        paths = [
            (re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+?)", re.escape(path))), item)
            for path, item in self._description["paths"].items()
        ]
        # The most exact path first: "/Messages.json" is not "/{Sid}.json".
        self._paths = sorted(paths, key=lambda one: one[0].groups)
        #: One sentence each.
        self.violations: list[str] = []

    def asked(self, method: str, path: str, query: Mapping[str, str], form: Iterable[tuple[str, str]]) -> list[str]:
        """Say what in a request is not as described: its path, its method, each parameter's name and type."""
        if path.startswith("/v1/"):
            return []
        operation = self._operation(method, path)
        where = f"{method} {path}"
        if operation is None:
            return [f"{where} is not described"]
        named = {one["name"]: one for one in operation.get("parameters", ()) if one["in"] == "query"}
        content = operation.get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded", {})
        schema: Schema = content.get("schema", {})
        sent = list(form)
        missing = set(schema.get("required", ())) - {name for name, _ in sent}
        return [
            *self._held(where, query.items(), {name: one["schema"] for name, one in named.items()}),
            *self._held(where, sent, schema.get("properties", {})),
            *(f"{where}: {name} is required" for name in sorted(missing)),
        ]

    def answered(self, method: str, path: str, status: int, payload: object) -> None:
        """Hold an answer against the description."""
        if path.startswith("/v1/"):
            return
        operation = self._operation(method, path)
        described = None if operation is None else operation["responses"].get(str(status))
        if described is None:
            self.violations.append(f"{method} {path}: an answer {status} is not described")
            return
        schema = described["content"]["application/json"]["schema"]
        self.violations += [f"{method} {path}: {why}" for why in self._wrong(payload, schema, "answer")]

    def _operation(self, method: str, path: str) -> Schema | None:
        for pattern, item in self._paths:
            if pattern.fullmatch(path):
                found: Schema | None = item.get(method.lower())
                return found
        return None

    def _held(self, where: str, sent: Collection[tuple[str, str]], known: Mapping[str, Schema]) -> list[str]:
        unknown = [f"{where}: {name} is not described" for name, _ in sent if name not in known]
        fitting = ((name, value) for name, value in sent if name in known)
        return unknown + [f"{where}: {why}" for one in fitting for why in self._unfit(*one, known[one[0]])]

    def _unfit(self, name: str, value: str, schema: Schema) -> list[str]:
        """Say why a parameter, which is text, is not what the description wants."""
        schema = self._resolved(schema)
        match schema.get("type"):
            case "array":
                return self._unfit(name, value, schema["items"])
            case "integer" if not re.fullmatch(r"-?\d+", value):
                return [f"{name}={value!r} is no integer"]
            case "number" if not re.fullmatch(r"-?\d+(\.\d+)?", value):
                return [f"{name}={value!r} is no number"]
            case "boolean" if value not in {"true", "false"}:
                return [f"{name}={value!r} is neither true nor false"]
            case "integer" | "number" | "boolean":
                return []
            case _:
                return self._unfit_text(name, value, schema)

    def _unfit_text(self, name: str, value: str, schema: Schema) -> list[str]:
        if "enum" in schema and value not in schema["enum"]:
            return [f"{name}={value!r} is none of {schema['enum']}"]
        if "pattern" in schema and not re.search(schema["pattern"], value):
            return [f"{name}={value!r} does not match {schema['pattern']}"]
        if schema.get("format") == "uri" and not re.match(r"https?://|/", value):
            return [f"{name}={value!r} is no address"]
        return []

    def _wrong(self, value: object, schema: Schema, where: str) -> list[str]:
        schema = self._resolved(schema)
        if value is None:
            return [] if schema.get("nullable") else [f"{where} is null"]
        match schema.get("type"):
            case "object":
                return self._wrong_object(value, schema, where)
            case "array":
                if not isinstance(value, list):
                    return [f"{where} is no list"]
                return [
                    why for n, one in enumerate(value) for why in self._wrong(one, schema["items"], f"{where}[{n}]")
                ]
            case "integer":
                return [] if isinstance(value, int) and not isinstance(value, bool) else [f"{where} is no integer"]
            case "boolean":
                return [] if isinstance(value, bool) else [f"{where} is no boolean"]
            case _:
                return self._wrong_text(value, schema, where)

    def _wrong_object(self, value: object, schema: Schema, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        known: Mapping[str, Schema] = schema.get("properties", {})
        if not known:
            return []
        # Twilio always names every field; what is empty is null.
        wrong = [f"{where}.{name} is missing" for name in known if name not in value]
        wrong += [f"{where}.{name} is not described" for name in value if name not in known]
        inner = ((name, value[name], known[name]) for name in value if name in known)
        return wrong + [why for name, one, its in inner for why in self._wrong(one, its, f"{where}.{name}")]

    def _wrong_text(self, value: object, schema: Schema, where: str) -> list[str]:
        if not isinstance(value, str):
            return [f"{where} is no text"]
        # A blank stands for "none" in fields that hold an identifier.
        wrong = self._unfit_text(where, value, schema) if value else []
        if schema.get("format") == "date-time-rfc-2822":
            try:
                parsedate_to_datetime(value)
            except ValueError:
                wrong.append(f"{where}={value!r} is no RFC 2822 date")
        return wrong

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema


def contract() -> Contract | None:
    """Give the contract that MUSTER_CONTRACTS names; None without one."""
    folder = os.environ.get("MUSTER_CONTRACTS")
    return Contract(folder) if folder else None

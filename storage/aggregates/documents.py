"""What was made to be read: kept as its model, from which it is rendered whenever it is opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from playbooks.rules.errors import NotFound
from playbooks.rules.vocabulary import DocumentId, IncidentId, PersonId, Sensitivity
from storage.columns import to_json
from storage.link import Link, fields
from storage.response_tables import document

_BY_ID = select(document).where(document.c.id == bindparam("id"))
_ADD = document.insert().returning(document.c.id)
_EMPTY = (
    document.update()
    .where(document.c.incident == bindparam("which"), document.c.model.is_not(None))
    .values(model=None)
    .returning(document.c.id)
)


@dataclass(frozen=True)
class Document:
    """One document."""

    id: DocumentId
    incident: IncidentId
    #: ``report`` or ``unaccounted``.
    kind: str
    title: str
    #: None once something in it was purged.
    model: dict[str, Any] | None
    #: SHA-256 of the model as it was made.
    digest: str
    made_at: datetime
    made_by: PersonId
    sensitivity: Sensitivity


class Documents:
    """The documents of this database."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def add(
        self, incident: IncidentId, kind: str, title: str, model: dict[str, Any], sensitivity: Sensitivity,
        by: PersonId, now: datetime,
    ) -> Document:  # fmt: skip
        """Store a document."""
        digest = hashlib.sha256(to_json(model).encode()).hexdigest()
        row = {
            "incident": incident, "kind": kind, "title": title, "model": model, "digest": digest, "made_at": now,
            "made_by": by, "sensitivity": sensitivity,
        }  # fmt: skip
        return Document(id=DocumentId(self._link.change(_ADD, row).scalar_one()), **row)  # type: ignore[arg-type]  # the row's own types

    def get(self, id_: DocumentId) -> Document:
        """Load one. Raises NotFound."""
        row = self._link.one(_BY_ID, id=id_)
        if row is None:
            raise NotFound(f"There is no document number {id_}.")
        return Document(**fields(row))

    def purge(self, incident: IncidentId) -> int:
        """Empty the documents of an incident, since something that they may quote was purged; tell how many."""
        return len(self._link.change(_EMPTY, {"which": incident}).all())

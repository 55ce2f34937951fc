"""People, their wrapped signing keys, certificates, and the office this store belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.person import Person
from app.errors import RecordMissing
from app.store.columns import json_of_text, text_of_json, text_of_moment
from app.store.database import Row, Store
from app.store.memos import memo, put_memo

_ANCHOR = "anchor"
CertificateKind = Literal["office", "person", "request"]

_SELECT = """SELECT id, name, post, office, role, author, local_person.person_id IS NOT NULL, is_active
FROM person LEFT JOIN local_person ON local_person.person_id = person.id"""


@dataclass(frozen=True, slots=True)
class Office:
    """The office that this store belongs to; `level` is city, district, street or community."""

    name: str
    level: str
    code: str = ""


def put_person(store: Store, person: Person, basis: str | None = None) -> None:
    """Write the row of `person`; `is_local` only ever adds (a revision never knows who opens which store)."""
    with store.atomic():
        store.execute(
            """INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, post = excluded.post, office = excluded.office,
                role = excluded.role, author = excluded.author, is_active = excluded.is_active,
                basis = coalesce(excluded.basis, basis)""",
            (
                person.id,
                person.name,
                person.post,
                person.office,
                person.role,
                person.author,
                person.is_active,
                basis,
            ),
        )
        if person.is_local:
            store.execute("INSERT OR IGNORE INTO local_person (person_id) VALUES (?)", (person.id,))


def people(store: Store) -> tuple[Person, ...]:
    """Everybody, those who can open this store first."""
    return tuple(_person(row) for row in store.rows(f"{_SELECT} ORDER BY local_person.person_id IS NULL, name, id"))


def person(store: Store, id: str) -> Person:  # noqa: A002 - as in Person
    """The person; RecordMissing."""
    row = store.row(f"{_SELECT} WHERE id = ?", (id,))
    if row is None:
        raise RecordMissing("person", id)
    return _person(row)


def person_by_author(store: Store, author: str) -> Person | None:
    """Whose key it is, by the SHA-256 of the SubjectPublicKeyInfo."""
    row = store.row(f"{_SELECT} WHERE author = ?", (author,))
    return None if row is None else _person(row)


def put_signing_key(store: Store, person_id: str, data: bytes) -> None:
    """Keep the wrapped signing key of a person; from now on the person is local."""
    with store.atomic():
        store.execute(
            "INSERT INTO local_person VALUES (?, ?) "
            "ON CONFLICT (person_id) DO UPDATE SET signing_key = excluded.signing_key",
            (person_id, data),
        )


def signing_key(store: Store, person_id: str) -> bytes | None:
    """The wrapped signing key, None where the person has none on this machine."""
    row = store.row("SELECT signing_key FROM local_person WHERE person_id = ?", (person_id,))
    return None if row is None else row[0]


def drop_local_person(store: Store, person_id: str) -> None:
    """The person no longer opens this store and no longer signs on it; the row in the register stays."""
    with store.atomic():
        store.execute("DELETE FROM local_person WHERE person_id = ?", (person_id,))


def put_certificate(store: Store, author: str, kind: CertificateKind, der: bytes, at: datetime) -> None:
    """Keep a certificate (DER) of the key `author`; a known one stays as it is."""
    with store.atomic():
        store.execute("INSERT OR IGNORE INTO certificate VALUES (?, ?, ?, ?)", (author, kind, der, text_of_moment(at)))


def certificates(store: Store, *, author: str | None = None, kind: CertificateKind | None = None) -> tuple[bytes, ...]:
    """Certificates (DER), newest first."""
    rows = store.rows(
        """SELECT der FROM certificate WHERE (?1 IS NULL OR author = ?1) AND (?2 IS NULL OR kind = ?2)
        ORDER BY added_at DESC, der""",
        (author, kind),
    )
    return tuple(row[0] for row in rows)


def put_office(store: Store, office: Office) -> None:
    """Say whose store this is."""
    value = text_of_json({"name": office.name, "level": office.level, "code": office.code})
    with store.atomic():
        store.execute("INSERT OR REPLACE INTO meta VALUES ('office', ?)", (value,))


def office(store: Store) -> Office | None:
    """Whose store this is; None before the first start was finished."""
    row = store.row("SELECT value FROM meta WHERE name = 'office'")
    return None if row is None else Office(**json_of_text(row[0]))


def put_anchor(store: Store, author: str) -> None:
    """Say which office key this store believes first: its own office's (rule R3)."""
    put_memo(store, _ANCHOR, author)


def anchor(store: Store) -> str | None:
    """The author id of the office key that this store believes first, None before there is one."""
    return memo(store, _ANCHOR)


def _person(row: Row) -> Person:
    id_, name, post, office_, role, author, is_local, is_active = row
    return Person(id_, name, post, office_, role, author, bool(is_local), bool(is_active))

"""What people left in the places to sign: drawn on this machine, or read from signature revisions."""

from app.domain.signing import SignatureMark
from app.store.bodies import signature_body, signature_of
from app.store.columns import json_of_text, text_of_json
from app.store.database import Row, Store
from app.store.lineage import body_of

_COLUMNS = "inspection_id, field, manner, name, post, at, strokes, reason, on_behalf_of, person_id, certificate"
_PUT = f"""INSERT INTO mark ({_COLUMNS}, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (inspection_id, field) DO UPDATE SET manner = excluded.manner, name = excluded.name, post = excluded.post,
    at = excluded.at, strokes = excluded.strokes, reason = excluded.reason, on_behalf_of = excluded.on_behalf_of,
    person_id = excluded.person_id, certificate = excluded.certificate, basis = coalesce(excluded.basis, basis)"""  # noqa: S608


def put_mark(store: Store, inspection_id: str, mark: SignatureMark, basis: str | None = None) -> None:
    """Keep a mark in its place, over the one that stood there. Points are kept to a ten-thousandth of the area."""
    body = signature_body(inspection_id, mark)
    with store.atomic():
        store.execute(
            _PUT,
            (
                inspection_id,
                body["field"],
                body["manner"],
                body["name"],
                body["post"],
                body["at"],
                text_of_json(body["strokes"]),
                body["reason"],
                body["on_behalf_of"],
                body["person_id"],
                body["certificate"],
                basis,
            ),
        )


def put_place(store: Store, record: str, inspection_id: str, field: str, basis: str) -> None:
    """Say in which place of which inspection the signature record `record` stands, and let it be seen there."""
    store.execute("INSERT OR REPLACE INTO signed_place VALUES (?, ?, ?, ?)", (record, inspection_id, field, basis))
    settle_marks(store, inspection_id)


def clear_place(store: Store, record: str) -> None:
    """A signature record says nothing any more."""
    row = store.row("SELECT inspection_id FROM signed_place WHERE record = ?", (record,))
    if row is not None:
        store.execute("DELETE FROM signed_place WHERE record = ?", (record,))
        settle_marks(store, row[0])


def settle_marks(store: Store, inspection_id: str) -> None:
    """Make the marks of an inspection those of the revision that it is read from, in whatever order they came.

    A signature record is named `<rid>:<field>`: one under another revision of the inspection does not count.
    """
    places = store.rows(
        "SELECT record, field, basis, hlc FROM signed_place JOIN revision ON rid = basis WHERE inspection_id = ?",
        (inspection_id,),
    )
    seen = store.rows("SELECT field, basis FROM mark WHERE inspection_id = ? AND basis IS NOT NULL", (inspection_id,))
    if not places and not seen:
        return
    [basis] = store.row("SELECT basis FROM inspection WHERE id = ?", (inspection_id,)) or (None,)
    others = {
        row[0]
        for row in store.rows("SELECT rid FROM revision WHERE entity = 'inspection' AND id = ?", (inspection_id,))
        if row[0] != basis
    }
    found: dict[str, tuple[bool, str, str]] = {}
    for record, field, rid, hlc in places:
        signed = record.partition(":")[0]
        if signed not in others:
            found[field] = max(found.get(field, (False, "", "")), (signed == basis, hlc, rid))
    wanted = {field: rid for field, (_is_own, _hlc, rid) in found.items()}
    for field, rid in seen:
        if wanted.get(field) == rid:
            del wanted[field]
        else:
            store.execute("DELETE FROM mark WHERE inspection_id = ? AND field = ?", (inspection_id, field))
    for rid in wanted.values():
        _inspection_id, mark = signature_of(body_of(store, rid))
        put_mark(store, inspection_id, mark, basis=rid)


def clear_mark(store: Store, inspection_id: str, field: str) -> None:
    """Take away a mark that no revision holds; one that a revision holds stays."""
    with store.atomic():
        store.execute(
            "DELETE FROM mark WHERE inspection_id = ? AND field = ? AND basis IS NULL", (inspection_id, field)
        )


def marks(store: Store, inspection_id: str) -> tuple[SignatureMark, ...]:
    """The marks of an inspection, by field."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM mark WHERE inspection_id = ? ORDER BY field", (inspection_id,))  # noqa: S608
    return tuple(_mark(row) for row in rows)


def _mark(row: Row) -> SignatureMark:
    body = dict(zip(_COLUMNS.split(", "), row, strict=True))
    _inspection_id, mark = signature_of({**body, "strokes": json_of_text(body["strokes"])})
    return mark

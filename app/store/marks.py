"""What people left in the places to sign: drawn on this machine, or read from signature revisions."""

from app.domain.signing import SignatureMark
from app.store.bodies import signature_body, signature_of
from app.store.columns import json_of_text, text_of_json
from app.store.database import Row, Store

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

"""The projections thrown away and made again from the revisions, with equal content."""

from app.store.database import Row, Store
from app.store.memos import put_memo
from app.store.projections import project
from app.store.trust import ANCHOR

# Child before parent; rows with an empty basis are this machine's alone (open drafts, marks not yet signed) and stay.
_PROJECTIONS = ("phrase_use", "result", "signed_place", "report", "mark", "campaign", "scheme", "person", "unit")

_ROOTLESS = """basis IS NOT NULL AND id NOT IN (SELECT id FROM revision WHERE entity = 'inspection')
AND id NOT IN (SELECT inspection_id FROM change UNION SELECT inspection_id FROM answer)"""


def rebuild_projections(store: Store) -> None:
    """Drop every row that was made from a revision and make it again, in one transaction."""
    with store.atomic():
        for table in _PROJECTIONS:
            store.execute(f"DELETE FROM {table} WHERE basis IS NOT NULL")  # noqa: S608 - constant names
        store.execute(f"DELETE FROM item_score WHERE inspection_id IN (SELECT id FROM inspection WHERE {_ROOTLESS})")  # noqa: S608
        store.execute(f"DELETE FROM inspection WHERE {_ROOTLESS}")  # noqa: S608 - constant text
        # Rows of inspections are written over where they stand: answers and changes of this machine hang on them.
        store.execute(
            """UPDATE inspection SET state = 'draft', total_e4 = NULL, is_contested = 1, updated_at = ''
            WHERE basis IS NOT NULL"""
        )
        project(store, store.rows("SELECT DISTINCT entity, id FROM revision ORDER BY entity, id"))


def look_from(store: Store, author: str) -> None:
    """Look from this office key from now on (rule R3), and see every record anew; one transaction."""
    with store.atomic():
        put_memo(store, ANCHOR, author)
        rebuild_projections(store)


def differences(store: Store) -> tuple[str, ...]:
    """Tables whose rows a rebuild would change; the store stays as it is. Empty is how it should be."""
    before = _content(store)
    after: dict[str, list[Row]] = {}
    try:
        with store.atomic():
            rebuild_projections(store)
            after = _content(store)
            raise _TakenBack
    except _TakenBack:
        return tuple(table for table in before if before[table] != after[table])


class _TakenBack(Exception):  # noqa: N818 - not an error
    """Leaves the transaction without keeping it."""


def _content(store: Store) -> dict[str, list[Row]]:
    content = {
        table: store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")  # noqa: S608
        for table in (*_PROJECTIONS, "item_score", "answer", "change")
    }
    # seq is only the order of arrival
    content["draft_base"] = store.rows("SELECT * FROM draft_base ORDER BY 1")
    content["inspection"] = [row[1:] for row in store.rows("SELECT * FROM inspection ORDER BY id")]
    return content

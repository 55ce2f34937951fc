"""The projections thrown away and made again from the revisions, with equal content."""

from app.store.database import Row, Store
from app.store.projections import project

# Child before parent; rows with an empty basis are this machine's alone (open drafts, marks not yet signed) and stay.
_PROJECTIONS = ("phrase_use", "report", "mark", "campaign", "scheme", "person", "unit")


def rebuild_projections(store: Store) -> None:
    """Drop every row that was made from a revision and make it again, in one transaction."""
    with store.atomic():
        store.execute(
            "DELETE FROM item_score WHERE inspection_id IN (SELECT id FROM inspection WHERE basis IS NOT NULL)"
        )
        store.execute("DELETE FROM inspection WHERE basis IS NOT NULL")
        for table in _PROJECTIONS:
            store.execute(f"DELETE FROM {table} WHERE basis IS NOT NULL")  # noqa: S608 - constant names
        project(store, store.rows("SELECT DISTINCT entity, id FROM revision WHERE is_waiting = 0 ORDER BY entity, id"))


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
    content["inspection"] = [row[1:] for row in store.rows("SELECT * FROM inspection ORDER BY id")]
    return content

"""Units, inspections and marks as plain rows, for programs that read tables."""

from collections.abc import Iterator

from app.store.database import Row, Store
from app.store.failures import database_translated

# Table: columns as (name, type in SQL), and the query that fills it. Marks are ten-thousandths in the store.
MARKS = "numeric(14,4)"
TABLES: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "units": (
        (
            ("id", "text"),
            ("kind", "text"),
            ("name", "text"),
            ("code", "text"),
            ("parent_id", "text"),
            ("class", "text"),
            ("is_pilot", "boolean"),
            ("is_active", "boolean"),
        ),
        "SELECT id, kind, name, code, parent_id, class, is_pilot, is_active FROM unit ORDER BY id",
    ),
    "inspections": (
        (
            ("id", "text"),
            ("campaign_id", "text"),
            ("unit_id", "text"),
            ("kind", "text"),
            ("ordinal", "integer"),
            ("scheme_hash", "text"),
            ("visited_on", "date"),
            ("state", "text"),
            ("doc_number", "text"),
            ("grade", "text"),
            ("is_provisional", "boolean"),
            ("is_contested", "boolean"),
            ("total", MARKS),
        ),
        """SELECT id, campaign_id, unit_id, kind, ordinal, scheme_hash, visited_on, state, doc_number, grade,
        is_provisional, is_contested, total_e4 FROM inspection
        WHERE id NOT IN (SELECT inspection_id FROM correction) ORDER BY id""",
    ),
    "item_scores": (
        (
            ("inspection_id", "text"),
            ("code", "text"),
            ("state", "text"),
            ("reason", "text"),
            ("marks", MARKS),
        ),
        # answers of a signed inspection lie in its revision; a reason is taken from where it stands
        """SELECT item_score.inspection_id, item_score.code, item_score.state,
        coalesce(json_extract(answer.value, '$.reason'),
            json_extract(CAST(revision.canonical AS TEXT), '$.body.answers.items."' || item_score.code || '".reason')),
        item_score.marks_e4
        FROM item_score JOIN inspection ON inspection.id = item_score.inspection_id
        LEFT JOIN revision ON revision.rid = inspection.basis
        LEFT JOIN answer ON answer.inspection_id = item_score.inspection_id AND answer.section = 'items'
            AND answer.code = item_score.code AND inspection.basis IS NULL
        WHERE item_score.inspection_id NOT IN (SELECT inspection_id FROM correction)
        ORDER BY item_score.inspection_id, item_score.code""",
    ),
}


def plain_rows(store: Store, table: str) -> Iterator[Row]:
    """The rows of one of TABLES, one after another: memory does not grow with them. Raises StoreDamaged."""
    with database_translated(store.path):
        yield from store.connection.execute(TABLES[table][1])

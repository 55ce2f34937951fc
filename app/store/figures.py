"""外部数据 in the store: the figures of a campaign, the imports that brought them, where they were filled in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from app.domain.figures import Figure, FigureKind, Place
from app.store.columns import day_of_text, json_of_text, moment_of_text, text_of_day, text_of_json, text_of_moment
from app.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure, and the import that brought it."""

    figure: Figure
    import_id: str


@dataclass(frozen=True, slots=True)
class FigureImport:
    """One import of figures; `undone_at` once it was taken back."""

    id: str
    file_name: str
    at: datetime
    count: int
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """What an import put into an answer: `value` and what stood there `before`, both JSON of facts or of peers."""

    inspection_id: str
    section: str
    code: str
    rule: str
    value: Any
    before: Any
    import_id: str


_FIGURE = "unit_id, code, rule, kind, value, source, day, import_id"


def has_figures(store: Store, campaign_id: str) -> bool:
    """Whether the campaign has any: opening an inspection asks no more where it has none."""
    return store.row("SELECT 1 FROM figure WHERE campaign_id = ? LIMIT 1", (campaign_id,)) is not None


def figures_of_unit(store: Store, campaign_id: str, unit_id: str) -> tuple[KeptFigure, ...]:
    """The figures of one unit."""
    rows = store.rows(
        f"SELECT {_FIGURE} FROM figure WHERE campaign_id = ? AND unit_id = ? ORDER BY code, rule",  # noqa: S608
        (campaign_id, unit_id),
    )
    return tuple(_kept(row) for row in rows)


def figures_of_item(store: Store, campaign_id: str, code: str, rule: str) -> tuple[KeptFigure, ...]:
    """The figures of all units for one rule, by unit."""
    rows = store.rows(
        f"SELECT {_FIGURE} FROM figure WHERE campaign_id = ? AND code = ? AND rule = ? ORDER BY unit_id",  # noqa: S608
        (campaign_id, code, rule),
    )
    return tuple(_kept(row) for row in rows)


def all_figures(store: Store, campaign_id: str) -> dict[Place, KeptFigure]:
    """Every figure of the campaign by its place."""
    rows = store.rows(f"SELECT {_FIGURE} FROM figure WHERE campaign_id = ?", (campaign_id,))  # noqa: S608
    return {kept.figure.place: kept for kept in map(_kept, rows)}


def units_without(
    store: Store, campaign_id: str, code: str, rule: str, kinds: Sequence[str], classes: Sequence[str] | None
) -> int:
    """How many active units of these kinds (and classes) have no figure for a rule."""
    of_kind = ", ".join("?" * len(kinds))
    of_class = "" if classes is None else f"AND unit.class IN ({', '.join('?' * len(classes))})"
    [(found,)] = store.rows(
        f"""SELECT count(*) FROM unit WHERE is_active = 1 AND kind IN ({of_kind}) {of_class} AND NOT EXISTS (
            SELECT 1 FROM figure WHERE campaign_id = ? AND unit_id = unit.id AND code = ? AND rule = ?)""",  # noqa: S608
        (*kinds, *(classes or ()), campaign_id, code, rule),
    )
    return int(found)


def inspections_waiting(store: Store, campaign_id: str, codes: Collection[str]) -> tuple[str, ...]:
    """The units of signed provisional inspections in which an item of these codes waits, one entry for each."""
    rows = store.rows(
        f"""SELECT unit_id FROM inspection WHERE campaign_id = ? AND is_provisional = 1
        AND state NOT IN ('draft', 'complete', 'void') AND EXISTS (SELECT 1 FROM item_score
            WHERE inspection_id = inspection.id AND state = 'pending' AND code IN ({", ".join("?" * len(codes))}))""",  # noqa: S608
        (campaign_id, *codes),
    )
    return tuple(row[0] for row in rows)


def put_import(
    store: Store,
    campaign_id: str,
    done: FigureImport,
    person_id: str | None,
    figures: Iterable[Figure],
) -> None:
    """Keep an import and its figures, and what stood there before, so that it can be taken back."""
    with store.atomic():
        store.execute(
            "INSERT INTO figure_import VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (done.id, campaign_id, done.file_name, text_of_moment(done.at), person_id, done.count),
        )
        for figure in figures:
            place = (figure.place.unit_id, figure.place.code, figure.place.rule)
            before = store.row(
                f"SELECT {_FIGURE} FROM figure WHERE campaign_id = ? AND unit_id = ? AND code = ? AND rule = ?",  # noqa: S608
                (campaign_id, *place),
            )
            store.execute(
                "INSERT INTO figure_before VALUES (?, ?, ?, ?, ?)",
                (done.id, *place, None if before is None else text_of_json(list(before))),
            )
            value = None if figure.value is None else format(figure.value, "f")
            store.execute(
                "INSERT OR REPLACE INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (campaign_id, *place, figure.kind, value, figure.source, text_of_day(figure.day), done.id),
            )


def take_back(store: Store, campaign_id: str, import_id: str, at: datetime) -> None:
    """Put back the figures that stood before an import; those that a later import changed stay."""
    with store.atomic():
        for unit_id, code, rule, row in store.rows(
            "SELECT unit_id, code, rule, row FROM figure_before WHERE import_id = ?", (import_id,)
        ):
            place = (campaign_id, unit_id, code, rule, import_id)
            where = "campaign_id = ? AND unit_id = ? AND code = ? AND rule = ? AND import_id = ?"
            if store.row(f"SELECT 1 FROM figure WHERE {where}", place) is None:  # noqa: S608 - constant
                continue
            store.execute(f"DELETE FROM figure WHERE {where}", place)  # noqa: S608 - constant
            if row is not None:
                store.execute(
                    "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (campaign_id, *json_of_text(row))
                )
        store.execute("DELETE FROM figure_fill WHERE import_id = ?", (import_id,))
        store.execute("UPDATE figure_import SET undone_at = ? WHERE id = ?", (text_of_moment(at), import_id))


def last_import(store: Store, campaign_id: str) -> FigureImport | None:
    """The latest import that stands."""
    row = store.row(
        """SELECT id, file_name, at, count FROM figure_import WHERE campaign_id = ? AND undone_at IS NULL
        ORDER BY at DESC, id LIMIT 1""",
        (campaign_id,),
    )
    return None if row is None else FigureImport(row[0], row[1], moment_of_text(row[2]), row[3])


def fills(store: Store, inspection_id: str) -> dict[tuple[str, str, str], Fill]:
    """What was filled in, by section, code and rule ("" in the section of the peers)."""
    rows = store.rows(
        "SELECT inspection_id, section, code, rule, value, before, import_id FROM figure_fill WHERE inspection_id = ?",
        (inspection_id,),
    )
    return {(fill.section, fill.code, fill.rule): fill for fill in map(_fill, rows)}


def fills_of_import(store: Store, import_id: str) -> tuple[Fill, ...]:
    """What an import filled in, by inspection."""
    rows = store.rows(
        """SELECT inspection_id, section, code, rule, value, before, import_id FROM figure_fill WHERE import_id = ?
        ORDER BY inspection_id, section, code, rule""",
        (import_id,),
    )
    return tuple(_fill(row) for row in rows)


def put_fill(store: Store, fill: Fill) -> None:
    """Remember what was filled in: it may be replaced by a later import as long as nobody changed it."""
    store.execute(
        "INSERT OR REPLACE INTO figure_fill VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            fill.inspection_id,
            fill.section,
            fill.code,
            fill.rule,
            text_of_json(fill.value),
            None if fill.before is None else text_of_json(fill.before),
            fill.import_id,
        ),
    )


def _fill(row: Row) -> Fill:
    inspection_id, section, code, rule, value, before, import_id = row
    old = None if before is None else json_of_text(before)
    return Fill(inspection_id, section, code, rule, json_of_text(value), old, import_id)


def _kept(row: Row) -> KeptFigure:
    unit_id, code, rule, kind, value, source, day, import_id = row
    figure = Figure(
        Place(unit_id, code, rule),
        cast(FigureKind, kind),
        None if value is None else Decimal(value),
        source,
        day_of_text(day),
    )
    return KeptFigure(figure, import_id)

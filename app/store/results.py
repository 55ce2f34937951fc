"""补齐的成绩: results that complete what was signed as provisional, without touching what was signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.store.body_fields import Body, flag, list_of, marks_e4, moment, object_of, text, text_or_none
from app.store.columns import json_of_text, moment_of_text, text_of_json, text_of_moment
from app.store.database import Row, Store
from app.store.inspection_rows import put_item_scores
from app.store.outcome import ItemScore


@dataclass(frozen=True, slots=True)
class Completion:
    """A result record: it pins the final revision `rid` of an inspection and what others supplied since.

    `answers` hold only what was added (`items` with facts of rules, `peers`); `sources` are sentences, one for each
    figure, in the order of the items; `item_scores` are those of the whole completed result.
    """

    id: str
    inspection_id: str
    rid: str
    answers: Mapping[str, Any]
    total_e4: int | None
    grade: str | None
    is_provisional: bool
    item_scores: tuple[ItemScore, ...]
    sources: tuple[str, ...]
    at: datetime
    import_id: str = ""


def result_id(rid: str) -> str:
    """The id of the result record over a final revision: two machines name it alike."""
    return f"res-{rid[:32]}"


def result_body(completion: Completion, result: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a `result` revision; `result` is the JSON of scoring with its traces."""
    return {
        "inspection_id": completion.inspection_id,
        "rid": completion.rid,
        "answers": dict(completion.answers),
        "result": dict(result),
        "sources": list(completion.sources),
        "at": text_of_moment(completion.at),
        "import_id": completion.import_id,
    }


def completion_of(id: str, body: Body) -> Completion:  # noqa: A002 - as in Completion
    """The completion that a body describes; BodyUnreadable."""
    result = object_of(body, "result")
    items = object_of(result, "items")
    scores = tuple((code, marks_e4(items[code], "marks"), text(items[code], "state")) for code in sorted(items))
    return Completion(
        id=id,
        inspection_id=text(body, "inspection_id"),
        rid=text(body, "rid"),
        answers=object_of(body, "answers"),
        total_e4=marks_e4(result, "total"),
        grade=text_or_none(result, "grade"),
        is_provisional=flag(result, "provisional", default=True),
        item_scores=scores,
        sources=tuple(str(one) for one in list_of(body, "sources")),
        at=moment(body, "at"),
        import_id=text(body, "import_id", ""),
    )


def put_result(store: Store, completion: Completion, basis: str) -> None:
    """Keep the row of a result record, new or known, inside a transaction."""
    store.execute(
        "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            completion.id,
            completion.inspection_id,
            completion.rid,
            text_of_json(dict(completion.answers)),
            completion.total_e4,
            completion.grade,
            completion.is_provisional,
            text_of_json([list(score) for score in completion.item_scores]),
            text_of_json(list(completion.sources)),
            text_of_moment(completion.at),
            completion.import_id,
            basis,
        ),
    )


def drop_result(store: Store, id: str) -> str | None:  # noqa: A002
    """Forget a result record that was taken back; returns the inspection that it completed, None for none."""
    row = store.row("SELECT inspection_id FROM result WHERE id = ?", (id,))
    store.execute("DELETE FROM result WHERE id = ?", (id,))
    return None if row is None else str(row[0])


def apply_result(store: Store, inspection_id: str) -> None:
    """Let the inspection's row say what its result record says, as long as that pins the revision it is read from."""
    completion = completion_for(store, inspection_id)
    if completion is not None:
        store.execute(
            "UPDATE inspection SET total_e4 = ?, grade = ?, is_provisional = ? WHERE id = ?",
            (completion.total_e4, completion.grade, completion.is_provisional, inspection_id),
        )
        put_item_scores(store, inspection_id, completion.item_scores)


def completion_for(store: Store, inspection_id: str) -> Completion | None:
    """The result record that completes the inspection as it stands; one over an older revision completes nothing."""
    row = store.row(
        f"""SELECT {_COLUMNS} FROM result JOIN inspection ON inspection.id = result.inspection_id
        AND inspection.basis = result.rid WHERE result.inspection_id = ?""",  # noqa: S608 - constant names
        (inspection_id,),
    )
    return None if row is None else _completion(row)


def completed_ids(store: Store) -> frozenset[str]:
    """Inspections whose marks were completed after signing."""
    rows = store.rows(
        """SELECT inspection.id FROM result JOIN inspection ON inspection.id = result.inspection_id
        AND inspection.basis = result.rid"""
    )
    return frozenset(row[0] for row in rows)


def results_of_import(store: Store, import_id: str) -> tuple[Completion, ...]:
    """The result records that an import led to."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM result WHERE import_id = ? ORDER BY id", (import_id,))  # noqa: S608
    return tuple(_completion(row) for row in rows)


_COLUMNS = (
    "result.id, inspection_id, rid, answers, result.total_e4, result.grade, result.is_provisional, item_scores, "
    "sources, at, import_id"
)


def _completion(row: Row) -> Completion:
    id_, inspection_id, rid, answers, total, grade, is_provisional, scores, sources, at, import_id = row
    return Completion(
        id=id_,
        inspection_id=inspection_id,
        rid=rid,
        answers=json_of_text(answers),
        total_e4=total,
        grade=grade,
        is_provisional=bool(is_provisional),
        item_scores=tuple((code, marks, state) for code, marks, state in json_of_text(scores)),
        sources=tuple(json_of_text(sources)),
        at=moment_of_text(at),
        import_id=import_id,
    )

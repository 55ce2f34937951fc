"""Inspections as a table, and which of them a search and the filters leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.domain.inspection import KIND_NAMES, Inspection, InspectionKind
from app.domain.pinyin import found_in
from app.services.inspection_rows import InspectionRow
from ui.models.found_model import Found, FoundModel, Index
from ui.models.inspection_words import StateWords, mark_sentences, marked, state_words
from ui.numbers import written
from ui.pages.days import day_words

UNIT, STREET, KIND, DAY, TEAM, STATE, CHECKED, TOTAL, GRADE = range(9)

DRAFT, READY, SIGNED, PROVISIONAL, OPEN, VOID = "draft", "ready", "signed", "provisional", "open", "void"
"""Groups of states that a person asks for; 暂定 ones are signed too, `open` ones wait for a decision as well."""


@dataclass(frozen=True, slots=True)
class InspectionsFilter:
    """What is to be shown: empty sets leave everything."""

    text: str = ""
    kinds: frozenset[InspectionKind] = frozenset()
    groups: frozenset[str] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything limits what is shown."""
        return bool(self.text.strip() or self.kinds or self.groups)


def groups_of(row: InspectionRow) -> frozenset[str]:
    """The groups an inspection belongs to."""
    inspection = row.inspection
    undecided = {OPEN} if row.marks & {"contested", "choices"} else set()
    if inspection.state == "void":
        return frozenset({VOID, *undecided})
    if inspection.is_frozen:
        return frozenset({SIGNED, PROVISIONAL, *undecided} if inspection.is_provisional else {SIGNED, *undecided})
    is_ready = inspection.state == "complete" or (row.items > 0 and inspection.checked >= row.items)
    return frozenset({DRAFT, READY, *undecided} if is_ready else {DRAFT, *undecided})


def found_inspections(
    rows: Iterable[InspectionRow], wanted: InspectionsFilter, initials: Mapping[str, str]
) -> list[Found[InspectionRow]]:
    """The rows that `wanted` leaves; `initials` by unit id. Without a filter on states, void ones stay out."""
    found = []
    for row in rows:
        groups = groups_of(row)
        if wanted.kinds and row.inspection.kind not in wanted.kinds:
            continue
        is_asked_for = VOID not in groups or OPEN in groups or wanted.text.strip()
        if not (groups & wanted.groups if wanted.groups else is_asked_for):
            continue
        hit = None
        if wanted.text.strip():
            hit = found_in(wanted.text, row.unit_name, initials.get(row.inspection.unit_id, ""))
            if hit is None and not _mentions(row, wanted.text.strip()):
                continue
        found.append(Found(row, hit))
    return found


def _mentions(row: InspectionRow, text: str) -> bool:
    inspection = row.inspection
    places = (inspection.doc_number, row.street_name, *(inspector.name for inspector in inspection.inspectors))
    return any(text in place for place in places)


class InspectionsModel(FoundModel[InspectionRow]):
    """A face over found inspections; the latest stand first until one sorts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(state=STATE, figures=frozenset({CHECKED, TOTAL}), parent=parent)
        self._heads = (
            self.tr("单位"),
            self.tr("所属"),
            self.tr("类型"),
            self.tr("检查日期"),
            self.tr("检查组"),
            self.tr("状态"),
            self.tr("已查"),
            self.tr("总分"),
            self.tr("等次"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; the whole team stands in the tip over its first name, who typed it over 补录."""
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TEAM:
            shown = self.at(index.row())
            return "、".join(inspector.name for inspector in shown.inspection.inspectors) if shown else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == KIND:
            return self._typed_later(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATE:
            shown = self.at(index.row())
            return mark_sentences(shown.marks) or None if shown else None
        return super().data(index, role)

    def value(self, place: int, column: int) -> str | Decimal | date | None:
        """What a spreadsheet gets: days and marks as such, the whole team by name, otherwise the words of the cell."""
        shown = self.at(place)
        if shown is None:
            return None
        if column == DAY:
            return shown.inspection.visited_on
        if column == TEAM:
            return "、".join(inspector.name for inspector in shown.inspection.inspectors)
        if column == TOTAL:
            return shown.total if shown.inspection.checked else None
        return self._words(shown, column)

    def _typed_later(self, number: int) -> str | None:
        shown = self.at(number)
        typed = shown.inspection.typed_later if shown else None
        if typed is None:
            return None
        return self.tr("{day} 补录，录入人 {by}").format(day=day_words(typed.on), by=typed.by or "—")

    def _id(self, row: InspectionRow) -> str:
        return row.inspection.id

    def _sort_key(self, row: InspectionRow, column: int) -> tuple[Any, ...]:
        inspection = row.inspection
        if column == DAY:
            return (inspection.visited_on, inspection.started_at)
        if column == CHECKED:
            return (inspection.checked,)
        if column == TOTAL:
            return (row.total is not None, row.total or 0)
        if column == STATE:
            return (inspection.is_frozen, inspection.state, inspection.checked)
        return (self._text(row, column),)

    def _text(self, row: InspectionRow, column: int) -> str:
        inspection = row.inspection
        if column == CHECKED:
            return f"{inspection.checked} / {row.items}"
        if column == TOTAL:
            return written(row.total) if inspection.checked else "—"
        if column == GRADE:
            return self._grade(inspection)
        if column == TEAM:
            return self._team(row)
        return {
            UNIT: row.unit_name,
            STREET: row.street_name,
            KIND: KIND_NAMES[inspection.kind] + (self.tr("（补录）") if inspection.typed_later else ""),
            DAY: day_words(inspection.visited_on),
        }[column]

    def _grade(self, inspection: Inspection) -> str:
        if not inspection.is_frozen and inspection.checked == 0:
            return "—"
        return inspection.grade or "—"

    def _team(self, row: InspectionRow) -> str:
        names = [inspector.name for inspector in row.inspection.inspectors]
        if not names:
            return "—"
        first = row.leader_name or names[0]
        if len(names) == 1:
            return first
        return self.tr("{name}等{count}人").format(name=first, count=len(names))

    def _state(self, row: InspectionRow) -> StateWords:
        """How many are checked stands in a column of its own here."""
        if row.inspection.state == "draft" and READY not in groups_of(row):
            return marked(StateWords(self.tr("草稿"), icon="pencil"), row.marks)
        return marked(state_words(row.inspection, row.items, is_completed=row.is_completed), row.marks)

    def _colour(self, row: InspectionRow, column: int) -> str | None:
        if row.inspection.state == "void":
            return "ink3"
        return "ink2" if column in (STREET, TEAM) else None

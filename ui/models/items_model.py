"""The items of an inspection as the rows of a list: dimension heads, items, bonus, penalties, vetoes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.evidence import PAPER_FORM, evidence_counts
from app.domain.inspection import Section
from app.scoring.result import ItemResult
from app.scoring.table import Item
from app.services.opened import PAPER_FORM_TITLE, OpenInspection
from ui.numbers import written
from ui.widgets.glyphs import State

ROW = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex

STATES = {
    "unchecked": State.UNCHECKED,
    "incomplete": State.INCOMPLETE,
    "pending": State.PENDING,
    "not_applicable": State.NOT_APPLICABLE,
    "met": State.PASSED,
    "unmet": State.DEDUCTED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; a head has no state and no section. `tone` colours the figure: missing, deduct, quiet."""

    code: str
    title: str
    figure: str
    spoken: str
    section: Section | None = None
    state: State | None = None
    tone: str = ""

    @property
    def shown_code(self) -> str:
        """The code as one reads it; a paper form has none."""
        return "" if self.section == "evidence" else self.code

    @property
    def is_head(self) -> bool:
        """Whether it is the head of a dimension or section."""
        return self.section is None


class ItemsModel(QAbstractListModel):
    """A face over the rows; only rows that changed are told."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return self._rows

    def show_opened(self, opened: OpenInspection) -> None:
        """Take over the rows of the inspection as it stands."""
        rows = tuple(self._made(opened))
        if [(row.section, row.code) for row in rows] != [(row.section, row.code) for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        changed = [place for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        self._rows = rows
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def place_of(self, section: Section, code: str) -> int | None:
        """The row of an item."""
        return next((at for at, row in enumerate(self._rows) if row.section == section and row.code == code), None)

    def step(self, place: int, by: int) -> int | None:
        """The next row below (by 1) or above (by −1) that can be filled in."""
        at = place + by
        while 0 <= at < len(self._rows):
            if not self._rows[at].is_head:
                return at
            at += by
        return None

    def next_open(self, place: int, by: int = 1) -> int | None:
        """The next item below or above that is not looked at or not whole, going round at the end."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            at = (place + by * distance) % count
            row = self._rows[at]
            if row.section == "items" and row.state in (State.UNCHECKED, State.INCOMPLETE):
                return at
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for the painter, words for everyone else."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.shown_code} {row.title}".strip()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        if not index.isValid() or self._rows[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _made(self, opened: OpenInspection) -> Iterator[Row]:
        scheme, unit_class = opened.scheme, opened.unit.class_
        for dimension in scheme.dimensions:
            items = [item for item in scheme.items_of(dimension.code) if item.is_for(unit_class)]
            if items:
                marks = opened.result.dimensions.get(dimension.code)
                figure = written(marks)
                if dimension.full_marks is not None:
                    figure = f"{figure} / {written(dimension.full_marks)}"
                yield Row("", dimension.title, figure, f"{dimension.title}，{figure}")
                yield from (self._item(item, opened.result.items.get(item.code)) for item in items)
        extras: tuple[tuple[str, Section, tuple[Item, ...]], ...] = (
            (self.tr("加分"), "bonus", scheme.bonus.items),
            (self.tr("扣罚"), "penalties", scheme.penalties.items),
        )
        for title, section, offered in extras:
            if offered:
                total = opened.result.bonus if section == "bonus" else opened.result.penalties
                yield Row("", title, written(total), f"{title}，{written(total)}")
                yield from (self._extra(section, item, opened) for item in offered if item.is_for(unit_class))
        if scheme.vetoes:
            yield Row("", self.tr("一票否决"), "", self.tr("一票否决"))
            yield from self._vetoes(opened)
        if opened.inspection.typed_later is not None:
            yield Row("", self.tr("补录"), "", self.tr("补录"))
            yield self._paper_form(opened)

    def _paper_form(self, opened: OpenInspection) -> Row:
        count = evidence_counts(opened.answers)[PAPER_FORM]
        figure = self.tr("{count} 份").format(count=count) if count else "—"
        said = figure if count else self.tr("还没有附上")
        spoken = f"{PAPER_FORM_TITLE}，{said}"
        state = State.PASSED if count else State.UNCHECKED
        return Row(PAPER_FORM, PAPER_FORM_TITLE, figure, spoken, "evidence", state, "" if count else "quiet")

    def _item(self, item: Item, result: ItemResult | None) -> Row:
        state = STATES.get(result.state) if result else State.UNCHECKED
        tone = ""
        if result is None or state is State.UNCHECKED:
            figure, said, tone = "—", self.tr("未查"), "quiet"
        elif state is State.NOT_APPLICABLE:
            figure, said, tone = self.tr("不适用"), self.tr("不适用"), "quiet"
        elif state is State.INCOMPLETE:
            lacking = sum(rule.missing for rule in result.rules) or 1
            figure = self.tr("缺{number}处").format(number=lacking)
            said, tone = figure, "missing"
        elif state is State.PENDING:
            figure, said, tone = self.tr("待补"), self.tr("待补"), "quiet"
        elif result.marks is None:
            figure = said = self.tr("达标") if result.state == "met" else self.tr("未达标")
        else:
            state = State.DEDUCTED if result.lost > 0 else State.PASSED
            figure = written(result.marks)
            said = self.tr("有扣分") if state is State.DEDUCTED else self.tr("无问题")
            said = self.tr("{said}，得 {marks} 分").format(said=said, marks=figure)
            if item.full_marks is not None:
                said = self.tr("{said}，满分 {full} 分").format(said=said, full=written(item.full_marks))
        return Row(item.code, item.title, figure, f"{item.code} {item.title}，{said}", "items", state, tone)

    def _extra(self, section: Section, item: Item, opened: OpenInspection) -> Row:
        result = opened.result
        entries: Sequence[ItemResult] = (result.bonus_entries if section == "bonus" else result.penalty_entries).get(
            item.code, ()
        )
        if not entries:
            said = self.tr("没有加分") if section == "bonus" else self.tr("没有扣罚")
            return Row(
                item.code, item.title, "—", f"{item.code} {item.title}，{said}", section, State.UNCHECKED, "quiet"
            )
        is_whole = all(entry.marks is not None for entry in entries)
        total = sum((abs(entry.marks) for entry in entries if entry.marks is not None), Decimal(0))
        figure = ("+" if section == "bonus" else "−") + written(total) if total else "0"
        state = State.PASSED if section == "bonus" else State.DEDUCTED
        tone = "" if section == "bonus" else "deduct"
        if not is_whole:
            figure, state, tone = self.tr("没填全"), State.INCOMPLETE, "missing"
        return Row(item.code, item.title, figure, f"{item.code} {item.title}，{figure}", section, state, tone)

    def _vetoes(self, opened: OpenInspection) -> Iterator[Row]:
        given = opened.answers.get("vetoes") or {}
        for veto in opened.scheme.vetoes:
            if veto.from_ is not None:
                figure, state, tone = self.tr("自动"), State.UNCHECKED, "quiet"
            elif veto.code in given:
                is_whole = len(given[veto.code].get("confirmed_by") or ()) > 1 and given[veto.code].get("facts")
                figure = self.tr("否决") if is_whole else self.tr("没填全")
                state, tone = (State.CONFLICT if is_whole else State.INCOMPLETE), "missing"
            else:
                figure, state, tone = "—", State.UNCHECKED, "quiet"
            said = self.tr("没有") if figure == "—" else figure
            yield Row(veto.code, veto.text, figure, f"{veto.code} {veto.text}，{said}", "vetoes", state, tone)

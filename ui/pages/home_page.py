"""工作台: what to go on with, what is still to do, and how far the general survey is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain.inspection import KIND_NAMES
from app.services.home import HomeView, home_view
from app.services.inspection_rows import InspectionRow
from app.services.workspace import Workspace
from ui.pages.coverage_card import CoverageCard
from ui.pages.days import day_words, moment_words, weekday_words
from ui.pages.home_parts import ContinueCard, Todo, TodoCard
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Card, Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, scrolling

if TYPE_CHECKING:  # comparing versions is no part of the start
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from app.services.deciding import Waiting

NAMED = 3
"""So many names stand in a line before it says 等."""


class HomePage(QWidget):
    """Shows what is next; every card leads to its place in one press.

    `list_asked(str)` carries draft, ready, signed or provisional: which inspections to list.
    """

    inspection_asked = Signal(str)
    review_asked = Signal(str)
    report_asked = Signal(str)
    list_asked = Signal(str)
    new_asked = Signal()
    owed_asked = Signal()
    units_asked = Signal()
    units_import_asked = Signal()
    community_asked = Signal()
    """One community is to be added by hand, to inspect it at once."""
    blank_form_asked = Signal()
    verify_asked = Signal()
    people_asked = Signal()
    recovery_asked = Signal()
    figures_asked = Signal()
    undecided_asked = Signal()
    """What waits for a decision is to be shown."""
    looked_again = Signal()
    """One came back to this page; what takes its time to be counted is asked for."""

    def __init__(self, workspace: Workspace, *, recovery_pending: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._hello = Label("", "page_title")
        self.recovery = Notice(
            self.tr("恢复码抄好了吗？照着抄件把最后一组填回来，这条提醒就消失。"),
            "deduct",
            Button(self.tr("填最后一组"), "quiet", on_click=self.recovery_asked.emit),
        )
        self.recovery.setVisible(recovery_pending)
        self.go_on = ContinueCard()
        self.todo = TodoCard()
        self.coverage = CoverageCard()
        self.coverage.owed_asked.connect(self.owed_asked)
        self._quick = Card(Label(self.tr("快捷"), "section"), gap=Gap.M, margins=(Gap.CARD, Gap.L, Gap.CARD, Gap.L))
        self.new_button = Button(self.tr("新建检查"), icon="plus", on_click=self.new_asked.emit)
        self.blank_button = Button(self.tr("打印空白表"), icon="printer", on_click=self.blank_form_asked.emit)
        self.verify_button = Button(self.tr("验证PDF"), icon="shield-check", on_click=self.verify_asked.emit)
        self.units_button = Button(self.tr("单位名册"), icon="building-2", on_click=self.units_asked.emit)
        self.figures_button = Button(self.tr("导入外部数据"), icon="file-spreadsheet", on_click=self.figures_asked.emit)
        self._quick.body.addLayout(row(self.figures_button, None))
        self._quick.body.addLayout(row(self.new_button, self.blank_button, None))
        self._quick.body.addLayout(row(self.verify_button, self.units_button, None))
        left, right = QWidget(), QWidget()
        column(self.go_on, self.todo, None, gap=Gap.L, parent=left)
        column(self.coverage, self._quick, None, gap=Gap.L, parent=right)
        self._panes = row(left, right, gap=Gap.L)
        self._panes.setStretch(0, 5)
        self._panes.setStretch(1, 2)
        content = QWidget()
        column(
            self._hello,
            self.recovery,
            self._panes,
            None,
            gap=Gap.L,
            margins=(Gap.XL, Gap.CARD, Gap.XL, Gap.L),
            parent=content,
        )
        column(scrolling(content), gap=0, parent=self)
        self._right = right
        self._waiting: tuple[Waiting, ...] = ()
        self.show_view(home_view(workspace))
        self._is_fresh = True

    def show_undecided(self, waiting: Sequence["Waiting"]) -> None:
        """Say how many inspections wait for a decision between versions; counted apart, since it reads everything."""
        if self._waiting != tuple(waiting):
            self._waiting = tuple(waiting)
            self.show_view(self._view)

    def shown(self) -> None:
        """Look again whenever one comes back; what was looked at to build the page is fresh."""
        if not self._is_fresh:
            self.show_view(home_view(self._workspace))
            self.looked_again.emit()
        self._is_fresh = False
        self.go_on.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_recovery_pending(self, pending: bool) -> None:
        """Show or take away the reminder of the recovery code."""
        self.recovery.setVisible(pending)

    def show_view(self, view: HomeView) -> None:
        """Show these counts."""
        self._view = view
        person = self._workspace.person
        hello = self.tr("{name}，今天是{day}，{weekday}") if person else self.tr("今天是{day}，{weekday}")
        self._hello.setText(
            hello.format(
                name=person.name if person else "", day=day_words(view.today), weekday=weekday_words(view.today)
            )
        )
        self._show_next(view)
        todos = self._todos(view)
        self.todo.show_todos(todos)
        for before, after in pairwise((self.go_on.button, *self.todo.rows)):  # rows just made would come last
            self.setTabOrder(before, after)
        self.coverage.show_coverage(view)
        self.coverage.setVisible(view.coverage.of > 0)
        self.new_button.setVisible(view.coverage.of > 0)
        self.figures_button.setVisible(view.provisional.count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ from anywhere steps into 还要做, Enter goes on with what lay open."""
        if event.key() == Qt.Key.Key_Down:
            self.todo.step(1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            (focus if isinstance(focus, QAbstractButton) else self.go_on.button).click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The right column never gets narrower than its figures need."""
        super().resizeEvent(event)
        tokens = current_theme().tokens
        self._right.setMinimumWidth(min(round(tokens.pane_list * tokens.factor) + 3 * Gap.CARD, self.width() // 3))

    def _show_next(self, view: HomeView) -> None:
        if not view.coverage.of:
            self.go_on.show_words(
                self.tr("第一步"),
                self.tr("先把要检查的社区放进来"),
                self.tr("用您手头的单位名册Excel就行，列名不用改。导入后就能新建检查。"),
                self.tr("导入单位名册"),
                self.units_import_asked.emit,
                icon="upload",
            )
        elif view.next_up is None:
            first = not view.signed
            self.go_on.show_words(
                self.tr("第二步") if first else self.tr("接着做"),
                self.tr("开始第一次检查") if first else self.tr("手头没有没做完的检查"),
                self.tr("选一个社区，到现场逐项填；每填一处都立刻存好。")
                if first
                else self.tr("选下一个社区，开始检查。"),
                self.tr("新建检查"),
                self.new_asked.emit,
                icon="plus",
            )
        else:
            self._show_inspection(view.next_up, view)

    def _show_inspection(self, shown: InspectionRow, view: HomeView) -> None:
        inspection = shown.inspection
        saved = moment_words(inspection.updated_at, view.today)
        checked = self.tr("已查 {checked} / {items} 项，{saved} 保存").format(
            checked=inspection.checked, items=shown.items, saved=saved
        )
        place = self._place(shown)
        is_ready = shown in view.ready_to_sign
        self.go_on.show_inspection(
            self.tr("接着做"),
            shown.unit_name,
            shown.street_name,
            KIND_NAMES[inspection.kind],
            (self.tr("停在 {place}，").format(place=place) if place else "") + checked,
            self.tr("核对并签字") if is_ready else self.tr("继续检查"),
            lambda: (self.review_asked if is_ready else self.inspection_asked).emit(inspection.id),
        )

    def _place(self, shown: InspectionRow) -> str:
        code = shown.inspection.at_item
        if code is None:
            return ""
        title = self._workspace.scheme_outline(shown.inspection.scheme_hash).item_titles.get(code, "")
        return f"{code} {title}".strip()

    def _todos(self, view: HomeView) -> list[Todo]:
        """Only what there is: a line with nothing in it is not shown."""
        if not view.coverage.of:
            return self._first_todos()
        todos = self._undecided_todos()
        unready = [drafted for drafted in view.drafts if drafted not in view.ready_to_sign]
        if view.ready_to_sign:
            todos.append(
                Todo(
                    "pen-line",
                    self.tr("等签字"),
                    self.tr("{count} 份").format(count=len(view.ready_to_sign)),
                    self.tr("{names}，每一项都查过了").format(names=named(view.ready_to_sign, self.tr("等"))),
                    self.tr("去核对"),
                    self._opener(view.ready_to_sign, "ready", self.review_asked),
                )
            )
        if unready:
            oldest = min(drafted.inspection.started_at for drafted in unready)
            days = (view.today - oldest.astimezone().date()).days
            names = named(unready, self.tr("等"))
            which = self.tr("{names}；最早一份已放 {days} 天").format(names=names, days=days) if days > 0 else names
            todos.append(
                Todo(
                    "pencil",
                    self.tr("草稿"),
                    self.tr("{count} 份").format(count=len(unready)),
                    which,
                    self.tr("去补齐"),
                    self._opener(unready, "draft", self.inspection_asked),
                )
            )
        if view.provisional.count:
            todos.append(
                Todo(
                    "clock",
                    self.tr("等外部数据"),
                    self.tr("{count} 份暂定").format(count=view.provisional.count),
                    self.tr("{names}，已签字，等其他部门评分").format(
                        names=named(view.provisional.first, self.tr("等"))
                    ),
                    self.tr("查看"),
                    self._opener(view.provisional.first, "provisional", self.report_asked),
                )
            )
        if view.coverage.owed:
            todos.append(
                Todo(
                    "clipboard-check",
                    self.tr("还没普查"),
                    self.tr("{count} 个社区").format(count=view.coverage.owed),
                    listed(view.coverage.first_owed, self.tr("等")),
                    self.tr("看名单"),
                    self.owed_asked.emit,
                )
            )
        return todos

    def _undecided_todos(self) -> list[Todo]:
        if not self._waiting:
            return []
        names = [one.unit_name or self.tr("名册里没有的单位") for one in self._waiting]
        return [
            Todo(
                "scale",
                self.tr("待裁定、待选择"),
                self.tr("{count} 份").format(count=len(self._waiting)),
                self.tr("{names}，几台电脑上写的不一样").format(names=listed(names, self.tr("等"))),
                self.tr("去裁定、选择"),
                self.undecided_asked.emit,
                is_urgent=True,
            )
        ]

    def _first_todos(self) -> list[Todo]:
        """What helps on the first day, before there is a community to inspect."""
        return [
            Todo(
                "building-2",
                self.tr("单位名册"),
                self.tr("还没有"),
                self.tr("先加一个社区，马上就能检查它"),
                self.tr("加一个社区"),
                self.community_asked.emit,
            ),
            Todo(
                "users",
                self.tr("一起检查的人"),
                self.tr("可以先加"),
                self.tr("检查至少两个人，签字时各签各的"),
                self.tr("添加同事"),
                self.people_asked.emit,
            ),
            Todo(
                "printer",
                self.tr("空白表"),
                self.tr("随时能打"),
                self.tr("看看要查哪些项，或者带到现场手填"),
                self.tr("打印空白表"),
                self.blank_form_asked.emit,
            ),
        ]

    def _opener(self, rows: Sequence[InspectionRow], which: str, one: "SignalInstance") -> "Callable[[], object]":
        """A single one is opened at once, several are listed."""
        if len(rows) == 1:
            wanted = rows[0].inspection.id
            return lambda: one.emit(wanted)
        return lambda: self.list_asked.emit(which)


def named(rows: Sequence[InspectionRow], and_others: str) -> str:
    """The first few unit names of these inspections."""
    return listed([shown.unit_name for shown in rows], and_others)


def listed(names: Sequence[str], and_others: str) -> str:
    """莲花社区、桂园社区、石桥社区等."""
    return "、".join(names[:NAMED]) + (and_others if len(names) > NAMED else "")

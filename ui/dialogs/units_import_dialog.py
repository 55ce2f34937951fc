"""Importing units from a workbook: choose it, see what would happen, then all of it or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QWidget

from app.errors import AppError, WrongPassphrase
from app.progress import Progress, Step
from app.services.units import apply_units_import, plan_units_import
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.count_card import CountCard
from ui.dialogs.labelled import Labelled
from ui.dialogs.workbook_target import put_units_template
from ui.messages import message_for
from ui.models.units_plan_model import COLUMN, GROUPS, ROW, SHEET, VALUE, WHAT, WHY, UnitsPlanModel
from ui.tasks import Task, Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.fields import PassphraseField
from ui.widgets.frames import Card, Notice
from ui.widgets.glyphs import IconLabel, State
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.workbooks.units_plan import UnitsPlan

EXCEL = "Excel (*.xlsx *.xlsm *.xls *.et)"
CHOOSE, PLAN = 0, 1
WIDTHS = {WHAT: 88, SHEET: 92, ROW: 60, COLUMN: 118, VALUE: 150}
TABLE_ROWS = 6


class UnitsImportDialog(Dialog):
    """`ask()` is True once units were imported; `result_words` says how many."""

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        messages: Callable[[AppError], None],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", width=Dialog.WIDE, parent=parent)
        self._workspace, self._tasks, self._messages = workspace, tasks, messages
        self._task: Task | None = None
        self.plan: UnitsPlan | None = None
        self.result_words = ""
        self.title.setText(self.tr("从Excel导入单位"))
        self.setWindowTitle(self.title.text())
        self.setAcceptDrops(True)
        self.trouble = Notice("", "missing")
        self.choose_button = Button(self.tr("选Excel文件"), icon="file-spreadsheet", on_click=self._choose)
        self.template_button = Button(self.tr("下载空白模板"), "link", icon="download", on_click=self._template)
        self.model = UnitsPlanModel(self)
        self.table = TableView(self.tr("导入计划"))
        self.cards = {
            "new": CountCard(State.NEW),
            "changed": CountCard(State.DEDUCTED),
            "unchanged": CountCard(State.HAD),
            "findings": CountCard(State.CONFLICT),
        }
        self.only_findings = FilterChip(self.tr("只看有错和要留意的"))
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(
            self.tr("您的口令"), self.passphrase, self.tr("导入要用您的口令签名，别人才能确认是谁改的名册。")
        )
        self.busy = BusyBar()
        self._build()
        self.set_cancel(self.tr("不导入"))
        self.set_main(self.tr("导入"), icon="inbox")
        self.again_button = self.add_rare(Button(self.tr("换一个文件"), "ghost", on_click=self._choose))
        self._show_step(CHOOSE)
        self.focus_first(self.choose_button)

    # Step 1

    def read(self, path: Path) -> None:
        """Read a workbook and show what it would do."""
        self.trouble.say("")
        workspace = self._workspace

        def work(progress: Progress) -> object:
            with workspace.reopened() as own:
                return plan_units_import(own, path, progress)

        self._follow(self._tasks.run(work), self.tr("正在读{name}").format(name=path.name), self.show_plan)

    def show_plan(self, plan: "UnitsPlan") -> None:
        """Show what an import would do."""
        self.plan = plan
        self.title.setText(self.tr("从Excel导入单位：{name}").format(name=plan.file_name))
        self.model.show_plan(plan)
        self.only_findings.setChecked(False)
        errors, warnings = len(plan.errors), len(plan.warnings)
        self.only_findings.setVisible(bool(errors or warnings) and bool(plan.units))
        new, changed, same = (len(plan.of(action)) for action in ("new", "changed", "unchanged"))
        waits = self.tr("改好错误后再导入") if errors else ""
        self.cards["new"].show_count(new, self.tr("个新单位"), waits or self.tr("会加进来"))
        self.cards["changed"].show_count(changed, self.tr("个要修改"), waits or self.tr("改成表里的"))
        self.cards["unchanged"].show_count(same, self.tr("个已有"), self._absent_words(plan))
        if errors:
            self.cards["findings"].show_count(
                errors, self.tr("处有错"), self.tr("另有{count}处要留意").format(count=warnings)
            )
        else:
            self.cards["findings"].show_count(warnings, self.tr("处要留意"), self.tr("不妨碍导入"))
        self._say_safe(plan)
        self._show_step(PLAN)

    # Step 2

    def go_on(self) -> None:
        """Import, all of it or nothing."""
        plan = self.plan
        if plan is None or not plan.can_apply or self._task is not None:
            return
        passphrase: str | None = None
        if not self._workspace.is_demo:
            passphrase = self.passphrase.text()
            if not passphrase:
                self.passphrase_field.object_to(self.tr("请先输入口令。"))
                self.passphrase.line.setFocus()
                return
        workspace = self._workspace

        def work(progress: Progress) -> object:
            with workspace.reopened() as own:
                return apply_units_import(own, plan, passphrase, progress)

        self._follow(self._tasks.run(work), self.tr("正在导入"), self._finish)

    def reject(self) -> None:
        """Esc stops what is going on first; nothing half done stays."""
        if self._task is not None:
            self._task.cancel()
            return
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped instead of chosen."""
        if event.mimeData().hasUrls() and self._task is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        path = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if path:
            self.read(Path(path))

    # Building

    def _build(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        picture = IconLabel("file-spreadsheet", colour="ink3", size="logo")
        sentence = Label(self.tr("把名册Excel拖到这里，或者选一个文件"), "section")
        known = Label(
            self.tr(
                "只要有一列“单位名称”或“社区名称”。另外认得：区划代码、类别、所属街道、辖市区、上级编码、"
                "城乡类别、试点、启用。列的顺序不限，上面有标题行也没关系。"
            ),
            "second",
            wrap=True,
        )
        known.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = Card(role="sunken", gap=Gap.M, margins=Gap.XL)
        choose.body.addStretch(1)
        for part in (picture, sentence, self.choose_button):
            choose.body.addWidget(part, alignment=centre)
        choose.body.addWidget(known)
        choose.body.addWidget(self.template_button, alignment=centre)
        choose.body.addStretch(1)
        self.table.setModel(self.model)
        self.table.stretch(WHY)
        self.table.set_widths(WIDTHS)
        self.table.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
        plan = QWidget()
        self._safe = Label("", "second", wrap=True)
        cards = row(*self.cards.values(), gap=Gap.M)
        for place in range(cards.count()):
            cards.setStretch(place, 1)
        self._line_count = Label("", "second")
        above = row(self._line_count, None, self.only_findings)
        self._list_card = Card(self.table, margins=1)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._explain())
        column(cards, above, self._list_card, self._safe, self.passphrase_field, gap=Gap.M, parent=plan)
        self._steps = QStackedWidget()
        self._steps.addWidget(choose)
        self._steps.addWidget(plan)
        self._choose_step, self._plan_step = choose, plan
        self.body.addWidget(self.trouble)
        self.body.addWidget(self._steps)
        self.body.addWidget(self.busy)
        self.passphrase_field.setVisible(not self._workspace.is_demo)
        self.only_findings.toggled.connect(self._filter)
        self.busy.stop_asked.connect(lambda: self._task.cancel() if self._task else None)
        self._settle()
        current_theme().changed.connect(self._settle)

    def _settle(self) -> None:
        tokens = current_theme().tokens
        behind = self.parentWidget()
        is_low = behind is not None and behind.window().height() < tokens.window_height
        rows = (TABLE_ROWS if tokens.factor == 1 else TABLE_ROWS - 3) - int(is_low)
        self.table.setMinimumHeight(tokens.height.table_head + rows * tokens.height.table_row)

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        for place, page in enumerate((self._choose_step, self._plan_step)):  # only the one in sight asks for room
            fits = QSizePolicy.Policy.Preferred if place == step else QSizePolicy.Policy.Ignored
            page.setSizePolicy(fits, fits)
        if self.main is None:
            return
        self.again_button.setVisible(step == PLAN)
        self.main.setVisible(step == PLAN)
        plan = self.plan
        if step == CHOOSE or plan is None:
            return
        self._filter(self.only_findings.isChecked())
        self.main.set_label(self.tr("导入 {count} 个").format(count=len(plan.to_write)))
        if plan.errors:
            reason = self.tr("还有{count}处错误，改好后再选一次这个文件。").format(count=len(plan.errors))
        elif not plan.to_write:
            reason = self.tr("表里的单位名册里都有，没有要改的。")
        else:
            reason = ""
        self.main.explain_disabled(reason)
        self.passphrase_field.setVisible(plan.can_apply and not self._workspace.is_demo)
        where = self.table if not plan.can_apply else self.main if self._workspace.is_demo else self.passphrase.line
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_safe(self, plan: "UnitsPlan") -> None:
        if plan.errors:
            words = self.tr(
                "有错的时候一个单位也不导入，单位名册还没有改动。请照上面的行和列在Excel里改好、保存，再选一次。"
            )
        elif not plan.to_write:
            words = self.tr("表里的单位名册里都有，内容一样，不用导入。")
        else:
            words = self.tr("要么全部导入，要么一个不动。现在还什么都没有改。")
        self._safe.setText(words)

    def _explain(self) -> None:
        """The whole sentence of the line one stands on, which its column may have cut."""
        index = self.table.currentIndex()
        if self.plan is None:
            return
        if not index.isValid():
            self._say_safe(self.plan)
            return
        line = self.model.line(index.row())
        where = self.tr("第{row}行").format(row=line.row) if line.row else line.sheet
        about = "，".join(part for part in (where, line.column, f"“{line.value}”" if line.value else "") if part)
        self._safe.setText(self.tr("{about}：{why}").format(about=about, why=line.why))

    def _absent_words(self, plan: "UnitsPlan") -> str:
        if plan.absent:
            return self.tr("另有{count}个表里没有，不动").format(count=len(plan.absent))
        return self.tr("和名册一样，不动")

    def _filter(self, only_findings: bool) -> None:
        self.model.show_groups(("error", "warning") if only_findings else GROUPS)
        if self.plan is not None:
            self._say_safe(self.plan)
        count = self.model.rowCount()
        self._line_count.setText(self.tr("共 {count} 行，先列要您留意的").format(count=count))

    # Working

    def _follow(self, task: Task, doing: str, then: Callable[[Any], None]) -> None:
        self._task = task
        self.busy.begin(doing)
        self._lock(True)
        task.stepped.connect(lambda step: self.busy.show_step(Step(self._doing(step, doing), step.done, step.total)))
        task.succeeded.connect(lambda result: self._end(lambda: then(result)))
        task.failed.connect(lambda error: self._end(lambda: self._fail(error)))
        task.cancelled.connect(lambda: self._end(self._say_stopped))
        task.crashed.connect(lambda _text: self._end(lambda: None))

    def _end(self, then: Callable[[], None]) -> None:
        self._task = None
        self.busy.finish()
        self._lock(False)
        then()

    def _lock(self, locked: bool) -> None:
        for part in (self.choose_button, self.again_button, self.passphrase_field):
            part.setEnabled(not locked)
        if self.main is not None:
            can = self.plan is not None and self.plan.can_apply
            self.main.setEnabled(not locked and can)

    def _doing(self, step: Step, otherwise: str) -> str:
        return {
            "read_rows": self.tr("正在读表"),
            "check_sheet": self.tr("正在看合并单元格和隐藏的行"),
            "look_at_rows": self.tr("正在逐行核对"),
            "plan_units": self.tr("正在和单位名册比对"),
            "write_units": self.tr("正在签名、写入名册"),
        }.get(step.doing, otherwise)

    def _fail(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase_field.object_to(f"{words.title}：{words.next_step}")
            self.passphrase.line.selectAll()
            self.passphrase.line.setFocus()
            return
        self.trouble.say(f"{words.title}。{words.happened}{words.safe}{words.next_step}", "missing")
        if self.plan is None:
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_stopped(self) -> None:
        self.trouble.say(self.tr("已停下，单位名册没有改动。"), "quiet")

    def _finish(self, count: object) -> None:
        plan = self.plan
        if plan is None:
            return
        self.passphrase.forget()
        new, changed = len(plan.of("new")), len(plan.of("changed"))
        parts = [self.tr("新增{count}个单位").format(count=new) if new else ""]
        parts.append(self.tr("修改{count}个").format(count=changed) if changed else "")
        self.result_words = "，".join(part for part in parts if part) or str(count)
        self.accept()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("选Excel文件"), "", EXCEL)
        if chosen:
            self.read(Path(chosen))

    def _template(self) -> None:
        path = put_units_template(self, self._messages)
        if path is not None:
            self.trouble.say(self.tr("模板已存好：{path}。填好后再选它。").format(path=path), "ok")

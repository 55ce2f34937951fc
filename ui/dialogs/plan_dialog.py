"""A workbook to import: choose it, see what would happen line by line, then all of it or nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError, WrongPassphrase
from app.progress import Progress, Step
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.count_card import CountCard
from ui.dialogs.labelled import Labelled
from ui.messages import message_for
from ui.models.plan_model import COLUMN, ROW, SHEET, VALUE, WHAT, WHY, PlanModel
from ui.tasks import Task, Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.choices import TickBox
from ui.widgets.fields import PassphraseField
from ui.widgets.frames import Card, Notice
from ui.widgets.glyphs import IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row
from ui.widgets.table import TableView

EXCEL = "Excel (*.xlsx *.xlsm *.xls *.et)"
CHOOSE, PLAN = 0, 1
WIDTHS = {WHAT: 110, SHEET: 92, ROW: 60, COLUMN: 118, VALUE: 150}
TABLE_ROWS = 6


class PlanDialog(Dialog):
    """`ask()` is True once something was imported; `result_words` says what.

    A subclass gives its words, cards and ticks, reads a plan in `_read`, says in `_show` what it holds and in `_apply`
    how it is carried out.
    """

    def __init__(self, workspace: Workspace, tasks: Tasks, model: PlanModel, *, parent: QWidget | None = None) -> None:
        super().__init__("", width=Dialog.WIDE, parent=parent)
        self._plain_title, sentence, known = self._words()
        self.title.setText(self._plain_title)
        self.setWindowTitle(self._plain_title)
        self._workspace, self._tasks = workspace, tasks
        self._task: Task | None = None
        self.result_words = ""
        self.step = CHOOSE
        self.model = model
        self.model.setParent(self)
        self.setAcceptDrops(True)
        self.trouble = Notice("", "missing")
        self.choose_button = Button(self.tr("选Excel文件"), icon="file-spreadsheet", on_click=self._choose)
        self.template_button = Button(self.tr("下载模板"), "link", icon="download", on_click=self._template)
        self.table = TableView(self.tr("导入计划"))
        self.only_findings = FilterChip(self.tr("只看有错和要留意的"))
        self.passphrase = PassphraseField(self.tr("您的口令"))
        self.passphrase_field = Labelled(self.tr("您的口令"), self.passphrase, self._why_passphrase())
        self.busy = BusyBar()
        self.leave_out = TickBox(self.tr("有错的行先不要，只导入其余的"))
        self._cards, self._ticks = self._make_cards(), (self.leave_out, *self._make_ticks())
        self._build(sentence, known)
        self.set_cancel(self.tr("不导入"))
        self.set_main(self.tr("导入"), icon="inbox")
        self.again_button = self.add_rare(Button(self.tr("换一个文件"), "ghost", on_click=self._choose))
        self._show_step(CHOOSE)
        self.focus_first(self.choose_button)

    # What a subclass says

    def _words(self) -> tuple[str, str, str]:
        """Title, the sentence over the button, and what columns are known."""
        raise NotImplementedError

    def _make_cards(self) -> Sequence[CountCard]:
        raise NotImplementedError

    def _make_ticks(self) -> Sequence[TickBox]:
        return ()

    def _read(self, workspace: Workspace, path: Path, progress: Progress) -> object:
        raise NotImplementedError

    def _show(self, plan: Any) -> None:
        """Fill cards and table."""
        raise NotImplementedError

    def _refusal(self) -> str:
        """Why nothing can be imported as things are chosen, "" when it can."""
        raise NotImplementedError

    def _apply(self, workspace: Workspace, passphrase: str | None, progress: Progress) -> object:
        raise NotImplementedError

    def _finish(self, outcome: Any) -> None:
        """Say what was done, and close."""
        raise NotImplementedError

    def _template(self) -> None:
        raise NotImplementedError

    def _takes_signature(self) -> bool:
        return False

    def _why_passphrase(self) -> str:
        return ""

    def _groups(self, *, only_findings: bool) -> Sequence[str]:
        raise NotImplementedError

    def _safe_words(self) -> str:
        """What stands under the table."""
        return self._refusal() or self.tr("要么全部导入，要么一个不动。现在还什么都没有改。")

    # Step 1

    def read(self, path: Path) -> None:
        """Read a workbook and show what it would do."""
        self.trouble.say("")
        workspace = self._workspace

        def work(progress: Progress) -> object:
            with workspace.reopened() as own:
                return self._read(own, path, progress)

        def show(plan: object) -> None:
            self.title.setText(f"{self._plain_title}：{path.name}")
            self.only_findings.setChecked(False)
            for tick in self._ticks:
                tick.setChecked(False)
            self._show(plan)
            self._show_step(PLAN)

        self._follow(self._tasks.run(work), self.tr("正在读{name}").format(name=path.name), show)

    # Step 2

    def go_on(self) -> None:
        """Import, all of it or nothing."""
        if self._task is not None or self.step != PLAN or self._refusal():
            return
        passphrase: str | None = None
        if self._takes_signature() and not self._workspace.is_demo:
            passphrase = self.passphrase.text()
            if not passphrase:
                self.passphrase_field.object_to(self.tr("请先输入口令。"))
                self.passphrase.line.setFocus()
                return
        workspace = self._workspace

        def work(progress: Progress) -> object:
            with workspace.reopened() as own:
                return self._apply(own, passphrase, progress)

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

    def _build(self, sentence: str, known_words: str) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        self._known = known = Label(known_words, "second", wrap=True)
        known.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choice = Card(role="sunken", gap=Gap.M, margins=Gap.XL)
        self._choice.body.addStretch(1)
        for part in (
            IconLabel("file-spreadsheet", colour="ink3", size="logo"),
            Label(sentence, "section"),
            self.choose_button,
        ):
            self._choice.body.addWidget(part, alignment=centre)
        self._choice.body.addWidget(known)
        self._choice.body.addWidget(self.template_button, alignment=centre)
        self._choice.body.addStretch(1)
        self.table.setModel(self.model)
        self.table.stretch(WHY)
        self.table.set_widths(WIDTHS)
        self.table.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
        self._safe = Label("", "second", wrap=True)
        self._line_count = Label("", "second")
        cards = row(*self._cards, gap=Gap.M)
        for place in range(cards.count()):
            cards.setStretch(place, 1)
        plan = QWidget()
        above = row(self._line_count, None, self.only_findings)
        ticks = column(*self._ticks, gap=Gap.XS)
        column(
            cards,
            above,
            Card(self.table, margins=1),
            self._safe,
            ticks,
            self.passphrase_field,
            gap=Gap.M,
            parent=plan,
        )
        self._plan_step = plan
        plan.setParent(self._content)
        plan.hide()
        for step in (self.trouble, self._choice, plan, self.busy):
            self.body.addWidget(step)
        self.only_findings.toggled.connect(lambda _on: self._filter())
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._explain())
        for tick in self._ticks:
            tick.toggled.connect(lambda _on: self._settle_choice())
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
        self.step = step
        self._choice.setVisible(step == CHOOSE)
        self._plan_step.setVisible(step == PLAN)
        if self.main is None:
            return
        self.again_button.setVisible(step == PLAN)
        self.main.setVisible(step == PLAN)
        if step == PLAN:
            self._settle_choice()
            can = self.main.isEnabled()
            asks = can and not self.passphrase_field.isHidden()
            where = self.passphrase.line if asks else self.main if can else self.table
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_choice(self) -> None:
        """What can be done follows from what was found and what is ticked."""
        if self.main is None or self.step != PLAN:
            return
        self.main.explain_disabled(self._refusal())
        asks = self._takes_signature() and not self._workspace.is_demo and not self._refusal()
        self.passphrase_field.setVisible(asks)
        self._filter()

    def _filter(self) -> None:
        self.model.show_groups(self._groups(only_findings=self.only_findings.isChecked()))
        self._safe.setText(self._safe_words())
        count = self.model.rowCount()
        self._line_count.setText(self.tr("共 {count} 行，先列要您留意的").format(count=count))

    def _explain(self) -> None:
        """The whole sentence of the line one stands on, which its column may have cut."""
        index = self.table.currentIndex()
        if not index.isValid():
            self._safe.setText(self._safe_words())
            return
        line = self.model.line(index.row())
        where = self.tr("第{row}行").format(row=line.row) if line.row else line.sheet
        about = "，".join(part for part in (where, line.column, f"“{line.value}”" if line.value else "") if part)
        self._safe.setText(self.tr("{about}：{why}").format(about=about, why=line.why))

    # Working

    def _follow(self, task: Task, doing: str, then: Callable[[Any], None]) -> None:
        self._task = task
        self.busy.begin(doing)
        self._lock(True)
        task.stepped.connect(lambda step: self.busy.show_step(Step(self._doing(step, doing), step.done, step.total)))
        task.succeeded.connect(lambda result: self._end(lambda: then(result)))
        task.failed.connect(lambda error: self._end(lambda: self._fail(error)))
        task.cancelled.connect(
            lambda: self._end(lambda: self.trouble.say(self.tr("已停下，什么也没有改动。"), "quiet"))
        )
        task.crashed.connect(lambda _text: self._end(lambda: None))

    def _end(self, then: Callable[[], None]) -> None:
        self._task = None
        self.busy.finish()
        self._lock(False)
        then()

    def _lock(self, locked: bool) -> None:
        for part in (self.choose_button, self.again_button, self.passphrase_field, *self._ticks):
            part.setEnabled(not locked)
        if self.main is not None:
            self.main.setEnabled(not locked)
            if not locked:
                self._settle_choice()

    def _doing(self, step: Step, otherwise: str) -> str:
        return {
            "read_rows": self.tr("正在读表"),
            "check_sheet": self.tr("正在看合并单元格和隐藏的行"),
            "look_at_rows": self.tr("正在逐行核对"),
            "plan_units": self.tr("正在和单位名册比对"),
            "write_units": self.tr("正在签名、写入名册"),
            "plan_figures": self.tr("正在和已有的比对"),
            "fill_figures": self.tr("正在填进检查"),
        }.get(step.doing, otherwise)

    def _fail(self, error: AppError) -> None:
        words = message_for(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase_field.object_to(f"{words.title}：{words.next_step}")
            self.passphrase.line.selectAll()
            self.passphrase.line.setFocus()
            return
        self.trouble.say(f"{words.title}。{words.happened}{words.safe}{words.next_step}", "missing")
        if self.step == CHOOSE:
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("选Excel文件"), "", EXCEL)
        if chosen:
            self.read(Path(chosen))

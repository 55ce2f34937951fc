"""The page of the guide: one question after the other, then the recovery code."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QProgressBar, QStackedWidget, QWidget

from app.domain.person import Role
from app.services.workspace import FirstStart
from ui.dialogs.recovery_dialog import RecoveryCodePanel
from ui.pages.first_start.draft import Draft
from ui.pages.first_start.keeping_steps import BackupStep, PassphraseStep
from ui.pages.first_start.rail import GuideRail
from ui.pages.first_start.who_steps import OfficeStep, PersonStep
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.choices import ChoiceButton
from ui.widgets.frames import Notice
from ui.widgets.labels import Label
from ui.widgets.layouts import column, row, scrolling

SIDE = 3 * Gap.XL


class FirstStartPage(QWidget):
    """Asks four questions and hands them over with `finished(FirstStart)`.

    Whoever made the store then calls `show_recovery_code`; `done` follows when the code was kept.
    `draft` keeps what was typed over a restart; None keeps it only while the page is open.
    """

    finished = Signal(object)
    demo_asked = Signal()
    done = Signal()

    def __init__(self, draft: Draft | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._office, self._person = OfficeStep(self), PersonStep(self)
        self._backup, self._passphrase = BackupStep(self), PassphraseStep(self)
        self.steps = (self._office, self._person, self._backup, self._passphrase)
        self._current = self._furthest = 0
        self._is_kept = False
        self.rail = GuideRail(
            [
                (self._office.title, self.tr("名称和级别")),
                (self._person.title, self.tr("姓名和职务")),
                (self._backup.title, self.tr("一个文件夹")),
                (self._passphrase.title, self.tr("至少 8 个字")),
            ]
        )
        self.rail.asked.connect(self.show_step)
        self.rail.demo_asked.connect(self.demo_asked)
        warning = Notice(self.tr("不得处理国家秘密；涉密计算机和涉密U盘不得使用本程序。"))
        self._count = Label("", "caption")
        self._title = Label("", "page_title")
        self._explanation = Label("", "second", wrap=True)
        self._forms = QStackedWidget()
        for step in self.steps:
            self._forms.addWidget(step)
            step.changed.connect(self._keep)
        self._problem = Notice("", "missing")
        self.back = Button(self.tr("上一步"), "ghost", icon="chevron-left", on_click=self._go_back)
        self._kept = Label("", "caption")
        self.next = Button(self.tr("下一步"), "primary", hint="Enter", tall=True, on_click=self._go_on)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        question = QWidget()
        column(
            self._count,
            self._title,
            self._explanation,
            Label(),
            self._forms,
            gap=Gap.S,
            margins=(SIDE, Gap.S, SIDE, Gap.L),
            parent=question,
        )
        foot = row(self.back, None, self._kept, self.next, gap=Gap.L)
        self._questions = QWidget()
        column(
            column(warning, margins=(SIDE, Gap.XL + Gap.M, SIDE, Gap.M)),
            scrolling(question),
            column(self._problem, self._busy, foot, margins=(SIDE, Gap.S, SIDE, Gap.XL + Gap.M)),
            gap=0,
            parent=self._questions,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._questions)
        self._stack.setProperty("role", "sheet")
        self.code_panel: RecoveryCodePanel | None = None
        row(self.rail, self._stack, gap=0, parent=self)
        self.show_step(self._show_draft())

    @property
    def current(self) -> int:
        """The number of the step shown, from 0."""
        return self._current

    def show_step(self, index: int) -> None:
        """Go to a step and put the keyboard into its first field."""
        self._current = index
        self._furthest = max(self._furthest, index)
        step = self.steps[index]
        self._forms.setCurrentIndex(index)
        self._count.setText(self.tr("第 {number} 步，共 {all} 步").format(number=index + 1, all=len(self.steps)))
        self._title.setText(step.title)
        self._explanation.setText(step.explanation)
        self.back.setVisible(index > 0)
        self.next.set_label(self.tr("完成") if index == len(self.steps) - 1 else self.tr("下一步"))
        self._tell_kept()
        answers = [step.summary() if number < self._furthest else "" for number, step in enumerate(self.steps)]
        self.rail.show_step(index, answers, self._furthest)
        step.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self) -> None:
        """The store is being made: nothing can be pressed meanwhile."""
        self._problem.say("")
        self._busy.show()
        self._kept.setText(self.tr("正在建立本机数据……"))
        for part in (self.back, self.next, self._forms, self.rail):
            part.setEnabled(False)

    def show_problem(self, sentence: str) -> None:
        """The store could not be made: say why and let the answers be changed."""
        self._busy.hide()
        for part in (self.back, self.next, self._forms, self.rail):
            part.setEnabled(True)
        self.show_step(self._current)
        self._problem.say(sentence)

    def show_recovery_code(self, code: str) -> None:
        """The store is made: show the code that opens it without the passphrase."""
        if self._draft is not None:
            self._draft.forget()
        self._passphrase.passphrase.forget()
        self.rail.setEnabled(True)
        self.rail.show_step(len(self.steps), [step.summary() for step in self.steps], len(self.steps))
        self.rail.freeze()
        panel = RecoveryCodePanel(code, office=self._office.name.text().strip())
        panel.kept.connect(self.done)
        self.code_panel = panel
        holder = QWidget()
        column(panel, margins=(SIDE, Gap.XL + Gap.M, SIDE, Gap.XL + Gap.M), parent=holder)
        self._stack.addWidget(holder)
        self._stack.setCurrentWidget(holder)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is in the first empty field from the start."""
        super().showEvent(event)
        if self.code_panel is None:
            self.steps[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on, and goes on from everywhere else; Esc goes back."""
        is_asking = self.code_panel is None and self.next.isEnabled()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton) and not isinstance(focus, ChoiceButton):
                focus.click()
            elif is_asking:
                self._go_on()
        elif event.key() == Qt.Key.Key_Escape and is_asking and self._current:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def answers(self) -> FirstStart:
        """All four answers."""
        texts = self._texts()
        return FirstStart(
            office_name=self._office.name.text().strip(),
            office_level=texts["office_level"],
            name=texts["name"],
            post=texts["post"],
            role=cast(Role, texts["role"]),
            passphrase=self._passphrase.passphrase.text(),
            backup_folder=self._backup.path,
            invitation=self._office.invitation,
        )

    def _go_on(self) -> None:
        if not self.steps[self._current].check():
            return
        self._keep()
        if self._current + 1 < len(self.steps):
            self.show_step(self._current + 1)
            self._keep()
            return
        unanswered = next((index for index, step in enumerate(self.steps) if not step.check()), None)
        if unanswered is not None:
            self.show_step(unanswered)
            return
        self.finished.emit(self.answers())

    def _go_back(self) -> None:
        self._keep()
        self.show_step(self._current - 1)

    def _texts(self) -> dict[str, str]:
        return {name: text for step in self.steps for name, text in step.texts().items()}

    def _keep(self) -> None:
        if self._draft is None:
            return
        self._is_kept = self._draft.keep({**self._texts(), "step": str(self._current)})
        self._tell_kept()

    def _tell_kept(self) -> None:
        if self._current == len(self.steps) - 1:
            self._kept.setText(self.tr("口令不会存下来，请记住它"))
        else:
            self._kept.setText(self.tr("填的内容已经保存，中途关掉也不丢") if self._is_kept else "")

    def _show_draft(self) -> int:
        texts = self._draft.read() if self._draft else {}
        if texts:
            for step in self.steps:
                step.show_texts(texts)
        number = texts.get("step", "0")
        return min(int(number), len(self.steps) - 1) if number.isdecimal() else 0

"""Is this PDF genuine: choose or drop a file, and read who signed it, when, and whether it is unchanged."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.errors import AppError, FileUnreadable
from app.identity.pdf_verdict import Complaint, PdfVerdict, SignatureVerdict
from app.progress import Progress
from app.services.reports import verify_file
from app.services.workspace import Workspace
from ui.dialogs.base import Dialog
from ui.dialogs.enter import press_focused_on_enter
from ui.messages import COMPLAINT_WORDS, message_for
from ui.pages.days import full_moment_words
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.busy import BusyBar
from ui.widgets.buttons import Button
from ui.widgets.frames import Frame, Notice
from ui.widgets.glyphs import IconLabel, State, StateGlyph
from ui.widgets.labels import ElidingLabel, Label, Tag
from ui.widgets.layouts import clear, column, line, row


class DropPlace(Frame):
    """Where a file is dropped or chosen; `dropped(Path)`."""

    dropped = Signal(object)

    def __init__(self, on_choose: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self.setAcceptDrops(True)
        self.choose = Button(self.tr("选一个PDF"), icon="folder-open", on_click=on_choose)
        self._file = ElidingLabel(self.tr("把PDF拖到这里，或者选一个文件"), "second")
        self._file.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row(IconLabel("file-check"), self._file, self.choose, gap=Gap.M, margins=Gap.L, parent=self)

    def show_file(self, path: Path) -> None:
        """Name the file that is being looked at."""
        self._file.setText(str(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            self.set_state("deduct")

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It went away."""
        self.set_state("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at it."""
        self.set_state("")
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))


class VerdictView(QWidget):
    """A verdict in plain words: the outcome, why not, then each signature."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._outcome = Notice("", "ok")
        self._details = column(gap=Gap.S)
        column(self._outcome, self._details, gap=Gap.M, parent=self)

    @property
    def outcome(self) -> str:
        """The sentence of the outcome."""
        return self._sentence

    def show_verdict(self, verdict: PdfVerdict) -> None:
        """Say what the verifier found."""
        clear(self._details)
        issued = all(signature.issued_by_office for signature in verdict.signatures)
        if not verdict.signatures and set(verdict.complaints) <= {Complaint.NO_SIGNATURE}:
            self._say(self.tr("这份文件没有数字签名，不能证明是谁出的、有没有改过。"), "missing")
        elif not verdict.is_genuine:
            self._say(self.tr("这份文件不可信：签字以后被动过，请不要使用，向出具单位另要一份。"), "missing")
        elif any(signature.is_demo for signature in verdict.signatures):
            self._say(self.tr("这是一份演练文件，不作考评依据。签字以后没有改动。"), "deduct")
        elif not issued:
            self._say(self.tr("签字以后没有改动。但有的证书未经本机认得的机关签发，请另行核实签名人。"), "deduct")
        else:
            self._say(self.tr("文件是真的：签字以后一个字都没有改动，签名人的证书由机关签发。"), "ok")
        for complaint in verdict.complaints:
            if complaint is Complaint.NO_SIGNATURE:
                continue  # the outcome says so
            words = COMPLAINT_WORDS[complaint]
            self._details.addLayout(row(IconLabel("triangle-alert", colour="accent"), Label(words, wrap=True)))
        for signature in verdict.signatures:
            self._details.addWidget(line())
            self._details.addWidget(self._signature(signature))
        if verdict.is_genuine and verdict.waiting:
            said = self.tr("还有 {count} 处签名栏空着，可能签在纸上。").format(count=len(verdict.waiting))
            self._details.addWidget(Label(said, "caption", wrap=True))
        if verdict.signatures:
            self._details.addWidget(
                Label(self.tr("时间是签字那台电脑的时钟，没有时间服务器作证。"), "caption", wrap=True)
            )

    def _say(self, sentence: str, state: str) -> None:
        self._sentence = sentence
        self._outcome.say(sentence, state)

    def _signature(self, signature: SignatureVerdict) -> QWidget:
        who = self.tr("，").join(part for part in (signature.office, signature.post) if part)
        when = full_moment_words(signature.signed_at) if signature.signed_at else self.tr("没有写时间")
        facts = [
            self.tr("{when} 签").format(when=when),
            self.tr("所签内容没有改动") if signature.intact else self.tr("所签内容被改动过"),
            self.tr("证书由机关签发") if signature.issued_by_office else self.tr("证书未经机关签发"),
        ]
        if signature.reason:
            facts.append(signature.reason)
        head = [Label(signature.signer or self.tr("没有写姓名"), "strong"), Label(who, "second")]
        if signature.is_demo:
            head.append(Tag(self.tr("演练"), state="deduct"))
        words = column(row(*head, None, gap=Gap.M), Label(self.tr("；").join(facts), "second", wrap=True), gap=Gap.HAIR)
        shown = QWidget()
        glyph = StateGlyph(State.PASSED if signature.intact else State.INCOMPLETE)
        layout = row(glyph, words, gap=Gap.M, parent=shown)
        layout.setStretch(1, 1)
        layout.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
        return shown


class VerifyDialog(Dialog):
    """Looks at one file after the other; `workspace` None knows no office."""

    verified = Signal(object)

    def __init__(
        self,
        workspace: Workspace | None,
        messages: Callable[[AppError], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", closable=True, parent=parent)
        self.title.setText(self.tr("验证PDF"))
        self.setWindowTitle(self.title.text())
        self._workspace, self._messages = workspace, messages
        self._tasks = Tasks(self)
        self.place = DropPlace(self._choose)
        self.place.dropped.connect(self.look_at)
        self.verdict = VerdictView()
        self.verdict.hide()
        self._problem = Notice("", "missing")
        self.busy = BusyBar()
        why = self.tr("看看别人交来的报告是不是原件：谁签的、什么时候签的、签完有没有改过。不用联网。")
        for part in (Label(why, "second", wrap=True), self.place, self.busy, self._problem, self.verdict):
            self.body.addWidget(part)
        self.set_cancel(self.tr("关闭"))
        press_focused_on_enter(self)
        self.focus_first(self.place.choose)

    def look_at(self, path: Path) -> None:
        """Verify a file; `verified(PdfVerdict)` follows, or a sentence why it cannot be read."""
        self.place.show_file(path)
        self._problem.say("")
        self.verdict.hide()
        workspace = self._workspace

        def work(_progress: Progress) -> PdfVerdict:
            if workspace is None:
                return verify_file(path, None)
            with workspace.reopened() as mine:
                return verify_file(path, mine)

        task = self._tasks.run(work)
        self.busy.follow(task, self.tr("正在核对签名"))
        task.succeeded.connect(self._show)
        task.failed.connect(self._say)

    def _show(self, verdict: PdfVerdict) -> None:
        self.verdict.show_verdict(verdict)
        self.verdict.show()
        self.verified.emit(verdict)

    def done(self, result: int) -> None:
        """Wait for what is being looked at: its connection must not outlive the store."""
        self._tasks.stop_all()
        super().done(result)

    def _say(self, error: AppError) -> None:
        if not isinstance(error, FileUnreadable):
            self._messages(error)
            return
        words = message_for(error)
        self._problem.say(words.happened + words.next_step)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("选一个PDF"), "", self.tr("PDF文件 (*.pdf)"))
        if chosen:
            self.look_at(Path(chosen))

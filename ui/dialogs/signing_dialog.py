"""One dialog for one signer: what is signed on the left, name, strokes and passphrase on the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from app.domain.signing import SignatureManner, SignatureMark, SignPlace
from app.errors import AppError, WrongPassphrase
from app.progress import Progress
from app.services.signing import SigningView, clear_mark, record_mark, sign_digitally, signing_view
from app.services.workspace import Workspace
from ui.dialogs.enter import press_focused_on_enter
from ui.dialogs.question import Question
from ui.dialogs.signing.signer_form import Given, Manner, Signer, SignerForm
from ui.dialogs.signing.signers import short_label
from ui.dialogs.signing.summary import SigningSummary
from ui.dialogs.signing.turns import Turns
from ui.dialogs.working import WorkingDialog
from ui.messages import sentence_of
from ui.tasks import Tasks
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.frames import Notice


class SigningDialog(WorkingDialog):
    """Collects one signature after the other by hand; a digital one ends it.

    `view` is where the report stands now; `ask()` is True after a digital signature. `preview_asked` shows the pages.
    Raises the service's errors only in the constructor; later ones are said beside the fields.
    """

    preview_asked = Signal()
    signed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        inspection_id: str,
        *,
        field: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, width=WorkingDialog.WIDE, closable=True, parent=parent)
        self._workspace, self._inspection_id = workspace, inspection_id
        self.view: SigningView = signing_view(workspace, inspection_id)
        self._turns = Turns(workspace, self)
        self.signer: Signer | None = None
        self.summary = SigningSummary()
        self.summary.preview_asked.connect(self.preview_asked)
        self.summary.chosen.connect(self.turn_to)
        self.summary.redo.connect(self.take_back)
        self.first_them = Button(self.tr("先让他签"), "quiet", on_click=self._let_them_first)
        self.form = SignerForm(self.first_them, asks_passphrase=not workspace.is_demo)
        self.end, self._beneath_end = Notice("", "missing"), QWidget()
        self._beneath_end.hide()
        for part in (self.form, self.end, self._beneath_end, self.busy):
            self.body.addWidget(part)
        self.set_side(self.summary, current_theme().tokens.pane_list + Gap.CARD)
        self.refuse = self.add_rare(Button(self.tr("拒签"), "ghost", on_click=lambda: self._switch(Manner.REFUSE)))
        self.behalf = self.add_rare(Button(self.tr("代签"), "ghost", on_click=lambda: self._switch(Manner.BEHALF)))
        self.on_paper = self.add_rare(Button(self.tr("改在纸上签"), "ghost", on_click=self._sign_on_paper))
        self.form.submitted.connect(self.go_on)
        self.set_cancel()
        self.set_main(self.tr("签字"), icon="pen-line")
        press_focused_on_enter(self)
        self._show(field or self._turns.first_field(self.view))

    def turn_to(self, field: str) -> None:
        """Let somebody else sign."""
        self._show(field)

    def take_back(self, field: str) -> None:
        """Take a mark by hand away after a question, and let its place be signed anew."""
        mark = self.view.marks[field]
        who = mark.name or short_label(next(place.label for place in self.view.places if place.field == field))
        told = self.tr("{who}原来签的会去掉，再重新签。报告还没有定稿，别的都不变。").format(who=who)
        if not Question(self.tr("撤回重签"), told, yes=self.tr("撤回"), no=self.tr("不撤回"), parent=self).ask():
            return
        try:
            self.view = clear_mark(self._workspace, self._inspection_id, field)
        except AppError as error:
            self._say(error)
            return
        self.signed.emit(self.view)
        self._show(field)

    def go_on(self) -> None:
        """Sign, or record the refusal."""
        if self.signer is None or not self.form.check() or (self.main is not None and not self.main.isEnabled()):
            return
        given = self.form.given()
        if given.manner is Manner.REFUSE:
            self._record(self._mark(self.signer.place, "refused", given))
        elif self.signer.key_of is None:
            self._record(self._mark(self.signer.place, "drawn", given))
        else:
            self._sign(self.signer, given)

    def _fit(self) -> None:
        """Give the signing area what room there is, so that nothing has to be scrolled; show the whole left side."""
        super()._fit()
        height = current_theme().tokens.height
        inner = self.panel.maximumWidth() - self.summary.maximumWidth() - 2
        around = wanted_height(self._main_column.itemAt(0).layout(), inner) + self._foot.sizeHint().height() + 2
        room = self._room().height() - 2 * Gap.XL
        margins = self.body.contentsMargins()
        if not self.form.area.isHidden():
            others = self.form.height_beside_area(inner - margins.left() - margins.right())
            others += margins.top() + margins.bottom()
            least_area = round(height.signature_least / current_theme().tokens.factor)  # a finger does not grow
            self.form.fit_area(max(min(room - around - others, height.signature), least_area), least_area)
        least = min(self.summary.wanted_height() + 2, room) - around - margins.top() - margins.bottom()
        if self.form.minimumHeight() != least:
            self.form.setMinimumHeight(max(least, 0))
        beneath = max(least - self.end.heightForWidth(inner), 0)
        if self._beneath_end.minimumHeight() != beneath:
            self._beneath_end.setMinimumHeight(beneath)

    # Who signs

    def _show(self, field: str | None) -> None:
        place = next((place for place in self.view.places if place.field == field), None)
        self.summary.show_view(self.view, field, self._workspace.today())
        if place is None:
            self._end()
            return
        self.signer = self._turns.signer(self.view, place)
        self.title.setText(self.tr("{label}签字").format(label=short_label(place.label)))
        self.setWindowTitle(self.title.text())
        self.form.setVisible(True)
        for part in (self.refuse, self.behalf, self.on_paper):
            part.show()
        self.end.hide()
        self._beneath_end.hide()
        self.form.show_signer(self.signer, self._workspace.clock(), is_drill=self._workspace.is_demo)
        self._show_order(self.signer)
        self._show_ways()
        first = self.form.first_field() or self.main
        if first is not None:
            self.focus_first(first)
            first.setFocus()

    def _show_order(self, signer: Signer) -> None:
        others = self._turns.by_hand_first(self.view, signer)
        names = self.tr("、").join(other.name or short_label(other.label) for other in others)
        said = self.tr("您一签，报告就固定了，屏幕上不能再加手写签名。{names}要在这里手写的，请先签。")
        self.form.order.say(said.format(names=names) if others else "")

    def _let_them_first(self) -> None:
        if self.signer is not None and (others := self._turns.by_hand_first(self.view, self.signer)):
            self.turn_to(others[0].field)

    # Ways

    def _switch(self, manner: Manner) -> None:
        if self.signer is None:
            return
        place = self.signer.place
        if manner is self.form.manner:
            manner = Manner.SIGN
        if manner is Manner.BEHALF and place.person_id is not None:
            self.signer, other = self._turns.stand_in(place)
            self.form.show_signer(self.signer, self._workspace.clock(), is_drill=self._workspace.is_demo)
            if other is not None:
                self.form.name.set_kept(other.name)
                self.form.post.set_kept(other.post)
        elif self.form.manner is Manner.BEHALF:
            self.signer = self._turns.signer(self.view, place)
            self.form.show_signer(self.signer, self._workspace.clock(), is_drill=self._workspace.is_demo)
        self.form.set_manner(manner)
        self._show_ways()
        if (first := self.form.first_field()) is not None:
            first.setFocus()

    def _show_ways(self) -> None:
        manner = self.form.manner
        fixed = self.tr("已有数字签名，报告已经固定；空着的栏可以直接签在打印件上。")
        late = "" if self.view.can_draw else fixed
        self.refuse.explain_disabled(late)
        self.on_paper.explain_disabled(late)
        self.refuse.set_label(self.tr("不拒签") if manner is Manner.REFUSE else self.tr("拒签"))
        self.behalf.set_label(self.tr("不代签") if manner is Manner.BEHALF else self.tr("代签"))
        if self.main is not None:
            self.main.set_label(self.tr("记下拒签") if manner is Manner.REFUSE else self.tr("签字"))
            nobody = self.signer is not None and self.signer.key_of is None and not self.view.can_draw
            self.main.explain_disabled(fixed if nobody else "")

    def _sign_on_paper(self) -> None:
        if self.signer is not None:
            self._record(self._mark(self.signer.place, "paper", self.form.given()))

    def _mark(self, place: SignPlace, manner: SignatureManner, given: Given) -> SignatureMark:
        for_other = given.manner is Manner.BEHALF
        return SignatureMark(
            field=place.field,
            manner=manner,
            name=given.name,
            post=given.post,
            at=self._workspace.clock(),
            strokes=given.strokes if manner == "drawn" else (),
            reason=given.reason,
            on_behalf_of=(place.name or short_label(place.label)) if for_other else "",
            person_id=None if for_other else place.person_id,
        )

    def _record(self, mark: SignatureMark) -> None:
        try:
            self.view = record_mark(self._workspace, self._inspection_id, mark)
        except AppError as error:
            self._say(error)
            return
        self.signed.emit(self.view)
        self._show(self._turns.first_field(self.view))

    def _sign(self, signer: Signer, given: Given) -> None:
        workspace, wanted, key_of = self._workspace, self._inspection_id, signer.key_of or ""
        behalf = given.manner is Manner.BEHALF
        on_behalf_of = given.name if signer.is_witness else ""
        reason = self.tr("见证{name}签字").format(name=given.name) if signer.is_witness else given.reason
        place = signer.place

        def work(_progress: Progress) -> SigningView:
            with workspace.reopened() as mine:
                return sign_digitally(
                    mine,
                    wanted,
                    place.field,
                    key_of,
                    given.passphrase or None,
                    given.strokes,
                    on_behalf_of=place.name if behalf else on_behalf_of,
                    reason=reason,
                )

        self._carry_out(work, self.tr("正在签字、核验并保存"), self._finish)

    def _finish(self, view: SigningView) -> None:
        self.view = view
        self.form.passphrase.forget()
        self.signed.emit(view)
        self.accept()

    def _say(self, error: AppError) -> None:
        if isinstance(error, WrongPassphrase):
            self.form.refuse_passphrase(self.tr("口令不对，没有签。笔画还在，改好口令再按签字。"))
        else:
            self.form.problem.say(sentence_of(error))

    def _lock(self, working: bool) -> None:
        for part in (self.form, self.summary, self.cancel, self.main, self.refuse, self.behalf, self.on_paper):
            if part is not None:
                part.setEnabled(not working)
        if not working and self.isVisible():
            self._show_ways()
            if self.form.passphrase_problem:
                self.form.passphrase.line.setFocus()

    def _end(self) -> None:
        """Everybody has signed; without a digital signature among them the report is not fixed yet."""
        self.signer = None
        self.title.setText(self.tr("该签的都签过了") if self.view.is_frozen else self.tr("还差一个数字签名"))
        lacking = self.tr(
            "签字的人里还没有谁用口令签过，报告没有定稿，也不能导出、归档。请在左边点一位检查员，撤回以后用口令签。"
        )
        self.end.say("" if self.view.is_frozen else lacking)
        self._beneath_end.show()
        self.form.setVisible(False)
        for part in (self.refuse, self.behalf, self.on_paper):
            part.hide()
        if self.main is not None:
            self.main.explain_disabled(self.tr("没有要签的了。"))


def wanted_height(layout: QLayout, width: int) -> int:
    """How high a layout has to be at a width."""
    return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

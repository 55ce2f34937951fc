"""The right side of the report page: who signed, what the verifier says, and what one can do with the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.signing import SignatureMark, SignPlace
from app.identity.pdf_verdict import PdfVerdict, SignatureVerdict
from app.services.opened import OpenInspection
from app.services.reports import PagesToShow, page_of_code
from app.services.signing import SigningView
from app.services.standing_marks import NONE, StandingMark
from app.store.bodies import Report
from app.store.outcome import from_e4
from ui.dialogs.signing.signers import short_label
from ui.messages import COMPLAINT_WORDS
from ui.models.inspection_words import mark_sentences
from ui.numbers import written
from ui.theme import current_theme
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField
from ui.widgets.frames import Frame
from ui.widgets.glyphs import IconLabel, State, StateGlyph
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.layouts import clear, column, line, row, scrolling

CODE_GROUP = 4


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report as it is shown: where its signatures stand, its pages, and the verdict (None before the first)."""

    view: SigningView
    pages: PagesToShow
    verdict: PdfVerdict | None
    marks: frozenset[StandingMark] = NONE
    former: tuple[Report, ...] = ()
    is_corrected: bool = False
    """A correction of it is being filled in here."""


class ReportSide(Frame):
    """Signatures, verdict and check code above, the ways on at the foot.

    `page_asked(int)` leads to the page whose check code was typed from a sheet of paper, `former_asked(number,
    SHA-256)` to a report that was corrected since.
    """

    page_asked = Signal(int)
    former_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane_right", parent)
        self._count = Label("", "second")
        self._signers = column(gap=Gap.S)
        self.next_one = Button(self.tr("下一个人签"), icon="pen-line")
        self._verdict_icon = IconLabel("shield-check", colour="ok")
        self._verdict = Label("", "medium", wrap=True)
        self._complaints = column(gap=Gap.XS)
        self._code = Label("", "strong", selectable=True)
        self._codes: Sequence[str] = ()
        placeholder = self.tr("输入纸上的校验码，找到那一页")
        self.paper_code = LineField(self.tr("纸上的校验码"), placeholder=placeholder)
        self.paper_code.returnPressed.connect(self._find_page)
        self._found = Label("", "caption", wrap=True)
        self._found.hide()
        self._time = Label("", "caption", wrap=True)
        self._completed = Label("", "medium", state="ok", wrap=True)
        self._sources = Label("", "caption", wrap=True)
        self.completion_button = Button(self.tr("成绩补正单"), "quiet", icon="file-text")
        self.print_button = Button(self.tr("打印"), "primary", icon="printer", tall=True, shortcut="Ctrl+P")
        self.save_button = Button(self.tr("另存PDF"), icon="download")
        self.sign_off_button = Button(self.tr("只打签字页"))
        self._standing = Label("", "medium", state="deduct", wrap=True)
        self.decide_button = Button(self.tr("去裁定"), icon="scale")
        self.correct_button = Button("", "quiet", icon="pencil")
        self.give_up_button = Button(self.tr("放弃更正"), "link")
        self.void_button = Button(self.tr("作废这份检查"), "link")
        self._former = column(gap=Gap.XS)
        content = QWidget()
        column(
            self._standing,
            self.decide_button,
            self._completed,
            self._sources,
            self.completion_button,
            row(Label(self.tr("签字"), "section"), None, self._count),
            self._signers,
            self.next_one,
            line(),
            Label(self.tr("核对"), "section"),
            row(self._verdict_icon, self._verdict),
            self._complaints,
            row(Label(self.tr("本页校验码"), "second"), None, self._code),
            self.paper_code,
            self._found,
            self._time,
            self._former,
            line(),
            row(self.correct_button, self.give_up_button, None),
            row(self.void_button, None),
            None,
            gap=Gap.S,
            margins=(Gap.CARD, Gap.L, Gap.CARD, Gap.S),
            parent=content,
        )
        lower = row(self.save_button, self.sign_off_button, gap=Gap.S)
        whole = column(
            scrolling(content),
            column(self.print_button, lower, gap=Gap.S, margins=(Gap.CARD, Gap.S, Gap.CARD, Gap.L)),
            gap=0,
            parent=self,
        )
        whole.setStretch(0, 1)
        current_theme().changed.connect(self._settle)
        self._settle()

    def show_report(self, report: ShownReport) -> None:
        """Show who signed and what the verifier says."""
        view = report.view
        valid = {}
        if report.verdict is not None:
            valid = {signature.name: signature for signature in report.verdict.signatures}
        clear(self._signers)
        for place in view.places:
            self._signers.addWidget(self._signer(place, view.marks.get(place.field), valid.get(place.field)))
        self._count.setText(f"{len(view.marks)} / {len(view.places)}")
        has_open = bool(view.open_places)
        self.next_one.setVisible(has_open)
        self.next_one.set_label(self.tr("下一个人签") if view.marks else self.tr("去签字"))
        must = len(view.opened.completeness.must)
        lacking = self.tr("还差 {count} 处没有补，补完才能签字。").format(count=must)
        self.next_one.explain_disabled(lacking if must and not view.is_frozen else "")
        self._codes = report.pages.check_codes if report.pages.is_signed else ()
        self.paper_code.setVisible(bool(self._codes))
        self.paper_code.clear()
        self._found.hide()
        self._show_verdict(report)
        self._show_standing(report)
        self._show_completion(report.view.opened)

    def _show_standing(self, report: ShownReport) -> None:
        """Whether it still counts, and whether other versions of it are here."""
        inspection = report.view.opened.inspection
        withdrawn = self.tr("已作废：不算普查覆盖，不进统计和排名。") if inspection.state == "void" else ""
        said = "\n".join(part for part in (withdrawn, mark_sentences(report.marks)) if part)
        self._standing.setText(said)
        self._standing.setVisible(bool(said))
        self.decide_button.setVisible("contested" in report.marks)
        stands = inspection.is_frozen and inspection.state != "void"
        self.void_button.setVisible(stands)
        self.correct_button.setVisible(stands and "contested" not in report.marks)
        self.correct_button.set_label(self.tr("接着更正") if report.is_corrected else self.tr("更正"))
        self.give_up_button.setVisible(report.is_corrected)
        self._show_former(report.former)

    def _show_former(self, former: Sequence[Report]) -> None:
        clear(self._former)
        if former:
            self._former.addWidget(line())
            self._former.addWidget(Label(self.tr("更正以前的报告"), "section"))
        for one in former:
            button = Button(one.number, "link", on_click=partial(self.former_asked.emit, one.number, one.pdf_sha256))
            self._former.addLayout(row(button, None))

    def _show_completion(self, opened: OpenInspection) -> None:
        """What others supplied since: the signed pages stay as they are, the completed marks stand beside."""
        completion = opened.completion
        for part in (self._completed, self._sources, self.completion_button):
            part.setVisible(completion is not None)
        if completion is None:
            return
        total = written(from_e4(completion.total_e4))
        words = self.tr("签字时暂定，现已补齐：{total} 分，{grade}")
        if completion.is_provisional:
            words = self.tr("签字时暂定，已补上一部分：{total} 分，{grade}（仍暂定）")
        self._completed.setText(words.format(total=total, grade=completion.grade or self.tr("没有等次")))
        self._sources.setText("\n".join(completion.sources))

    def show_code(self, code: str) -> None:
        """The check code of the page one looks at, in groups of four."""
        self._code.setText("-".join(code[at : at + CODE_GROUP] for at in range(0, len(code), CODE_GROUP)) or "—")

    def _find_page(self) -> None:
        number = page_of_code(self._codes, self.paper_code.text())
        if number is None:
            self._found.setText(self.tr("这份报告里没有这个校验码：看看有没有抄错，或者纸上的不是这一份。"))
        else:
            found = self.tr("是第 {number} 页，请和纸上的逐字对照。").format(number=number + 1)
            self._found.setText(found)
            self.page_asked.emit(number)
        self._found.set_state("missing" if number is None else "ok")
        self._found.show()

    def _show_verdict(self, report: ShownReport) -> None:
        clear(self._complaints)
        verdict = report.verdict
        if verdict is None:
            self._say_verdict("file-text", "ink2", self.tr("还没有签字，这是打印出来的样子"), "quiet")
            self._time.setText(self.tr("校验码要等签字以后才定。"))
            return
        self._time.setText(self.tr("签字时间取自本机时钟"))
        if verdict.is_genuine:
            self._say_verdict("shield-check", "ok", self.tr("签字以后内容没有改动"), "ok")
            return
        self._say_verdict("shield-alert", "accent", self.tr("核对没有通过，不要使用这份文件"), "missing")
        for complaint in verdict.complaints:
            self._complaints.addWidget(Label(COMPLAINT_WORDS[complaint], "second", wrap=True))

    def _say_verdict(self, icon: str, colour: str, sentence: str, state: str) -> None:
        self._verdict_icon.set_icon(icon, colour)
        self._verdict.setText(sentence)
        self._verdict.set_state(state)

    def _signer(self, place: SignPlace, mark: SignatureMark | None, signature: SignatureVerdict | None) -> QWidget:
        glyph = State.UNCHECKED
        if mark is not None:
            glyph = State.NOT_APPLICABLE if mark.manner == "refused" else State.PASSED
        if mark is not None and mark.manner == "digital" and (signature is None or not signature.intact):
            glyph = State.INCOMPLETE
        who = (mark.name if mark and mark.name else place.name) or short_label(place.label)
        shown = QWidget()
        words = column(
            ElidingLabel(who, "medium"), Label(self._said(place, mark, signature), "caption", wrap=True), gap=0
        )
        across = row(StateGlyph(glyph), words, gap=Gap.M, parent=shown)
        across.setStretch(1, 1)
        return shown

    def _said(self, place: SignPlace, mark: SignatureMark | None, signature: SignatureVerdict | None) -> str:
        if mark is None:
            return self.tr("在纸上盖章") if place.is_stamp else self.tr("没有签")
        local = mark.at.astimezone()
        when = self.tr("{month}月{day}日 {clock}").format(month=local.month, day=local.day, clock=f"{local:%H:%M}")
        if mark.manner == "refused":
            return self.tr("{when}，拒签：{reason}").format(when=when, reason=mark.reason)
        if mark.manner == "paper":
            return self.tr("改在纸上签")
        behalf = self.tr("，代{name}签").format(name=mark.on_behalf_of) if mark.on_behalf_of else ""
        if mark.manner == "drawn":
            return self.tr("{when}，屏幕手写{behalf}").format(when=when, behalf=behalf)
        if signature is None or not signature.intact:
            return self.tr("{when}，签名核对没有通过").format(when=when)
        issued = "" if signature.issued_by_office else self.tr("，证书未经机关签发")
        return self.tr("{when}，签名有效{issued}{behalf}").format(when=when, issued=issued, behalf=behalf)

    def _settle(self) -> None:
        tokens = current_theme().tokens
        self.setFixedWidth(round((tokens.pane_list + Gap.CARD) * tokens.factor))


def code_of(codes: Sequence[str], page: int) -> str:
    """The check code of a page (from 0), "" where there is none."""
    return codes[page] if 0 <= page < len(codes) else ""

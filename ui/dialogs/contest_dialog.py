"""裁定: signed versions of one inspection side by side, and which of them counts from now on."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.evidence import Evidence
from app.errors import AppError, DecisionNotYours, NoSigningKey
from app.progress import Progress
from app.services.deciding import PlaceCompared, VersionsCompared, VersionShown
from app.services.evidence import small_copy
from app.services.merging import resolve_contest
from app.services.vault import read_report
from app.services.version_words import Said
from app.services.workspace import Workspace
from ui.dialogs.decision_foot import DecisionFoot
from ui.dialogs.version_photos import LARGE_SIDE, PhotoDialog, VersionPhotos
from ui.dialogs.working import WorkingDialog
from ui.messages import message_for
from ui.numbers import written
from ui.pages.days import moment_words
from ui.tasks import Tasks
from ui.tokens import Gap
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.choices import RadioCards
from ui.widgets.frames import Card, Notice
from ui.widgets.labels import Label, Tag
from ui.widgets.layouts import clear, column, row


class ContestDialog(WorkingDialog):
    """`ask()` is True once a version was chosen; every version stays readable whoever is chosen."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, compared: VersionsCompared, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, width=WorkingDialog.WIDE, parent=parent)
        self.title.setText(
            self.tr("{unit}：{count}个已签字的版本，以哪个为准").format(
                unit=compared.unit_name, count=len(compared.versions)
            )
        )
        self.setWindowTitle(self.title.text())
        self._workspace, self._compared = workspace, compared
        self.versions = RadioCards(
            self.tr("以哪个版本为准"), [(one.rid, self._who(one), self._about(one)) for one in compared.versions]
        )
        self.versions.chosen.connect(lambda _rid: self._look())
        layout = cast(QHBoxLayout, self.versions.layout())
        for number in range(len(compared.versions)):
            layout.setStretch(number, 1)
        self.reports = [self._report_button(number, one) for number, one in enumerate(compared.versions, 1)]
        self.photos = [VersionPhotos(one.files) for one in compared.versions]
        for photos in self.photos:
            photos.open_asked.connect(self.show_photo)
            photos.load(workspace, tasks)
        self.only_differing = FilterChip(self.tr("只看不同"), on=True)
        self.only_differing.toggled.connect(lambda _on: self._show_places())
        self._count = Label("", "second")
        self._places = column(gap=Gap.S)
        self.may_not = Notice("", "quiet")
        self.foot = DecisionFoot(
            self.tr("为什么以它为准"),
            self.tr("例如：以到现场复核过的一份为准"),
            asks_passphrase=not workspace.is_demo,
        )
        self.body.addWidget(
            Label(self.tr("没选中的版本也留着，随时能看。裁定以后，选中的版本进统计和排名。"), "second", wrap=True)
        )
        self.body.addWidget(self.versions)
        across = row(*self.reports, gap=Gap.M)
        for number in range(len(self.reports)):
            across.setStretch(number, 1)
        self.body.addLayout(across)
        if any(one.files for one in compared.versions):
            beside = row(*self.photos, gap=Gap.M)
            for number, photos in enumerate(self.photos):
                beside.setStretch(number, 1)
                beside.setAlignment(photos, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(beside)
        self.body.addLayout(row(self.only_differing, self._count, None, gap=Gap.M))
        self.body.addLayout(self._places)
        for part in (self.may_not, self.foot, self.busy):
            self.body.addWidget(part)
        self.set_cancel(self.tr("先不裁定"))
        self.set_main(self.tr("以选中的版本为准"))
        self.focus_first(self.versions.findChildren(QWidget)[0])
        if not compared.may_decide:
            words = message_for(DecisionNotYours("administrator"))
            self.may_not.say(words.happened + words.next_step)
            self.foot.hide()
        self._show_places()
        self._look()

    def go_on(self) -> None:
        """Decide for the chosen version."""
        chosen = self.versions.value
        if chosen is None or not self.foot.is_given():
            return
        workspace, inspection_id = self._workspace, self._compared.inspection.id
        reason, passphrase = self.foot.reason_text, self.foot.passphrase_text

        def work(_progress: Progress) -> str:
            with workspace.reopened() as own:
                if own.person is None:
                    raise NoSigningKey("")
                return resolve_contest(own, inspection_id, chosen, own.person.id, passphrase, reason)

        self._carry_out(work, self.tr("正在保存"), lambda _rid: self._finish())

    def show_report(self, version: VersionShown) -> None:
        """The signed report of a version over this dialog."""
        from ui.dialogs.pdf_dialog import PdfDialog

        title = self.tr("检查报告")
        try:
            pdf = read_report(self._workspace, version.report_sha256)
        except AppError as error:
            self.foot.say(error)
            return
        PdfDialog(title, pdf, f"{title} {version.report_number}.pdf", self.foot.say, parent=self).ask()

    def show_photo(self, evidence: Evidence) -> None:
        """A photo of one of the versions over this dialog."""
        try:
            jpeg = small_copy(self._workspace, evidence, LARGE_SIDE)
        except AppError as error:
            self.foot.say(error)
            return
        PhotoDialog(evidence, jpeg, parent=self).ask()

    def _finish(self) -> None:
        self.foot.forget()
        self.accept()

    def _who(self, one: VersionShown) -> str:
        name = one.name or self.tr("不认识的密钥")
        at = moment_words(one.at, self._workspace.today())
        if one.is_void:
            return self.tr("作废：{name}，{at}").format(name=name, at=at)
        return self.tr("{name}，{at} 签").format(name=name, at=at)

    def _about(self, one: VersionShown) -> str:
        total = self.tr("没有总分") if one.total is None else self.tr("{total} 分").format(total=written(one.total))
        parts = [f"{total} {one.grade}".strip(), self.tr("佐证材料 {count} 份").format(count=one.evidence)]
        if not one.is_issued:
            parts.append(self.tr("未经机关签发"))
        if one.reason:
            parts.append(self.tr("原因：{reason}").format(reason=one.reason))
        return self.tr("，").join(parts)

    def _report_button(self, number: int, one: VersionShown) -> Button:
        button = Button(
            self.tr("打开第{number}个的报告").format(number=number),
            icon="file-text",
            on_click=lambda: self.show_report(one),
        )
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if not one.report_sha256:
            button.explain_disabled(self.tr("这个版本的报告没有随数据包来。"))
        return button

    def _show_places(self) -> None:
        clear(self._places)
        places = self._compared.places
        differing = [one for one in places if one.differs]
        wanted = differing if self.only_differing.isChecked() else places
        self._count.setText(
            self.tr("{count} 处不同，{same} 处相同").format(count=len(differing), same=len(places) - len(differing))
        )
        for place in wanted:
            self._places.addWidget(self._place(place))

    def _place(self, place: PlaceCompared) -> Card:
        title = Label(place.title, "strong", wrap=True)
        head = row(title, Tag(self.tr("不同"), state="deduct"), gap=Gap.M) if place.differs else row(title)
        head.setStretch(0, 1)
        cells = row(*(self._cell(said) for said in place.said), gap=Gap.L)
        for number in range(len(place.said)):
            cells.setStretch(number, 1)
        return Card(head, cells, gap=Gap.S, margins=Gap.M)

    def _cell(self, said: Said) -> QWidget:
        cell = QWidget()
        parts = [Label(said.value, "medium", wrap=True)]
        if said.how:
            parts.append(Label(said.how, "second", wrap=True))
        if said.reason:
            parts.append(Label(self.tr("原因：{reason}").format(reason=said.reason), "second", wrap=True))
        column(*parts, None, gap=Gap.XS, parent=cell)
        return cell

    def _look(self) -> None:
        if self.main is None:
            return
        if not self._compared.may_decide:
            self.main.explain_disabled(self.tr("由区组织部管理员裁定。"))
        else:
            self.main.explain_disabled("" if self.versions.value else self.tr("先选一个版本。"))

    def _say(self, error: AppError) -> None:
        self.foot.say(error)

    def _lock(self, working: bool) -> None:
        super()._lock(working)
        if not working:
            self._look()
